"""Days in typed text. Text is lower case, its time words already English, no clock time left in it."""

import calendar
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.typed.words import DAYS, MONTHS


class Doubt(StrEnum):
    """Why a day phrase has several readings."""

    DAY_MONTH = "day_month"
    WHICH_WEEK = "which_week"
    WHICH_DAY = "which_day"


@dataclass(frozen=True)
class Days:
    """The dates a phrase may mean, in order. Without a doubt the first that is still ahead is meant.

    `vague` dates name a longer time ("next week") and only say where to begin looking.
    """

    dates: tuple[date, ...]
    doubt: Doubt | None = None
    vague: bool = False


_WEEK = timedelta(days=7)
_FORGIVEN = timedelta(days=60)
"""A date without a year that is past by less than this is past, not meant for next year."""

_FILLERS = re.compile(r"(?<![^\s,])(?:at|on|the|of|,|please|pls|@)(?![^\s,])|,")
_WD = "(" + "|".join(DAYS) + ")"
_MONTH = "(" + "|".join(MONTHS) + ")"
_COUNT = r"(\d{1,3}|an?)"
_NTH = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "last": -1,
}
_ORDINAL = r"(\d{1,2})(?:st|nd|rd|th|\.)?"
_YEAR = r"(?:[\s-]+(20\d\d))?"
_EITHER = r"\s?(/|-|to|or|and|&)\s?"
_MOST_DAYS = 7


def read(text: str, today: date, *, day_first: bool = False) -> Days | None:
    """The days that the whole of `text` names, seen from `today`; None if it is no day phrase.

    `day_first` is the custom of the person's language where dots are written ("5.6.").
    """
    text = unfilled(text)
    for pattern, meaning in _GRAMMAR:
        if found := pattern.fullmatch(text):
            try:
                return meaning(_Seen(found, today, day_first))
            except (ValueError, OverflowError):
                return None
    return None


def unfilled(text: str) -> str:
    """`text` without the small words and commas that carry no meaning here."""
    return " ".join(_FILLERS.sub(" ", text).split())


@dataclass(frozen=True)
class _Seen:
    found: re.Match[str]
    today: date
    day_first: bool

    def __getitem__(self, group: int) -> str:
        return self.found[group] or ""

    def ahead(self, weekday: str) -> date:
        """The next such weekday, today included."""
        return self.today + timedelta(days=(DAYS.index(weekday) - self.today.weekday()) % 7)

    def in_week(self, weekday: str, weeks: int) -> date:
        """That weekday of the week that many weeks after this one; weeks begin on Monday."""
        return self.today + timedelta(days=DAYS.index(weekday) - self.today.weekday()) + weeks * _WEEK


def _count(word: str) -> int:
    return int(word) if word.isdigit() else 1


def _exactly(day: date) -> Days:
    return Days((day,))


def _today(seen: _Seen) -> Days:
    return _exactly(seen.today + timedelta(days=("today", "tomorrow", "day after tomorrow").index(seen[0])))


def _weekday(seen: _Seen) -> Days:
    day = seen.ahead(seen[1])
    return Days((day, day + _WEEK)) if day == seen.today else _exactly(day)


def _this_weekday(seen: _Seen) -> Days:
    day = seen.ahead(seen[2])
    return (
        Days((day, day + _WEEK), Doubt.WHICH_WEEK)
        if "coming" in seen[1] and day == seen.today
        else _exactly(day)
    )


def _next_weekday(seen: _Seen) -> Days:
    """The coming one, or, where that is so near that many would not call it "next", a question."""
    day = seen.ahead(seen[1])
    if day == seen.today:
        return _exactly(day + _WEEK)
    this_week = day.isocalendar()[:2] == seen.today.isocalendar()[:2]
    if this_week or day == seen.today + timedelta(days=1):
        return Days((day, day + _WEEK), Doubt.WHICH_WEEK)
    return _exactly(day)


def _counted(seen: _Seen) -> Days:
    return _exactly(seen.today + timedelta(days=_count(seen[1]) * (7 if seen[2].startswith("week") else 1)))


def _about(seen: _Seen) -> Days:
    """What is said of a week in days that count both ends, "en quince días", or of as many days as that."""
    weeks = int(seen[1] or 1)
    last = seen.today + weeks * _WEEK
    return Days((last, last + timedelta(days=1)), Doubt.WHICH_DAY)


