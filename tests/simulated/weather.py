"""What goes wrong in a seed. Most of it is off in each, so that what is rare meets other things that are rare."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import timedelta
from random import Random
from typing import TypeVar

from sqlalchemy.exc import OperationalError

from core.outbox import Scope, TryLater, Unreachable, Unsure

T = TypeVar("T")
HANGS = 45.0
"""Seconds: longer than delivery waits for an answer."""
IS_ON = 0.2


PASSING = (
    "429",
    "503",
    "no answer",
    "the connection was refused half-way",
    "the connection ended before the answer",
)
"""What is said of troubles after which one tries again."""


@dataclass
class Faults:
    """How likely each is where it is on: of one call, one delivery, or (`an_hour`) so many times an hour."""

    limited: float = 0.05
    lost_before: float = 0.05
    lost_after: float = 0.05
    hanging: float = 0.02
    slow: float = 0.3
    closed_an_hour: float = 2.0
    twice: float = 0.2
    disordered: float = 0.2
    away_an_hour: float = 2.0
    torn: float = 0.01
    full_an_hour: float = 1.0
    deaths_an_hour: float = 4.0
    skewed: float = 0.7
    webhooks_late: float = 0.5
    webhooks_twice: float = 0.5
    webhooks_lost: float = 0.2
    mail_failing: float = 0.2
    rooms_failing: float = 0.2
    payments_failing: float = 0.4
    calendars_failing: float = 0.5
    sluggish: float = 0.03


class Weather:
    """Fair until it is begun, and from the moment when it is `calmed`."""

    def __init__(self, seed: int) -> None:
        self._chance = Random(f"{seed} weather")
        drawn = {
            each.name: each.default if self._chance.random() < IS_ON else 0.0 for each in fields(Faults)
        }
        self.faults = Faults(**drawn)
        self.is_calm = True
        self.is_away = False
        self.is_full = False
        self.excused_until = 0.0

    def __str__(self) -> str:
        on = [each.name.replace("_", " ") for each in fields(Faults) if getattr(self.faults, each.name)]
        return ", ".join(on) or "fair"

    def calm(self) -> None:
        """From now on nothing goes wrong."""
        self.is_calm, self.is_away, self.is_full = True, False, False

    @property
    def faults_of_database(self) -> bool:
        """Whether the database fails in this seed."""
        drawn = self.faults
        return bool(drawn.away_an_hour or drawn.full_an_hour or drawn.torn)

    def strikes(self, fault: str) -> bool:
        """Whether it goes wrong this time."""
        likely: float = getattr(self.faults, fault)
        return bool(likely) and not self.is_calm and self._chance.random() < likely

    def between(self, least: float, most: float) -> float:
        return self._chance.uniform(least, most)

    async def until_next(self, fault: str) -> None:
        """Wait for the next of what comes so many times an hour; where it never does, for ever."""
        rate: float = getattr(self.faults, fault)
        await asyncio.sleep(self._chance.expovariate(rate / 3600) if rate else 10**9)

    async def over_the_network(self, act: Callable[[], T], *, closed: bool = False) -> T:
        """What somebody else's server does for us, as it reaches us."""
        await asyncio.sleep(self.between(0.01, 12.0 if self.strikes("slow") else 0.1))
        if closed:
            raise Unreachable("403: blocked by the user")
        if self.strikes("limited"):
            wait = timedelta(seconds=self._chance.choice([1, 3, 20, 90]))
            raise TryLater("429", wait, self._chance.choice([Scope.CHAT, Scope.BOT]))
        if self.strikes("lost_before"):
            raise Unsure("the connection was refused half-way")
        if self.strikes("hanging"):
            if self._chance.random() < 0.5:
                act()
            await asyncio.sleep(HANGS)
            raise Unsure("no answer")
        done = act()
        await asyncio.sleep(self.between(0.01, 0.1))
        if self.strikes("lost_after"):
            raise Unsure("the connection ended before the answer")
        return done

    async def fail(self, act: Callable[[], T]) -> T:
        """Go wrong in one of the ways in which a service can: not now, half-way, done without an answer, hanging."""
        way = self._chance.randrange(4)
        if way == 0:
            raise TryLater("503", scope=Scope.NOTICE)
        if way == 1:
            raise Unsure("the connection was refused half-way")
        if way == 2:
            await asyncio.sleep(HANGS)
        act()
        raise Unsure("the connection ended before the answer")

    def before_turn(self) -> float:
        """Seconds that a transaction waits, for a lock or for a machine that stands still."""
        return self.between(1, 40) if self.strikes("sluggish") else 0.0

    def before_transaction(self, *, writes: bool) -> None:
        """Raise what the driver raises where the database is away, or its disk is full."""
        if self.is_away:
            raise _of_driver("the server closed the connection unexpectedly")
        if self.is_full and writes:
            raise _of_driver("could not extend file: no space left on device")

    def after_commit(self) -> None:
        """It is committed, and nobody hears of it."""
        if self.strikes("torn"):
            raise _of_driver("the connection was lost while COMMIT was answered")


def _of_driver(words: str) -> OperationalError:
    return OperationalError("", {}, Exception(words))
