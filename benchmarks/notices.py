"""How many notices a second leave (claimed, checked, sent, marked), and how late they are under the platforms' limits.

Each process that delivers is one of its own: `python -m benchmarks.notices DATABASE [SLACK_URL SLACK_TOKEN]`.
The recorder of the tests takes what is sent, or the simulated Slack over the wire.
"""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from benchmarks.backlog import cast_of, leave_for_later, remind, settle
from benchmarks.simulator import CHECKOUT, Simulator
from benchmarks.table import Row, percentile
from bot.courier import MessengerCourier
from bot.messenger import Messenger, Platform
from core.clock import Clock
from core.desk import Desk
from core.notices import Notice, Receipt
from core.outbox import Again, Outcome, Scope, Sent
from gateways.jitsi import JitsiRooms
from playground.telegram.errors import ApiError
from playground.telegram.flood import Flood
from scheduler.delivery import LEASE, OutboxDelivery
from scheduler.wakeups import Wakeups
from storage.executor import Executor
from storage.outbox import SqlOutbox
from storage.store import SqlStore, open_store
from tests.postgres import shared_server
from tests.recorder import Recorder

PEOPLE, WARM, ON_WIRE = 4000, 200, 1000
FEW, MANY = 1_000, 1_000_000
ROUNDS = 3
RATE_AIM, STEADY_AIM = 1000, 0.9
DUE_IN_A_MINUTE = 10_000
DELAY_AIM, STORM_AIM = 1.0, 1.1
TELEGRAM_TAKES = 30
MINUTE = timedelta(minutes=1)
MAKE = sql.SQL("CREATE DATABASE {}")


