"""What the list offers and what booking accepts: one decision, told in one word."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.availability import AvailabilityException, Block, BlockKind, DayPattern, Schedule, WeeklyPattern
from core.common_times import common_slots
from core.policies import Policies
from core.rules import Rules
from core.slots import Busy, BusyKind, Diary, Reason
from core.weeks import bookable_dates, dates_to_show, fitting_durations, month, nearest, next_free_day, week
from tests.core.reference import Reference
from tests.depth import examples

BERLIN = ZoneInfo("Europe/Berlin")
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
MONDAY = date(2025, 6, 2)
NINE_TO_FIVE = DayPattern(True, (Block(9 * 60, 17 * 60),))
WORK_WEEK = WeeklyPattern((NINE_TO_FIVE,) * 5 + (DayPattern(),) * 2)


def berlin(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2025, 6, day, hour, minute, second, tzinfo=BERLIN).astimezone(UTC)


def busy(start: datetime, minutes: int = 30, buffer: int = 0, kind: BusyKind = BusyKind.SESSION) -> Busy:
    end = start + minutes * MINUTE
    return Busy(start, end, end + buffer * MINUTE, kind)


def diary(
    *taken: Busy,
    now: datetime | None = None,
    own: Iterable[Busy] = (),
    counted: Iterable[datetime] = (),
    policies: Policies | None = None,
    zone: str = "Europe/Berlin",
    weekly: WeeklyPattern | None = WORK_WEEK,
    exceptions: tuple[AvailabilityException, ...] = (),
    **limits: int | bool,
) -> Diary:
    schedule = Schedule(zone, weekly, exceptions, **limits)  # type: ignore[arg-type]
    return Diary(Rules(schedule, policies or Policies()), now or berlin(1, 12), taken, own, counted)


def clocks(
    asked: Diary, day: date = MONDAY, minutes: int | None = None, zone: ZoneInfo = BERLIN
) -> list[str]:
    """The slots of the date as the clock in `zone` shows them."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
    end = midnight + DAY
    slots = asked.slots(midnight.astimezone(UTC), end.astimezone(UTC), minutes)
    return [f"{slot.astimezone(zone):%H:%M}" for slot in slots]


def why(asked: Diary, day: int) -> Reason | None:
    """Why a day of June has no slots in Berlin; None where it has some."""
    return asked.explain(berlin(day, 0), berlin(day + 1, 0))


def half_hours(first: str, last: str) -> list[str]:
    every = [f"{hour:02}:{minute:02}" for hour in range(24) for minute in (0, 30)]
    return every[every.index(first) : every.index(last) + 1]


class TestTheGrid:
    @pytest.mark.spec("SLT-1")
    def test_slots_start_every_interval_and_lie_wholly_inside(self) -> None:
        assert clocks(diary()) == half_hours("09:00", "16:30")
        assert clocks(diary(), minutes=60) == half_hours("09:00", "16:00")
        assert clocks(diary(), minutes=45) == half_hours("09:00", "16:00")
        assert clocks(diary(), minutes=240) == half_hours("09:00", "13:00")

    @pytest.mark.spec("SLT-1")
    def test_the_grid_starts_with_the_window_not_with_the_hour(self) -> None:
        pattern = WeeklyPattern(
            (DayPattern(True, (Block(550, 640), Block(640, 680), Block(905, 970))),) * 7
        )
        assert clocks(diary(weekly=pattern)) == ["09:10", "09:40", "10:10", "10:40", "15:05", "15:35"]

    @pytest.mark.spec("SLT-1")
    def test_breaks_and_busy_time_filter_the_grid_and_do_not_move_it(self) -> None:
        blocks = (Block(540, 720), Block(595, 605, BlockKind.BREAK))
        asked = diary(busy(berlin(2, 10, 40), 5), weekly=WeeklyPattern((DayPattern(True, blocks),) * 7))
        assert clocks(asked) == ["09:00", "11:00", "11:30"]

    @pytest.mark.spec("SLT-1", "AVL-3")
    def test_the_grid_of_a_date_starts_afresh_where_it_meets_the_night_before(self) -> None:
        round_the_clock = WeeklyPattern((DayPattern(True, (Block(0, 1440),)),) * 7)
        asked = diary(weekly=round_the_clock, policies=Policies(slot_interval=50))
        for day in (2, 3, 9):
            assert clocks(asked, date(2025, 6, day))[:3] == ["00:00", "00:50", "01:40"]
        assert asked.judge(berlin(2, 23, 20), 60) is None, "a session may cross midnight"

    @pytest.mark.spec("SLT-1", "SLT-3")
    def test_windows_that_only_the_missing_hour_parts_are_one(self) -> None:
        pattern = WeeklyPattern((DayPattern(True, (Block(10, 135), Block(165, 300))),) * 7)
        night = date(2025, 3, 30)
        asked = diary(weekly=pattern, now=datetime(2025, 3, 28, tzinfo=UTC))
        assert clocks(asked, night) == ["00:10", "00:40", "01:10", "01:40", "03:10", "03:40", "04:10"]

    @pytest.mark.spec("SLT-1", "SLT-3")
    def test_every_viewer_and_every_query_sees_the_same_slots(self) -> None:
        pattern = WeeklyPattern((DayPattern(True, (Block(22 * 60 + 10, 26 * 60),)),) * 7)
        asked = diary(weekly=pattern)
        whole = asked.slots(berlin(2, 0), berlin(9, 0))
        pieces = [
            slot
            for part in range(7 * 24 * 12)
            for slot in asked.slots(
                berlin(2, 0) + part * 5 * MINUTE, berlin(2, 0) + (part + 1) * 5 * MINUTE
            )
        ]
        assert pieces == whole
        assert len(whole) == len(set(whole)) > 40


