"""Calendars as other programs write them: no busy time is lost, moved, or freed without a reason."""

from datetime import UTC, datetime, timedelta

import pytest

from gateways.calendars.events import BusyTimes, busy_times
from tests.gateways.ics import calendar, event

SINCE = datetime(2026, 11, 28, tzinfo=UTC)
UNTIL = SINCE + timedelta(days=370)
KOLKATA = "Asia/Kolkata"
BERLIN = ";TZID=Europe/Berlin:"
NINE, TEN = ":20261201T090000Z", ":20261201T100000Z"


def read(*parts: str, owners: tuple[str, ...] = ()) -> BusyTimes:
    return busy_times(calendar(*parts), KOLKATA, SINCE, UNTIL, owners)


def times(found: BusyTimes) -> list[str]:
    return [f"{start:%d.%m. %H:%M}-{end:%H:%M}" for start, end in found.busy]


def busy(*parts: str, owners: tuple[str, ...] = ()) -> list[str]:
    found = read(*parts, owners=owners)
    assert found.unreadable == 0
    return times(found)


def zone(name: str, offset: str, *more: str) -> str:
    rules = ["DTSTART:16010101T000000", f"TZOFFSETFROM:{offset}", f"TZOFFSETTO:{offset}"]
    return "\r\n".join(
        [
            "BEGIN:VTIMEZONE",
            f"TZID:{name}",
            *more,
            "BEGIN:STANDARD",
            *rules,
            "END:STANDARD",
            "END:VTIMEZONE",
        ]
    )


def at(name: str, uid: str = "", **more: str) -> str:
    """From 9 to 10 on 1 December in the zone of that name."""
    return event(f";TZID={name}:20261201T090000", f";TZID={name}:20261201T100000", uid=uid, **more)


def answer(*objects: bytes | None, status: str = "HTTP/1.1 200 OK") -> bytes:
    """To a CalDAV query; None is an object without its data."""
    found = "".join(
        f"<D:response><D:href>/{number}</D:href><D:propstat><D:prop>"
        + (f"<C:calendar-data>{data.decode()}</C:calendar-data>" if data is not None else "")
        + f"</D:prop><D:status>{status}</D:status></D:propstat></D:response>"
        for number, data in enumerate(objects)
    )
    return (
        '<?xml version="1.0"?><D:multistatus xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">'
        f"{found}</D:multistatus>"
    ).encode()


@pytest.mark.spec("AVL-5")
@pytest.mark.parametrize(
    "name", ["Customized Time Zone", "tzone://Microsoft/Custom", "Custom", "Berlin", "EST"]
)
def test_each_object_is_read_with_its_own_definition_of_a_zone(name: str) -> None:
    first = calendar(zone(name, "-0500"), at(name, "1"))
    second = calendar(zone(name, "-0300"), at(name, "2"))
    either = ["01.12. 12:00-13:00", "01.12. 14:00-15:00"]
    for objects in ((first, second), (second, first)):
        found = busy_times(answer(*objects), KOLKATA, SINCE, UNTIL)
        assert (times(found), found.unreadable) == (either, 0)
    feed = busy_times(first + second, KOLKATA, SINCE, UNTIL)
    assert times(feed) == either, "several calendars may stand in one file"
    assert times(busy_times(first, KOLKATA, SINCE, UNTIL)) == either[1:], "nothing is remembered"


@pytest.mark.spec("AVL-5")
def test_one_name_with_two_definitions_in_one_calendar_is_counted() -> None:
    assert read(zone("X", "-0500"), zone("X", "-0300"), at("X")).unreadable == 1
    assert read(zone("X", "-0500"), zone("X", "-0500"), at("X")).unreadable == 0


