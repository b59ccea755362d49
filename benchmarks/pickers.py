"""How long it takes to choose among 50, 500 and 5,000 mentors, next to asking one mentor after the other.

The mentors live in ten zones, each with hours of their own and 30 bookings in the next weeks; every fifth has an
exception, every third a weekly maximum, every tenth a calendar. All answers come from the database.
"""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TypeVar

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from benchmarks.table import Row
from core.availability import AvailabilityException, Block, BlockKind, DayPattern, Schedule, WeeklyPattern
from core.calendars import CalendarKind, CalendarLink
from core.clock import Clock
from core.desk import Desk
from core.ids import new_id
from core.mentors import EVERYBODY, Mentor, Wanted
from core.people import Address, Person, Plan, Role
from core.ports.claims import Claim
from core.ports.store import Transaction
from core.sessions import Session, Topic
from core.usecases import picking
from core.usecases.diaries import diaries_of, diary_of, next_free
from core.usecases.matching import Ranked, free_then
from core.usecases.replacing import SHORTLIST
from gateways.jitsi import JitsiRooms
from storage.store import SqlStore, open_store
from tests.postgres import shared_server

SIZES = (50, 500, 5000)
ROUNDS = 15
LISTED = 20
AIM = 100.0
NOW = datetime(2026, 3, 3, 9, 3, tzinfo=UTC)  # a Tuesday
ASKED = datetime(2026, 3, 4, 15, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)
Result = TypeVar("Result")
ZONES = (
    "Europe/London", "Europe/Berlin", "Africa/Nairobi", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Tokyo",
    "Australia/Sydney", "America/Sao_Paulo", "America/New_York", "America/Los_Angeles",
)  # fmt: skip
NAMES = ("Ada", "Bea", "Chidi", "Dora", "Emre", "Fatima", "Göran", "Hana", "Ivo", "José", "Kavya", "Łukasz")
SURNAMES = ("Lima", "Okafor", "Müller", "Chen", "Novák", "Rossi", "Haddad", "Ito", "Patel", "Sørensen")
TAGS = (
    "python",
    "rust",
    "data",
    "career",
    "leadership",
    "design",
    "machine learning",
    "writing",
    "sales",
    "law",
)


def rows() -> Iterator[Row]:
    """Who is free, who is free next, a page of a search; on both databases, as the programme grows."""
    with TemporaryDirectory(prefix="parley-bench-") as folder:
        for size in SIZES:
            yield from _measured(
                f"SQLite, {size} mentors", f"sqlite:///{Path(folder) / f'{size}.db'}", size
            )
        with shared_server(Path(folder) / "postgresql") as server:
            for size in SIZES:
                yield from _measured(f"PostgreSQL, {size} mentors", _database(server.url(), size), size)


