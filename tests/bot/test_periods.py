"""Periods as they are typed, and the slices of which charts are made."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.statistics.charts import MARKS, ticks
from bot.typed.periods import read_period
from bot.typed.session_filters import days_of
from core.errors.session_queries import FilterUnclear
from core.errors.statistics import PeriodUnclear
from core.periods import Period, Usual, slices, usual_period

TODAY = date(2026, 3, 4)  # a Wednesday
D = date


def read(text: str, locale: str = "en") -> Usual | Period:
    return read_period(text, TODAY, locale)


@pytest.mark.spec("ADM-6")
@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("", Usual.THIS_MONTH),
        ("  This  Month ", Usual.THIS_MONTH),
        ("last month", Usual.LAST_MONTH),
        ("last 30 days", Usual.LAST_30_DAYS),
        ("this year", Usual.THIS_YEAR),
        ("all", Usual.ALL),
        ("all time", Usual.ALL),
        ("2026", Period(D(2026, 1, 1), D(2026, 12, 31))),
        ("2025-11", Period(D(2025, 11, 1), D(2025, 11, 30))),
        ("from:2026-01-01 to:2026-03-31", Period(D(2026, 1, 1), D(2026, 3, 31))),
        ("from: 2026-01-01 to: 2026-03-31", Period(D(2026, 1, 1), D(2026, 3, 31))),
        ("from 2026-01-01 to 2026-03-31", Period(D(2026, 1, 1), D(2026, 3, 31))),
        ("2026-01-01 to 2026-03-31", Period(D(2026, 1, 1), D(2026, 3, 31))),
        ("2026-01-01..2026-03-31", Period(D(2026, 1, 1), D(2026, 3, 31))),
        ("2024 - 2025", Period(D(2024, 1, 1), D(2025, 12, 31))),
        ("from:2026-02-10", Period(D(2026, 2, 10), TODAY)),
        ("since yesterday", Period(D(2026, 3, 3), TODAY)),
        ("from:2025-11 to:2026-02", Period(D(2025, 11, 1), D(2026, 2, 28))),
        ("today", Period(TODAY, TODAY)),
        ("yesterday", Period(D(2026, 3, 3), D(2026, 3, 3))),
        ("this week", Period(D(2026, 3, 2), D(2026, 3, 8))),
        ("last week", Period(D(2026, 2, 23), D(2026, 3, 1))),
        ("this quarter", Period(D(2026, 1, 1), D(2026, 3, 31))),
        ("last quarter", Period(D(2025, 10, 1), D(2025, 12, 31))),
        ("Q4 2025", Period(D(2025, 10, 1), D(2025, 12, 31))),
        ("2025-q2", Period(D(2025, 4, 1), D(2025, 6, 30))),
        ("last year", Period(D(2025, 1, 1), D(2025, 12, 31))),
        ("last 7 days", Period(D(2026, 2, 26), TODAY)),
        ("last 2 weeks", Period(D(2026, 2, 19), TODAY)),
        ("last 3 months", Period(D(2025, 12, 5), TODAY)),
        ("january", Period(D(2026, 1, 1), D(2026, 1, 31))),
        ("november", Period(D(2025, 11, 1), D(2025, 11, 30))),
        ("november 2024", Period(D(2024, 11, 1), D(2024, 11, 30))),
        ("1 feb to 10 feb", Period(D(2026, 2, 1), D(2026, 2, 10))),
    ],
)
def test_periods_are_understood(text: str, meant: Usual | Period) -> None:
    assert read(text) == meant


@pytest.mark.spec("ADM-2", "ADM-6")
@pytest.mark.parametrize(
    ("text", "locale", "meant"),
    [
        ("month", "en", Period(D(2026, 3, 1), D(2026, 3, 31))),
        ("next month", "en", Period(D(2026, 4, 1), D(2026, 4, 30))),
        ("next quarter", "en", Period(D(2026, 4, 1), D(2026, 6, 30))),
        ("next year", "en", Period(D(2027, 1, 1), D(2027, 12, 31))),
        ("last quarter", "en", Period(D(2025, 10, 1), D(2025, 12, 31))),
        ("q4 2025", "en", Period(D(2025, 10, 1), D(2025, 12, 31))),
        ("2025/11", "en", Period(D(2025, 11, 1), D(2025, 11, 30))),
        ("last 3 months", "en", Period(D(2025, 12, 5), TODAY)),
        ("this 7 days", "en", Period(D(2026, 2, 26), TODAY)),
        ("next 2 weeks", "en", Period(TODAY, D(2026, 3, 17))),
        ("2 weeks ago", "en", Period(D(2026, 2, 18), D(2026, 2, 18))),
        ("a year ago", "en", Period(D(2025, 3, 4), D(2025, 3, 4))),
        ("last monday", "en", Period(D(2026, 3, 2), D(2026, 3, 2))),
        ("tomorrow", "en", Period(D(2026, 3, 5), D(2026, 3, 5))),
        ("in 3 days", "en", Period(D(2026, 3, 7), D(2026, 3, 7))),
        ("this friday", "en", Period(D(2026, 3, 6), D(2026, 3, 6))),
        ("letzten Monat", "de", Period(D(2026, 2, 1), D(2026, 2, 28))),
        ("la semana pasada", "es", Period(D(2026, 2, 23), D(2026, 3, 1))),
        ("24.12.2025", "de", Period(D(2025, 12, 24), D(2025, 12, 24))),
    ],
)
def test_whoever_looks_back_and_whoever_filters_means_the_same(
    text: str, locale: str, meant: Period
) -> None:
    found = read(text, locale)
    assert (usual_period(found, TODAY, None) if isinstance(found, Usual) else found) == meant
    assert days_of("on", text, TODAY, locale) == meant


@pytest.mark.spec("ADM-2", "ADM-6")
@pytest.mark.parametrize(
    ("text", "locale", "behind", "ahead"),
    [
        ("monday", "en", D(2026, 3, 2), D(2026, 3, 9)),
        ("Montag", "de", D(2026, 3, 2), D(2026, 3, 9)),
        ("1 jan", "en", D(2026, 1, 1), D(2027, 1, 1)),
        ("10 apr", "en", D(2025, 4, 10), D(2026, 4, 10)),
    ],
)
def test_a_day_without_a_year_is_the_last_one_for_who_looks_back_and_the_next_one_for_who_filters(
    text: str, locale: str, behind: date, ahead: date
) -> None:
    assert read(text, locale) == Period(behind, behind)
    assert days_of("on", text, TODAY, locale) == Period(ahead, ahead)


@pytest.mark.spec("ADM-2", "CHT-1")
@pytest.mark.parametrize("text", ["all", "bananas", "2026-02-30", "since yesterday", ""])
def test_a_filter_takes_one_name_of_days(text: str) -> None:
    with pytest.raises(FilterUnclear):
        days_of("from", text, TODAY, "en")


@pytest.mark.spec("ADM-6", "CHT-1")
@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("from:2026-03-31 to:2026-01-01", "reversed"),
        ("2026 - 2025", "reversed"),
        ("to:2026-03-31", "open"),
        ("from:2026-02-30 to:2026-03-31", "unclear"),
        ("2026-13", "unclear"),
        ("bananas", "unclear"),
        ("last 0 bananas", "unclear"),
        ("status:cancelled", "unclear"),
        ("all bananas", "unclear"),
        ("last 9999 years", "unclear"),
        ("0000", "unclear"),
        ("x" * 10_000, "unclear"),
        ("'; DROP TABLE sessions", "unclear"),
    ],
)
def test_what_is_no_period_is_refused_with_a_reason(text: str, problem: str) -> None:
    with pytest.raises(PeriodUnclear) as refused:
        read(text)
    assert refused.value.problem == problem


@pytest.mark.spec("ADM-6")
@given(st.text(max_size=100), st.sampled_from(["en", "de", "pt-BR"]))
def test_whatever_is_typed_is_a_period_or_refused(text: str, locale: str) -> None:
    try:
        found = read(text, locale)
    except PeriodUnclear:
        return
    assert isinstance(found, Usual) or found.first <= found.last


@pytest.mark.spec("ADM-6")
@given(st.dates(D(2000, 1, 1), D(2099, 1, 1)), st.integers(0, 36_000), st.sampled_from(Usual))
def test_slices_cover_a_period_without_gaps_and_are_not_too_many(
    day: date, days: int, usual: Usual
) -> None:
    for period in (Period(day, day + timedelta(days=days)), usual_period(usual, day, None)):
        found = slices(period)
        assert (found[0].first, found[-1].last) == (period.first, period.last)
        assert all(b.first - a.last == timedelta(days=1) for a, b in pairwise(found))
        assert all(each.first <= each.last for each in found)
        assert len(found) <= 100


@pytest.mark.spec("ADM-6")
@given(st.integers(0, 10**9))
def test_a_scale_has_few_round_marks_and_reaches_the_largest(most: int) -> None:
    marks = [at for at, _ in ticks(most)]
    assert marks[0] == 0
    assert marks[-1] >= max(most, 1)
    assert len(marks) <= MARKS + 1
    assert len({b - a for a, b in pairwise(marks)}) == 1
