"""Calls that come at the same time, answered by one: a transaction for many costs little more than for one."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


class Batcher(Generic[Asked, Answer]):
    """Gathers what is asked while `work` is busy, and has it answered next, `most` at a time.

    `work` returns an answer for each, in order; what it raises, all of them get.
    """

    def __init__(self, work: Callable[[list[Asked]], Awaitable[Sequence[Answer]]], most: int) -> None:
        self._work = work
        self._most = most
        self._waiting: list[tuple[Asked, asyncio.Future[Answer]]] = []
        self._worker: asyncio.Task[None] | None = None

    async def __call__(self, asked: Asked) -> Answer:
        """The answer."""
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append((asked, answer))
        if self._worker is None:
            self._worker = asyncio.create_task(self._answer_all())
        return await answer

    async def stop(self) -> None:
        """Answer no more."""
        if self._worker is not None:
            self._worker.cancel()
            await asyncio.gather(self._worker, return_exceptions=True)

    async def _answer_all(self) -> None:
        try:
            while self._waiting:
                await asyncio.sleep(0)  # let those ask who are about to
                batch, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
                await self._answer(batch)
        finally:
            self._worker = None

    async def _answer(self, batch: list[tuple[Asked, asyncio.Future[Answer]]]) -> None:
        open_ones = [(asked, future) for asked, future in batch if not future.done()]
        try:
            answers = await self._work([asked for asked, _ in open_ones])
        except Exception as problem:  # noqa: BLE001 (it is for those who asked)
            for _, future in open_ones:
                if not future.done():
                    future.set_exception(problem)
            return
        for (_, future), answer in zip(open_ones, answers, strict=True):
            if not future.done():
                future.set_result(answer)
