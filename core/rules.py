"""A mentor's rules with the policies' defaults filled in."""

from core.availability import Schedule
from core.hours import Hours
from core.policies import Policies


class Rules:
    """Hours, lengths, buffer and notice (in minutes) and days ahead; compiled once, asked often."""

    def __init__(self, schedule: Schedule, policies: Policies) -> None:
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
