"""Wall clocks and instants in whole minutes since 1970, so that hours and slots are integer arithmetic.

A wall minute is what the clock on the wall shows, counted as if there were no zones; a day is a number of
days since 1970.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from typing import TypeAlias
from zoneinfo import ZoneInfo, available_timezones

DAY = 1440
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_ORDINAL = date(1970, 1, 1).toordinal()
_YEAR = 366 * DAY
_MARGIN = 3 * DAY  # more than the largest offset and the largest jump, a whole day, together
_FOREVER = 1 << 40
_LARGEST_JUMP = 180  # minutes; days that a zone skips aside

Stretch: TypeAlias = tuple[int, int, int]
"""Since, until (UTC minutes, half-open) and the offset from UTC in between."""
DayPart: TypeAlias = tuple[int, int, int, int]
"""A day, its weekday, and two wall minutes counted from its midnight, both included."""


@cache
def names() -> frozenset[str]:
    """All IANA zones there are; `zoneinfo` walks through its files each time."""
    return frozenset(available_timezones())


def floor_minute(instant: datetime) -> int:
    """The minute in which an aware instant lies."""
    passed = instant - EPOCH
    return passed.days * DAY + passed.seconds // 60


def ceil_minute(instant: datetime) -> int:
    """The first minute that does not begin before an aware instant."""
    left = EPOCH - instant
    return -(left.days * DAY + left.seconds // 60)


def instant(minute: int) -> datetime:
    """The aware UTC instant at which a minute begins."""
    return EPOCH + timedelta(minutes=minute)


def day_number(day: date) -> int:
    """Days from 1970-01-01 to `day`."""
    return day.toordinal() - _FIRST_ORDINAL


def date_of(number: int) -> date:
    """The date that lies `number` days after 1970-01-01."""
    return date.fromordinal(number + _FIRST_ORDINAL)


def weekday(number: int) -> int:
    """The weekday of a day, Monday is 0; day 0 was a Thursday."""
    return (number + 3) % 7


@dataclass(frozen=True, slots=True)
class Zone:
    """An IANA time zone, read once per year and then kept as a handful of offsets."""

    name: str

    def opens(self, wall: int) -> int:
        """The first instant whose wall clock shows `wall` or later: the jump in a gap, the first of two."""
        for since, until, offset in _stretches(self.name, wall // _YEAR):
            minute = wall - offset
            if minute < since:
                minute = since
            if minute < until:
                return minute
        raise AssertionError("the last stretch has no end")

    def closes(self, wall: int) -> int:
        """The end of the last minute whose wall clock shows less than `wall`.

        In a gap that is the jump; inside a repeated hour its second occurrence. The very beginning of a
        repeated hour is reached once: so 24:00 is the end of its date also where midnight comes twice.
        """
        for since, until, offset in reversed(_stretches(self.name, wall // _YEAR)):
            minute = wall - offset
            if minute > until:
                minute = until
            if minute > since:
                return minute
        raise AssertionError("the first stretch has no beginning")

    def steady(self, day: int) -> int | None:
        """The one offset from UTC for all hours that begin on a day, which run on for two days at most.

        None where the clock is changed within a day of them, and where finding out would take longer.
        """
        return _steady(self.name, day)

    def wall(self, minute: int) -> int:
        """The wall minute that the clock shows at a UTC minute."""
        for _since, until, offset in _stretches(self.name, minute // _YEAR):
            if minute < until:
                return minute + offset
        raise AssertionError("the last stretch has no end")

    def parts(self, first: int, last: int) -> tuple[DayPart, ...]:
        """The parts of days that hours must touch to be open between two UTC minutes, both included.

        Where the clock is changed within a day of them, hours begin and end up to a jump beside their wall time.
        """
        start, end = self.wall(first), self.wall(last)
        before, after = self.wall(first - DAY) - (first - DAY), self.wall(last + DAY) - (last + DAY)
        if before != start - first or after != end - last:
            start, end = start - _LARGEST_JUMP, end + _LARGEST_JUMP
        days = range(start // DAY - 1, end // DAY + 1)  # hours may run on into the next date
        return tuple((day, weekday(day), start - day * DAY, end - day * DAY) for day in days)

    def day(self, minute: int) -> int:
        """The day, as a number, that the calendar on the wall shows at a UTC minute."""
        return self.wall(minute) // DAY

    def midnight(self, day: int) -> int:
        """The UTC minute at which a day begins; a day that the zone skips begins with the next."""
        return self.opens(day * DAY)


@lru_cache(maxsize=4096)
def _steady(zone: str, day: int) -> int | None:
    start, end = (day - 1) * DAY, (day + 3) * DAY
    if start // _YEAR == end // _YEAR:
        for since, until, offset in _stretches(zone, start // _YEAR):
            if since <= start - offset and end - offset <= until:
                return offset
    return None


@lru_cache(maxsize=4096)
def _stretches(zone: str, year: int) -> tuple[Stretch, ...]:
    """The offsets in force around the `year`-th period of 366 days; the outer ones reach to infinity."""
    info = ZoneInfo(zone)

    def offset(minute: int) -> int:
        ahead = instant(minute).astimezone(info).utcoffset()
        assert ahead is not None
        return ahead // timedelta(minutes=1)

    stretches: list[Stretch] = []
    first, last = year * _YEAR - _MARGIN, (year + 1) * _YEAR + _MARGIN
    since, before = -_FOREVER, offset(first)
    for minute in range(first + DAY, last + 1, DAY):
        if (after := offset(minute)) == before:
            continue
        low, high = minute - DAY, minute
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if offset(middle) == before else (low, middle)
        stretches.append((since, high, before))
        since, before = high, after
    return (*stretches, (since, _FOREVER, before))
