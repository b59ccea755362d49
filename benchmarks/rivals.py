"""64 callers who want the same times of one mentor, on a PostgreSQL that syncs what is committed.

As in the bot, the store has eight threads. Each round is about four other times: who gets one books it. All ask at the
same instant, then in other rounds spread over a second. Deadlocks are those that the server has counted.
"""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from statistics import median
from time import perf_counter

import psycopg

from benchmarks.programme import LENGTH, OPEN, characters, found
from benchmarks.table import Row, percentile
from bot.service import POSTGRESQL_THREADS
from core.clock import Clock
from core.desk import Desk
from core.errors.booking import TimeNotFree
from core.mentors import Mentor
from core.people import Person, Plan
from core.policies import Policies
from core.usecases.booking import book, hold_time
from gateways.jitsi import JitsiRooms
from storage.executor import Executor
from storage.store import open_store
from tests.postgres import durable_server

CALLERS, TIMES = 64, 4
ROUNDS = 160
"""Of each kind: more than 10,000 tries."""
P99_AIM = 100
_DEADLOCKS = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"


def rows() -> Iterator[Row]:
    """How long a caller waits, and whether any were in each other's way for good."""
    with durable_server() as server:
        programme = found(server.url(), "slack", characters(CALLERS))
        store, executor = open_store(server.url(), Clock()), Executor(POSTGRESQL_THREADS)
        desk, mentor = Desk(store, JitsiRooms("https://meet.example.org")), programme.mentors[0]
        with store.write() as tx:
            tx.set_policies(Policies(monthly_sessions=dict.fromkeys(Plan)))
            tx.mentors.save(Mentor(mentor, replace(OPEN, max_days_ahead=60)))
        try:
            for place, (how, over) in enumerate((("over a second", 1.0), ("at the same instant", 0.0))):
                taken = asyncio.run(_race(desk, executor, mentor.id, programme.mentees, place, over))
                p99 = percentile(taken, 99)
                what = f"{CALLERS} callers for {TIMES} times of a mentor, {how}"
                yield Row(f"{what}, p50", f"{median(taken):.0f} ms")
                yield Row(f"{what}, p99", f"{p99:.0f} ms", aim=f"< {P99_AIM} ms", met=p99 < P99_AIM)
        finally:
            executor.close()
            store.close()
        with psycopg.connect(server.url()) as connection:
            (deadlocks,) = connection.execute(_DEADLOCKS).fetchone() or (0,)
        tries = 2 * ROUNDS * CALLERS
        yield Row(f"deadlocks in {tries:,} tries", f"{deadlocks}", aim="0", met=deadlocks == 0)


async def _race(
    desk: Desk, executor: Executor, mentor: int, mentees: Sequence[Person], kind: int, over: float
) -> list[float]:
    """Milliseconds of each caller, from asking until the time is booked or others are offered."""
    first = datetime.combine(desk.now().date() + timedelta(days=3), time(), UTC)

    def ask(who: Person, start: datetime) -> None:
        try:
            held = hold_time(desk, who, mentor, start)
        except TimeNotFree:
            return
        book(desk, who, held.hold.id)

    async def one(place: int, who: Person, round_: int) -> float:
        await asyncio.sleep(over * place / CALLERS)
        nth = (kind * ROUNDS + round_) * TIMES + place % TIMES
        began = perf_counter()
        await executor.run(ask, who, first + nth * LENGTH)
        return (perf_counter() - began) * 1000

    taken: list[float] = []
    for round_ in range(ROUNDS):
        taken += await asyncio.gather(*(one(place, who, round_) for place, who in enumerate(mentees)))
    return taken
