"""Finding a time: weeks and months as the viewer sees them, the next free day, the nearest slots."""

from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from core.slots import Diary, Reason
from core.zones import Zone, ceil_minute, date_of, day_number, floor_minute, instant

_WEEK = 7


@dataclass(frozen=True, slots=True)
class Day:
    """One of the viewer's dates: its slots, or the reason why it has none."""

    date: date
    slots: tuple[datetime, ...]
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class Dates:
    """A week or a month of the viewer's dates; without any slot, `next_free` is the next date that has one.

    `previous` and `next` are the first dates of those to turn to, None where nothing can be booked.
    """

    days: tuple[Day, ...]
    previous: date | None
    next: date | None
    next_free: date | None


def bookable_dates(diary: Diary, zone: str) -> tuple[date, date]:
    """The first and the last of the viewer's dates on which a slot can lie."""
    viewer = Zone(zone)
    last = viewer.day(floor_minute(diary.horizon) - 1)
    return date_of(min(viewer.day(ceil_minute(diary.soonest)), last)), date_of(last)


def week(diary: Diary, zone: str, first: date, duration: int | None = None) -> Dates:
    """The seven dates from `first` in the viewer's zone, or from the bookable date nearest to it."""
    earliest, latest = bookable_dates(diary, zone)
    first = min(max(first, earliest), latest)
    before, following = first - timedelta(days=_WEEK), first + timedelta(days=_WEEK)
    days = _days(diary, zone, first, _WEEK, duration)
    return Dates(
        days=days,
        previous=max(before, earliest) if first > earliest else None,
        next=following if following <= latest else None,
        next_free=_next_free(diary, zone, days, duration),
    )


def month(diary: Diary, zone: str, first: date, duration: int | None = None) -> Dates:
    """All dates of the month in which `first` lies, or of the bookable month nearest to it."""
    earliest, latest = bookable_dates(diary, zone)
    dates = month_of(min(max(first, earliest), latest))
    days = _days(diary, zone, dates[0], len(dates), duration)
    before, following = dates[0] - timedelta(days=1), dates[-1] + timedelta(days=1)
    return Dates(
        days=days,
        previous=before.replace(day=1) if before >= earliest else None,
        next=following if following <= latest else None,
        next_free=_next_free(diary, zone, days, duration),
    )


def month_of(day: date) -> list[date]:
    """All dates of the month in which the day lies."""
    return [day.replace(day=number + 1) for number in range(monthrange(day.year, day.month)[1])]


def within(found: Dates, zone: str, minutes: int, since: int, until: int) -> Dates:
    """The dates with only the slots that lie between two minutes of the day; or begin there, where it is too short."""

    def fits(slot: datetime) -> bool:
        local = slot.astimezone(ZoneInfo(zone))
        start = local.hour * 60 + local.minute
        return since <= start and (start + minutes <= until or (until - since < minutes and start < until))

    days = tuple(replace(day, slots=tuple(filter(fits, day.slots))) for day in found.days)
    return replace(found, days=days)


def dates_to_show(
    diary: Diary,
    zone: str,
    first: date | None,
    day: date | None,
    duration: int | None = None,
    *,
    whole_month: bool = False,
) -> Dates:
    """The week that begins at `first`; None: at `day`, else now, or where that has no slot, where there is one.

    Of a `whole_month` it is the month in which that date lies.
    """
    around = month if whole_month else week
    shown = around(diary, zone, first or day or bookable_dates(diary, zone)[0], duration)
    if first is None and shown.next_free is not None:
        return around(diary, zone, shown.next_free, duration)
    return shown


def day_to_open(days: Iterable[Day], wanted: date | None) -> date | None:
    """The date that is shown in detail: the one that is wanted if it has slots, else the first that has."""
    free = [each.date for each in days if each.slots]
    return wanted if wanted in free else next(iter(free), None)


def next_free_day(diary: Diary, zone: str, after: date, duration: int | None = None) -> date | None:
    """The viewer's first date after `after` that has a slot; None when there is none to the horizon."""
    since = max(midnight(zone, after + timedelta(days=1)), diary.soonest)
    while since < diary.horizon:
        until = since + timedelta(days=_WEEK)
        if slots := diary.slots(since, until, duration):
            return date_of(Zone(zone).day(floor_minute(slots[0])))
        since = until
    return None


def free_days(diary: Diary, zone: str, count: int = _WEEK) -> tuple[Day, ...]:
    """The viewer's next dates that have slots, `count` at most."""
    found: dict[date, list[datetime]] = {}
    since = diary.soonest
    viewer = Zone(zone)
    while since < diary.horizon and len(found) <= count:
        until = since + timedelta(days=_WEEK)
        for slot in diary.slots(since, until):
            found.setdefault(date_of(viewer.day(floor_minute(slot))), []).append(slot)
        since = until
    return tuple(Day(day, tuple(slots), None) for day, slots in list(found.items())[:count])


def nearest(diary: Diary, wanted: datetime, n: int = 5, duration: int | None = None) -> list[datetime]:
    """The `n` slots nearest to `wanted`, earliest first; fewer when there are no more to the horizon."""
    wanted = min(max(wanted, diary.soonest), diary.horizon)
    reach = timedelta(days=1)
    while True:
        since, until = wanted - reach, wanted + reach
        slots = diary.slots(since, until + timedelta(minutes=1), duration)
        if len(slots) >= n or (since <= diary.soonest and until >= diary.horizon):
            return sorted(sorted(slots, key=lambda slot: abs(slot - wanted))[:n])
        reach *= 3


def fitting_durations(
    diary: Diary, start: datetime, durations: tuple[int, ...] | None = None
) -> tuple[int, ...]:
    """Those of `durations` (else of all on offer) for which `start` can be booked."""
    offered = diary.rules.durations if durations is None else durations
    return tuple(minutes for minutes in offered if diary.judge(start, minutes) is None)


def _days(diary: Diary, zone: str, first: date, count: int, duration: int | None) -> tuple[Day, ...]:
    midnights = [midnight(zone, first + timedelta(days=after)) for after in range(count + 1)]
    slots = diary.slots(midnights[0], midnights[-1], duration)
    days: list[Day] = []
    for after, (since, until) in enumerate(pairwise(midnights)):
        of_day = tuple(slots[bisect_left(slots, since) : bisect_left(slots, until)])
        reason = None if of_day else diary.explain(since, until, duration)
        days.append(Day(first + timedelta(days=after), of_day, reason))
    return tuple(days)


def _next_free(diary: Diary, zone: str, days: tuple[Day, ...], duration: int | None) -> date | None:
    return None if any(day.slots for day in days) else next_free_day(diary, zone, days[-1].date, duration)


def midnight(zone: str, day: date) -> datetime:
    """When the date begins in the zone, aware UTC; where clocks skip midnight, the first instant after it."""
    return instant(Zone(zone).midnight(day_number(day)))