class TestWhatIsExcluded:
    @pytest.mark.spec("SLT-2")
    def test_the_past_and_the_notice(self) -> None:
        asked = diary(now=berlin(2, 12, 0, 1), min_notice_minutes=60)
        assert clocks(asked) == half_hours("13:30", "16:30")
        assert asked.judge(berlin(2, 11, 30)) is Reason.PAST
        assert asked.judge(berlin(2, 12, 30)) is Reason.NOTICE
        assert clocks(diary(now=berlin(2, 12), min_notice_minutes=60))[0] == "13:00"
        one = berlin(2, 15)
        assert asked.slots(one, one + timedelta(seconds=1)) == [one]
        assert asked.slots(one + timedelta(seconds=1), one + HOUR) == [one + 30 * MINUTE]

    @pytest.mark.spec("SLT-2")
    def test_the_horizon_is_a_date_in_the_zone_of_the_mentor(self) -> None:
        late = datetime(2025, 6, 2, 12, tzinfo=UTC)  # the 3rd in Kiritimati
        asked = diary(zone="Pacific/Kiritimati", weekly=None, now=late, max_days_ahead=2)
        kiritimati = ZoneInfo("Pacific/Kiritimati")
        last = datetime(2025, 6, 5, 20, 30, tzinfo=kiritimati).astimezone(UTC)
        assert asked.judge(last) is None
        assert asked.judge(last + DAY) is Reason.HORIZON
        assert asked.slots(last, last + 30 * DAY) == [last]
        assert asked.judge(datetime(9999, 12, 31, 23, 30, tzinfo=UTC)) is Reason.HORIZON

    @pytest.mark.spec("SLT-2", "AVL-4")
    def test_exceptions_and_hours_are_told_apart(self) -> None:
        away = AvailabilityException(1, MONDAY, MONDAY, BlockKind.BLOCKED, 600, 660)
        asked = diary(exceptions=(away,))
        assert asked.judge(berlin(2, 10)) is Reason.EXCEPTION
        assert asked.judge(berlin(2, 9, 30), 60) is Reason.EXCEPTION
        assert asked.judge(berlin(2, 17)) is Reason.OFF_HOURS
        assert asked.judge(berlin(2, 16, 30), 60) is Reason.OFF_HOURS
        assert asked.judge(berlin(7, 10)) is Reason.OFF_HOURS

    @pytest.mark.spec("SLT-2", "BOK-4")
    @pytest.mark.parametrize("kind", [BusyKind.SESSION, BusyKind.HOLD, BusyKind.COUNCIL])
    def test_sessions_holds_and_councils_take_time(self, kind: BusyKind) -> None:
        asked = diary(busy(berlin(2, 11), 60, kind=kind))
        assert clocks(asked) == half_hours("09:00", "10:30") + half_hours("12:00", "16:30")
        assert asked.judge(berlin(2, 10, 30), 60) is Reason.BOOKED

    @pytest.mark.spec("SLT-2", "AVL-5")
    def test_calendar_time_closes_slots_to_the_second_and_without_buffer(self) -> None:
        meeting = Busy(berlin(2, 10, 30, 1), berlin(2, 11, 0, 1), berlin(2, 11, 0, 1), BusyKind.CALENDAR)
        nothing = Busy(berlin(2, 15, 10), berlin(2, 15, 10), berlin(2, 15, 10), BusyKind.CALENDAR)
        asked = diary(meeting, nothing, buffer_minutes=30)
        assert clocks(asked) == half_hours("09:00", "10:00") + half_hours("11:30", "16:30")
        assert asked.judge(berlin(2, 11)) is Reason.CALENDAR

    @pytest.mark.spec("SLT-2", "AVL-2")
    @pytest.mark.parametrize(
        ("at_booking", "present", "last_before", "first_after"),
        [
            (0, 0, "10:30", "11:30"),
            (30, 0, "10:30", "12:00"),
            (0, 30, "10:00", "12:00"),
            (30, 30, "10:00", "12:00"),
            (60, 30, "10:00", "12:30"),
            (15, 60, "09:30", "12:30"),
        ],
    )
    def test_neighbours_keep_the_larger_of_the_two_buffers_not_their_sum(
        self, at_booking: int, present: int, last_before: str, first_after: str
    ) -> None:
        asked = diary(busy(berlin(2, 11), 30, at_booking), buffer_minutes=present)
        assert clocks(asked) == half_hours("09:00", last_before) + half_hours(first_after, "16:30")

    @pytest.mark.spec("SLT-2", "AVL-2")
    def test_the_buffer_is_told_apart_from_the_session(self) -> None:
        asked = diary(busy(berlin(2, 11)), buffer_minutes=15)
        told = [asked.judge(berlin(2, *at)) for at in ((10, 30), (11, 0), (11, 30), (12, 0))]
        assert told == [Reason.BUFFER, Reason.BOOKED, Reason.BUFFER, None]

    @pytest.mark.spec("SLT-2", "AVL-2")
    def test_a_full_week_ends_on_sunday_night_in_the_zone_of_the_mentor(self) -> None:
        honolulu = ZoneInfo("Pacific/Honolulu")
        sunday = datetime(2025, 6, 8, 20, tzinfo=honolulu)
        asked = diary(
            zone="Pacific/Honolulu",
            weekly=None,
            counted=[sunday - 2 * DAY, sunday],  # the second is Monday already in UTC
            max_sessions_per_week=2,
        )
        assert asked.judge(sunday.astimezone(UTC)) is Reason.WEEK_FULL
        assert asked.judge(datetime(2025, 6, 2, 9, tzinfo=honolulu).astimezone(UTC)) is Reason.WEEK_FULL
        assert asked.judge(datetime(2025, 6, 9, 9, tzinfo=honolulu).astimezone(UTC)) is None
        assert clocks(diary(counted=[berlin(3, 9)], max_sessions_per_week=2)) == half_hours(
            "09:00", "16:30"
        )
        assert clocks(diary(max_sessions_per_week=0)) == []

    @pytest.mark.spec("SLT-2", "BOK-3")
    def test_the_own_sessions_of_the_mentee(self) -> None:
        asked = diary(own=[busy(berlin(2, 11), 60)], buffer_minutes=15)
        assert clocks(asked) == half_hours("09:00", "10:30") + half_hours("12:00", "16:30")
        assert asked.judge(berlin(2, 11, 30)) is Reason.OWN_SESSION

    @pytest.mark.spec("BOK-3")
    def test_a_time_off_the_grid_an_odd_duration_and_a_mentor_who_is_away(self) -> None:
        asked = diary()
        assert asked.judge(berlin(2, 9, 10)) is Reason.OFF_GRID
        assert asked.judge(berlin(2, 9, 0, 30)) is Reason.OFF_GRID
        assert asked.conflict(berlin(2, 9, 10), 50) is None
        assert asked.judge(berlin(2, 9), 50) is Reason.DURATION
        assert asked.slots(berlin(2, 0), berlin(3, 0), 50) == []
        away = diary(active=False)
        assert away.judge(berlin(2, 9)) is away.conflict(berlin(2, 9), 30) is Reason.INACTIVE
        assert clocks(away) == []

    @pytest.mark.spec("AVL-2")
    def test_the_own_value_of_a_mentor_wins_over_the_policy(self) -> None:
        schedule = Schedule("UTC", default_duration=45, min_notice_minutes=0, max_days_ahead=3)
        rules = Rules(schedule, Policies())
        assert (rules.default_duration, rules.notice, rules.days_ahead) == (45, 0, 3)
        rules = Rules(Schedule("UTC"), Policies())
        assert (rules.default_duration, rules.notice, rules.days_ahead, rules.buffer) == (30, 30, 60, 0)
        assert Rules(schedule, Policies(durations=(30,))).default_duration == 30


