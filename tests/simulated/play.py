"""A seed, played: the world for some hours, then until everything has come to rest."""

import asyncio
import gc
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from random import Random
from unittest.mock import patch

from sqlalchemy import Connection, StaticPool, create_engine

from bot import service
from core import ids
from core.clock import Clock
from scheduler import wakeups
from storage.engines import Engines
from storage.migrate import upgrade
from storage.store import SqlStore
from storage.vault import Vault
from tests.postgres import in_memory
from tests.simulated import verdict
from tests.simulated.coverage import Met
from tests.simulated.loop import Loop, running
from tests.simulated.wired import WiredWorld, on_the_wire
from tests.simulated.world import KEY, World, listening, start_of

CALM_HOURS = 3
HOUR = 3600.0
SELDOM = timedelta(seconds=30)
"""How often delivery looks without having been woken, and payment providers are asked. The product does both
more often, which would be most of what an hour costs."""


@dataclass
class Played:
    """What a seed came to."""

    seed: int
    story: list[str]
    wrong: list[str]
    weather: str
    met: Met

    @property
    def digest(self) -> str:
        return sha256("\n".join(self.story).encode()).hexdigest()[:16]


class Stage:
    """Where worlds get their empty databases."""

    def __init__(self, template: bytes) -> None:
        self._template = template

    @contextmanager
    def store(self) -> Iterator[SqlStore]:
        """A database in memory, on one connection: who reads and who writes take turns anyway.

        Who reads while reading sees the same; who writes meanwhile is refused.
        """
        raw = sqlite3.connect(":memory:", isolation_level=None, cached_statements=1024)
        raw.deserialize(self._template)
        raw.execute("PRAGMA foreign_keys=ON")
        engine = create_engine(
            "sqlite://",
            creator=lambda: raw,
            poolclass=StaticPool,
            pool_reset_on_return=None,
            hide_parameters=True,
        )
        engine.dialect.do_begin = lambda _: raw.execute("BEGIN")  # type: ignore[method-assign]
        connection = engine.connect()

        @contextmanager
        def begin() -> Iterator[Connection]:
            with connection.begin():
                yield connection

        @contextmanager
        def view() -> Iterator[Connection]:
            with nullcontext() if connection.in_transaction() else connection.begin():
                yield connection

        reader = engine.execution_options()
        engine.begin, reader.begin = begin, view  # type: ignore[method-assign]
        try:
            yield SqlStore(Engines(engine, reader), Clock(), None, Vault([KEY]))
        finally:
            raw.close()

    def play(self, seed: int, hours: float) -> Played:
        """Play it to its end, at the recorder's doors."""
        with self._loop(seed) as (store, loop):
            return _played(World(seed, loop, store), hours)

    def play_wired(self, seed: int, hours: float) -> Played:
        """The same on both real adapters."""
        with self._loop(seed) as (store, loop), on_the_wire(loop):
            world = WiredWorld(seed, loop, store)
            played = _played(world, hours)
        played.wrong.extend(world.complaints)
        return played

    @contextmanager
    def _loop(self, seed: int) -> Iterator[tuple[SqlStore, Loop]]:
        with self.store() as store, running(Random(f"{seed} loop"), start_of(seed)) as loop:
            yield store, loop


def _played(world: World, hours: float) -> Played:
    ids.begin(world.entropy)
    with _collecting_by_the_hour(), listening(world):
        try:
            world.loop.run_until_complete(_all_of(world, hours))
        finally:
            world.loop.bury([process for bot in world.bots for process in bot.past])
    met = Met(world.done, verdict.kinds(world), world.refused)
    return Played(world.seed, world.story, world.wrong, str(world.weather), met)


@contextmanager
def _collecting_by_the_hour() -> Iterator[None]:
    """What becomes garbage ends at the same moments in each play: that of libraries still has something to end.

    What was there before is not looked through each time.
    """
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def stage() -> Iterator[Stage]:
    """What it takes to play worlds."""
    with tempfile.TemporaryDirectory(prefix="parley-simulated-", dir=in_memory()) as folder:
        path = Path(folder) / "template.db"
        upgrade(f"sqlite:///{path}")
        with closing(sqlite3.connect(path)) as file:
            file.execute("PRAGMA journal_mode=DELETE")
            template = file.serialize()
    gc.freeze()
    with patch.object(wakeups, "HEARTBEAT", SELDOM), patch.object(service, "ASKED_EVERY", SELDOM):
        yield Stage(template)


async def _all_of(world: World, hours: float) -> None:
    async with world.services():
        await _live(world, hours)


async def _live(world: World, hours: float) -> None:
    await world.begin()
    while hours > 0 and not world.wrong:
        await asyncio.sleep(min(hours, 1.0) * HOUR)
        gc.collect()
        hours -= 1
        world.wrong += verdict.while_it_runs(world)
    if world.wrong:
        return
    await world.end()
    for _ in range(CALM_HOURS * 60):
        await asyncio.sleep(60)
        if world.wrong or (verdict.is_at_rest(world) and not verdict.at_the_end(world)):
            break
    world.tell("everything has come to rest")
    world.wrong += verdict.at_the_end(world)
