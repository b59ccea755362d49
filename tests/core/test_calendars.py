"""Addresses of calendars, and when to look at them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from core.calendars import (
    AHEAD,
    LONGEST_PAUSE,
    PATIENCE,
    CalendarKind,
    CalendarLink,
    Trouble,
    calendar_address,
    host_of,
    is_session_uid,
    reading_range,
    session_uid,
    without_login,
)
from core.policies import Policies

NOW = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
LINK = CalendarLink(
    7,
    1,
    CalendarKind.FEED,
    "https://cal.example/secret",
    "Asia/Kolkata",
    NOW,
    NOW,
    NOW,
    NOW,
    '"1"',
    "Monday",
)


@pytest.mark.spec("AVL-5")
@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://cal.example/a.ics", "https://cal.example/a.ics"),
        ("  <https://cal.example/a.ics|cal.example>  ", "https://cal.example/a.ics"),
        ("webcal://cal.example/a?x=1#top", "https://cal.example/a?x=1"),
        ("WEBCALS://cal.example:8443/a", "https://cal.example:8443/a"),
        ("http://cal.example", "http://cal.example"),
        ("https://ada:secret@cal.example/a", "https://ada:secret@cal.example/a"),
        ("https://[2001:db8::1]:8443/a", "https://[2001:db8::1]:8443/a"),
    ],
)
def test_an_address_is_understood_as_people_copy_it(typed: str, address: str) -> None:
    assert calendar_address(typed) == address


@pytest.mark.spec("AVL-5", "SAF-3")
@pytest.mark.parametrize(
    "typed",
    [
        "",
        "tomorrow",
        "cal.example/a.ics",
        "https://",
        "https:///a",
        "https://cal.example:port/a",
        "https://cal.example:99999/a",
        "https://[::1/a",
        "https://cal.example/a b",
        "https://cal.example/a\r\nHost: x",
        "https://cal.example/\x00",
        "file:///etc/passwd",
        "javascript://cal.example/%0aalert(1)",
        "https://cal.example/" + "a" * 2000,
    ],
)
def test_what_is_no_address_is_none(typed: str) -> None:
    assert calendar_address(typed) is None


@pytest.mark.spec("AVL-5", "SAF-6")
def test_a_login_is_kept_in_the_address_and_never_shown() -> None:
    address = calendar_address("https://old:login@cal.example:8443/a", "ada@home", "p:@/ ?")
    assert address == "https://ada%40home:p%3A%40%2F%20%3F@cal.example:8443/a"
    assert host_of(address) == "cal.example"
    assert without_login(address) == "https://cal.example:8443/a"
    assert "secret" not in repr(LINK)
    assert "secret" not in repr(LINK.question("UTC", NOW))
    assert LINK.host == "cal.example"


def test_the_range_is_the_same_all_day_and_covers_what_can_be_booked() -> None:
    assert reading_range(NOW) == reading_range(NOW + 15 * HOUR) != reading_range(NOW + 16 * HOUR)
    assert reading_range(NOW)[0] == datetime(2026, 3, 1, tzinfo=UTC)
    assert timedelta(days=Policies().max_days_ahead + 2) < AHEAD


@pytest.mark.spec("AVL-5")
def test_the_server_may_say_unchanged_within_a_day_and_a_zone() -> None:
    asked = LINK.question("Asia/Kolkata", NOW + HOUR)
    assert (asked.etag, asked.last_modified, asked.kind) == ('"1"', "Monday", CalendarKind.FEED)
    for afresh in (
        LINK.question("Asia/Kolkata", NOW + 24 * HOUR),
        LINK.question("Europe/Berlin", NOW + HOUR),
    ):
        assert (afresh.etag, afresh.last_modified) == (None, None)


@pytest.mark.spec("AVL-5")
def test_calendars_are_looked_at_every_quarter_of_an_hour_and_less_often_while_they_fail() -> None:
    pauses = [LINK.due_after(NOW, failures) - NOW for failures in range(200)]
    assert pauses[:5] == [timedelta(minutes=minutes, seconds=7) for minutes in (15, 15, 30, 60, 120)]
    assert max(pauses) == LONGEST_PAUSE + timedelta(seconds=7)
    assert len({replace(LINK, id=number).due_after(NOW) for number in range(120)}) == 120, "not all at once"


@pytest.mark.spec("AVL-5")
def test_the_mentor_is_told_once_and_later_of_what_may_pass() -> None:
    soon, late = NOW + HOUR, NOW + PATIENCE
    assert not LINK.to_be_told(Trouble.UNREACHABLE, 20, NOW, soon)
    assert LINK.to_be_told(Trouble.UNREACHABLE, 4, NOW, late)
    assert not LINK.to_be_told(Trouble.NOT_FOUND, 2, NOW, soon)
    assert LINK.to_be_told(Trouble.NOT_FOUND, 3, NOW, soon)
    assert not replace(LINK, told_at=NOW).to_be_told(Trouble.NOT_FOUND, 9, NOW, late)


def test_a_sessions_uid_is_known_again() -> None:
    assert is_session_uid(session_uid(42))
    assert not is_session_uid("42@google.com")
