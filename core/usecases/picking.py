"""Choosing a mentor: by name, topic and price, by who is free first, by who is free at a time."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from difflib import get_close_matches
from heapq import heapify, heappop, heappush
from itertools import islice, pairwise

from core.availability import AvailabilityException, Schedule
from core.desk import Desk
from core.errors.common import NotFound
from core.errors.mentors import MentorNotFound, SeveralMentors
from core.figures import UNMARKED, average
from core.folding import topic_of
from core.identifying import is_certain, meant
from core.mentors import EVERYBODY, Mentor, Wanted
from core.people import Person
from core.policies import Policies
from core.ports.store import Transaction
from core.rules import Rules, compiler
from core.sessions import Session
from core.slots import Reason
from core.usecases.booking import check_booker, check_month
from core.usecases.diaries import diaries_between, diaries_of, diary_of, next_free
from core.usecases.quota import Quota, quota_of
from core.weeks import nearest
from core.zones import DayPart, ceil_minute, floor_minute, instant

PAGE = 6
SOONEST_PAGES = 10
NEAR_NAMES = 3
NEXT_TIMES = 4
_DAY = timedelta(days=1)
_NEAR = 7
"""Days in which it is looked when hours begin."""
_REACHES = (_DAY, 7 * _DAY, 368 * _DAY)
"""How far a mentor's diary is read when it is first looked at, the second time, and from then on."""
_Waiting = tuple[datetime, int, int, int]
"""When a mentor may be free at the earliest, their place among those wanted, who it is, and how often looked at."""


@dataclass(frozen=True, slots=True)
class MentorEntry:
    """A mentor in the list, with the next free start; None when there is none within the horizon.

    `rating` is the average of the mentees' feedback, from 1 to 5; None as long as there is none.
    """

    mentor: Mentor
    next_free: datetime | None
    rating: float | None = None


@dataclass(frozen=True, slots=True)
class MentorPage:
    """One mentor as it was `now`: the next `free` starts of sessions of `minutes`; `rating` as in MentorEntry."""

    mentor: Mentor
    free: tuple[datetime, ...]
    minutes: int
    rating: float | None
    now: datetime


@dataclass(frozen=True, slots=True)
class MentorsPage:
    """Some of the mentors who are wanted, with the asker's quota of this month.

    `first` is the place of the first entry, from 0; `soonest` says that who is free first comes first.
    """

    entries: tuple[MentorEntry, ...]
    wanted: Wanted
    soonest: bool
    page: int
    first: int
    more: bool
    total: int
    quota: Quota


@dataclass(frozen=True, slots=True)
class Introduced:
    """Mentors with their rating as in MentorEntry, without anything that depends on who asks."""

    mentors: tuple[tuple[Mentor, float | None], ...]
    more: bool


@dataclass(frozen=True, slots=True)
class FreeMentor:
    """A mentor who can be booked at the time asked about, for `minutes`; `rating` as in MentorEntry."""

    mentor: Mentor
    minutes: int
    rating: float | None = None


@dataclass(frozen=True, slots=True)
class FreeMentors:
    """Who of those wanted can be booked at `at` (aware UTC), as it was `now`; others start `step` minutes apart.

    Where nobody can, `why` is the reason that the asker can do most about.
    """

    at: datetime
    now: datetime
    step: int
    wanted: Wanted
    entries: tuple[FreeMentor, ...]
    page: int
    first: int
    more: bool
    total: int
    why: Reason | None


