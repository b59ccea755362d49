"""Calls that come at the same time, answered by one."""

import asyncio
from collections.abc import Sequence

import pytest

from core.batching import Batcher


class Worker:
    """Doubles numbers, and remembers which came together."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.go_on = asyncio.Event()
        self.go_on.set()
        self.begun = asyncio.Event()

    async def __call__(self, asked: list[int]) -> Sequence[int]:
        self.batches.append(asked)
        self.begun.set()
        await self.go_on.wait()
        if 13 in asked:
            raise ZeroDivisionError
        return [2 * number for number in asked]


async def test_each_gets_its_own_answer_and_those_who_wait_share_the_next_call() -> None:
    worker = Worker()
    double = Batcher(worker, 3)
    assert await asyncio.gather(*(double(n) for n in range(8))) == [2 * n for n in range(8)]
    assert worker.batches == [[0, 1, 2], [3, 4, 5], [6, 7]]
    assert await double(20) == 40


async def test_a_failure_is_everybodys_who_was_in_that_call_and_nobody_elses() -> None:
    double = Batcher(Worker(), 2)
    answers = await asyncio.gather(double(12), double(13), double(14), return_exceptions=True)
    assert [type(answer) for answer in answers] == [ZeroDivisionError, ZeroDivisionError, int]


async def test_who_gives_up_waiting_spoils_nothing() -> None:
    worker = Worker()
    worker.go_on.clear()
    double = Batcher(worker, 5)
    one, two = asyncio.ensure_future(double(1)), asyncio.ensure_future(double(2))
    await worker.begun.wait()
    three = asyncio.ensure_future(double(3))
    one.cancel()
    worker.go_on.set()
    assert await two == 4
    assert await three == 6
    with pytest.raises(asyncio.CancelledError):
        await one


async def test_stopping_answers_no_more() -> None:
    worker = Worker()
    worker.go_on.clear()
    double = Batcher(worker, 5)
    waiting = asyncio.ensure_future(double(1))
    await worker.begun.wait()
    await double.stop()
    worker.go_on.set()
    assert await double(2) == 4, "whoever asks anew is answered"
    assert not waiting.done()
    waiting.cancel()
