"""When delivery wakes: at the due time, at once for what a press caused, and not in between."""

import asyncio
import math
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import pytest
from sqlalchemy.exc import OperationalError

from core.clock import Clock
from core.notices import Kind, Notice
from scheduler import wakeups
from scheduler.delivery import OutboxDelivery
from scheduler.wakeups import Wakeups
from storage.executor import Executor
from storage.outbox import SqlOutbox
from storage.store import SqlStore
from tests.scheduler.conftest import Scripted
from tests.storage.samples import HOUR, a_notice, people_in

WORDS = "INSERT what somebody has typed"


class Counted(SqlOutbox):
    """An outbox that counts how often it is asked, and fails while it is told to."""

    claims = 0
    away = False

    def claim(self, owner: str, limit: int, lease: timedelta) -> Sequence[Notice]:
        self.claims += 1
        if self.away:
            raise OperationalError(WORDS, {}, ConnectionError())
        return super().claim(owner, limit, lease)


@pytest.fixture
def outbox(store: SqlStore) -> Counted:
    return Counted(store)


@asynccontextmanager
async def running(
    outbox: SqlOutbox, courier: Scripted, executor: Executor, clock: Clock
) -> AsyncIterator[Wakeups]:
    awake = Wakeups(OutboxDelivery(outbox, courier, executor.run, "me"), clock, {})
    awake.start()
    try:
        yield awake
    finally:
        await awake.stop()


def write(store: SqlStore, *written: Notice) -> None:
    with store.write() as tx:
        tx.notices.add(written)


async def until(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 (a look now and then is all it takes)
            await asyncio.sleep(0.005)


@pytest.mark.spec("NTF-2")
async def test_a_reminder_leaves_at_its_time_without_polling(
    store: SqlStore, outbox: Counted, courier: Scripted, executor: Executor, clock: Clock
) -> None:
    (ada,) = people_in(store, "Ada")
    due = clock.now() + timedelta(seconds=1.2)
    write(store, a_notice(ada, due, Kind.REMINDER), a_notice(ada, due + HOUR))
    async with running(outbox, courier, executor, clock):
        await asyncio.sleep(0.4)
        looked = outbox.claims
        await until(lambda: len(courier.sent) == 1)
        late = clock.now() - due
        assert timedelta() <= late < timedelta(seconds=0.5)
        assert outbox.claims - looked <= 3, "it slept until then"


@pytest.mark.spec("NTF-1")
async def test_what_a_press_caused_leaves_at_once(
    store: SqlStore, outbox: Counted, courier: Scripted, executor: Executor, clock: Clock
) -> None:
    (ada,) = people_in(store, "Ada")
    async with running(outbox, courier, executor, clock) as awake:
        await until(lambda: outbox.claims >= 1)
        await asyncio.sleep(0.1)
        write(store, a_notice(ada, clock.now()))
        began = clock.now()
        await asyncio.to_thread(awake.wake)
        await until(lambda: len(courier.sent) == 1)
        assert clock.now() - began < timedelta(seconds=0.5)


@pytest.mark.spec("NTF-3")
async def test_the_next_one_to_a_chat_leaves_when_it_has_rested_and_no_heartbeat_is_needed(
    store: SqlStore,
    outbox: Counted,
    courier: Scripted,
    executor: Executor,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(wakeups, "HEARTBEAT", HOUR)
    (ada,) = people_in(store, "Ada")
    now = clock.now()
    write(store, *(a_notice(ada, now) for _ in range(3)))
    times: list[datetime] = []
    async with running(outbox, courier, executor, clock):
        for count in (1, 2, 3):
            await until(lambda count=count: len(courier.sent) == count)  # type: ignore[misc]
            times.append(clock.now())
    assert timedelta(seconds=1.8) < times[2] - times[0] < timedelta(seconds=3)
    assert outbox.claims < 15


@pytest.mark.spec("NTF-2")
async def test_moving_the_clock_sends_what_has_become_due(
    store: SqlStore, outbox: Counted, courier: Scripted, executor: Executor, clock: Clock
) -> None:
    (ada,) = people_in(store, "Ada")
    write(store, a_notice(ada, clock.now() + 2 * HOUR))
    async with running(outbox, courier, executor, clock):
        await until(lambda: outbox.claims >= 1)
        clock.move(2 * HOUR)
        await until(lambda: len(courier.sent) == 1)


@pytest.mark.spec("OPS-2")
async def test_delivery_outlives_a_database_that_is_away_and_its_heartbeat_tells(
    store: SqlStore, outbox: Counted, courier: Scripted, executor: Executor, clock: Clock,
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    monkeypatch.setattr(wakeups, "HEARTBEAT", timedelta(milliseconds=50))
    (ada,) = people_in(store, "Ada")
    async with running(outbox, courier, executor, clock) as awake:
        await until(lambda: awake.heartbeat_age < 1)
        outbox.away = True
        write(store, a_notice(ada, clock.now()))
        awake.wake()
        await until(lambda: awake.heartbeat_age > 0.3)
        assert courier.sent == []
        outbox.away = False
        await until(lambda: len(courier.sent) == 1)
        await until(lambda: awake.heartbeat_age < 0.2)


@pytest.mark.spec("OPS-2")
async def test_before_it_has_started_there_is_no_heartbeat(
    outbox: Counted, courier: Scripted, executor: Executor, clock: Clock
) -> None:
    awake = Wakeups(OutboxDelivery(outbox, courier, executor.run, "me"), clock, {})
    assert awake.heartbeat_age == float("inf")
    await awake.stop()


@pytest.mark.spec("OPS-2")
async def test_an_outage_is_told_at_every_beat_and_its_trace_once(
    store: SqlStore,
    outbox: Counted,
    courier: Scripted,
    executor: Executor,
    clock: Clock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def told() -> list[bool]:
        said = [record.message for record in caplog.records if "delivery: " in record.message]
        assert not any(WORDS in each for each in said)
        return ["OperationalError\n  File" in each for each in said]

    async with running(outbox, courier, executor, clock) as awake:
        await until(lambda: awake.heartbeat_age < math.inf)
        outbox.away = True
        while len(told()) < 3:
            awake.wake()
            await asyncio.sleep(0.05)
        assert told() == [True] + [False] * (len(told()) - 1)
        outbox.away = False
        caplog.clear()
        beats = outbox.claims
        awake.wake()
        await until(lambda: outbox.claims > beats and awake.heartbeat_age < 0.1)
        outbox.away = True
        awake.wake()
        await until(lambda: told() != [])
        assert told()[0], "another outage has a trace of its own"


async def test_a_round_asked_for_while_it_runs_is_run_once_more_and_nobody_warns(
    outbox: Counted, courier: Scripted, executor: Executor, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    begun, go_on = 0, asyncio.Event()

    async def slow() -> None:
        nonlocal begun
        begun += 1
        await go_on.wait()

    awake = Wakeups(OutboxDelivery(outbox, courier, executor.run, "me"), clock, {"slow": (HOUR, slow)})
    awake.start()
    try:
        await until(lambda: begun == 1)
        for _ in range(3):
            clock.move(HOUR)
            await asyncio.sleep(0.05)
        assert begun == 1, "never twice at once"
        go_on.set()
        await until(lambda: begun >= 2)
    finally:
        await awake.stop()
    assert "skipped" not in caplog.text
