"""Rooms that providers were asked for."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, insert, or_, select, update

from core.rooms import MadeRoom, Room
from storage.council_tables import councils
from storage.session_tables import IS_PENDING_ROOM, rooms
from storage.tables import sessions
from storage.transaction import UnitOfWork

_GET = select(rooms).where(rooms.c.id == bindparam("room"))
_HOLD = _GET.with_for_update()
_NAMED = select(rooms).where(rooms.c.handle == bindparam("named"), rooms.c.channel == bindparam("by"))
_IS_OPEN = rooms.c.closed_at.is_(None)
_OPEN = (
    select(rooms)
    .where(
        or_(
            and_(rooms.c.session == bindparam("owner"), _IS_OPEN),
            and_(rooms.c.council == bindparam("owner"), _IS_OPEN),
        )
    )
    .with_for_update()
)
_ADD = insert(rooms)
_SAVE = update(rooms).where(rooms.c.id == bindparam("room"))
_OVERDUE = (
    select(rooms.c.id)
    .where(IS_PENDING_ROOM, rooms.c.asked_at <= bindparam("before"))
    .order_by(rooms.c.asked_at, rooms.c.id)
)
_LINK_SESSION = (
    update(sessions).where(sessions.c.id == bindparam("owner")).values(meeting_url=bindparam("url"))
)
_LINK_COUNCIL = (
    update(councils).where(councils.c.id == bindparam("owner")).values(meeting_url=bindparam("url"))
)
_MADE_FOR = select(rooms.c.session).where(
    rooms.c.session.in_(bindparam("sessions", expanding=True)), rooms.c.closed_at.is_(None)
)


class SqlRooms:
    """Meets core.ports.rooms.RoomBook."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def add(self, room: Room) -> None:
        """A pending room."""
        values = {
            "id": room.id,
            "channel": room.channel,
            "person": room.person,
            "session": room.session,
            "council": room.council,
            "asked_at": room.asked_at,
        }
        self._work.connection.execute(_ADD, values)

    def get(self, room: int, *, hold: bool) -> Room | None:
        """The room; with `hold` nobody else changes it until the transaction ends."""
        row = self._work.connection.execute(_HOLD if hold else _GET, {"room": room}).one_or_none()
        return None if row is None else _room_of(row)

    def named(self, channel: str, handle: str) -> Room | None:
        """The room that the channel's provider calls so."""
        row = self._work.connection.execute(_NAMED, {"named": handle, "by": channel}).first()
        return None if row is None else _room_of(row)

    def open_of(self, owner: int) -> Room | None:
        """The room of this session or council that is not closed; its row is held."""
        row = self._work.connection.execute(_OPEN, {"owner": owner}).one_or_none()
        return None if row is None else _room_of(row)

    def save(self, room: Room) -> None:
        """What was made, and when it was closed."""
        values = {
            "room": room.id,
            "handle": room.made and room.made.handle,
            "url": room.made and room.made.url,
            "closed_at": room.closed_at,
        }
        self._work.connection.execute(_SAVE, values)

    def overdue(self, asked_before: datetime) -> Sequence[int]:
        """Pending rooms that were asked for before then, oldest first."""
        return self._work.connection.execute(_OVERDUE, {"before": asked_before}).scalars().all()

    def give_link(self, room: Room, url: str) -> None:
        """Let the room's session or council have this link."""
        link, owner = (
            (_LINK_COUNCIL, room.council) if room.session is None else (_LINK_SESSION, room.session)
        )
        self._work.connection.execute(link, {"owner": owner, "url": url})

    def made_for(self, sessions: Iterable[int]) -> frozenset[int]:
        """Which of these sessions have a room that a provider made, or should have made."""
        found = self._work.connection.execute(_MADE_FOR, {"sessions": sorted({*sessions})})
        return frozenset(found.scalars())


def _room_of(row: Row[Any]) -> Room:
    return Room(
        row.id,
        row.channel,
        row.person,
        row.asked_at,
        row.session,
        row.council,
        None if row.handle is None else MadeRoom(row.handle, row.url),
        row.closed_at,
    )
