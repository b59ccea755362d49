"""More mentors: for a poll, which they answer too, or for a council whose time is decided."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from core.councils import Council, CouncilStatus, Standing, moved, with_seats
from core.errors.booking import SlotTaken
from core.errors.councils import CouncilOver, MentorsBusy, NotInstant, WrongNumber
from core.mentors import Mentor
from core.notices import Kind
from core.payloads import CouncilChanged, CouncilConfirmed
from core.people import Person
from core.ports.store import Transaction
from core.usecases.councils.claiming import claim_of
from core.usecases.councils.mentors import free_at, seats_for
from core.usecases.councils.notice_batch import NoticeBatch, expected
from core.usecases.councils.views import has_begun

_MOST_ASKED = 2  # times the maximum: who said No is not taken from the poll


def asked_too(tx: Transaction, notices: NoticeBatch, before: Council, chosen: Sequence[Mentor]) -> Council:
    """More mentors for the poll, which begins anew where it had ended."""
    asked = len(before.with_standing(Standing.INVITED)) + len(chosen)
    if asked > _MOST_ASKED * before.most:
        raise WrongNumber("mentors", before.least, _MOST_ASKED * before.most, asked)
    seats = seats_for(chosen, before.expertise, None, 1 + max(s.place for s in before.seats), tx.now)
    if before.status is CouncilStatus.COLLECTING:
        after = replace(before, revision=before.revision + 1)
    else:
        after = reopened(before, tx.now, tx.now + timedelta(hours=before.hours))
    after = with_seats(after, seats)
    tx.councils.save(after, was=before.revision)
    notices.edit(after)
    notices.ask(after, [mentor.id for mentor in chosen])
    notices.nudge(after)
    return after


def joined(
    tx: Transaction, notices: NoticeBatch, before: Council, chosen: Sequence[Mentor], actor: Person
) -> Council:
    """More mentors for a council whose time is decided."""
    assert before.starts_at is not None
    if has_begun(before, tx.now):
        raise CouncilOver(before.id, before.status.value)
    if asked_first := [mentor for mentor in chosen if not mentor.schedule.instant_booking]:
        raise NotInstant(tuple(mentor.person.name for mentor in asked_first))
    number = len(before.participating) + len(chosen)
    if number > before.most:
        raise WrongNumber("mentors", before.least, before.most, number)
    tx.people.lock([mentor.id for mentor in chosen])
    free = free_at(tx, before, chosen, before.starts_at)
    if cannot := {mentor.id for mentor in chosen} - free:
        raise mentors_busy(tx, before, before.starts_at, cannot)
    return _seated(tx, notices, before, chosen, actor)


def _seated(
    tx: Transaction, notices: NoticeBatch, before: Council, chosen: Sequence[Mentor], actor: Person
) -> Council:
    """The decided council with these mentors, whose time is claimed; everybody else hears. Raises MentorsBusy."""
    assert before.starts_at is not None
    seats = seats_for(chosen, before.expertise, None, 1 + max(s.place for s in before.seats), tx.now)
    after = replace(before, revision=before.revision + 1)
    after = with_seats(after, [replace(seat, standing=Standing.PARTICIPATING) for seat in seats])
    claims = [claim_of(after, mentor.id, mentor.schedule.buffer_minutes or 0) for mentor in chosen]
    try:
        with tx.attempt():
            tx.claims.take(claims)
    except SlotTaken as taken:
        raise mentors_busy(tx, before, before.starts_at, {mentor.id for mentor in chosen}) from taken
    tx.councils.save(after, was=before.revision)
    places = tx.councils.places([after.id]).get(after.id, ())
    joined = [mentor.id for mentor in chosen]
    for mentor in joined:
        notices.tell(
            Kind.COUNCIL_CONFIRMED, mentor, after, payload=CouncilConfirmed(attends="mentor", joins=True)
        )
        notices.home(mentor)
    others = [person for person in expected(after, places) if person not in {*joined, actor.id}]
    for person in others:
        notices.tell(Kind.COUNCIL_CHANGED, person, after, payload=CouncilChanged(came=tuple(joined)))
    notices.edit(after)
    notices.renew_ahead(after, expected(after, places))
    return after


def reopened(council: Council, now: datetime, deadline: datetime) -> Council:
    """The council whose mentors are asked from now until the deadline."""
    if council.status is CouncilStatus.COLLECTING:
        council = replace(council, revision=council.revision + 1)
    else:
        council = moved(council, CouncilStatus.COLLECTING)
    return replace(council, asked_at=now, deadline=deadline)


def mentors_busy(tx: Transaction, council: Council, start: datetime, mentors: set[int]) -> MentorsBusy:
    """The refusal that names them."""
    names = sorted(person.name for person in tx.people.of(mentors))
    return MentorsBusy(council.id, start, tuple(names))
