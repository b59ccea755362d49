"""Choosing a mentor: the lists offer what booking accepts, and all of it; on both databases."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from core.availability import AvailabilityException, Block, BlockKind, DayPattern, Schedule, WeeklyPattern
from core.calendars import CalendarKind, CalendarLink
from core.clock import Clock
from core.desk import Desk
from core.errors.booking import MonthUsedUp, PlanDoesNotBook, Suspended
from core.errors.common import Refusal
from core.errors.members import ZoneMissing
from core.mentors import EVERYBODY, Mentor, Wanted
from core.people import Person, Plan, Role
from core.policies import Policies
from core.slots import Reason
from core.usecases import booking, picking
from gateways.jitsi import JitsiRooms
from storage.store import SqlStore, open_store
from storage.transaction import MANY
from tests.conftest import MORNING
from tests.databases import Databases, Prepared, lent
from tests.storage.samples import DAY, HOUR, MINUTE, a_claim, a_hold, a_person, a_session

ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Kiritimati")
CHANGE = datetime(2026, 3, 29, 1, tzinfo=UTC)
"""When Berlin's clocks go forward."""


@dataclass
class Crowd:
    """A programme with mentors of many habits, and a mentee who looks for one."""

    desk: Desk
    mentee: Person
    mentors: Sequence[Mentor]


@pytest.fixture(scope="module")
def made(databases: Databases) -> Prepared[Crowd]:
    url, clock = databases.make(), Clock()
    clock.move_to(CHANGE - 2 * DAY)
    store = open_store(url, clock)
    chance = random.Random(7)
    mentee = a_person("Mia", zone="Europe/Paris", plan=Plan.COUNCIL)
    mentors = [_mentor(chance, number) for number in range(45)]
    with store.write() as tx:
        tx.set_policies(Policies(monthly_sessions=dict.fromkeys(Plan)))
        tx.people.add(mentee)
        for number, mentor in enumerate(mentors):
            tx.people.add(mentor.person)
            tx.mentors.save(mentor)
            for _ in range(number % 3):
                tx.mentors.add_exception(mentor.id, _exception(chance))
    with store.write() as tx:
        for mentor in mentors:
            slots = chance.sample(range(0, 4 * 48, 3), 12)
            buffer = mentor.schedule.buffer_minutes or 0
            for slot in slots:
                start = CHANGE - 2 * DAY + slot * 30 * MINUTE
                tx.claims.take([a_claim(mentor.id, start, 30 + buffer, buffer_minutes=buffer)])
                tx.sessions.add(a_session(mentor.id, mentors[0].id, start))
            if mentor is mentors[3]:
                link = CalendarLink(
                    1, mentor.id, CalendarKind.FEED, "https://a.example", "UTC", *[MORNING] * 4
                )
                tx.calendars.put(link)
                tx.calendars.replace_busy(link, [(CHANGE - DAY, CHANGE + DAY)])
        tx.claims.take([a_claim(mentee.id, CHANGE + 8 * HOUR, 60)])
    store.close()
    return Prepared(
        url, clock.now(), Crowd(Desk(store, JitsiRooms("https://rooms.example")), mentee, mentors)
    )


@pytest.fixture
def database_url(databases: Databases, made: Prepared[Crowd]) -> Iterator[str]:
    with lent(databases, made.url) as url:
        yield url


@pytest.fixture
def crowd(store: SqlStore, clock: Clock, made: Prepared[Crowd]) -> Crowd:
    clock.move_to(made.now)
    return replace(made.found, desk=replace(made.found.desk, store=store))


def _mentor(chance: random.Random, number: int) -> Mentor:
    days = [
        DayPattern(
            chance.random() < 0.9,
            (
                Block(start := chance.randrange(36) * 30, start + chance.randrange(4, 40) * 30),
                Block(start + 120, start + 150, BlockKind.BREAK),
            ),
        )
        for _ in range(7)
    ]
    schedule = Schedule(
        chance.choice(ZONES),
        chance.choice((None, WeeklyPattern(tuple(days)), WeeklyPattern(tuple(days)))),
        default_duration=chance.choice((None, 60, 45)),
        buffer_minutes=chance.choice((None, 10, 45)),
        min_notice_minutes=chance.choice((None, 0, 600)),
        max_days_ahead=chance.choice((None, 2)),
        max_sessions_per_week=chance.choice((None, None, 3, 30)),
    )
    person = a_person(f"Mentor {number:02}", roles=frozenset({Role.MENTOR}))
    return Mentor(person, schedule, tags=("even",) if number % 2 == 0 else ("odd",), accepting=number != 5)


def _exception(chance: random.Random) -> AvailabilityException:
    first = date(2026, 3, 26) + timedelta(days=chance.randrange(5))
    kind = chance.choice((BlockKind.AVAILABLE, BlockKind.BLOCKED))
    hours = chance.choice(((None, None), (chance.randrange(20) * 60, 24 * 60)))
    return AvailabilityException(
        chance.getrandbits(60), first, first + timedelta(days=chance.randrange(2)), kind, *hours
    )


