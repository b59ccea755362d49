"""When a mentor takes sessions: weekly hours, exceptions and own limits, in the mentor's wall time."""

from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias
from zoneinfo import ZoneInfo

DAY_MINUTES = 1440
LONGEST_RANGE_DAYS = 366
_MONTH_OF_MINUTES = 31 * DAY_MINUTES


class BlockKind(StrEnum):
    """AVAILABLE opens time; the others take it away."""

    AVAILABLE = "available"
    BREAK = "break"
    BUFFER = "buffer"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Block:
    """Hours of a weekday in minutes of wall time from midnight; an end beyond 1440 is on the next date."""

    start: int
    end: int
    kind: BlockKind = BlockKind.AVAILABLE


@dataclass(frozen=True, slots=True)
class DayPattern:
    """The blocks that begin on one weekday; a day that is not enabled keeps them for later."""

    enabled: bool = False
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class WeeklyPattern:
    """Seven day patterns, Monday first."""

    days: tuple[DayPattern, ...]


@dataclass(frozen=True, slots=True)
class AvailabilityException:
    """A change to the dates from `first` to `last`, both included; without hours it is for the full day.

    AVAILABLE replaces all that the weekly pattern says about those dates; the other kinds subtract.
    """

    id: int
    first: date
    last: date
    kind: BlockKind
    start: int | None = None
    end: int | None = None
    reason: str = ""

    @property
    def hours(self) -> tuple[int, int]:
        """Start and end in minutes of wall time from midnight."""
        return (0, DAY_MINUTES) if self.start is None or self.end is None else (self.start, self.end)

    @property
    def full_day(self) -> bool:
        """Whether the whole of each date is meant."""
        return self.start is None or self.end is None


@dataclass(frozen=True)
class Schedule:
    """A mentor's rules in the zone with this IANA name. `None` leaves the value to the policies.

    Without a weekly pattern the policies' default hours hold on every day.
    """

    zone: str
    weekly: WeeklyPattern | None = None
    exceptions: tuple[AvailabilityException, ...] = ()
    default_duration: int | None = None
    buffer_minutes: int | None = None
    min_notice_minutes: int | None = None
    max_days_ahead: int | None = None
    max_sessions_per_week: int | None = None
    instant_booking: bool = True
    active: bool = True

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        """Rules are looked up by it, of thousands of mentors at a time."""
        return hash(tuple(getattr(self, field.name) for field in fields(self)))


class Problem(StrEnum):
    """What makes a schedule unusable."""

    UNKNOWN_ZONE = "unknown_zone"
    NOT_SEVEN_DAYS = "not_seven_days"
    REVERSED_HOURS = "reversed_hours"
    OUTSIDE_DAY = "outside_day"
    TOO_LONG = "too_long"
    HALF_GIVEN_HOURS = "half_given_hours"
    NO_HOURS = "no_hours"
    PAUSE_OUTSIDE = "pause_outside"
    TOO_MANY_BLOCKS = "too_many_blocks"
    TOO_MANY_EXCEPTIONS = "too_many_exceptions"
    REVERSED_RANGE = "reversed_range"
    RANGE_TOO_LONG = "range_too_long"
    NUMBER_OUT_OF_RANGE = "number_out_of_range"


Culprit: TypeAlias = str | int | Block | WeeklyPattern | AvailabilityException


class ScheduleProblem(ValueError):  # noqa: N818 (it is what the mentor is told, not a fault)
    """A schedule that cannot be used: the problem, and the part that has it (of a number, the name)."""

    def __init__(self, problem: Problem, culprit: Culprit) -> None:
        super().__init__(f"{problem.value}: {culprit}")
        self.problem = problem
        self.culprit = culprit


def check_zone(name: str) -> None:
    """Raise ScheduleProblem unless `name` is an IANA time zone."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ScheduleProblem(Problem.UNKNOWN_ZONE, name) from error


def _check_hours(start: int, end: int, culprit: Culprit) -> None:
    if not 0 <= start < DAY_MINUTES:
        raise ScheduleProblem(Problem.OUTSIDE_DAY, culprit)
    if end <= start:
        raise ScheduleProblem(Problem.REVERSED_HOURS, culprit)
    if end - start > DAY_MINUTES:
        raise ScheduleProblem(Problem.TOO_LONG, culprit)


def check_block(block: Block) -> None:
    """Raise ScheduleProblem unless the block starts on its day and lasts from one minute to 24 hours.

    What takes time away may also lie in the night after its day: a break at 00:30 of hours from 22:00 to 02:00.
    """
    night = DAY_MINUTES if block.kind is not BlockKind.AVAILABLE and block.start >= DAY_MINUTES else 0
    _check_hours(block.start - night, block.end - night, block)
    if night and block.end > 2 * DAY_MINUTES:
        raise ScheduleProblem(Problem.TOO_LONG, block)


def check_exception(exception: AvailabilityException) -> None:
    """Raise ScheduleProblem unless dates and hours run forward and the range is at most a year."""
    if (exception.start is None) != (exception.end is None):
        raise ScheduleProblem(Problem.HALF_GIVEN_HOURS, exception)
    _check_hours(*exception.hours, exception)
    days = (exception.last - exception.first).days + 1
    if days < 1:
        raise ScheduleProblem(Problem.REVERSED_RANGE, exception)
    if days > LONGEST_RANGE_DAYS:
        raise ScheduleProblem(Problem.RANGE_TOO_LONG, exception)


def check_schedule(schedule: Schedule) -> None:
    """Raise ScheduleProblem for the first part of the schedule that cannot be used."""
    check_zone(schedule.zone)
    if schedule.weekly:
        if len(schedule.weekly.days) != 7:
            raise ScheduleProblem(Problem.NOT_SEVEN_DAYS, schedule.weekly)
        for day in schedule.weekly.days:
            for block in day.blocks:
                check_block(block)
    for exception in schedule.exceptions:
        check_exception(exception)
    limits = {
        "default_duration": (5, DAY_MINUTES),
        "buffer_minutes": (0, DAY_MINUTES),
        "min_notice_minutes": (0, _MONTH_OF_MINUTES),
        "max_days_ahead": (1, LONGEST_RANGE_DAYS),
        "max_sessions_per_week": (0, 1000),
    }
    for name, (least, most) in limits.items():
        value = getattr(schedule, name)
        if value is not None and not least <= value <= most:
            raise ScheduleProblem(Problem.NUMBER_OUT_OF_RANGE, name)
