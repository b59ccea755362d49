"""Mentors for a council: who fits, when they are free, who could take somebody's place."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from core.councils import Council, Seat
from core.errors.common import NotFound
from core.errors.mentors import MentorNotBookable
from core.expertise import Match, best_first, shared_of, substitutes
from core.mentors import EVERYBODY, Mentor, Wanted
from core.people import Person
from core.policies import Policies
from core.ports.store import Transaction
from core.rules import rules_of
from core.slots import Diary
from core.usecases.diaries import diaries_between

_LOOKED_AT = 100


def bookable(tx: Transaction, mentors: Sequence[int]) -> list[Mentor]:
    """These mentors, each once, in this order; raises NotFound, MentorNotBookable."""
    found = tx.mentors.of(list(dict.fromkeys(mentors)))
    if len(found) < len({*mentors}) or not all(mentor.person.is_mentor for mentor in found):
        raise NotFound("mentor")
    for mentor in found:
        if mentor.hindrance is not None:
            raise MentorNotBookable(mentor.person.name, mentor.hindrance)
    return list(found)


def matching(tx: Transaction, expertise: Sequence[str], without: Collection[int]) -> list[Match]:
    """Bookable mentors who share the expertise, best first; anybody where none is wanted."""
    wanted = [Wanted(tags=(tag,)) for tag in expertise] or [EVERYBODY]
    found = {mentor.id: mentor for each in wanted for mentor in tx.mentors.search(each, _LOOKED_AT)}
    fitting = [mentor for mentor in found.values() if mentor.id not in without]
    return [each for each in best_first(fitting, expertise) if each.shared or not expertise]


def substitutes_for(
    tx: Transaction, leaving: Mentor, expertise: Sequence[str], without: Collection[int]
) -> list[Match]:
    """Bookable mentors of like expertise who need not be asked, best first."""
    tags = [*expertise, *leaving.tags]
    pool = [each.mentor for each in matching(tx, tags, {*without, leaving.id})]
    instant = [mentor for mentor in pool if mentor.schedule.instant_booking]
    return substitutes(leaving, instant, expertise)


def diaries_for(
    tx: Transaction,
    mentors: Iterable[Mentor],
    attendee: Person | None,
    policies: Policies,
    since: datetime,
    until: datetime,
) -> dict[int, Diary]:
    """The mentors' diaries, good for councils that begin within [since, until)."""
    rules = {mentor.id: rules_of(mentor.schedule, policies) for mentor in mentors}
    return diaries_between(tx, rules, attendee, since, until + timedelta(days=1))


def free_at(tx: Transaction, council: Council, mentors: Sequence[Mentor], start: datetime) -> set[int]:
    """Who of the mentors is free for the whole of the council, were it to begin at `start`."""
    active = [mentor for mentor in mentors if not mentor.person.suspended]
    diaries = diaries_for(tx, active, None, tx.policies(), start, start)
    return {mentor for mentor, diary in diaries.items() if diary.conflict(start, council.minutes) is None}


def seats_for(
    mentors: Sequence[Mentor], expertise: Sequence[str], lead: int | None, first: int, now: datetime
) -> tuple[Seat, ...]:
    """Seats for these mentors, from place `first` on."""
    return tuple(
        Seat(
            mentor=mentor.id,
            place=first + place,
            invited_at=now,
            seniority=mentor.seniority,
            shared=shared_of(mentor.tags, expertise),
            lead=mentor.id == lead,
        )
        for place, mentor in enumerate(mentors)
    )


def rematched(
    seats: Iterable[Seat], mentors: Mapping[int, Mentor], expertise: Sequence[str]
) -> tuple[Seat, ...]:
    """The seats as they fit other wishes."""
    return tuple(replace(seat, shared=shared_of(mentors[seat.mentor].tags, expertise)) for seat in seats)
