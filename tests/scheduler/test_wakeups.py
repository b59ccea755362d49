"""When delivery wakes: at the due time, at once for what a press caused, and not in between."""

import asyncio
import math
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import OperationalError

from core.clock import Clock
from core.notices import Kind, Notice
from core.outbox import NOTHING_IN_HAND
from core.paces import pace_of
from scheduler import wakeups
from scheduler.delivery import OutboxDelivery
from scheduler.wakeups import Round, Wakeups
from storage.executor import Executor
from storage.outbox import SqlOutbox
from storage.store import SqlStore
from tests.clocks import Still
from tests.scheduler.conftest import Scripted
from tests.storage.samples import HOUR, a_notice, people_in

WORDS = "INSERT what somebody has typed"


class Counted(SqlOutbox):
    """An outbox that counts how often it is asked, and fails while it is told to."""

    claims = 0
    away = False

    def claim(
        self, owner: str, limit: int, lease: timedelta, in_hand: Mapping[str, int] = NOTHING_IN_HAND
    ) -> Sequence[Notice]:
        self.claims += 1
        if self.away:
            raise OperationalError(WORDS, {}, ConnectionError())
        return super().claim(owner, limit, lease, in_hand)


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


@pytest.fixture
def clock() -> Still:
    """It stands: only the test decides what is due."""
    return Still()


@pytest.fixture
def only_alarms(monkeypatch: pytest.MonkeyPatch) -> None:
    """No heartbeat looks whether something is due."""
    monkeypatch.setattr(Wakeups, "_every", lambda *_: None)


async def sleeps(awake: Wakeups, wait: timedelta, since: datetime) -> None:
    """Wait until it sleeps for as long as `wait`, from a moment of real time after `since`."""

    def alarm() -> datetime | None:
        job = awake._scheduler.get_job("due")
        return None if job is None else job.next_run_time

    await until(lambda: since + wait <= (alarm() or since) <= datetime.now(UTC) + wait)


@pytest.mark.spec("NTF-2")
@pytest.mark.usefixtures("only_alarms")
async def test_a_reminder_leaves_at_its_time_without_polling(
    store: SqlStore, outbox: Counted, courier: Scripted, executor: Executor, clock: Still
) -> None:
    (ada,) = people_in(store, "Ada")
    wait = timedelta(seconds=0.6)
    due = clock.now() + wait
    write(store, a_notice(ada, due, Kind.REMINDER), a_notice(ada, due + HOUR))
    began = datetime.now(UTC)
    async with running(outbox, courier, executor, clock) as awake:
        await sleeps(awake, wait, began)
        looked = outbox.claims
        clock.at = due  # nobody is told
        await until(lambda: len(courier.sent) == 1)
        assert courier.sent[0].kind is Kind.REMINDER
        assert outbox.claims - looked <= 3, "it slept until then"


@pytest.mark.spec("NTF-1")
@pytest.mark.usefixtures("only_alarms")
async def test_what_a_press_caused_leaves_at_once(
    store: SqlStore, outbox: Counted, courier: Scripted, executor: Executor, clock: Still
) -> None:
    (ada,) = people_in(store, "Ada")
    async with running(outbox, courier, executor, clock) as awake:
        await until(lambda: awake.heartbeat_age < math.inf)
        write(store, a_notice(ada, store.now()))
        await asyncio.to_thread(awake.wake)
        await until(lambda: len(courier.sent) == 1)


@pytest.mark.spec("NTF-3")
@pytest.mark.usefixtures("only_alarms")
async def test_the_next_one_to_a_chat_leaves_when_it_has_rested_and_no_heartbeat_is_needed(
    store: SqlStore, outbox: Counted, courier: Scripted, executor: Executor, clock: Still
) -> None:
    (ada,) = people_in(store, "Ada")
    write(store, *(a_notice(ada, clock.now()) for _ in range(3)))
    rest = pace_of("slack").chat
    moment = datetime.now(UTC)
    async with running(outbox, courier, executor, clock) as awake:
        for count in (1, 2, 3):
            await until(lambda count=count: len(courier.sent) == count)  # type: ignore[misc]
            if count < 3:
                await sleeps(awake, rest, moment)
                assert len(courier.sent) == count
                moment = datetime.now(UTC)
                clock.at += rest
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
        await until(lambda: awake.heartbeat_age < math.inf)
        outbox.away = True
        write(store, a_notice(ada, clock.now()))
        awake.wake()
        await until(lambda: awake.heartbeat_age > 0.3)
        assert courier.sent == []
        outbox.away = False
        away = awake.heartbeat_age
        await until(lambda: len(courier.sent) == 1)
        await until(lambda: awake.heartbeat_age < away)


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
        away = awake.heartbeat_age
        awake.wake()
        await until(lambda: awake.heartbeat_age < away)
        outbox.away = True
        awake.wake()
        await until(lambda: told() != [])
        assert told()[0], "another outage has a trace of its own"


async def test_a_round_asked_for_while_it_runs_is_run_once_more_and_nobody_warns(
    outbox: Counted, courier: Scripted, executor: Executor, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    begun, passed, go_on = 0, 0, asyncio.Event()

    async def slow() -> None:
        nonlocal begun
        begun += 1
        await go_on.wait()

    async def next_one() -> None:
        nonlocal passed
        passed += 1

    rounds: dict[str, tuple[timedelta, Round]] = {"slow": (HOUR, slow), "next": (HOUR, next_one)}
    awake = Wakeups(OutboxDelivery(outbox, courier, executor.run, "me"), clock, rounds)
    awake.start()
    try:
        for times in (1, 2, 3, 4):
            await until(lambda times=times: passed == times)  # type: ignore[misc]
            assert begun == 1, "never twice at once"
            clock.move(HOUR)
        go_on.set()
        await until(lambda: begun >= 2)
    finally:
        await awake.stop()
    assert "skipped" not in caplog.text
