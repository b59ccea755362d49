"""An event loop whose time is virtual and whose order is a seed's, and processes in it that can die at any moment.

The libraries that do this (`simloop`, `simloom`) need Python 3.12; Parley runs on 3.11 too.
"""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from contextvars import Context, ContextVar, copy_context
from datetime import UTC, datetime, timedelta, tzinfo
from random import Random
from typing import Any
from unittest.mock import patch

import apscheduler.executors.base
import apscheduler.schedulers.base
import apscheduler.triggers.date
import apscheduler.triggers.interval

from core.clock import Clock
from tests.simulated.lines import Ports

SMALLEST = 0.001
"""Seconds by which two things of one instant can be apart: which is first is the seed's."""
SLOWEST = 0.02
"""Seconds that a transaction takes at most, before and after it is committed."""
PROCESS: ContextVar["Process | None"] = ContextVar("PROCESS", default=None)


class NothingLeft(Exception):  # noqa: N818 (it names what has become of the world)
    """Everybody waits for somebody else."""


class Process:
    """One run of a bot. What it has begun is never gone on with after its death: nothing is closed, nothing said."""

    def __init__(self, name: str, clock: Clock) -> None:
        self.name = name
        self.clock = clock
        self.alive = True
        self.tasks: dict[asyncio.Task[Any], None] = {}
        self.stirred = asyncio.Event()
        self.context = copy_context()
        self.context.run(PROCESS.set, self)


class VirtualClock(Clock):
    """The loop's time since `start`, and what this machine's clock is wrong by."""

    def __init__(self, loop: "Loop", skew: timedelta = timedelta()) -> None:
        super().__init__()
        self._loop = loop
        self._skew = skew

    def unmoved(self) -> datetime:
        return self._loop.present() + self._skew


class Loop(asyncio.BaseEventLoop):
    """Runs nothing in threads and waits for nothing: time passes when everybody waits for it."""

    def __init__(self, chance: Random, start: datetime) -> None:
        super().__init__()
        self._chance = chance
        self._start = start
        self._elapsed = 0.0
        self._selector = self
        self.turn: Callable[[], float] = float
        self.ports = Ports()
        self.unheard: list[str] = []
        self.set_exception_handler(lambda _, context: self.unheard.append(_words(context)))

    def time(self) -> float:
        return self._elapsed

    def present(self) -> datetime:
        """The true time, aware UTC."""
        return self._start + timedelta(seconds=self._elapsed)

    def select(self, timeout: float | None) -> tuple[()]:
        """What a selector does: here the wait is over at once."""
        if timeout is None:
            raise NothingLeft
        if timeout > 0:
            self._elapsed = max(self._elapsed, self._scheduled[0].when())
        return ()

    def call_soon(self, callback: Any, *args: Any, context: Context | None = None) -> asyncio.Handle:
        return super().call_soon(_unless_dead, callback, *args, context=context)

    call_soon_threadsafe = call_soon

    def call_at(
        self, when: float, callback: Any, *args: Any, context: Context | None = None
    ) -> asyncio.TimerHandle:
        when += self._chance.random() * SMALLEST
        return super().call_at(when, _unless_dead, callback, *args, context=context)

    def create_task(self, coro: Coroutine[Any, Any, Any], **more: Any) -> asyncio.Task[Any]:
        task = super().create_task(coro, **more)
        context = more.get("context") or copy_context()
        if (
            process := context.get(PROCESS)
        ) is not None:  # else a dead one's would be collected, and told of
            process.tasks[task] = None
            task.add_done_callback(lambda done: process.tasks.pop(done, None), context=context)
        return task

    async def create_server(self, factory: Any, *place: Any, **more: Any) -> Any:  # type: ignore[override]
        """Listen in memory."""
        return await self.ports.create_server(factory, *place, **more)

    def run_in_executor(
        self, _executor: object, func: Callable[..., Any], *args: Any
    ) -> asyncio.Future[Any]:
        """Call it here, some time later, and answer some time after that: who dies between has done it."""
        answer: asyncio.Future[Any] = self.create_future()

        def work() -> None:
            try:
                settle, outcome = answer.set_result, func(*args)
            except Exception as problem:  # noqa: BLE001 (it is for whoever asked)
                settle, outcome = answer.set_exception, problem
            if (process := PROCESS.get()) is not None:
                process.stirred.set()
            self.call_later(self._chance.random() * SLOWEST, self._tell, answer, settle, outcome)

        self.call_later(self._chance.random() * SLOWEST + self.turn(), work)
        return answer

    @staticmethod
    def _tell(answer: asyncio.Future[Any], settle: Callable[[Any], None], outcome: object) -> None:
        if not answer.done():
            settle(outcome)

    def _process_events(self, _events: object) -> None:
        """There are none."""

    def _write_to_self(self) -> None:
        """Nobody waits."""

    def bury(self, processes: list[Process]) -> None:
        """Undo what the dead have begun, once nobody looks any more."""
        for timer in self._scheduled:
            if timer._context.get(PROCESS) is not None:
                timer.cancel()
        left = [task for process in processes for task in process.tasks]
        for process in processes:
            process.alive = True
        for task in left:
            task.cancel()
        deadline = self._elapsed + 60
        while any(not task.done() for task in left) and self._elapsed < deadline:
            self.run_until_complete(asyncio.sleep(0.1))


def _unless_dead(callback: Callable[..., None], *args: Any) -> None:
    process = PROCESS.get()
    if process is None or process.alive:
        callback(*args)


def _words(context: dict[str, Any]) -> str:
    return f"{context['message']}: {context.get('exception')!r}"


class _Here(type(datetime)):
    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, datetime)


class _Datetime(datetime, metaclass=_Here):
    """APScheduler's: its present is that of the process that asks."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        process = PROCESS.get()
        assert process is not None
        return process.clock.unmoved().astimezone(tz)


@contextmanager
def running(chance: Random, start: datetime) -> Iterator[Loop]:
    """A loop of one's own."""
    loop = Loop(chance, start)
    asyncio.set_event_loop(loop)
    places = (
        apscheduler.executors.base,
        apscheduler.schedulers.base,
        apscheduler.triggers.date,
        apscheduler.triggers.interval,
    )
    patches = [patch.object(place, "datetime", _Datetime) for place in places]
    for each in patches:
        each.start()
    try:
        yield loop
    finally:
        for each in patches:
            each.stop()
        asyncio.set_event_loop(None)
        loop.close()


def utc(*parts: int) -> datetime:
    """An instant."""
    return datetime(*parts, tzinfo=UTC)
