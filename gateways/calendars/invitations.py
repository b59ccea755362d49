"""Invitations as Google, Outlook and Apple accept them (RFC 5545, 5546, 6047)."""

import re

from core.calendars import CalendarEntry
from core.invitations import Invited, Method, Parties
from gateways.calendars.writing import PRODUCT

_UNSPEAKABLE = re.compile(r'["^\x00-\x1f\x7f\x85\u2028\u2029]+')


def invitation(entry: CalendarEntry, invited: Invited, parties: Parties) -> bytes:
    """One event for one attendee, its times in UTC.

    The method stands in the file, and must stand in the mail's Content-Type too. Nobody reads answers: the attendee
    has accepted already.
    """
    from icalendar import Calendar, Event, vCalAddress

    calendar = Calendar()
    for key, value in (("prodid", PRODUCT), ("version", "2.0"), ("method", invited.method.value)):
        calendar.add(key, value)
    organizer = vCalAddress(f"mailto:{invited.organizer}")
    attendee = vCalAddress(f"mailto:{invited.attendee}")
    attendee.params.update(
        {"CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"}
    )
    for address, name in ((organizer, parties.organizer_name), (attendee, parties.attendee_name)):
        if common := common_name(name):
            address.params["CN"] = common
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", invited.sequence)
    event.add("dtstamp", invited.stamped_at)
    event.add("dtstart", invited.starts_at)
    event.add("dtend", invited.ends_at)
    event.add("summary", entry.title)
    event.add("status", _status(entry, invited.method))
    event.add("transp", "OPAQUE" if entry.busy else "TRANSPARENT")
    event.add("organizer", organizer)
    event.add("attendee", attendee)
    for name, text in (("description", entry.text), ("location", entry.place)):
        if text:
            event.add(name, text)
    calendar.add_component(event)
    body: bytes = calendar.to_ical()
    return body


def common_name(name: str) -> str:
    """The name without what few programs read back in a parameter: quotes, carets, line breaks, controls."""
    return " ".join(_UNSPEAKABLE.sub(" ", name).split())


def _status(entry: CalendarEntry, method: Method) -> str:
    if method is Method.CANCEL:
        return "CANCELLED"
    return "CONFIRMED" if entry.agreed else "TENTATIVE"
