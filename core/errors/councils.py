"""Refusals about councils."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from core.errors.common import Refusal


@dataclass
class CouncilNotAllowed(Refusal):
    """The person has another part in the council, or none. `what` is a code."""

    what: str


@dataclass
class CouncilPlanNeeded(Refusal):
    """Councils are for the council plan. `plan` is the person's."""

    plan: str


@dataclass
class CouncilOver(Refusal):
    """The council is not in a state in which this can be done. `status` is its code."""

    moved_on: ClassVar = True
    council: int
    status: str


@dataclass
class StaleCouncil(Refusal):
    """The council has changed since the button was drawn."""

    moved_on: ClassVar = True
    council: int


@dataclass
class WrongNumber(Refusal):
    """A council has so many mentors, proposed times or places (`what` is a code), and no other number."""

    what: str
    least: int
    most: int
    count: int


@dataclass
class TimeTooSoon(Refusal):
    """A time for a council must not be before `earliest`: of this council, where it was proposed already."""

    wanted: datetime
    earliest: datetime
    council: int | None = None


@dataclass
class MentorsBusy(Refusal):
    """These mentors have something else at that time, or have said that they cannot."""

    council: int
    starts_at: datetime
    names: tuple[str, ...]


@dataclass
class BusyThen(Refusal):
    """The person has something else at the time of the council."""

    starts_at: datetime


@dataclass
class NotInstant(Refusal):
    """These mentors want to be asked first, so that no time can be confirmed at once."""

    names: tuple[str, ...]


@dataclass
class TimeUnclear(Refusal):
    """What was typed is no time. `why` is the code of a `bot.typed.times.WhyNot` or `Why`, or `day_only`."""

    text: str
    why: str
