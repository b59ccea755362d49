"""Which reminders a session has, when they are due, and until when they are of use."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.notices import Kind, reminders_of
from core.sessions import Status
from tests.core.test_sessions import HOUR, MINUTE, SESSION, START

DAY_AND_HOUR = (1440, 60)


def titles(
    now: datetime, offsets: tuple[int, ...] = DAY_AND_HOUR, window: int = 15
) -> list[tuple[Kind, int]]:
    return [(kind, minutes) for kind, minutes, _, _ in reminders_of(SESSION, now, offsets, window)]


@pytest.mark.spec("NTF-2")
def test_a_day_an_hour_and_the_link_each_until_the_next() -> None:
    assert list(reminders_of(SESSION, START - 48 * HOUR, DAY_AND_HOUR, 15)) == [
        (Kind.REMINDER, 1440, START - 24 * HOUR, START - HOUR),
        (Kind.REMINDER, 60, START - HOUR, START - 15 * MINUTE),
        (Kind.JOIN, 15, START - 15 * MINUTE, SESSION.ends_at),
    ]


@pytest.mark.spec("NTF-2")
@pytest.mark.parametrize(
    ("ahead", "left"),
    [
        (25 * HOUR, [(Kind.REMINDER, 1440), (Kind.REMINDER, 60), (Kind.JOIN, 15)]),
        (24 * HOUR, [(Kind.REMINDER, 60), (Kind.JOIN, 15)]),
        (HOUR, [(Kind.JOIN, 15)]),
        (5 * MINUTE, [(Kind.JOIN, 15)]),
    ],
)
def test_what_has_passed_when_it_is_booked_is_not_made_up_for(
    ahead: timedelta, left: list[tuple[Kind, int]]
) -> None:
    assert titles(START - ahead) == left


@pytest.mark.spec("NTF-2")
def test_who_books_within_the_window_gets_the_link_at_once() -> None:
    ((_, _, due, expires),) = reminders_of(SESSION, START - 5 * MINUTE, (), 15)
    assert (due, expires) == (START - 5 * MINUTE, SESSION.ends_at)


@pytest.mark.spec("NTF-2")
@pytest.mark.parametrize(
    ("starts_at", "reminded_at"),
    [
        (datetime(2028, 3, 1, 10, tzinfo=UTC), datetime(2028, 2, 29, 10, tzinfo=UTC)),
        (datetime(2028, 2, 29, 10, tzinfo=UTC), datetime(2028, 2, 28, 10, tzinfo=UTC)),
        (datetime(2027, 3, 1, 10, tzinfo=UTC), datetime(2027, 2, 28, 10, tzinfo=UTC)),
    ],
    ids=["after a leap day", "on a leap day", "in another year"],
)
def test_a_leap_day_is_a_day(starts_at: datetime, reminded_at: datetime) -> None:
    session = replace(SESSION, starts_at=starts_at)
    (_, _, due, _), *_ = reminders_of(session, starts_at - 48 * HOUR, DAY_AND_HOUR, 15)
    assert due == reminded_at


@pytest.mark.spec("NTF-2")
@pytest.mark.parametrize("status", [status for status in Status if status is not Status.SCHEDULED])
def test_nobody_is_reminded_of_anything_but_a_scheduled_session(status: Status) -> None:
    assert list(reminders_of(replace(SESSION, status=status), START - 48 * HOUR, DAY_AND_HOUR, 15)) == []


@pytest.mark.spec("NTF-2", "POL")
@given(
    offsets=st.lists(st.integers(1, 5_000), unique=True, max_size=6).map(tuple),
    window=st.integers(0, 60),
    ahead=st.integers(0, 10_000),
)
def test_whatever_the_policy_all_are_due_in_order_ahead_and_of_use_for_a_while(
    offsets: tuple[int, ...], window: int, ahead: int
) -> None:
    now = START - ahead * MINUTE
    found = list(reminders_of(SESSION, now, offsets, window))
    *reminders, join = found
    assert join[0] is Kind.JOIN
    assert {minutes for _, minutes, _, _ in reminders} == {offset for offset in offsets if offset < ahead}
    assert [due for _, _, due, _ in reminders] == sorted(due for _, _, due, _ in reminders)
    for _, minutes, due, expires in reminders:
        assert now < due < expires <= START
        assert due == START - minutes * MINUTE
