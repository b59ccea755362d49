"""The executor between asyncio and transactions."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextvars import ContextVar

import pytest

from storage.executor import Executor

request: ContextVar[str] = ContextVar("request", default="none")


@pytest.fixture
async def executor() -> AsyncIterator[Executor]:
    executor = Executor(1)
    yield executor
    executor.close()


async def test_a_function_runs_in_another_thread_with_its_callers_context(executor: Executor) -> None:
    def where(suffix: str, *, mark: str) -> tuple[str, str]:
        return threading.current_thread().name, request.get() + suffix + mark

    request.set("r1")
    thread, text = await executor.run(where, "!", mark="?")
    assert thread.startswith("storage")
    assert text == "r1!?"


async def test_what_it_raises_is_raised(executor: Executor) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await executor.run(fail)


async def test_with_one_thread_one_thing_happens_at_a_time_in_order(executor: Executor) -> None:
    running, seen = 0, []

    def work(number: int) -> int:
        nonlocal running
        running += 1
        seen.append((number, running))
        running -= 1
        return number

    assert await asyncio.gather(*(executor.run(work, n) for n in range(20))) == list(range(20))
    assert seen == [(n, 1) for n in range(20)]


async def test_what_has_begun_runs_to_its_end_though_nobody_waits(executor: Executor) -> None:
    begun, go, done = threading.Event(), threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        go.wait(60)
        done.set()

    task = asyncio.create_task(executor.run(work))
    await asyncio.to_thread(begun.wait, 60)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    go.set()
    assert await asyncio.to_thread(done.wait, 60)
