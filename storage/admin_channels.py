"""Chats in which admins run the programme."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, bindparam, delete, select, update
from sqlalchemy.dialects import postgresql

from core.admin_channels import AdminChannel
from storage.message_tables import admin_channels
from storage.transaction import UnitOfWork

_IT = admin_channels.c.id == bindparam("channel")
_OF_CHAT = (
    admin_channels.c.platform == bindparam("at_platform"),
    admin_channels.c.chat == bindparam("at_chat"),
)
_GET = select(admin_channels).where(_IT)
_ALL = select(admin_channels).where(admin_channels.c.confirmed).order_by(admin_channels.c.id)
_AT = select(admin_channels).where(*_OF_CHAT).order_by(admin_channels.c.id)
_NEW = postgresql.insert(admin_channels)
_PUT = _NEW.on_conflict_do_update(
    index_elements=[
        admin_channels.c.platform,
        admin_channels.c.workspace,
        admin_channels.c.chat,
        admin_channels.c.thread,
    ],
    set_={name: _NEW.excluded[name] for name in ("id", "title", "set_by", "at", "confirmed")},
    where=~admin_channels.c.confirmed,
)
_CONFIRM = update(admin_channels).where(_IT).values(confirmed=True)
_REMOVE = delete(admin_channels).where(_IT)
_MOVE = update(admin_channels).where(_IT).values(chat=bindparam("new_chat"))


class SqlAdminChannels:
    """Meets core.ports.admin_channels.AdminChannels."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def get(self, channel: int) -> AdminChannel | None:
        """The channel, confirmed or not."""
        row = self._work.connection.execute(_GET, {"channel": channel}).one_or_none()
        return None if row is None else _channel_of(row)

    def all(self) -> Sequence[AdminChannel]:
        """Those that are confirmed, oldest first."""
        return [_channel_of(row) for row in self._work.connection.execute(_ALL)]

    def at(self, platform: str, chat: str) -> Sequence[AdminChannel]:
        """Those of a chat, its threads and topics included, confirmed or not."""
        found = self._work.connection.execute(_AT, {"at_platform": platform, "at_chat": chat})
        return [_channel_of(row) for row in found]

    def put(self, channel: AdminChannel) -> None:
        """Keep it, in place of one of the same chat and thread that is not confirmed."""
        values = {name: getattr(channel, name) for name in AdminChannel.__dataclass_fields__}
        self._work.connection.execute(_PUT, {**values, "thread": channel.thread or ""})

    def confirm(self, channel: int) -> None:
        """From now on it is one."""
        self._work.connection.execute(_CONFIRM, {"channel": channel})

    def remove(self, channel: int) -> bool:
        """Forget it; False when that was done before."""
        return self._work.connection.execute(_REMOVE, {"channel": channel}).rowcount > 0

    def move(self, platform: str, chat: str, to: str) -> None:
        """The chat has another id now; what the other chat has already is left out."""
        there = {each.thread for each in self.at(platform, to)}
        for each in self.at(platform, chat):
            if each.thread in there:
                self.remove(each.id)
            else:
                self._work.connection.execute(_MOVE, {"channel": each.id, "new_chat": to})


def _channel_of(row: Row[Any]) -> AdminChannel:
    values = {name: getattr(row, name) for name in AdminChannel.__dataclass_fields__}
    return AdminChannel(**{**values, "thread": row.thread or None})