def _of_month(seen: _Seen, month: str, first: str, joint: str, last: str, year: str) -> Days | None:
    """One of the two days of "25 or 26 july", or of all from one to the other: "25-28 july"."""
    ends = [_dated(seen.today, year, MONTHS.index(month) + 1, int(day)) for day in (first, last)]
    length = (ends[1] - ends[0]).days
    if length <= 0:
        return None
    if joint not in ("-", "to"):
        return Days(tuple(ends), Doubt.WHICH_DAY)
    return _one_of(ends[0], length + 1)


def _weekdays(seen: _Seen) -> Days | None:
    """One of the days of "mon-thu", the next ones."""
    first = seen.ahead(seen[1])
    return _one_of(first, (DAYS.index(seen[2]) - DAYS.index(seen[1])) % 7 + 1)


def _one_of(first: date, count: int) -> Days | None:
    """One of some days in a row, if they are few enough to be shown one by one."""
    if not 1 < count <= _MOST_DAYS:
        return None
    return Days(tuple(first + timedelta(days=n) for n in range(count)), Doubt.WHICH_DAY)


def _weeks_from(seen: _Seen) -> Days | None:
    start = read(seen[2], seen.today, day_first=seen.day_first)
    if start is None or start.doubt or start.vague:
        return None
    return _exactly(start.dates[0] + _count(seen[1]) * _WEEK)


def _nth_weekday(seen: _Seen) -> Days | None:
    nth, weekday = _NTH[seen[1]], DAYS.index(seen[2])
    if seen[3] in MONTHS:
        first = date(seen.today.year, MONTHS.index(seen[3]) + 1, 1)
        if seen[4]:
            first = first.replace(year=_year(seen[4]))
        elif (first.year, first.month) < (seen.today.year, seen.today.month):
            first = first.replace(year=first.year + 1)
    else:
        first = seen.today.replace(day=1)
        if seen[3].startswith("next"):
            first = (first + timedelta(days=31)).replace(day=1)
    length = calendar.monthrange(first.year, first.month)[1]
    matching = [day for n in range(length) if (day := first + timedelta(days=n)).weekday() == weekday]
    return _exactly(matching[nth - 1 if nth > 0 else nth])


def _year(typed: str) -> int:
    return int(typed) + (2000 if len(typed) == 2 else 0)


def _dated(today: date, year: str, month: int, day: int) -> date:
    """The date; without a year the one that is near and not long past."""
    if year:
        return date(_year(year), month, day)
    for candidate in (
        today.year - 1,
        today.year,
        today.year + 1,
        today.year + 2,
        today.year + 3,
        today.year + 4,
    ):
        try:
            found = date(candidate, month, day)
        except ValueError:
            continue  # 29 February
        if found >= today - _FORGIVEN:
            return found
    raise ValueError("no such date")


def _named(weekday: str, day: date) -> Days | None:
    """The date, if it falls on the weekday that was typed with it."""
    return None if weekday and DAYS[day.weekday()] != weekday else _exactly(day)


def _numbers(seen: _Seen, first_is_day: Iterable[bool]) -> Days | None:
    """A weekday, perhaps, and two numbers that are day and month in either order."""
    weekday, first, second, year = seen[1], int(seen[2]), int(seen[3]), seen[4]
    dates = set()
    for day_first in first_is_day:
        day, month = (first, second) if day_first else (second, first)
        try:
            dates.add(_dated(seen.today, year, month, day))
        except ValueError:
            continue
    dates = {day for day in dates if not weekday or DAYS[day.weekday()] == weekday}
    if not dates:
        return None
    return Days(tuple(sorted(dates)), Doubt.DAY_MONTH if len(dates) > 1 else None)


def _dotted(seen: _Seen) -> Days | None:
    """With dots the day stands first, all but surely; "10.30", which then is no date, is a clock time."""
    if int(seen[3]) > 12:
        return None
    return _numbers(seen, (True,) if seen.day_first or seen[0].endswith(".") else (True, False))


def _day_of_month(seen: _Seen) -> Days | None:
    """The day of this month, or of the next that has one: "the 25th"."""
    weekday, wanted = seen[1], int(seen[2])
    for ahead in range(62):
        day = seen.today + timedelta(days=ahead)
        if day.day == wanted:
            return _named(weekday, day)
    return None


