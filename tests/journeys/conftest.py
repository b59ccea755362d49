"""A programme that is set up, with people to act."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from core.clock import Clock
from storage.check import SqlCheck
from tests import pseudo
from tests.conftest import MORNING
from tests.databases import Databases, lent, opened
from tests.journeys.leftovers import leftovers
from tests.journeys.programme import Programme, Someone
from tests.payments import Provider
from tests.recorder import Chat


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


@pytest.fixture(autouse=True)
def pseudo_language() -> Iterator[None]:
    """Every journey is read in the pseudo-language: words that were never translated fail it, as does "0 sessions"."""
    pseudo.nothing_counted.clear()
    with pseudo.spoken():
        yield
    assert pseudo.nothing_counted == []


_sought: list[Callable[[Programme], list[str]]] = []


@pytest.fixture(autouse=True)
def looked_through() -> Iterator[None]:
    """At the end of every journey buttons are sought that were left on messages about what is over."""
    _sought.append(leftovers)
    yield
    _sought.clear()


@pytest.fixture
def programme(sqlite_url: str, clock: Clock) -> Iterator[Programme]:
    """On SQLite; what the error boundaries logged and the test did not take away fails it, and what was told twice."""
    programme = Programme(sqlite_url, clock, opening=opened)
    yield programme
    _end(programme)


def _end(programme: Programme) -> None:
    """What was seen is compared with what should be, now that all is done."""
    told_twice, forgotten = programme.told_twice(), programme.forgotten
    dead = [found for look in _sought for found in look(programme)]
    programme.close()
    assert programme.faults == []
    assert told_twice == []
    assert forgotten == []
    assert dead == []


@dataclass
class Settled:
    """A programme to begin from: its database, what the chats showed and people typed, the time it had become."""

    url: str
    typed: frozenset[str]
    chats: dict[str, dict[str, Chat]]
    now: datetime


def _copied(chats: Mapping[str, Chat]) -> dict[str, Chat]:
    return {channel: chat.copy() for channel, chat in chats.items()}


@contextmanager
def begun(settled: Settled, databases: Databases, clock: Clock) -> Iterator[Programme]:
    """A programme of one's own that goes on from there; whatever its error boundaries logged is a failure."""
    clock.move_to(settled.now)
    with lent(databases, settled.url) as url:
        programme = Programme(url, clock, opening=opened)
        programme.typed.update(settled.typed)
        for name, chats in settled.chats.items():
            programme.doors[name].chats = _copied(chats)
        yield programme
        _end(programme)


Story = Callable[[Programme], Awaitable[object]]
_told: dict[tuple[Databases, Story], Settled] = {}
"""Joining takes many transactions: what begins many tests is done once."""
on_both = pytest.mark.parametrize("kept_in", ["sqlite", "postgresql"], indirect=True)
"""Has a journey played on SQLite and on PostgreSQL."""


def once(databases: Databases, story: Story, before: Settled | None = None) -> Settled:
    """The programme after this story, which goes on from another."""
    if (databases, story) not in _told:
        _told[databases, story] = prepared(databases, story, before)
    return _told[databases, story]


@pytest.fixture
def settled(kept_in: Databases) -> Settled:
    return once(kept_in, settled_in)


def prepared(databases: Databases, story: Story, after: Settled | None = None) -> Settled:
    """A programme after this story, which goes on from another, or begins at MORNING."""
    clock = Clock()
    clock.move_to(after.now if after else MORNING)
    programme = Programme(databases.make(after.url if after else None), clock)
    if after is not None:
        programme.typed.update(after.typed)
        for name, chats in after.chats.items():
            programme.doors[name].chats = _copied(chats)
    with pseudo.spoken():
        asyncio.run(story(programme))
    forgotten = programme.forgotten
    programme.close()
    assert programme.faults == []
    assert forgotten == []
    chats = {name: door.chats for name, door in programme.doors.items()}
    return Settled(programme.url, frozenset(programme.typed), chats, clock.now())


@pytest.fixture
def cast(settled: Settled, kept_in: Databases, clock: Clock) -> Iterator[Cast]:
    """Whatever the error boundaries logged and the test did not take away fails it."""
    with begun(settled, kept_in, clock) as programme:
        yield people_of(programme)


def cast_after(deeds: Callable[[Cast], Awaitable[object]]) -> Callable[..., Iterator[Cast]]:
    """A fixture: the cast after these deeds, which are done once."""

    async def story(programme: Programme) -> None:
        await deeds(people_of(programme))

    @pytest.fixture
    def cast(settled: Settled, kept_in: Databases, clock: Clock) -> Iterator[Cast]:
        with begun(once(kept_in, story, settled), kept_in, clock) as programme:
            yield people_of(programme)

    return cast


def people_of(programme: Programme) -> Cast:
    return Cast(
        programme,
        olga=programme.meets("Olga Okafor", "Europe/London"),
        ana=programme.meets("Ana Lima", "America/Sao_Paulo", "slate"),
        ben=programme.meets("Ben Wolff", "Europe/Berlin", "slate"),
        mia=programme.meets("Mia Chen", "America/New_York"),
    )


async def settled_in(programme: Programme) -> Cast:
    """Everybody has joined, in chat."""
    cast = people_of(programme)
    for someone in (cast.olga, cast.ana, cast.ben, cast.mia):
        await someone.command("start")
    await cast.olga.command("admin", "mentor @ana")
    await cast.ana.sets_hours("mon-fri 9-12, 13-19")
    for mentee in ("@ben", "@mia"):
        await cast.olga.command("admin", f"plan {mentee} individual")
    return cast


def take_payments(cast: Cast, provider: Provider) -> None:
    cast.programme.knows("Razorpay", "too little balance", "card closed")
    cast.programme.charge(provider)
    cast.programme.change_mentor(cast.ana, rate=2500, currency="USD")


@pytest.fixture
def provider(cast: Cast) -> Iterator[Provider]:
    """Ana takes 25 dollars, paid through a provider; whatever happens, all money has its place."""
    provider = Provider()
    take_payments(cast, provider)
    yield provider
    assert list(SqlCheck(cast.programme.store).violations(timedelta())) == []


@pytest.fixture(params=["modals", "questions"])
def mentee(request: pytest.FixtureRequest, cast: Cast) -> Someone:
    return cast.ben if request.param == "modals" else cast.mia
