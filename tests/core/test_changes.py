"""What comes of a change of hours, and how before and after differ."""

from dataclasses import asdict
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

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
)
from core.changes import (
    AddPauses,
    Change,
    ChangeZone,
    ClearPauses,
    CopyDay,
    DropException,
    Edit,
    HoursJoined,
    Limits,
    NewException,
    OpenDay,
    RunsOn,
    SetDay,
    SetLimits,
    applied,
    blocks_of,
    week_of,
)
from core.differences import DateChange, DayChange, date_changes, day_changes, wall_hours
from core.hours import Hours
from core.policies import Policies

POLICIES = Policies()
BREAK, BLOCKED = BlockKind.BREAK, BlockKind.BLOCKED
MONDAY = date(2026, 3, 2)
MON, TUE, WED = 0, 1, 2


def block(text: str, kind: BlockKind = BlockKind.AVAILABLE) -> Block:
    start, end = (
        int(hour) * 60 + int(minute) for hour, minute in (part.split(":") for part in text.split("-"))
    )
    return Block(start, end, kind)


NINE_TO_FIVE = block("9:00-17:00")
OFFICE = Schedule("UTC", WeeklyPattern((DayPattern(True, (NINE_TO_FIVE,)),) * 5 + (DayPattern(),) * 2))


def changed(schedule: Schedule, *edits: Edit, whole_week: bool = False) -> Schedule:
    return applied(schedule, Change(1, edits, whole_week), POLICIES)[0]


def day(schedule: Schedule, weekday: int) -> tuple[Block, ...]:
    return blocks_of(week_of(schedule, POLICIES).days[weekday])


def off(
    first: date, last: date, kind: BlockKind = BLOCKED, hours: tuple[int, int] | None = None, **more: int
) -> AvailabilityException:
    return AvailabilityException(more.get("id", 0), first, last, kind, *(hours or (None, None)))


@pytest.mark.spec("AVL-3")
def test_a_day_is_set_closed_and_opened_again_with_what_it_had() -> None:
    lunch = block("12:00-13:00", BREAK)
    after = changed(OFFICE, SetDay(MON, (NINE_TO_FIVE, lunch)))
    assert day(after, MON) == (NINE_TO_FIVE, lunch)
    closed = changed(after, SetDay(MON, ()))
    assert day(closed, MON) == ()
    assert day(changed(closed, OpenDay(MON)), MON) == (NINE_TO_FIVE, lunch)
    with pytest.raises(ScheduleProblem) as raised:
        changed(OFFICE, OpenDay(6))
    assert raised.value.problem is Problem.NO_HOURS


@pytest.mark.spec("AVL-3", "AVL-6")
def test_hours_that_overlap_are_made_one_and_it_is_said() -> None:
    after, notes = applied(
        OFFICE,
        Change(1, (SetDay(MON, (block("9:00-12:00"), block("11:00-13:00"), block("13:00-14:00"))),)),
        POLICIES,
    )
    assert day(after, MON) == (block("9:00-13:00"), block("13:00-14:00"))
    assert notes == (HoursJoined(MON, block("9:00-13:00")),)


@pytest.mark.spec("AVL-3")
def test_a_night_that_runs_into_the_next_days_hours_is_pointed_out() -> None:
    night, early = block("22:00-26:00"), block("1:00-3:00")
    _, notes = applied(OFFICE, Change(1, (SetDay(MON, (night,)), SetDay(TUE, (early,)))), POLICIES)
    assert notes == (RunsOn(MON),)


@pytest.mark.spec("AVL-3")
def test_breaks_are_added_to_every_day_that_has_hours_then() -> None:
    lunch = block("12:00-13:00", BREAK)
    evening = changed(OFFICE, SetDay(TUE, (block("18:00-21:00"),)))
    after = changed(evening, AddPauses((), (lunch,)))
    assert day(after, MON) == (NINE_TO_FIVE, lunch)
    assert day(after, TUE) == (block("18:00-21:00"),)
    assert day(after, 6) == ()
    again = changed(after, AddPauses((MON,), (block("12:30-13:30", BREAK), block("16:00-17:00", BLOCKED))))
    assert day(again, MON) == (NINE_TO_FIVE, block("12:00-13:30", BREAK), block("16:00-17:00", BLOCKED))
    assert day(changed(again, ClearPauses((MON,))), MON) == (NINE_TO_FIVE,)
    assert day(changed(again, ClearPauses(())), WED) == (NINE_TO_FIVE,)


