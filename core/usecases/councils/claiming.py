"""Whose time is taken, and what a council claims of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from core.councils import Council, Standing
from core.decisions import Taken
from core.mentors import Mentor
from core.ports.claims import Claim
from core.ports.store import Transaction

_NOTHING = 0  # an owner that no council is


def claim_of(council: Council, person: int, buffer_minutes: int = 0) -> Claim:
    """The person's time for a council whose time is decided; mentors with their pause after it."""
    assert council.starts_at is not None
    until = _until(council, council.starts_at, buffer_minutes)
    return Claim(person, council.starts_at, until, council.id, buffer_minutes=buffer_minutes)


def taken_cells(tx: Transaction, council: Council) -> Taken:
    """(mentor, proposal) of which the mentor has something else by now."""
    asked = [seat.mentor for seat in council.with_standing(Standing.INVITED)]
    mentors = tx.mentors.of(sorted(asked))
    buffers = buffers_of(mentors)
    return taken_of(council, busy_in(tx, times_of(council, asked, buffers), mentors), buffers)


def buffers_of(mentors: Iterable[Mentor]) -> dict[int, int]:
    """The mentors' pauses after a session, in minutes."""
    return {each.id: each.schedule.buffer_minutes or 0 for each in mentors}


def busy_in(
    tx: Transaction,
    times: Mapping[int, Collection[tuple[datetime, datetime]]],
    mentors: Iterable[Mentor],
) -> defaultdict[int, list[Claim]]:
    """By person, the claims in these times of theirs; suspended ones among the mentors have no time at all."""
    busy: defaultdict[int, list[Claim]] = defaultdict(list)
    for claim in tx.claims.around([(who, *time) for who, those in times.items() for time in those], tx.now):
        busy[claim.person].append(claim)
    for mentor in mentors:
        if mentor.person.suspended:
            busy[mentor.id] += [Claim(mentor.id, *time, owner=_NOTHING) for time in times[mentor.id]]
    return busy


def taken_of(council: Council, busy: Mapping[int, Sequence[Claim]], buffers: Mapping[int, int]) -> Taken:
    """(mentor, proposal) where one of the mentor's claims is in the way."""
    return frozenset(
        (seat.mentor, each.id)
        for seat in council.seats
        for each in council.proposals
        if is_busy(council, each.starts_at, busy.get(seat.mentor, ()), buffers.get(seat.mentor, 0))
    )


def is_busy(council: Council, start: datetime, claims: Iterable[Claim], buffer_minutes: int) -> bool:
    """Whether one of the claims is in the way of the council, were it to begin at `start`, and a pause after it."""
    end = _until(council, start, buffer_minutes)
    return any(
        claim.starts_at < end and claim.ends_at > start and claim.owner != council.id for claim in claims
    )


def times_of(
    council: Council, people: Iterable[int], buffers: Mapping[int, int], also: Collection[datetime] = ()
) -> dict[int, set[tuple[datetime, datetime]]]:
    """By person, what they would give to the council at each of its proposals, or at a time in `also`."""
    starts = {*also, *(each.starts_at for each in council.proposals)}
    return {
        person: {(start, _until(council, start, buffers.get(person, 0))) for start in starts}
        for person in people
    }


def busy_at(tx: Transaction, council: Council, people: Collection[int]) -> set[int]:
    """Who of these people has something else at the council's time."""
    assert council.starts_at is not None
    claims = tx.claims.of(people, council.starts_at, council.starts_at + council.length, tx.now)
    return {claim.person for claim in claims if claim.owner != council.id}


def _until(council: Council, start: datetime, buffer_minutes: int) -> datetime:
    return start + council.length + timedelta(minutes=buffer_minutes)
