"""CalDAV calendars (RFC 4791) over plain requests.

First the events themselves are asked for, with the properties that say when, and worked through here: the
answer to a free-busy query no longer tells a whole day from one that lasts from midnight to midnight in UTC,
and whole days are the mentor's. Free-busy is for calendars that share nothing more.
"""

import re
from collections.abc import Mapping
from urllib.parse import urljoin, urlsplit

from core.calendars import CalendarQuestion, Trouble, host_of, without_login
from core.errors.calendars import CalendarUnreadable
from gateways.calendars.feeds import Fetched, looks_like_calendar, trouble_of
from gateways.calendars.multistatus import is_xml
from gateways.calendars.owners import addresses
from gateways.calendars.wire import Answer, CalendarWire
from gateways.calendars.worker import is_calendar, principals, user_addresses

_KIND = b"""<?xml version="1.0" encoding="utf-8"?>
<propfind xmlns="DAV:"><prop><resourcetype/></prop></propfind>"""
_EVENTS = """<?xml version="1.0" encoding="utf-8"?>
<C:calendar-query xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><prop><C:calendar-data>
<C:comp name="VCALENDAR"><C:prop name="VERSION"/><C:prop name="X-WR-TIMEZONE"/>
<C:comp name="VTIMEZONE"/><C:comp name="VEVENT">
<C:prop name="UID"/><C:prop name="DTSTART"/><C:prop name="DTEND"/><C:prop name="DURATION"/>
<C:prop name="RRULE"/><C:prop name="RDATE"/><C:prop name="EXDATE"/><C:prop name="RECURRENCE-ID"/>
<C:prop name="EXRULE"/><C:prop name="STATUS"/><C:prop name="TRANSP"/><C:prop name="SEQUENCE"/>
<C:prop name="ATTENDEE"/><C:prop name="X-MICROSOFT-CDO-BUSYSTATUS"/><C:prop name="X-MICROSOFT-CDO-INTENDEDSTATUS"/>
</C:comp></C:comp></C:calendar-data></prop>
<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">
<C:time-range start="{start}" end="{end}"/></C:comp-filter></C:comp-filter></C:filter></C:calendar-query>"""
_PRINCIPAL = b"""<?xml version="1.0" encoding="utf-8"?>
<propfind xmlns="DAV:"><prop><current-user-principal/><owner/></prop></propfind>"""
_ADDRESSES = b"""<?xml version="1.0" encoding="utf-8"?>
<propfind xmlns="DAV:"><prop><C:calendar-user-address-set xmlns:C="urn:ietf:params:xml:ns:caldav"/></prop></propfind>"""
_XML = {"Content-Type": "application/xml; charset=utf-8"}
MOST_BYTES = 500_000
"""What a server may say about itself; the events are another matter."""
_LARGE: Mapping[str, Trouble] = {Trouble.TOO_BIG: Trouble.TOO_MUCH, Trouble.TOO_SLOW: Trouble.TOO_SLOW}
_NOT_ALL = re.compile(rb"status>\s*HTTP/\S+\s+507\b", re.IGNORECASE)
_FREE_BUSY = """<?xml version="1.0" encoding="utf-8"?>
<C:free-busy-query xmlns:C="urn:ietf:params:xml:ns:caldav">
<C:time-range start="{start}" end="{end}"/></C:free-busy-query>"""


class TooLargeAtOnce(CalendarUnreadable):
    """A calendar has more events in the range asked for than its server, or we, can handle in one answer."""


async def fetch_caldav(wire: CalendarWire, question: CalendarQuestion) -> Fetched:
    """The calendar's events in the range asked for, else its busy times; raises CalendarUnreadable, TooLargeAtOnce."""
    if question.kind is None:
        await _check_calendar(wire, question)
    try:
        events = await _report(wire, question, _EVENTS)
    except CalendarUnreadable as problem:
        if problem.trouble in _LARGE:
            raise TooLargeAtOnce(_LARGE[problem.trouble], host_of(question.url)) from problem
        raise
    if events.status == 507 or (events.status == 207 and _NOT_ALL.search(events.body)):
        raise TooLargeAtOnce(Trouble.TOO_MUCH, host_of(question.url))
    if events.status == 207:
        if not is_xml(events.body):
            raise CalendarUnreadable(Trouble.NOT_A_CALENDAR, host_of(question.url))
        return Fetched(events.body)
    if events.status == 401:
        raise CalendarUnreadable(Trouble.LOGIN_REFUSED, host_of(question.url))
    times = await _report(wire, question, _FREE_BUSY)
    if times.status == 200 and looks_like_calendar(times.body) and b"BEGIN:VFREEBUSY" in times.body.upper():
        return Fetched(times.body)
    raise CalendarUnreadable(trouble_of(events), host_of(question.url))


async def reader_addresses(wire: CalendarWire, url: str) -> frozenset[str]:
    """E-mail addresses, in small letters, of whoever the calendar is read for, where its server tells.

    Raises CalendarUnreadable.
    """
    found: set[str] = set()
    described = await _properties(wire, url, _PRINCIPAL)
    if described.status != 207:
        return frozenset()
    for principal in await principals(described.body):
        told = await _properties(wire, _beside(url, principal), _ADDRESSES)
        if told.status == 207:
            found.update(addresses(" ".join(await user_addresses(told.body))))
    return frozenset(found)


def _beside(url: str, place: str) -> str:
    """The address of a place that the server at `url` names, with the login where it is the same server."""
    there, login = urlsplit(urljoin(without_login(url), place)), urlsplit(url)
    if (there.scheme, there.netloc) != urlsplit(without_login(url))[:2]:
        return there.geturl()
    return there._replace(netloc=login.netloc).geturl()


async def _check_calendar(wire: CalendarWire, question: CalendarQuestion) -> None:
    """A folder of calendars answers a query, too, and would look like a calendar without events."""
    answer = await _properties(wire, question.url, _KIND)
    if answer.status != 207:
        raise CalendarUnreadable(trouble_of(answer), host_of(question.url))
    if not await is_calendar(answer.body):
        raise CalendarUnreadable(Trouble.NOT_A_CALENDAR, host_of(question.url))


async def _properties(wire: CalendarWire, url: str, asked: bytes) -> Answer:
    return await wire.ask("PROPFIND", url, {"Depth": "0", **_XML}, asked, MOST_BYTES)


async def _report(wire: CalendarWire, question: CalendarQuestion, body: str) -> Answer:
    when = {"start": f"{question.since:%Y%m%dT%H%M%SZ}", "end": f"{question.until:%Y%m%dT%H%M%SZ}"}
    return await wire.ask("REPORT", question.url, {"Depth": "1", **_XML}, body.format(**when).encode())
