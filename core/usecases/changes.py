"""Changing when a mentor takes sessions: first a preview, which lasts until it is saved or given up (AVL-6)."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from core.availability import AvailabilityException, Block, Schedule, ScheduleProblem
from core.changes import (
    Change,
    ChangeZone,
    DropException,
    Note,
    SetDay,
    applied,
    blocks_of,
    week_of,
)
from core.desk import AlreadyDone, Desk
from core.differences import DateChange, DayChange, date_changes, day_changes, wall_hours
from core.drafts import Draft, DraftKind
from core.errors.availability import HoursUnclear
from core.errors.common import NotFound
from core.errors.mentors import MentorNotFound
from core.hours import Hours
from core.ids import new_id
from core.intervals import Interval
from core.mentors import Mentor
from core.notices import Kind, Notice
from core.payloads import HoursChanged
from core.people import Person
from core.policies import Policies
from core.ports.store import Transaction
from core.usecases.diaries import diary_of
from core.usecases.members import check_admin
from core.usecases.mentoring import OwnAvailability, as_mentor, own_availability, sessions_outside
from core.usecases.session_views import SessionView, views_of
from core.weeks import free_days

SHOWN_DAYS: Final = 7
_CHANGE: Final = TypeAdapter(Change)
_KEPT_CHANGE, _KEPT_SEEN = "_change", "_seen"

TEMPLATES: Mapping[str, Mapping[int, Interval]] = {
    "weekdays": dict.fromkeys(range(5), (9 * 60, 17 * 60)),
    "evenings": dict.fromkeys(range(5), (18 * 60, 21 * 60)),
    "weekends": dict.fromkeys((5, 6), (10 * 60, 16 * 60)),
}


@dataclass(frozen=True, slots=True)
class DateOffer:
    """A date on which the mentor could be booked: when it is open from now on (wall minutes), and how many slots."""

    date: date
    open: tuple[Interval, ...]
    slots: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change would do. `mentor` is as they are; `after` are the rules that would hold.

    `id` is the draft to save or discard, None where nothing would change. `stale` means that the rules or the
    bookings have changed since it was shown last. `outside` are booked sessions, as the mentor sees them, that would
    fall outside the new hours.
    """

    id: int | None
    actor: Person
    mentor: Mentor
    after: Schedule
    policies: Policies
    days: tuple[DayChange, ...]
    dates: tuple[DateChange, ...]
    added: tuple[AvailabilityException, ...]
    removed: tuple[AvailabilityException, ...]
    notes: tuple[Note, ...]
    offers: tuple[DateOffer, ...]
    outside: tuple[SessionView, ...]
    stale: bool = False

    @property
    def own(self) -> bool:
        """Whether mentors change their own hours."""
        return self.actor.id == self.mentor.id


@dataclass(frozen=True, slots=True)
class Saved:
    """A change that holds now."""

    availability: OwnAvailability
    actor: Person


def propose(desk: Desk, actor: Person, change: Change, origin: str, values: Mapping[str, str]) -> Preview:
    """Work a change out and keep it until it is saved or given up; an earlier one is given up.

    `origin` is the token of the action it came from and `values` what was filled in there, to change it again.
    Raises NotMentor, NotAdmin (of another's hours), NotFound (an exception that is gone), HoursUnclear.
    """
    with desk.begin() as tx:
        mentor = _mentor(tx, actor, change)
        gone = {e.dropped for e in change.edits if isinstance(e, DropException)}
        if gone - {exception.id for exception in mentor.schedule.exceptions}:
            raise NotFound("exception")
        found, seen = _preview(tx, actor, mentor, change)
        if mentor.hours_confirmed and (found.after, found.notes) == (mentor.schedule, ()):
            return found
        return _kept(tx, change, (found, seen), origin, values)


def move_hours(desk: Desk, actor: Person, zone: str, origin: str) -> Saved | Preview:
    """Mean the actor's hours in another IANA zone from now on; where sessions would fall outside, preview it first.

    Raises NotMentor, HoursUnclear.
    """
    change = Change(actor.id, (ChangeZone(zone),))
    with desk.begin() as tx:
        tx.people.lock([actor.id])
        mentor = _mentor(tx, actor, change)
        found, seen = _preview(tx, actor, mentor, change)
        if found.outside:
            return _kept(tx, change, (found, seen), origin, {})
        return _put_in_force(desk, tx, change, found, confirmed=mentor.hours_confirmed)