NIGHTS = [
    ("Europe/Berlin", "2025-03-30", 300, "00:00 00:30 01:00 01:30 03:00 03:30 04:00 04:30"),
    (
        "Europe/Berlin",
        "2025-10-26",
        300,
        "00:00 00:30 01:00 01:30 02:00 02:30 02:00 02:30 03:00 03:30 04:00 04:30",
    ),
    ("America/New_York", "2025-03-09", 240, "00:00 00:30 01:00 01:30 03:00 03:30"),
    ("America/New_York", "2025-11-02", 180, "00:00 00:30 01:00 01:30 01:00 01:30 02:00 02:30"),
    ("Australia/Lord_Howe", "2025-10-05", 240, "00:00 00:30 01:00 01:30 02:30 03:00 03:30"),
    ("Australia/Lord_Howe", "2025-04-06", 180, "00:00 00:30 01:00 01:30 01:30 02:00 02:30"),
    ("America/Santiago", "2025-09-07", 180, "01:00 01:30 02:00 02:30"),
    ("America/Santiago", "2025-04-06", 60, "00:00 00:30"),
    ("Africa/Cairo", "2025-04-25", 180, "01:00 01:30 02:00 02:30"),
    ("Asia/Beirut", "2025-03-30", 180, "01:00 01:30 02:00 02:30"),
    ("America/Havana", "2025-03-09", 120, "01:00 01:30"),
    ("America/Havana", "2025-11-02", 120, "00:00 00:30 00:00 00:30 01:00 01:30"),
    ("Pacific/Chatham", "2025-09-28", 300, "00:00 00:30 01:00 01:30 02:00 02:30 04:00 04:30"),
    (
        "Pacific/Chatham",
        "2025-04-06",
        240,
        "00:00 00:30 01:00 01:30 02:00 02:30 03:00 03:30 03:00 03:30",
    ),
    ("Asia/Kathmandu", "2025-06-02", 60, "00:00 00:30"),
    ("Pacific/Kiritimati", "2025-06-02", 60, "00:00 00:30"),
]


