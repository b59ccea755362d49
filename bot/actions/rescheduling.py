"""What a button can mean about moving a session by agreement."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from bot.actions.sessions import ShowRequest, its_session
from bot.actions.spec import MENTORS, Spec


def its_request(action: Any) -> ShowRequest:
    """The request that an action is about."""
    return ShowRequest(action.request)


@dataclass(frozen=True, slots=True)
class PickTime:
    """The mentor's free times to move a session to, or to counter with, in the week that begins at `first`."""

    spec: ClassVar = Spec("rw", typed="sessions {session} reschedule", about=its_session)
    session: int
    first: date | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class PickDay:
    """The days of a month on which the mentor has free times to move a session to; why `day` has none."""

    spec: ClassVar = Spec("rm", about=its_session)
    session: int
    first: date | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class ProposeTime:
    """Ask for this time, or counter with it, where `turn` proposals were made (opens a form)."""

    spec: ClassVar = Spec("rt", about=its_session)
    session: int
    revision: int
    turn: int
    start: datetime
    minutes: int


@dataclass(frozen=True, slots=True)
class LetThemChoose:
    """Ask the mentee to choose another time (opens a form)."""

    spec: ClassVar = Spec("rq", roles=MENTORS, about=its_session)
    session: int
    revision: int


@dataclass(frozen=True, slots=True)
class AcceptTime:
    """Agree to what is on the table."""

    spec: ClassVar = Spec("ra", about=its_request)
    request: int
    turn: int


@dataclass(frozen=True, slots=True)
class DeclineTime:
    """Leave the session as it was."""

    spec: ClassVar = Spec("rd", about=its_request)
    request: int
    turn: int


@dataclass(frozen=True, slots=True)
class WithdrawRequest:
    """Take one's own request back."""

    spec: ClassVar = Spec("rx", about=its_request)
    request: int
    turn: int


@dataclass(frozen=True, slots=True)
class CancelInstead:
    """Cancel the session with a full refund, in answer to a mentor's request (opens a form)."""

    spec: ClassVar = Spec("rc", about=its_request)
    request: int
    turn: int


Presses = PickTime | PickDay | AcceptTime | DeclineTime | WithdrawRequest
Forms = ProposeTime | LetThemChoose | CancelInstead
