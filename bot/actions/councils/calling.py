"""What a button can mean about putting a council together."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from bot.actions.councils.looking import ShowCouncils, its_council
from bot.actions.spec import Spec


@dataclass(frozen=True, slots=True)
class CallCouncil:
    """Begin a new council (opens a form)."""

    spec: ClassVar = Spec("cn", typed="council new", about=lambda _: ShowCouncils())


@dataclass(frozen=True, slots=True)
class DescribeCouncil:
    """Change what a council is about, and its numbers (opens a form)."""

    spec: ClassVar = Spec("cd", about=its_council)
    council: int
    revision: int


@dataclass(frozen=True, slots=True)
class PickMentors:
    """Mentors who fit what is wanted, best first, by page; those who are in it are marked."""

    spec: ClassVar = Spec("cm", typed="council {council} mentors", about=its_council)
    council: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class TakeMentor:
    """Take a mentor in, or ask one more; `page` is of the list."""

    spec: ClassVar = Spec("cma", about=lambda it: PickMentors(it.council, it.page))
    council: int
    revision: int
    mentor: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class DropMentor:
    """Leave a mentor out, as long as nobody has been asked."""

    spec: ClassVar = Spec("cmd", about=lambda it: PickMentors(it.council, it.page))
    council: int
    revision: int
    mentor: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class NameMentor:
    """Take in a mentor by name (opens a form)."""

    spec: ClassVar = Spec("cmn", about=lambda it: PickMentors(it.council))
    council: int
    revision: int


@dataclass(frozen=True, slots=True)
class AppointLead:
    """Let a mentor lead; None: nobody does."""

    spec: ClassVar = Spec("cml", about=lambda it: PickMentors(it.council))
    council: int
    revision: int
    mentor: int | None


@dataclass(frozen=True, slots=True)
class PickTimes:
    """Good times out of the mentors' availability from `first` on; those that are proposed are marked."""

    spec: ClassVar = Spec("ct", typed="council {council} times", about=its_council)
    council: int
    first: date | None = None


@dataclass(frozen=True, slots=True)
class PickTimesDay:
    """The days of a month on which any of the mentors is free; why `day` is none of them."""

    spec: ClassVar = Spec("ctm", about=its_council)
    council: int
    first: date | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class AddTime:
    """Propose a time."""

    spec: ClassVar = Spec("cta", about=lambda it: PickTimes(it.council))
    council: int
    revision: int
    start: datetime


@dataclass(frozen=True, slots=True)
class DropTime:
    """Propose a time no longer."""

    spec: ClassVar = Spec("ctd", about=lambda it: PickTimes(it.council))
    council: int
    revision: int
    start: datetime


@dataclass(frozen=True, slots=True)
class TypeTimes:
    """Type the times to propose (opens a form)."""

    spec: ClassVar = Spec("ctt", about=lambda it: PickTimes(it.council))
    council: int
    revision: int


@dataclass(frozen=True, slots=True)
class OpenPoll:
    """Ask the mentors."""

    spec: ClassVar = Spec("co", typed="council {council} ask", about=its_council)
    council: int
    revision: int


Presses = (
    PickMentors
    | TakeMentor
    | DropMentor
    | AppointLead
    | PickTimes
    | PickTimesDay
    | AddTime
    | DropTime
    | OpenPoll
)
Forms = CallCouncil | DescribeCouncil | NameMentor | TypeTimes
