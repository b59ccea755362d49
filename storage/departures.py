"""Mentors who cancelled sessions that went on without them."""

from collections.abc import Sequence

from sqlalchemy import bindparam, exists, insert, select

from core.sessions import CancelReason, Departure
from storage.session_tables import departures
from storage.transaction import UnitOfWork

_OF = (
    select(departures)
    .where(departures.c.session == bindparam("session"))
    .order_by(departures.c.at, departures.c.mentor)
)
_BY = (
    select(departures.c.session)
    .where(departures.c.mentor == bindparam("mentor"))
    .order_by(departures.c.at.desc())
    .limit(bindparam("limit"))
)
_LEFT = select(
    exists().where(departures.c.session == bindparam("session"), departures.c.mentor == bindparam("mentor"))
)


class SqlDepartures:
    """Meets core.ports.departures.Departures."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def add(self, departure: Departure) -> None:
        """One more; a mentor leaves a session once."""
        self._work.connection.execute(
            insert(departures),
            {
                "session": departure.session,
                "mentor": departure.mentor,
                "at": departure.at,
                "reason": departure.reason and departure.reason.value,
                "note": departure.note,
            },
        )

    def of(self, session: int) -> Sequence[Departure]:
        """Who left the session, first one first."""
        return [
            Departure(row.session, row.mentor, row.at, row.reason and CancelReason(row.reason), row.note)
            for row in self._work.connection.execute(_OF, {"session": session})
        ]

    def by(self, mentor: int, limit: int) -> Sequence[int]:
        """The sessions that this mentor left, the latest first."""
        return list(self._work.connection.execute(_BY, {"mentor": mentor, "limit": limit}).scalars())

    def left(self, mentor: int, session: int) -> bool:
        """Whether this mentor left this session."""
        left: bool = self._work.connection.execute(
            _LEFT, {"mentor": mentor, "session": session}
        ).scalar_one()
        return left
