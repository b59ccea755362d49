"""Invitations as mail programs and calendars read them."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from bot.calendar_entries import entry_of
from core.calendars import CalendarEntry, CalendarKind, CalendarQuestion, calendar_address, session_uid
from core.invitations import Invited, Parties, invite, withdraw
from core.usecases.invitations import Gone
from gateways.calendars.events import busy_times
from gateways.calendars.invitations import common_name, invitation
from gateways.calendars.reader import SafeCalendarReader
from gateways.calendars.safety import Guard
from gateways.calendars.wire import CalendarWire
from gateways.trust import on_the_web
from playground.mail.calendar import CalendarClient
from tests.conftest import MORNING
from tests.depth import examples
from tests.storage.samples import DAY, HOUR

pytestmark = pytest.mark.spec("EML-3")

USER, PASSWORD = "ada", "s3cret @/:"
ADA = Parties("parley@example.org", "ada@example.org", "Parley", "Ada Löw")
START = MORNING + 3 * DAY
ENTRY = CalendarEntry(session_uid(42), START, START + HOUR, "Talk: Ana and Ada", "Mentor session S-7F3K.")


def first(entry: CalendarEntry = ENTRY, parties: Parties = ADA) -> Invited:
    made = invite(None, entry, 42, 1, parties, 7, MORNING)
    assert made is not None
    return made


def event_of(body: bytes) -> Event:
    [event] = Calendar.from_ical(body).walk("VEVENT")
    return event


def test_a_request_says_what_google_outlook_and_apple_want_to_hear() -> None:
    body = invitation(ENTRY, first(), ADA)
    assert b"\r\nMETHOD:REQUEST\r\n" in body
    assert body.replace(b"\r\n", b"").count(b"\n") == 0
    event = event_of(body)
    assert event["UID"] == session_uid(42)
    assert event["SEQUENCE"] == 0
    assert str(event["ORGANIZER"]) == "mailto:parley@example.org"
    attendee = event["ATTENDEE"]
    assert str(attendee) == "mailto:ada@example.org"
    assert attendee.params["PARTSTAT"] == "ACCEPTED"
    assert attendee.params["RSVP"] == "FALSE"
    assert attendee.params["CN"] == "Ada Löw"
    assert b"DTSTART:20" in body, "in UTC"
    assert b"VTIMEZONE" not in body
    assert b"VALARM" not in body
    assert Calendar.from_ical(body)["PRODID"]


def test_a_cancellation_names_the_event_that_was_sent_and_nothing_else() -> None:
    gone = withdraw(first(), ADA, 8, MORNING + HOUR)
    assert gone is not None
    body = invitation(entry_of(Gone(42, "S-7F3K", gone.starts_at, gone.ends_at)), gone, ADA)
    sent, event = event_of(invitation(ENTRY, first(), ADA)), event_of(body)
    assert b"\r\nMETHOD:CANCEL\r\n" in body
    assert event["STATUS"] == "CANCELLED"
    assert event["SEQUENCE"] == 1
    for same in ("UID", "ORGANIZER", "DTSTART", "DTEND", "ATTENDEE"):
        assert event[same] == sent[same], same
    assert "Ana" not in body.decode(), "whoever left hears nothing more of it"


def test_what_is_not_agreed_is_tentative() -> None:
    entry = replace(ENTRY, agreed=False)
    assert event_of(invitation(entry, first(entry), ADA))["STATUS"] == "TENTATIVE"


@pytest.mark.spec("SAF-3")
@settings(max_examples=examples(25, 300))
@given(st.text(), st.text(), st.text())
def test_no_text_breaks_out_of_its_line(title: str, name: str, place: str) -> None:
    entry = replace(ENTRY, title=title, place=place)
    parties = replace(ADA, attendee_name=name, organizer_name=name)
    body = invitation(entry, first(entry, parties), parties)
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    client = CalendarClient("ada@example.org")
    assert client.receive(body, "REQUEST")
    event = event_of(body)
    assert set(event) <= {
        *("UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS", "TRANSP"),
        *("ORGANIZER", "ATTENDEE", "DESCRIPTION", "LOCATION"),
    }
    assert event["ATTENDEE"].params.get("CN", "") == common_name(name)


@pytest.mark.parametrize(
    ("name", "common"),
    [
        ('Ada "the Countess" Löw', "Ada the Countess Löw"),
        ("Ada\r\nATTENDEE:mailto:eve@example.org", "Ada ATTENDEE:mailto:eve@example.org"),
        ("=HYPERLINK(1);a,b:c", "=HYPERLINK(1);a,b:c"),
        ("^'", "'"),
        ("\x00\x85\u2028", ""),
    ],
)
def test_a_name_beside_an_address_is_plain(name: str, common: str) -> None:
    assert common_name(name) == common
    parties = replace(ADA, attendee_name=name)
    assert event_of(invitation(ENTRY, first(), parties))["ATTENDEE"].params.get("CN", "") == common


@pytest.mark.spec("AVL-5")
def test_an_invitation_in_their_own_calendar_closes_nobodys_hours() -> None:
    body = invitation(ENTRY, first(), ADA)
    assert busy_times(body, "UTC", START - DAY, START + DAY).busy == ()
    others = body.replace(session_uid(42).encode(), b"42@example.org")
    assert busy_times(others, "UTC", START - DAY, START + DAY).busy == ((START, START + HOUR),)


# --- in a calendar on a real server


class MailProgram:
    """Ada's mail program: it carries invitations into her calendar on Radicale (RFC 5546, 4791)."""

    def __init__(self, server: str) -> None:
        self.url = f"{server}/ada/invited/"
        self.client = CalendarClient("ada@example.org")
        self._http = httpx.AsyncClient(
            auth=(USER, PASSWORD), base_url=self.url, trust_env=False, verify=on_the_web()
        )

    async def make(self) -> None:
        (await self._http.request("MKCALENDAR", "")).raise_for_status()

    async def take(self, body: bytes, method: str) -> None:
        if not self.client.receive(body, method):
            return
        calendar = Calendar.from_ical(body)
        del calendar["METHOD"]  # which objects in a calendar must not have
        name = f"{event_of(body)['UID']}.ics"
        if method == "CANCEL":
            (await self._http.delete(name)).raise_for_status()
        else:
            headers = {"Content-Type": "text/calendar; charset=utf-8"}
            (await self._http.put(name, content=calendar.to_ical(), headers=headers)).raise_for_status()

    async def events(self) -> list[Event]:
        answer = (await self._http.get("")).raise_for_status()
        return list(Calendar.from_ical(answer.content).walk("VEVENT")) if answer.content else []

    async def remove(self) -> None:
        (await self._http.delete("")).raise_for_status()
        await self._http.aclose()