def _database(server: str, size: int) -> str:
    name = f"bench_pickers_{size}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def _measured(where: str, url: str, size: int) -> Iterator[Row]:
    with _crowd(where, url, size) as (desk, mentee):
        began = perf_counter()
        picking.free_at(desk, mentee, ASKED)
        first = (perf_counter() - began) * 1000
        yield Row(f"who is free at a time, first asked since the start, {where}", f"{first:.0f} ms")
        free = picking.free_at(desk, mentee, ASKED, limit=size)
        one_by_one, others = _timed(lambda: _asked_one_by_one(desk, mentee), 1)
        assert sorted(entry.mentor.id for entry in free.entries) == sorted(others)
        yield _row(
            f"who is free at a time, {where}",
            _timed(lambda: picking.free_at(desk, mentee, ASKED), ROUNDS)[0],
            one_by_one,
        )
        taken, starts = _timed(lambda: _next_free_of_listed(desk, mentee), ROUNDS)
        one_by_one, alone = _timed(lambda: _next_free_one_by_one(desk, mentee), 3)
        assert starts == alone
        yield _row(f"next free of {LISTED} listed, {where}", taken, one_by_one)
        page = lambda: picking.mentors(desk, mentee, Wanted("ru lu"), 0)  # noqa: E731
        yield _row(f"page of a search, {where}", _timed(page, ROUNDS)[0])
        last = lambda: picking.mentors(desk, mentee, EVERYBODY, size // picking.PAGE)  # noqa: E731
        yield _row(f"last page of all, {where}", _timed(last, ROUNDS)[0])
        replacement = lambda: _best_instead(desk, mentee)  # noqa: E731
        yield _row(f"another mentor for a session, {where}", _timed(replacement, ROUNDS)[0])
        soonest = lambda: picking.mentors(desk, mentee, EVERYBODY, soonest=True)  # noqa: E731
        yield _row(f"page, soonest free first, {where}", _timed(soonest, ROUNDS)[0])


def _row(what: str, taken: float, one_by_one: float | None = None) -> Row:
    beside = "" if one_by_one is None else f"one by one: {one_by_one:.0f} ms"
    ratio = "" if one_by_one is None else f"{taken / one_by_one:.2f}"
    return Row(what, f"{taken:.1f} ms", beside, ratio, f"< {AIM:.0f} ms", taken < AIM)


def _timed(work: Callable[[], Result], rounds: int) -> tuple[float, Result]:
    """The median in milliseconds, and a result."""
    result = work()
    times: list[float] = []
    for _ in range(rounds):
        began = perf_counter()
        work()
        times.append(perf_counter() - began)
    return median(times) * 1000, result


def _asked_one_by_one(desk: Desk, mentee: Person) -> list[int]:
    with desk.store.read() as tx:
        policies = tx.policies()
        free: list[int] = []
        for number, _ in tx.mentors.schedules(EVERYBODY):
            mentor = tx.mentors.get(number)
            assert mentor is not None
            if diary_of(tx, mentor, mentee, policies).judge(ASKED) is None:
                free.append(number)
        return free


def _best_instead(desk: Desk, mentee: Person) -> Ranked:
    """Who could take on a session of the first mentor's at the time that was asked about."""
    with desk.store.read() as tx:
        left = tx.mentors.search(EVERYBODY, 1)[0]
        month, url = ASKED.date().replace(day=1).isoformat(), "https://meet.example.org/1"
        session = Session(1, left.id, mentee.id, ASKED, 30, 0, month, NOW, Topic("Talk"), url)
        return free_then(tx, session, SHORTLIST)


def _next_free_of_listed(desk: Desk, mentee: Person) -> list[datetime | None]:
    with desk.store.read() as tx:
        listed = tx.mentors.search(EVERYBODY, LISTED)
        return [next_free(diary) for diary in diaries_of(tx, listed, mentee, tx.policies()).values()]


def _next_free_one_by_one(desk: Desk, mentee: Person) -> list[datetime | None]:
    with desk.store.read() as tx:
        listed = [tx.mentors.get(mentor.id) for mentor in tx.mentors.search(EVERYBODY, LISTED)]
        return [next_free(diary_of(tx, each, mentee, tx.policies())) for each in listed if each is not None]


@contextmanager
def _crowd(where: str, url: str, size: int) -> Iterator[tuple[Desk, Person]]:
    """A programme with so many mentors, and a mentee who looks for one."""
    clock = Clock()
    clock.move_to(NOW)
    store = open_store(url, clock)
    try:
        mentee = _filled(store, where, size)
        yield Desk(store, JitsiRooms("https://meet.example.org")), mentee
    finally:
        store.close()


def _filled(store: SqlStore, where: str, size: int) -> Person:
    chance = random.Random(where)  # others on each database: their rules are not compiled yet
    mentee = Person(new_id(NOW), "Mia", NOW, zone="Europe/Paris", plan=Plan.INDIVIDUAL)
    with store.write() as tx:
        tx.people.add(mentee)
        for number in range(size):
            mentor = _mentor(chance, number)
            tx.people.add(mentor.person)
            tx.people.set_handle(mentor.person.addresses[0], f"mentor_{number}")
            tx.mentors.save(mentor)
            _fill(tx, mentor, chance, number)
    with store.engines.writer.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.exec_driver_sql("ANALYZE")
    return mentee


def _mentor(chance: random.Random, number: int) -> Mentor:
    days: list[DayPattern] = []
    for weekday in range(7):
        start = chance.randrange(12, 24) * 30
        end = start + chance.randrange(6, 18) * 30
        pause = Block((start + end) // 2, (start + end) // 2 + 60, BlockKind.BREAK)
        blocks = (Block(start, end), pause) if chance.random() < 0.5 else (Block(start, end),)
        days.append(DayPattern(weekday < 5 or chance.random() < 0.2, blocks))
    person = Person(
        new_id(NOW),
        f"{chance.choice(NAMES)} {chance.choice(SURNAMES)}",
        NOW,
        zone=(zone := chance.choice(ZONES)),
        roles=frozenset({Role.MENTOR}),
        addresses=(Address("slack", "T1", f"U{number}"),),
    )
    schedule = Schedule(
        zone,
        WeeklyPattern(tuple(days)),
        buffer_minutes=chance.choice((None, 10, 15)),
        max_sessions_per_week=chance.choice((None, None, 10)),
        max_days_ahead=chance.choice((None, 30, 90)),
    )
    tags = tuple(chance.sample(TAGS, 3))
    return Mentor(
        person, schedule, f"Ten years of {tags[0]}", "", tags, rate=chance.choice((0, 5000, 9900))
    )


def _fill(tx: Transaction, mentor: Mentor, chance: random.Random, number: int) -> None:
    first = NOW.replace(hour=0, minute=0)
    slots = chance.sample(range(40 * 48), 30)
    taken = [first + slot * HALF_HOUR for slot in slots if (slot + 1) not in slots]
    buffer = mentor.schedule.buffer_minutes or 0
    ends = timedelta(minutes=30 + buffer)
    tx.claims.take([Claim(mentor.id, start, start + ends, new_id(NOW), None, buffer) for start in taken])
    if number % 5 == 0:
        day = (NOW + timedelta(days=chance.randrange(20))).date()
        kind = chance.choice((BlockKind.BLOCKED, BlockKind.AVAILABLE))
        away = AvailabilityException(new_id(NOW), day, day + timedelta(days=2), kind, 9 * 60, 17 * 60)
        tx.mentors.add_exception(mentor.id, away)
    if number % 10 == 0:
        zone, due = mentor.schedule.zone, NOW + timedelta(days=1)
        url = f"https://calendars.example.org/{number}"
        link = CalendarLink(new_id(NOW), mentor.id, CalendarKind.FEED, url, zone, NOW, NOW, NOW, due)
        tx.calendars.put(link)
        tx.calendars.replace_busy(
            link, [(start + HALF_HOUR, start + 2 * HALF_HOUR) for start in sorted(taken)[::2]]
        )
