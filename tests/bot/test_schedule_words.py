"""Hours in words: what is shown can be typed, what is typed is understood, what is wrong has a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.availability.cards import blocks_text, weekdays_text
from bot.availability.refusals import HOURS
from bot.availability.typed_hours import day_typed, length_typed, week_typed
from bot.language import reading_as
from bot.typed import hours
from bot.typed.lengths import amount, day_count
from core.availability import Block, BlockKind, Problem, Schedule, ScheduleProblem
from core.changes import Change, SetDay, applied, blocks_of, week_of
from core.policies import Policies
from tests.bot.test_hours import TODAY

POLICIES = Policies()


@pytest.mark.spec("AVL-6", "CHT-7")
@pytest.mark.parametrize("code", [*hours.HoursTrouble, *Problem])
def test_everything_that_can_be_wrong_with_hours_has_a_sentence(code: str) -> None:
    assert HOURS[code].endswith((".", "?"))


@pytest.mark.spec("AVL-2")
@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("15", 15),
        ("15 min", 15),
        ("2h", 120),
        ("2 hours", 120),
        ("1.5 h", 90),
        ("1,5h", 90),
        ("1h30", 90),
        ("1 h 30 min", 90),
        ("1 hour and 15 minutes", 75),
        ("half an hour", 30),
        ("1 day", 1440),
        ("2 days 3h", 3060),
        ("none", 0),
        ("0", 0),
        ("", None),
        ("ten", None),
        ("-5", None),
        ("1e9", None),
        ("15 parsecs", None),
        ("9" * 10_000, None),
    ],
)
def test_lengths_of_time_are_typed_as_one_says_them(typed: str, minutes: int | None) -> None:
    assert amount(typed) == minutes


@pytest.mark.spec("AVL-2")
@pytest.mark.parametrize(
    ("typed", "days"),
    [("30", 30), ("30 days", 30), ("6 weeks", 42), ("2 months", 60), ("soon", None), ("", None)],
)
def test_days_ahead_are_typed_as_one_says_them(typed: str, days: int | None) -> None:
    assert day_count(typed) == days


@pytest.mark.spec("AVL-6")
def test_weekdays_are_named_shortly() -> None:
    texts = [weekdays_text(days) for days in ((0,), (0, 1, 2, 3, 4), (5, 6), (0, 2), tuple(range(7)))]
    assert texts == ["Monday", "Monday–Friday", "Sat, Sun", "Mon, Wed", "Every day"]


@pytest.mark.spec("AVL-6", "CHT-6")
@pytest.mark.parametrize(
    ("locale", "days", "pause"),
    [
        ("en_US", "mon, tue, wed, thu, fri, sat, sun", "break"),
        ("ar", "mon, tue, wed, thu, fri, sat, sun", "break"),
        ("de", "montag, dienstag, mittwoch, donnerstag, freitag, samstag, sonntag", "pause"),
        ("fr", "lun, mar, mer, jeu, ven, sam, dim", "pause"),
    ],
)
def test_hours_to_be_changed_are_in_the_words_of_the_reader(locale: str, days: str, pause: str) -> None:
    week = week_of(Schedule("UTC"), POLICIES)
    with reading_as(locale):
        assert week_typed(week) == f"{days} 09:00-21:00"
        assert day_typed([Block(780, 960), Block(840, 870, BlockKind.BREAK)]) == (
            f"13:00-16:00, {pause} 14:00-14:30"
        )


@pytest.mark.spec("AVL-6", "CHT-6")
@pytest.mark.parametrize("locale", ["de", "es", "fr", "pt", "hi"])
def test_hours_in_the_words_of_the_reader_read_back_in_their_language(locale: str) -> None:
    day = [Block(780, 960), *(Block(60 * at, 60 * at + 30, kind) for at, kind in enumerate(BlockKind, 1))]
    with reading_as(locale):
        week = week_typed(week_of(Schedule("UTC"), POLICIES))
        shown, closed = day_typed(day), day_typed([])
    found = hours.understand(week, TODAY, locale)
    assert not isinstance(found, hours.HoursProblem)
    assert [edit.weekday for edit in found if isinstance(edit, hours.DayHours)] == list(range(7))
    with reading_as("en"):
        assert hours.understand(f"mon {shown}", TODAY, locale) == hours.understand(
            f"mon {day_typed(day)}", TODAY, "en"
        )
    assert hours.understand(f"mon {closed}", TODAY, locale) == hours.understand("mon closed", TODAY, "en")


@pytest.mark.spec("AVL-6", "CHT-6")
def test_weekdays_and_clocks_are_shown_as_the_reader_writes_them() -> None:
    with reading_as("de"):
        assert weekdays_text((0, 1, 2, 3, 4)) == "Montag–Freitag"
        assert weekdays_text((0, 2)) == "Mo, Mi"
    with reading_as("en_US"):
        assert blocks_text([Block(780, 960)]) == "1:00 PM–4:00 PM"


@pytest.mark.spec("AVL-2")
@pytest.mark.parametrize("minutes", [0, 5, 60, 90, 1440, 3060])
def test_a_length_to_be_changed_reads_back(minutes: int) -> None:
    assert amount(length_typed(minutes)) == minutes


_BLOCKS = st.builds(
    lambda start, length, kind: Block(start, start + length, kind),
    st.integers(0, 1439),
    st.integers(1, 1440),
    st.sampled_from(list(BlockKind)),
)


@pytest.mark.spec("AVL-3", "AVL-6")
@given(blocks=st.lists(_BLOCKS, min_size=1, max_size=5))
def test_the_hours_of_a_day_read_back_as_they_are_shown(blocks: list[Block]) -> None:
    try:
        schedule, _ = applied(Schedule("UTC"), Change(1, (SetDay(0, tuple(blocks)),)), POLICIES)
    except ScheduleProblem:
        return
    day = blocks_of(week_of(schedule, POLICIES).days[0])
    for shown in (day_typed(day), blocks_text(day)):
        found = hours.understand(f"mon {shown}", TODAY)
        assert not isinstance(found, hours.HoursProblem), shown
        (edit,) = found
        assert isinstance(edit, hours.DayHours)
        typed = {
            *(Block(*each) for each in edit.blocks),
            *(Block(p.start, p.end, p.kind) for p in edit.pauses),
        }
        assert typed == set(day)