class TestTheClockOfTheMentor:
    @pytest.mark.spec("SLT-3")
    @pytest.mark.parametrize(("zone", "day", "end", "expected"), NIGHTS)
    def test_no_slot_in_the_missing_hour_and_no_duplicate_in_the_repeated_one(
        self, zone: str, day: str, end: int, expected: str
    ) -> None:
        on = date.fromisoformat(day)
        noon = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
        special = AvailabilityException(1, on, on, BlockKind.AVAILABLE, 0, end)
        off = WeeklyPattern((DayPattern(),) * 7)
        asked = diary(zone=zone, weekly=off, exceptions=(special,), now=noon - 3 * DAY)
        slots = asked.slots(noon - 2 * DAY, noon + 2 * DAY)
        assert " ".join(f"{slot.astimezone(ZoneInfo(zone)):%H:%M}" for slot in slots) == expected
        assert all(later - earlier == 30 * MINUTE for earlier, later in pairwise(slots))
        assert all(asked.judge(slot) is None for slot in slots)

    @pytest.mark.spec("SLT-3")
    @pytest.mark.parametrize("day", sorted({(zone, day) for zone, day, *_ in NIGHTS}), ids=str)
    def test_a_nine_to_five_day_is_whole_on_the_day_of_the_change(self, day: tuple[str, str]) -> None:
        zone, on = ZoneInfo(day[0]), date.fromisoformat(day[1])
        pattern = WeeklyPattern((NINE_TO_FIVE,) * 7)
        asked = diary(
            zone=day[0], weekly=pattern, now=datetime(on.year, on.month, on.day, tzinfo=UTC) - 3 * DAY
        )
        assert clocks(asked, on, zone=zone) == half_hours("09:00", "16:30")

    @pytest.mark.spec("SLT-3")
    def test_the_day_that_samoa_left_out_has_no_slots(self) -> None:
        now = datetime(2011, 12, 28, tzinfo=UTC)
        asked = diary(zone="Pacific/Apia", weekly=None, now=now)
        apia = ZoneInfo("Pacific/Apia")
        dates = {slot.astimezone(apia).date() for slot in asked.slots(now, now + 6 * DAY)}
        assert {date(2011, 12, 29), date(2011, 12, 31)} < dates
        assert date(2011, 12, 30) not in dates
        shown = week(asked, "Pacific/Apia", date(2011, 12, 28)).days
        assert [bool(day.slots) for day in shown] == [True, True, False, True, True, True, True]


