"""Quiet hours, minute by minute, against the clock on the wall."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.quiet import Quiet

MINUTE = timedelta(minutes=1)
DAY = 24 * 60
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Apia")
# Around the changes of 2026: forward and back in the north, and half an hour in the south.
DAYS = (
    datetime(2026, 3, 8, tzinfo=UTC),
    datetime(2026, 3, 29, tzinfo=UTC),
    datetime(2026, 4, 5, tzinfo=UTC),
    datetime(2026, 6, 1, tzinfo=UTC),
    datetime(2026, 10, 4, tzinfo=UTC),
    datetime(2026, 10, 25, tzinfo=UTC),
    datetime(2026, 11, 1, tzinfo=UTC),
)

quiets = (
    st.tuples(st.integers(0, DAY - 1), st.integers(0, DAY - 1))
    .filter(lambda t: t[0] != t[1])
    .map(lambda t: Quiet(*t))
)
instants = st.builds(
    lambda day, minute: day + (minute - DAY) * MINUTE, st.sampled_from(DAYS), st.integers(0, 3 * DAY)
)


def wall(at: datetime, zone: str) -> int:
    local = at.astimezone(ZoneInfo(zone))
    return local.hour * 60 + local.minute


def shown(quiet: Quiet, at: datetime, zone: str) -> bool:
    """Whether the clock on the wall shows a quiet minute."""
    minute = wall(at, zone)
    if quiet.starts < quiet.ends:
        return quiet.starts <= minute < quiet.ends
    return minute >= quiet.starts or minute < quiet.ends


def changes(at: datetime, zone: str) -> bool:
    """Whether the clocks change within a day of it."""
    info = ZoneInfo(zone)
    return (
        len({(at + n * timedelta(hours=12)).astimezone(info).utcoffset() for n in (-3, -2, -1, 0, 1, 2, 3)})
        > 1
    )


@pytest.mark.spec("NTF-4")
@given(quiets, instants, st.sampled_from(ZONES))
def test_on_an_ordinary_day_it_is_quiet_when_the_clock_says_so(
    quiet: Quiet, at: datetime, zone: str
) -> None:
    if changes(at, zone):
        return
    until = quiet.until(at, zone)
    assert (until is not None) == shown(quiet, at, zone)
    if until is not None:
        assert at < until <= at + timedelta(days=1)
        assert wall(until, zone) == quiet.ends
        assert shown(quiet, until - MINUTE, zone)


@pytest.mark.spec("NTF-4")
@given(quiets, instants, st.sampled_from(ZONES))
def test_quiet_hours_end_and_are_one_piece_also_when_the_clocks_change(
    quiet: Quiet, at: datetime, zone: str
) -> None:
    until = quiet.until(at, zone)
    if until is None:
        return
    assert at < until <= at + timedelta(days=1, hours=1)
    halfway = at + (until - at) / 2
    assert quiet.until(halfway, zone) == until
    again = quiet.until(until, zone)
    assert again is None or shown(quiet, until, zone) or changes(until, zone)


@pytest.mark.spec("NTF-4")
@given(quiets, instants, st.sampled_from(ZONES))
def test_no_minute_that_the_clock_calls_quiet_is_loud_but_a_repeated_one(
    quiet: Quiet, at: datetime, zone: str
) -> None:
    if shown(quiet, at, zone) and quiet.until(at, zone) is None:
        local = at.astimezone(ZoneInfo(zone))
        other = local.replace(fold=1 - local.fold)
        assert other.utcoffset() != local.utcoffset(), "only the second time of an hour that comes twice"


@pytest.mark.spec("NTF-4")
@pytest.mark.parametrize(
    ("quiet", "at", "until"),
    [
        # Forward at 2:00: the end at 2:30 does not exist, so it is the jump.
        (
            Quiet(22 * 60, 150),
            datetime(2026, 3, 29, 0, 30, tzinfo=UTC),
            datetime(2026, 3, 29, 1, 0, tzinfo=UTC),
        ),
        # The beginning at 2:30 does not exist either.
        (Quiet(150, 300), datetime(2026, 3, 29, 1, 0, tzinfo=UTC), datetime(2026, 3, 29, 3, 0, tzinfo=UTC)),
        # Back at 3:00: the end at 2:30 comes twice, and the second one counts.
        (
            Quiet(22 * 60, 150),
            datetime(2026, 10, 25, 0, 0, tzinfo=UTC),
            datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
        ),
        (
            Quiet(22 * 60, 150),
            datetime(2026, 10, 25, 1, 29, tzinfo=UTC),
            datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
        ),
        # A night over which the clocks change is an hour shorter or longer.
        (
            Quiet(22 * 60, 420),
            datetime(2026, 3, 28, 21, 0, tzinfo=UTC),
            datetime(2026, 3, 29, 5, 0, tzinfo=UTC),
        ),
        (
            Quiet(22 * 60, 420),
            datetime(2026, 10, 24, 20, 0, tzinfo=UTC),
            datetime(2026, 10, 25, 6, 0, tzinfo=UTC),
        ),
        # The edges: the first minute is quiet, the last is not.
        (
            Quiet(22 * 60, 420),
            datetime(2026, 6, 1, 20, 0, tzinfo=UTC),
            datetime(2026, 6, 2, 5, 0, tzinfo=UTC),
        ),
        (Quiet(22 * 60, 420), datetime(2026, 6, 1, 19, 59, 59, tzinfo=UTC), None),
        (Quiet(22 * 60, 420), datetime(2026, 6, 2, 5, 0, tzinfo=UTC), None),
        (
            Quiet(22 * 60, 0),
            datetime(2026, 6, 1, 21, 59, tzinfo=UTC),
            datetime(2026, 6, 1, 22, 0, tzinfo=UTC),
        ),
        (Quiet(0, 420), datetime(2026, 6, 1, 22, 0, tzinfo=UTC), datetime(2026, 6, 2, 5, 0, tzinfo=UTC)),
    ],
)
def test_nights_in_berlin(quiet: Quiet, at: datetime, until: datetime | None) -> None:
    assert quiet.until(at, "Europe/Berlin") == until


@pytest.mark.parametrize(("starts", "ends"), [(60, 60), (-1, 60), (60, DAY), (0, 0)])
def test_hours_that_are_none_are_refused(starts: int, ends: int) -> None:
    with pytest.raises(ValueError, match="quiet hours"):
        Quiet(starts, ends)
