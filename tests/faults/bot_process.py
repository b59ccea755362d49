"""The bot as it is, as a process that tests can kill; settings come from the environment.

`FAULTS` in the environment is JSON: `offset` of the clock in seconds, protections to go `without`, `skew` of
this process's own clock in seconds, and where to `die`: [path, "before" or "after", how often it is passed].
Lines on standard input: `go OFFSET` (where the process was told to `wait`), `move SECONDS`; the end of input
ends it.
"""

import asyncio
import functools
import importlib
import inspect
import itertools
import json
import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from bot import logs
from bot.config import Settings
from bot.service import Parley
from core.clock import Clock
from tests.faults.without import switch_off


class SkewedClock(Clock):
    """A machine whose clock is wrong, which nobody has told the database."""

    def __init__(self, offset: timedelta, skew: timedelta) -> None:
        super().__init__(offset)
        self._skew = skew

    def now(self) -> datetime:
        return super().now() + self._skew


def arm(path: str, when: str, times: int) -> None:
    """Die, as by kill -9, when `module:Class.method` is passed for the `times`th time."""
    module, _, name = path.partition(":")
    holder, _, method = name.rpartition(".")
    owner: Any = importlib.import_module(module)
    for part in filter(None, holder.split(".")):
        owner = getattr(owner, part)
    original: Callable[..., Any] = getattr(owner, method)
    passed = itertools.count(1)

    def here(at: str) -> None:
        if at == when and next(passed) == times:
            os.kill(os.getpid(), signal.SIGKILL)

    if inspect.iscoroutinefunction(original):

        @functools.wraps(original)
        async def armed(*args: Any, **kwargs: Any) -> Any:
            here("before")
            result = await original(*args, **kwargs)
            here("after")
            return result
    else:

        @functools.wraps(original)
        def armed(*args: Any, **kwargs: Any) -> Any:
            here("before")
            result = original(*args, **kwargs)
            here("after")
            return result

    setattr(owner, method, armed)


async def obey(clock: Clock, stopped: asyncio.Event) -> None:
    """Do what standard input says."""
    loop = asyncio.get_running_loop()
    lines = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    while line := (await lines.readline()).decode():
        clock.move(timedelta(seconds=float(line.removeprefix("move "))))
        say("moved")
    stopped.set()


def say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


async def main() -> None:
    told = json.loads(os.environ["FAULTS"])
    logs.to_lines()
    switch_off(told["without"])
    if told["die"]:
        arm(*told["die"])
    offset = told["offset"]
    if told["wait"]:
        say("waiting")
        offset = float(sys.stdin.readline().removeprefix("go "))
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    clock = SkewedClock(timedelta(seconds=offset), timedelta(seconds=told["skew"]))
    parley = Parley(Settings(_env_file=None), clock)
    obeying = asyncio.create_task(obey(clock, stopped))
    try:
        await parley.start()
        say(f"ready {parley.web.port if parley.web else 0}")
        await stopped.wait()
    finally:
        await parley.stop()
        obeying.cancel()


if __name__ == "__main__":
    asyncio.run(main())