class TestTheWeekOfTheViewer:
    @pytest.mark.spec("SLT-3", "SLT-4")
    @pytest.mark.parametrize(
        "viewer", ["Pacific/Kiritimati", "Pacific/Niue", "Asia/Kathmandu", "Pacific/Chatham"]
    )
    def test_slots_stand_under_the_date_of_the_viewer(self, viewer: str) -> None:
        asked = diary()
        shown = week(asked, viewer, date(2025, 6, 9))
        for day in shown.days:
            assert {slot.astimezone(ZoneInfo(viewer)).date() for slot in day.slots} <= {day.date}
            assert bool(day.slots) == (day.reason is None)
        listed = [slot for day in shown.days for slot in day.slots]
        midnight = datetime(2025, 6, 9, tzinfo=ZoneInfo(viewer)).astimezone(UTC)
        assert listed == asked.slots(midnight, midnight + 7 * DAY)

    @pytest.mark.spec("SLT-4")
    def test_days_without_slots_say_why(self) -> None:
        away = AvailabilityException(1, date(2025, 6, 4), date(2025, 6, 4), BlockKind.BLOCKED)
        full = busy(berlin(5, 9), 8 * 60)
        asked = diary(
            full,
            now=berlin(2, 16),
            own=[busy(berlin(6, 8), 600)],
            exceptions=(away,),
            min_notice_minutes=60,
            max_days_ahead=6,
        )
        assert [day.reason for day in week(asked, "Europe/Berlin", MONDAY).days] == [
            Reason.NOTICE,
            None,
            Reason.EXCEPTION,
            Reason.BOOKED,
            Reason.OWN_SESSION,
            Reason.OFF_HOURS,
            Reason.OFF_HOURS,
        ]
        assert why(asked, 9) is Reason.HORIZON
        assert why(asked, 1) is Reason.PAST
        assert why(asked, 3) is None
        assert why(diary(active=False), 2) is Reason.INACTIVE
        assert why(diary(max_sessions_per_week=0), 2) is Reason.WEEK_FULL

    @pytest.mark.spec("SLT-4")
    def test_turning_the_pages_never_leaves_what_can_be_booked(self) -> None:
        asked = diary(now=berlin(4, 12), max_days_ahead=20)
        first, last = bookable_dates(asked, "Europe/Berlin")
        assert (first, last) == (date(2025, 6, 4), date(2025, 6, 24))
        pages = [week(asked, "Europe/Berlin", date(1999, 1, 1))]
        while (following := pages[-1].next) is not None:
            pages.append(week(asked, "Europe/Berlin", following))
        assert [page.days[0].date.day for page in pages] == [4, 11, 18]
        assert pages[0].previous is None
        assert [page.previous for page in pages[1:]] == [page.days[0].date for page in pages[:-1]]
        assert week(asked, "Europe/Berlin", date(2025, 6, 6)).previous == first
        assert week(asked, "Europe/Berlin", date(2999, 1, 1)).days[0].date == last
        slots = [slot for page in pages for day in page.days for slot in day.slots]
        assert slots == asked.slots(berlin(1, 0), berlin(30, 0))

    @pytest.mark.spec("SLT-4", "CHT-3")
    def test_months_are_turned_as_far_as_anything_can_be_booked(self) -> None:
        asked = diary(now=berlin(20, 12), max_days_ahead=60)
        june = month(asked, "Europe/Berlin", date(1999, 1, 1))
        assert (june.days[0].date, june.days[-1].date) == (date(2025, 6, 1), date(2025, 6, 30))
        assert {day.reason for day in june.days[:19]} == {Reason.PAST}
        assert (june.previous, june.next) == (None, date(2025, 7, 1))
        july = month(asked, "Europe/Berlin", date(2025, 7, 31))
        assert (july.previous, july.next) == (date(2025, 6, 1), date(2025, 8, 1))
        august = month(asked, "Europe/Berlin", date(2999, 1, 1))
        assert (august.previous, august.next) == (date(2025, 7, 1), None)
        assert august.days[-1].reason is Reason.HORIZON
        slots = [slot for page in (june, july, august) for day in page.days for slot in day.slots]
        assert slots == asked.slots(berlin(1, 0), asked.horizon)

    @pytest.mark.spec("SLT-3", "SLT-4")
    @pytest.mark.parametrize(
        "viewer", ["America/New_York", "Pacific/Kiritimati", "Australia/Lord_Howe", "Asia/Kathmandu"]
    )
    def test_a_month_and_its_weeks_say_the_same_of_each_day(self, viewer: str) -> None:
        """In March and November clocks change, in New York and in Berlin on different days."""
        for now in (datetime(2025, 2, 28, 12, tzinfo=UTC), datetime(2025, 10, 20, 12, tzinfo=UTC)):
            asked = diary(now=now, max_days_ahead=70)
            shown = month(asked, viewer, (now + 25 * DAY).date())
            for day in shown.days:
                found = week(asked, viewer, day.date).days[0]
                assert found == day or found.date != day.date
            assert sum(len(day.slots) for day in shown.days) > 200

    def test_an_empty_month_is_followed_by_the_first_that_has_a_free_day(self) -> None:
        away = AvailabilityException(1, MONDAY, date(2025, 7, 14), BlockKind.BLOCKED)
        asked = diary(exceptions=(away,), max_days_ahead=90)
        assert month(asked, "Europe/Berlin", MONDAY).next_free == date(2025, 7, 15)
        shown = dates_to_show(asked, "Europe/Berlin", None, None, whole_month=True)
        assert shown.days[0].date == date(2025, 7, 1)

    @pytest.mark.spec("SLT-4")
    def test_an_empty_week_names_the_next_free_day(self) -> None:
        holiday = AvailabilityException(1, MONDAY, date(2025, 6, 17), BlockKind.BLOCKED)
        asked = diary(exceptions=(holiday,))
        shown = week(asked, "Europe/Berlin", MONDAY)
        assert shown.next_free == date(2025, 6, 18)
        assert week(asked, "Europe/Berlin", date(2025, 6, 16)).next_free is None
        assert next_free_day(asked, "Pacific/Kiritimati", MONDAY) == date(2025, 6, 18)
        assert next_free_day(diary(busy(berlin(1, 0), 90 * 1440)), "Europe/Berlin", MONDAY) is None

    @pytest.mark.spec("SLT-5")
    def test_the_nearest_free_times_are_offered_instead(self) -> None:
        asked = diary(busy(berlin(2, 11), 60))
        around = [f"{slot.astimezone(BERLIN):%d %H:%M}" for slot in nearest(asked, berlin(2, 11, 10), 4)]
        assert around == ["02 10:00", "02 10:30", "02 12:00", "02 12:30"]
        assert nearest(asked, berlin(1, 3), 2) == [berlin(2, 9), berlin(2, 9, 30)]
        assert nearest(asked, datetime(9999, 1, 1, tzinfo=UTC), 1) == [
            asked.slots(asked.soonest, asked.horizon)[-1]
        ]
        assert nearest(diary(active=False), berlin(2, 9)) == []

    @pytest.mark.spec("BOK-1")
    def test_only_the_durations_that_fit_are_offered(self) -> None:
        asked = diary(busy(berlin(2, 11)), buffer_minutes=15)
        assert fitting_durations(asked, berlin(2, 9, 30)) == (15, 30, 45, 60)
        assert fitting_durations(asked, berlin(2, 9, 30), (30, 90)) == (30,)
        assert fitting_durations(asked, berlin(2, 11)) == ()


