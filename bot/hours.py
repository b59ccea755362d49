"""Typed availability: "mon-fri 9-12, 13-17", "tue closed", "off 24-31 dec", "copy mon to tue-thu".

Statements stand on lines of their own or between semicolons, in the weekly pattern also between commas.
What could be meant in two ways is a `HoursProblem`, never a guess.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeAlias

from bot.typed import blocks, spans
from bot.typed.blocks import Block
from bot.typed.clocks import DAY
from bot.typed.tidy import tidy
from bot.typed.words import in_english, language_of
from bot.typed.week import Weekdays, read_weekdays

LIMIT = 1000
"""Characters; of longer texts nothing is read."""
LONGEST = timedelta(days=366)
MOST_REASON = 200


@dataclass(frozen=True)
class DayHours:
    """The hours of a weekday (Monday 0) from now on; no blocks means closed."""

    weekday: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class CopyDay:
    """The hours of one weekday also for others."""

    source: int
    targets: tuple[int, ...]


@dataclass(frozen=True)
class Off:
    """Not available from `first` to `last`, on each date between the minutes `start` and `end` or all day."""

    first: date
    last: date
    start: int | None = None
    end: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class Open:
    """Available in these blocks, instead of the weekly hours, on each date from `first` to `last`."""

    first: date
    last: date
    blocks: tuple[Block, ...]
    reason: str = ""


WeekEdit: TypeAlias = tuple[DayHours | CopyDay, ...]
Exceptions: TypeAlias = tuple[Off | Open, ...]
Edits: TypeAlias = tuple[DayHours | CopyDay | Off | Open, ...]


class Trouble(StrEnum):
    """What is wrong with typed hours."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    UNKNOWN_DAY = "unknown_day"
    NO_HOURS = "no_hours"
    BAD_TIME = "bad_time"
    REVERSED = "reversed"
    OVERLAP = "overlap"
    DAY_TWICE = "day_twice"
    NO_DATE = "no_date"
    AMBIGUOUS_DATE = "ambiguous_date"
    WRONG_WEEKDAY = "wrong_weekday"
    REVERSED_DATES = "reversed_dates"
    PAST = "past"
    OVER_A_YEAR = "over_a_year"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class HoursProblem:
    """Why the text cannot be taken, and the part of it that is to blame."""

    trouble: Trouble
    fragment: str = ""


_EXCEPTION = re.compile(
    r"(?P<what>off|away|closed|vacation|holidays?|leave|out|frei|urlaub|abwesend|open|available|offen)"
    r"(?: (?:on|from|am|vom|ab))?(?:\s|:|$)\s*"
)
_OPEN = ("open", "available", "offen")
_BRACKETS = re.compile(r"^[\s(:,-]+|[\s),]+$")
_HALF_DAYS = {"morning": (0, 12 * 60), "afternoon": (12 * 60, 18 * 60), "evening": (18 * 60, DAY)}
_BOUND = re.compile(r"(?P<side>after|from|before|until|till) (?P<time>\d[\w:.]*(?: ?[ap]m)?|noon)(?=\s|,|$)")
_NOT_A_REASON = re.compile(r"\d|(?:except|but|until|till|to|and|or|not|from|after|before|every|each)\b")


def understand(text: str, today: date, locale: str = "en") -> Edits | HoursProblem:
    """Every edit that `text` describes, in order, or the first problem in it."""
    lines = _statements(text)
    if isinstance(lines, HoursProblem):
        return lines
    edits: list[DayHours | CopyDay | Off | Open] = []
    for line in lines:
        is_exception = _EXCEPTION.match(line.lower()) and not _is_weekly_off(line)
        found = _exception(line, today, locale) if is_exception else _week([line])
        if isinstance(found, HoursProblem):
            return found
        edits.extend(found)
    return _whole_week(edits) or tuple(edits)


def parse_week(text: str) -> WeekEdit | HoursProblem:
    """The weekly hours that `text` describes, one edit for each weekday, or the first problem in it."""
    lines = _statements(text)
    if isinstance(lines, HoursProblem):
        return lines
    edits = _week(lines)
    return edits if isinstance(edits, HoursProblem) else _whole_week(edits) or edits


def parse_exception(text: str, *, today: date, locale: str = "en") -> Exceptions | HoursProblem:
    """The exceptions by date that `text` describes, or the first problem in it."""
    lines = _statements(text)
    if isinstance(lines, HoursProblem):
        return lines
    exceptions: list[Off | Open] = []
    for line in lines:
        found = _exception(line, today, locale)
        if isinstance(found, HoursProblem):
            return found
        exceptions.extend(found)
    return tuple(exceptions)


def _statements(text: str) -> list[str] | HoursProblem:
    if len(text) > LIMIT:
        return HoursProblem(Trouble.TOO_LONG, text[:40])
    tidied = [tidy(part, LIMIT) or "" for part in re.split(r"[;\n\r]+", text)]
    lines = [line.strip(" ,.!") for line in tidied if line.strip(" ,.!")]
    return lines or HoursProblem(Trouble.EMPTY)
