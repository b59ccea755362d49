"""Private iCalendar feeds, from a web server."""

import asyncio
import gzip
import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web as aio

from core.calendars import CalendarKind, CalendarQuestion, Reading, Trouble
from core.errors.calendars import CalendarUnreadable
from gateways.calendars.reader import SafeCalendarReader
from gateways.calendars.wire import MOST_BYTES, CalendarWire
from tests.gateways.ics import calendar, event
from tests.gateways.servers import Site

SINCE = datetime(2026, 3, 1, tzinfo=UTC)
NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
FEED = calendar(event(":20260302T090000Z", ":20260302T100000Z"))
BUSY = ((NINE, NINE + timedelta(hours=1)),)


def about(url: str, **more: object) -> CalendarQuestion:
    values = {"zone": "Asia/Kolkata", "since": SINCE, "until": SINCE + timedelta(days=370), **more}
    return CalendarQuestion(url, **values)  # type: ignore[arg-type]


@pytest.fixture
def reader(wire: CalendarWire) -> SafeCalendarReader:
    return SafeCalendarReader(wire)


async def trouble(reader: SafeCalendarReader, question: CalendarQuestion) -> str:
    with pytest.raises(CalendarUnreadable) as refused:
        await reader.read(question)
    assert refused.value.host == "127.0.0.1"
    return refused.value.trouble


@pytest.mark.spec("AVL-5")
async def test_a_feed_is_read(web: Site, reader: SafeCalendarReader) -> None:
    web.says("/basic.ics", FEED, headers={"ETag": '"1"', "Last-Modified": "Mon, 02 Mar 2026 08:00:00 GMT"})
    found = await reader.read(about(web.url("/basic.ics")))
    assert found == Reading(CalendarKind.FEED, BUSY, '"1"', "Mon, 02 Mar 2026 08:00:00 GMT")


@pytest.mark.spec("AVL-5")
async def test_an_unchanged_feed_is_not_sent_again(web: Site, reader: SafeCalendarReader) -> None:
    async def page(request: aio.Request) -> aio.Response:
        known = request.headers.get("If-None-Match") == '"1"' or "If-Modified-Since" in request.headers
        return aio.Response(status=304) if known else aio.Response(body=FEED)

    web.pages["/"] = page
    question = about(web.url(), kind=CalendarKind.FEED)
    assert await reader.read(replace(question, etag='"1"')) == Reading(CalendarKind.FEED, None, '"1"')
    later = await reader.read(replace(question, last_modified="Mon, 02 Mar 2026 08:00:00 GMT"))
    assert later.busy is None
    assert (await reader.read(replace(question, etag='"0"'))).busy == BUSY


@pytest.mark.spec("AVL-5")
async def test_redirects_are_followed(web: Site, reader: SafeCalendarReader) -> None:
    web.refers("/old", "new?token=1")
    web.says("/new", FEED)
    assert (await reader.read(about(web.url("/old")))).busy == BUSY


@pytest.mark.spec("AVL-5")
@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (401, Trouble.LOGIN_REFUSED),
        (403, Trouble.LOGIN_REFUSED),
        (404, Trouble.NOT_FOUND),
        (410, Trouble.NOT_FOUND),
        (304, Trouble.SERVER_ERROR),
        (429, Trouble.SERVER_ERROR),
        (503, Trouble.SERVER_ERROR),
    ],
)
async def test_what_a_server_refuses_has_a_name(
    web: Site, reader: SafeCalendarReader, status: int, expected: Trouble
) -> None:
    web.says("/", FEED, status=status)
    assert await trouble(reader, about(web.url())) == expected


@pytest.mark.spec("AVL-5")
@pytest.mark.parametrize(
    "body", [b"", b"<html>Sign in</html>", b"BEGIN:VCARD\r\nEND:VCARD", FEED[:-20], b"\x00" * 1000, b"<D:x"]
)
async def test_what_is_no_calendar_or_was_cut_off_is_refused(
    web: Site, reader: SafeCalendarReader, body: bytes
) -> None:
    web.says("/", body)
    assert await trouble(reader, about(web.url())) == Trouble.NOT_A_CALENDAR


@pytest.mark.spec("AVL-5")
async def test_a_byte_order_mark_and_lower_case_are_no_obstacle(
    web: Site, reader: SafeCalendarReader
) -> None:
    web.says("/", b"\xef\xbb\xbf" + FEED.replace(b"VCALENDAR", b"vcalendar"))
    assert (await reader.read(about(web.url()))).busy == BUSY


@pytest.mark.spec("AVL-5")
async def test_a_huge_answer_is_not_read_to_its_end(web: Site, reader: SafeCalendarReader) -> None:
    sent = 0

    async def page(request: aio.Request) -> aio.StreamResponse:
        nonlocal sent
        response = aio.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b"X" * 100_000)
            sent += 100_000

    web.pages["/"] = page
    assert await trouble(reader, about(web.url())) == Trouble.TOO_BIG
    assert sent < 4 * MOST_BYTES


@pytest.mark.spec("AVL-5")
async def test_what_is_packed_small_and_is_huge_is_not_unpacked_to_its_end(
    web: Site, reader: SafeCalendarReader
) -> None:
    web.says("/", gzip.compress(FEED), headers={"Content-Encoding": "gzip"})
    assert (await reader.read(about(web.url()))).busy == BUSY
    web.says("/", gzip.compress(bytes(100 * MOST_BYTES)), headers={"Content-Encoding": "gzip"})
    assert await trouble(reader, about(web.url())) == Trouble.TOO_BIG
    web.says("/", b"rubbish", headers={"Content-Encoding": "gzip"})
    assert await trouble(reader, about(web.url())) == Trouble.NOT_A_CALENDAR


@pytest.mark.spec("AVL-5")
async def test_an_answer_that_drips_is_given_up(web: Site, wire: CalendarWire) -> None:
    async def page(request: aio.Request) -> aio.StreamResponse:
        response = aio.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b"X")
            await asyncio.sleep(0.05)

    web.pages["/"] = page
    assert await trouble(SafeCalendarReader(wire, seconds=0.5), about(web.url())) == Trouble.TOO_SLOW


@pytest.mark.spec("AVL-5")
async def test_a_server_that_is_gone_cannot_be_reached(web: Site, reader: SafeCalendarReader) -> None:
    async def page(request: aio.Request) -> aio.StreamResponse:
        assert request.transport is not None
        request.transport.abort()
        return aio.Response()

    web.pages["/"] = page
    assert await trouble(reader, about(web.url())) == Trouble.UNREACHABLE


@pytest.mark.spec("SAF-6", "AVL-5")
async def test_neither_the_address_nor_what_a_calendar_says_is_ever_logged_or_printed(
    web: Site, reader: SafeCalendarReader, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    logging.getLogger("aiohttp.access").propagate = False
    web.says("/private-canary/basic.ics", FEED)
    web.refers("/moved-canary", "/private-canary/basic.ics")
    address = web.url("/moved-canary").replace("//", "//user-canary:password-canary@")
    question = about(address)
    await reader.read(question)
    web.says("/private-canary/basic.ics", "canary")
    with pytest.raises(CalendarUnreadable) as refused:
        await reader.read(question)
    told = "\n".join([*map(str, caplog.messages), repr(question), str(refused.value), repr(refused.value)])
    for secret in ("canary", "dXNlci1jYW5hcnk", "Secret dinner", "basic.ics"):
        assert secret not in told
