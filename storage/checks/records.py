"""The invariants of what became of sessions, asked of the tables themselves."""

from collections.abc import Iterator

from sqlalchemy import and_, exists, or_, select

from core.invariants import AUDITED, Invariant
from core.sessions import Status
from storage.checks.moments import ANSWERED, CLOSED, LATE
from storage.checks.terms import CANCELLED, Query, is_party
from storage.session_tables import departures
from storage.tables import IS_LIVE, IS_PASSING, IS_UNANSWERED, audit, sessions


def record_queries() -> Iterator[Query]:
    """Sessions are where they should be in their life, and the audit log tells how they came there."""
    which = (sessions.c.id.label("session"), sessions.c.status)
    yield (
        Invariant.UNCLOSED,
        select(*which, sessions.c.ends_at.label("ended")).where(
            IS_LIVE,
            sessions.c.ends_at <= CLOSED,
            or_(
                sessions.c.attendance_asked_at.is_(None),
                sessions.c.attendance_asked_at <= ANSWERED,
            ),
        ),
    )
    yield (
        Invariant.UNSETTLED,
        select(*which, sessions.c.confirm_by.label("until")).where(
            IS_PASSING, sessions.c.confirm_by <= LATE
        ),
    )
    yield (
        Invariant.UNSETTLED,
        select(*which, sessions.c.starts_at.label("until")).where(
            IS_UNANSWERED, sessions.c.starts_at <= LATE
        ),
    )
    yield (
        Invariant.RETURNED,
        select(sessions.c.id.label("session"), departures.c.mentor.label("person"))
        .join_from(
            sessions,
            departures,
            and_(departures.c.session == sessions.c.id, departures.c.mentor == sessions.c.mentor),
        )
        .where(is_party("mentor")),
    )
    begun = sessions.c.status == Status.SCHEDULED.value
    yield (
        Invariant.REVISION,
        select(*which, sessions.c.revision).where(
            or_(
                sessions.c.revision < 1,
                and_(sessions.c.status.in_(["completed", "no_show", CANCELLED]), sessions.c.revision < 2),
                and_(begun, sessions.c.cancelled_at.is_not(None)),
                and_(sessions.c.status == CANCELLED, sessions.c.cancelled_at.is_(None)),
            )
        ),
    )
    for status, actions in AUDITED.items():
        told = exists().where(audit.c.session == sessions.c.id, audit.c.action.in_(actions))
        yield Invariant.UNAUDITED, select(*which).where(sessions.c.status == status.value, ~told)
