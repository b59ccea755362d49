"""Mails as they travel: readable, safe from names and subjects, and an invitation where calendars look for it."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.mail import Invitation
from gateways.mail.messages import message_of
from playground.mail.server import LONGEST_LINE, Received
from tests.conftest import MORNING
from tests.mail.conftest import SENDER, a_mail, body, parsed

LONG = "https://parley.example.org/mail/" + "x" * 120 + "/reminders"
ICS = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Gr\xc3\xbc\xc3\x9fe\r\nEND:VCALENDAR\r\n"


def received(**more: object) -> Received:
    content = message_of(a_mail(**more), SENDER, MORNING)  # type: ignore[arg-type]
    assert content.isascii()
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= LONGEST_LINE
    return Received("", "", content, encrypted=True, user=None)


@pytest.mark.spec("EML-1", "EML-4")
def test_headers_say_who_writes_and_that_no_answer_of_a_machine_is_wanted() -> None:
    message = parsed(received())
    assert message["From"] == "Mentoring <mentors@parley.example>"
    assert message["To"] == "Ben Wölff <ben@example.org>"
    assert message["Reply-To"] == "help@parley.example"
    assert message["Subject"] == "Your session is booked ✓"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"] == "Mon, 02 Mar 2026 08:00:00 +0000"
    assert message["List-Unsubscribe"] is None
    assert body(received(), "plain") == "Tuesday\n.\n.. and a dot\n"
    assert "<p>Tuesday</p>" in body(received(), "html")


@pytest.mark.spec("EML-1")
def test_addresses_and_ids_stay_whole_however_long_they_are() -> None:
    first = f"booked.{'9' * 90}@parley.example"
    raw = received(unsubscribe=LONG, references=(first,)).content.decode()
    assert f"\r\nList-Unsubscribe: <{LONG}>\r\n" in raw
    assert "\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in raw
    assert f"\r\nIn-Reply-To: <{first}>\r\n" in raw
    assert f"\r\nReferences: <{first}>\r\n" in raw


@pytest.mark.spec("EML-3")
def test_an_invitation_is_the_last_alternative_and_a_file() -> None:
    message = parsed(received(invitation=Invitation("REQUEST", ICS)))
    alternative, file = message.iter_parts()
    assert (message.get_content_type(), alternative.get_content_type()) == (
        "multipart/mixed",
        "multipart/alternative",
    )
    plain, html, calendar = alternative.iter_parts()
    assert [each.get_content_type() for each in (plain, html, calendar)] == [
        "text/plain",
        "text/html",
        "text/calendar",
    ]
    assert calendar.get_param("method") == "REQUEST"
    assert calendar.get_param("charset") == "utf-8"
    assert calendar.get_payload(decode=True) == file.get_payload(decode=True) == ICS
    assert file.get_filename() == "invite.ics"


@pytest.mark.spec("SAF-3")
@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=2000))
@example("", "", "--=_alternative\r\n--=_alternative--\n.\n..\n \t\nFrom me\n=3D=\n" + "x" * 2000)
def test_no_text_of_anybodys_makes_a_header(name: str, subject: str, text: str) -> None:
    mean = f"{name}\r\nBcc: eve@example.org\u2028X: y\x00"
    encodable = text.encode("utf-8", "ignore").decode()
    raw = received(name=mean, subject=mean + subject, text=f"{encodable}\n", html=encodable)
    message = parsed(raw)
    assert message["Bcc"] is None
    assert set(message.keys()) == {
        "From", "To", "Subject", "Auto-Submitted", "X-Auto-Response-Suppress", "Reply-To", "Date", "Message-ID",
        "Content-Type", "MIME-Version",
    }  # fmt: skip
    assert [each.addr_spec for each in message["To"].addresses] == ["ben@example.org"]
    assert body(raw, "plain") == re.sub(r"\r\n?", "\n", f"{encodable}\n")
    assert body(raw, "html") == re.sub(r"\r\n?", "\n", encodable)
    assert not re.search(r"[\x00-\x1f]", message["Subject"])
