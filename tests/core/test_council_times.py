"""Times for a council from the mentors' availability: found, proposed, and explained where there are none."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.availability import Block, DayPattern, Schedule, WeeklyPattern
from core.common_times import common_slots
from core.council_times import free_times, propose, without_each
from core.expertise import best_first, match, substitutes
from core.mentors import Mentor
from core.policies import Policies
from core.rules import Rules
from core.slots import Busy, Diary
from core.zones import Zone, floor_minute
from tests.conftest import MORNING
from tests.storage.samples import a_person

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe")


def a_diary(zone: str, hours: tuple[int, int], busy: tuple[datetime, ...] = (), **more: object) -> Diary:
    week = WeeklyPattern((DayPattern(True, (Block(hours[0], hours[1]),)),) * 7)
    rules = Rules(Schedule(zone, week, **more), Policies())  # type: ignore[arg-type]
    return Diary(rules, MORNING, [Busy(start, start + HOUR, start + HOUR) for start in busy])


@st.composite
def diaries(draw: st.DrawFn) -> dict[int, Diary]:
    made = {}
    for mentor in range(1, draw(st.integers(1, 4)) + 1):
        begins = draw(st.integers(0, 80)) * 15
        ends = begins + draw(st.integers(4, 40)) * 15
        busy = draw(st.lists(st.integers(0, 150), max_size=4))
        made[mentor] = a_diary(
            draw(st.sampled_from(ZONES)),
            (begins, min(ends, 1440)),
            tuple(MORNING + hour * HOUR for hour in busy),
        )
    return made


@pytest.mark.spec("CNL-3", "SLT-3")
@given(diaries(), st.integers(0, 40), st.sampled_from([30, 60, 90]))
def test_who_is_free_is_who_has_no_conflict_and_all_are_free_at_the_common_times(
    known: dict[int, Diary], day: int, minutes: int
) -> None:
    since = MORNING + day * DAY
    until = since + 3 * DAY
    times = free_times(known, since, until, minutes)
    assert [each.starts_at for each in times] == sorted({each.starts_at for each in times})
    for each in times[::5]:
        able = {
            mentor for mentor, diary in known.items() if diary.conflict(each.starts_at, minutes) is None
        }
        assert each.free == able
    common = [each.starts_at for each in times if each.free == known.keys()]
    assert common == common_slots(list(known.values()), since, until, minutes)


@pytest.mark.spec("CNL-2")
@given(diaries(), st.integers(1, 5))
def test_proposals_are_apart_and_none_left_out_would_have_been_better(
    known: dict[int, Diary], count: int
) -> None:
    times = free_times(known, MORNING + 3 * DAY, MORNING + 10 * DAY, 60)
    weights = dict.fromkeys(known, 6)
    chosen = propose(times, weights, None, "Europe/Berlin", count)
    assert len(chosen) == min(count, len(times))
    if chosen:
        assert max(len(each.free) for each in times) == max(len(each.free) for each in chosen)
    assert chosen == propose(list(reversed(times)), weights, None, "Europe/Berlin", count)


@pytest.mark.spec("CNL-2")
def test_good_proposals_lie_on_different_dates_and_at_different_times_of_the_day() -> None:
    known = {1: a_diary("Europe/Berlin", (540, 1080)), 2: a_diary("Europe/Berlin", (540, 1080))}
    times = free_times(known, MORNING + 3 * DAY, MORNING + 17 * DAY, 60)
    chosen = propose(times, {1: 3, 2: 3}, None, "Europe/Berlin", 5)
    walls = [Zone("Europe/Berlin").wall(floor_minute(each.starts_at)) for each in chosen]
    assert len({wall // 1440 for wall in walls}) == 5
    assert len({wall % 1440 for wall in walls}) >= 3
    assert all(each.free == {1, 2} for each in chosen)


@pytest.mark.spec("CNL-2")
def test_a_time_without_the_lead_is_proposed_last() -> None:
    known = {1: a_diary("Europe/Berlin", (540, 660)), 2: a_diary("Europe/Berlin", (900, 1080))}
    times = free_times(known, MORNING + 3 * DAY, MORNING + 9 * DAY, 60)
    assert all(each.free == {2} for each in propose(times, {1: 9, 2: 1}, 2, "Europe/Berlin", 5))


@pytest.mark.spec("CNL-10")
def test_it_tells_how_many_times_there_are_without_each() -> None:
    known = {
        1: a_diary("Europe/Berlin", (600, 720)),
        2: a_diary("Europe/Berlin", (540, 780)),
        3: a_diary("Europe/Berlin", (1080, 1200)),
    }
    since = MORNING + DAY
    assert common_slots(list(known.values()), since, since + 2 * DAY, 60) == []
    assert without_each(known, since, since + 2 * DAY, 60) == {1: 0, 2: 0, 3: 6}


def a_mentor(name: str, seniority: int, *tags: str) -> Mentor:
    return Mentor(a_person(name), Schedule("UTC"), tags=tags, seniority=seniority)


@pytest.mark.spec("CNL-2", "CNL-6")
def test_weight_is_seniority_times_one_and_the_share_of_what_is_wanted() -> None:
    ada = a_mentor("Ada", 4, "Go", "SQL", "Art")
    found = match(ada, ("sql", "go", "ux", "ops"))
    assert (found.shared, found.weight) == (("sql", "go"), 6.0)
    assert match(ada, ()).weight == 4.0


@pytest.mark.spec("CNL-2", "CNL-3")
def test_best_is_who_shares_most_then_who_is_most_senior_then_by_name() -> None:
    mentors = [
        a_mentor("Zoe", 5, "go"),
        a_mentor("Bea", 2, "go", "sql"),
        a_mentor("Cy", 5, "art"),
        a_mentor("Abe", 5, "go"),
    ]
    ordered = [each.mentor.person.name for each in best_first(mentors, ("go", "sql"))]
    assert ordered == ["Bea", "Abe", "Zoe", "Cy"]
    leaving = a_mentor("Ana", 3, "art")
    like = [each.mentor.person.name for each in substitutes(leaving, mentors, ("go",))]
    assert like == ["Abe", "Cy", "Zoe", "Bea"]
