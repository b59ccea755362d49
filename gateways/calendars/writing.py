"""Entries as a file that calendars read (RFC 5545, 7986)."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from core.calendars import CalendarEntry

if TYPE_CHECKING:
    from icalendar import Event

PRODUCT = "-//Parley//Mentor sessions//EN"
LOOK_EVERY = timedelta(hours=1)


def written(name: str, entries: Iterable[CalendarEntry], now: datetime) -> bytes:
    """A calendar of this name, written at `now`, that asks to be looked at every hour."""
    return b"".join(parts(name, entries, now))


def parts(name: str, entries: Iterable[CalendarEntry], now: datetime) -> Iterator[bytes]:
    """The same part by part, however many entries there are."""
    from icalendar import Calendar  # slow to import, and many never ask

    calendar = Calendar()
    for key, value in (
        ("prodid", PRODUCT),
        ("version", "2.0"),
        ("method", "PUBLISH"),
        ("name", name),
        ("x-wr-calname", name),
        ("x-published-ttl", "PT1H"),
    ):
        calendar.add(key, value)
    calendar.add("refresh-interval", LOOK_EVERY, parameters={"VALUE": "DURATION"})
    head, end, tail = calendar.to_ical().partition(b"END:VCALENDAR")
    yield head
    for entry in entries:
        yield _event(entry, now).to_ical()
    yield end + tail


def entry_file(entry: CalendarEntry, now: datetime) -> bytes:
    """A file with this entry alone, for a calendar to take over."""
    from icalendar import Calendar

    calendar = Calendar()
    for key, value in (("prodid", PRODUCT), ("version", "2.0"), ("method", "PUBLISH")):
        calendar.add(key, value)
    calendar.add_component(_event(entry, now))
    body: bytes = calendar.to_ical()
    return body


def _event(entry: CalendarEntry, now: datetime) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", now)
    event.add("dtstart", entry.starts_at)
    event.add("dtend", entry.ends_at)
    event.add("summary", entry.title)
    event.add("status", "CONFIRMED" if entry.agreed else "TENTATIVE")
    event.add("transp", "OPAQUE" if entry.busy else "TRANSPARENT")
    if entry.text:
        event.add("description", entry.text)
    if entry.place:
        event.add("location", entry.place)
    return event
