"""The hour that comes twice is told apart wherever a time of it is shown."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.dates import clock_text
from bot.formats import when_text
from bot.slack.mrkdwn import mrkdwn, rich
from bot.telegram.render import _moment
from bot.twice import which
from bot.ui import Show, When

FIRST = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
SECOND = FIRST + timedelta(hours=1)
BERLIN = "Europe/Berlin"


@pytest.mark.spec("SLT-3")
@pytest.mark.parametrize("show", [Show.FULL, Show.SHORT, Show.TIME])
@pytest.mark.parametrize(("at", "mark"), [(FIRST, "CEST"), (SECOND, "CET")])
def test_both_platforms_say_which_of_the_two_it_is(at: datetime, mark: str, show: Show) -> None:
    shown = When(at, BERLIN, show)
    assert f" {mark} " in when_text(shown)
    assert rich((shown,), "T1")[-1]["text"] == f" {mark}"
    assert mrkdwn((shown,), "T1").endswith(f"> {mark}")
    assert _moment(shown).endswith(f"</tg-time> {mark}")
    assert clock_text(at, BERLIN) == f"02:30 {mark}"


@pytest.mark.spec("SLT-3")
@pytest.mark.parametrize(
    ("zone", "at", "mark"),
    [
        ("America/New_York", datetime(2026, 11, 1, 5, 30, tzinfo=UTC), "EDT"),
        ("America/New_York", datetime(2026, 11, 1, 6, 30, tzinfo=UTC), "EST"),
        ("Australia/Lord_Howe", datetime(2026, 4, 4, 14, 45, tzinfo=UTC), "UTC+11"),
        ("Australia/Lord_Howe", datetime(2026, 4, 4, 15, 15, tzinfo=UTC), "UTC+1030"),
        (BERLIN, FIRST - timedelta(minutes=31), ""),
        (BERLIN, SECOND + timedelta(minutes=30), ""),
        (BERLIN, datetime(2026, 3, 29, 1, 0, tzinfo=UTC), ""),
        ("Asia/Kolkata", FIRST, ""),
    ],
)
def test_only_times_that_come_twice_are_marked(zone: str, at: datetime, mark: str) -> None:
    assert which(at, zone) == mark


@pytest.mark.spec("SLT-3")
def test_a_date_alone_needs_no_mark() -> None:
    assert "CEST" not in when_text(When(FIRST, BERLIN, Show.DATE))
