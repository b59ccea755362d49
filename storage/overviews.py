"""Sessions counted and gathered, for schedules and homes."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, bindparam, distinct, exists, func, or_, select

from core.ports.overviews import MenteeTotals, Totals
from core.sessions import ENDED, Status
from storage.session_tables import feedback
from storage.tables import IS_GIVEN, IS_LIVE, sessions
from storage.transaction import UnitOfWork

_IS_AHEAD = and_(
    sessions.c.ends_at > bindparam("now"), sessions.c.status.not_in([status.value for status in ENDED])
)
_IS_COMPLETED = sessions.c.status == Status.COMPLETED.value
_STANDS = sessions.c.status.not_in([Status.CANCELLED.value, Status.AWAITING_PAYMENT.value])
_GIVEN = and_(sessions.c.mentor == bindparam("mentor"), IS_GIVEN)
_SESSIONS = func.count()
_COMPLETED = func.count().filter(_IS_COMPLETED)
_TOTALS = select(
    func.count(distinct(sessions.c.mentee)).label("mentees"),
    _SESSIONS.label("sessions"),
    func.count().filter(_IS_AHEAD).label("upcoming"),
    _COMPLETED.label("completed"),
).where(_GIVEN)
_AHEAD = (
    select(sessions.c.id)
    .where(_GIVEN, _IS_AHEAD)
    .order_by(sessions.c.starts_at, sessions.c.id)
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
)
_LAST = func.max(sessions.c.starts_at).filter(_IS_COMPLETED)
_MENTEES = (
    select(
        sessions.c.mentee,
        _SESSIONS.label("sessions"),
        _COMPLETED.label("completed"),
        _LAST.label("last"),
        func.min(sessions.c.starts_at).filter(_IS_AHEAD).label("next"),
    )
    .where(_GIVEN)
    .group_by(sessions.c.mentee)
    .order_by(_LAST.desc().nulls_last(), sessions.c.mentee)
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
)
_UNSETTLED = (
    select(sessions.c.id)
    .where(
        or_(
            and_(
                sessions.c.mentee == bindparam("person"),
                _IS_COMPLETED,
                ~exists().where(feedback.c.session == sessions.c.id),
            ),
            and_(
                or_(sessions.c.mentee == bindparam("person"), sessions.c.mentor == bindparam("person")),
                IS_LIVE,
                sessions.c.attendance_asked_at.is_not(None),
            ),
        ),
        sessions.c.ends_at > bindparam("since"),
        sessions.c.ends_at <= bindparam("now"),
    )
    .order_by(sessions.c.ends_at.desc(), sessions.c.id.desc())
    .limit(bindparam("limit"))
)
_STARTING = select(func.count()).where(
    sessions.c.starts_at >= bindparam("start"), sessions.c.starts_at < bindparam("end"), _STANDS
)


class SqlOverviews:
    """Meets core.ports.overviews.Overviews."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def totals(self, mentor: int, now: datetime) -> Totals:
        """What the mentor's sessions come to."""
        row = self._work.connection.execute(_TOTALS, {"mentor": mentor, "now": now}).one()
        return Totals(row.mentees, row.sessions, row.upcoming, row.completed)

    def ahead(self, mentor: int, now: datetime, limit: int, offset: int = 0) -> Sequence[int]:
        """The mentor's sessions that are not over at `now`, soonest first."""
        wanted = {"mentor": mentor, "now": now, "limit": limit, "offset": offset}
        return list(self._work.connection.execute(_AHEAD, wanted).scalars())

    def mentees(self, mentor: int, now: datetime, limit: int, offset: int = 0) -> Sequence[MenteeTotals]:
        """The mentor's mentees, those whose last session was latest first, then those who have none yet."""
        wanted = {"mentor": mentor, "now": now, "limit": limit, "offset": offset}
        rows = self._work.connection.execute(_MENTEES, wanted)
        return [MenteeTotals(row.mentee, row.sessions, row.completed, row.last, row.next) for row in rows]

    def unsettled(self, person: int, now: datetime, since: datetime, limit: int) -> Sequence[int]:
        """Sessions that ended after `since` about which the person may have something to say, latest first."""
        wanted = {"person": person, "now": now, "since": since, "limit": limit}
        return list(self._work.connection.execute(_UNSETTLED, wanted).scalars())

    def starting(self, start: datetime, end: datetime) -> int:
        """How many sessions of the programme start within [start, end)."""
        return self._work.connection.execute(_STARTING, {"start": start, "end": end}).scalar_one()