def rows() -> Iterator[Row]:
    """Rates on both databases, over the wire and with two processes, then delays."""
    with TemporaryDirectory(prefix="parley-bench-") as folder:
        numbers = count()
        yield from _rates("SQLite", lambda: f"sqlite:///{Path(folder) / f'{next(numbers)}.db'}")
        with shared_server(Path(folder) / "postgresql") as server:

            def made() -> str:
                return make_database(server.url(), f"bench_{next(numbers)}")

            yield from _rates("PostgreSQL", made)
            yield _two(made())
            yield asyncio.run(_over_the_wire(made()))
            yield from asyncio.run(_delays_on_slack(made()))
            for limit in (TELEGRAM_TAKES, TELEGRAM_TAKES * 2 // 3):
                yield from _storm_on_telegram(made(), limit)


def make_database(server: str, name: str) -> str:
    """An empty database of the server at this URL; its own URL."""
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(MAKE.format(sql.Identifier(name)))
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def _rates(database: str, made: Callable[[], str]) -> Iterator[Row]:
    rates: dict[int, float] = {}
    for later in (FEW, MANY):
        url = made()
        settle(url, cast_of(PEOPLE))
        leave_for_later(url, later, PEOPLE)
        rates[later] = median(asyncio.run(rate(url, 1, round_)) for round_ in range(ROUNDS))
    yield Row(
        f"notices a second, one process, {database}, {FEW:,} waiting",
        f"{rates[FEW]:.0f}",
        aim=f">= {RATE_AIM}",
        met=rates[FEW] >= RATE_AIM,
    )
    ratio = rates[MANY] / rates[FEW]
    yield Row(
        f"the same, {database}, {MANY:,} waiting",
        f"{rates[MANY]:.0f}",
        f"{FEW:,} waiting: {rates[FEW]:.0f}",
        f"{ratio:.0%}",
        f">= {STEADY_AIM:.0%}",
        ratio >= STEADY_AIM,
    )


def _two(url: str) -> Row:
    settle(url, cast_of(PEOPLE))
    pairs = [
        (asyncio.run(rate(url, 1, 2 * n)), asyncio.run(rate(url, 2, 2 * n + 1))) for n in range(ROUNDS)
    ]
    one, two = (median(each) for each in zip(*pairs, strict=True))
    return Row(
        "notices a second, two processes, PostgreSQL", f"{two:.0f}", f"one: {one:.0f}", f"{two / one:.2f}"
    )


async def _over_the_wire(url: str) -> Row:
    cast = cast_of(ON_WIRE)
    settle(url, cast)
    async with Simulator(cast).serve() as simulator:
        rates = [
            await rate(url, 1, round_, ON_WIRE, (simulator.slack_url, simulator.slack.bot_token))
            for round_ in range(ROUNDS)
        ]
    return Row(
        "notices a second, one process, over the wire to the simulated Slack", f"{median(rates):.0f}"
    )


async def rate(
    url: str, processes: int, round_: int, people: int = PEOPLE, slack: Sequence[str] = ()
) -> float:
    """Notices a second that so many processes deliver together, once each is warm."""
    store = open_store(url, Clock(), exclusive=False)
    try:
        remind(store, range(1, WARM + 1), 2 * round_, Clock().now())
        workers = [await _worker(url, *slack) for _ in range(processes)]
        await asyncio.sleep(1.1)  # the chats have rested
        remind(store, range(1, people + 1), 2 * round_ + 1, Clock().now())
    finally:
        store.close()
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write(b"go\n")
    reports: list[dict[str, float]] = [
        json.loads((await worker.communicate())[0].splitlines()[-1]) for worker in workers
    ]
    sent = sum(report["sent"] for report in reports)
    assert sent == people, f"{sent} of {people} were sent"
    return sent / max(report["seconds"] for report in reports)


async def _worker(url: str, *slack: str) -> asyncio.subprocess.Process:
    """A process that has delivered what was due, and waits for a word to go on."""
    worker = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.notices", url, *slack,
        cwd=CHECKOUT, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert worker.stdout is not None
    assert await worker.stdout.readline() == b"ready\n"
    return worker


@asynccontextmanager
async def _delivery(store: SqlStore, platform: Platform) -> AsyncIterator[OutboxDelivery]:
    """Everything as it is in the bot."""
    executor = Executor(8 if store.engines.on_postgresql else 1)
    desk = Desk(store, JitsiRooms("https://meet.example.org"))
    courier = MessengerCourier(desk, Messenger({"slack": platform}), executor.run)
    try:
        yield OutboxDelivery(SqlOutbox(store), courier, executor.run, f"bench {id(store)}")
    finally:
        await platform.close()
        executor.close()


async def _work(url: str, *slack: str) -> None:
    """Deliver what is due, say so, deliver once more when told to, and report."""
    store = open_store(url, Clock(), exclusive=False)
    platform: Platform = Recorder("slack", has_modals=True)
    if slack:
        from bot.slack.sender import SlackPlatform

        platform = SlackPlatform(slack[1], api_url=slack[0])
    loop = asyncio.get_running_loop()
    async with _delivery(store, platform) as delivery:
        await delivery.send_due()
        print("ready", flush=True)
        await loop.run_in_executor(None, sys.stdin.readline)
        began = loop.time()
        sent = await delivery.send_due()
        print(json.dumps({"sent": sent, "seconds": loop.time() - began}))
    store.close()


class Stopwatch(Recorder):
    """A Slack that remembers when each message came."""

    def __init__(self, clock: Clock) -> None:
        super().__init__("slack", has_modals=True)
        self.came: dict[str, datetime] = {}
        self._clock = clock

    async def send(self, to: Any, card: Any, *, key: str) -> Receipt:
        """See `bot.messenger.Platform.send`; remembers when."""
        """Note the time."""
        self.came[key] = self._clock.now()
        return await super().send(to, card, key=key)


async def _delays_on_slack(url: str) -> list[Row]:
    """In real time, with everything as it is in the bot."""
    settle(url, cast_of(DUE_IN_A_MINUTE))
    clock = Clock()
    store = open_store(url, clock)
    begin = clock.now() + timedelta(seconds=5)
    people = range(1, DUE_IN_A_MINUTE + 1)
    remind(store, people, 0, begin, MINUTE)
    platform = Stopwatch(clock)
    async with _delivery(store, platform) as delivery:
        wakeups = Wakeups(delivery, clock, {})
        wakeups.start()
        while len(platform.came) < DUE_IN_A_MINUTE and clock.now() < begin + 3 * MINUTE:  # noqa: ASYNC110
            await asyncio.sleep(0.2)
        await wakeups.stop()
    store.close()
    due = {
        f"reminder:{10_000_000 + n}": begin + MINUTE * place / len(people) for place, n in enumerate(people)
    }
    late = [(platform.came[key] - due[key]).total_seconds() for key in due if key in platform.came]
    assert len(late) == DUE_IN_A_MINUTE
    return list(_delay_rows("Slack", late, DELAY_AIM))


def _storm_on_telegram(url: str, limit: int) -> Iterator[Row]:
    """As the outbox gives them out, on a clock that skips the waiting, to a service that takes so many a second."""
    settle(url, cast_of(DUE_IN_A_MINUTE, "telegram"))
    clock = Clock()
    store = open_store(url, clock)
    outbox = SqlOutbox(store)
    flood = Flood(overall=limit, now=lambda: clock.now().timestamp())
    begin = clock.now()
    remind(store, range(1, DUE_IN_A_MINUTE + 1), 0, begin, MINUTE)
    late: list[float] = []
    refused = 0
    while len(late) < DUE_IN_A_MINUTE:
        outcomes: list[Outcome] = []
        for notice in outbox.claim("me", 100, LEASE):
            assert isinstance(notice, Notice)
            try:
                flood.check(notice.person, edit=False)
            except ApiError as no:
                after = timedelta(seconds=no.parameters["retry_after"])
                outcomes.append(Again(notice, after, "429", counted=False, scope=Scope.BOT))
                refused += 1
                continue
            flood.spend(notice.person, edit=False)
            late.append((clock.now() - notice.due_at).total_seconds())
            outcomes.append(Sent(notice, Receipt("telegram", "", f"{notice.person}", "1")))
        outbox.record("me", outcomes)
        due = outbox.next_due()
        if due is not None and due > clock.now():
            clock.move(due - clock.now())
    store.close()
    named = f"Telegram takes {limit} a second"
    yield from _delay_rows(named, late, None)
    took, least = (clock.now() - begin).total_seconds(), DUE_IN_A_MINUTE / limit
    yield Row(
        f"until {DUE_IN_A_MINUTE:,} have left, {named}, {refused} refused",
        f"{took:.0f} s",
        f"{limit} a second: {least:.0f} s",
        f"{took / least:.2f}",
        f"<= {STORM_AIM}" if limit == TELEGRAM_TAKES else "",
        took <= STORM_AIM * least if limit == TELEGRAM_TAKES else None,
    )


def _delay_rows(platform: str, late: Sequence[float], aim: float | None) -> Iterator[Row]:
    named = f"delay with {DUE_IN_A_MINUTE:,} due in a minute, {platform}"
    middle, worst = median(late), percentile(late, 99)
    yield Row(f"{named}, p50", f"{middle:.3f} s")
    yield Row(
        f"{named}, p99",
        f"{worst:.3f} s",
        aim="" if aim is None else f"< {aim:g} s",
        met=None if aim is None else worst < aim,
    )


if __name__ == "__main__":
    asyncio.run(_work(*sys.argv[1:]))
