"""Refusals about booking."""

from dataclasses import dataclass
from datetime import date, datetime

from core.errors.common import Refusal


@dataclass
class PlanDoesNotBook(Refusal):
    """The person's plan does not include bookings. `plan` is its code."""

    plan: str


@dataclass
class MonthUsedUp(Refusal):
    """All sessions of the month are used; `renews` is the first day of the next, in the mentee's zone."""

    allowed: int
    renews: date


@dataclass
class Suspended(Refusal):
    """The person is suspended and cannot book."""


@dataclass
class TimeNotFree(Refusal):
    """The time cannot be booked. `reason` is a `core.slots.Reason`; `nearest` are free starts near it."""

    mentor: int
    mentor_name: str
    wanted: datetime
    reason: str
    nearest: tuple[datetime, ...] = ()
    minutes: int = 30


@dataclass
class NothingFree(Refusal):
    """The mentor has no free time within the horizon."""

    mentor_name: str


@dataclass
class SlotTaken(Refusal):
    """Somebody was faster: the database's own verdict."""


@dataclass
class DurationNotOffered(Refusal):
    """The duration is not one that can be booked; `offered` are, in minutes."""

    minutes: int
    offered: tuple[int, ...]


@dataclass
class HoldExpired(Refusal):
    """The time was held for a while and is no longer; `mentor` and `starts_at` allow to choose again."""

    mentor: int | None = None
