"""Typed text to an instant: "tomorrow 3pm", "next tue 15:00", "in 2h", "25 Nov 4pm Berlin".

The zone word is taken out first, then the clock time, and the day must be all that is left: a word too
many makes the text not understood rather than half understood. dateparser reads only days that our own
grammar does not know, because it misreads clock times, zones and neighbouring words without a sign.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from bot.typed import clocks, days, lengths, zonewords
from bot.typed.clocks import ClockTime
from bot.typed.days import Days, Doubt
from bot.typed.pasted import english
from bot.typed.places import ABBREVIATIONS
from bot.typed.readings import FURTHEST, Setting, TimeReading, readings
from bot.typed.sentences import Sentence, parse
from bot.typed.tidy import tidy
from bot.typed.words import DAYS, MONTHS, language_of

LIMIT = 120
"""Characters; of longer texts nothing is read."""
MOST_READINGS = 4


class Why(StrEnum):
    """Why a text has several readings."""

    DAY_MONTH = "day_month"
    WHICH_WEEK = "which_week"
    WHICH_DAY = "which_day"
    SEVERAL = "several"
    WHOSE_DAY = "whose_day"
    ZONE = "zone"
    AM_PM = "am_pm"
    MIDNIGHT = "midnight"
    TWICE_THAT_NIGHT = "twice_that_night"


class WhyNot(StrEnum):
    """Why a text is not understood."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    PAST = "past"
    TOO_FAR = "too_far"
    MISSING_HOUR = "missing_hour"
    WHOSE_ZONE = "whose_zone"
    GIBBERISH = "gibberish"


@dataclass(frozen=True)
class Understood:
    """The one instant (aware UTC) that was meant, and the IANA zone in which it was said."""

    at: datetime
    zone: str


@dataclass(frozen=True)
class Ambiguous:
    """Two to four instants (aware UTC, in order), one of which was meant."""

    readings: tuple[datetime, ...]
    why: Why


@dataclass(frozen=True)
class DayOnly:
    """A day without a clock time; `others` are days that may be meant as well."""

    day: date
    others: tuple[date, ...] = ()


@dataclass(frozen=True)
class NotUnderstood:
    """No instant. For an hour that the clock skips, `nearest` are the two around it (aware UTC)."""

    why: WhyNot
    nearest: tuple[datetime, ...] = ()


Understanding: TypeAlias = Understood | Ambiguous | DayOnly | NotUnderstood

_CAPITALS = re.compile(r"(?<!\w)[A-Z]+(?!\w)")
_OWN_ZONE = re.compile(r"(?<!\w)(?:in )?(?:my (?:own )?(?:local )?time(?: ?zone)?|local time)(?!\w)")
_OTHERS_ZONE = re.compile(
    r"(?<!\w)(?:your|their|his|her|mentor'?s?|mentee'?s?|host'?s?) (?:local )?time(?!\w)"
)


def understand(
    text: str, *, now: datetime, zone: str, locale: str = "en", guess: bool = True
) -> Understanding:
    """What a person in `zone` (IANA) means by `text` at `now` (aware UTC); no `guess`: by our own grammar."""
    typed = tidy(text.replace("`", " "), LIMIT)
    if not typed:
        return NotUnderstood(WhyNot.TOO_LONG if typed is None else WhyNot.EMPTY)
    language = language_of(locale)
    words = english(typed, language)
    length = lengths.read(words)
    if length is not None:
        at = now.replace(second=0, microsecond=0) + length
        return _judge([TimeReading(at, zone)], now, Why.AM_PM)
    if _OTHERS_ZONE.search(words):
        return NotUnderstood(WhyNot.WHOSE_ZONE)
    word, words = zonewords.take_out(
        _OWN_ZONE.sub(" ", words), capitals=frozenset(_CAPITALS.findall(typed)), language=language
    )
    here = now.astimezone(ZoneInfo(zone)).date()
    sentence = parse(words, here, lambda phrase: _read_day(phrase, here, language, guess=guess))
    if sentence is None:
        return NotUnderstood(WhyNot.GIBBERISH)
    if sentence.clock is None or sentence.days.vague:
        return _day_only(sentence, here)
    return _instants(sentence, sentence.clock, Setting(word, now, zone), language, guess=guess)


def _read_day(phrase: str, today: date, language: str, *, guess: bool) -> Days | None:
    known = days.read(phrase, today, day_first=language != "en")
    return _elsewhere(phrase, today, language) if known is None and guess else known


_OURS = {
    *DAYS, *MONTHS, "today", "tomorrow", "yesterday", "weekend", "week", "weeks", "day", "days", "hours", "h",
    "minutes", "m", "this", "next", "last", "coming", "from", "now", "ago", "before", "after", "until",
    "till", "since", "by", "about", "just", "and", "or", "ad", "a", "an", "in",
}  # fmt: skip
"""With one of these words in it, what our grammar does not know is doubtful, and dateparser would guess."""


_SHORTEST_WORD = 3
"""Of shorter ones dateparser makes little: "in 25" and "1st 25" are dates to it."""


