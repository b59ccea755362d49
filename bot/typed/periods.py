"""Periods and days as they are typed: `last month`, `2026`, `q1 2026`, `2 weeks ago`, `from:2026-01-01 to:2026-03-31`.

Of days without a year, and of weekdays, those who look back mean the latest that have begun, filters those to come.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.typed import spans
from bot.typed.tidy import tidy
from bot.typed.words import DAYS, in_english, language_of
from core.errors.statistics import PeriodUnclear
from core.periods import Period, Usual, month_of, usual_period, year_of

LIMIT = 80
_USUAL = {
    "this month": Usual.THIS_MONTH, "current month": Usual.THIS_MONTH, "month": Usual.THIS_MONTH,
    "last month": Usual.LAST_MONTH, "previous month": Usual.LAST_MONTH, "past month": Usual.LAST_MONTH,
    "last 30 days": Usual.LAST_30_DAYS, "past 30 days": Usual.LAST_30_DAYS, "30 days": Usual.LAST_30_DAYS,
    "this year": Usual.THIS_YEAR, "current year": Usual.THIS_YEAR, "year": Usual.THIS_YEAR,
    "all": Usual.ALL, "all time": Usual.ALL, "ever": Usual.ALL, "everything": Usual.ALL, "total": Usual.ALL,
}  # fmt: skip
_BOUNDED = re.compile(
    r"(?:from|since|after)[:= ]\s*(?P<first>.+?)(?:\s+(?:to|until|till|before)[:= ]\s*(?P<last>.+))?"
)
_UNTIL = re.compile(r"(?:to|until|till|before)[:= ].*")
_BETWEEN = re.compile(r"(?P<first>.+?)\s*(?:\.\.|…|\sto\s|\suntil\s|\s[-–—]\s)\s*(?P<last>.+)")
_COUNTED = re.compile(r"(?:(next) |last |past |previous |this |current )?(\d{1,4}) (day|week|month|year)s?")
_AGO = re.compile(r"(\d{1,3}|an?|one) (day|week|month|year)s? ago")
_PART = re.compile(r"(last|past|previous|this|current|next) (week|month|quarter|year)")
_WEEKDAY = re.compile(rf"(?:on )?(last |past |previous )?({'|'.join(DAYS)})")
_QUARTER = re.compile(r"(?:q([1-4])[ /-]?(20\d\d)?|(20\d\d)[ /-]?q([1-4]))")
_YEAR, _MONTH = re.compile(r"20\d\d"), re.compile(r"(20\d\d)[-/.](\d{1,2})")
_NAMES_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_LIES_AHEAD = re.compile(r"(?<!\w)(?:tomorrow|next|in \d+|this|weekend)(?!\w)")


def read_period(text: str, today: date, locale: str) -> Usual | Period:
    """The period to look back on that is meant; raises PeriodUnclear."""
    typed = _tidied(text)
    if not text.strip():
        return Usual.THIS_MONTH
    english = in_english(typed, language_of(locale))
    if usual := _USUAL.get(typed) or _USUAL.get(english):
        return usual
    found = _first((english, typed), _Reading(today, locale, looks_back=True).whole)
    if not found:
        raise PeriodUnclear("open" if _UNTIL.fullmatch(typed) else "unclear", text)
    if found.last < found.first:
        raise PeriodUnclear("reversed", text)
    return found


def read_days(text: str, today: date, locale: str) -> Period | None:
    """The day or days of one name, in the past or to come; None where they are none."""
    typed = _tidied(text)
    english = in_english(typed, language_of(locale))
    usual = _USUAL.get(typed) or _USUAL.get(english)
    if usual:
        return None if usual is Usual.ALL else usual_period(usual, today, None)
    return _first((typed, english), _Reading(today, locale, looks_back=False).one)


def _tidied(text: str) -> str:
    return " ".join((tidy(text, LIMIT) or "").lower().split()).strip(" ,.")


def _first(said: Iterable[str], read: Callable[[str], Period | None]) -> Period | None:
    """What the first that can be read means."""
    try:
        return next(filter(None, map(read, filter(None, said))), None)
    except (ValueError, OverflowError):
        return None


@dataclass(frozen=True, slots=True)
class _Reading:
    today: date
    locale: str
    looks_back: bool

    def whole(self, typed: str) -> Period | None:
        """A period by one name, or from one to another."""
        if found := _BOUNDED.fullmatch(typed):
            first = self.one(found["first"])
            last = self.one(found["last"]) if found["last"] else Period(self.today, self.today)
            return Period(first.first, last.last) if first and last else None
        if one := self.one(typed):
            return one
        if found := _BETWEEN.fullmatch(typed):
            first, last = self.one(found["first"]), self.one(found["last"])
            return Period(first.first, last.last) if first and last else None
        return None

    def one(self, typed: str) -> Period | None:
        """A period by one name, or one date."""
        typed, today = typed.strip(), self.today
        if typed in ("today", "yesterday"):
            day = today - timedelta(days=typed == "yesterday")
            return Period(day, day)
        if (found := _WEEKDAY.fullmatch(typed)) and (self.looks_back or found[1]):
            since = (today.weekday() - DAYS.index(found[2])) % 7
            day = today - timedelta(days=since or 7 * bool(found[1]))
            return Period(day, day)
        if _YEAR.fullmatch(typed):
            return year_of(date(int(typed), 1, 1))
        if found := _MONTH.fullmatch(typed):
            return month_of(date(int(found[1]), int(found[2]), 1))
        if found := _QUARTER.fullmatch(typed):
            return _quarter(int(found[2] or found[3] or today.year), int(found[1] or found[4]))
        if found := _AGO.fullmatch(typed):
            day = _before(today, int(found[1]) if found[1].isdigit() else 1, found[2])
            return Period(day, day)
        if found := _COUNTED.fullmatch(typed):
            count, unit = int(found[2]), found[3]
            if found[1]:
                return Period(today, _before(today, -count, unit) - timedelta(days=1))
            return Period(_before(today, count, unit) + timedelta(days=1), today)
        if found := _PART.fullmatch(typed):
            return _part(found[2], today, {"this": 0, "current": 0, "next": -1}.get(found[1], 1))
        return self._dated(typed)

    def _dated(self, typed: str) -> Period | None:
        read = spans.read_first(typed, self.today, language_of(self.locale))
        if read is None or read[1] or not isinstance(read[0], tuple) or len(read[0]) != 1:
            return None
        [span] = read[0]
        is_ahead = not self.looks_back or _NAMES_YEAR.search(typed) or _LIES_AHEAD.search(typed)
        if span.first > self.today and not is_ahead:
            return Period(_before(span.first, 1, "year"), _before(span.last, 1, "year"))
        return Period(span.first, span.last)


def _part(unit: str, today: date, back: int) -> Period:
    """So many weeks, months, quarters or years before this one."""
    if unit == "week":
        first = today - timedelta(days=today.weekday() + 7 * back)
        return Period(first, first + timedelta(days=6))
    if unit == "month":
        return month_of(_before(today.replace(day=1), back, "month"))
    if unit == "year":
        return year_of(date(today.year - back, 1, 1))
    place = today.year * 4 + (today.month - 1) // 3 - back
    return _quarter(place // 4, place % 4 + 1)


def _quarter(year: int, number: int) -> Period:
    first = date(year, 3 * number - 2, 1)
    return Period(first, month_of(date(year, 3 * number, 1)).last)


def _before(day: date, count: int, unit: str) -> date:
    """As many days, weeks, months or years before; the last of a month that is shorter."""
    if unit in ("day", "week"):
        return day - timedelta(days=count * (7 if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 - count * (12 if unit == "year" else 1)
    first = date(months // 12, months % 12 + 1, 1)
    return first + timedelta(days=min(day.day, month_of(first).days) - 1)