# --- the fast list, the judge and the slow reference agree on anything

CHANGES = [
    ("Europe/Berlin", date(2025, 3, 30)),
    ("Europe/Berlin", date(2025, 10, 26)),
    ("America/New_York", date(2025, 3, 9)),
    ("America/New_York", date(2025, 11, 2)),
    ("Australia/Lord_Howe", date(2025, 4, 6)),
    ("Australia/Lord_Howe", date(2025, 10, 5)),
    ("America/Santiago", date(2025, 4, 6)),
    ("America/Santiago", date(2025, 9, 7)),
    ("Africa/Cairo", date(2025, 4, 25)),
    ("Africa/Cairo", date(2025, 10, 31)),
    ("Asia/Beirut", date(2025, 3, 30)),
    ("Asia/Beirut", date(2025, 10, 26)),
    ("America/Havana", date(2025, 3, 9)),
    ("America/Havana", date(2025, 11, 2)),
    ("Pacific/Apia", date(2011, 12, 30)),
    ("Pacific/Chatham", date(2025, 4, 6)),
    ("Pacific/Chatham", date(2025, 9, 28)),
    ("Asia/Kathmandu", date(2025, 12, 31)),
    ("Pacific/Kiritimati", date(2025, 12, 31)),
]
KINDS = st.sampled_from([BlockKind.AVAILABLE, *BlockKind])
WEIGHTED = st.sampled_from([BlockKind.AVAILABLE] * 4 + [BlockKind.BREAK, BlockKind.BLOCKED])
STARTS = st.one_of(st.integers(0, 95).map(lambda quarter: quarter * 15), st.integers(0, 300), st.just(0))
LENGTHS = st.one_of(st.integers(16, 48).map(lambda quarter: quarter * 15), st.integers(1, 1440))
SHORT = st.integers(1, 200)


