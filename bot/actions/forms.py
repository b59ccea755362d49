"""What a button can mean about a form that is being filled in."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from bot.actions.spec import Spec


@dataclass(frozen=True, slots=True)
class OpenForm:
    """Open a form afresh, with what was filled in before."""

    spec: ClassVar = Spec("fo")
    draft: int


@dataclass(frozen=True, slots=True)
class AnswerQuestion:
    """Choose an option (by its place) for a field (by its place) of a form asked question by question."""

    spec: ClassVar = Spec("fa")
    draft: int
    field: int
    option: int


@dataclass(frozen=True, slots=True)
class AnswerDay:
    """Choose a day for a field (by its place) of a form asked question by question."""

    spec: ClassVar = Spec("fd")
    draft: int
    field: int
    day: date


@dataclass(frozen=True, slots=True)
class TurnMonth:
    """Look at the days of another month, which begins on `first`, for a field (by its place)."""

    spec: ClassVar = Spec("fm")
    draft: int
    field: int
    first: date


@dataclass(frozen=True, slots=True)
class KeepAnswer:
    """Leave a field as it is, or empty where it may be, and go on."""

    spec: ClassVar = Spec("fk")
    draft: int
    field: int


@dataclass(frozen=True, slots=True)
class KeepRest:
    """Leave all remaining fields as they are and send the form in."""

    spec: ClassVar = Spec("fr")
    draft: int


@dataclass(frozen=True, slots=True)
class PreviousQuestion:
    """Go back to the field before `field`."""

    spec: ClassVar = Spec("fp")
    draft: int
    field: int


@dataclass(frozen=True, slots=True)
class LeaveForm:
    """Give the form up."""

    spec: ClassVar = Spec("fx")
    draft: int


Presses = (
    OpenForm | AnswerQuestion | AnswerDay | TurnMonth | KeepAnswer | KeepRest | PreviousQuestion | LeaveForm
)
