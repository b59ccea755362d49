"""The time, and waiting for what comes of something."""

import asyncio
from collections.abc import Callable

from core.clock import Clock, steady


def now() -> int:
    """Seconds since 1970."""
    return int(Clock().now().timestamp())


async def until(
    is_so: Callable[[], bool], why: Callable[[], str] = lambda: "it never came", within: float = 30.0
) -> None:
    """Wait until it is so; fails with what is to be said else."""
    end = steady() + within
    while not is_so():
        assert steady() < end, why()
        await asyncio.sleep(0.05)