@pytest.mark.spec("AVL-3")
@pytest.mark.parametrize(
    "edit",
    [
        AddPauses((MON,), (block("18:00-19:00", BREAK),)),
        AddPauses((6,), (block("12:00-13:00", BREAK),)),
        SetDay(MON, (block("9:00-12:00"), block("12:00-13:00", BREAK))),
    ],
)
def test_a_break_outside_the_hours_is_refused(edit: Edit) -> None:
    with pytest.raises(ScheduleProblem) as raised:
        changed(OFFICE, edit)
    assert raised.value.problem is Problem.PAUSE_OUTSIDE


@pytest.mark.spec("AVL-3")
def test_a_break_after_midnight_belongs_to_the_evening_before() -> None:
    after = changed(OFFICE, SetDay(MON, (block("22:00-26:00"), block("0:30-1:00", BREAK))))
    pause = block("24:30-25:00", BREAK)
    assert day(after, MON) == (block("22:00-26:00"), pause)
    check_block(pause)
    hours = Hours(after, POLICIES.default_hours)
    assert wall_hours(hours, MONDAY) == ((22 * 60, 24 * 60),)
    assert wall_hours(hours, MONDAY + timedelta(days=1)) == ((0, 30), (60, 120), (9 * 60, 17 * 60))


@pytest.mark.spec("AVL-6")
def test_a_day_is_copied_with_its_breaks() -> None:
    lunch = block("12:00-13:00", BREAK)
    after = changed(OFFICE, SetDay(MON, (NINE_TO_FIVE, lunch)), CopyDay(MON, (WED, 6)))
    assert day(after, WED) == day(after, 6) == (NINE_TO_FIVE, lunch)


@pytest.mark.spec("AVL-2", "AVL-6")
def test_the_programmes_usual_week_gives_way_to_a_typed_one_and_not_to_a_break() -> None:
    usual = Schedule("UTC")
    typed = changed(usual, SetDay(MON, (NINE_TO_FIVE,)), whole_week=True)
    assert day(typed, TUE) == ()
    one_day = changed(usual, SetDay(MON, (NINE_TO_FIVE,)))
    assert day(one_day, TUE) == (Block(*POLICIES.default_hours),)
    closed = changed(usual, SetDay(TUE, ()), whole_week=True)
    assert day(closed, MON) == (Block(*POLICIES.default_hours),)
    assert changed(usual, NewException(off(MONDAY, MONDAY)), whole_week=True).weekly is None


@pytest.mark.spec("AVL-4")
def test_exceptions_come_once_and_go_by_their_id() -> None:
    day_off = off(MONDAY, MONDAY)
    known = Schedule("UTC", exceptions=(off(MONDAY, MONDAY, id=7),))
    assert changed(known, NewException(day_off)) == known
    assert changed(known, DropException(7)).exceptions == ()
    assert changed(known, DropException(8)) == known
    assert (
        changed(Schedule("UTC"), NewException(off(MONDAY, MONDAY, BREAK, (720, 780), id=5)))
        .exceptions[0]
        .id
        == 0
    )


@pytest.mark.spec("AVL-2")
def test_limits_and_zone_are_the_mentors_own() -> None:
    limits = Limits(45, 15, 120, 30, 5, active=False)
    after = changed(OFFICE, SetLimits(limits), ChangeZone("Asia/Kathmandu"))
    assert all(getattr(after, name) == value for name, value in asdict(limits).items())
    assert after.zone == "Asia/Kathmandu"
    assert after.weekly == OFFICE.weekly
    for bad in (
        ChangeZone("Mars/Base"),
        SetLimits(Limits(45, -1, 0, 1, 1, active=True)),
    ):
        with pytest.raises(ScheduleProblem):
            changed(OFFICE, bad)


