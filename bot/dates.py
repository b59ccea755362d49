"""Days and times of day as the reader's locale writes them."""

from datetime import date, datetime, time
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from bot.language import ENGLISH, reader_locale
from bot.twice import which
from bot.ui import Label

_24_HOURS, _12_HOURS = "HH:mm", "h:mm a"
# CLDR's plain English is American; day before month with the month in letters is read rightly everywhere.
_DAYS = {
    "yMMMMEEEEd": "EEEE d MMMM y",
    "yMMMEd": "EEE d MMM y",
    "yMMMM": "MMMM y",
    "MMMEd": "EEE d MMM",
    "MMMd": "d MMM",
    "yMMM": "MMM y",
    "Ed": "EEE d",
}


def clock_text(at: datetime, zone: str) -> Label:
    """`15:00` or `3:00 PM`; of an hour that comes twice `02:30 CET`."""
    return _clock_in(reader_locale(), at, zone)


def wall_text(wall: time) -> Label:
    """A time of day, `15:00` or `3:00 PM`."""
    return _wall_in(reader_locale(), wall)


def long_day(day: date) -> Label:
    """`Tuesday 24 November 2026`."""
    return _day(day, "yMMMMEEEEd")


def month_label(day: date) -> Label:
    """`November 2026`."""
    return _day(day, "yMMMM")


def short_month(day: date) -> Label:
    """`Nov 2026`."""
    return _day(day, "yMMM")


def day_month(day: date) -> Label:
    """`24 Nov`."""
    return _day(day, "MMMd")


def dated_day(day: date) -> Label:
    """`Tue 24 Nov 2026`."""
    return _day(day, "yMMMEd")


def day_label(day: date) -> Label:
    """`Tue 24 Nov`."""
    return _day(day, "MMMEd")


def day_button(day: date) -> Label:
    """`Tue 24`, where the month stands nearby."""
    return _day(day, "Ed")


def weekday(number: int) -> Label:
    """`Monday` for 0."""
    return _names(reader_locale(), "wide")[number]


def short_weekday(number: int) -> Label:
    """`Mon` for 0."""
    return _names(reader_locale(), "abbreviated")[number]


def weekdays_from_first() -> tuple[int, ...]:
    """The weekdays (0 is Monday) in the order of the reader's calendars, which begin on Sunday in many countries."""
    first = _first_weekday(reader_locale())
    return tuple((first + after) % 7 for after in range(7))


def brief_weekday(number: int) -> Label:
    """`Mo` for 0."""
    return Label(_names(reader_locale(), "short")[number].rstrip("."))


def span_of(first: date, last: date) -> Label:
    """`23 – 29 November 2026`; `23 November 2026` for one day."""
    from babel.dates import format_date, format_interval

    locale = reader_locale()
    if first == last:
        return Label(
            format_date(first, "d MMMM y" if locale.startswith(ENGLISH) else "long", locale=locale)
        )
    if not locale.startswith(ENGLISH):
        return Label(format_interval(first, last, "yMMMMd", locale=locale))
    begins = "d MMMM y" if first.year != last.year else "d MMMM" if first.month != last.month else "d"
    return Label(
        f"{format_date(first, begins, locale=locale)} – {format_date(last, 'd MMMM y', locale=locale)}"
    )


@lru_cache(maxsize=4096)
def _clock_in(locale: str, at: datetime, zone: str) -> Label:
    return Label(f"{_wall_in(locale, at.astimezone(ZoneInfo(zone)).time())} {which(at, zone)}".rstrip())


def _wall_in(locale: str, wall: time) -> Label:
    pattern = _clock(locale)
    if pattern == _24_HOURS:
        return Label(wall.isoformat("minutes"))
    from babel.dates import format_time

    return Label(format_time(wall, pattern, locale=locale))


def _day(day: date, skeleton: str) -> Label:
    return _day_in(reader_locale(), day, skeleton)


@lru_cache(maxsize=4096)
def _day_in(locale: str, day: date, skeleton: str) -> Label:
    from babel.dates import format_date, format_skeleton

    if locale.startswith(ENGLISH):
        return Label(format_date(day, _DAYS[skeleton], locale=locale))
    if skeleton == "yMMMMEEEEd":
        return Label(format_date(day, "full", locale=locale))
    return Label(format_skeleton(skeleton, datetime.combine(day, time()), locale=locale))


@cache
def _clock(locale: str) -> str:
    """The pattern of a time of day; English without a country has no custom, so 24 hours."""
    from babel.dates import get_time_format

    if locale == ENGLISH:
        return _24_HOURS
    pattern = str(get_time_format("short", locale=locale))
    return _12_HOURS if locale.startswith(ENGLISH) and "a" in pattern else pattern


@cache
def _first_weekday(locale: str) -> int:
    """By the country, or the one in which most people speak the language; of English without a country it is Monday."""
    from babel import Locale
    from babel.core import get_global

    if locale == ENGLISH or Locale.parse(locale).territory:
        return Locale.parse(locale).first_week_day
    return Locale.parse(get_global("likely_subtags").get(locale, locale)).first_week_day


@cache
def _names(locale: str, width: str) -> tuple[Label, ...]:
    from babel.dates import get_day_names

    names = get_day_names(width, "stand-alone", locale)  # type: ignore[arg-type]
    return tuple(Label(names[number]) for number in range(7))
