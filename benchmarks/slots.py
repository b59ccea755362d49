"""How long the list of one mentor's slots takes, next to the minute-by-minute reference of the tests.

Monday to Friday 9 to 17, 30-minute slots, 30 sessions, a 15-minute buffer, exceptions; rules compiled,
aware datetimes out. Run with `python -m benchmarks.slots`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from statistics import median
from time import perf_counter

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


@dataclass(frozen=True, slots=True)
class Row:
    """Medians in microseconds for a list of `days` with `slots` slots."""

    days: int
    slots: int
    list_us: float
    reference_us: float

    @property
    def ratio(self) -> float:
        """How many times the reference takes."""
        return self.reference_us / self.list_us


def run(days: tuple[int, ...] = (7, 30, 90), rounds: int = 300) -> list[Row]:
    """Time both, and check that they find the same slots."""
    policies = Policies()
    rules = Rules(SCHEDULE, policies)
    busy = [_session(day) for day in range(30)]
    rows: list[Row] = []
    for count in days:
        until = NOW + timedelta(days=count)

        def listed(until: datetime = until) -> list[datetime]:
            return Diary(rules, NOW, busy).slots(NOW, until, 30)

        def slowly(until: datetime = until) -> list[datetime]:
            since = NOW.replace(second=0)
            return Reference(SCHEDULE, policies, NOW, since, until, busy).slots(30)

        assert listed() == slowly()
        rows.append(Row(count, len(listed()), _median_us(listed, rounds), _median_us(slowly, 1)))
    return rows


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


if __name__ == "__main__":
    print(f"{'days':>5} {'slots':>6} {'list, µs':>10} {'reference, µs':>14} {'ratio':>8}")
    for row in run():
        print(f"{row.days:5} {row.slots:6} {row.list_us:10.0f} {row.reference_us:14.0f} {row.ratio:8.0f}")