@pytest.mark.spec("AVL-3", "AVL-4")
def test_a_block_of_a_year_is_no_block() -> None:
    year = 366 * 1440
    for edit in (SetDay(MON, (Block(0, year),)), NewException(off(MONDAY, MONDAY, BLOCKED, (0, year)))):
        with pytest.raises(ScheduleProblem) as raised:
            changed(OFFICE, edit)
        assert raised.value.problem is Problem.TOO_LONG


@pytest.mark.spec("AVL-6")
def test_weekdays_that_change_alike_are_told_together() -> None:
    after = changed(OFFICE, SetDay(MON, ()), SetDay(WED, ()), SetDay(6, (NINE_TO_FIVE,)))
    assert day_changes(week_of(OFFICE, POLICIES), week_of(after, POLICIES)) == (
        DayChange((MON, WED), (NINE_TO_FIVE,), ()),
        DayChange((6,), (), (NINE_TO_FIVE,)),
    )


@pytest.mark.spec("AVL-6")
def test_dates_are_compared_as_they_really_are() -> None:
    friday = MONDAY + timedelta(days=4)
    away = off(friday, friday + timedelta(days=4))
    before, after = (
        Hours(each, POLICIES.default_hours) for each in (OFFICE, changed(OFFICE, NewException(away)))
    )
    nine_to_five = ((9 * 60, 17 * 60),)
    monday = friday + timedelta(days=3)
    assert date_changes(before, after, [away], MONDAY) == (
        DateChange(friday, friday, nine_to_five, ()),
        DateChange(monday, monday + timedelta(days=1), nine_to_five, ()),
    )
    assert date_changes(before, after, [away], monday)[0].first == monday


_BLOCKS = st.builds(
    lambda start, length, kind: Block(start, start + length, kind),
    st.integers(0, 1439),
    st.integers(1, 1440),
    st.sampled_from(list(BlockKind)),
)
_PAUSES = _BLOCKS.filter(lambda block: block.kind is not BlockKind.AVAILABLE)
_DAYS = st.integers(0, 6)
_EDITS = st.one_of(
    st.builds(SetDay, _DAYS, st.lists(_BLOCKS, max_size=4).map(tuple)),
    st.builds(OpenDay, _DAYS),
    st.builds(CopyDay, _DAYS, st.lists(_DAYS, min_size=1, max_size=3).map(tuple)),
    st.builds(AddPauses, st.lists(_DAYS, max_size=3).map(tuple), st.lists(_PAUSES, max_size=2).map(tuple)),
    st.builds(ClearPauses, st.lists(_DAYS, max_size=3).map(tuple)),
    st.builds(NewException, st.just(off(MONDAY, MONDAY, BREAK, (720, 780)))),
    st.builds(DropException, st.integers(1, 1 << 62)),
    st.builds(ChangeZone, st.sampled_from(["UTC", "Europe/Berlin"])),
    st.just(SetLimits(Limits(None, None, None, None, None, active=True))),
)


@pytest.mark.spec("AVL-6")
@given(edits=st.lists(_EDITS, max_size=5), whole_week=st.booleans())
def test_a_change_survives_being_kept_as_json(edits: list[Edit], whole_week: bool) -> None:
    change = Change(1 << 62, tuple(edits), whole_week)
    kept = TypeAdapter(Change)
    assert kept.validate_json(kept.dump_json(change)) == change


@pytest.mark.spec("AVL-3", "AVL-6")
@given(edits=st.lists(_EDITS, max_size=5))
def test_any_change_gives_sound_rules_or_a_problem(
    edits: list[Edit],
) -> None:
    try:
        after = changed(OFFICE, *edits)
    except ScheduleProblem:
        return
    for each in week_of(after, POLICIES).days:
        windows = sorted(
            b for b in ((b.start, b.end) for b in blocks_of(each) if b.kind is BlockKind.AVAILABLE)
        )
        assert all(one[1] <= two[0] for one, two in pairwise(windows))
    Hours(after, POLICIES.default_hours)
