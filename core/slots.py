"""What can be booked, and why not: one decision, asked by the list for many times and by booking for one.

For a given duration the starts that can be booked are ranges, and so are the others, each of those with its reason.
The list is the mentor's grid within the first; judging a time is looking it up in the second.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import TypeAlias

from core.hours import Hours, Openings
from core.intervals import Interval, complement, subtract
from core.rules import Rules
from core.zones import DAY, EPOCH, ceil_minute, floor_minute, instant, weekday

_NEVER = 1 << 40
_openings = lru_cache(maxsize=256)(Hours.openings)


class Reason(StrEnum):
    """Why a time cannot be booked."""

    INACTIVE = "inactive"
    DURATION = "duration"
    PAST = "past"
    NOTICE = "notice"
    HORIZON = "horizon"
    EXCEPTION = "exception"
    OFF_HOURS = "off_hours"
    BOOKED = "booked"
    CALENDAR = "calendar"
    BUFFER = "buffer"
    WEEK_FULL = "week_full"
    OWN_SESSION = "own_session"
    OFF_GRID = "off_grid"


class BusyKind(StrEnum):
    """What a person's time is spoken for by."""

    SESSION = "session"
    HOLD = "hold"
    COUNCIL = "council"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True)
class Busy:
    """Spoken-for time, aware UTC: [starts_at, ends_at), and after it a buffer until `buffered_until`."""

    starts_at: datetime
    ends_at: datetime
    buffered_until: datetime
    kind: BusyKind = BusyKind.SESSION


_Claim: TypeAlias = tuple[int, int, int]
"""Start, end, and the end of the buffer after it."""
_Closed: TypeAlias = tuple[int, int, Reason]
"""Starts in [from, until) cannot be booked, and why."""


class Diary:
    """A mentor's time as one mentee sees it at one moment. Durations are minutes, instants aware UTC.

    `busy` is the mentor's time without what the mentee holds; `own` is the mentee's. `counted` are starts:
    of the mentor's sessions and holds that count towards the weekly maximum, in all weeks asked about.
    Expired holds are left out by whoever fetches them.
    """

    def __init__(
        self,
        rules: Rules,
        now: datetime,
        busy: Iterable[Busy] = (),
        own: Iterable[Busy] = (),
        counted: Iterable[datetime] = (),
    ) -> None:
        self.rules = rules
        zone = rules.zone
        self._now = ceil_minute(now)
        self._soonest = self._now + rules.notice
        self._horizon = zone.closes((zone.day(floor_minute(now)) + rules.days_ahead + 1) * DAY)
        buffer = rules.buffer
        sessions: list[_Claim] = []
        calendar: list[_Claim] = []
        for each in busy:
            if each.starts_at >= each.ends_at:
                continue  # calendars have moments, which take no time
            start, end, until = _claim(each)
            if each.kind is BusyKind.CALENDAR:
                calendar.append((start, end, end))
            else:
                sessions.append((start, end, max(until, end + buffer)))
        self._sessions = sessions
        self._calendar = calendar
        self._own = list(map(_claim, own))
        self._weeks = Counter(_monday(zone.day(floor_minute(start))) for start in counted)

    @property
    def soonest(self) -> datetime:
        """The first instant at which a session may start."""
        return instant(self._soonest)

    @property
    def horizon(self) -> datetime:
        """The end of the last date, in the mentor's zone, on which a session may start."""
        return instant(self._horizon)

    def slots(self, since: datetime, until: datetime, duration: int | None = None) -> list[datetime]:
        """The starts in [since, until) that can be booked, earliest first."""
        minutes = self._minutes(duration)
        first, last = max(ceil_minute(since), self._soonest), min(ceil_minute(until), self._horizon)
        if first >= last or self._refused(minutes):
            return []
        anchors, free = self.anchors(first, last, minutes), self.free(first, last, minutes)
        return free_starts(anchors, self.rules.interval, free)

    def judge(self, start: datetime, duration: int | None = None) -> Reason | None:
        """Why `start` cannot be booked; None for exactly those starts that `slots` lists."""
        minutes = self._minutes(duration)
        if refused := self._refused(minutes):
            return refused
        minute = floor_minute(start)
        if bound := self._bound(minute):
            return bound
        openings, closed = self._closed(minute, minute + 1, minutes)
        if reason := _why(closed, minute):
            return reason
        anchor = openings.anchors[bisect_right(openings.anchors, minute) - 1]
        on_grid = (minute - anchor) % self.rules.interval == 0 and start == instant(minute)
        return None if on_grid else Reason.OFF_GRID

    def conflict(self, start: datetime, duration: int) -> Reason | None:
        """Why `start` is impossible at all: `judge` without the grid and the list of durations."""
        minute = floor_minute(start)
        if not self.rules.active:
            return Reason.INACTIVE
        return self._bound(minute) or _why(self._closed(minute, minute + 1, duration)[1], minute)

    def explain(self, since: datetime, until: datetime, duration: int | None = None) -> Reason | None:
        """Why [since, until) has no slot, in the word that says most about it; None when it has one.

        Told is what stands nearest to a free slot: full before too soon before over before off.
        """
        minutes = self._minutes(duration)
        if refused := self._refused(minutes):
            return refused
        first, last = ceil_minute(since), ceil_minute(until)
        if first >= last:
            return Reason.OFF_HOURS
        if first >= self._horizon:
            return Reason.HORIZON
        if last <= self._now:
            return Reason.PAST
        openings, closed = self._closed(first, last, minutes)
        open_hours = complement(
            ((low, high) for low, high, reason in closed if reason is Reason.OFF_HOURS), (first, last)
        )
        grid = map(floor_minute, free_starts(openings.anchors, self.rules.interval, open_hours))
        reasons = {self._bound(minute) or _why(closed, minute) for minute in grid}
        if None in reasons:
            return None
        shut = any(start < last and end > first for start, end in openings.exceptions)
        return min(reasons, key=_TELLING.index, default=Reason.EXCEPTION if shut else Reason.OFF_HOURS)

    def _minutes(self, duration: int | None) -> int:
        return self.rules.default_duration if duration is None else duration

    def _refused(self, duration: int) -> Reason | None:
        if not self.rules.active:
            return Reason.INACTIVE
        return None if duration in self.rules.durations else Reason.DURATION

    def _bound(self, minute: int) -> Reason | None:
        if minute < self._now:
            return Reason.PAST
        if minute < self._soonest:
            return Reason.NOTICE
        return Reason.HORIZON if minute >= self._horizon else None

    def anchors(self, first: int, last: int, duration: int) -> list[int]:
        """Where the grid starts afresh in the days of [first, last), UTC minutes."""
        return self._openings(first, last, duration).anchors

    def free(self, first: int, last: int, duration: int) -> list[Interval]:
        """When a session of any duration may start within [first, last), UTC minutes, on the grid or off it."""
        if not self.rules.active:
            return []
        bookable = self._openings(first, last, duration).bookable
        first, last = max(first, self._soonest), min(last, self._horizon)
        lead = duration - 1  # a session that starts so long before an interval, or less, still runs into it
        lead_and_buffer = lead + self.rules.buffer
        taken = [(start - lead_and_buffer, until) for start, _, until in self._sessions]
        taken += [(start - lead, end) for start, end, _ in self._calendar]
        taken += [(start - lead, until) for start, _, until in self._own]
        taken += self._full_weeks(first, last)
        return subtract([(max(start, first), min(end - lead, last)) for start, end in bookable], taken)

    def _openings(self, first: int, last: int, duration: int) -> Openings:
        zone = self.rules.zone
        return _openings(self.rules.hours, zone.day(first), zone.day(last + duration))

    def _closed(self, first: int, last: int, duration: int) -> tuple[Openings, list[_Closed]]:
        """Which starts in [first, last), UTC minutes, cannot be booked; the first reason found is told."""
        openings = self._openings(first, last, duration)
        lead = duration - 1
        closed = [(start - lead, end, Reason.EXCEPTION) for start, end in openings.exceptions]
        closing = -_NEVER
        for start, end in openings.windows:
            closed.append((closing, start, Reason.OFF_HOURS))
            closing = end - lead
        closed.append((closing, _NEVER, Reason.OFF_HOURS))
        closed += [(start - lead, end, Reason.OFF_HOURS) for start, end in openings.breaks]
        closed += [(start - lead, end, Reason.BOOKED) for start, end, _ in self._sessions]
        closed += [(start - lead, end, Reason.CALENDAR) for start, end, _ in self._calendar]
        lead_and_buffer = lead + self.rules.buffer
        closed += [(start - lead_and_buffer, until, Reason.BUFFER) for start, _, until in self._sessions]
        closed += [(start, end, Reason.WEEK_FULL) for start, end in self._full_weeks(first, last)]
        closed += [(start - lead, until, Reason.OWN_SESSION) for start, _, until in self._own]
        return openings, [each for each in closed if each[0] < last and each[1] > first]

    def _full_weeks(self, first: int, last: int) -> Iterator[Interval]:
        maximum, zone = self.rules.weekly_maximum, self.rules.zone
        if maximum is None:
            return
        for monday in range(_monday(zone.day(first)), zone.day(last) + 1, 7):
            if self._weeks[monday] >= maximum:
                yield zone.midnight(monday), zone.midnight(monday + 7)


