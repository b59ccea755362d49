"""How soon a notice leaves: from the commit of a booking to the first byte of what its mentee is written, at Slack.

The bot is a process of its own, the simulated Slack is in ours, PostgreSQL syncs what is committed. Those who book are
a process, too: `python -m benchmarks.first_byte DATABASE FIRST COUNT RATE` prints whose booking was committed when.
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from statistics import median
from time import perf_counter, sleep

from benchmarks.programme import MENTORS, characters, found, slot
from benchmarks.simulator import CHECKOUT, Simulator
from benchmarks.table import Row, percentile
from bot.demo import SECRET_KEY
from core.clock import Clock
from core.desk import Desk
from core.people import Address
from core.usecases.booking import book, hold_time
from gateways.jitsi import JitsiRooms
from playground.cast import TEAM
from storage.store import open_store
from tests.postgres import durable_server

WARM = 20
PARTS = (("idle", 200, 5.0, 40), ("100 bookings a second", 1000, 100.0, 100))
"""What is measured: how many bookings, how many a second, and the aim in milliseconds at the 99th percentile."""
THREADS = 8
PATIENCE = 60


def rows() -> Iterator[Row]:
    """Idle, and while many book."""

    async def collected() -> list[Row]:
        return [row async for row in _rows()]

    yield from asyncio.run(collected())


async def _rows() -> AsyncIterator[Row]:
    cast = characters(WARM + sum(count for _, count, *_ in PARTS))
    with durable_server() as server:
        url = server.url()
        found(url, "slack", cast)
        keys = {"PARLEY_SECRET_KEYS": SECRET_KEY}
        async with Simulator(cast).serve() as slack, slack.bot("bot", "run", database=url, more=keys):
            await _measured(slack, url, 0, WARM, 10.0)
            first = WARM
            for what, count, rate, aim in PARTS:
                taken = await _measured(slack, url, first, count, rate)
                first += count
                p99 = percentile(taken, 99)
                yield Row(f"commit to first byte of a notice, {what}, p50", f"{median(taken):.0f} ms")
                yield Row(
                    f"commit to first byte of a notice, {what}, p99",
                    f"{p99:.0f} ms",
                    aim=f"< {aim} ms",
                    met=p99 < aim,
                )


async def _measured(slack: Simulator, url: str, first: int, count: int, rate: float) -> list[float]:
    """Milliseconds, one for each booking."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.first_byte", url, str(first), str(count), str(rate),
        cwd=CHECKOUT, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    told, _ = await process.communicate()
    committed = dict(line.split() for line in told.decode().splitlines())
    assert len(committed) == count, "all were booked"
    async with asyncio.timeout(PATIENCE):
        while not committed.keys() <= slack.opened.keys():  # noqa: ASYNC110 (it waits for nothing)
            await asyncio.sleep(0.05)
    return [(slack.opened[account] - float(at)) * 1000 for account, at in committed.items()]


def main(url: str, first: int, count: int, rate: float) -> None:
    """Book at this rate, whether or not the one before is done."""
    store = open_store(url, Clock(), exclusive=False)
    desk = Desk(store, JitsiRooms("https://meet.example.org"))
    accounts = [f"U1{MENTORS + number}" for number in range(first, first + count)]
    with store.read() as tx:
        mentors = [tx.people.find(Address("slack", TEAM, f"U1{number}")) for number in range(MENTORS)]
        mentees = [tx.people.find(Address("slack", TEAM, account)) for account in accounts]

    def one(place: int) -> str:
        which, start = slot(first + place)
        mentor, mentee = mentors[which], mentees[place]
        assert mentor is not None
        assert mentee is not None
        book(desk, mentee, hold_time(desk, mentee, mentor.id, start).hold.id)
        return f"{accounts[place]} {perf_counter()}"

    with ThreadPoolExecutor(THREADS) as pool:
        began, booked = perf_counter(), []
        for place in range(count):
            sleep(max(0.0, began + place / rate - perf_counter()))
            booked.append(pool.submit(one, place))
        lines = [each.result() for each in booked]
    store.close()
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]))
