"""Lets asyncio run transactions, which are plain functions, in threads of their own."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import ParamSpec, TypeVar

from core.spans import span

_Result = TypeVar("_Result")
_Arguments = ParamSpec("_Arguments")


class Executor:
    """Runs functions in `threads` threads, each with a copy of its caller's context."""

    def __init__(self, threads: int) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="storage")

    async def run(
        self, function: Callable[_Arguments, _Result], *args: _Arguments.args, **kwargs: _Arguments.kwargs
    ) -> _Result:
        """What the function returns or raises. Once begun it runs to its end, cancelled or not."""
        context = copy_context()
        call = lambda: context.run(function, *args, **kwargs)  # noqa: E731
        with span("transaction", of=getattr(function, "__qualname__", "")):
            return await asyncio.get_running_loop().run_in_executor(self._pool, call)

    def close(self) -> None:
        """Wait for what is running."""
        self._pool.shutdown()
