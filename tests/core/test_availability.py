"""From wall-clock rules to instants: weekly hours, exceptions, and every way a clock can jump."""

from datetime import date, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.availability import (
    AvailabilityException,
    Block,
    BlockKind,
    DayPattern,
    Problem,
    Schedule,
    ScheduleProblem,
    WeeklyPattern,
    check_block,
    check_exception,
    check_schedule,
    check_zone,
)
from core.hours import Hours
from core.intervals import complement, merge, subtract
from core.zones import Zone, date_of, day_number, instant
from tests.depth import examples

NINE_TO_NINE = (9 * 60, 21 * 60)
HOUR = timedelta(hours=1)
BLOCKED, BREAK, AVAILABLE = BlockKind.BLOCKED, BlockKind.BREAK, BlockKind.AVAILABLE


def clock(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def block(text: str, kind: BlockKind = AVAILABLE) -> Block:
    start, end = text.split("-")
    return Block(clock(start), clock(end), kind)


def every_day(*blocks: Block) -> WeeklyPattern:
    return WeeklyPattern((DayPattern(True, blocks),) * 7)


def only(weekday: int, *blocks: Block) -> WeeklyPattern:
    return WeeklyPattern(tuple(DayPattern(day == weekday, blocks) for day in range(7)))


def hours(zone: str, weekly: WeeklyPattern | None, *exceptions: AvailabilityException) -> Hours:
    schedule = Schedule(zone, weekly, exceptions)
    check_schedule(schedule)
    return Hours(schedule, NINE_TO_NINE)


def shown(compiled: Hours, first: date, last: date | None = None) -> list[str]:
    """What is open on these dates, on the mentor's own clock, with the hours that really pass."""
    zone = ZoneInfo(compiled.zone.name)
    return [
        f"{start.astimezone(zone):%d %H:%M}-{end.astimezone(zone):%d %H:%M} {(end - start) / HOUR:g}h"
        for start, end in compiled.bookable(first, last or first)
    ]


MONDAY = date(2025, 6, 2)


class TestTheWeek:
    @pytest.mark.spec("AVL-2", "POL")
    def test_without_a_pattern_the_default_hours_hold_every_day(self) -> None:
        assert shown(hours("UTC", None), MONDAY, MONDAY + timedelta(days=6)) == [
            f"0{day} 09:00-0{day} 21:00 12h" for day in range(2, 9)
        ]

    @pytest.mark.spec("AVL-3")
    def test_only_available_less_the_others_is_bookable(self) -> None:
        pattern = only(
            0,
            block("09:00-12:00"),
            block("11:00-17:00"),
            block("12:30-13:00", BREAK),
            block("16:30-18:00", BLOCKED),
            block("09:00-09:15", BlockKind.BUFFER),
        )
        assert shown(hours("UTC", pattern), MONDAY, MONDAY + timedelta(days=2)) == [
            "02 09:15-02 12:30 3.25h",
            "02 13:00-02 16:30 3.5h",
        ]

    @pytest.mark.spec("AVL-3")
    def test_a_day_that_is_off_keeps_its_blocks_but_offers_nothing(self) -> None:
        pattern = WeeklyPattern((DayPattern(False, (block("09:00-17:00"),)),) * 7)
        assert shown(hours("UTC", pattern), MONDAY) == []

    @pytest.mark.spec("AVL-3")
    def test_a_block_may_run_past_midnight_and_joins_the_next_day(self) -> None:
        pattern = WeeklyPattern(
            (DayPattern(True, (block("22:00-26:00"),)), DayPattern(True, (block("02:00-04:00"),)))
            + (DayPattern(),) * 5
        )
        assert shown(hours("UTC", pattern), MONDAY, MONDAY + timedelta(days=1)) == ["02 22:00-03 04:00 6h"]

    @pytest.mark.spec("AVL-3")
    def test_sunday_evening_runs_into_monday(self) -> None:
        assert shown(hours("UTC", only(6, block("22:00-26:00"))), MONDAY) == ["02 00:00-02 02:00 2h"]

    @pytest.mark.spec("AVL-3")
    def test_twenty_four_hours_is_the_end_of_the_date_and_days_meet(self) -> None:
        compiled = hours("Europe/Berlin", every_day(block("00:00-24:00")))
        assert shown(compiled, MONDAY, MONDAY + timedelta(days=1)) == ["02 00:00-04 00:00 48h"]


def exception(
    first: date, last: date, kind: BlockKind, start: int | None = None, end: int | None = None
) -> AvailabilityException:
    return AvailabilityException(1, first, last, kind, start, end)


class TestExceptions:
    week = every_day(block("09:00-17:00"), block("12:00-13:00", BREAK))

    @pytest.mark.spec("AVL-4")
    def test_available_replaces_the_pattern_of_its_dates_breaks_included(self) -> None:
        special = exception(MONDAY, MONDAY, AVAILABLE, clock("11:00"), clock("14:00"))
        assert shown(hours("UTC", self.week, special), MONDAY, MONDAY + timedelta(days=1)) == [
            "02 11:00-02 14:00 3h",
            "03 09:00-03 12:00 3h",
            "03 13:00-03 17:00 4h",
        ]

    @pytest.mark.spec("AVL-4")
    def test_available_opens_a_day_that_is_off(self) -> None:
        sunday = MONDAY + timedelta(days=6)
        special = exception(sunday, sunday, AVAILABLE, 600, 660)
        assert shown(hours("UTC", only(0, block("09:00-10:00")), special), sunday) == [
            "08 10:00-08 11:00 1h"
        ]

    @pytest.mark.spec("AVL-4")
    @pytest.mark.parametrize("kind", [BLOCKED, BREAK, BlockKind.BUFFER])
    def test_the_other_kinds_subtract_their_hours(self, kind: BlockKind) -> None:
        away = exception(MONDAY, MONDAY, kind, clock("10:00"), clock("16:00"))
        assert shown(hours("UTC", self.week, away), MONDAY) == [
            "02 09:00-02 10:00 1h",
            "02 16:00-02 17:00 1h",
        ]

    @pytest.mark.spec("AVL-4")
    def test_a_full_day_off_closes_all_dates_of_its_range(self) -> None:
        away = exception(MONDAY, MONDAY + timedelta(days=2), BLOCKED)
        assert shown(hours("UTC", self.week, away), MONDAY, MONDAY + timedelta(days=3)) == [
            "05 09:00-05 12:00 3h",
            "05 13:00-05 17:00 4h",
        ]

    @pytest.mark.spec("AVL-4")
    def test_a_day_off_wins_over_special_hours_of_the_same_date(self) -> None:
        both = exception(MONDAY, MONDAY, AVAILABLE, 600, 900), exception(MONDAY, MONDAY, BLOCKED)
        assert shown(hours("UTC", self.week, *both), MONDAY) == []

    @pytest.mark.spec("AVL-4")
    def test_a_day_off_takes_the_evening_before_until_midnight_and_its_own_evening_altogether(self) -> None:
        nights = every_day(block("22:00-26:00"))
        away = exception(MONDAY, MONDAY, BLOCKED)
        assert shown(
            hours("UTC", nights, away), MONDAY - timedelta(days=1), MONDAY + timedelta(days=1)
        ) == [
            "01 00:00-01 02:00 2h",
            "01 22:00-02 00:00 2h",
            "03 22:00-04 00:00 2h",
        ]

    @pytest.mark.spec("AVL-4")
    def test_special_hours_leave_the_tail_of_the_evening_before(self) -> None:
        nights = every_day(block("22:00-26:00"))
        special = exception(MONDAY, MONDAY, AVAILABLE, 600, 660)
        assert shown(hours("UTC", nights, special), MONDAY) == [
            "02 00:00-02 02:00 2h",
            "02 10:00-02 11:00 1h",
        ]


# Each line: zone, date, hours, and what is open on the clocks of that night.
JUMPS = [
    ("Europe/Berlin", "2025-03-30", "00:00-05:00", ["30 00:00-30 05:00 4h"]),
    ("Europe/Berlin", "2025-10-26", "00:00-05:00", ["26 00:00-26 05:00 6h"]),
    ("Europe/Berlin", "2025-03-30", "02:15-05:00", ["30 03:00-30 05:00 2h"]),
    ("Europe/Berlin", "2025-03-30", "00:00-02:45", ["30 00:00-30 03:00 2h"]),
    ("Europe/Berlin", "2025-03-30", "02:00-03:00", []),
    ("Europe/Berlin", "2025-03-30", "02:15-02:45", []),
    ("Europe/Berlin", "2025-10-26", "02:30-05:00", ["26 02:30-26 05:00 3.5h"]),
    ("Europe/Berlin", "2025-10-26", "00:00-02:30", ["26 00:00-26 02:30 3.5h"]),
    ("Europe/Berlin", "2025-10-26", "02:00-03:00", ["26 02:00-26 03:00 2h"]),
    ("Europe/Berlin", "2025-10-26", "01:00-02:00", ["26 01:00-26 02:00 1h"]),
    ("America/New_York", "2025-03-09", "00:00-24:00", ["09 00:00-10 00:00 23h"]),
    ("America/New_York", "2025-11-02", "00:00-24:00", ["02 00:00-03 00:00 25h"]),
    ("America/New_York", "2025-11-02", "09:00-17:00", ["02 09:00-02 17:00 8h"]),
    ("Australia/Lord_Howe", "2025-10-05", "01:00-04:00", ["05 01:00-05 04:00 2.5h"]),
    ("Australia/Lord_Howe", "2025-04-06", "01:00-04:00", ["06 01:00-06 04:00 3.5h"]),
    ("America/Santiago", "2025-09-07", "00:00-03:00", ["07 01:00-07 03:00 2h"]),
    ("America/Santiago", "2025-09-07", "09:00-17:00", ["07 09:00-07 17:00 8h"]),
    ("America/Santiago", "2025-09-06", "22:00-24:00", ["06 22:00-07 01:00 2h"]),
    ("America/Santiago", "2025-04-05", "22:00-24:00", ["05 22:00-06 00:00 3h"]),
    ("America/Santiago", "2025-04-06", "00:00-02:00", ["06 00:00-06 02:00 2h"]),
    ("Africa/Cairo", "2025-04-25", "00:00-24:00", ["25 01:00-26 00:00 23h"]),
    ("Africa/Cairo", "2025-10-30", "00:00-24:00", ["30 00:00-31 00:00 25h"]),
    ("Africa/Cairo", "2025-10-30", "09:00-17:00", ["30 09:00-30 17:00 8h"]),
    ("Asia/Beirut", "2025-03-30", "00:00-24:00", ["30 01:00-31 00:00 23h"]),
    ("Asia/Beirut", "2025-10-25", "23:00-24:00", ["25 23:00-26 00:00 2h"]),
    ("America/Havana", "2025-03-09", "00:00-02:00", ["09 01:00-09 02:00 1h"]),
    ("America/Havana", "2025-11-01", "22:00-24:00", ["01 22:00-02 00:00 2h"]),
    ("America/Havana", "2025-11-02", "00:00-24:00", ["02 00:00-03 00:00 25h"]),
    ("America/Havana", "2025-11-02", "00:00-00:30", ["02 00:00-02 00:30 1.5h"]),
    ("Pacific/Apia", "2011-12-29", "09:00-24:00", ["29 09:00-31 00:00 15h"]),
    ("Pacific/Apia", "2011-12-30", "00:00-24:00", []),
    ("Pacific/Apia", "2011-12-30", "09:00-17:00", []),
    ("Pacific/Apia", "2011-12-31", "00:00-24:00", ["31 00:00-01 00:00 24h"]),
    ("Pacific/Chatham", "2025-09-28", "02:00-05:00", ["28 02:00-28 05:00 2h"]),
    ("Pacific/Chatham", "2025-04-06", "02:00-05:00", ["06 02:00-06 05:00 4h"]),
    ("Asia/Kathmandu", "2025-06-02", "09:00-17:00", ["02 09:00-02 17:00 8h"]),
    ("Pacific/Kiritimati", "2025-06-02", "00:00-24:00", ["02 00:00-03 00:00 24h"]),
]


class TestClocksThatJump:
    @pytest.mark.spec("SLT-3")
    @pytest.mark.parametrize(("zone", "day", "text", "expected"), JUMPS, ids=lambda value: str(value))
    def test_hours_mean_what_the_clock_on_the_wall_shows(
        self, zone: str, day: str, text: str, expected: list[str]
    ) -> None:
        on = date.fromisoformat(day)
        special = exception(on, on, AVAILABLE, block(text).start, block(text).end)
        assert shown(hours(zone, only(0), special), on) == expected

    @pytest.mark.spec("SLT-3", "AVL-3")
    def test_a_night_across_the_jump_is_one_window(self) -> None:
        saturday = hours("Europe/Berlin", only(5, block("22:00-28:00")))
        assert shown(saturday, date(2025, 10, 25), date(2025, 10, 26)) == ["25 22:00-26 04:00 7h"]
        assert shown(saturday, date(2025, 3, 29), date(2025, 3, 30)) == ["29 22:00-30 04:00 5h"]

    @pytest.mark.spec("SLT-3")
    def test_days_follow_on_one_another_without_gap_or_overlap(self) -> None:
        zones = {zone for zone, *_ in JUMPS}
        for zone in sorted(zones):
            compiled = hours(zone, every_day(block("00:00-24:00")))
            for year in (2011, 2025):
                [(start, end)] = compiled.bookable(date(year, 1, 1), date(year, 12, 31))
                assert start.astimezone(ZoneInfo(zone)).isoformat()[:16] == f"{year}-01-01T00:00"
                assert end.astimezone(ZoneInfo(zone)).isoformat()[:16] == f"{year + 1}-01-01T00:00"


ZONES = sorted(
    {zone for zone, *_ in JUMPS} | {"Africa/Casablanca", "America/St_Johns", "UTC", "Asia/Kolkata"}
)


@pytest.mark.spec("SLT-3")
@settings(max_examples=examples(100, 1000))
@given(
    st.sampled_from(ZONES),
    st.integers(day_number(date(2000, 1, 1)) * 1440, day_number(date(2035, 1, 1)) * 1440),
)
def test_the_minute_arithmetic_agrees_with_zoneinfo(zone: str, minute: int) -> None:
    local = instant(minute).astimezone(ZoneInfo(zone))
    assert date_of(Zone(zone).day(minute)) == local.date()
    wall = minute + local.utcoffset() // timedelta(minutes=1)  # type: ignore[operator]
    assert Zone(zone).opens(wall) <= minute < Zone(zone).closes(wall + 1)


INTERVALS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8)


