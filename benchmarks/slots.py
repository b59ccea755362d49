"""How long the list of one mentor's slots takes, next to the minute-by-minute reference of the tests.

Monday to Friday 9 to 17, 30-minute slots, 30 sessions, a 15-minute buffer, exceptions; rules compiled,
aware datetimes out.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from statistics import median
from time import perf_counter

from benchmarks.table import Row
from core.availability import AvailabilityException, Block, BlockKind, DayPattern, Schedule, WeeklyPattern
from core.policies import Policies
from core.rules import Rules
from core.slots import Busy, Diary
from tests.core.reference import Reference

NOW = datetime(2026, 3, 2, 6, 3, tzinfo=UTC)  # a Monday; the clocks change on the 29th
MINUTE = timedelta(minutes=1)
WORKDAY = DayPattern(True, (Block(9 * 60, 17 * 60),))
SCHEDULE = Schedule(
    "Europe/Berlin",
    WeeklyPattern((WORKDAY,) * 5 + (DayPattern(),) * 2),
    (
        AvailabilityException(1, date(2026, 3, 10), date(2026, 3, 10), BlockKind.BLOCKED, 12 * 60, 13 * 60),
        AvailabilityException(2, date(2026, 3, 20), date(2026, 3, 21), BlockKind.BLOCKED),
        AvailabilityException(3, date(2026, 4, 7), date(2026, 4, 7), BlockKind.AVAILABLE, 13 * 60, 20 * 60),
    ),
    buffer_minutes=15,
    max_days_ahead=120,
)


DAYS = (7, 30, 90)
ROUNDS = 300
AIMS_US = {30: 250}


def rows() -> Iterator[Row]:
    """Time both, and check that they find the same slots."""
    policies = Policies()
    rules = Rules(SCHEDULE, policies)
    busy = [_session(day) for day in range(30)]
    for days in DAYS:
        until = NOW + timedelta(days=days)

        def listed(until: datetime = until) -> list[datetime]:
            return Diary(rules, NOW, busy).slots(NOW, until, 30)

        def slowly(until: datetime = until) -> list[datetime]:
            since = NOW.replace(second=0)
            return Reference(SCHEDULE, policies, NOW, since, until, busy).slots(30)

        assert listed() == slowly()
        ours, minutely, aim = _median_us(listed, ROUNDS), _median_us(slowly, 1), AIMS_US.get(days)
        yield Row(
            f"slots of one mentor, {days} days ({len(listed())} slots)",
            f"{ours:.0f} µs",
            f"minute by minute: {minutely:.0f} µs",
            f"1/{minutely / ours:.0f}",
            aim=f"< {aim} µs" if aim else "",
            met=ours < aim if aim else None,
        )


def _session(day: int) -> Busy:
    start = NOW.replace(hour=8, minute=0) + timedelta(days=day, hours=day % 5)
    return Busy(start, start + 30 * MINUTE, start + 45 * MINUTE)


def _median_us(work: Callable[[], object], rounds: int) -> float:
    times: list[float] = []
    for _ in range(rounds):
        began = perf_counter()
        work()
        times.append(perf_counter() - began)
    return median(times) * 1e6
