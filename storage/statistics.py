"""Sessions of the whole programme, counted by the database.

The counts are made along covering indexes: of each status, each currency and each span as many steps as there are
sessions. SQLite has no figures to choose an index by, so the conditions of partial ones lead to them.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Row,
    Select,
    bindparam,
    case,
    distinct,
    exists,
    func,
    join,
    literal,
    null,
    select,
    true,
    union_all,
)

from core.attendance import Absent
from core.people import Role
from core.ports.aftermath import MarkTotals
from core.ports.statistics import CancelledCount, Incidents, RescheduleCount, Span, Tally
from core.reschedules import RequestStatus
from core.sessions import CancelReason, Status
from storage.intervention_tables import IS_PROCESSED, refunds
from storage.session_tables import IS_OPEN_REQUEST, feedback, reschedules
from storage.tables import HAS_RATE, IS_CANCELLED, IS_MISSED, sessions
from storage.transaction import UnitOfWork
from storage.types import Instant

_IN_SPAN = (sessions.c.starts_at >= bindparam("start"), sessions.c.starts_at < bindparam("end"))
_EXTENT = select(
    select(func.min(sessions.c.starts_at)).scalar_subquery().label("first"),
    select(func.max(sessions.c.starts_at)).scalar_subquery().label("last"),
)


def _currencies() -> Select[Any]:
    """Each status with each of its currencies, by a step in the index for each instead of one for each session."""
    statuses = union_all(*(select(literal(each.value).label("status")) for each in Status)).cte("statuses")
    first = (
        select(func.min(sessions.c.currency))
        .where(HAS_RATE, sessions.c.status == statuses.c.status)
        .correlate(statuses)
        .scalar_subquery()
    )
    kinds = select(statuses.c.status, first.label("currency")).cte("kinds", recursive=True)
    following = (
        select(func.min(sessions.c.currency))
        .where(HAS_RATE, sessions.c.status == kinds.c.status, sessions.c.currency > kinds.c.currency)
        .correlate(kinds)
        .scalar_subquery()
    )
    kinds = kinds.union_all(select(kinds.c.status, following).where(kinds.c.currency.is_not(null())))
    return select(kinds.c.status, kinds.c.currency).where(kinds.c.currency.is_not(null()))


_KINDS = _currencies().cte("known")
_CANCELLED = (
    select(sessions.c.cancelled_by, sessions.c.cancel_reason, func.count().label("sessions"))
    .where(IS_CANCELLED, *_IN_SPAN)
    .group_by(sessions.c.cancelled_by, sessions.c.cancel_reason)
    .order_by(func.count().desc(), sessions.c.cancelled_by, sessions.c.cancel_reason)
)
_MISSED = (
    select(sessions.c.absent, func.count().label("sessions"))
    .where(IS_MISSED, *_IN_SPAN)
    .group_by(sessions.c.absent)
)
_MARKS = select(
    func.sum(feedback.c.overall).label("overall"),
    func.sum(feedback.c.usefulness).label("usefulness"),
    func.count().label("marks"),
).where(feedback.c.starts_at >= bindparam("start"), feedback.c.starts_at < bindparam("end"))
_ALL_REFUNDED = (
    select(refunds.c.currency, func.sum(refunds.c.amount).label("amount"))
    .where(IS_PROCESSED)
    .group_by(refunds.c.currency)
)
_REFUNDED = _ALL_REFUNDED.where(exists().where(sessions.c.id == refunds.c.session, *_IN_SPAN))
_ACCEPTED = reschedules.c.status == RequestStatus.ACCEPTED.value
_RESCHEDULES = (
    select(
        reschedules.c.asked_by,
        func.count().label("requests"),
        func.count().filter(_ACCEPTED).label("accepted"),
        func.sum(reschedules.c.turn - 1).label("rounds"),
    )
    .join(sessions, sessions.c.id == reschedules.c.session)
    .where(*_IN_SPAN)
    .group_by(reschedules.c.asked_by)
    .order_by(reschedules.c.asked_by)
)
_RESCHEDULED = (
    select(func.count(distinct(reschedules.c.session)))
    .join(sessions, sessions.c.id == reschedules.c.session)
    .where(*_IN_SPAN, _ACCEPTED)
)


def _missing(role: Role) -> Select[Any]:
    """Who did not come, once for each session."""
    return select(sessions.c[role.value].label("person"), literal(role.value).label("role")).where(
        IS_MISSED, *_IN_SPAN, sessions.c.absent.in_([role.value, Absent.BOTH.value])
    )


def _most_often(incidents: CompoundSelect[Any], least: int) -> Select[Any]:
    each = incidents.subquery()
    return (
        select(each.c.person, each.c.role, func.count().label("times"))
        .group_by(each.c.person, each.c.role)
        .having(func.count() >= least)
        .order_by(func.count().desc(), each.c.person, each.c.role)
        .limit(bindparam("limit"))
    )


def _cancelling(role: Role) -> Select[Any]:
    """Who cancelled, once for each session."""
    return select(sessions.c[role.value].label("person"), literal(role.value).label("role")).where(
        IS_CANCELLED, *_IN_SPAN, sessions.c.cancelled_by == role.value
    )


_PARTIES = (Role.MENTOR, Role.MENTEE)
_REPEATED = _most_often(union_all(*map(_missing, _PARTIES)), 2)
_UNRELIABLE = {role: _most_often(union_all(_missing(role), _cancelling(role)), 1) for role in _PARTIES}
_PENDING = select(func.count()).where(IS_OPEN_REQUEST, reschedules.c.expires_at > bindparam("now"))


class SqlStatistics:
    """Meets core.ports.statistics.Statistics."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def extent(self) -> Span | None:
        """The first and the last beginning of all sessions; None without any."""
        row = self._work.connection.execute(_EXTENT).one()
        return None if row.first is None else (row.first, row.last)

    def tallies(self, spans: Sequence[Span]) -> Sequence[Tally]:
        """The sessions of each span; `span` is its place. Nothing is said of what there is none of."""
        wanted = {
            f"{name}{place}": at
            for place, span in enumerate(spans)
            for name, at in zip(("start", "end"), span, strict=True)
        }
        counted = _tallies(len(spans), on_postgresql=self._work.on_postgresql)
        return [
            Tally(row.span, Status(row.status), row.currency, row.sessions, row.rates or 0)
            for row in self._work.connection.execute(counted, wanted)
            if row.sessions
        ]

    def cancelled(self, span: Span) -> Sequence[CancelledCount]:
        """The cancelled sessions, most first."""
        return [
            CancelledCount(
                None if row.cancelled_by is None else Role(row.cancelled_by),
                None if row.cancel_reason is None else CancelReason(row.cancel_reason),
                row.sessions,
            )
            for row in self._of(_CANCELLED, span)
        ]

    def missed(self, span: Span) -> dict[Absent, int]:
        """The no-shows by who did not come."""
        return {Absent(row.absent): row.sessions for row in self._of(_MISSED, span)}

    def marks(self, span: Span) -> MarkTotals:
        """What mentees said of the sessions."""
        [row] = self._of(_MARKS, span)
        return MarkTotals(row.overall or 0, row.usefulness or 0, row.marks)

    def refunded(self, span: Span) -> dict[str, int]:
        """What was given back for the sessions and has been processed, by currency, bonuses too."""
        extent, (start, end) = self.extent(), span
        is_all = extent is not None and start <= extent[0] and extent[1] < end
        rows = self._work.connection.execute(_ALL_REFUNDED) if is_all else self._of(_REFUNDED, span)
        return {row.currency: row.amount for row in rows}

    def reschedules(self, span: Span) -> Sequence[RescheduleCount]:
        """The requests to move the sessions, by who asked."""
        return [
            RescheduleCount(Role(row.asked_by), row.requests, row.accepted, row.rounds)
            for row in self._of(_RESCHEDULES, span)
        ]

    def rescheduled(self, span: Span) -> int:
        """How many of the sessions were moved by agreement, once or more."""
        [[moved]] = self._of(_RESCHEDULED, span)
        return int(moved)

    def repeated_no_shows(self, span: Span, limit: int) -> Sequence[Incidents]:
        """Who did not come to more than one of the sessions, most often first."""
        return [_incidents(row) for row in self._of(_REPEATED, span, limit=limit)]

    def unreliable(self, span: Span, role: Role, limit: int) -> Sequence[Incidents]:
        """Who cancelled or missed sessions in the role, most often first; each session counts once."""
        return [_incidents(row) for row in self._of(_UNRELIABLE[role], span, limit=limit)]

    def pending_reschedules(self, now: datetime) -> int:
        """How many requests wait for an answer that can still be given."""
        return self._work.connection.execute(_PENDING, {"now": now}).scalar_one()

    def _of(self, statement: Select[*tuple[Any, ...]], span: Span, **more: int) -> Sequence[Row[Any]]:
        start, end = span
        return self._work.connection.execute(statement, {"start": start, "end": end, **more}).all()


