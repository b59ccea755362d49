"""Which members an admin wants to see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from core.people import Person, Plan, Role

IDLE_AFTER = timedelta(days=30)


class Activity(StrEnum):
    """What members are up to: a session in the last 30 days or ahead makes one active."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True)
class MemberQuery:
    """Members for whom all of it fits; `text` is in their name, handle or e-mail. None and "" fit everybody."""

    role: Role | None = None
    plan: Plan | None = None
    activity: Activity | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Usage:
    """How many sessions a member has used of a month, and how many the plan allows, None without a limit."""

    person: Person
    used: int
    allowed: int | None


@dataclass(frozen=True, slots=True)
class UsageQuery:
    """Who is on one of the `plans` or has used any of the month that begins at `month`; with `full`, all of it.

    `allowed` is by plan as in `Policies.monthly_sessions`.
    """

    month: date
    allowed: Mapping[Plan, int | None]
    plans: Sequence[Plan]
    full: bool = False