@pytest.mark.spec("AVL-5")
@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("Zurich", "08:00"),
        ("Europe/Zürich", "08:00"),
        ("São Paulo", "12:00"),
        ("New York", "14:00"),
        ("America/New York", "14:00"),
        ("AMERICA/NEW_YORK", "14:00"),
        ("europe/berlin", "08:00"),
        ("Eastern Standard Time", "14:00"),
        ("EASTERN STANDARD TIME", "14:00"),
        ("Eastern Standard Time 1", "14:00"),
        ("W. Europe Standard Time 2", "08:00"),
        ("Pacific Daylight Time", "17:00"),
        ("Pacific Time (US & Canada)", "17:00"),
        ("Central Standard Time (Mexico)", "15:00"),
        ("(GMT +01:00)", "08:00"),
        ("GMT+0100", "08:00"),
        ("UTC-5", "14:00"),
        ("+05:30", "03:30"),
        ("UTC", "09:00"),
        ("Etc/GMT+5", "14:00"),
        ("(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "08:00"),
        ("(UTC-05:00) Eastern Time (US & Canada)", "14:00"),
        ("(GMT+05:30) Chennai, Kolkata, Mumbai, New Delhi", "03:30"),
        ("/freeassociation.sourceforge.net/Europe/Berlin", "08:00"),
        ("/freeassociation.sourceforge.net/Tzfile/Europe/Berlin", "08:00"),
        ("/mozilla.org/20050126_1/America/Argentina/Buenos_Aires", "12:00"),
        ("tzone://Microsoft/Utc", "09:00"),
    ],
)
def test_an_undeclared_zone_that_says_what_it_is_is_understood(name: str, start: str) -> None:
    for written in (name, f'"{name}"'):
        assert [span[7:12] for span in busy(at(written))] == [start]


@pytest.mark.spec("AVL-5")
def test_a_zone_of_outlooks_list_keeps_its_summer_time() -> None:
    name = "(UTC-05:00) Eastern Time (US & Canada)"
    assert busy(event(f";TZID={name}:20270701T090000", f";TZID={name}:20270701T100000")) == [
        "01.07. 13:00-14:00"
    ]


@pytest.mark.spec("AVL-5")
def test_an_offset_beside_words_that_nobody_knows_is_used_and_counted() -> None:
    found = read(at("(UTC+01:00) Atlantis"))
    assert (times(found), found.unreadable) == (["01.12. 08:00-09:00"], 1)


@pytest.mark.spec("AVL-5")
def test_a_definition_without_rules_says_its_place_or_is_known_by_its_name() -> None:
    empty = "BEGIN:VTIMEZONE\r\nTZID:{}\r\n{}END:VTIMEZONE"
    assert busy(empty.format("Here", "X-LIC-LOCATION:Europe/Berlin\r\n"), at("Here")) == [
        "01.12. 08:00-09:00"
    ]
    assert busy(empty.format("Zurich", ""), at("Zurich")) == ["01.12. 08:00-09:00"]


@pytest.mark.spec("AVL-5")
def test_times_without_a_zone_are_in_the_calendars_own_zone() -> None:
    floating = event(":20261201T090000", ":20261201T100000")
    day = event(";VALUE=DATE:20261203", ";VALUE=DATE:20261204")
    assert busy("X-WR-TIMEZONE:Europe/Amsterdam", floating, day) == [
        "01.12. 08:00-09:00",
        "02.12. 18:30-18:30",
    ], "whole days stay the mentor's"
    assert busy("X-WR-TIMEZONE:Pacific Standard Time", floating) == ["01.12. 17:00-18:00"]
    unknown = read("X-WR-TIMEZONE:Mars/Base", floating)
    assert (times(unknown), unknown.unreadable) == (["01.12. 03:30-04:30"], 1)


@pytest.mark.spec("AVL-5")
def test_other_times_of_an_event_without_a_zone_are_in_the_zone_of_its_start() -> None:
    series = event(f"{BERLIN}20261201T090000", ":20261201T100000", uid="u", RRULE="FREQ=DAILY;COUNT=4")
    series = series.replace("SUMMARY", "EXDATE:20261202T090000\r\nRDATE:20261210T090000\r\nSUMMARY")
    moved = event(
        f"{BERLIN}20261203T110000",
        f"{BERLIN}20261203T120000",
        uid="u",
        RECURRENCE_ID=f"{BERLIN}20261203T090000",
    )
    assert busy(series, moved) == [
        "01.12. 08:00-09:00",
        "03.12. 10:00-11:00",
        "04.12. 08:00-09:00",
        "10.12. 08:00-09:00",
    ]


