"""The invariants of people's time, asked of the tables themselves."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, exists, func, or_, select, type_coerce, union_all

from core.invariants import Invariant
from storage.account_tables import former_members
from storage.checks.councils import is_claimed_for_council
from storage.checks.moments import NOW
from storage.checks.requests import is_kept
from storage.checks.terms import CANCELLED, Query, after, is_party
from storage.tables import IS_LIVE, IS_PASSING, claims, holds, sessions
from storage.types import Instant


def time_queries(on_postgresql: bool) -> Iterator[Query]:
    """Nobody is in two places; sessions and lasting claims belong to each other."""
    overlap = _neighbours(
        select(claims.c.person, claims.c.starts_at, claims.c.ends_at, claims.c.owner).where(
            or_(claims.c.expires_at.is_(None), claims.c.expires_at > NOW)
        ),
        ("owner", "other"),
    )
    yield Invariant.TWO_PLACES, overlap
    unanswered = and_(IS_PASSING, sessions.c.confirm_by <= NOW)
    stand = and_(sessions.c.status != CANCELLED, ~unanswered)
    both = union_all(
        *(
            select(
                sessions.c[role].label("person"),
                sessions.c.starts_at,
                _end_of(on_postgresql, role).label("ends_at"),
                sessions.c.id.label("owner"),
            ).where(stand, is_party(role))
            for role in ("mentor", "mentee")
        )
    ).subquery()
    yield Invariant.TWO_SESSIONS, _since_they_are_one(_neighbours(select(both), ("session", "other")))
    for role in ("mentor", "mentee"):
        lasting = exists().where(
            *_covers(sessions, role),
            claims.c.ends_at >= _end_of(on_postgresql, role),
            claims.c.expires_at.is_(None),
        )
        yield (
            Invariant.UNCLAIMED,
            select(sessions.c.id.label("session"), sessions.c[role].label("person")).where(
                IS_LIVE, is_party(role), ~lasting
            ),
        )
        kept = exists().where(
            *_covers(sessions, role),
            claims.c.ends_at >= _end_of(on_postgresql, role),
            claims.c.expires_at == sessions.c.confirm_by,
        )
        yield (
            Invariant.UNCLAIMED,
            select(sessions.c.id.label("session"), sessions.c[role].label("person")).where(
                IS_PASSING, sessions.c.confirm_by > NOW, ~kept
            ),
        )
    party = or_(
        *(and_(claims.c.person == sessions.c[role], is_party(role)) for role in ("mentor", "mentee"))
    )
    theirs = exists().where(sessions.c.id == claims.c.owner, stand, party)
    yield (
        Invariant.ORPHAN_CLAIM,
        select(claims.c.person, claims.c.owner).where(
            claims.c.expires_at.is_(None), ~theirs, ~is_claimed_for_council()
        ),
    )


def hold_queries(on_postgresql: bool) -> Iterator[Query]:
    """Holds and passing claims belong to each other while they last."""
    for role in ("mentor", "mentee"):
        claimed = exists().where(
            *_covers(holds, role),
            claims.c.ends_at >= after(on_postgresql, holds.c.starts_at, holds.c.minutes),
            claims.c.expires_at == holds.c.expires_at,
        )
        yield (
            Invariant.HALF_HOLD,
            select(holds.c.id.label("hold"), holds.c[role].label("person")).where(
                holds.c.expires_at > NOW, ~claimed
            ),
        )
    theirs = exists().where(
        holds.c.id == claims.c.owner, claims.c.person.in_([holds.c.mentor, holds.c.mentee])
    )
    requested = exists().where(
        sessions.c.id == claims.c.owner,
        IS_PASSING,
        claims.c.person.in_([sessions.c.mentor, sessions.c.mentee]),
    )
    yield (
        Invariant.ORPHAN_HOLD,
        select(claims.c.person, claims.c.owner, claims.c.expires_at.label("until")).where(
            claims.c.expires_at > NOW, ~theirs, ~requested, ~is_kept()
        ),
    )
    yield (
        Invariant.BOOKED_HOLD,
        select(holds.c.id.label("hold")).where(exists().where(sessions.c.id == holds.c.id)),
    )


def _covers(table: Table, role: str) -> tuple[ColumnElement[bool], ...]:
    """Whether a claim has this owner and person and begins in time."""
    return (
        claims.c.owner == table.c.id,
        claims.c.person == table.c[role],
        claims.c.starts_at <= table.c.starts_at,
    )


def _neighbours(of: Select[Any], names: tuple[str, str]) -> Select[Any]:
    """One person's stretches that begin before the one before has ended; where any two overlap, neighbours do."""
    stretch = of.subquery()
    order = (stretch.c.starts_at, stretch.c.ends_at)

    def before(column: str) -> ColumnElement[Any]:
        return func.lag(stretch.c[column]).over(partition_by=stretch.c.person, order_by=order)

    pairs = select(stretch, before("owner").label("earlier"), before("ends_at").label("until")).subquery()
    return select(
        pairs.c.person,
        pairs.c.earlier.label(names[0]),
        pairs.c.owner.label(names[1]),
        type_coerce(pairs.c.until, Instant).label("until"),
        pairs.c.starts_at.label("since"),
    ).where(pairs.c.until > pairs.c.starts_at)


def _since_they_are_one(pairs: Select[Any]) -> Select[Any]:
    """Those that began after the person had become one: before, they were two members with a session each."""
    found = pairs.subquery()
    joined = exists().where(former_members.c.person == found.c.person, former_members.c.at > found.c.since)
    return select(found).where(~joined)


def _end_of(on_postgresql: bool, role: str) -> ColumnElement[Any]:
    """When a session's time is over for a party: a mentor's includes the buffer."""
    if role == "mentee":
        return sessions.c.ends_at
    return after(on_postgresql, sessions.c.ends_at, sessions.c.buffer_minutes)
