"""What a button can mean about the list of mentors."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from bot.actions.spec import Spec


@dataclass(frozen=True, slots=True)
class BrowseMentors:
    """The list of mentors, by page (0 first), narrowed by a search text; `soonest` is who is free first."""

    spec: ClassVar = Spec("bm", typed="mentors {search}")
    page: int = 0
    search: str = ""
    soonest: bool = False


@dataclass(frozen=True, slots=True)
class FilterMentors:
    """Narrow the list by topic and rate (opens a form)."""

    spec: ClassVar = Spec("bl", about=lambda it: BrowseMentors(0, it.search, it.soonest))
    search: str = ""
    soonest: bool = False


@dataclass(frozen=True, slots=True)
class WhoIsFree:
    """The mentors who can be booked at a time, by page, narrowed by a search text."""

    spec: ClassVar = Spec("bn")
    at: datetime
    search: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class ChooseHour:
    """The hours of a day between two of its minutes, to see who is free then."""

    spec: ClassVar = Spec("bo")
    day: date
    since: int
    until: int
    search: str = ""


@dataclass(frozen=True, slots=True)
class SearchMentors:
    """Ask for a name or topic to search mentors by (opens a form)."""

    spec: ClassVar = Spec("bf", about=lambda _: BrowseMentors())


@dataclass(frozen=True, slots=True)
class ShowMentor:
    """Who a mentor is, and when they are free next."""

    spec: ClassVar = Spec("bv")
    mentor: int


Presses = BrowseMentors | WhoIsFree | ChooseHour | ShowMentor
Forms = FilterMentors | SearchMentors
