"""What lets a diary be left unopened: it never leaves out a mentor who has hours."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.availability import AvailabilityException, Block, BlockKind, DayPattern, Schedule, WeeklyPattern
from core.hours import Hours
from core.zones import Zone, floor_minute
from tests.core.test_slots import CHANGES, WEEKS

NINE_TO_FIVE = (540, 1020)
EXCEPTIONS = st.builds(
    lambda day, start, length: (day, start, length),
    st.integers(-1, 3),
    st.integers(0, 1439),
    st.integers(1, 1440),
)


def _exceptions(day: date, opened: list[tuple[int, int, int]]) -> tuple[AvailabilityException, ...]:
    return tuple(
        AvailabilityException(
            1, day + timedelta(days=at), day + timedelta(days=at), BlockKind.AVAILABLE, start, start + long
        )
        for at, start, long in opened
    )


@pytest.mark.spec("SLT-3", "SLT-4")
@given(
    change=st.sampled_from(CHANGES),
    week=WEEKS,
    opened=st.lists(EXCEPTIONS, max_size=1),
    minute=st.integers(-1440, 3 * 1440),
    length=st.integers(0, 600),
)
def test_where_hours_are_the_parts_of_days_say_so(
    change: tuple[str, date],
    week: WeeklyPattern | None,
    opened: list[tuple[int, int, int]],
    minute: int,
    length: int,
) -> None:
    zone, day = change
    hours = Hours(Schedule(zone, week, _exceptions(day, opened)), NINE_TO_FIVE)
    first = floor_minute(datetime(day.year, day.month, day.day, tzinfo=UTC)) + minute
    last = first + length
    clock = Zone(zone)
    windows = hours.openings(clock.day(first), clock.day(last)).windows
    if any(start <= last and end > first for start, end in windows):
        assert hours.may_open(clock.parts(first, last))


@pytest.mark.spec("SLT-3", "SLT-4")
@given(
    change=st.sampled_from(CHANGES),
    week=WEEKS,
    opened=st.lists(EXCEPTIONS, max_size=1),
    minute=st.integers(-1440, 3 * 1440),
)
def test_no_hours_are_open_before_they_open_again(
    change: tuple[str, date], week: WeeklyPattern | None, opened: list[tuple[int, int, int]], minute: int
) -> None:
    zone, day = change
    hours, clock = Hours(Schedule(zone, week, _exceptions(day, opened)), NINE_TO_FIVE), Zone(zone)
    first = floor_minute(datetime(day.year, day.month, day.day, tzinfo=UTC)) + minute
    windows = hours.openings(clock.day(first), clock.day(first + 7 * 1440)).windows
    open_from = [max(start, first) for start, end in windows if end > first and start < first + 7 * 1440]
    opens = hours.opens_after(first, 7)
    assert opens is None or opens >= first
    if open_from:
        assert opens is not None
        assert opens <= min(open_from)


@pytest.mark.spec("SLT-3")
def test_without_a_change_of_the_clock_they_are_exact() -> None:
    hours = Hours(
        Schedule("Asia/Kathmandu", WeeklyPattern((DayPattern(True, (Block(540, 1020),)),) * 7)), (0, 1)
    )
    nine = floor_minute(datetime(2026, 3, 3, 3, 15, tzinfo=UTC))
    asked = {
        minute: hours.may_open(Zone("Asia/Kathmandu").parts(nine + minute, nine + minute))
        for minute in (-1, 0, 479, 480)
    }
    assert asked == {-1: False, 0: True, 479: True, 480: False}
