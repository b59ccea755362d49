"""A mentor's schedule compiled: which minutes of a day are open, and which rule takes the others away."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from core.availability import AvailabilityException, BlockKind, DayPattern, Schedule
from core.intervals import Interval, merge, subtract
from core.zones import DAY, DayPart, Zone, day_number, instant, weekday


@dataclass(frozen=True, slots=True)
class Openings:
    """Some days in UTC minutes since 1970: `windows` are what is AVAILABLE, `breaks` and `exceptions` subtract.

    All are merged, and `bookable` is what is left.

    `anchors`, ascending, are where the grid of slots starts afresh: where a window starts, also where
    it meets the tail of the evening before, so that the grid of a date depends on no other date.
    """

    windows: list[Interval]
    anchors: list[int]
    breaks: list[Interval]
    exceptions: list[Interval]
    bookable: list[Interval]


@dataclass(frozen=True, slots=True)
class _Day:
    """What begins on one date, in minutes of wall time from its midnight."""

    windows: tuple[Interval, ...] = ()
    breaks: tuple[Interval, ...] = ()
    exceptions: tuple[Interval, ...] = ()


class Hours:
    """The weekly hours and exceptions of one mentor.

    A window belongs to the date on which it starts. An AVAILABLE exception replaces what starts on its
    dates and leaves the tail of the evening before; a full day off closes its dates and the tails of
    their evenings.
    """

    def __init__(self, schedule: Schedule, default_hours: Interval) -> None:
        self.zone = Zone(schedule.zone)
        default = _Day(windows=(default_hours,))
        self._week = tuple(map(_day, schedule.weekly.days)) if schedule.weekly else (default,) * 7
        self._dates: dict[int, _Day] = {}
        by_day: dict[int, list[AvailabilityException]] = {}
        for exception in schedule.exceptions:
            for day in range(day_number(exception.first), day_number(exception.last) + 1):
                by_day.setdefault(day, []).append(exception)
        for day, exceptions in by_day.items():
            self._dates[day] = _changed(self._week[weekday(day)], exceptions)

    def openings(self, first: int, last: int) -> Openings:
        """What starts on the days (numbers) from `first` to `last` or on the evening before them."""
        windows: list[Interval] = []
        anchors: list[int] = []
        breaks: list[Interval] = []
        exceptions: list[Interval] = []
        opens: Callable[[int], int]
        closes: Callable[[int], int]
        for day in range(first - 1, last + 1):
            rules = self._dates.get(day) or self._week[weekday(day)]
            midnight = day * DAY
            if (offset := self.zone.steady(day)) is None:
                opens, closes = self.zone.opens, self.zone.closes
            else:
                opens = closes = offset.__rsub__
            latest: int | None = None
            for start, end in rules.windows:
                opening, closing = opens(midnight + start), closes(midnight + end)
                if opening >= closing:  # the hours lie in a gap of the clock
                    continue
                if latest is None or opening > latest:
                    anchors.append(opening)
                latest = closing
                windows.append((opening, closing))
            for start, end in rules.breaks:
                breaks.append((opens(midnight + start), closes(midnight + end)))
            for start, end in rules.exceptions:
                exceptions.append((opens(midnight + start), closes(midnight + end)))
        windows, breaks, exceptions = merge(windows), merge(breaks), merge(exceptions)
        bookable = subtract(windows, breaks + exceptions)
        return Openings(windows, anchors, breaks, exceptions, bookable)

    def may_open(self, days: Iterable[DayPart]) -> bool:
        """Whether a window can touch one of the parts of days (see `Zone.parts`); False is certain.

        Cheap enough to be asked of thousands of mentors before their openings are worked out.
        """
        for day, of_week, first, last in days:
            rules = self._dates.get(day) or self._week[of_week]
            for start, end in rules.windows:
                if start <= last and end > first:
                    return True
        return False

    def opens_after(self, first: int, days: int) -> int | None:
        """No minute from `first` (UTC) on is open before this one; None where none is in so many `days`.

        Cheap enough to be asked of thousands of mentors before their openings are worked out.
        """
        today = self.zone.day(first)
        for day in range(today - 2, today + days + 1):  # hours run on for two days at most
            rules = self._dates.get(day) or self._week[weekday(day)]
            for start, end in rules.windows:
                if self.zone.closes(day * DAY + end) > first:
                    return max(first, self.zone.opens(day * DAY + start))
        return None

    def bookable(self, first: date, last: date) -> list[tuple[datetime, datetime]]:
        """The open stretches of the mentor's dates from `first` to `last`, both included, in aware UTC.

        They are AVAILABLE less everything else, cut at the beginning and the end of those dates.
        """
        first_day, last_day = day_number(first), day_number(last)
        begin, end = self.zone.midnight(first_day), self.zone.midnight(last_day + 1)
        return [
            (instant(max(start, begin)), instant(min(until, end)))
            for start, until in self.openings(first_day, last_day).bookable
            if start < end and until > begin
        ]


@lru_cache(maxsize=4096)
def _day(pattern: DayPattern) -> _Day:
    blocks = pattern.blocks if pattern.enabled else ()
    available = [(block.start, block.end) for block in blocks if block.kind is BlockKind.AVAILABLE]
    others = [(block.start, block.end) for block in blocks if block.kind is not BlockKind.AVAILABLE]
    return _Day(tuple(merge(available)), tuple(merge(others)))


def _changed(day: _Day, exceptions: Iterable[AvailabilityException]) -> _Day:
    replacing = [each.hours for each in exceptions if each.kind is BlockKind.AVAILABLE]
    closing = [each for each in exceptions if each.kind is not BlockKind.AVAILABLE]
    if replacing:
        day = _Day(windows=tuple(merge(replacing)))
    if any(each.full_day for each in closing):
        day = _Day()
    return _Day(day.windows, day.breaks, tuple(merge(each.hours for each in closing)))
