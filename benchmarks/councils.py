"""How long councils take: times that five mentors have in common, a decision, a sweep of deadlines.

The mentors live in five zones, each with 30 sessions in the next weeks. The sweep is over 1,000 open councils, of five
mentors each, most of whom have answered, and three who have registered. A tenth is due; then all are at once, as after
days in which the bot did not run; the figure is processor time, the server's included. Each council that is confirmed
claims the time of eight people and writes some forty notices.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from benchmarks.spent import Spent
from benchmarks.table import Row
from core.availability import Block, DayPattern, Schedule, WeeklyPattern
from core.clock import Clock
from core.councils import Council, CouncilStatus, Place, PollAnswer, ProposedTime, Seat, Vote
from core.decisions import decide
from core.desk import Desk
from core.ids import new_id
from core.mentors import Mentor
from core.people import Address, Person, Plan, Role
from core.ports.claims import Claim
from core.usecases.councils import mine
from core.usecases.councils.rounds import close_polls
from gateways.jitsi import JitsiRooms
from storage.store import SqlStore, open_store
from tests.postgres import shared_server

COUNCILS, DUE, MENTORS, MENTEES, ROUNDS = 1000, 100, 250, 100, 15
COMMON_AIM_MS, DECISION_AIM_MS, SWEEP_AIM_S = 20.0, 1.0, 2.0
ZONES = ("Europe/Berlin", "Europe/London", "Africa/Nairobi", "Asia/Kolkata", "America/Sao_Paulo")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
_DAYTIME = WeeklyPattern((DayPattern(True, (Block(8 * 60, 20 * 60),)),) * 7)
_numbers = count()


def rows() -> Iterator[Row]:
    """Common times and the sweep on both databases; the decision needs none."""
    yield _decision()
    with TemporaryDirectory(prefix="parley-bench-") as folder:
        yield from _measured("SQLite", f"sqlite:///{Path(folder) / 'councils.db'}")
        with shared_server(Path(folder) / "postgresql") as server:
            yield from _measured("PostgreSQL", _database(server.url()))


def _database(server: str) -> str:
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE DATABASE bench_councils"))
    return make_url(server).set(database="bench_councils").render_as_string(hide_password=False)


def _decision() -> Row:
    council = _council(1, 1, list(range(1, 6)), Clock().now(), Random(7))
    figure = _median_ms(lambda: decide(council), 500)
    return Row(
        "decision of a council (5 mentors, 3 times)",
        f"{figure * 1000:.0f} µs",
        aim=f"< {DECISION_AIM_MS:.0f} ms",
        met=figure < DECISION_AIM_MS,
    )


def _measured(database: str, url: str) -> Iterator[Row]:
    store = open_store(url, Clock())
    try:
        people = _settled(store)
        desk = Desk(store, JitsiRooms("https://rooms.example"))
        mentors = [person.id for person in people[:5]]
        asker = people[MENTORS]
        found = mine.look(desk, asker, mentors)
        assert found.common
        figure = _median_ms(lambda: mine.look(desk, asker, mentors), ROUNDS)
        yield Row(
            f"{database}: common free times of 5 mentors, 14 days ({len(found.common)} times)",
            f"{figure:.1f} ms",
            aim=f"< {COMMON_AIM_MS:.0f} ms",
            met=figure < COMMON_AIM_MS,
        )
        _call(store, people, COUNCILS)
        yield _sweep(database, store, desk, DUE)
        _call(store, people, DUE)
        store.clock.move(DAY)
        yield _sweep(database, store, desk, COUNCILS)
    finally:
        store.close()


def _settled(store: SqlStore) -> list[Person]:
    """Mentors with their sessions, then mentees."""
    chance = Random(3)
    people: list[Person] = []
    with store.write() as tx:
        midnight = tx.now.replace(hour=0, minute=0, second=0, microsecond=0)
        for number in range(MENTORS + MENTEES):
            is_mentor = number < MENTORS
            person = Person(
                new_id(tx.now),
                f"Person {number}",
                tx.now,
                zone=ZONES[number % 5],
                plan=Plan.NONE if is_mentor else Plan.COUNCIL,
                roles=frozenset({Role.MENTOR if is_mentor else Role.MENTEE}),
                addresses=(Address("slack", "T1", f"U{number}"),),
            )
            people.append(person)
            tx.people.add(person)
            if is_mentor:
                schedule = Schedule(person.clock_zone, _DAYTIME, buffer_minutes=10)
                tx.mentors.save(Mentor(person, schedule, tags=("go",)))
                starts = [midnight + day * DAY + chance.randrange(8, 18) * HOUR for day in range(30)]
                tx.claims.take(
                    [Claim(person.id, start, start + HOUR / 2, next(_numbers)) for start in starts]
                )
    return people


def _call(store: SqlStore, people: list[Person], how_many: int) -> None:
    """Call so many councils; the first are due now, the others in an hour."""
    chance = Random(11)
    mentors, mentees = [p.id for p in people[:MENTORS]], [p.id for p in people[MENTORS:]]
    with store.write() as tx:
        for number in range(how_many):
            council = _council(new_id(tx.now), mentees[0], chance.sample(mentors, 5), tx.now, chance)
            if number >= DUE:
                council = replace(council, deadline=tx.now + HOUR)
            tx.councils.add(council)
            tx.councils.put_votes(council.id, council.votes)
            tx.councils.put_places({council.id: [Place(who, tx.now) for who in chance.sample(mentees, 3)]})


def _council(number: int, coordinator: int, mentors: list[int], now: datetime, chance: Random) -> Council:
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    proposals = tuple(
        ProposedTime(next(_numbers) + 1, midnight + (day + 3) * DAY + chance.randrange(24) * HOUR, place)
        for place, day in enumerate(chance.sample(range(30), 3))
    )
    said = [*[PollAnswer.AVAILABLE] * 6, PollAnswer.MAYBE, PollAnswer.NO]
    votes = tuple(
        Vote(mentor, proposal.id, chance.choice(said))
        for mentor in mentors
        for proposal in proposals
        if chance.random() < 0.95
    )
    return Council(
        id=number,
        coordinator=coordinator,
        created_at=now,
        topic="Careers",
        minutes=60,
        least=3,
        most=5,
        capacity=12,
        hours=72,
        expertise=("go", "sql"),
        status=CouncilStatus.COLLECTING,
        asked_at=now - 3 * DAY,
        deadline=now - timedelta(seconds=1),
        seats=tuple(
            Seat(mentor, place, now, 1 + mentor % 5, ("go",)) for place, mentor in enumerate(mentors)
        ),
        proposals=proposals,
        votes=votes,
    )


def _sweep(database: str, store: SqlStore, desk: Desk, due: int) -> Row:
    spent = Spent(store)
    assert close_polls(desk) == due
    took = spent.milliseconds() / 1000
    which = "all" if due == COUNCILS else str(due)
    return Row(
        f"{database}: sweep over {COUNCILS:,} open councils, {which} of them due",
        f"{took:.2f} s",
        aim=f"< {SWEEP_AIM_S:.0f} s",
        met=took < SWEEP_AIM_S,
    )


def _median_ms(work: Callable[[], object], rounds: int) -> float:
    times: list[float] = []
    for _ in range(rounds):
        began = perf_counter()
        work()
        times.append(perf_counter() - began)
    return median(times) * 1e3