def accepted(crowd: Crowd, start: datetime) -> set[int]:
    """Whom the mentee could really hold then; nothing is kept."""
    held: set[int] = set()
    for mentor in crowd.mentors:
        try:
            hold = booking.hold_time(crowd.desk, crowd.mentee, mentor.id, start)
        except Refusal:
            continue
        held.add(mentor.id)
        booking.leave(crowd.desk, crowd.mentee, hold.hold.id)
    return held


def listed(crowd: Crowd, start: datetime, wanted: Wanted = EVERYBODY) -> list[int]:
    found = picking.free_at(crowd.desk, crowd.mentee, start, limit=100, wanted=wanted)
    assert found.total == len(found.entries)
    return [entry.mentor.id for entry in found.entries]


@pytest.mark.spec("SLT-4", "SLT-2", "BOK-1")
@pytest.mark.parametrize(
    "minutes", [-1430, -600, -45, 0, 30, 90, 8 * 60, 8 * 60 + 30, 20 * 60, 24 * 60 + 15]
)
def test_those_listed_as_free_at_a_time_are_those_who_can_be_held_then(crowd: Crowd, minutes: int) -> None:
    start = CHANGE + minutes * MINUTE
    assert set(listed(crowd, start)) == accepted(crowd, start)


@pytest.mark.spec("SLT-4", "BOK-1")
def test_some_are_free_and_some_are_not(crowd: Crowd) -> None:
    free = listed(crowd, CHANGE + 12 * HOUR)
    assert 3 < len(free) < len(crowd.mentors) - 3
    assert crowd.mentors[5].id not in free, "who accepts nobody is not offered"
    even = {mentor.id for mentor in crowd.mentors if "even" in mentor.tags}
    assert listed(crowd, CHANGE + 12 * HOUR, Wanted(tags=("even",))) == [
        each for each in free if each in even
    ]


@pytest.mark.spec("BOK-4", "SLT-2")
def test_what_the_asker_holds_themselves_is_free_for_them_and_for_nobody_else(crowd: Crowd) -> None:
    start = CHANGE + 12 * HOUR
    first = listed(crowd, start)[0]
    other = a_person("Ben", zone="UTC", plan=Plan.INDIVIDUAL)
    with crowd.desk.store.write() as tx:
        tx.people.add(other)
    booking.hold_time(crowd.desk, crowd.mentee, first, start)
    assert first in listed(crowd, start)
    assert first not in listed(replace(crowd, mentee=other), start)


def all_pages(crowd: Crowd, *, soonest: bool = False) -> list[picking.MentorEntry]:
    entries: list[picking.MentorEntry] = []
    for page in range(9):
        shown = picking.mentors(crowd.desk, crowd.mentee, EVERYBODY, page, soonest=soonest)
        entries += shown.entries
        if not shown.more:
            return entries
    raise AssertionError("there is no last page")


@pytest.mark.spec("BOK-1", "SLT-4")
def test_each_next_free_start_in_the_list_can_be_held_and_nothing_earlier_can(crowd: Crowd) -> None:
    for entry in all_pages(crowd):
        week = booking.times(crowd.desk, crowd.mentee, entry.mentor.id, None, None)
        assert min((slot for day in week.dates.days for slot in day.slots), default=None) == entry.next_free
        if entry.next_free is not None:
            hold = booking.hold_time(crowd.desk, crowd.mentee, entry.mentor.id, entry.next_free)
            booking.leave(crowd.desk, crowd.mentee, hold.hold.id)


@pytest.mark.spec("BOK-1")
def test_soonest_first_is_the_order_of_the_next_free_starts(crowd: Crowd) -> None:
    by_name = all_pages(crowd)
    assert len(by_name) == len(crowd.mentors) - 1
    soonest = all_pages(crowd, soonest=True)
    starts = {entry.mentor.id: entry.next_free for entry in by_name if entry.next_free is not None}
    assert {entry.mentor.id: entry.next_free for entry in soonest} == starts
    assert [entry.next_free for entry in soonest] == sorted(starts.values())


@pytest.mark.spec("BOK-1")
def test_pages_have_a_place_a_total_and_an_end(crowd: Crowd) -> None:
    first = picking.mentors(crowd.desk, crowd.mentee, EVERYBODY)
    assert (first.first, len(first.entries), first.more, first.total) == (0, 6, True, 44)
    last = picking.mentors(crowd.desk, crowd.mentee, EVERYBODY, 7)
    assert (last.first, len(last.entries), last.more) == (42, 2, False)
    assert picking.mentors(crowd.desk, crowd.mentee, EVERYBODY, 999) == last
    soonest = picking.mentors(crowd.desk, crowd.mentee, EVERYBODY, 999, soonest=True)
    assert soonest == picking.mentors(crowd.desk, crowd.mentee, EVERYBODY, soonest.page, soonest=True)
    assert not soonest.more
    nobody = picking.mentors(crowd.desk, crowd.mentee, Wanted("nobody"), 3, soonest=True)
    assert (nobody.entries, nobody.page, nobody.more, nobody.total) == ((), 0, False, 0)
    free = picking.free_at(crowd.desk, crowd.mentee, CHANGE + 12 * HOUR, limit=2, page=999)
    assert free.first == (free.total - 1) // 2 * 2
    assert not free.more


