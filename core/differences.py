"""How a mentor's hours differ before and after a change, by weekday and by date."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from core.availability import DAY_MINUTES, LONGEST_RANGE_DAYS, AvailabilityException, Block, WeeklyPattern
from core.changes import blocks_of
from core.hours import Hours
from core.intervals import Interval


@dataclass(frozen=True, slots=True)
class DayChange:
    """Weekdays that change alike, and their blocks before and after (none: closed)."""

    weekdays: tuple[int, ...]
    before: tuple[Block, ...]
    after: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class DateChange:
    """Consecutive dates that change alike, and when they are open before and after, in minutes of wall time."""

    first: date
    last: date
    before: tuple[Interval, ...]
    after: tuple[Interval, ...]


def day_changes(before: WeeklyPattern, after: WeeklyPattern) -> tuple[DayChange, ...]:
    """What is different in the week, weekdays that change alike together."""
    alike: dict[tuple[tuple[Block, ...], tuple[Block, ...]], list[int]] = {}
    for weekday, days in enumerate(zip(before.days, after.days, strict=True)):
        was, becomes = map(blocks_of, days)
        if was != becomes:
            alike.setdefault((was, becomes), []).append(weekday)
    return tuple(DayChange(tuple(days), *change) for change, days in alike.items())


def date_changes(
    before: Hours, after: Hours, exceptions: Iterable[AvailabilityException], today: date
) -> tuple[DateChange, ...]:
    """What is different on the dates of these exceptions from today on, neighbours that change alike together."""
    furthest = today + timedelta(days=LONGEST_RANGE_DAYS)
    dates = {
        each.first + timedelta(days=after_first)
        for each in exceptions
        for after_first in range((each.last - each.first).days + 1)
    }
    found: list[DateChange] = []
    for day in sorted(day for day in dates if today <= day <= furthest):
        was, becomes = wall_hours(before, day), wall_hours(after, day)
        if was == becomes:
            continue
        last = found[-1] if found else None
        if last and last.last == day - timedelta(days=1) and (last.before, last.after) == (was, becomes):
            found[-1] = replace(last, last=day)
        else:
            found.append(DateChange(day, day, was, becomes))
    return tuple(found)


def wall_hours(hours: Hours, day: date) -> tuple[Interval, ...]:
    """When a date is open, in minutes of wall time from its midnight."""
    zone = ZoneInfo(hours.zone.name)
    found: list[Interval] = []
    for opens, closes in hours.bookable(day, day):
        start, end = opens.astimezone(zone), closes.astimezone(zone)
        tomorrow = DAY_MINUTES if end.date() > day else 0
        found.append((start.hour * 60 + start.minute, tomorrow + end.hour * 60 + end.minute))
    return tuple(found)