def pending(desk: Desk, actor: Person) -> Draft | None:
    """The actor's change that is not saved yet."""
    with desk.store.read() as tx:
        return tx.drafts.current(actor.id, DraftKind.CHANGE)


def origin_of(desk: Desk, actor: Person, draft: int) -> tuple[str, dict[str, str]]:
    """Where a change came from, and what was filled in there; raises NotFound."""
    with desk.store.read() as tx:
        found = _draft(tx, actor, draft)
    return found.purpose, {name: value for name, value in found.values.items() if not name.startswith("_")}


def look(desk: Desk, actor: Person, draft: int) -> Preview:
    """The preview as it is now; raises NotFound, NotMentor, NotAdmin, HoursUnclear."""
    with desk.store.write() as tx:
        return _shown_again(tx, actor, _draft(tx, actor, draft))


def save(desk: Desk, actor: Person, draft: int) -> Saved | Preview:
    """Put the change in force as it was shown; what has changed since then is shown afresh instead.

    Booked sessions are never touched. Raises NotFound, NotMentor, NotAdmin, HoursUnclear.
    """
    with desk.begin() as tx:
        kept = _draft(tx, actor, draft)
        change = _CHANGE.validate_json(kept.values[_KEPT_CHANGE])
        tx.people.lock([change.mentor])
        mentor = _mentor(tx, actor, change)
        found, seen = _preview(tx, actor, mentor, change)
        if seen != kept.values[_KEPT_SEEN]:
            return replace(_shown_again(tx, actor, kept), stale=True)
        if not tx.drafts.drop(kept.id):
            raise AlreadyDone(f"change {kept.id}")
        return _put_in_force(desk, tx, change, found, confirmed=True)


def discard(desk: Desk, actor: Person, draft: int) -> None:
    """Give a change up; harmless when that has been done."""
    with desk.begin() as tx:
        found = tx.drafts.get(draft)
        if found is not None and found.person == actor.id and found.kind is DraftKind.CHANGE:
            tx.drafts.drop(draft)


def template(actor: Person, name: str) -> Change:
    """The change to a ready-made week; raises NotFound."""
    if name not in TEMPLATES:
        raise NotFound("template")
    hours = TEMPLATES[name]
    return Change(
        actor.id,
        tuple(SetDay(day, (Block(*hours[day]),) if day in hours else ()) for day in range(7)),
    )


def copy_of(desk: Desk, actor: Person, source: Person, target: Person) -> Change:
    """The change that gives one mentor another's week, wall time for wall time; raises NotAdmin, MentorNotFound."""
    with desk.store.read() as tx:
        check_admin(tx, actor)
        model, _ = (_known(tx, each) for each in (source, target))
        week = week_of(model.schedule, tx.policies())
    return Change(target.id, tuple(SetDay(day, blocks_of(each)) for day, each in enumerate(week.days)))


def _kept(
    tx: Transaction, change: Change, shown: tuple[Preview, str], origin: str, values: Mapping[str, str]
) -> Preview:
    """Keep a change with the digest of what was shown of it."""
    preview, seen = shown
    kept = {**values, _KEPT_CHANGE: _CHANGE.dump_json(change).decode(), _KEPT_SEEN: seen}
    draft = Draft(new_id(tx.now), preview.actor.id, origin, tx.now, "", kept, kind=DraftKind.CHANGE)
    tx.drafts.put(draft)
    return replace(preview, id=draft.id)


def _put_in_force(desk: Desk, tx: Transaction, change: Change, found: Preview, *, confirmed: bool) -> Saved:
    actor = found.actor
    added = [replace(exception, id=new_id(tx.now)) for exception in found.added]
    stay = [exception for exception in found.after.exceptions if exception.id]
    schedule = replace(found.after, exceptions=(*stay, *added))
    mentor = replace(found.mentor, schedule=schedule, hours_confirmed=confirmed)
    tx.mentors.save(mentor)
    for exception in found.removed:
        tx.mentors.remove_exception(mentor.id, exception.id)
    for exception in added:
        tx.mentors.add_exception(mentor.id, exception)
    edits = ",".join(dict.fromkeys(type(edit).__name__ for edit in change.edits))
    desk.note(tx, "AVAILABILITY_CHANGED", actor.id, after={"mentor": mentor.id, "edits": edits})
    if mentor.id != actor.id:
        _tell(tx, actor, mentor)
    return Saved(own_availability(tx, mentor), actor)


