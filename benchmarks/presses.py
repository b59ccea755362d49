"""How long a press takes from the wire to its answer on the wire, next to a bare echo bot on the same library."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.programme import characters, found, slot
from benchmarks.simulator import Simulator
from benchmarks.table import Row, percentile

WARM = 5
PRESSES = 100
LOOKERS = 4  # who take turns: one alone would press more often than anybody may
LOOKER = 5
"""The first of them: nobody who looks is just being told of a booking, and answered below that."""
BOOKS_AIM, LOOKS_AIM, P99_AIM = 3.5, 3, 25
MEMORY_AIM = 120


def rows() -> Iterator[Row]:
    """Presses that book and presses that only look, on both platforms."""

    async def collected() -> list[Row]:
        return [row async for row in _rows()]

    yield from asyncio.run(collected())


async def _rows() -> AsyncIterator[Row]:
    cast = characters(WARM + PRESSES)
    with TemporaryDirectory(prefix="parley-bench-") as folder:
        database = f"sqlite:///{Path(folder) / 'parley.db'}"
        for platform in ("slack", "telegram"):
            found(database, platform, cast)
        async with (
            Simulator(cast).serve() as ours,
            Simulator(cast).serve() as other,
            ours.bot("bot", "run", database=database) as parley,
            other.bot("benchmarks.echo"),
        ):
            for platform in ("slack", "telegram"):
                echoes, looks, books = await _presses(platform, ours, other)
                for row in _compared("books", platform, books, echoes, BOOKS_AIM):
                    yield row
                for row in _compared("looks", platform, looks, echoes, LOOKS_AIM):
                    yield row
            memory = parley.megabytes
            yield Row(
                f"memory after {2 * (WARM + PRESSES)} bookings",
                f"{memory:.0f} MB",
                aim=f"< {MEMORY_AIM} MB",
                met=memory < MEMORY_AIM,
            )


async def _presses(
    platform: str, ours: Simulator, other: Simulator
) -> tuple[Sequence[float], Sequence[float], Sequence[float]]:
    """Milliseconds of the echo bot, of looking at another week and of booking, by turns."""
    echoes: list[float] = []
    looks: list[float] = []
    books: list[float] = []
    asker = other.person(f"mentor-{platform}-0")
    lookers = [ours.person(f"mentor-{platform}-{LOOKER + number}") for number in range(LOOKERS)]
    await asker.command("ask")
    await asker.sees("Pressed 0 times")
    for looker in lookers:
        await looker.command("book", f"@mentor-{platform}-0")
        await looker.sees("A time with")
    for number in range(WARM + PRESSES):
        mentee = ours.person(f"mentee-{platform}-{number}")
        mentor, start = slot(number)
        await mentee.command("book", f"@mentor-{platform}-{mentor} {start:%Y-%m-%d %H:%M}")
        await mentee.sees("Review and confirm")
        echoes.append(await other.answered(asker.press("Again")))
        books.append(await ours.answered(mentee.press("Confirm booking")))
        await mentee.sees("Your session is confirmed")
        looker = lookers[number // 2 % LOOKERS]
        looks.append(await ours.answered(looker.press("Earlier" if number % 2 else "Later")))
    return echoes[WARM:], looks[WARM:], books[WARM:]


def _compared(
    what: str, platform: str, ours: Sequence[float], echoes: Sequence[float], aim: float
) -> Iterator[Row]:
    """The median and the 99th percentile, of milliseconds."""
    named = f"press that {what}, {platform.title()}"
    middle, worst = median(ours), percentile(ours, 99)
    echo, worst_echo = median(echoes), percentile(echoes, 99)
    yield Row(
        f"{named}, median",
        f"{middle:.1f} ms",
        f"echo bot: {echo:.1f} ms",
        f"{middle / echo:.1f}",
        f"<= {aim}",
        middle / echo <= aim,
    )
    yield Row(
        f"{named}, p99",
        f"{worst:.1f} ms",
        f"echo bot: {worst_echo:.1f} ms",
        f"{worst / worst_echo:.1f}",
        f"< {P99_AIM} ms",
        worst < P99_AIM,
    )
