"""What a button can mean about the coordinator's decision."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from bot.actions.councils.looking import its_council
from bot.actions.spec import Spec


@dataclass(frozen=True, slots=True)
class ShowWaysOut:
    """What the coordinator can do when no time is feasible, or before all have answered."""

    spec: ClassVar = Spec("cw", typed="council {council} decide", about=its_council)
    council: int


@dataclass(frozen=True, slots=True)
class ExtendPoll:
    """Ask for some hours more; with `start` also about another time."""

    spec: ClassVar = Spec("cwe", about=its_council)
    council: int
    revision: int
    hours: int
    start: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReviewTime:
    """What it would mean to choose this time by hand."""

    spec: ClassVar = Spec("cwr", about=its_council)
    council: int
    start: datetime


@dataclass(frozen=True, slots=True)
class ChooseTime:
    """Choose this time by hand."""

    spec: ClassVar = Spec("cwc", about=its_council)
    council: int
    revision: int
    start: datetime


@dataclass(frozen=True, slots=True)
class CancelCouncil:
    """Call the council off (opens a form)."""

    spec: ClassVar = Spec("cx", typed="council {council} cancel", about=its_council)
    council: int
    revision: int


Presses = ShowWaysOut | ExtendPoll | ReviewTime | ChooseTime
Forms = CancelCouncil
