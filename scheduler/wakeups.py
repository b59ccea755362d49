"""APScheduler wakes; rows remember. One wake-up at the next due time, and periodic rounds as a safety net."""

import asyncio
import logging
import math
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from core.clock import Clock
from core.faults import trace_of
from core.spans import span
from scheduler.delivery import OutboxDelivery

HEARTBEAT = timedelta(seconds=5)
LONGEST_SLEEP = timedelta(hours=1)
SHORTEST_SLEEP = timedelta(milliseconds=20)
"""What is due and cannot be claimed is in another process's hands for a moment."""
ANSWER_FIRST = 0.02
"""Seconds that delivery waits, so that the person who caused the notices is answered first."""
RUNS = 100
"""How many runs of one round may begin at once: all except the first only ask it to run again."""
NEVER = datetime.max.replace(tzinfo=UTC)
Round = Callable[[], Awaitable[object]]
log = logging.getLogger(__name__)


class Wakeups:
    """Wakes delivery when something is due, when a transaction wrote what is, and when the clock is moved.

    `rounds` are periodic sweeps by name: (every, round); each must be safe to run in two processes at once.
    """

    def __init__(
        self, delivery: OutboxDelivery, clock: Clock, rounds: dict[str, tuple[timedelta, Round]]
    ) -> None:
        self._delivery = delivery
        self._clock = clock
        self._rounds = rounds
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._stirred = asyncio.Event()
        self._looks = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None
        self._stopping = False
        self._beat: float | None = None
        self._soon: asyncio.TimerHandle | None = None
        self._alarm = NEVER
        self._heard = NEVER
        self._failing: dict[str, type[Exception]] = {}
        delivery.marks.on_written(self._go_on)
        clock.on_move(self._moved)

    def start(self) -> None:
        """Begin, in the running event loop."""
        self._loop = asyncio.get_running_loop()
        self._every(HEARTBEAT, "heartbeat", self._tick)
        for name, (every, work) in self._rounds.items():
            self._every(every, name, self._one_at_a_time(self._guarded(name, work)))
        self._scheduler.start()
        self._task = asyncio.create_task(self._deliver(), name="delivery")
        self._look()

    async def stop(self) -> None:
        """Stop claiming, finish sending, and stop."""
        self._stopping = True
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        await self._delivery.stop()
        if self._task is not None:
            self._stirred.set()
            await self._task

    @property
    def heartbeat_age(self) -> float:
        """Seconds since delivery last looked into the store with success; infinite before the first time."""
        return math.inf if self._loop is None or self._beat is None else self._loop.time() - self._beat

    def wake(self, wait: timedelta = timedelta()) -> None:
        """Look when something is due that long from now; may be called from any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._expect, wait)

    def _expect(self, wait: timedelta) -> None:
        assert self._loop is not None
        if wait > timedelta():
            self._heard = min(self._heard, self._after(wait))
            self._set_alarm(min(self._heard, self._alarm))
        elif self._soon is None:
            self._soon = self._loop.call_later(ANSWER_FIRST, self._look_soon)

    def _look_soon(self) -> None:
        self._soon = None
        self._look()

    def _look(self) -> None:
        self._looks = True
        self._stirred.set()

    def _go_on(self) -> None:
        """Something has ended: look where more was due than could be taken, else ask when the next is."""
        self._looks = self._looks or self._alarm <= self._after(SHORTEST_SLEEP)
        self._stirred.set()

    async def _deliver(self) -> None:
        assert self._loop is not None
        while not self._stopping:
            await self._stirred.wait()
            self._stirred.clear()
            looks, self._looks = self._looks, False
            try:
                if looks:
                    await self._delivery.start_due()
                if not self._stirred.is_set():
                    await self._plan(looked=looks)
                self._beat = self._loop.time()
                self._failing.pop("delivery", None)
            except Exception as fault:  # noqa: BLE001 (told without its words)
                log.error("delivery: %s", self._told("delivery", fault))

    async def _plan(self, *, looked: bool) -> None:
        """Have APScheduler wake us when the next notice is due; what we are told of while we ask counts, too."""
        self._heard = NEVER
        upcoming = await self._delivery.next_due()
        wait = None if upcoming is None else upcoming[1] - upcoming[0]
        if wait is not None and wait <= timedelta() and not looked:
            self._look()
        else:
            self._set_alarm(min(self._heard, NEVER if wait is None else self._after(wait)))

    def _after(self, wait: timedelta) -> datetime:
        """When that is: APScheduler gets a delay of real time, not a date of ours."""
        return self._clock.unmoved() + min(max(wait, SHORTEST_SLEEP), LONGEST_SLEEP)

    def _set_alarm(self, at: datetime) -> None:
        if at == self._alarm or at == NEVER or self._stopping:
            return
        self._alarm = at
        self._scheduler.add_job(
            self._ring,
            "date",
            run_date=at,
            id="due",
            replace_existing=True,
            misfire_grace_time=None,
        )

    async def _ring(self) -> None:
        self._alarm = NEVER
        self._look()

    async def _tick(self) -> None:
        self._look()

    def _moved(self) -> None:
        self.wake()
        for name in self._rounds:
            if self._scheduler.running:
                self._scheduler.modify_job(name, next_run_time=self._clock.unmoved())

    def _every(self, every: timedelta, name: str, work: Callable[[], Awaitable[None]]) -> None:
        self._scheduler.add_job(
            work,
            "interval",
            seconds=every.total_seconds(),
            id=name,
            name=name,
            coalesce=True,
            max_instances=RUNS,
            misfire_grace_time=None,
            next_run_time=self._clock.unmoved(),
        )

    def _one_at_a_time(self, work: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
        """Run `work` again when it was asked for while it ran, since the clock may have moved meanwhile."""
        wanted = running = False

        async def run() -> None:
            nonlocal wanted, running
            wanted = True
            if running:
                return
            running = True
            try:
                while wanted and not self._stopping:
                    wanted = False
                    await work()
            finally:
                running = False

        return run

    def _guarded(self, name: str, work: Round) -> Callable[[], Awaitable[None]]:
        async def guarded() -> None:
            try:
                with span("round", name=name):
                    await work()
                self._failing.pop(name, None)
            except asyncio.CancelledError:
                log.info("round %s: stopped", name)
            except Exception as fault:  # noqa: BLE001 (told without its words)
                log.error("round %s: %s", name, self._told(name, fault))

        return guarded

    def _told(self, name: str, fault: Exception) -> str:
        """The trace of a new fault, else its kind: an outage repeats itself every five seconds."""
        known = self._failing.get(name) is type(fault)
        self._failing[name] = type(fault)
        return type(fault).__name__ if known else trace_of(fault)