@pytest.mark.spec("AVL-5")
@pytest.mark.parametrize("uid", ["2026-189", ""])
def test_events_that_share_a_uid_by_mistake_are_all_busy(uid: str) -> None:
    def once(day: int, **more: str) -> str:
        made = event(f":202612{day:02}T090000Z", f":202612{day:02}T100000Z", uid="u", **more)
        return made.replace("UID:u", f"UID:{uid}")

    assert busy(once(1), once(2), once(4, SEQUENCE="3")) == [
        f"{day:02}.12. 09:00-10:00" for day in (1, 2, 4)
    ]
    assert busy(once(1, RRULE="FREQ=WEEKLY;COUNT=2"), once(2, RRULE="FREQ=WEEKLY;COUNT=2"), once(4)) == [
        f"{day:02}.12. 09:00-10:00" for day in (1, 2, 4, 8, 9)
    ]


@pytest.mark.spec("AVL-5")
def test_of_versions_of_one_event_the_last_counts_and_both_where_none_says_so() -> None:
    assert busy(
        event(NINE, TEN, uid="u", SEQUENCE="1"), event(NINE, ":20261201T110000Z", uid="u", SEQUENCE="2")
    ) == ["01.12. 09:00-11:00"]
    assert (
        busy(event(NINE, TEN, uid="u"), event(NINE, TEN, uid="u", SEQUENCE="1", STATUS="CANCELLED")) == []
    )
    assert busy(event(NINE, TEN, uid="u"), event(NINE, TEN, uid="u", STATUS="CANCELLED")) == [
        "01.12. 09:00-10:00"
    ]


@pytest.mark.spec("AVL-5")
def test_of_two_changes_to_one_occurrence_none_is_lost() -> None:
    series = event(NINE, TEN, uid="u", RRULE="FREQ=DAILY;COUNT=2")
    later, evening = (
        event(
            f":20261202T{hour}0000Z",
            f":20261202T{hour + 1}0000Z",
            uid="u",
            RECURRENCE_ID=":20261202T090000Z",
        )
        for hour in (11, 18)
    )
    assert busy(series, later, evening) == [
        "01.12. 09:00-10:00",
        "02.12. 11:00-12:00",
        "02.12. 18:00-19:00",
    ]
    assert busy(later, evening) == ["02.12. 11:00-12:00", "02.12. 18:00-19:00"], "also without the series"


@pytest.mark.spec("AVL-5")
@pytest.mark.parametrize(
    ("start", "until", "days"),
    [
        (f"{BERLIN}20261201T150000", "20261204", 4),
        (f"{BERLIN}20261201T150000", "20261204T150000", 4),
        (f"{BERLIN}20261201T150000", "20261204T140000Z", 4),
        (f"{BERLIN}20261201T150000", "20261204T135959Z", 3),
        (":20261201T150000Z", "20261204", 4),
        (":20261201T150000", "20261204", 4),
        (":20261201T150000", "20261204T093000Z", 4),
        (":20261201T150000", "20261204T092959Z", 3),
        (";TZID=Zurich:20261201T090000", "20261203T080000Z", 3),
        (";TZID=Zurich:20261201T090000", "20261203", 3),
        (";VALUE=DATE:20261201", "20261204", 4),
        (";VALUE=DATE:20261201", "20261204T000000Z", 4),
        (";VALUE=DATE:20261201", "20261203T183000Z", 4),
        (";TZID=America/Los_Angeles:20261201T200000", "20261204", 4),
    ],
)
def test_a_series_runs_to_its_last_day_however_its_end_is_written(
    start: str, until: str, days: int
) -> None:
    found = read(event(start, DURATION="PT1H" if "T1" in start or "T0" in start or "T2" in start else "P1D",
                       RRULE=f"FREQ=DAILY;UNTIL={until}"))  # fmt: skip
    assert found.unreadable == 0
    assert sum((end - begin for begin, end in found.busy), timedelta()) == days * (
        timedelta(days=1) if "VALUE" in start else timedelta(hours=1)
    )


