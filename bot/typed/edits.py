"""What typed availability comes to: edits of a mentor's hours, or a problem."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from core.availability import BlockKind

Block: TypeAlias = tuple[int, int]
"""Start and end in minutes since midnight of the date; the end may lie past midnight (up to 2880)."""


@dataclass(frozen=True)
class Pause:
    """Minutes since midnight that are taken out of the hours of a day: a break, a buffer, or blocked."""

    start: int
    end: int
    kind: BlockKind = BlockKind.BREAK


@dataclass(frozen=True)
class DayHours:
    """The hours of a weekday (Monday is 0) from now on; no blocks means closed. Blocks may overlap."""

    weekday: int
    blocks: tuple[Block, ...]
    pauses: tuple[Pause, ...] = ()


@dataclass(frozen=True)
class DayOpen:
    """A closed weekday has its earlier hours again."""

    weekday: int


@dataclass(frozen=True)
class DayPauses:
    """Pauses beside those that weekdays have; none: without any. No weekdays means every day with hours."""

    weekdays: tuple[int, ...]
    pauses: tuple[Pause, ...]


@dataclass(frozen=True)
class CopyHours:
    """The hours of one weekday for others too."""

    source: int
    targets: tuple[int, ...]


@dataclass(frozen=True)
class Off:
    """Not available from `first` to `last`: all day, or each day from `start` to `end` (minutes)."""

    first: date
    last: date
    start: int | None = None
    end: int | None = None
    reason: str = ""
    kind: BlockKind = BlockKind.BLOCKED


@dataclass(frozen=True)
class Open:
    """Available in these blocks, instead of the weekly hours, on each date from `first` to `last`."""

    first: date
    last: date
    blocks: tuple[Block, ...]
    reason: str = ""


WeekEdit: TypeAlias = tuple[DayHours | DayOpen | DayPauses | CopyHours, ...]
ExceptionEdit: TypeAlias = tuple[Off | Open, ...]
Edits: TypeAlias = tuple[DayHours | DayOpen | DayPauses | CopyHours | Off | Open, ...]


class HoursTrouble(StrEnum):
    """What is wrong with typed availability."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    UNKNOWN_DAY = "unknown_day"
    NO_HOURS = "no_hours"
    BAD_TIME = "bad_time"
    REVERSED = "reversed"
    DAY_TWICE = "day_twice"
    NO_DATE = "no_date"
    AMBIGUOUS_DATE = "ambiguous_date"
    THIS_OR_EVERY = "this_or_every"
    WRONG_WEEKDAY = "wrong_weekday"
    REVERSED_DATES = "reversed_dates"
    PAST = "past"
    OVER_A_YEAR = "over_a_year"
    UNCLEAR = "unclear"
    SEVERAL_DATES = "several_dates"
    DAYS_OR_HOURS = "days_or_hours"
    NIGHT_OR_DAY = "night_or_day"


@dataclass(frozen=True)
class HoursProblem:
    """Why a text cannot be taken, and the part of it that is to blame."""

    trouble: HoursTrouble
    fragment: str = ""