def _elsewhere(phrase: str, today: date, language: str) -> Days | None:
    """A day in words that only dateparser knows: read in both date orders, and at two hours of the day."""
    tokens = re.findall(r"[^\W\d]+", phrase)
    if not _OURS.isdisjoint(tokens) or any(token.upper() in ABBREVIATIONS for token in tokens):
        return None
    if all(len(token) < _SHORTEST_WORD and token.isascii() for token in tokens):
        return None
    morning = _dateparser(phrase, language, datetime.combine(today, time(0)), "DMY")
    found = {morning, _dateparser(phrase, language, datetime.combine(today, time(0)), "MDY")}
    evening = _dateparser(phrase, language, datetime.combine(today, time(23)), "DMY")
    dates = tuple(sorted(day for day in found if day))
    if morning != evening or not dates:
        return None  # hours were added: "15h" read as a length of time
    if len(dates) > 1:
        return Days(dates, Doubt.DAY_MONTH)
    if dates[0] == today + timedelta(days=7):  # dateparser never takes today's weekday for today
        return Days((today, *dates), Doubt.WHICH_WEEK)
    return Days(dates)


def _dateparser(phrase: str, language: str, base: datetime, order: str) -> date | None:
    """The day dateparser reads, None where a number in the phrase says nothing of it.

    `base` is naive and TIMEZONE unset, for anything else shifts its days.
    """
    from dateparser.date import DateDataParser

    settings: dict[str, Any] = {
        "RELATIVE_BASE": base,
        "PREFER_DATES_FROM": "future",
        "DATE_ORDER": order,
        "PARSERS": ["relative-time", "custom-formats", "absolute-time"],
        "RETURN_TIME_AS_PERIOD": True,
    }
    languages = [language, "en"] if language != "en" and language in _dateparser_languages() else ["en"]
    try:
        read = DateDataParser(languages=languages, settings=settings).get_date_data(phrase)
    except (ValueError, OverflowError, TypeError, LookupError):
        return None
    if read.date_obj is None or read.period != "day" or not {"month", "day"} <= set(read.parts):
        return None
    day = read.date_obj.date()
    ahead = (day - base.date()).days
    told = {day.day, day.month, day.year, day.year % 100, ahead, ahead // 7}
    return day if all(int(number) in told for number in re.findall(r"\d+", phrase)) else None


@cache
def _dateparser_languages() -> frozenset[str]:
    from dateparser.data.languages_info import language_order

    return frozenset(language_order)


def _instants(
    sentence: Sentence, clock: ClockTime, setting: Setting, language: str, *, guess: bool
) -> Understanding:
    here, *elsewhere = setting.todays()
    found = list(readings(sentence.days, clock.minutes, here, setting))
    for today in elsewhere if sentence.phrase else ():
        if meant := _read_day(sentence.phrase, today, language, guess=guess):
            found += readings(meant, clock.minutes, today, setting)
    doubt = sentence.days.doubt
    return _judge(found, setting.now, Why(doubt) if doubt else None)


def _judge(readings: list[TimeReading], now: datetime, doubt: Why | None) -> Understanding:
    within = {reading.at: reading for reading in reversed(readings) if now < reading.at <= now + FURTHEST}
    real = sorted(reading for reading in within.values() if not reading.nearest)
    if not real:
        if within:
            return NotUnderstood(WhyNot.MISSING_HOUR, min(within.values()).nearest)
        return NotUnderstood(
            WhyNot.TOO_FAR if any(reading.at > now for reading in readings) else WhyNot.PAST
        )
    if len(real) == 1:
        return Understood(real[0].at, real[0].zone)
    if len(real) > MOST_READINGS:
        return NotUnderstood(WhyNot.GIBBERISH)
    return Ambiguous(tuple(reading.at for reading in real), _why(real, doubt))


def _why(readings: list[TimeReading], doubt: Why | None) -> Why:
    """The doubt that these readings leave open."""

    def differ(*values: object) -> bool:
        return len(set(values)) > 1

    days_differ = differ(*(reading.day for reading in readings))
    minutes = {reading.minute for reading in readings}
    if doubt and days_differ:
        return doubt
    if len(minutes) > 1:
        return Why.MIDNIGHT if minutes == set(clocks.MIDNIGHT) else Why.AM_PM
    if differ(*(reading.fold for reading in readings)):
        return Why.TWICE_THAT_NIGHT
    zones_differ = differ(*(reading.zone for reading in readings))
    return Why.WHOSE_DAY if days_differ and not zones_differ else Why.ZONE


def _day_only(sentence: Sentence, today: date) -> DayOnly | NotUnderstood:
    dates = [day for day in sentence.days.dates if today <= day <= today + FURTHEST]
    if not dates:
        past = any(day < today for day in sentence.days.dates)
        return NotUnderstood(WhyNot.PAST if past else WhyNot.TOO_FAR)
    return DayOnly(dates[0], tuple(dates[1:]) if sentence.days.doubt else ())