def block(start: int, length: int, short: int, kind: BlockKind) -> Block:
    return Block(start, start + (length if kind is BlockKind.AVAILABLE else short), kind)


BLOCKS = st.builds(block, STARTS, LENGTHS, SHORT, WEIGHTED)
DAYS = st.builds(DayPattern, st.just(True), st.lists(BLOCKS, min_size=1, max_size=3).map(tuple))
SAME_EVERY_DAY = DAYS.map(lambda day: WeeklyPattern((day,) * 7))
WEEKS = st.one_of(st.none(), st.tuples(*[DAYS] * 7).map(WeeklyPattern), SAME_EVERY_DAY)
HOURS = st.one_of(st.tuples(STARTS, LENGTHS), st.tuples(STARTS, SHORT), st.tuples(STARTS, SHORT), st.none())


@st.composite
def situations(draw: st.DrawFn) -> tuple[Reference, Diary, int]:
    zone, day = draw(st.sampled_from(CHANGES))
    begin = datetime(day.year, day.month, day.day, tzinfo=UTC) - DAY
    minutes = st.integers(0, 3 * 1440)

    def exception(
        first: int, days: int, kind: BlockKind, hours: tuple[int, int] | None
    ) -> AvailabilityException:
        start, end = (hours[0], hours[0] + hours[1]) if hours else (None, None)
        return AvailabilityException(1, day + first * DAY, day + (first + days) * DAY, kind, start, end)

    exceptions = st.builds(exception, st.integers(-2, 2), st.integers(0, 2), KINDS, HOURS)

    def interval(start: int, length: int, buffer: int, kind: BusyKind) -> Busy:
        end = begin + (start + length) * MINUTE
        return Busy(begin + start * MINUTE, end, end + buffer * MINUTE, kind)

    intervals = st.builds(
        interval, minutes, st.integers(1, 180), st.sampled_from([0, 0, 10, 30]), st.sampled_from(BusyKind)
    )
    policies = Policies(
        slot_interval=draw(st.sampled_from([15, 30, 30, 45, 50, 60])),
        default_hours=(draw(st.integers(0, 700)), draw(st.integers(701, 1440))),
    )
    schedule = Schedule(
        zone,
        draw(WEEKS),
        tuple(draw(st.one_of(st.just([]), st.lists(exceptions, max_size=2)))),
        buffer_minutes=draw(st.sampled_from([None, 0, 10, 30])),
        min_notice_minutes=draw(st.sampled_from([None, 0, 90])),
        max_days_ahead=draw(st.sampled_from([None, None, None, 1, 2])),
        max_sessions_per_week=draw(st.sampled_from([None, None, 1, 3])),
    )
    now = begin + timedelta(seconds=draw(st.integers(-86_400, 86_400)))
    since = begin + draw(st.integers(0, 600)) * MINUTE
    until = since + draw(st.integers(1, 3 * 1440)) * MINUTE
    busy, own = draw(st.lists(intervals, max_size=5)), draw(st.lists(intervals, max_size=2))
    counted = [each.starts_at for each in busy if each.kind is not BusyKind.CALENDAR]
    reference = Reference(schedule, policies, now, since, until, busy, own, counted)
    return (
        reference,
        Diary(Rules(schedule, policies), now, busy, own, counted),
        draw(st.sampled_from([15, 30, 45, 120])),
    )


