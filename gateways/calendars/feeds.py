"""Private iCalendar feeds: one file at an address that cannot be guessed."""

from dataclasses import dataclass

from core.calendars import CalendarQuestion, Trouble, host_of
from core.errors.calendars import CalendarUnreadable
from gateways.calendars.wire import Answer, CalendarWire

MOST_BYTES = 10_000_000
"""A feed comes whole, and is longer than an answer to a question about some time."""

_TROUBLES = {
    401: Trouble.LOGIN_REFUSED,
    403: Trouble.LOGIN_REFUSED,
    404: Trouble.NOT_FOUND,
    410: Trouble.NOT_FOUND,
    413: Trouble.TOO_BIG,
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server sent, still to be worked through; `body` is None where nothing has changed."""

    body: bytes | None
    etag: str | None = None
    last_modified: str | None = None


async def fetch_feed(wire: CalendarWire, question: CalendarQuestion) -> Fetched:
    """The feed, unless it is as it was; raises CalendarUnreadable."""
    marks = {"If-None-Match": question.etag, "If-Modified-Since": question.last_modified}
    conditions = {name: mark for name, mark in marks.items() if mark is not None}
    headers = {"Accept": "text/calendar, */*;q=0.1", **conditions}
    answer = await wire.ask("GET", question.url, headers, most=MOST_BYTES)
    if answer.status == 304 and conditions:
        return Fetched(None, question.etag, question.last_modified)
    if answer.status != 200:
        raise CalendarUnreadable(trouble_of(answer), host_of(question.url))
    if not looks_like_calendar(answer.body):
        raise CalendarUnreadable(Trouble.NOT_A_CALENDAR, host_of(question.url))
    return Fetched(answer.body, _mark(answer, "etag"), _mark(answer, "last-modified"))


def trouble_of(answer: Answer) -> Trouble:
    """What a refusal means to the mentor."""
    if 200 <= answer.status < 300:
        return Trouble.NOT_A_CALENDAR
    return _TROUBLES.get(answer.status, Trouble.SERVER_ERROR)


def looks_like_calendar(body: bytes) -> bool:
    """Whether it is complete iCalendar: a truncated one would lack busy times."""
    begun = body[:200].removeprefix(b"\xef\xbb\xbf").lstrip().upper().startswith(b"BEGIN:VCALENDAR")
    return begun and b"END:VCALENDAR" in body[-2000:].upper()


def _mark(answer: Answer, name: str) -> str | None:
    """A header to send back next time, as it came; an absurdly long one is no use."""
    value: str | None = answer.headers.get(name)
    return value if value and len(value) <= 300 and value.isprintable() else None