def mentors(
    desk: Desk, actor: Person, wanted: Wanted, page: int = 0, *, soonest: bool = False
) -> MentorsPage:
    """A page of the bookable mentors who are wanted, but for the actor, each with the next free start.

    In the order `soonest` there are no more than SOONEST_PAGES pages. A page beyond the last is the last.
    """
    with desk.store.read() as tx:
        policies = tx.policies()
        if soonest:
            page = min(page, SOONEST_PAGES - 1)
            total, starts = _soonest(tx, actor, wanted, policies, (page + 1) * PAGE + 1)
            page = min(page, max(0, (len(starts) - 1) // PAGE))
            more = len(starts) > (page + 1) * PAGE and page + 1 < SOONEST_PAGES
            shown = list(islice(starts, page * PAGE, (page + 1) * PAGE))
            found: Sequence[Mentor] = tx.mentors.of(shown)
        else:
            listed = tx.mentors.page(wanted, PAGE, page, without=actor.id)
            found, page, total = listed.mentors, listed.page, listed.total
            more = total > (page + 1) * PAGE
            diaries = diaries_of(tx, found, actor, policies)
            starts = {mentor: next_free(diary) for mentor, diary in diaries.items()}
        marks = tx.aftermath.marks(mentor.id for mentor in found)
        entries = tuple(
            MentorEntry(mentor, starts[mentor.id], average(marks.get(mentor.id, UNMARKED)))
            for mentor in found
        )
        quota = quota_of(tx, actor, tx.now)
        return MentorsPage(entries, wanted, soonest, page, page * PAGE, more, total, quota)


def introduced(desk: Desk, wanted: Wanted, page: int) -> Introduced:
    """A page of the bookable mentors who are wanted, as anybody may see them; none beyond the last."""
    with desk.store.read() as tx:
        found = list(tx.mentors.search(wanted, PAGE + 1, page * PAGE))
        marks = tx.aftermath.marks(mentor.id for mentor in found[:PAGE])
        mentors = tuple((each, average(marks.get(each.id, UNMARKED))) for each in found[:PAGE])
        return Introduced(mentors, more=len(found) > PAGE)


def mentor(desk: Desk, actor: Person, mentor_id: int) -> MentorPage:
    """One mentor; raises NotFound. Free times are told of mentors whom the actor could book."""
    with desk.store.read() as tx:
        found = tx.mentors.get(mentor_id)
        if found is None or not found.person.is_mentor:
            raise NotFound("mentor")
        policies = tx.policies()
        marks = tx.aftermath.marks([mentor_id])
        diary = diary_of(tx, found, actor, policies)
        bookable = found.hindrance is None and found.id != actor.id
        free = tuple(nearest(diary, tx.now, NEXT_TIMES)) if bookable else ()
        rating = average(marks.get(mentor_id, UNMARKED))
        return MentorPage(found, free, diary.rules.default_duration, rating, tx.now)


def free_at(
    desk: Desk,
    actor: Person,
    start: datetime,
    minutes: int | None = None,
    limit: int = PAGE,
    *,
    wanted: Wanted = EVERYBODY,
    page: int = 0,
) -> FreeMentors:
    """Who of the mentors wanted the actor could book at `start` for `minutes` (None: what is usual with each).

    Raises what stands against the actor booking anybody then.
    """
    with desk.store.read() as tx:
        policies = tx.policies()
        check_booker(actor, policies)
        check_month(tx, actor, start)
        lengths, reasons = judged(tx, actor, wanted, policies, start, minutes)
        page = min(page, max(0, (len(lengths) - 1) // limit))
        shown = list(islice(lengths, page * limit, (page + 1) * limit))
        marks = tx.aftermath.marks(shown)
        entries = tuple(
            FreeMentor(mentor, lengths[mentor.id], average(marks.get(mentor.id, UNMARKED)))
            for mentor in tx.mentors.of(shown)
        )
        more = len(lengths) > (page + 1) * limit
        why = None if lengths else _nearest_reason(reasons)
        now, step = tx.now, policies.slot_interval
        return FreeMentors(start, now, step, wanted, entries, page, page * limit, more, len(lengths), why)


def find_mentor(desk: Desk, query: str) -> Mentor:
    """The one mentor a name or handle fits; raises MentorNotFound (with near names), SeveralMentors."""
    mentor = mentor_called(desk, query)
    if mentor is None:
        raise MentorNotFound(query, near_mentors(desk, query.strip().removeprefix("@")))
    return mentor


def mentor_called(desk: Desk, query: str) -> Mentor | None:
    """The one mentor a name or handle fits, None where it fits nobody; raises SeveralMentors."""
    text = query.strip().removeprefix("@")
    with desk.store.read() as tx:
        found = tx.mentors.search(Wanted(name=text), PAGE) or _not_bookable(tx, text) if text else ()
    mentors = {mentor.id: mentor for mentor in found}
    match meant([mentor.person for mentor in found], query):
        case []:
            return None
        case [person]:
            return mentors[person.id]
        case several:
            raise SeveralMentors(query, tuple(several[:5]))


def anybody(desk: Desk, wanted: Wanted) -> bool:
    """Whether there are bookable mentors who are wanted."""
    with desk.store.read() as tx:
        return tx.mentors.count(wanted) > 0


def near_mentors(desk: Desk, name: str) -> tuple[str, ...]:
    """Names of mentors that come close to a name nobody has."""
    wanted = name.casefold()
    with desk.store.read() as tx:
        names = tx.mentors.names()
    by_part = {part.casefold(): whole for whole in names for part in (whole, *whole.split())}
    pairs = _pairs(wanted)
    alike = [part for part in by_part if len(part) <= 2 * len(wanted) and pairs & _pairs(part)]
    close = get_close_matches(wanted, alike, NEAR_NAMES, 0.6)
    return tuple(dict.fromkeys(by_part[part] for part in close))


def topics(desk: Desk, limit: int) -> tuple[str, ...]:
    """What most mentors can be asked about, by name; spellings of one tag count as one."""
    with desk.store.read() as tx:
        spellings = Counter(tx.mentors.tags())
    counts: Counter[str] = Counter()
    names: dict[str, str] = {}
    for tag, count in spellings.most_common():
        if words := topic_of(tag):
            counts[words] += count
            names.setdefault(words, tag)
    return tuple(names[words] for words in sorted(words for words, _ in counts.most_common(limit)))


def judged(
    tx: Transaction,
    actor: Person,
    wanted: Wanted,
    policies: Policies,
    start: datetime,
    minutes: int | None,
    *,
    ignoring: Session | None = None,
) -> tuple[dict[int, int], set[Reason]]:
    """The minutes that each free mentor can be booked for at `start`; and why others who have hours then cannot.

    The time of a session `ignoring` which another mentor is looked for counts as free.
    """
    rules = _with_hours(tx, actor, wanted, policies, start, start)
    end = start + timedelta(minutes=minutes or max(policies.durations))
    diaries = diaries_between(tx, rules, actor, start, end, ignoring=ignoring)
    lengths = {mentor: minutes or each.default_duration for mentor, each in rules.items()}
    reasons = {mentor: diary.judge(start, lengths[mentor]) for mentor, diary in diaries.items()}
    free = {mentor: lengths[mentor] for mentor, reason in reasons.items() if reason is None}
    return free, {reason for reason in reasons.values() if reason is not None}


def _not_bookable(tx: Transaction, name: str) -> Sequence[Mentor]:
    """Mentors of that name or handle who cannot be booked at present: found, so that the reason can be told."""
    wanted = name.casefold()
    named = [
        person
        for person in tx.people.search(name)
        if wanted in person.name.casefold() or is_certain(person, name)
    ]
    return tx.mentors.of([person.id for person in named if person.is_mentor])


def _pairs(text: str) -> set[tuple[str, str]]:
    return set(pairwise(f" {text} "))


def _soonest(
    tx: Transaction, actor: Person, wanted: Wanted, policies: Policies, count: int
) -> tuple[int, dict[int, datetime | None]]:
    """How many are wanted, and the `count` who can be booked first, or as many as there are, with when.

    Mentors are looked at in the order in which their hours begin, some at a time. Whose hours begin later than the
    last who is wanted can be booked need not be looked at; whoever is booked up comes again where the look ended.
    """
    schedules = tx.mentors.schedules(wanted, without=actor.id)
    days = (tx.now - 2 * _DAY).date(), (tx.now + (_NEAR + 2) * _DAY).date()
    changes = tx.mentors.exceptions((mentor for mentor, _ in schedules), *days)
    compiled = compiler(policies)
    waiting: list[_Waiting] = []
    first, near = ceil_minute(tx.now), tx.now + _NEAR * _DAY
    for place, (mentor, schedule) in enumerate(schedules):
        rules = compiled(_changed(schedule, mentor, changes))
        opens = rules.hours.opens_after(first + rules.notice, _NEAR)
        waiting.append((near if opens is None else instant(opens), place, mentor, 0))
    heapify(waiting)
    known = dict(schedules)
    longest = timedelta(minutes=max(policies.durations))
    found: list[tuple[datetime, int, int]] = []
    at_once = 4 * count
    while waiting and (len(found) < count or waiting[0] < (*sorted(found)[count - 1], 0)):
        looked_at = [heappop(waiting) for _ in range(min(at_once, len(waiting)))]
        looks = min(looks for *_, looks in looked_at)
        since, until = looked_at[0][0], looked_at[-1][0] + _REACHES[min(looks, len(_REACHES) - 1)]
        those = [mentor for _, _, mentor, _ in looked_at]
        days = (since - 2 * _DAY).date(), (until + 2 * _DAY).date()
        changes = tx.mentors.exceptions(those, *days)
        rules_of_them = {mentor: compiled(_changed(known[mentor], mentor, changes)) for mentor in those}
        diaries = diaries_between(tx, rules_of_them, actor, since, until + longest)
        for _, place, mentor, looks in looked_at:
            if start := next_free(diaries[mentor], until, since=since):
                found.append((start, place, mentor))
            elif until < diaries[mentor].horizon:
                heappush(waiting, (until, place, mentor, looks + 1))
        at_once *= 2
    return len(schedules), {mentor: start for start, _, mentor in sorted(found)[:count]}


def _changed(
    schedule: Schedule, mentor: int, changes: Mapping[int, tuple[AvailabilityException, ...]]
) -> Schedule:
    return replace(schedule, exceptions=changes[mentor]) if mentor in changes else schedule


def _with_hours(
    tx: Transaction, actor: Person, wanted: Wanted, policies: Policies, since: datetime, until: datetime
) -> Mapping[int, Rules]:
    """Of the mentors wanted those who may have hours between the two, with their rules for then.

    The diary decides; this only leaves out who is certain to have none, because a diary takes longer.
    """
    listed = tx.mentors.schedules(wanted, without=actor.id)
    dates = (since - 2 * _DAY).date(), (until + 2 * _DAY).date()
    changes = tx.mentors.exceptions((mentor for mentor, _ in listed), *dates)
    compiled = compiler(policies)
    first, last = floor_minute(since), ceil_minute(until)
    parts: dict[str, tuple[DayPart, ...]] = {}
    found: dict[int, Rules] = {}
    for mentor, schedule in listed:
        rules = compiled(_changed(schedule, mentor, changes))
        zone = schedule.zone
        if zone not in parts:
            parts[zone] = rules.zone.parts(first, last)
        if rules.hours.may_open(parts[zone]):
            found[mentor] = rules
    return found


def _nearest_reason(reasons: set[Reason]) -> Reason:
    """Of the reasons why nobody is free, what the asker can do most about."""
    return next((reason for reason in _TELLING if reason in reasons), Reason.OFF_HOURS)


_TELLING = (
    Reason.PAST,
    Reason.DURATION,
    Reason.OWN_SESSION,
    Reason.OFF_GRID,
    Reason.NOTICE,
    Reason.BOOKED,
    Reason.BUFFER,
    Reason.CALENDAR,
    Reason.WEEK_FULL,
    Reason.HORIZON,
    Reason.EXCEPTION,
)
