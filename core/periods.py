"""Times that admins look back on: from one day to another, and the slices of a chart."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

MOST_DAYS = 35
MOST_WEEKS = 27
MOST_MONTHS = 60
LAST_DAYS = 30


class Usual(StrEnum):
    """Periods that are named by what day it is."""

    THIS_MONTH = "month"
    LAST_MONTH = "before"
    LAST_30_DAYS = "days"
    THIS_YEAR = "year"
    ALL = "all"


class Unit(StrEnum):
    """How long a slice of a period is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from `first` to `last`, both included, in the time of whoever reads."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def within(self, other: "Period") -> "Period":
        """The nearest period that does not reach beyond another one."""
        first, last = (min(max(day, other.first), other.last) for day in (self.first, self.last))
        return Period(first, last)

    @property
    def is_month(self) -> bool:
        """Whether it is one whole month."""
        return self == month_of(self.first)

    @property
    def is_year(self) -> bool:
        """Whether it is one whole year."""
        return self == year_of(self.first)


EVER = Period(date(2000, 1, 1), date(2099, 12, 31))
"""What no period reaches beyond."""


def usual_period(usual: Usual, today: date, known: Period | None) -> Period:
    """What the name means on this day; ALL is all that is `known`, or today alone."""
    match usual:
        case Usual.THIS_MONTH:
            return month_of(today)
        case Usual.LAST_MONTH:
            return month_of(today.replace(day=1) - timedelta(days=1))
        case Usual.LAST_30_DAYS:
            return Period(today - timedelta(days=LAST_DAYS - 1), today)
        case Usual.THIS_YEAR:
            return year_of(today)
        case Usual.ALL:
            return known or Period(today, today)


def month_of(day: date) -> Period:
    """The month that the day is in."""
    return Period(day.replace(day=1), _after_month(day) - timedelta(days=1))


def year_of(day: date) -> Period:
    """The year that the day is in."""
    return Period(date(day.year, 1, 1), date(day.year, 12, 31))


def unit_of(period: Period) -> Unit:
    """The shortest slices of which a chart has not too many."""
    if period.days <= MOST_DAYS:
        return Unit.DAY
    if period.days <= MOST_WEEKS * 7:
        return Unit.WEEK
    months = (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1
    return Unit.MONTH if months <= MOST_MONTHS else Unit.YEAR


def slices(period: Period) -> tuple[Period, ...]:
    """The period cut at midnight, Mondays, first days of months or of years: what begins or ends it may be shorter."""
    return tuple(_slices(period, unit_of(period)))


def _slices(period: Period, unit: Unit) -> Iterator[Period]:
    first = period.first
    while first <= period.last:
        last = min(_end(first, unit), period.last)
        yield Period(first, last)
        first = last + timedelta(days=1)


def _end(day: date, unit: Unit) -> date:
    match unit:
        case Unit.DAY:
            return day
        case Unit.WEEK:
            return day + timedelta(days=6 - day.weekday())
        case Unit.MONTH:
            return month_of(day).last
        case Unit.YEAR:
            return year_of(day).last


def _after_month(day: date) -> date:
    """The first day of the month after."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