@pytest.mark.spec("BOK-1", "BOK-3")
def test_nobody_is_offered_to_themselves(crowd: Crowd) -> None:
    mentor = replace(crowd.mentors[0].person, zone="UTC", plan=Plan.COUNCIL)
    start = CHANGE + 12 * HOUR
    assert picking.mentors(crowd.desk, mentor, EVERYBODY).total == 43
    assert mentor.id not in [
        e.mentor.id for e in picking.free_at(crowd.desk, mentor, start, limit=99).entries
    ]


@pytest.mark.spec("SLT-4", "BOK-3")
@pytest.mark.parametrize(
    ("at", "why"),
    [
        (-60 * HOUR, Reason.PAST),
        (8 * HOUR, Reason.OWN_SESSION),
        (8 * HOUR + 13 * MINUTE, Reason.OWN_SESSION),
        (12 * HOUR + 13 * MINUTE, Reason.OFF_GRID),
        (300 * DAY, Reason.HORIZON),
    ],
)
def test_when_nobody_is_free_the_nearest_reason_is_told(crowd: Crowd, at: timedelta, why: Reason) -> None:
    found = picking.free_at(crowd.desk, crowd.mentee, CHANGE + at)
    assert (found.entries, found.total, found.why) == ((), 0, why)


@pytest.mark.spec("BOK-2", "BOK-3")
def test_what_stands_against_booking_anybody_is_said_at_once(crowd: Crowd) -> None:
    start = CHANGE + 12 * HOUR
    for changes, refusal in (
        ({"zone": None}, ZoneMissing),
        ({"plan": Plan.NONE}, PlanDoesNotBook),
        ({"suspended": True}, Suspended),
    ):
        with pytest.raises(refusal):
            picking.free_at(crowd.desk, replace(crowd.mentee, **changes), start)
    with crowd.desk.store.write() as tx:
        tx.set_policies(Policies(monthly_sessions=dict.fromkeys(Plan, 0)))
    with pytest.raises(MonthUsedUp):
        picking.free_at(crowd.desk, crowd.mentee, start)


@pytest.mark.spec("BOK-1")
def test_topics_are_those_most_mentors_have_in_their_commonest_spelling(crowd: Crowd) -> None:
    with crowd.desk.store.write() as tx:
        for place, spelling in enumerate(("Rust", "rust", "Rust", "!!!", "Go")):
            tx.mentors.save(replace(crowd.mentors[place], tags=(spelling,)))
    assert picking.topics(crowd.desk, 3) == ("even", "odd", "Rust")


@pytest.mark.spec("BOK-1")
def test_a_mistyped_name_is_found_among_all(crowd: Crowd) -> None:
    with crowd.desk.store.write() as tx:
        tx.people.save(replace(crowd.mentors[44].person, name="Łukasz Żółć"))
    assert picking.near_mentors(crowd.desk, "Wilhelmine") == ()
    assert picking.near_mentors(crowd.desk, "Lukash") == ("Łukasz Żółć",)
    mentor = picking.mentor_called(crowd.desk, "@lukasz")
    assert mentor is not None
    assert mentor.id == crowd.mentors[44].id


@pytest.mark.spec("BOK-5")
@pytest.mark.parametrize("others", [0, MANY])
def test_claims_of_many_people_are_those_of_few(crowd: Crowd, others: int) -> None:
    mentor, mentee = crowd.mentors[2].id, crowd.mentee.id
    hold = a_hold(crowd.mentors[5].id, mentee, CHANGE + 40 * HOUR)
    with crowd.desk.store.write() as tx:
        tx.claims.take([a_claim(crowd.mentors[5].id, hold.starts_at, expires_at=tx.now)])
        tx.claims.take([a_claim(crowd.mentors[1].id, CHANGE + 6 * DAY, 36 * 60)])
    with crowd.desk.store.read() as tx:
        everything = tx.claims.of([mentor, mentee], MORNING, MORNING + 90 * DAY, tx.now)
        asked = [mentor, mentee, *(each.id for each in crowd.mentors[:2]), *range(others)]
        around = (CHANGE + 6 * DAY + 35 * HOUR, CHANGE + 6 * DAY + 36 * HOUR)
        assert len(everything) == 13
        assert [
            c
            for c in tx.claims.of(asked, MORNING, MORNING + 90 * DAY, tx.now)
            if c.person in (mentor, mentee)
        ] == everything
        assert [claim.person for claim in tx.claims.of(asked, *around, tx.now)] == [crowd.mentors[1].id]
        expired = [crowd.mentors[5].id, *range(others)]
        assert hold.starts_at not in [
            c.starts_at for c in tx.claims.of(expired, MORNING, MORNING + 90 * DAY, tx.now)
        ]
