"""A mentor's rules with the policies' defaults filled in."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from core.availability import Schedule
from core.hours import Hours
from core.intervals import Interval
from core.policies import Policies

_KEPT = 8192  # compiled rules take about 3 kB


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the policies say about bookable time."""

    default_hours: Interval
    slot_interval: int
    durations: tuple[int, ...]
    default_duration: int
    min_notice_minutes: int
    max_days_ahead: int


class Rules:
    """Hours, lengths, buffer and notice (in minutes) and days ahead; compiled once, asked often."""

    def __init__(self, schedule: Schedule, policies: Policies | Defaults) -> None:
        def own(value: int | None, default: int) -> int:
            return default if value is None else value

        self.hours = Hours(schedule, policies.default_hours)
        self.zone = self.hours.zone
        self.active = schedule.active
        self.interval = policies.slot_interval
        self.durations = policies.durations
        self.buffer = own(schedule.buffer_minutes, 0)
        self.notice = own(schedule.min_notice_minutes, policies.min_notice_minutes)
        self.days_ahead = own(schedule.max_days_ahead, policies.max_days_ahead)
        self.weekly_maximum = schedule.max_sessions_per_week
        wished = own(schedule.default_duration, policies.default_duration)
        self.default_duration = wished if wished in self.durations else policies.default_duration


def rules_of(schedule: Schedule, policies: Policies) -> Rules:
    """The rules, compiled when they are first asked for."""
    return compiler(policies)(schedule)


def compiler(policies: Policies) -> Callable[[Schedule], Rules]:
    """What makes rules of schedules under these policies, once of each."""
    return _compiler(
        Defaults(
            policies.default_hours,
            policies.slot_interval,
            policies.durations,
            policies.default_duration,
            policies.min_notice_minutes,
            policies.max_days_ahead,
        )
    )


@lru_cache(maxsize=2)
def _compiler(defaults: Defaults) -> Callable[[Schedule], Rules]:
    return lru_cache(maxsize=_KEPT)(lambda schedule: Rules(schedule, defaults))
