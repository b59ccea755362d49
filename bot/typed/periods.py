"""Periods to look back on, as they are typed: `last month`, `2026`, `q1 2026`, `from:2026-01-01 to:2026-03-31`."""

import re
from datetime import date, timedelta

from bot.typed import spans
from bot.typed.tidy import tidy
from bot.typed.words import DAYS, in_english, language_of
from core.errors.statistics import PeriodUnclear
from core.periods import Period, Usual, month_of, year_of

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
_COUNTED = re.compile(r"(?:last |past |previous )?(\d{1,4}) (day|week|month|year)s?")
_PART = re.compile(r"(last|past|previous|this|current) (week|quarter|year)")
_WEEKDAY = re.compile(rf"(?:on )?(last |past |previous )?({'|'.join(DAYS)})")
_QUARTER = re.compile(r"(?:q([1-4])[ /-]?(20\d\d)?|(20\d\d)[ /-]?q([1-4]))")
_YEAR, _MONTH = re.compile(r"20\d\d"), re.compile(r"(20\d\d)[-/.](\d{1,2})")
_NAMES_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


def read_period(text: str, today: date, locale: str) -> Usual | Period:
    """The period that is meant; raises PeriodUnclear."""
    typed = " ".join((tidy(text, LIMIT) or "").lower().split()).strip(" ,.")
    if not text.strip():
        return Usual.THIS_MONTH
    english = in_english(typed, language_of(locale))
    if usual := _USUAL.get(typed) or _USUAL.get(english):
        return usual
    try:
        found = typed and (_read(typed, today, locale) or _read(english, today, locale))
    except (ValueError, OverflowError):
        found = None
    if not found:
        raise PeriodUnclear("open" if _UNTIL.fullmatch(typed) else "unclear", text)
    if found.last < found.first:
        raise PeriodUnclear("reversed", text)
    return found


def _read(typed: str, today: date, locale: str) -> Period | None:
    if found := _BOUNDED.fullmatch(typed):
        first = _one(found["first"], today, locale)
        last = _one(found["last"], today, locale) if found["last"] else Period(today, today)
        return Period(first.first, last.last) if first and last else None
    if whole := _one(typed, today, locale):
        return whole
    if found := _BETWEEN.fullmatch(typed):
        first, last = _one(found["first"], today, locale), _one(found["last"], today, locale)
        return Period(first.first, last.last) if first and last else None
    return None


def _one(typed: str, today: date, locale: str) -> Period | None:
    """A period by one name, or one date."""
    typed = typed.strip()
    if typed in ("today", "yesterday"):
        day = today - timedelta(days=typed == "yesterday")
        return Period(day, day)
    if found := _WEEKDAY.fullmatch(typed):
        since = (today.weekday() - DAYS.index(found[2])) % 7
        day = today - timedelta(days=since or 7 * bool(found[1]))
        return Period(day, day)
    if _YEAR.fullmatch(typed):
        return year_of(date(int(typed), 1, 1))
    if found := _MONTH.fullmatch(typed):
        return month_of(date(int(found[1]), int(found[2]), 1))
    if found := _QUARTER.fullmatch(typed):
        return _quarter(int(found[2] or found[3] or today.year), int(found[1] or found[4]))
    if found := _COUNTED.fullmatch(typed):
        return Period(_before(today, int(found[1]), found[2]) + timedelta(days=1), today)
    if found := _PART.fullmatch(typed):
        return _part(found[2], today, back=found[1] not in ("this", "current"))
    return _dated(typed, today, locale)


def _dated(typed: str, today: date, locale: str) -> Period | None:
    """Dates and months, without a year the latest ones that have begun."""
    read = spans.read_first(typed, today, language_of(locale))
    if read is None or read[1] or not isinstance(read[0], tuple) or len(read[0]) != 1:
        return None
    [span] = read[0]
    if span.first > today and not _NAMES_YEAR.search(typed):
        return Period(_before(span.first, 1, "year"), _before(span.last, 1, "year"))
    return Period(span.first, span.last)


def _part(unit: str, today: date, *, back: bool) -> Period:
    if unit == "week":
        first = today - timedelta(days=today.weekday() + 7 * back)
        return Period(first, first + timedelta(days=6))
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