def _known(tx: Transaction, person: Person) -> Mentor:
    found = tx.mentors.get(person.id)
    if found is None or not found.person.is_mentor:
        raise MentorNotFound(person.name)
    return found


def _draft(tx: Transaction, actor: Person, draft: int) -> Draft:
    found = tx.drafts.get(draft)
    if found is None or found.person != actor.id or found.kind is not DraftKind.CHANGE:
        raise NotFound("change")
    return found


def _mentor(tx: Transaction, actor: Person, change: Change) -> Mentor:
    if change.mentor != actor.id:
        check_admin(tx, actor)
    return as_mentor(tx, change.mentor)


def _shown_again(tx: Transaction, actor: Person, draft: Draft) -> Preview:
    change = _CHANGE.validate_json(draft.values[_KEPT_CHANGE])
    found, seen = _preview(tx, actor, _mentor(tx, actor, change), change)
    tx.drafts.put(replace(draft, values={**draft.values, _KEPT_SEEN: seen}))
    return replace(found, id=draft.id)


def _preview(tx: Transaction, actor: Person, mentor: Mentor, change: Change) -> tuple[Preview, str]:
    """The preview, and the digest of everything it rests on."""
    policies, before = tx.policies(), mentor.schedule
    try:
        after, notes = applied(before, change, policies)
    except ScheduleProblem as problem:
        raise HoursUnclear(problem.problem.value, _named(problem), _field(problem)) from problem
    added = tuple(exception for exception in after.exceptions if not exception.id)
    removed = tuple(exception for exception in before.exceptions if exception not in after.exceptions)
    becomes = replace(mentor, schedule=after)
    hours = Hours(after, policies.default_hours)
    today = tx.now.astimezone(ZoneInfo(after.zone)).date()
    outside = _newly_outside(tx, mentor, becomes, policies)
    found = Preview(
        id=None,
        actor=actor,
        mentor=mentor,
        after=after,
        policies=policies,
        days=day_changes(week_of(before, policies), week_of(after, policies)),
        dates=date_changes(Hours(before, policies.default_hours), hours, (*added, *removed), today),
        added=added,
        removed=removed,
        notes=notes,
        offers=_offers(tx, becomes, policies, hours),
        outside=outside,
    )
    rests_on = (repr(before), policies.model_dump_json(), sorted(each.session.id for each in outside))
    return found, hashlib.sha256(repr(rests_on).encode()).hexdigest()


def _newly_outside(
    tx: Transaction, before: Mentor, after: Mentor, policies: Policies
) -> tuple[SessionView, ...]:
    already = {session.id for session in sessions_outside(tx, before, policies)}
    found = [session for session in sessions_outside(tx, after, policies) if session.id not in already]
    return views_of(tx, found, after.person)


def _offers(tx: Transaction, mentor: Mentor, policies: Policies, hours: Hours) -> tuple[DateOffer, ...]:
    diary = diary_of(tx, mentor, mentor.person, policies)
    days = free_days(diary, mentor.schedule.zone, SHOWN_DAYS)
    soonest = diary.soonest.astimezone(ZoneInfo(mentor.schedule.zone))
    offers: list[DateOffer] = []
    for day in days:
        since = soonest.hour * 60 + soonest.minute if day.date == soonest.date() else 0
        stretches = [(max(start, since), end) for start, end in wall_hours(hours, day.date) if end > since]
        offers.append(DateOffer(day.date, tuple(stretches), len(day.slots)))
    return tuple(offers)


def _tell(tx: Transaction, actor: Person, mentor: Mentor) -> None:
    notice = new_id(tx.now)
    by = HoursChanged(by=actor.id)
    tx.notices.add([Notice(notice, Kind.HOURS_CHANGED, mentor.id, tx.now, f"hours:{notice}", payload=by)])


def _named(problem: ScheduleProblem) -> str:
    """The part of a schedule that is to blame, for quoting."""
    match problem.culprit:
        case Block(start, end):
            return f"{_clock(start)}-{_clock(end)}"
        case AvailabilityException(first=first, last=last):
            return f"{first} – {last}"
        case str(zone) if problem.problem.value == "unknown_zone":
            return zone
        case _:
            return ""


def _field(problem: ScheduleProblem) -> str:
    """The name of the number that is to blame."""
    return str(problem.culprit) if problem.problem.value == "number_out_of_range" else ""


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
