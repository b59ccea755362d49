"""64 callers for the same 20 times: one wins each, and the others are offered fresh ones."""

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from sqlalchemy import create_engine, delete, func, select

from core.clock import Clock
from core.desk import Desk
from core.usecases import booking
from gateways.jitsi import JitsiRooms
from storage.check import SqlCheck
from storage.engines import Engines
from storage.store import SqlStore, open_store
from storage.tables import claims, holds
from tests.faults.nursery import Nursery
from tests.faults.racing import HELD, Field, Race, Try
from tests.faults.seeds import HOUR, cast_of, on_the_half_hour, settle_in
from tests.storage.samples import at_once, without_guard

ROUNDS = int(os.environ.get("PARLEY_RACE_ROUNDS", "16"))
UNGUARDED_ROUNDS = 8
CHECKED = 20
CALLERS = 64
SLOTS = 20
PROCESSES = 2
FIELDS = 8
"""Rounds at once: a mentor's callers wait for each other."""


Runner = Callable[[int], list[list[Try]]]
"""Plays a round in each field, beginning with this number."""


def slots_from(now: datetime) -> list[datetime]:
    first = on_the_half_hour(now + timedelta(days=2))
    return [first + number * HOUR for number in range(SLOTS)]


def verdict(tries: Sequence[Try]) -> list[str]:
    """What is wrong with a round."""
    winners = Counter(each.slot for each in tries if each.outcome == HELD)
    wrong = [f"slot {slot} was won {winners[slot]} times" for slot in range(SLOTS) if winners[slot] != 1]
    lost = [each.outcome for each in tries if each.outcome != HELD]
    return wrong + [f"a loser was left with {left}" for left in lost if left == 0 or isinstance(left, str)]


def race(store: SqlStore, run: Runner, rounds: int, fields: int = 1) -> list[str]:
    """Rounds, one in each field at once, until something goes wrong; the checker looks now and then."""
    checked = 0
    for number in range(0, rounds, fields):
        with store.engines.writer.begin() as connection:
            connection.execute(delete(claims))
            connection.execute(delete(holds))
        wrong = [wrong for tries in run(number) for wrong in verdict(tries)]
        with store.work(read_only=True) as work:
            count = work.connection.execute(select(func.count()).select_from(claims)).scalar_one()
        if count != 2 * SLOTS * fields:
            wrong.append(f"{count} claims for {SLOTS * fields} holds")
        if number >= checked:
            checked += CHECKED
            wrong += [str(violation) for violation in SqlCheck(store).violations(HOUR)]
        if wrong:
            return [f"in round {number}:", *wrong]
    return []


def fields_of(store: SqlStore, count: int) -> list[Field]:
    """Mentors who are strangers to each other, with their callers."""
    people = settle_in(store, cast_of(CALLERS * count))
    callers = [person.id for key, person in people.items() if key.startswith("mentee")]
    return [
        Field(people[f"mentor{number}"].id, callers[number * CALLERS : (number + 1) * CALLERS])
        for number in range(count)
    ]


@contextmanager
def in_one_process(store: SqlStore) -> Iterator[Runner]:
    slots = slots_from(store.clock.now())
    one = Race(store, fields_of(store, 1), CALLERS)
    yield lambda number: one.run(number, slots)
    one.close()


@contextmanager
def in_processes(nursery: Nursery, store: SqlStore, url: str, *without: str) -> Iterator[Runner]:
    """The callers in equal parts in processes of their own, which start the rounds together."""
    fields = fields_of(store, FIELDS)
    share = CALLERS // PROCESSES
    racers = []
    for first in range(0, CALLERS, share):
        born = nursery.fork("racers", os.environ, sys.__stderr__.buffer)
        os.close(born.life)
        racer = (os.fdopen(born.stdin, "w"), os.fdopen(born.stdout))
        told = {
            "url": url,
            "fields": [(field.mentor, field.callers[first : first + share]) for field in fields],
            "first": first,
            "slots": [slot.isoformat() for slot in slots_from(Clock().now())],
            "without": without,
        }
        racer[0].write(json.dumps(told) + "\n")
        racers.append(racer)

    def run(number: int) -> list[list[Try]]:
        for telling, _ in racers:
            telling.write(f"{number}\n")
            telling.flush()
        parts = [json.loads(answering.readline()) for _, answering in racers]
        return [[Try(*each) for part in parts for each in part[field]] for field in range(FIELDS)]

    try:
        yield run
    finally:
        for telling, answering in racers:
            telling.close()
            assert answering.read() == ""  # it has ended
            answering.close()