@pytest.mark.spec("AVL-5")
def test_days_that_a_rule_leaves_out_are_free() -> None:
    daily = {"RRULE": "FREQ=DAILY;COUNT=7", "EXRULE": "FREQ=WEEKLY;BYDAY=SA,SU"}
    weekdays = [1, 2, 3, 4, 7]
    for timed in (
        event(f"{BERLIN}20261201T090000", f"{BERLIN}20261201T100000", **daily),
        event(f"{BERLIN}20261201T090000", f"{BERLIN}20261201T100000", **daily).replace(
            "BYDAY=SA,SU", "BYDAY=SA,SU;UNTIL=20261220"
        ),
    ):
        assert busy(timed) == [f"{day:02}.12. 08:00-09:00" for day in weekdays]
    whole = read(event(";VALUE=DATE:20261201", **daily))
    assert sum((end - start for start, end in whole.busy), timedelta()) == timedelta(days=5)
    assert busy(event(NINE, TEN, RRULE="FREQ=DAILY;COUNT=3", EXRULE="FREQ=DAILY;INTERVAL=2")) == [
        "02.12. 09:00-10:00"
    ]


@pytest.mark.spec("AVL-5")
@pytest.mark.parametrize(
    "which", [";VALUE=DATE:20261202", ":20261202", f"{BERLIN}20261202T090000", ":20261202T080000Z"]
)
def test_a_changed_occurrence_is_found_however_it_is_named(which: str) -> None:
    series = event(
        f"{BERLIN}20261201T090000", f"{BERLIN}20261201T100000", uid="u", RRULE="FREQ=DAILY;COUNT=3"
    )
    moved = event(f"{BERLIN}20261202T110000", f"{BERLIN}20261202T120000", uid="u", RECURRENCE_ID=which)
    assert busy(series, moved) == ["01.12. 08:00-09:00", "02.12. 10:00-11:00", "03.12. 08:00-09:00"]
    off = event(
        f"{BERLIN}20261202T090000",
        f"{BERLIN}20261202T100000",
        uid="u",
        RECURRENCE_ID=which,
        STATUS="CANCELLED",
    )
    assert busy(series, off) == ["01.12. 08:00-09:00", "03.12. 08:00-09:00"]


@pytest.mark.spec("AVL-5")
@pytest.mark.parametrize("which", [":20261202T000000Z", ":20261201T183000Z", ";VALUE=DATE:20261202"])
def test_a_changed_whole_day_is_found_however_it_is_named(which: str) -> None:
    series = event(";VALUE=DATE:20261201", uid="u", RRULE="FREQ=DAILY;COUNT=2")
    off = event(";VALUE=DATE:20261202", uid="u", RECURRENCE_ID=which, STATUS="CANCELLED")
    assert busy(series, off) == ["30.11. 18:30-18:30"]
    assert busy(event(";VALUE=DATE:20261201", RRULE="FREQ=DAILY;COUNT=2", EXDATE=which)) == [
        "30.11. 18:30-18:30"
    ]


@pytest.mark.spec("AVL-5")
def test_all_that_follow_a_changed_occurrence_are_changed_with_it() -> None:
    series = event(NINE, TEN, uid="u", RRULE="FREQ=DAILY;COUNT=4")
    name = ";RANGE=THISANDFUTURE:20261203T090000Z"
    later = event(":20261203T110000Z", ":20261203T130000Z", uid="u", RECURRENCE_ID=name)
    assert busy(series, later) == [
        "01.12. 09:00-10:00",
        "02.12. 09:00-10:00",
        "03.12. 11:00-13:00",
        "04.12. 11:00-13:00",
    ]
    over = event(
        ":20261203T090000Z", TEN.replace("01T", "03T"), uid="u", RECURRENCE_ID=name, STATUS="CANCELLED"
    )
    assert busy(series, over) == ["01.12. 09:00-10:00", "02.12. 09:00-10:00"]