@pytest.fixture
async def ada(caldav_server: str) -> AsyncIterator[MailProgram]:
    made = MailProgram(caldav_server)
    await made.make()
    yield made
    await made.remove()


async def test_a_real_calendar_follows_a_session_through_its_life(ada: MailProgram) -> None:
    booked = first()
    await ada.take(invitation(ENTRY, booked, ADA), "REQUEST")
    later = replace(
        ENTRY, starts_at=START + DAY, ends_at=START + DAY + HOUR, place="Café Löwe; 1, upstairs"
    )
    moved = invite(booked, later, 42, 1, ADA, 8, MORNING + HOUR)
    assert moved is not None
    await ada.take(invitation(later, moved, ADA), "REQUEST")
    await ada.take(invitation(ENTRY, booked, ADA), "REQUEST")  # comes late, and changes nothing
    [event] = await ada.events()
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (later.starts_at, later.ends_at)
    assert event["LOCATION"] == later.place
    assert event["SEQUENCE"] == 1

    reader = SafeCalendarReader(CalendarWire(Guard(frozenset({"127.0.0.1"}))))
    address = calendar_address(ada.url, USER, PASSWORD)
    assert address is not None
    question = CalendarQuestion(address, "UTC", MORNING, MORNING + timedelta(days=30), CalendarKind.CALDAV)
    assert (await reader.read(question)).busy == (), "it is her session: her hours stay as they are"

    gone = withdraw(moved, ADA, 9, MORNING + 2 * HOUR)
    assert gone is not None
    await ada.take(
        invitation(entry_of(Gone(42, "S-7F3K", gone.starts_at, gone.ends_at)), gone, ADA), "CANCEL"
    )
    assert await ada.events() == []
