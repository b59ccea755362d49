"""What a button can mean on the way to a booking."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class BrowseMentors:
    """The list of mentors, by page (0 first), narrowed by a search text; `soonest` is who is free first."""

    page: int = 0
    search: str = ""
    soonest: bool = False


@dataclass(frozen=True, slots=True)
class FilterMentors:
    """Narrow the list by topic and rate (opens a form)."""

    search: str = ""
    soonest: bool = False


@dataclass(frozen=True, slots=True)
class WhoIsFree:
    """The mentors who can be booked at a time, by page, narrowed by a search text."""

    at: datetime
    search: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class SearchMentors:
    """Ask for a name or topic to search mentors by (opens a form)."""


@dataclass(frozen=True, slots=True)
class ShowWeek:
    """A mentor's free times in the week that begins at `first`; `day` is open. None: the first that has any."""

    mentor: int
    first: date | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class TakeSlot:
    """Hold a time of a mentor."""

    mentor: int
    start: datetime
    minutes: int


@dataclass(frozen=True, slots=True)
class Describe:
    """Say what the held session is about (opens a form)."""

    hold: int


@dataclass(frozen=True, slots=True)
class Review:
    """Look at what would be booked."""

    hold: int


@dataclass(frozen=True, slots=True)
class ConfirmBooking:
    """Book what is held."""

    hold: int


@dataclass(frozen=True, slots=True)
class LeaveBooking:
    """Let go of what is held."""

    hold: int


BookingAction = (
    BrowseMentors
    | FilterMentors
    | WhoIsFree
    | SearchMentors
    | ShowWeek
    | TakeSlot
    | Describe
    | Review
    | ConfirmBooking
    | LeaveBooking
)
