"""The starts that are offered of a day for which no mentor is named."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.people import Person
from core.zones import DAY

HOURS = (8, 10, 12, 14, 16, 18, 20)
MOST_STARTS = 24


def hours_of(
    now: datetime, reader: Person, day: date, window: tuple[int, int] | None
) -> tuple[datetime, ...]:
    """Starts ahead on the reader's day, every hour of the `window` in its minutes, else some over the day."""
    zone = ZoneInfo(reader.clock_zone)
    minutes: Iterable[int] = (hour * 60 for hour in HOURS)
    if window:
        minutes = range(-(-window[0] // 60) * 60, min(window[1], DAY), 60)
    midnight = datetime.combine(day, time())
    starts = (
        (midnight + timedelta(minutes=minute)).replace(tzinfo=zone).astimezone(now.tzinfo)
        for minute in minutes
    )
    return tuple(start for start in starts if start > now)[:MOST_STARTS]
