"""A programme that is set up, with people to act."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

import pytest

from core.clock import Clock
from tests.journeys.programme import Programme, Someone


@dataclass(repr=False)
class Cast:
    """Olga runs the programme, Ana is a mentor (Mon to Fri 9-12, 13-19 in São Paulo), Ben and Mia have plans.

    Ana and Ben are at the door with modals, Olga and Mia at the one without.
    """

    programme: Programme
    olga: Someone
    ana: Someone
    ben: Someone
    mia: Someone


@pytest.fixture
def programme(sqlite_url: str, clock: Clock) -> Iterator[Programme]:
    """On SQLite; whatever the error boundaries logged and the test did not take away fails it."""
    programme = Programme(sqlite_url, clock)
    yield programme
    programme.close()
    assert programme.faults == []


@pytest.fixture
async def cast(programme: Programme) -> Cast:
    return await settled_in(programme)


async def settled_in(programme: Programme) -> Cast:
    """Everybody has joined, in chat."""
    olga = programme.meets("Olga Okafor", "Europe/London")
    ana = programme.meets("Ana Lima", "America/Sao_Paulo", "slate")
    ben = programme.meets("Ben Wolff", "Europe/Berlin", "slate")
    mia = programme.meets("Mia Chen", "America/New_York")
    for someone in (olga, ana, ben, mia):
        await someone.command("start")
    await olga.command("admin", "mentor @ana")
    await ana.sets_hours("mon-fri 9-12, 13-19")
    for mentee in ("@ben", "@mia"):
        await olga.command("admin", f"plan {mentee} individual")
    return Cast(programme, olga, ana, ben, mia)
