"""What in a programme needs an admin's attention."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, exists, func, select

from core.calendars import Trouble
from core.people import Plan
from core.ports.health import DeadCalendar, IdleMentee, LateDispute
from core.ports.statistics import Span
from core.sessions import Status
from storage.session_tables import IS_UNDECIDED, disputes
from storage.tables import calendar_links, people, sessions
from storage.transaction import UnitOfWork

_THEIRS = sessions.c.mentee == people.c.id, sessions.c.status != Status.CANCELLED.value
# One session is enough; of an EXISTS in this place, PostgreSQL may make a list of all who have any.
_EVER = select(sessions.c.id).where(*_THEIRS).limit(1).scalar_subquery().is_not(None)
_IDLE = select(people.c.id, _EVER.label("ever")).where(
    people.c.is_mentee,
    ~people.c.suspended,
    people.c.plan.in_(bindparam("plans", expanding=True)),
    ~exists().where(
        *_THEIRS,
        sessions.c.ends_at >= bindparam("start"),
        sessions.c.starts_at >= bindparam("start"),
        sessions.c.starts_at < bindparam("end"),
    ),
)
_LATE = select(disputes.c.id, disputes.c.session, disputes.c.person, disputes.c.opened_at).where(
    IS_UNDECIDED, disputes.c.opened_at < bindparam("before")
)
_DEAD = select(calendar_links.c.mentor, calendar_links.c.trouble, calendar_links.c.failing_since).where(
    calendar_links.c.trouble.is_not(None),
    calendar_links.c.failing_since.is_not(None),
    calendar_links.c.told_at.is_not(None),
)


class SqlHealth:
    """Meets core.ports.health.Health."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def idle_mentees(
        self, plans: Collection[Plan], span: Span, limit: int
    ) -> tuple[int, Sequence[IdleMentee]]:
        """Mentees on these plans without a session within the span, cancelled ones aside; who joined first is first."""
        start, end = span
        wanted = {"plans": sorted(plan.value for plan in plans), "start": start, "end": end}
        count, rows = self._first(_IDLE.order_by(people.c.joined_at, people.c.id), wanted, limit)
        return count, [IdleMentee(row.id, bool(row.ever)) for row in rows]

    def late_disputes(self, before: datetime, limit: int) -> tuple[int, Sequence[LateDispute]]:
        """Disputes opened before this instant that nobody has decided, oldest first."""
        ordered = _LATE.order_by(disputes.c.opened_at, disputes.c.id)
        count, rows = self._first(ordered, {"before": before}, limit)
        return count, [LateDispute(row.id, row.session, row.person, row.opened_at) for row in rows]

    def dead_calendars(self, limit: int) -> tuple[int, Sequence[DeadCalendar]]:
        """Calendars whose mentors were told that they cannot be read, the longest first."""
        ordered = _DEAD.order_by(calendar_links.c.failing_since, calendar_links.c.id)
        count, rows = self._first(ordered, {}, limit)
        return count, [DeadCalendar(row.mentor, Trouble(row.trouble), row.failing_since) for row in rows]

    def _first(
        self, ordered: Select[*tuple[Any, ...]], wanted: dict[str, object], limit: int
    ) -> tuple[int, Sequence[Row[Any]]]:
        """How many rows there are, and the first of them."""
        connection = self._work.connection
        count = select(func.count()).select_from(ordered.order_by(None).subquery())
        found = connection.execute(ordered.limit(limit), wanted).all()
        return (len(found) if len(found) < limit else connection.execute(count, wanted).scalar_one()), found
