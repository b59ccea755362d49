"""What a button can mean about the way to a booking."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from bot.actions.sessions import ShowSession
from bot.actions.spec import Spec


def its_session_to_be(action: Any) -> ShowSession:
    """A session has the id that its hold had."""
    return ShowSession(action.hold)


@dataclass(frozen=True, slots=True)
class ShowWeek:
    """A mentor's free times in the week that begins at `first`; `day` is open. None: the first that has any."""

    spec: ClassVar = Spec("bw")
    mentor: int
    first: date | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class ShowWindow:
    """The same for sessions of `minutes` (None: what is usual), between two minutes of the day alone."""

    spec: ClassVar = Spec("bh")
    mentor: int
    first: date | None = None
    day: date | None = None
    minutes: int | None = None
    since: int = 0
    until: int = 1440


@dataclass(frozen=True, slots=True)
class ShowMonth:
    """The days of a month on which a mentor has free times, as `ShowWindow`; why `day` has none."""

    spec: ClassVar = Spec("bk")
    mentor: int
    first: date | None = None
    day: date | None = None
    minutes: int | None = None
    since: int = 0
    until: int = 1440


@dataclass(frozen=True, slots=True)
class AskWhen:
    """Answer what was typed `at` that moment about the time of a session with the mentor who is now chosen."""

    spec: ClassVar = Spec("bq")
    mentor: int
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class TakeSlot:
    """Hold a time of a mentor."""

    spec: ClassVar = Spec("bt", about=lambda it: ShowWeek(it.mentor))
    mentor: int
    start: datetime
    minutes: int


@dataclass(frozen=True, slots=True)
class Review:
    """Look at what would be booked."""

    spec: ClassVar = Spec("br", about=its_session_to_be)
    hold: int


@dataclass(frozen=True, slots=True)
class Describe:
    """Say what the held session is about (opens a form)."""

    spec: ClassVar = Spec("bd", about=lambda it: Review(it.hold))
    hold: int


@dataclass(frozen=True, slots=True)
class ConfirmBooking:
    """Book what is held."""

    spec: ClassVar = Spec("bc", about=lambda it: Review(it.hold))
    hold: int


@dataclass(frozen=True, slots=True)
class LeaveBooking:
    """Let go of what is held."""

    spec: ClassVar = Spec("bx", about=its_session_to_be)
    hold: int


@dataclass(frozen=True, slots=True)
class Discuss:
    """Say with whom to discuss what somebody wrote (opens a form)."""

    spec: ClassVar = Spec("bg")


Presses = ShowWeek | ShowWindow | ShowMonth | AskWhen | TakeSlot | Review | ConfirmBooking | LeaveBooking
Forms = Describe | Discuss
