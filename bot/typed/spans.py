"""Spans of dates in typed text: "24-31 dec", "24 dec to 2 jan", "tomorrow", "next week"."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from bot.typed import days
from bot.typed.between import listed, ranged
from bot.typed.edits import HoursTrouble
from bot.typed.words import DAYS, MONTHS, in_english

_MONTH = "(" + "|".join(MONTHS) + ")"
_DAY = r"(\d{1,2})(?:st|nd|rd|th|\.)?"
_YEAR = r"(?:,?\s(20\d\d))?"
_DAY_DAY_MONTH = re.compile(rf"{_DAY}\s?(?:-|to|till|until)\s?{_DAY}\s?(?:of )?{_MONTH}{_YEAR}")
_MONTH_DAY_DAY = re.compile(rf"{_MONTH}\s{_DAY}\s?(?:-|to|till|until)\s?{_DAY}{_YEAR}")
_MONTH_NAME = re.compile(rf"(?<!\w){_MONTH}(?!\w)")
_NUMBERS = re.compile(rf"{_DAY}(?:\s?(?:-|to)\s?{_DAY})?")
_WHOLE_MONTH = re.compile(rf"(?:all |all of |in )?{_MONTH}{_YEAR}")
_SEPARATOR = re.compile(r"\s?-\s?|\s(?:to|till|until|through)\s")
_LETTER_DASH = re.compile(r"(?<=[^\W\d])\.?-|-(?=[^\W\d])")
_HOURS_PERHAPS = re.compile(r"(?:[a-z]+ )?\d{1,2}-\d{1,2}")
"""Dashes without a year, "wed 10-12", are hours sooner than a day and a month."""
_MOST_WORDS, _LONGEST = 16, 90


class Span(NamedTuple):
    """The dates from `first` to `last`, both included."""

    first: date
    last: date


def read_first(text: str, today: date, language: str) -> tuple[tuple[Span, ...] | HoursTrouble, str] | None:
    """The longest list of spans of dates at the start of `text`, and the rest of it; None if there is none."""
    words = text.split()
    for length in range(min(len(words), _MOST_WORDS), 0, -1):
        phrase = " ".join(words[:length]).lower().strip(" ,:")
        if len(phrase) > _LONGEST:
            continue
        typed = _LETTER_DASH.sub(" - ", phrase)
        if spans := _list(typed, today, language):
            while length > 1 and not days.unfilled(in_english(words[length - 1].lower(), language)):
                length -= 1  # "1 dec at": that belongs to what follows
            return spans, " ".join(words[length:])
    return None


def _list(phrase: str, today: date, language: str) -> tuple[Span, ...] | HoursTrouble | None:
    """The spans of "1 & 2 dec", "24-26 dec, 31 dec" or of one alone."""
    whole = _read(in_english(ranged(phrase), language), today, language != "en")
    pieces = [in_english(ranged(piece), language) for piece in listed(phrase)]
    if isinstance(whole, Span) or len(pieces) < 2:
        return (whole,) if isinstance(whole, Span) else whole
    found: list[Span] = []
    for piece in _completed(pieces):
        span = _read(piece, today, language != "en")
        if not isinstance(span, Span):
            return span
        if found and span.first != span.last and span.first <= found[-1].last:
            return None  # "24 dec, 9-12": hours
        found.append(span)
    return tuple(found)


def _completed(pieces: list[str]) -> list[str]:
    """Numbers that stand alone take the month that is named before or after them."""
    months = [found[0] if (found := _MONTH_NAME.search(piece)) else "" for piece in pieces]
    leading = bool(re.match(_MONTH, pieces[0]))
    complete: list[str] = []
    for n, piece in enumerate(pieces):
        before, after = months[:n][::-1], months[n:]
        month = next((month for month in (before + after if leading else after + before) if month), "")
        complete.append(f"{piece} {month}" if _NUMBERS.fullmatch(piece) and month else piece)
    return complete


def _read(phrase: str, today: date, day_first: bool) -> Span | HoursTrouble | None:
    phrase, begins = phrase.removeprefix("from "), phrase.startswith("from ")
    try:
        if begins:
            return _named(phrase, today) or _between(phrase, today, day_first)
        return (
            _named(phrase, today) or _between(phrase, today, day_first) or _single(phrase, today, day_first)
        )
    except (ValueError, OverflowError):
        return None


def _named(phrase: str, today: date) -> Span | HoursTrouble | None:
    monday = today - timedelta(days=today.weekday())
    if found := re.fullmatch(r"(?:until|till|to) (.+)", phrase):
        last = _one(found[1], today, day_first=True)
        return Span(today, last) if isinstance(last, date) and last >= today else None
    if phrase in ("this week", "next week"):
        start = monday + timedelta(days=7 if phrase == "next week" else 0)
        return Span(max(start, today), start + timedelta(days=6))
    if phrase in ("weekend", "this weekend", "next weekend"):
        start = monday + timedelta(days=12 if phrase == "next weekend" else 5)
        return Span(max(start, today), start + timedelta(days=1 if start >= today else 0))
    if found := _DAY_DAY_MONTH.fullmatch(phrase):
        return _in_month(found[3], found[1], found[2], found[4], today)
    if found := _MONTH_DAY_DAY.fullmatch(phrase):
        return _in_month(found[1], found[2], found[3], found[4], today)
    if found := _WHOLE_MONTH.fullmatch(phrase):
        first = _one(f"1 {found[1]} {found[2] or ''}".strip(), today, day_first=True)
        if not isinstance(first, date):
            return first
        after = (first + timedelta(days=31)).replace(day=1)
        return Span(first, after - timedelta(days=1))
    return None


def _in_month(
    month: str, start: str, end: str, year: str | None, today: date
) -> Span | HoursTrouble | None:
    """Days of one month; without a year, those that are not over yet."""
    last = _one(f"{end} {month} {year or ''}".strip(), today, day_first=True)
    if not isinstance(last, date):
        return last
    if last < today and not year:
        last = last.replace(year=last.year + 1)
    first = last.replace(day=int(start))
    return Span(first, last) if first <= last else HoursTrouble.REVERSED_DATES


def _between(phrase: str, today: date, day_first: bool) -> Span | HoursTrouble | None:
    for found in _SEPARATOR.finditer(phrase):
        first = _one(phrase[: found.start()], today, day_first=day_first)
        last = _one(phrase[found.end() :], today, day_first=day_first)
        if first is None or last is None:
            continue
        if isinstance(first, HoursTrouble):
            return first
        if isinstance(last, HoursTrouble):
            return last
        if last < first and phrase[found.end() :] in DAYS:
            last += timedelta(days=7)
        return Span(first, last) if first <= last else HoursTrouble.REVERSED_DATES
    return None


def _single(phrase: str, today: date, day_first: bool) -> Span | HoursTrouble | None:
    day = _one(phrase, today, day_first=day_first)
    return Span(day, day) if isinstance(day, date) else day


def _one(phrase: str, today: date, *, day_first: bool) -> date | HoursTrouble | None:
    if _HOURS_PERHAPS.fullmatch(phrase):
        return None
    meant = days.read(phrase, today, day_first=day_first)
    if meant is None:
        weekday, _, rest = phrase.partition(" ")
        mismatch = weekday in DAYS and rest and days.read(rest, today, day_first=day_first)
        return HoursTrouble.WRONG_WEEKDAY if mismatch else None
    if meant.doubt:
        return HoursTrouble.AMBIGUOUS_DATE
    return None if meant.vague else meant.dates[0]
