"""The invariants of councils, asked of the tables themselves."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, and_, exists, or_, select, union_all

from core.councils import Attendance, CouncilStatus, Standing
from core.invariants import COUNCILS_AUDITED, Invariant
from core.notices import AHEAD, Kind
from storage.checks.moments import CLOSED, LATE
from storage.checks.terms import Query, is_to
from storage.council_tables import IS_CONFIRMED, IS_POLLING, council_places, council_seats, councils
from storage.message_tables import IS_WAITING, notices
from storage.tables import audit, claims

_HELD = (CouncilStatus.CONFIRMED.value, CouncilStatus.COMPLETED.value)
_TAKES_PART = council_seats.c.standing == Standing.PARTICIPATING.value
_COMES = council_seats.c.standing.in_([Standing.PARTICIPATING.value, Standing.OPTIONAL.value])
_REGISTERED = council_places.c.attendance == Attendance.REGISTERED.value
_WHICH = (councils.c.id.label("council"), councils.c.status)


def is_claimed_for_council() -> ColumnElement[bool]:
    """That a claim is of a council that takes place, for one of its participants."""
    sits = exists().where(
        council_seats.c.council == councils.c.id, council_seats.c.mentor == claims.c.person, _TAKES_PART
    )
    comes = exists().where(
        council_places.c.council == councils.c.id, council_places.c.person == claims.c.person, _REGISTERED
    )
    return exists().where(councils.c.id == claims.c.owner, councils.c.status.in_(_HELD), or_(sits, comes))


def council_queries() -> Iterator[Query]:
    """Yield what shows each violation."""
    lasting = exists().where(
        claims.c.owner == councils.c.id,
        claims.c.person == council_seats.c.mentor,
        claims.c.starts_at <= councils.c.starts_at,
        claims.c.ends_at >= councils.c.ends_at,
        claims.c.expires_at.is_(None),
    )
    yield (
        Invariant.COUNCIL_UNCLAIMED,
        select(councils.c.id.label("council"), council_seats.c.mentor.label("person"))
        .join(council_seats, council_seats.c.council == councils.c.id)
        .where(IS_CONFIRMED, _TAKES_PART, ~lasting),
    )
    yield (
        Invariant.COUNCIL_OVERDUE,
        select(*_WHICH, councils.c.deadline).where(
            IS_POLLING, or_(councils.c.deadline.is_(None), councils.c.deadline <= LATE)
        ),
    )
    yield (
        Invariant.COUNCIL_UNCLOSED,
        select(*_WHICH, councils.c.ends_at.label("ended")).where(
            IS_CONFIRMED, councils.c.ends_at <= CLOSED
        ),
    )
    yield from _told()
    for status, actions in COUNCILS_AUDITED.items():
        told = exists().where(audit.c.council == councils.c.id, audit.c.action.in_(actions))
        yield Invariant.COUNCIL_UNAUDITED, select(*_WHICH).where(councils.c.status == status.value, ~told)


def _told() -> Iterator[Query]:
    """Who comes has been told, and is reminded of what is agreed now."""
    expected = union_all(
        select(council_seats.c.council, council_seats.c.mentor.label("person")).where(_COMES),
        select(council_places.c.council, council_places.c.person).where(_REGISTERED),
    ).subquery()
    for kinds, present in (
        ((Kind.COUNCIL_CONFIRMED, Kind.COUNCIL_MOVED_UP), False),
        ((Kind.JOIN,), True),
    ):
        has = exists().where(
            notices.c.council == councils.c.id,
            is_to(expected.c.person),
            notices.c.kind.in_([kind.value for kind in kinds]),
            notices.c.state != "cancelled",
            *([notices.c.revision == councils.c.revision] if present else []),
        )
        yield (
            Invariant.COUNCIL_NO_JOIN if present else Invariant.COUNCIL_UNTOLD,
            select(councils.c.id.label("council"), expected.c.person)
            .join(expected, expected.c.council == councils.c.id)
            .where(IS_CONFIRMED, ~has),
        )
    changed = or_(
        councils.c.status != CouncilStatus.CONFIRMED.value, notices.c.revision != councils.c.revision
    )
    yield (
        Invariant.COUNCIL_UNTRUE,
        select(notices.c.id.label("notice"), notices.c.kind, notices.c.council)
        .join(councils, councils.c.id == notices.c.council)
        .where(
            IS_WAITING,
            notices.c.kind.in_([kind.value for kind in AHEAD]),
            and_(changed, councils.c.status != CouncilStatus.COMPLETED.value),
        ),
    )
