"""Days, clock times and zones, put together to instants."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.typed.days import Days
from bot.typed.zonewords import Place, ZoneWord

FURTHEST = timedelta(days=365)


class TimeReading(NamedTuple):
    """One instant (aware UTC) that a text may mean, and how it came about.

    `nearest` is not empty where the clock skips that wall time; `at` is then the later one around it.
    """

    at: datetime
    zone: str
    day: date | None = None
    minute: int = 0
    fold: int = 0
    nearest: tuple[datetime, ...] = ()


@dataclass(frozen=True)
class Setting:
    """Who says it when: the zone that was typed, the present (aware UTC), the person's IANA zone."""

    word: ZoneWord
    now: datetime
    own: str

    def todays(self) -> list[date]:
        """The dates "tomorrow" may be counted from: the person's own, then those of the typed zone."""
        zones = (ZoneInfo(self.own), *self.word.zones())
        return list(dict.fromkeys(self.now.astimezone(zone).date() for zone in zones))


def readings(meant: Days, minutes: Iterable[int], today: date, setting: Setting) -> Iterator[TimeReading]:
    """The readings of days counted from `today`: on all that may be meant, or on the first still ahead."""
    ahead: dict[tuple[int, str, int], TimeReading] = {}
    for minute in minutes:
        for day in meant.dates:
            for key, reading in _on(day, minute, today, setting):
                if meant.doubt:
                    yield reading
                elif (known := ahead.get((minute, key, reading.fold))) is None or known.at <= setting.now:
                    ahead[minute, key, reading.fold] = reading
    yield from ahead.values()


def _on(day: date, minute: int, today: date, setting: Setting) -> Iterator[tuple[str, TimeReading]]:
    now, own = setting.now, setting.own
    here = now.astimezone(ZoneInfo(own)).date()
    if abs(day - now.date()) > FURTHEST + timedelta(days=3):  # out of reach, and perhaps of the calendar
        yield "", TimeReading(datetime.combine(day, time(12), UTC), own, day, minute)
        return
    wall = datetime.combine(day, time()) + timedelta(minutes=minute)
    for place in setting.word.places_at(wall, own, now):
        if today not in (here, now.astimezone(place[1]).date()):
            continue  # counted from the date of yet another zone
        found = tuple(_at(wall, place))
        for reading in _called(found, setting.word, place) or found:
            yield str(place), reading._replace(day=day, minute=minute)


def _called(found: tuple[TimeReading, ...], word: ZoneWord, place: Place) -> tuple[TimeReading, ...]:
    """Of the two instants of a repeated hour the one that the typed abbreviation names: "CET", not "CEST"."""
    return tuple(
        reading for reading in found if reading.at.astimezone(place[1]).tzname() == word.abbreviation
    )


def _at(wall: datetime, place: Place) -> Iterator[TimeReading]:
    """The instants of a wall time: one, the two of a repeated hour, or none, but its neighbours."""
    name, zone = place
    first, second = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first > second:
        yield TimeReading(first, name, nearest=(second, first))
        return
    yield TimeReading(first, name)
    if second > first:
        yield TimeReading(second, name, fold=1)
