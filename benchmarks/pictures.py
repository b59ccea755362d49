"""What pictures cost the bot: processor time, memory, and how long others wait for their answers meanwhile.

Mentors on Telegram look at a week of theirs, a picture each time, while others on Slack look for another time of
a mentor. The same presses without any picture, before, are what it is compared with.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.programme import Programme, characters, found, slot
from benchmarks.simulator import Bot, Simulator
from benchmarks.table import Row, percentile
from core.clock import Clock
from core.desk import Desk
from core.usecases.booking import book, hold_time
from gateways.jitsi import JitsiRooms
from storage.store import open_store

LOOKS, LOOKERS, PAINTED = 120, 24, 16
BETWEEN, PAINT_EVERY = 0.1, 0.15
PRESS_AIM_MS, P99_AIM_MS, MEMORY_AIM_MB = 8, 100, 130


def rows() -> Iterator[Row]:
    """On SQLite; the database draws nothing."""

    async def collected() -> list[Row]:
        return [row async for row in _rows()]

    yield from asyncio.run(collected())


async def _rows() -> AsyncIterator[Row]:
    cast = characters(PAINTED)
    with TemporaryDirectory(prefix="parley-bench-") as folder:
        database = f"sqlite:///{Path(folder) / 'parley.db'}"
        found(database, "slack", cast)
        _book(database, found(database, "telegram", cast))
        async with (
            Simulator(cast).serve() as simulator,
            simulator.bot("bot", "run", database=database) as bot,
        ):
            for number in range(LOOKERS):
                looker = simulator.person(f"mentor-slack-{number}")
                await looker.command("book", "@mentor-slack-31")
                await looker.sees("A time with")
            await _looks(simulator, bot)
            plain, alone = await _looks(simulator, bot)
            before = bot.megabytes
            painting = asyncio.create_task(_paint(simulator))
            await asyncio.sleep(1)
            beside, _ = await _looks(simulator, bot)
            painting.cancel()
            await asyncio.wait([painting])
            pictures = simulator.calls["sendphoto"]
            assert pictures > LOOKS / 4
            yield Row(
                "processor time of a delivery, press that looks, Slack",
                f"{alone:.1f} ms",
                aim=f"<= {PRESS_AIM_MS} ms",
                met=alone <= PRESS_AIM_MS,
            )
            yield Row("answer to a press, median", f"{median(plain):.1f} ms")
            worst = percentile(beside, 99)
            yield Row(f"the same while {pictures} pictures are drawn, median", f"{median(beside):.1f} ms")
            yield Row(
                "the same while pictures are drawn, p99",
                f"{worst:.1f} ms",
                f"without pictures: {percentile(plain, 99):.1f} ms",
                f"{worst / percentile(plain, 99):.1f}",
                f"< {P99_AIM_MS} ms",
                worst < P99_AIM_MS,
            )
            yield Row("memory before the first picture", f"{before:.0f} MB")
            yield Row(
                "memory after pictures",
                f"{bot.megabytes:.0f} MB",
                aim=f"< {MEMORY_AIM_MB} MB",
                met=bot.megabytes < MEMORY_AIM_MB,
            )


def _book(database: str, programme: Programme) -> None:
    """A session for each mentor who looks."""
    store = open_store(database, Clock())
    desk = Desk(store, JitsiRooms("https://meet.example.org"))
    for number in range(PAINTED):
        mentor, start = slot(number)
        mentee = programme.mentees[number]
        book(desk, mentee, hold_time(desk, mentee, programme.mentors[mentor].id, start).hold.id)
    store.close()


async def _looks(simulator: Simulator, bot: Bot) -> tuple[Sequence[float], float]:
    """Milliseconds until each press is answered, and the bot's processor time for one."""
    taken: list[float] = []
    began = bot.processor_seconds
    for number in range(LOOKS):
        looker = simulator.person(f"mentor-slack-{number % LOOKERS}")
        press = looker.press("Earlier" if number // LOOKERS % 2 else "Later")
        taken.append(await simulator.answered(press, amid=True))
        await asyncio.sleep(BETWEEN)
    return taken, (bot.processor_seconds - began) / LOOKS * 1000


async def _paint(simulator: Simulator) -> None:
    """Mentors look at their week, one after the other, again and again."""
    day = f"{slot(0)[1]:%Y-%m-%d}"
    for number in count():
        await simulator.person(f"mentor-telegram-{number % PAINTED}").command("schedule", day)
        await asyncio.sleep(PAINT_EVERY)
