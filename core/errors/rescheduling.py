"""Refusals about rescheduling."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from core.errors.common import Refusal


@dataclass
class RequestOpen(Refusal):
    """There is a reschedule request already, which has to be answered first."""

    moved_on: ClassVar = True
    session: int = 0


@dataclass
class StillRequested(Refusal):
    """The mentor has not accepted the booking yet, so the mentee cannot reschedule it."""

    session: int


@dataclass
class RequestClosed(Refusal):
    """The reschedule request has had its answer, or none in time. `status` is its code."""

    moved_on: ClassVar = True
    session: int
    status: str


@dataclass
class NothingToAnswer(Refusal):
    """Nobody has asked to reschedule the session, or the request has ended."""

    session: int


@dataclass
class NotYourTurn(Refusal):
    """The other side has to answer what was proposed last."""

    session: int


@dataclass
class RoundsUsedUp(Refusal):
    """There were `allowed` counter-proposals: now it is taken or left."""

    session: int
    allowed: int


@dataclass
class RescheduleTooLate(Refusal):
    """Asking to reschedule the session was possible until `until`."""

    session: int
    until: datetime


@dataclass
class RescheduledEnough(Refusal):
    """The role has rescheduled the session as often as is `allowed`."""

    session: int
    allowed: int


@dataclass
class TooManyRequests(Refusal):
    """The role has asked to reschedule the session as often as is `allowed`, whatever came of it."""

    session: int
    allowed: int


@dataclass
class SameTime(Refusal):
    """The time that was proposed is the one that stands, or is on the table already."""

    session: int


@dataclass
class LengthPaidFor(Refusal):
    """A session with a price keeps its length."""

    minutes: int


@dataclass
class RescheduleNotFree(Refusal):
    """A session cannot be rescheduled to `wanted`. `reason` is a `core.slots.Reason`.

    `nearest` are free starts near it, which can be proposed where `turn` proposals were made; without them there
    is nothing left to propose. `revision` is the session's, `role` the reader's.
    """

    session: int
    revision: int
    turn: int
    role: str
    wanted: datetime
    reason: str
    nearest: tuple[datetime, ...]
    minutes: int


@dataclass
class TheirMonthUsedUp(Refusal):
    """The mentee has used all sessions of the month to which a mentor would reschedule one; it renews on `renews`."""

    session: int
    name: str
    renews: date