def free_starts(anchors: Sequence[int], interval: int, free: Iterable[Interval]) -> list[datetime]:
    """The starts within the free ranges on a grid that begins anew at each anchor."""
    starts: list[datetime] = []
    bounds = [*anchors, _NEVER]
    for low, high in free:
        place = bisect_right(anchors, low)
        while low < high:
            minute, end = low + (bounds[place - 1] - low) % interval, min(high, bounds[place])
            while minute < end:
                day, of_day = divmod(minute, DAY)
                position, first = divmod(of_day, interval)
                wanted = (end - minute + interval - 1) // interval
                found = _instants(day, first, interval)[position : position + wanted]
                starts += found
                minute += len(found) * interval
            low, place = end, place + 1
    return starts


@lru_cache(maxsize=512)
def _instants(day: int, first: int, interval: int) -> list[datetime]:
    """From a minute of a UTC day to its end, every `interval` minutes: made once for all mentors."""
    return [instant(day * DAY + minute) for minute in range(first, DAY, interval)]


_TELLING = (
    Reason.WEEK_FULL,
    Reason.BOOKED,
    Reason.CALENDAR,
    Reason.BUFFER,
    Reason.OWN_SESSION,
    Reason.NOTICE,
    Reason.HORIZON,
    Reason.PAST,
    Reason.EXCEPTION,
    Reason.OFF_HOURS,
)


def _why(closed: Iterable[_Closed], minute: int) -> Reason | None:
    return next((reason for low, high, reason in closed if low <= minute < high), None)


def _claim(busy: Busy) -> _Claim:
    # As floor_minute and ceil_minute say: a diary is made of many, and half of its time would be calls of those.
    start, end, until = busy.starts_at - EPOCH, EPOCH - busy.ends_at, EPOCH - busy.buffered_until
    return (
        start.days * DAY + start.seconds // 60,
        -(end.days * DAY + end.seconds // 60),
        -(until.days * DAY + until.seconds // 60),
    )


def _monday(day: int) -> int:
    return day - weekday(day)
