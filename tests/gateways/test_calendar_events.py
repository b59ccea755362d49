"""From iCalendar to busy times."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.calendar_entries import entries_of
from bot.language import reading_as
from core.calendars import Trouble, mark_of, session_uid
from core.councils import CouncilStatus
from core.errors.calendars import CalendarUnreadable
from core.intervals import merge
from core.usecases.subscriptions import Agenda, Booked
from gateways.calendars.events import MOST_EVENTS, BusyTimes, Share, busy_times
from gateways.calendars.worker import work_through
from gateways.calendars.writing import written
from tests.core.polls import a_council
from tests.depth import examples
from tests.gateways.ics import calendar, event
from tests.storage.samples import a_person, a_session

SINCE = datetime(2026, 3, 1, tzinfo=UTC)
UNTIL = SINCE + timedelta(days=370)
KOLKATA = "Asia/Kolkata"
BERLIN = ";TZID=Europe/Berlin:"


def read(*parts: str, zone: str = KOLKATA) -> BusyTimes:
    return busy_times(calendar(*parts), zone, SINCE, UNTIL)


def busy(*parts: str, zone: str = KOLKATA, until: datetime = UNTIL) -> list[str]:
    found = busy_times(calendar(*parts), zone, SINCE, until)
    assert found.unreadable == 0
    return times(found)


def times(found: BusyTimes) -> list[str]:
    return [f"{start:%d.%m. %H:%M}-{end:%d.%m. %H:%M}" for start, end in found.busy]


def utc(day: int, hour: int) -> str:
    return f":202603{day:02}T{hour:02}0000Z"


@pytest.mark.spec("AVL-5")
def test_an_event_is_busy_from_its_start_to_its_end() -> None:
    assert busy(event(utc(2, 9), utc(2, 10))) == ["02.03. 09:00-02.03. 10:00"]
    assert busy(event(f"{BERLIN}20260302T090000", f"{BERLIN}20260302T100000")) == [
        "02.03. 08:00-02.03. 09:00"
    ]
    assert busy(event(utc(2, 9), DURATION="PT90M")) == ["02.03. 09:00-02.03. 10:30"]
    assert busy(event(":20260302T090030Z", ":20260302T095930Z")) == ["02.03. 09:00-02.03. 10:00"]


@pytest.mark.spec("AVL-5")
def test_busy_times_are_merged_and_cut_to_the_range() -> None:
    assert busy(
        event(utc(2, 9), utc(2, 10)), event(utc(2, 10), utc(2, 11)), event(utc(2, 9), utc(2, 9))
    ) == ["02.03. 09:00-02.03. 11:00"]
    assert busy(
        event(":20200101T000000Z", ":20260301T010000Z"), event(":20250101T000000Z", ":20250102T000000Z")
    ) == ["01.03. 00:00-01.03. 01:00"]


@pytest.mark.spec("AVL-5")
@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Asia/Kolkata", "01.03. 18:30-02.03. 18:30"),
        ("America/Los_Angeles", "02.03. 08:00-03.03. 08:00"),
        ("Pacific/Kiritimati", "01.03. 10:00-02.03. 10:00"),
    ],
)
def test_a_whole_day_is_the_mentors_day(zone: str, expected: str) -> None:
    date = ";VALUE=DATE:20260302"
    assert busy(event(date, ";VALUE=DATE:20260303"), zone=zone) == [expected]
    assert busy(event(date), zone=zone) == [expected]
    assert busy(event(date, date), zone=zone) == [expected], "some write the day itself as its end"


@pytest.mark.spec("AVL-5")
def test_a_whole_day_has_23_hours_when_the_clock_goes_forward() -> None:
    assert busy(event(";VALUE=DATE:20260329"), zone="Europe/Berlin") == ["28.03. 23:00-29.03. 22:00"]


@pytest.mark.spec("AVL-5")
def test_cancelled_and_transparent_events_leave_time_free_and_tentative_ones_do_not() -> None:
    assert busy(event(utc(2, 9), utc(2, 10), STATUS="CANCELLED")) == []
    assert busy(event(utc(2, 9), utc(2, 10), TRANSP="TRANSPARENT")) == []
    assert busy(event(utc(2, 9), utc(2, 10), STATUS="TENTATIVE")) == ["02.03. 09:00-02.03. 10:00"]
    assert busy(event(utc(2, 9), utc(2, 10), STATUS="CONFIRMED", TRANSP="OPAQUE")) == [
        "02.03. 09:00-02.03. 10:00"
    ]


@pytest.mark.spec("AVL-5")
def test_a_time_without_a_zone_is_the_mentors() -> None:
    assert busy(event(":20260302T090000", ":20260302T100000")) == ["02.03. 03:30-02.03. 04:30"]


@pytest.mark.spec("AVL-5")
def test_a_weekly_event_keeps_its_wall_clock_over_a_change_of_the_clock() -> None:
    weekly = event(f"{BERLIN}20260323T090000", f"{BERLIN}20260323T100000", RRULE="FREQ=WEEKLY;COUNT=2")
    assert busy(weekly) == ["23.03. 08:00-23.03. 09:00", "30.03. 07:00-30.03. 08:00"]


@pytest.mark.spec("AVL-5")
def test_exceptions_of_a_series_are_followed() -> None:
    start = f"{BERLIN}20260302T090000"
    series = event(
        start,
        f"{BERLIN}20260302T100000",
        uid="u",
        RRULE="FREQ=DAILY;COUNT=5",
        EXDATE=f"{BERLIN}20260303T090000",
    )
    moved = event(utc(4, 20), utc(4, 21), uid="u", RECURRENCE_ID=f"{BERLIN}20260304T090000")
    off = event(utc(5, 8), utc(5, 9), uid="u", RECURRENCE_ID=f"{BERLIN}20260305T090000", STATUS="CANCELLED")
    assert busy(moved, series, off) == [
        "02.03. 08:00-02.03. 09:00",
        "04.03. 20:00-04.03. 21:00",
        "06.03. 08:00-06.03. 09:00",
    ]


@pytest.mark.spec("AVL-5")
def test_an_occurrence_moved_into_the_past_does_not_take_its_old_place() -> None:
    series = event(utc(2, 9), utc(2, 10), uid="u", RRULE="FREQ=DAILY;COUNT=2")
    moved = event(":20260101T090000Z", ":20260101T100000Z", uid="u", RECURRENCE_ID=utc(3, 9))
    assert busy(series, moved) == ["02.03. 09:00-02.03. 10:00"]


@pytest.mark.spec("AVL-5")
def test_a_repeated_whole_day_is_the_mentors_day_each_time() -> None:
    assert busy(
        event(";VALUE=DATE:20260101", RRULE="FREQ=WEEKLY;BYDAY=TH"), until=SINCE + timedelta(days=14)
    ) == [
        "04.03. 18:30-05.03. 18:30",
        "11.03. 18:30-12.03. 18:30",
    ]


@pytest.mark.spec("AVL-5")
def test_a_zone_of_the_calendars_own_is_understood() -> None:
    offsets = ["DTSTART:19700101T000000", "TZOFFSETFROM:+0300", "TZOFFSETTO:+0300"]
    standard = ["BEGIN:STANDARD", *offsets, "END:STANDARD"]
    zone = "\r\n".join(["BEGIN:VTIMEZONE", "TZID:Ada's office", *standard, "END:VTIMEZONE"])
    meeting = event(";TZID=Ada's office:20260302T090000", ";TZID=Ada's office:20260302T100000")
    assert busy(zone, meeting) == busy(meeting, zone) == ["02.03. 06:00-02.03. 07:00"]


@pytest.mark.spec("AVL-5")
@pytest.mark.parametrize(
    "name", ["Nobody/Knows", "Customized Time Zone", "tzone://Microsoft/Custom", "../../etc/passwd"]
)
def test_a_zone_that_nobody_knows_is_taken_for_the_mentors_and_counted(name: str) -> None:
    rubbish = "BEGIN:STANDARD\r\nDTSTART:rubbish\r\nEND:STANDARD"
    broken = f"BEGIN:VTIMEZONE\r\nTZID:Nobody/Knows\r\n{rubbish}\r\nEND:VTIMEZONE"
    there = f";TZID={name}:20260302T090000", f";TZID={name}:20260302T100000"
    found = read(broken, event(*there))
    assert times(found) == ["02.03. 03:30-02.03. 04:30"]
    assert found.unreadable == 1
    assert read(event(*there, TRANSP="TRANSPARENT")).unreadable == 0, "it takes no time, wherever it is"


@pytest.mark.spec("AVL-5")
def test_a_zone_without_a_name_is_none() -> None:
    assert busy(event(";TZID=   :20260302T090000", ";TZID=:20260302T100000")) == [
        "02.03. 03:30-02.03. 04:30"
    ]


@pytest.mark.spec("AVL-5")
def test_outlooks_names_of_zones_are_understood() -> None:
    there = ";TZID=W. Europe Standard Time:20260302T090000", ";TZID=W. Europe Standard Time:20260302T100000"
    assert busy(event(*there)) == ["02.03. 08:00-02.03. 09:00"]


@pytest.mark.spec("AVL-5")
def test_our_own_sessions_in_a_calendar_close_nothing() -> None:
    assert busy(event(utc(2, 9), utc(2, 10), uid=session_uid(42))) == []


@pytest.mark.spec("AVL-5")
def test_our_own_sessions_close_nothing_under_whatever_uid_somebody_copies_them() -> None:
    at, text = (utc(2, 9), utc(2, 10)), f"Mentor session S-7F3K.\\n{mark_of('S-7F3K')}"
    taken = ["02.03. 09:00-02.03. 10:00"]
    assert busy(event(*at, DESCRIPTION=text)) == []
    assert busy(event(*at, X_ALT_DESC=f"<p>Mentor session S-7F3K.<br>{mark_of('C-0A1Z')}</p>")) == []
    assert (
        busy(event(*at, DESCRIPTION=f"{'x' * 60}{mark_of('S-7F3K')[:9]}\r\n {mark_of('S-7F3K')[9:]}")) == []
    )
    for other in ("Mentor session S-7F3K.", "[Parley]", "[Parley S-7F3K", "Parley S-7F3K"):
        assert busy(event(*at, DESCRIPTION=other)) == taken
    assert busy(event(*at, DESCRIPTION=text, RRULE="FREQ=WEEKLY;COUNT=1")) == taken, (
        "made of one, but no one of ours"
    )
    own, other = event(*at, uid="u", DESCRIPTION=text), event(*at, uid="u", DESCRIPTION="Dinner")
    assert busy(own, other) == taken


@pytest.mark.spec("AVL-5", "EML-3")
def test_a_feed_of_ours_that_another_service_gives_out_anew_closes_nothing() -> None:
    starts_at = SINCE + timedelta(days=1, hours=9)
    booked = Booked(a_session(1, 2, starts_at), "Ana", "Ben", timedelta(minutes=15))
    council = a_council(starts_at=starts_at, status=CouncilStatus.CONFIRMED)
    agenda = Agenda(SINCE, a_person("Ana"), (booked,), (council,))
    with reading_as("de"):
        feed = written("Parley", entries_of(agenda, lambda _: ""), SINCE)
    anew = feed.replace(b"@sessions.parley", b"@copies.example").replace(b"TRANSP:TRANSPARENT\r\n", b"")
    assert anew.count(b"UID:") == 4
    assert b"sessions.parley" not in anew
    assert busy_times(anew, KOLKATA, SINCE, UNTIL) == BusyTimes((), 0)


@pytest.mark.spec("AVL-5")
@pytest.mark.parametrize(
    "broken",
    [
        event(":tomorrow", utc(2, 10)),
        event(utc(2, 9), ":20261345T250000Z"),
        event(utc(2, 9), utc(2, 10), RRULE="FREQ=SOMETIMES"),
        event(utc(2, 9), utc(2, 10), RRULE="FREQ=WEEKLY;BYDAY=XX"),
        event(utc(2, 9), utc(2, 10), EXDATE=":never"),
        "BEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT",
        "BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260302T090000Z\r\nDTEND:20260302T100000Z",
    ],
)
def test_an_entry_that_makes_no_sense_is_counted_and_the_others_are_read(broken: str) -> None:
    found = read(broken, event(utc(3, 9), utc(3, 10)))
    assert [start.day for start, _ in found.busy] == [3]
    assert found.unreadable == 1


@pytest.mark.spec("AVL-5")
def test_broken_lines_that_do_not_say_when_break_nothing() -> None:
    lines = [
        'ATTENDEE;CN="x:mailto',
        "no colon at all",
        ":",
        "SUMMARY;=:",
        "X-\x00:\x01",
        "BEGIN:VALARM",
        "DTSTART:x",
    ]
    noise = "\r\n".join(lines)
    untidy = event(utc(2, 9), utc(2, 10)).replace("SUMMARY:Secret dinner", noise)
    assert busy("what is this", "X-WR-TIMEZONE:Mars/Base", untidy) == ["02.03. 09:00-02.03. 10:00"]


@pytest.mark.spec("AVL-5")
def test_alarms_and_tasks_are_not_events() -> None:
    alarmed = event(utc(2, 9), utc(2, 10)).replace(
        "SUMMARY", "BEGIN:VALARM\r\nDURATION:PT9H\r\nDTSTART:20260304T090000Z\r\nEND:VALARM\r\nSUMMARY"
    )
    task = "BEGIN:VTODO\r\nUID:t\r\nDTSTART:20260305T090000Z\r\nDUE:20260305T100000Z\r\nEND:VTODO"
    assert busy(task, alarmed) == ["02.03. 09:00-02.03. 10:00"]


@pytest.mark.spec("AVL-5")
def test_an_endless_recurrence_ends_with_the_range() -> None:
    found = read(event(":20200101T090000Z", ":20200101T100000Z", RRULE="FREQ=DAILY"))
    assert len(found.busy) == 370


@pytest.mark.spec("AVL-5", "SAF-3")
@pytest.mark.parametrize(
    "rule",
    ["FREQ=SECONDLY", "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MINUTELY;COUNT=999999999"],
)
async def test_recurrences_without_end_or_sense_are_ended_from_outside(
    rule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gateways.calendars.worker.SECONDS", 1.5)
    feed = calendar(event(":19700101T000000Z", ":19700101T000001Z", RRULE=rule))
    with pytest.raises(CalendarUnreadable, match=Trouble.TOO_MUCH):
        await work_through(feed, KOLKATA, SINCE, UNTIL)


@pytest.mark.spec("AVL-5", "SAF-3")
async def test_more_events_than_can_be_worked_through_are_refused_and_past_ones_do_not_count() -> None:
    def many(year: int) -> bytes:
        return calendar(
            *(f"BEGIN:VEVENT\nDTSTART:{year}0401T{n % 24:02}0000Z\nEND:VEVENT" for n in range(100_000))
        )

    assert await work_through(many(2019), KOLKATA, SINCE, UNTIL) == ((), 0)
    with pytest.raises(CalendarUnreadable, match=Trouble.TOO_MUCH):
        await work_through(many(2026), KOLKATA, SINCE, UNTIL)
    assert MOST_EVENTS < 100_000


@pytest.mark.spec("AVL-5")
async def test_a_calendar_of_many_events_is_worked_through_in_several_processes() -> None:
    def at(n: int) -> str:
        return f":{SINCE + timedelta(minutes=90 * n):%Y%m%dT%H%M%SZ}"

    many = (f"BEGIN:VEVENT\nUID:{n}\nDTSTART{at(n)}\nDURATION:PT30M\nEND:VEVENT" for n in range(5_000))
    busy, unreadable = await work_through(
        calendar(*many, "BEGIN:VEVENT", "END:VEVENT"), KOLKATA, SINCE, UNTIL
    )
    assert (len(busy), unreadable) == (5_000, 1)
    assert list(busy) == sorted(busy)


@pytest.mark.spec("AVL-5")
@pytest.mark.parametrize("of", [2, 3, 7])
def test_the_shares_of_a_calendar_are_together_all_of_it(of: int) -> None:
    events = [event(utc(2, hour), utc(2, hour + 1), uid=str(hour)) for hour in range(0, 20, 2)]
    series = event(utc(3, 9), utc(3, 10), uid="w", RRULE="FREQ=WEEKLY;COUNT=3")
    moved = event(utc(12, 9), utc(12, 10), uid="w", RECURRENCE_ID=utc(10, 9))
    feed = calendar(
        *events, series, moved, event(":rubbish"), event(utc(4, 9), utc(4, 10), uid=""), "BEGIN:VEVENT"
    )
    whole = busy_times(feed, KOLKATA, SINCE, UNTIL)
    shares = [busy_times(feed, KOLKATA, SINCE, UNTIL, share=Share(number, of)) for number in range(of)]
    assert tuple(merge(times for share in shares for times in share.busy)) == whole.busy
    assert sum(share.unreadable for share in shares) == whole.unreadable > 0


@pytest.mark.spec("AVL-5")
async def test_a_calendar_is_worked_through_in_another_process() -> None:
    feed = calendar(event(utc(2, 9), utc(2, 10)), event(":rubbish"))
    moments = (datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2026, 3, 2, 10, tzinfo=UTC))
    assert await work_through(feed, KOLKATA, SINCE, UNTIL) == ((moments,), 1)


@pytest.mark.spec("SAF-3")
async def test_documents_with_a_type_of_their_own_are_no_calendars() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    with pytest.raises(CalendarUnreadable, match=Trouble.NOT_A_CALENDAR):
        await work_through(bomb, KOLKATA, SINCE, UNTIL)


PIECES = st.sampled_from(
    [
        "BEGIN:VCALENDAR",
        "END:VCALENDAR",
        "BEGIN:VEVENT",
        "END:VEVENT",
        "BEGIN:VALARM",
        "END:VALARM",
        "BEGIN:VTIMEZONE",
        "END:VTIMEZONE",
        "BEGIN:STANDARD",
        "END:STANDARD",
        "TZID:X",
        "TZOFFSETFROM:+2500",
        "TZOFFSETTO:x",
        "UID:1",
        "RRULE:FREQ=YEARLY;BYMONTH=2",
        "RRULE:FREQ=WEEKLY;UNTIL=99991231T235959Z",
        "EXDATE;TZID=X:20260302T090000",
        "RDATE;VALUE=PERIOD:20260302T090000Z/PT1H",
        "RECURRENCE-ID;RANGE=THISANDFUTURE:20260302T090000Z",
        "DURATION:-PT1H",
        "DURATION:P99999999W",
        "SEQUENCE:x",
        "STATUS:CANCELLED",
        " folded",
    ]
)
MOMENTS = st.sampled_from(
    ["20260302", "20260302T090000", "20260302T090000Z", "00010101", "99991231T235959Z", "x", ""]
)
LINES = st.one_of(
    PIECES,
    st.text(max_size=30),
    st.builds(
        "{}{}:{}".format,
        st.sampled_from(["DTSTART", "DTEND"]),
        st.sampled_from(["", ";TZID=X", ";VALUE=DATE"]),
        MOMENTS,
    ),
)


@pytest.mark.spec("AVL-5", "SAF-3")
@settings(max_examples=examples(100, 1000))
@given(st.lists(LINES, max_size=25))
def test_no_text_at_all_breaks_the_reader(lines: list[str]) -> None:
    sane = event(utc(2, 9), utc(2, 10), uid="sane")
    found = busy_times(calendar("\r\n".join(lines), "END:VEVENT", sane), KOLKATA, SINCE, UNTIL)
    assert all(SINCE <= start < end <= UNTIL for start, end in found.busy)
    assert all(end < start for (_, end), (start, _) in zip(found.busy, found.busy[1:], strict=False))