def _rule(
    pattern: str, meaning: Callable[[_Seen], Days | None]
) -> tuple[re.Pattern[str], Callable[[_Seen], Days | None]]:
    return re.compile(pattern), meaning


_GRAMMAR = (
    _rule(r"today|tomorrow|day after tomorrow", _today),
    _rule(r"yesterday", lambda seen: _exactly(seen.today - timedelta(days=1))),
    _rule(rf"{_WD}", _weekday),
    _rule(rf"{_WD}\s?(?:-|to)\s?{_WD}", _weekdays),
    _rule(rf"(this|coming|this coming) {_WD}", _this_weekday),
    _rule(rf"{_WD} this week|this week {_WD}", lambda seen: _exactly(seen.in_week(seen[1] or seen[2], 0))),
    _rule(
        rf"(?:in )?next week {_WD}|{_WD} (?:in )?next week",
        lambda seen: _exactly(seen.in_week(seen[1] or seen[2], 1)),
    ),
    _rule(rf"next {_WD}", _next_weekday),
    _rule(rf"{_WD} next", _next_weekday),
    _rule(rf"{_WD} (?:week|in (?:about )?an? week)", lambda seen: _exactly(seen.ahead(seen[1]) + _WEEK)),
    _rule(rf"{_WD} fortnight", lambda seen: _exactly(seen.ahead(seen[1]) + 2 * _WEEK)),
    _rule(r"in about (?:a week|(\d) weeks)", _about),
    _rule(
        rf"{_ORDINAL}{_EITHER}{_ORDINAL} {_MONTH}{_YEAR}",
        lambda seen: _of_month(seen, seen[4], seen[1], seen[2], seen[3], seen[5]),
    ),
    _rule(
        rf"{_MONTH} {_ORDINAL}{_EITHER}{_ORDINAL}{_YEAR}",
        lambda seen: _of_month(seen, seen[1], seen[2], seen[3], seen[4], seen[5]),
    ),
    _rule(rf"in {_COUNT} (days?|weeks?)(?: time)?", _counted),
    _rule(rf"{_COUNT} (days?|weeks?) from (?:now|today)", _counted),
    _rule(rf"{_COUNT} weeks? (?:from|after) (.+)", _weeks_from),
    _rule(rf"({'|'.join(_NTH)}) {_WD} (?:in )?(next month|this month|{_MONTH[1:-1]}){_YEAR}", _nth_weekday),
    _rule(r"(?:in )?next week", lambda seen: Days((seen.in_week("monday", 1),), vague=True)),
    _rule(r"(?:in |during )?this week", lambda seen: Days((seen.today,), vague=True)),
    _rule(
        r"(?:this |at )?weekend",
        lambda seen: Days((seen.in_week("saturday", 0), seen.in_week("sunday", 0)), Doubt.WHICH_DAY),
    ),
    _rule(
        rf"(?:{_WD} )?{_ORDINAL}[\s-]{_MONTH}{_YEAR}",
        lambda seen: _named(seen[1], _dated(seen.today, seen[4], MONTHS.index(seen[3]) + 1, int(seen[2]))),
    ),
    _rule(
        rf"(?:{_WD} )?{_MONTH}[\s-]{_ORDINAL}{_YEAR}",
        lambda seen: _named(seen[1], _dated(seen.today, seen[4], MONTHS.index(seen[2]) + 1, int(seen[3]))),
    ),
    _rule(rf"(?:{_WD} )?(\d{{1,2}})(?:st|nd|rd|th)", _day_of_month),
    _rule(
        rf"(?:{_WD} )?(20\d\d)[-/.](\d{{1,2}})[-/.](\d{{1,2}})",
        lambda seen: _named(seen[1], date(int(seen[2]), int(seen[3]), int(seen[4]))),
    ),
    _rule(
        rf"(?:{_WD} )?(\d{{1,2}})[/-](\d{{1,2}})(?:[/-]((?:20)?\d\d))?",
        lambda seen: _numbers(seen, (True, False)),
    ),
    _rule(
        rf"(?:{_WD} )?(\d{{1,2}})\.\s?(\d{{1,2}})(?:\.(?:\s?(20\d\d|(?<=\.)\d\d))?)?",
        _dotted,
    ),
)
