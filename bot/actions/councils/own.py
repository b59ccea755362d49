"""What a button can mean about a mentee's own council: a common time, at once."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from bot.actions.councils.looking import its_council
from bot.actions.spec import Spec


@dataclass(frozen=True, slots=True)
class FindTime:
    """When all of the mentors can, between two dates (None: as soon and as far as can be booked)."""

    spec: ClassVar = Spec("cf", about=its_council)
    council: int
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class ChooseWindow:
    """Say between which dates (opens a form)."""

    spec: ClassVar = Spec("cfw", about=lambda it: FindTime(it.council))
    council: int


@dataclass(frozen=True, slots=True)
class ConveneAt:
    """Have it at this time, with those of the mentors who are free."""

    spec: ClassVar = Spec("cfc", about=its_council)
    council: int
    revision: int
    start: datetime


@dataclass(frozen=True, slots=True)
class SwapMentor:
    """Take a mentor in place of another."""

    spec: ClassVar = Spec("cfs", about=lambda it: FindTime(it.council))
    council: int
    revision: int
    leaving: int
    coming: int


@dataclass(frozen=True, slots=True)
class OpenToOthers:
    """Let other mentees register, or no longer."""

    spec: ClassVar = Spec("cfo", about=its_council)
    council: int
    revision: int
    opened: bool


Presses = FindTime | ConveneAt | SwapMentor | OpenToOthers
Forms = ChooseWindow