@pytest.mark.spec("BOK-4", "BOK-5", "SLT-5")
def test_in_two_processes_on_postgresql_one_wins_each_time_and_the_others_get_fresh_ones(
    nursery: Nursery, postgresql_url: str
) -> None:
    store = open_store(postgresql_url, Clock())
    with in_processes(nursery, store, postgresql_url) as run:
        assert race(store, run, ROUNDS, FIELDS) == []
    store.close()


@pytest.mark.spec("BOK-4", "BOK-5", "SLT-5")
def test_in_one_process_on_sqlite_one_wins_each_time_and_the_others_get_fresh_ones(sqlite_url: str) -> None:
    store = open_store(sqlite_url, Clock())
    with in_one_process(store) as run:
        assert race(store, run, ROUNDS) == []
    store.close()


@pytest.mark.spec("BOK-5")
def test_the_databases_guard_alone_is_enough_and_its_losers_get_fresh_times_too(
    nursery: Nursery, postgresql_url: str
) -> None:
    store = open_store(postgresql_url, Clock())
    with in_processes(nursery, store, postgresql_url, "row locks") as run:
        assert race(store, run, UNGUARDED_ROUNDS, FIELDS) == []
    store.close()


@pytest.mark.spec("BOK-5")
def test_without_guard_and_locks_the_race_on_postgresql_goes_wrong(
    nursery: Nursery, postgresql_url: str
) -> None:
    store = open_store(postgresql_url, Clock())
    without_guard(store)
    with in_processes(nursery, store, postgresql_url, "row locks") as run:
        assert "times" in " ".join(race(store, run, UNGUARDED_ROUNDS, FIELDS))
    store.close()


@pytest.mark.spec("BOK-5")
def test_without_guard_and_transactions_the_race_on_sqlite_goes_wrong(sqlite_url: str) -> None:
    guarded = open_store(sqlite_url, Clock())
    without_guard(guarded)
    # The driver's autocommit: what is read and what is written are not one transaction.
    writer = create_engine(
        sqlite_url,
        pool_size=CALLERS,
        connect_args={"isolation_level": None, "check_same_thread": False, "timeout": 30},
    )
    store = SqlStore(Engines(writer, guarded.engines.reader), Clock())
    with in_one_process(store) as run:
        wrong = race(store, run, UNGUARDED_ROUNDS)
    assert wrong, "a time is won twice, or stays taken for whoever lost it"
    writer.dispose()
    guarded.close()


@pytest.mark.spec("BOK-6")
def test_of_two_devices_that_confirm_at_once_the_second_hears_that_it_is_booked(store: SqlStore) -> None:
    people = settle_in(store, cast_of(1))
    desk = Desk(store, JitsiRooms("https://rooms.example"))
    mentee, mentor = people["mentee0"], people["mentor0"]
    for number, start in enumerate(slots_from(store.clock.now())[:3]):
        hold = booking.hold_time(desk, mentee, mentor.id, start).hold
        confirm: Callable[[int], bool] = lambda _, at=hold.id: booking.book(desk, mentee, at).again  # noqa: E731
        assert sorted(at_once(2, confirm)) == [False, True], f"round {number}"


@pytest.mark.spec("BOK-4", "SAF-4")
def test_who_takes_fifty_times_holds_the_last_one_and_stands_in_nobodys_way(store: SqlStore) -> None:
    people = settle_in(store, cast_of(2))
    desk = Desk(store, JitsiRooms("https://rooms.example"))
    slots = slots_from(store.clock.now())
    for number in range(50):
        last = booking.hold_time(desk, people["mentee0"], people["mentor0"].id, slots[number % SLOTS])
    others = [slot for slot in slots if slot != last.hold.starts_at]
    booking.hold_time(desk, people["mentee1"], people["mentor0"].id, others[0])
    with store.work(read_only=True) as work:
        assert len(work.connection.execute(select(holds)).all()) == 2
        assert len(work.connection.execute(select(claims)).all()) == 4
