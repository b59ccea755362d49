"""What CalDAV servers answer, as XML (RFC 4918, RFC 4791). Worked through in the process that can be ended."""

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from core.calendars import Trouble
from core.errors.calendars import CalendarUnreadable

_DAV = "{DAV:}"
_CALDAV = "{urn:ietf:params:xml:ns:caldav}"


def is_xml(body: bytes) -> bool:
    """Whether it begins as XML does; iCalendar never does."""
    return body[:1000].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")


def calendar_texts(body: bytes) -> tuple[Sequence[str], int]:
    """The iCalendar texts in the answer to a calendar-query, and how many objects came without a whole one.

    Raises CalendarUnreadable for any other answer, and if the server says that the answer is not complete.
    """
    texts, missing = [], 0
    for response in _responses(body):
        statuses = {_code(status.text) for status in response.iter(f"{_DAV}status")}
        if "507" in statuses:
            raise CalendarUnreadable(Trouble.TOO_MUCH)
        text = response.findtext(f".//{_CALDAV}calendar-data") or ""
        gone = _code(response.findtext(f"{_DAV}status")) in {"404", "410"}
        if "BEGIN:VCALENDAR" in text.upper():
            texts.append(text)
        elif not gone:
            missing += 1
    return texts, missing


def is_calendar(body: bytes) -> bool:
    """Whether a collection says of itself that it is a calendar; raises CalendarUnreadable for another answer."""
    return any(True for response in _responses(body) for _ in response.iter(f"{_CALDAV}calendar"))


def principals(body: bytes) -> Sequence[str]:
    """Where a calendar says that its reader is described, or else its owner; raises CalendarUnreadable."""
    responses = _responses(body)
    for name in ("current-user-principal", "owner"):
        found = [
            href.text.strip()
            for response in responses
            for said in response.iter(f"{_DAV}{name}")
            for href in said.iter(f"{_DAV}href")
            if href.text and href.text.strip()
        ]
        if found:
            return found
    return ()


def user_addresses(body: bytes) -> Sequence[str]:
    """How a principal is addressed in invitations (RFC 6638); raises CalendarUnreadable."""
    return [
        href.text or ""
        for response in _responses(body)
        for said in response.iter(f"{_CALDAV}calendar-user-address-set")
        for href in said.iter(f"{_DAV}href")
    ]


def _responses(body: bytes) -> Sequence[ET.Element]:
    root = _parse(body)
    if root.tag != f"{_DAV}multistatus":
        raise CalendarUnreadable(Trouble.NOT_A_CALENDAR)
    return root.findall(f"{_DAV}response")


def _parse(body: bytes) -> ET.Element:
    """XML without a document type, the only place where it is dangerous; raises CalendarUnreadable."""
    if b"<!DOCTYPE" in body:
        raise CalendarUnreadable(Trouble.NOT_A_CALENDAR)
    try:
        return ET.fromstring(body.decode("utf-8-sig").lstrip())  # noqa: S314 (see above)
    except (ET.ParseError, ValueError) as problem:
        raise CalendarUnreadable(Trouble.NOT_A_CALENDAR) from problem


def _code(status: str | None) -> str:
    """`HTTP/1.1 404 Not Found` as `404`."""
    words = (status or "").split()
    return words[1] if len(words) > 1 else ""
