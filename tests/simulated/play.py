"""A seed, played: the world for some hours, then until everything has come to rest."""

import asyncio
import gc
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from pathlib import Path
from random import Random

from core import ids
from core.clock import Clock
from storage.migrate import upgrade
from storage.store import SqlStore, open_store
from tests.postgres import in_memory
from tests.simulated import verdict
from tests.simulated.loop import running
from tests.simulated.world import KEY, World, listening, start_of

CALM_HOURS = 3
HOUR = 3600.0


@dataclass
class Played:
    """What a seed came to."""

    seed: int
    story: list[str]
    wrong: list[str]
    weather: str
    pressed: set[str]
    told: set[str]
    refused: set[str]

    @property
    def digest(self) -> str:
        return sha256("\n".join(self.story).encode()).hexdigest()[:16]


class Stage:
    """Where worlds get their empty databases."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._template = folder / "template.db"
        self._numbers = count()
        upgrade(f"sqlite:///{self._template}")

    @contextmanager
    def store(self) -> Iterator[SqlStore]:
        path = self._folder / f"{next(self._numbers)}.db"
        shutil.copy(self._template, path)
        store = open_store(f"sqlite:///{path}", Clock(), keys=[KEY])
        try:
            yield store
        finally:
            store.close()
            for file in self._folder.glob(f"{path.name}*"):
                file.unlink()

    def play(self, seed: int, hours: float) -> Played:
        """Play it to its end."""
        chance = Random(f"{seed} loop")
        with self.store() as store, running(chance, start_of(seed)) as loop:
            world = World(seed, loop, store)
            ids.begin(world.entropy)
            with listening(world):
                try:
                    loop.run_until_complete(_all_of(world, hours))
                finally:
                    loop.bury([process for bot in world.bots for process in bot.past])
            told = verdict.kinds(world)
        return Played(seed, world.story, world.wrong, str(world.weather), world.did, told, world.refused)


@contextmanager
def stage() -> Iterator[Stage]:
    """A folder in memory, for as long as worlds are played."""
    with tempfile.TemporaryDirectory(prefix="parley-simulated-", dir=in_memory()) as folder:
        made = Stage(Path(folder))
        gc.freeze()
        yield made


async def _all_of(world: World, hours: float) -> None:
    await world.begin()
    while hours > 0 and not world.wrong:
        await asyncio.sleep(min(hours, 1.0) * HOUR)
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
