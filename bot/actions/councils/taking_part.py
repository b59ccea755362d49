"""What a button can mean about taking part in a council."""

from dataclasses import dataclass
from typing import ClassVar

from bot.actions.councils.looking import its_council
from bot.actions.spec import MENTORS, Spec


@dataclass(frozen=True, slots=True)
class Register:
    """Take a place with goals and questions, or change these (opens a form)."""

    spec: ClassVar = Spec("cr", typed="council {council} register", about=its_council)
    council: int


@dataclass(frozen=True, slots=True)
class LeaveCouncil:
    """Give one's place up; asked first unless `sure`."""

    spec: ClassVar = Spec("crx", typed="council {council} leave", about=its_council)
    council: int
    sure: bool = False


@dataclass(frozen=True, slots=True)
class DropOut:
    """Leave a confirmed council as its mentor (opens a form)."""

    spec: ClassVar = Spec("cu", roles=MENTORS, typed="council {council} out", about=its_council)
    council: int
    revision: int


@dataclass(frozen=True, slots=True)
class JoinCouncil:
    """Ask for the meeting link, and be recorded as having come."""

    spec: ClassVar = Spec("cj", typed="council {council} join", about=its_council)
    council: int


Presses = LeaveCouncil | JoinCouncil
Forms = Register | DropOut