@pytest.mark.spec("SLT-1", "SLT-2", "SLT-3")
@settings(max_examples=examples(40, 400))
@given(situations())
def test_the_list_is_what_the_slow_reference_finds(situation: tuple[Reference, Diary, int]) -> None:
    reference, asked, duration = situation
    assert asked.slots(reference.since, reference.until, duration) == reference.slots(duration)


@pytest.mark.spec("SLT-4")
@settings(max_examples=examples(20, 200))
@given(situations(), st.integers(0, 14))
def test_what_the_list_offers_booking_accepts_and_nothing_else(
    situation: tuple[Reference, Diary, int], shift: int
) -> None:
    reference, asked, duration = situation
    offered = set(asked.slots(reference.since, reference.until, duration))
    minutes = int((reference.until - reference.since) / MINUTE)
    asked_about = {reference.since + minute * MINUTE for minute in range(shift, minutes, 15)} | offered
    accepted = {start for start in asked_about if asked.judge(start, duration) is None}
    assert accepted == offered
    assert all(asked.conflict(start, duration) is None for start in offered)


@pytest.mark.spec("CNL-3")
def test_the_grid_of_a_council_starts_where_the_windows_of_all_begin() -> None:
    early = diary(weekly=WeeklyPattern((DayPattern(True, (Block(540, 750), Block(780, 1020))),) * 7))
    late = diary(busy(berlin(2, 10, 30)), zone="Europe/London", weekly=WORK_WEEK)
    odd = diary(weekly=WeeklyPattern((DayPattern(True, (Block(615, 1440),)),) * 7))
    day = berlin(2, 0), berlin(3, 0)
    common = common_slots([early, late, odd], *day, 60)
    assert [f"{slot.astimezone(BERLIN):%H:%M}" for slot in common] == [
        *("11:15",),  # 10:15 and 10:45 meet the session at 10:30
        *("13:00", "13:30", "14:00", "14:30", "15:00", "15:30", "16:00"),
    ]
    assert common == [
        slot for slot in common if not any(who.conflict(slot, 60) for who in (early, late, odd))
    ]
    assert common_slots([early], *day, 30) == early.slots(*day)
    assert common_slots([early, diary(active=False)], *day, 60) == common_slots([], *day, 60) == []


@pytest.mark.spec("SLT-4")
@settings(max_examples=examples(20, 200))
@given(situations(), st.sampled_from(["Pacific/Kiritimati", "America/Havana", "Asia/Kathmandu"]))
def test_a_day_is_explained_exactly_when_it_has_no_slots(
    situation: tuple[Reference, Diary, int], viewer: str
) -> None:
    reference, asked, duration = situation
    shown = week(asked, viewer, reference.since.date(), duration)
    for day in shown.days:
        assert (day.reason is None) == bool(day.slots)
        assert day.reason not in {Reason.OFF_GRID, Reason.DURATION, Reason.INACTIVE}
    slots = asked.slots(asked.soonest, asked.horizon, duration)
    wanted = reference.since
    assert nearest(asked, wanted, 3, duration) == sorted(
        sorted(slots, key=lambda slot: abs(slot - wanted))[:3]
    )
    after = shown.days[-1].date
    later = [slot.astimezone(ZoneInfo(viewer)).date() for slot in slots]
    assert next_free_day(asked, viewer, after, duration) == min(
        (d for d in later if d > after), default=None
    )