@pytest.mark.spec("AVL-5")
def test_additional_dates_are_times_periods_or_days() -> None:
    start = f"{BERLIN}20261201T090000", f"{BERLIN}20261201T100000"
    assert busy(event(*start, RDATE=f"{BERLIN}20261203T110000,20261204T110000")) == [
        "01.12. 08:00-09:00",
        "03.12. 10:00-11:00",
        "04.12. 10:00-11:00",
    ]
    for period in ("20261203T110000/PT30M", "20261203T110000/20261203T113000"):
        assert busy(event(*start, RDATE=f";VALUE=PERIOD{BERLIN}{period}")) == [
            "01.12. 08:00-09:00",
            "03.12. 10:00-10:30",
        ]
    assert busy(event(*start, RDATE=";VALUE=DATE:20261203")) == ["01.12. 08:00-09:00", "03.12. 08:00-09:00"]


@pytest.mark.spec("AVL-5")
@pytest.mark.parametrize(
    ("lasts", "end"),
    [
        ("PT90M", "10:30"),
        ("PT1H30M", "10:30"),
        ("pt1h", "10:00"),
        ("+PT3600S", "10:00"),
        (" PT1H ", "10:00"),
    ],
)
def test_how_long_an_event_lasts_is_read_in_each_form(lasts: str, end: str) -> None:
    assert busy(event(NINE, DURATION=f":{lasts}")) == [f"01.12. 09:00-{end}"]


@pytest.mark.spec("AVL-5")
def test_days_and_weeks_last_over_a_change_of_the_clock() -> None:
    found = read(
        event(f"{BERLIN}20270327T090000", DURATION="P1D"), event(";VALUE=DATE:20270501", DURATION="P1W")
    )
    assert [end - start for start, end in found.busy] == [timedelta(hours=23), timedelta(days=7)]


@pytest.mark.spec("AVL-5")
def test_hours_last_in_the_night_of_a_change_of_the_clock() -> None:
    assert busy(event(f"{BERLIN}20270328T013000", DURATION="PT2H")) == ["28.03. 00:30-02:30"]
    assert busy(event(f"{BERLIN}20270328T023000", f"{BERLIN}20270328T033000")) == ["28.03. 01:30-02:30"]


@pytest.mark.spec("AVL-5")
@pytest.mark.parametrize(
    "said",
    [
        {"X_MICROSOFT_CDO_BUSYSTATUS": "FREE"},
        {"X_MICROSOFT_CDO_BUSYSTATUS": "free", "TRANSP": "OPAQUE"},
        {"X_MICROSOFT_CDO_INTENDEDSTATUS": "FREE"},
        {"X_MICROSOFT_MSNCALENDAR_BUSYSTATUS": "FREE"},
        {"TRANSP": "transparent"},
        {"STATUS": "cancelled"},
    ],
)
def test_what_is_marked_as_free_takes_no_time(said: dict[str, str]) -> None:
    assert busy(event(NINE, TEN, **said)) == []


@pytest.mark.spec("AVL-5")
@pytest.mark.parametrize(
    "said",
    [
        {"X_MICROSOFT_CDO_BUSYSTATUS": "BUSY", "X_MICROSOFT_CDO_INTENDEDSTATUS": "FREE"},
        {"X_MICROSOFT_CDO_BUSYSTATUS": "TENTATIVE"},
        {"X_MICROSOFT_CDO_BUSYSTATUS": "OOF"},
        {"X_MICROSOFT_CDO_BUSYSTATUS": "WORKINGELSEWHERE"},
    ],
)
def test_what_is_not_marked_as_free_takes_time(said: dict[str, str]) -> None:
    assert busy(event(NINE, TEN, **said)) == ["01.12. 09:00-10:00"]


