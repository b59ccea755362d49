"""Mentors who cancelled sessions that went on without them."""

from collections.abc import Sequence

from sqlalchemy import bindparam, exists, insert, select

from core.ids import bits_of
from core.sessions import CancelReason, Departure
from storage.session_tables import departures
from storage.tables import sessions
from storage.transaction import UnitOfWork

_OF = (
    select(departures)
    .where(departures.c.session == bindparam("session"))
    .order_by(departures.c.at, departures.c.mentor)
)
_CODED = (
    select(departures.c.session)
    .join(sessions, sessions.c.id == departures.c.session)
    .where(sessions.c.code == bindparam("bits"), departures.c.mentor == bindparam("mentor"))
    .order_by(departures.c.at.desc())
    .limit(1)
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

    def coded(self, mentor: int, code: str) -> int | None:
        """The session with this short name that this mentor left, the latest of several."""
        wanted = {"mentor": mentor, "bits": bits_of(code)}
        return self._work.connection.execute(_CODED, wanted).scalar_one_or_none()

    def left(self, mentor: int, session: int) -> bool:
        """Whether this mentor left this session."""
        left: bool = self._work.connection.execute(
            _LEFT, {"mentor": mentor, "session": session}
        ).scalar_one()
        return left
