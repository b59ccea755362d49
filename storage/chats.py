"""Who has come to chats, and texts on their way."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, insert, select
from sqlalchemy.dialects import postgresql

from core.chats import ChatParty
from storage.chat_tables import chat_texts, chats
from storage.transaction import UnitOfWork
from storage.vault import Vault

_OF = select(chats).where(
    chats.c.session == bindparam("of_session"), chats.c.starts_at == bindparam("of_start")
)
_NEW = postgresql.insert(chats)
_PUT = _NEW.on_conflict_do_update(
    index_elements=[chats.c.session, chats.c.starts_at, chats.c.person],
    set_={name: _NEW.excluded[name] for name in ("entered_at", "texts", "left_at")},
)
_TEXT = select(chat_texts.c.body).where(chat_texts.c.notice == bindparam("of_notice"))


class SqlChats:
    """Meets core.ports.chats.Chats."""

    def __init__(self, work: UnitOfWork, vault: Vault) -> None:
        self._work = work
        self._vault = vault

    def of(self, session: int, starts_at: datetime) -> Mapping[int, ChatParty]:
        """Those who have come to the chat of the session that starts then, by person."""
        wanted = {"of_session": session, "of_start": starts_at}
        return {
            row.person: ChatParty(**row._mapping)  # noqa: SLF001 (its documented name)
            for row in self._work.connection.execute(_OF, wanted)
        }

    def put(self, party: ChatParty) -> None:
        """Keep a party's part."""
        values = {name: getattr(party, name) for name in ChatParty.__dataclass_fields__}
        self._work.connection.execute(_PUT, values)

    def add_text(self, notice: int, body: str) -> None:
        """Keep a text until the notice that passes it on has ended."""
        self._work.connection.execute(
            insert(chat_texts), {"notice": notice, "body": self._vault.seal_text(body)}
        )

    def text(self, notice: int) -> str | None:
        """The text that the notice passes on; None where it has ended."""
        body = self._work.connection.execute(_TEXT, {"of_notice": notice}).scalar_one_or_none()
        return None if body is None else self._vault.open_text(body)
