"""Calling a council: topic, mentors and times, until the mentors are asked."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from core.common_times import common_slots
from core.council_times import CommonTime, free_times, propose, without_each
from core.councils import (
    AHEAD,
    LEAST_TIMES,
    MOST_TIMES,
    Council,
    CouncilStatus,
    Place,
    check_status,
    moved,
)
from core.desk import Desk
from core.errors.common import NotFound
from core.errors.councils import TimeTooSoon, WrongNumber
from core.errors.mentors import OwnMentor
from core.expertise import Match, shared_of, units
from core.ids import new_id
from core.mentors import Mentor
from core.notices import Kind
from core.people import Person
from core.ports.store import Transaction
from core.slots import Reason
from core.usecases.councils.drafting import (
    MATERIAL_LIMIT,
    Details,
    NewCouncil,
    check_numbers,
    check_times,
    checked,
    proposals_at,
    tidy_tags,
    tidy_topic,
)
from core.usecases.councils.mentors import bookable, diaries_for, matching, rematched, seats_for
from core.usecases.councils.notice_batch import NoticeBatch
from core.usecases.councils.places import move_up
from core.usecases.councils.views import (
    CouncilView,
    check_caller,
    coordinated,
    fresh,
    view_of,
)
from core.weeks import Dates, Day, midnight, month_of

WINDOW = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class ProposedTimes:
    """Good times for a council of these mentors, for `minutes`, within [since, until), earliest first.

    `all_free` is how many times they all have in common; where there are none, `without` says how many the others
    have without each of them.
    """

    times: tuple[CommonTime, ...]
    all_free: int
    without: Mapping[int, int]
    mentors: Mapping[int, Mentor]
    since: datetime
    until: datetime
    minutes: int


def match_mentors(
    desk: Desk, actor: Person, expertise: Sequence[str], limit: int = 10, without: Collection[int] = ()
) -> tuple[Match, ...]:
    """Bookable mentors who share the expertise, best first; raises what stands against calling a council."""
    with desk.store.read() as tx:
        check_caller(fresh(tx, actor))
        return tuple(matching(tx, tidy_tags(expertise), without)[:limit])


def propose_times(
    desk: Desk,
    actor: Person,
    mentors: Sequence[int],
    *,
    expertise: Sequence[str] = (),
    lead: int | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    minutes: int | None = None,
    hours: int | None = None,
    count: int = MOST_TIMES,
) -> ProposedTimes:
    """Good times from the mentors' availability: after a poll of `hours`, within two weeks unless said otherwise.

    Raises NotFound, MentorNotBookable, and what stands against calling a council.
    """
    with desk.store.read() as tx:
        person, policies = fresh(tx, actor), tx.policies()
        check_caller(person)
        chosen = bookable(tx, mentors)
        length = minutes or policies.council_minutes
        polled = timedelta(hours=policies.council_deadline_hours if hours is None else hours)
        since = max(since or tx.now, tx.now + polled)
        until = max(until or since + WINDOW, since)
        attendee = None if person.is_admin else person
        diaries = diaries_for(tx, chosen, attendee, policies, since, until)
        times = free_times(diaries, since, until, length)
        weights = {
            mentor.id: units(mentor.seniority, len(shared_of(mentor.tags, expertise)), len(expertise))
            for mentor in chosen
        }
        best = propose(times, weights, lead, person.clock_zone, count)
        all_free = len(common_slots(list(diaries.values()), since, until, length))
        without = {} if all_free else without_each(diaries, since, until, length)
        known = {mentor.id: mentor for mentor in chosen}
        return ProposedTimes(tuple(best), all_free, without, known, since, until, length)


def days_for_times(
    desk: Desk,
    actor: Person,
    mentors: Sequence[int],
    first: date | None,
    *,
    minutes: int | None = None,
    hours: int | None = None,
) -> Dates:
    """A month of the actor's dates with the starts at which any of the mentors can, after a poll of `hours`.

    It is that of `first`, or the nearest in which a council can be. Raises as `propose_times`.
    """
    with desk.store.read() as tx:
        person, policies = fresh(tx, actor), tx.policies()
        check_caller(person)
        chosen, zone = bookable(tx, mentors), person.clock_zone
        length = minutes or policies.council_minutes
        since = tx.now + timedelta(hours=policies.council_deadline_hours if hours is None else hours)
        earliest = since.astimezone(ZoneInfo(zone)).date()
        attendee = None if person.is_admin else person
        days = month_of(max(first or earliest, earliest))
        until = midnight(zone, days[-1] + timedelta(days=1))
        diaries = diaries_for(tx, chosen, attendee, policies, since, until)
        starts: dict[date, list[datetime]] = {}
        for time in free_times(diaries, since, until, length):
            starts.setdefault(time.starts_at.astimezone(ZoneInfo(zone)).date(), []).append(time.starts_at)
        before, after = days[0] - timedelta(days=1), days[-1] + timedelta(days=1)
        return Dates(
            tuple(
                Day(day, found := tuple(starts.get(day, ())), _why_none(day, earliest, is_free=bool(found)))
                for day in days
            ),
            before.replace(day=1) if before >= earliest else None,
            after if any(diary.horizon > until for diary in diaries.values()) else None,
            None,
        )


def _why_none(day: date, earliest: date, *, is_free: bool) -> Reason | None:
    if is_free:
        return None
    return Reason.NOTICE if day <= earliest else Reason.OFF_HOURS


def call(desk: Desk, actor: Person, new: NewCouncil) -> CouncilView:
    """Put a council together; nobody is asked yet. Raises what is wrong with it, or stands against calling one."""
    with desk.begin() as tx:
        council = drafted(tx, actor, new)
        tx.councils.add(council)
        note_called(desk, tx, actor, council)
        return view_of(tx, council, actor)


def describe(desk: Desk, actor: Person, council_id: int, revision: int, details: Details) -> CouncilView:
    """Change a council's words and numbers; what mentors were asked stays.

    Raises NotFound, StaleCouncil, CouncilOver and what is wrong with the words and numbers.
    """
    with desk.begin() as tx:
        before = coordinated(tx, actor, council_id, revision)
        allowed = () if details.touches_poll else AHEAD
        check_status(before, {CouncilStatus.PENDING, *allowed})
        after = _described(tx, before, details)
        tx.councils.save(after, was=before.revision)
        notices = NoticeBatch(tx)
        if after.status is not CouncilStatus.PENDING:
            move_up(desk, tx, notices, after)
            if after != before:
                notices.progress(after)
            if after.open and not before.open:
                notices.invite(after)
        notices.send()
        _note_changed(desk, tx, actor, before, after)
        return view_of(tx, after, actor)


def set_mentors(
    desk: Desk, actor: Person, council_id: int, revision: int, mentors: Sequence[int], lead: int | None
) -> CouncilView:
    """Other mentors, while nobody has been asked; raises NotFound, MentorNotBookable, WrongNumber."""
    with desk.begin() as tx:
        before = coordinated(tx, actor, council_id, revision)
        check_status(before, {CouncilStatus.PENDING})
        chosen = bookable(tx, mentors)
        _check_lead(lead, chosen)
        if before.own and before.coordinator in {mentor.id for mentor in chosen}:
            raise OwnMentor
        if len(chosen) > before.most:
            raise WrongNumber("mentors", before.least, before.most, len(chosen))
        seats = seats_for(chosen, before.expertise, lead, 0, tx.now)
        after = replace(before, seats=seats, revision=before.revision + 1)
        tx.councils.save(after, was=before.revision)
        _note_changed(desk, tx, actor, before, after)
        return view_of(tx, after, actor)


def set_times(
    desk: Desk, actor: Person, council_id: int, revision: int, times: Sequence[datetime]
) -> CouncilView:
    """Other proposals, the most wished for first; raises NotFound, WrongNumber, TimeTooSoon."""
    with desk.begin() as tx:
        before = coordinated(tx, actor, council_id, revision)
        check_status(before, {CouncilStatus.PENDING})
        check_times(times, tx.now, tx.policies(), {each.starts_at for each in before.proposals})
        after = replace(before, proposals=proposals_at(times, tx.now), revision=before.revision + 1)
        tx.councils.save(after, was=before.revision)
        tx.councils.put_proposals(after.id, after.proposals)
        _note_changed(desk, tx, actor, before, after)
        return view_of(tx, after, actor)


def open_poll(desk: Desk, actor: Person, council_id: int, revision: int) -> CouncilView:
    """Ask the mentors; raises WrongNumber, TimeTooSoon for a time before the deadline, MentorNotBookable."""
    with desk.begin() as tx:
        before = coordinated(tx, actor, council_id, revision)
        check_status(before, {CouncilStatus.PENDING})
        bookable(tx, [seat.mentor for seat in before.seats])
        _check_complete(before)
        deadline = tx.now + timedelta(hours=before.hours)
        for proposal in before.proposals:
            if proposal.starts_at < deadline:
                raise TimeTooSoon(proposal.starts_at, deadline, before.id)
        after = replace(moved(before, CouncilStatus.COLLECTING), asked_at=tx.now, deadline=deadline)
        tx.councils.save(after, was=before.revision)
        notices = NoticeBatch(tx)
        notices.ask(after, after.silent)
        notices.invite(after)
        notices.nudge(after)
        notices.tell(Kind.COUNCIL_PROGRESS, after.coordinator, after)
        notices.home(after.coordinator)
        notices.send()
        desk.note(
            tx,
            "COUNCIL_POLL_OPENED",
            actor.id,
            council=after.id,
            before={"status": before.status},
            after={"status": after.status, "deadline": deadline.isoformat()},
        )
        return view_of(tx, after, actor)


def drafted(tx: Transaction, actor: Person, new: NewCouncil) -> Council:
    """A council as it is called, PENDING; raises what is wrong with it."""
    person, policies = fresh(tx, actor), tx.policies()
    check_caller(person)

    def given(value: int | None, default: int) -> int:
        return default if value is None else value

    minutes, hours = (
        given(new.minutes, policies.council_minutes),
        given(new.hours, policies.council_deadline_hours),
    )
    least, most = (
        given(new.least, policies.council_min_mentors),
        given(new.most, policies.council_max_mentors),
    )
    capacity = given(new.capacity, policies.council_capacity)
    check_numbers(minutes, least, most, capacity, hours)
    check_times(new.times, tx.now, policies)
    expertise = tidy_tags(new.expertise)
    if new.mentors:
        mentors = bookable(tx, new.mentors)
    else:
        mentors = [each.mentor for each in matching(tx, expertise, {person.id})[:most]] if expertise else []
    if len(mentors) > most:
        raise WrongNumber("mentors", least, most, len(mentors))
    _check_lead(new.lead, mentors)
    own = not person.is_admin
    if own and person.id in {mentor.id for mentor in mentors}:
        raise OwnMentor
    return Council(
        id=new_id(tx.now),
        coordinator=person.id,
        created_at=tx.now,
        topic=tidy_topic(new.topic),
        minutes=minutes,
        least=least,
        most=most,
        capacity=capacity,
        hours=hours,
        expertise=expertise,
        material=checked("material", new.material, MATERIAL_LIMIT),
        own=own,
        open=not own if new.open is None else new.open,
        seats=seats_for(mentors, expertise, new.lead, 0, tx.now),
        proposals=proposals_at(new.times, tx.now),
    )


def note_called(desk: Desk, tx: Transaction, actor: Person, council: Council) -> None:
    """What follows from calling: a mentee has the first place in their own council."""
    if council.own:
        tx.councils.put_places({council.id: [Place(council.coordinator, tx.now)]})
    desk.note(
        tx,
        "COUNCIL_CALLED",
        actor.id,
        council=council.id,
        after={"status": council.status, "mentors": len(council.seats), "times": len(council.proposals)},
    )


def _check_lead(lead: int | None, mentors: Sequence[Mentor]) -> None:
    if lead is not None and lead not in {mentor.id for mentor in mentors}:
        raise NotFound("mentor")


def _check_complete(council: Council) -> None:
    mentors, times = len(council.seats), len(council.proposals)
    if not council.least <= mentors <= council.most:
        raise WrongNumber("mentors", council.least, council.most, mentors)
    if not LEAST_TIMES <= times <= MOST_TIMES:
        raise WrongNumber("times", LEAST_TIMES, MOST_TIMES, times)


def _described(tx: Transaction, before: Council, details: Details) -> Council:
    known = {
        name: value
        for name in Details.__dataclass_fields__
        if (value := getattr(details, name)) is not None
    }
    if details.topic is not None:
        known["topic"] = tidy_topic(details.topic)
    if details.material is not None:
        known["material"] = checked("material", details.material, MATERIAL_LIMIT)
    if details.expertise is not None:
        known["expertise"] = tidy_tags(details.expertise)
        mentors = {mentor.id: mentor for mentor in tx.mentors.of([seat.mentor for seat in before.seats])}
        known["seats"] = rematched(before.seats, mentors, known["expertise"])
    after = replace(before, **known, revision=before.revision + details.touches_poll)
    check_numbers(after.minutes, after.least, after.most, after.capacity, after.hours)
    return after


def _note_changed(desk: Desk, tx: Transaction, actor: Person, before: Council, after: Council) -> None:
    def numbers(council: Council) -> dict[str, str | int | None]:
        return {
            "revision": council.revision,
            "mentors": len(council.seats),
            "times": len(council.proposals),
            "capacity": council.capacity,
            "open": int(council.open),
        }

    desk.note(
        tx, "COUNCIL_CHANGED", actor.id, council=after.id, before=numbers(before), after=numbers(after)
    )
