"""Lets asyncio run transactions, which are plain functions, in threads of their own."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from typing import ParamSpec, TypeVar

from core.spans import span
from storage.durability import Sync, leave_to

_Result = TypeVar("_Result")
_Arguments = ParamSpec("_Arguments")


class Executor:
    """Runs functions in `threads` threads, each with a copy of its caller's context."""

    def __init__(self, threads: int) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="storage")

    async def run(
        self, function: Callable[_Arguments, _Result], *args: _Arguments.args, **kwargs: _Arguments.kwargs
    ) -> _Result:
        """What the function returns or raises, once what it has committed lasts.

        Once begun it runs to its end, cancelled or not.
        """
        syncs: list[Sync] = []
        try:
            return await self._run(syncs, function, *args, **kwargs)
        finally:
            await _all(syncs)

    async def ahead(
        self, function: Callable[_Arguments, _Result], *args: _Arguments.args, **kwargs: _Arguments.kwargs
    ) -> tuple[_Result, Callable[[], Awaitable[None]]]:
        """The same at once, and what waits for the disk: before anybody outside learns of it."""
        syncs: list[Sync] = []
        return await self._run(syncs, function, *args, **kwargs), partial(_all, syncs)

    async def _run(
        self,
        syncs: list[Sync],
        function: Callable[_Arguments, _Result],
        *args: _Arguments.args,
        **kwargs: _Arguments.kwargs,
    ) -> _Result:
        context = copy_context()
        context.run(leave_to, syncs)
        call = lambda: context.run(function, *args, **kwargs)  # noqa: E731
        with span("transaction", of=getattr(function, "__qualname__", "")):
            return await asyncio.get_running_loop().run_in_executor(self._pool, call)

    def close(self) -> None:
        """Wait for what is running."""
        self._pool.shutdown()


async def _all(syncs: list[Sync]) -> None:
    for sync in syncs:
        if not sync.done():
            await asyncio.shield(asyncio.wrap_future(sync))  # others wait for the same
        sync.result()
