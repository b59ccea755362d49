"""How long it takes from the start of the process until both services can reach the bot, and the memory it takes.

Next to the echo bot: the two libraries alone.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.programme import characters
from benchmarks.simulator import Simulator
from benchmarks.table import Row

ROUNDS = 5
SETTLED_SECONDS = 1.0
SECONDS_AIM, MEGABYTES_AIM = 1.5, 120


def rows() -> Iterator[Row]:
    """With a database that is up to date, and with a new one."""

    async def collected() -> list[Row]:
        return [row async for row in _rows()]

    yield from asyncio.run(collected())


async def _rows() -> AsyncIterator[Row]:
    fresh: list[float] = []
    ready: list[float] = []
    memory: list[float] = []
    echo: list[float] = []
    echo_memory: list[float] = []
    with TemporaryDirectory(prefix="parley-bench-") as folder:
        async with Simulator(characters(1)).serve() as simulator:
            for number in range(ROUNDS):
                database = f"sqlite:///{Path(folder) / f'{number}.db'}"
                async with simulator.bot("bot", "run", database=database) as bot:
                    fresh.append(bot.seconds)
                async with simulator.bot("bot", "run", database=database) as bot:
                    ready.append(bot.seconds)
                    await asyncio.sleep(SETTLED_SECONDS)
                    memory.append(bot.megabytes)
                async with simulator.bot("benchmarks.echo") as bot:
                    echo.append(bot.seconds)
                    await asyncio.sleep(SETTLED_SECONDS)
                    echo_memory.append(bot.megabytes)
    for what, seconds in (("database up to date", median(ready)), ("new database", median(fresh))):
        yield Row(
            f"start to running, {what}",
            f"{seconds:.2f} s",
            f"echo bot: {median(echo):.2f} s",
            f"{seconds / median(echo):.1f}",
            f"< {SECONDS_AIM} s",
            seconds < SECONDS_AIM,
        )
    yield Row(
        "memory once running",
        f"{median(memory):.0f} MB",
        f"echo bot: {median(echo_memory):.0f} MB",
        f"{median(memory) / median(echo_memory):.1f}",
        f"< {MEGABYTES_AIM} MB",
        median(memory) < MEGABYTES_AIM,
    )