def attendee(address: str, answer: str = "DECLINED") -> str:
    return f";CUTYPE=INDIVIDUAL;PARTSTAT={answer};CN=Somebody:mailto:{address}"


@pytest.mark.spec("AVL-5")
def test_what_the_calendars_owner_has_declined_takes_no_time() -> None:
    declined = event(NINE, TEN, ATTENDEE=attendee("Ana@example.org"))
    assert busy("X-WR-CALNAME:ana@example.org", declined) == []
    assert busy(declined, owners=("ana@example.org",)) == []


@pytest.mark.spec("AVL-5")
def test_nothing_is_free_because_somebody_else_has_declined_it() -> None:
    declined = event(NINE, TEN, ATTENDEE=attendee("ben@example.org"))
    accepted = event(NINE, TEN, ATTENDEE=attendee("ana@example.org", "ACCEPTED"))
    asked = event(NINE, TEN, ATTENDEE=attendee("ana@example.org", "NEEDS-ACTION"))
    for each in (declined, accepted, asked):
        for head in ("X-WR-CALNAME:ana@example.org", "X-WR-CALNAME:Ana", "X-OTHER:1"):
            assert busy(head, each) == ["01.12. 09:00-10:00"]
    twice = accepted.replace("SUMMARY", f"ATTENDEE{attendee('ana@example.org')}\r\nSUMMARY")
    assert busy("X-WR-CALNAME:ana@example.org", twice) == ["01.12. 09:00-10:00"], (
        "one of the answers is yes"
    )


@pytest.mark.spec("AVL-5")
def test_one_occurrence_can_be_declined() -> None:
    series = event(
        NINE, TEN, uid="u", RRULE="FREQ=DAILY;COUNT=2", ATTENDEE=attendee("ana@example.org", "ACCEPTED")
    )
    second = ":20261202T090000Z"
    declined = event(
        second,
        TEN.replace("01T", "02T"),
        uid="u",
        RECURRENCE_ID=second,
        ATTENDEE=attendee("ana@example.org"),
    )
    assert busy("X-WR-CALNAME:ana@example.org", series, declined) == ["01.12. 09:00-10:00"]


@pytest.mark.spec("AVL-5")
def test_objects_of_a_caldav_answer_that_are_missing_or_cut_off_are_counted() -> None:
    sane = calendar(event(":20261205T090000Z", ":20261205T100000Z"))
    cut_inside = calendar(event(NINE, TEN))[:-60]
    cut_between = calendar(event(NINE, TEN)).replace(b"END:VCALENDAR\r\n", b"")
    for odd, taken in ((None, 1), (b"", 1), (b"gone", 1), (cut_inside, 1), (cut_between, 2)):
        found = busy_times(answer(odd, sane), KOLKATA, SINCE, UNTIL)
        assert (len(found.busy), found.unreadable) == (taken, 1), odd


@pytest.mark.spec("AVL-5")
def test_an_object_that_is_gone_meanwhile_is_not_missed() -> None:
    gone = (
        b'<D:multistatus xmlns:D="DAV:"><D:response><D:href>/1</D:href>'
        b"<D:status>HTTP/1.1 404 Not Found</D:status></D:response></D:multistatus>"
    )
    assert busy_times(gone, KOLKATA, SINCE, UNTIL) == BusyTimes((), 0)


@pytest.mark.spec("AVL-5")
def test_a_broken_change_leaves_the_occurrence_where_it_was() -> None:
    series = event(NINE, TEN, uid="u", RRULE="FREQ=DAILY;COUNT=2")
    found = read(series, event(":rubbish", TEN, uid="u", RECURRENCE_ID=":20261202T090000Z"))
    assert (times(found), found.unreadable) == (["01.12. 09:00-10:00", "02.12. 09:00-10:00"], 1)
