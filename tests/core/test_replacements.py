"""Another mentor for a session: the best first, always in the same order."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from core.figures import average, quality, reliability
from core.ports.aftermath import MarkTotals, TrackRecord
from core.replacements import Candidate, best_first, prompts_of, topics_of
from core.sessions import Reassignment
from tests.core.test_sessions import SESSION, START

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
PLAIN = Candidate(5, shared=1, reliability=90.0, quality=4.0, dearer=500, load=3)
BETTER = [
    replace(PLAIN, mentor=9, shared=2, reliability=0.0, quality=1.0, dearer=None, load=99),
    replace(PLAIN, mentor=9, reliability=95.0, quality=1.0, dearer=None, load=99),
    replace(PLAIN, mentor=9, quality=4.1, dearer=None, load=99),
    replace(PLAIN, mentor=9, dearer=499, load=99),
    replace(PLAIN, mentor=9, load=2),
    replace(PLAIN, mentor=4),
]
"""Each is better than PLAIN in one respect, and worse in all that count less."""

candidates = some.lists(
    some.builds(
        Candidate,
        mentor=some.integers(1, 10**6),
        shared=some.integers(0, 2),
        reliability=some.sampled_from([80.0, 97.5, 100.0]),
        quality=some.sampled_from([3.9, 4.0]),
        dearer=some.sampled_from([None, 0, 100]),
        load=some.integers(0, 2),
    ),
    max_size=12,
    unique_by=lambda candidate: candidate.mentor,
)


@pytest.mark.spec("RAS-1")
@pytest.mark.parametrize("better", BETTER, ids=range(len(BETTER)))
def test_topics_before_reliability_before_rating_before_rate_before_load(better: Candidate) -> None:
    assert best_first([PLAIN, better]) == best_first([better, PLAIN]) == [better, PLAIN]


@pytest.mark.spec("RAS-1")
def test_a_rate_in_another_currency_is_farther_than_any() -> None:
    foreign = replace(PLAIN, mentor=1, dearer=None)
    assert best_first([foreign, replace(PLAIN, dearer=10**9)])[-1] == foreign


@pytest.mark.spec("RAS-1")
@given(candidates, some.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_who_was_found_first(found: list[Candidate], chance: object) -> None:
    shuffled = list(found)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert best_first(shuffled) == best_first(found)
    assert sorted(best_first(found), key=found.index) == found


@pytest.mark.spec("RAS-1")
def test_all_orders_of_a_few_give_the_same() -> None:
    few = [PLAIN, *BETTER[1:4]]
    assert len({tuple(map(str, best_first(each))) for each in permutations(few)}) == 1


@pytest.mark.spec("RAS-1")
def test_topics_are_the_same_however_they_are_spelt() -> None:
    assert topics_of(["Public Speaking", "Über-Mut", ""]) == topics_of(
        ["public-speaking", "uber mut", "  "]
    )


@pytest.mark.spec("RAS-4", "NTF-2")
@pytest.mark.parametrize(
    ("ahead", "asked"),
    [
        (72 * HOUR, [24 * HOUR, 2 * HOUR]),
        (24 * HOUR, [2 * HOUR]),
        (3 * HOUR, [2 * HOUR]),
        (2 * HOUR, [HOUR]),
        (20 * MINUTE, [10 * MINUTE]),
    ],
)
def test_who_has_not_answered_is_asked_a_day_and_two_hours_ahead_else_halfway(
    ahead: timedelta, asked: list[timedelta]
) -> None:
    session = replace(SESSION, reassignment=Reassignment.AWAITING_CHOICE)
    assert prompts_of(session, START - ahead) == [START - before for before in asked]


@pytest.mark.spec("ADM-7")
@pytest.mark.parametrize(
    ("record", "percent"),
    [
        (TrackRecord(), 100.0),
        (TrackRecord(20, cancelled=1), 95.0),
        (TrackRecord(20, rescheduled=1), 97.5),
        (TrackRecord(20, missed=1), 90.0),
        (TrackRecord(20, cancelled=2, rescheduled=3, missed=1), 72.5),
        (TrackRecord(20, missed=20), 0.0),
    ],
)
def test_reliability_is_a_share_of_the_last_twenty_sessions(record: TrackRecord, percent: float) -> None:
    assert reliability(record) == percent


@pytest.mark.spec("ADM-7", "AFT-1")
def test_quality_is_drawn_towards_four_and_the_average_is_of_the_overall_marks() -> None:
    assert quality(MarkTotals()) == 4.0
    assert quality(MarkTotals(overall=5, usefulness=5, count=1)) == 4.25
    assert quality(MarkTotals(overall=1, usefulness=3, count=1)) == 3.5
    assert quality(MarkTotals(overall=500, usefulness=500, count=100)) == pytest.approx(4.97, abs=0.01)
    assert average(MarkTotals()) is None
    assert average(MarkTotals(overall=9, usefulness=2, count=2)) == 4.5
