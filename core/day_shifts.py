"""Where the sessions of a mentor's day move together, and which do not fit. Instants are aware UTC."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from core.jobs import MoveDayWish, Why
from core.ports.claims import Claim
from core.session_claims import claims_of
from core.sessions import Session


@dataclass(frozen=True, slots=True)
class Shift:
    """Where a session would move; with `why` it does not fit, for `person` is busy then."""

    session: Session
    starts_at: datetime
    why: Why = Why.NOTHING
    person: int | None = None


def bounds_of(day: date, zone: str) -> tuple[datetime, datetime]:
    """When the day begins and ends in the zone."""
    begins, ends = (
        datetime(each.year, each.month, each.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)
        for each in (day, day + timedelta(days=1))
    )
    return begins, ends


def shifted(start: datetime, wish: MoveDayWish, zone: str) -> datetime:
    """Where a start moves; to another day it keeps its time by the clock of the zone."""
    if wish.to is None:
        return start + timedelta(minutes=wish.minutes or 0)
    clock = start.astimezone(ZoneInfo(zone)).time()
    return datetime.combine(wish.to, clock, ZoneInfo(zone)).astimezone(UTC)


def shifts_of(
    sessions: Iterable[Session],
    wish: MoveDayWish,
    zone: str,
    claims: Iterable[Claim],
    owners: Mapping[int, frozenset[int]],
    between: tuple[datetime, datetime],
) -> Sequence[Shift]:
    """Where each session moves, in the order in which they make way for each other, and which do not fit.

    `claims` are all around their times, `owners` of each session what it and its requests claim; a start has to be
    after the first instant of `between`, and at its last at the latest.
    """
    taken = list(claims)
    later = wish.to > wish.day if wish.to is not None else (wish.minutes or 0) > 0
    shifts: list[Shift] = []
    for session in sorted(sessions, key=lambda each: each.starts_at, reverse=later):
        start = shifted(session.starts_at, wish, zone)
        if not between[0] < start <= between[1]:
            shifts.append(Shift(session, start, Why.PAST))
            continue
        others = [claim for claim in taken if claim.owner not in owners[session.id]]
        wanted = claims_of(replace(session, starts_at=start))
        busy = next((claim for claim in wanted if any(_meet(claim, other) for other in others)), None)
        if busy is not None:
            shifts.append(Shift(session, start, Why.BUSY, busy.person))
            continue
        taken = others + wanted
        shifts.append(Shift(session, start))
    return shifts


def _meet(claim: Claim, other: Claim) -> bool:
    same = claim.person == other.person
    return same and claim.starts_at < other.ends_at and other.starts_at < claim.ends_at
