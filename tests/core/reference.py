"""Slots the slow way, for comparison: every minute is asked by itself, with datetimes from zoneinfo."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from core.availability import Block, BlockKind, Schedule
from core.policies import Policies
from core.slots import Busy, BusyKind

MINUTE = timedelta(minutes=1)
MARGIN = timedelta(days=4)
WALL_EPOCH = datetime(1970, 1, 1, tzinfo=UTC).replace(tzinfo=None)


class Reference:
    """What can be booked in [since, until), whole minutes in UTC, for one duration."""

    def __init__(
        self,
        schedule: Schedule,
        policies: Policies,
        now: datetime,
        since: datetime,
        until: datetime,
        busy: Sequence[Busy] = (),
        own: Sequence[Busy] = (),
        counted: Iterable[datetime] = (),
    ) -> None:
        self.schedule, self.policies, self.now = schedule, policies, now
        self.since, self.until = since, until
        self.busy, self.own = busy, own
        self.zone = ZoneInfo(schedule.zone)
        self.weeks = Counter(self.monday(start) for start in counted)
        self.begin = since - MARGIN
        self.minutes = [self.begin + MINUTE * i for i in range((until - since + 2 * MARGIN) // MINUTE)]
        self.walls = [(self.local(m).replace(tzinfo=None) - WALL_EPOCH) // MINUTE for m in self.minutes]

    def local(self, instant: datetime) -> datetime:
        return instant.astimezone(self.zone)

    def monday(self, instant: datetime) -> date:
        day = self.local(instant).date()
        return day - timedelta(days=day.weekday())

    def span(self, day: date, start: int, end: int) -> range:
        """From the first to the last minute whose wall clock lies in these hours of the day, as indices."""
        midnight = (day - WALL_EPOCH.date()).days * 1440
        near = max(0, midnight - (self.begin.replace(tzinfo=None) - WALL_EPOCH) // MINUTE - 2 * 1440)
        inside = [
            i
            for i in range(near, min(near + 6 * 1440, len(self.walls)))
            if midnight + start <= self.walls[i] < midnight + end
        ]
        return range(inside[0], inside[-1] + 1) if inside else range(0)

    def blocks_of(self, day: date) -> tuple[list[Block], list[Block]]:
        """The pattern and the subtracting exceptions of what starts on the day."""
        if self.schedule.weekly is None:
            pattern = [Block(*self.policies.default_hours)]
        else:
            weekday = self.schedule.weekly.days[day.weekday()]
            pattern = list(weekday.blocks) if weekday.enabled else []
        exceptions = [e for e in self.schedule.exceptions if e.first <= day <= e.last]
        replacing = [e for e in exceptions if e.kind is BlockKind.AVAILABLE]
        others = [e for e in exceptions if e.kind is not BlockKind.AVAILABLE]
        if replacing:
            pattern = [Block(*e.hours) for e in replacing]
        if any(e.start is None for e in others):
            pattern = []
        return pattern, [Block(*e.hours, BlockKind.BLOCKED) for e in others]

    @cached_property
    def bookable_and_grid(self) -> tuple[set[int], set[int]]:
        available: set[int] = set()
        removed: set[int] = set()
        anchors: set[int] = set()
        first = self.local(self.minutes[0]).date() + timedelta(days=2)
        for days in range((self.until - self.since).days + 6):
            day = first + timedelta(days=days)
            pattern, exceptions = self.blocks_of(day)
            opened: set[int] = set()
            for block in pattern + exceptions:
                minutes = self.span(day, block.start, block.end)
                (opened if block.kind is BlockKind.AVAILABLE else removed).update(minutes)
            anchors |= {i for i in opened if i - 1 not in opened}
            available |= opened
        grid: set[int] = set()
        anchor = 0
        for i in range(len(self.minutes)):
            if i in anchors:
                anchor = i
            if i in available and (i - anchor) % self.policies.slot_interval == 0:
                grid.add(i)
        return available - removed, grid

    def is_free(self, start: datetime, end: datetime) -> bool:
        buffer = timedelta(minutes=self.schedule.buffer_minutes or 0)
        for each in self.busy:
            if each.kind is BusyKind.CALENDAR:
                free = end <= each.starts_at or start >= each.ends_at
            else:
                before = end + buffer <= each.starts_at
                free = before or (start >= each.buffered_until and start >= each.ends_at + buffer)
            if not free:
                return False
        return all(end <= each.starts_at or start >= each.buffered_until for each in self.own)

    def is_in_time(self, start: datetime) -> bool:
        notice, ahead = self.schedule.min_notice_minutes, self.schedule.max_days_ahead
        notice = self.policies.min_notice_minutes if notice is None else notice
        ahead = self.policies.max_days_ahead if ahead is None else ahead
        last_date = self.local(self.now).date() + timedelta(days=ahead)
        return start >= self.now + timedelta(minutes=notice) and self.local(start).date() <= last_date

    def slots(self, duration: int) -> list[datetime]:
        bookable, grid = self.bookable_and_grid
        most = self.schedule.max_sessions_per_week
        return [
            start
            for i, start in enumerate(self.minutes)
            if self.since <= start < self.until
            and i in grid
            and all(j in bookable for j in range(i, i + duration))
            and self.is_in_time(start)
            and self.is_free(start, start + timedelta(minutes=duration))
            and (most is None or self.weeks[self.monday(start)] < most)
        ]