def _incidents(row: Row[Any]) -> Incidents:
    return Incidents(row.person, Role(row.role), row.times)


@lru_cache(maxsize=128)
def _tallies(count: int, *, on_postgresql: bool) -> Select[Any]:
    """The statement for so many spans; SQLite, which knows no LATERAL, adds rates up only where they are wanted."""
    spans = union_all(
        *(
            select(
                literal(place).label("place"),
                bindparam(f"start{place}", type_=Instant).label("start"),
                bindparam(f"end{place}", type_=Instant).label("end"),
            )
            for place in range(count)
        )
    ).cte("spans")
    fitting = (
        HAS_RATE,
        sessions.c.status == _KINDS.c.status,
        sessions.c.currency == _KINDS.c.currency,
        sessions.c.starts_at >= spans.c.start,
        sessions.c.starts_at < spans.c.end,
    )
    kind = spans.c.place.label("span"), _KINDS.c.status, _KINDS.c.currency
    number, rates = func.count(), func.sum(sessions.c.rate)
    if on_postgresql:
        both = select(number.label("sessions"), rates.label("rates")).where(*fitting)
        found = both.correlate(_KINDS, spans).lateral()
        return select(*kind, found.c.sessions, found.c.rates).select_from(
            join(join(_KINDS, spans, true()), found, true())
        )
    counted, earned = (
        select(each).where(*fitting).correlate(_KINDS, spans).scalar_subquery() for each in (number, rates)
    )
    return select(
        *kind,
        counted.label("sessions"),
        case((_KINDS.c.status == Status.COMPLETED.value, earned), else_=literal(0)).label("rates"),
    ).join_from(_KINDS, spans, true())
