"""What a button can mean within a form."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OpenForm:
    """Open a form afresh, with what was filled in before."""

    draft: int


@dataclass(frozen=True, slots=True)
class AnswerQuestion:
    """Choose an option (by its place) for a field (by its place) of a form asked question by question."""

    draft: int
    field: int
    option: int


@dataclass(frozen=True, slots=True)
class KeepAnswer:
    """Leave a field as it is, or empty where it may be, and go on."""

    draft: int
    field: int


@dataclass(frozen=True, slots=True)
class KeepRest:
    """Leave all remaining fields as they are and send the form in."""

    draft: int


@dataclass(frozen=True, slots=True)
class PreviousQuestion:
    """Go back to the field before `field`."""

    draft: int
    field: int


@dataclass(frozen=True, slots=True)
class LeaveForm:
    """Give the form up."""

    draft: int


TalkAction = OpenForm | AnswerQuestion | KeepAnswer | KeepRest | PreviousQuestion | LeaveForm