def points(intervals: list[tuple[int, int]]) -> set[int]:
    return {point for start, end in intervals for point in range(start, end)}


@given(INTERVALS, INTERVALS)
def test_interval_arithmetic_is_set_arithmetic(
    left: list[tuple[int, int]], right: list[tuple[int, int]]
) -> None:
    results = {
        "union": (merge(left + right), points(left) | points(right)),
        "difference": (subtract(left, right), points(left) - points(right)),
        "complement": (complement(merge(left), (10, 50)), set(range(10, 50)) - points(left)),
    }
    for intervals, expected in results.values():
        assert points(intervals) == expected
        assert all(end < start for (_, end), (start, _) in pairwise(intervals))


class TestWhatCannotBeUsed:
    def problem(self, check: object, value: object) -> Problem:
        with pytest.raises(ScheduleProblem) as raised:
            check(value)  # type: ignore[operator]
        return raised.value.problem

    @pytest.mark.spec("AVL-3")
    @pytest.mark.parametrize(
        ("start", "end", "problem"),
        [
            (600, 540, Problem.REVERSED_HOURS),
            (600, 600, Problem.REVERSED_HOURS),
            (-1, 60, Problem.OUTSIDE_DAY),
            (1440, 1500, Problem.OUTSIDE_DAY),
            (0, 1441, Problem.TOO_LONG),
        ],
    )
    def test_a_block_that_is_no_block(self, start: int, end: int, problem: Problem) -> None:
        assert self.problem(check_block, Block(start, end)) is problem

    @pytest.mark.spec("AVL-4")
    def test_an_exception_that_runs_backwards_or_too_long(self) -> None:
        day = timedelta(days=1)
        assert (
            self.problem(check_exception, exception(MONDAY, MONDAY - day, BLOCKED))
            is Problem.REVERSED_RANGE
        )
        over_a_year = exception(MONDAY, MONDAY + 366 * day, BLOCKED)
        assert self.problem(check_exception, over_a_year) is Problem.RANGE_TOO_LONG
        check_exception(exception(MONDAY, MONDAY + 365 * day, BLOCKED))
        assert (
            self.problem(check_exception, exception(MONDAY, MONDAY, BLOCKED, 60))
            is Problem.HALF_GIVEN_HOURS
        )
        assert (
            self.problem(check_exception, exception(MONDAY, MONDAY, BLOCKED, 60, 30))
            is Problem.REVERSED_HOURS
        )

    @pytest.mark.spec("PPL-1")
    @pytest.mark.parametrize(
        "name", ["Europe/Atlantis", "", "../../etc/passwd", "America", "Europe/Berlin\0"]
    )
    def test_a_zone_that_does_not_exist(self, name: str) -> None:
        assert self.problem(check_zone, name) is Problem.UNKNOWN_ZONE

    @pytest.mark.spec("AVL-2")
    def test_the_first_bad_part_of_a_schedule_is_named(self) -> None:
        assert self.problem(check_schedule, Schedule("Mars/Base")) is Problem.UNKNOWN_ZONE
        assert self.problem(check_schedule, Schedule("UTC", WeeklyPattern(()))) is Problem.NOT_SEVEN_DAYS
        with pytest.raises(ScheduleProblem) as raised:
            check_schedule(Schedule("UTC", buffer_minutes=-5))
        assert (raised.value.problem, raised.value.culprit) == (
            Problem.NUMBER_OUT_OF_RANGE,
            "buffer_minutes",
        )
        check_schedule(Schedule("UTC", every_day(block("22:00-26:00")), buffer_minutes=0, max_days_ahead=1))
