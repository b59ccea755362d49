"""CalDAV calendars (RFC 4791) over plain requests.

First the events themselves are asked for, with the properties that say when, and worked through here: the
answer to a free-busy query no longer tells a whole day from one that lasts from midnight to midnight in UTC,
and whole days are the mentor's. Free-busy is for calendars that share nothing more.
"""

from core.calendars import CalendarQuestion, Trouble, host_of
from core.errors.calendars import CalendarUnreadable
from gateways.calendars.feeds import Fetched, is_xml, looks_like_calendar, trouble_of
from gateways.calendars.wire import Answer, Wire
from gateways.calendars.worker import is_calendar

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
_FREE_BUSY = """<?xml version="1.0" encoding="utf-8"?>
<C:free-busy-query xmlns:C="urn:ietf:params:xml:ns:caldav">
<C:time-range start="{start}" end="{end}"/></C:free-busy-query>"""


async def fetch_caldav(wire: Wire, question: CalendarQuestion) -> Fetched:
    """The calendar's events in the range asked for, else its busy times; raises CalendarUnreadable."""
    if question.kind is None:
        await _check_calendar(wire, question)
    events = await _report(wire, question, _EVENTS)
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


async def _check_calendar(wire: Wire, question: CalendarQuestion) -> None:
    """A folder of calendars answers a query, too, and would look like a calendar without events."""
    headers = {"Depth": "0", "Content-Type": "application/xml; charset=utf-8"}
    answer = await wire.ask("PROPFIND", question.url, headers, _KIND)
    if answer.status != 207:
        raise CalendarUnreadable(trouble_of(answer), host_of(question.url))
    if not await is_calendar(answer.body):
        raise CalendarUnreadable(Trouble.NOT_A_CALENDAR, host_of(question.url))


async def _report(wire: Wire, question: CalendarQuestion, body: str) -> Answer:
    when = {"start": f"{question.since:%Y%m%dT%H%M%SZ}", "end": f"{question.until:%Y%m%dT%H%M%SZ}"}
    headers = {"Depth": "1", "Content-Type": "application/xml; charset=utf-8"}
    return await wire.ask("REPORT", question.url, headers, body.format(**when).encode())
