"""CalDAV, from Radicale: a server that others wrote."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from aiohttp import web as aio

from core.calendars import CalendarKind, CalendarQuestion, Trouble, calendar_address
from core.errors.calendars import CalendarUnreadable
from gateways.calendars.caldav import _FREE_BUSY, _report
from gateways.calendars.owners import addresses as addresses_in
from gateways.calendars.reader import SafeCalendarReader
from gateways.calendars.safety import Guard
from gateways.calendars.wire import CalendarWire
from gateways.calendars.worker import work_through
from gateways.trust import on_the_web
from tests.gateways.ics import calendar, event
from tests.gateways.servers import Site, site

USER, PASSWORD = "ada", "s3cret @/:"
SINCE = datetime(2026, 3, 1, tzinfo=UTC)
UNTIL = SINCE + timedelta(days=370)
BERLIN = ";TZID=Europe/Berlin:"


class Dav:
    """Ada's calendar on Radicale, filled by a client of hers."""

    def __init__(self, server: str) -> None:
        self.url = f"{server}/ada/job/"
        self._client = httpx.AsyncClient(
            auth=(USER, PASSWORD), base_url=self.url, trust_env=False, verify=on_the_web()
        )

    async def make(self) -> None:
        (await self._client.request("MKCALENDAR", "")).raise_for_status()

    async def put(self, name: str, *parts: str) -> None:
        headers = {"Content-Type": "text/calendar"}
        (
            await self._client.put(f"{name}.ics", content=calendar(*parts), headers=headers)
        ).raise_for_status()

    async def remove(self) -> None:
        (await self._client.delete("")).raise_for_status()
        await self._client.aclose()


@pytest.fixture
async def dav(caldav_server: str) -> AsyncIterator[Dav]:
    made = Dav(caldav_server)
    await made.make()
    yield made
    await made.remove()


@pytest.fixture
def reader() -> SafeCalendarReader:
    return SafeCalendarReader(CalendarWire(Guard(frozenset({"127.0.0.1"}))))


def about(
    url: str, user: str = "", password: str = "", kind: CalendarKind | None = None
) -> CalendarQuestion:
    address = calendar_address(url, user, password)
    assert address is not None
    return CalendarQuestion(address, "Asia/Kolkata", SINCE, UNTIL, kind)


async def trouble(reader: SafeCalendarReader, question: CalendarQuestion) -> str:
    with pytest.raises(CalendarUnreadable) as refused:
        await reader.read(question)
    return refused.value.trouble


@pytest.mark.spec("AVL-5")
async def test_a_caldav_calendar_is_read_rightly(dav: Dav, reader: SafeCalendarReader) -> None:
    start = f"{BERLIN}20260323T090000"
    weekly = event(
        start, f"{BERLIN}20260323T100000", uid="w", RRULE="FREQ=WEEKLY", EXDATE=f"{BERLIN}20260330T090000"
    )
    moved = event(
        f"{BERLIN}20260407T150000",
        f"{BERLIN}20260407T160000",
        uid="w",
        RECURRENCE_ID=f"{BERLIN}20260406T090000",
    )
    await dav.put("weekly", weekly, moved)
    await dav.put("day", event(";VALUE=DATE:20260310", ";VALUE=DATE:20260311", uid="d"))
    await dav.put("off", event(":20260311T090000Z", ":20260311T100000Z", uid="c", STATUS="CANCELLED"))
    await dav.put("fyi", event(":20260312T090000Z", ":20260312T100000Z", uid="t", TRANSP="TRANSPARENT"))
    await dav.put("maybe", event(":20260313T090000Z", ":20260313T100000Z", uid="m", STATUS="TENTATIVE"))
    found = await reader.read(about(dav.url, USER, PASSWORD))
    assert found.kind is CalendarKind.CALDAV
    assert found.unreadable == 0
    assert found.busy is not None
    assert [f"{start:%d.%m. %H:%M}-{end:%d.%m. %H:%M}" for start, end in found.busy[:5]] == [
        "09.03. 18:30-10.03. 18:30",
        "13.03. 09:00-13.03. 10:00",
        "23.03. 08:00-23.03. 09:00",
        "07.04. 13:00-07.04. 14:00",
        "13.04. 07:00-13.04. 08:00",
    ]


@pytest.mark.spec("AVL-5")
async def test_an_empty_calendar_is_one_and_a_folder_of_calendars_is_none(
    dav: Dav, reader: SafeCalendarReader, caldav_server: str
) -> None:
    assert (await reader.read(about(dav.url, USER, PASSWORD))).busy == ()
    for folder in ("/", "/ada/"):
        assert (
            await trouble(reader, about(caldav_server + folder, USER, PASSWORD)) == Trouble.NOT_A_CALENDAR
        )
    nowhere = about(f"{caldav_server}/ada/nothing/", USER, PASSWORD)
    assert await trouble(reader, nowhere) == Trouble.NOT_FOUND


@pytest.mark.spec("AVL-5")
async def test_a_wrong_login_is_refused(dav: Dav, reader: SafeCalendarReader) -> None:
    assert await trouble(reader, about(dav.url, USER, "guess")) == Trouble.LOGIN_REFUSED
    assert await trouble(reader, about(dav.url)) == Trouble.LOGIN_REFUSED


@pytest.mark.spec("AVL-5")
async def test_a_free_busy_answer_of_a_real_server_is_understood(dav: Dav) -> None:
    await dav.put("day", event(";VALUE=DATE:20260310", ";VALUE=DATE:20260311", uid="d"))
    await dav.put("off", event(":20260311T090000Z", ":20260311T100000Z", uid="c", STATUS="CANCELLED"))
    await dav.put("talk", event(":20260313T090000Z", ":20260313T100000Z", uid="m", STATUS="TENTATIVE"))
    answer = await _report(
        CalendarWire(Guard(frozenset({"127.0.0.1"}))), about(dav.url, USER, PASSWORD), _FREE_BUSY
    )
    assert answer.status == 200
    busy, _ = await work_through(answer.body, "Asia/Kolkata", SINCE, UNTIL)
    assert [f"{start:%d.%m. %H:%M}-{end:%d.%m. %H:%M}" for start, end in busy] == [
        "09.03. 18:30-10.03. 18:30",
        "13.03. 09:00-13.03. 10:00",
    ]


@pytest.mark.spec("AVL-5")
async def test_a_calendar_that_shares_free_and_busy_alone_is_read(
    web: Site, reader: SafeCalendarReader
) -> None:
    times = calendar(
        "BEGIN:VFREEBUSY",
        "DTSTART:20260301T000000Z",
        "FREEBUSY:20260302T090000Z/20260302T100000Z,20260303T090000Z/PT30M",
        "FREEBUSY;FBTYPE=FREE:20260304T090000Z/PT30M",
        "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20260305T090000Z/PT30M",
        "END:VFREEBUSY",
    )

    async def page(request: aio.Request) -> aio.Response:
        if b"free-busy-query" in await request.read():
            return aio.Response(body=times, content_type="text/calendar")
        return aio.Response(status=403)

    web.pages["/"] = page
    found = await reader.read(about(web.url(), kind=CalendarKind.CALDAV))
    assert found.busy is not None
    assert [f"{start:%d %H:%M}-{end:%H:%M}" for start, end in found.busy] == [
        "02 09:00-10:00",
        "03 09:00-09:30",
        "05 09:00-09:30",
    ]


@pytest.mark.spec("AVL-5")
async def test_an_answer_that_says_it_is_not_all_is_refused(web: Site, reader: SafeCalendarReader) -> None:
    partial = (
        '<D:multistatus xmlns:D="DAV:"><D:response><D:href>/</D:href>'
        "<D:status>HTTP/1.1 507 Insufficient Storage</D:status></D:response></D:multistatus>"
    )
    web.says("/", partial, status=207)
    assert await trouble(reader, about(web.url(), kind=CalendarKind.CALDAV)) == Trouble.TOO_MUCH


@pytest.mark.spec("AVL-5")
async def test_a_feed_behind_a_login_is_read(web: Site, reader: SafeCalendarReader) -> None:
    async def page(request: aio.Request) -> aio.Response:
        if request.method != "GET":
            return aio.Response(status=405)
        known = request.headers.get("Authorization") == "Basic YWRhOnMzY3JldCBALzo="
        return aio.Response(body=calendar()) if known else aio.Response(status=401)

    web.pages["/"] = page
    found = await reader.read(about(web.url(), USER, PASSWORD))
    assert found.kind is CalendarKind.FEED


@pytest.mark.spec("AVL-5")
@pytest.mark.parametrize(
    "body",
    [
        "",
        "<html><body>Sign in</body></html>",
        "<!DOCTYPE html><html></html>",
        "<multistatus/>",
        '<D:multistatus xmlns:D="DAV:"><D:response>',
        '<D:error xmlns:D="DAV:"/>',
        '{"status": "ok"}',
        calendar().decode(),
    ],
)
async def test_an_answer_that_is_no_multistatus_is_no_empty_calendar(
    web: Site, reader: SafeCalendarReader, body: str
) -> None:
    web.says("/", body, status=207)
    for kind in (CalendarKind.CALDAV, None):
        assert await trouble(reader, about(web.url(), kind=kind)) == Trouble.NOT_A_CALENDAR
    web.says("/", body, status=200)
    assert await trouble(reader, about(web.url(), kind=CalendarKind.CALDAV)) == Trouble.NOT_A_CALENDAR


@pytest.mark.spec("AVL-5", "SAF-3")
async def test_a_large_answer_is_worked_through_elsewhere(
    web: Site, reader: SafeCalendarReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    def here(*_: object) -> None:
        raise AssertionError("parsed in the process that answers people")

    monkeypatch.setattr("xml.etree.ElementTree.fromstring", here)
    kind = '<C:calendar xmlns:C="urn:ietf:params:xml:ns:caldav"/>'
    response = (
        f"<D:response><D:href>/</D:href><D:propstat><D:prop>{kind}</D:prop></D:propstat></D:response>"
    )

    async def page(request: aio.Request) -> aio.Response:
        found = response if request.method == "PROPFIND" else ""
        return aio.Response(body=f'<D:multistatus xmlns:D="DAV:">{found}</D:multistatus>', status=207)

    web.pages["/"] = page
    assert (await reader.read(about(web.url(), USER, PASSWORD))).busy == ()


@pytest.mark.spec("AVL-5")
async def test_what_the_owner_has_declined_is_free_where_the_address_says_who_that_is(
    web: Site, reader: SafeCalendarReader
) -> None:
    declined = event(
        ":20260302T090000Z", ":20260302T100000Z", ATTENDEE=";PARTSTAT=DECLINED:mailto:ana@example.org"
    )
    web.says("/ical/ana@example.org/private-1/basic.ics", calendar(declined))
    web.says("/ical/ben@example.org/private-2/basic.ics", calendar(declined))
    anas = await reader.read(about(web.url("/ical/ana%40example.org/private-1/basic.ics")))
    bens = await reader.read(about(web.url("/ical/ben%40example.org/private-2/basic.ics")))
    assert anas.busy == ()
    assert bens.busy is not None
    assert len(bens.busy) == 1


def at(day: int, hour: int = 9) -> str:
    return f":{SINCE + timedelta(days=day, hours=hour):%Y%m%dT%H%M%SZ}"


@pytest.mark.spec("AVL-5")
async def test_a_calendar_too_large_for_one_answer_is_asked_for_in_parts(dav: Dav) -> None:
    series = event(at(0, 6), at(0, 7), uid="daily", RRULE="FREQ=WEEKLY")
    await dav.put("daily", series)
    for day in range(0, 360, 12):
        await dav.put(f"one-{day}", event(at(day), at(day, 10), uid=f"one-{day}"))
    await dav.put("long", event(at(100, 0), at(260, 0), uid="long"))
    guard = Guard(frozenset({"127.0.0.1"}))
    for kind in (CalendarKind.CALDAV, None):
        question = about(dav.url, USER, PASSWORD, kind)
        whole = await SafeCalendarReader(CalendarWire(guard)).read(question)
        parts = await SafeCalendarReader(CalendarWire(guard, most=6_000)).read(question)
        assert whole.busy is not None
        assert len(whole.busy) > 40
        assert (parts.busy, parts.unreadable, parts.kind) == (whole.busy, 0, CalendarKind.CALDAV)
    with pytest.raises(CalendarUnreadable, match=Trouble.TOO_MUCH):
        await SafeCalendarReader(CalendarWire(guard, most=800)).read(about(dav.url, USER, PASSWORD))


DECLINED = event(at(2), at(2, 10), ATTENDEE=";PARTSTAT=DECLINED:mailto:Ana@example.org")


def in_dav(*responses: str) -> str:
    found = "".join(
        f"<D:response><D:href>/</D:href><D:propstat><D:prop>{each}</D:prop>"
        "<D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>"
        for each in responses
    )
    return f'<D:multistatus xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">{found}</D:multistatus>'


def addressed(*hrefs: str) -> str:
    told = "".join(f"<D:href>{href}</D:href>" for href in hrefs)
    return in_dav(f"<C:calendar-user-address-set>{told}</C:calendar-user-address-set>")


def who(name: str, href: str) -> str:
    return f"<D:{name}><D:href>{href}</D:href></D:{name}>"


async def serve_declined(web: Site, principal: str, addresses: str | int) -> None:
    async def work(request: aio.Request) -> aio.Response:
        asked = await request.read()
        if b"calendar-query" in asked:
            data = calendar(DECLINED).decode()
            return aio.Response(body=in_dav(f"<C:calendar-data>{data}</C:calendar-data>"), status=207)
        return aio.Response(body=in_dav(principal), status=207)

    async def person(request: aio.Request) -> aio.Response:
        assert request.headers["Authorization"].startswith("Basic ")
        assert request.headers["Depth"] == "0"
        if isinstance(addresses, int):
            return aio.Response(status=addresses)
        return aio.Response(body=addresses, status=207)

    web.pages |= {"/job/": work, "/people/ana/": person}


@pytest.mark.spec("AVL-5")
@pytest.mark.parametrize(
    ("principal", "addresses", "free"),
    [
        (who("current-user-principal", "/people/ana/"), addressed("mailto:ana@example.org"), True),
        (who("owner", "/people/ana/"), addressed("/people/ana/", "MAILTO:ANA@EXAMPLE.ORG"), True),
        (
            who("owner", "/people/olga/") + who("current-user-principal", "/people/ana/"),
            addressed("mailto:ana@example.org", "mailto:lima@example.org"),
            True,
        ),
        (who("current-user-principal", "/people/ana/"), addressed("mailto:ben@example.org"), False),
        (who("current-user-principal", "/people/ana/"), addressed(), False),
        (who("current-user-principal", "/people/ana/"), "rubbish", False),
        (who("current-user-principal", "/people/ana/"), 403, False),
        (who("current-user-principal", "/nobody/"), 404, False),
        ("<D:current-user-principal><D:unauthenticated/></D:current-user-principal>", 404, False),
        ("", 404, False),
    ],
)
async def test_a_caldav_server_tells_the_addresses_by_which_its_owner_declines(
    web: Site, reader: SafeCalendarReader, principal: str, addresses: str | int, free: bool
) -> None:
    await serve_declined(web, principal, addresses)
    found = await reader.read(about(web.url("/job/"), "login", "secret", CalendarKind.CALDAV))
    assert (found.busy == ()) is free
    assert found.unreadable == 0


@pytest.mark.spec("AVL-5", "SAF-6")
async def test_the_login_goes_to_no_other_server_that_a_calendar_names(
    web: Site, reader: SafeCalendarReader
) -> None:
    async with site() as other:
        other.says("/ana/", addressed("mailto:ana@example.org"), status=207)
        await serve_declined(web, who("current-user-principal", other.url("/ana/")), 404)
        found = await reader.read(about(web.url("/job/"), "login", "secret", CalendarKind.CALDAV))
    assert found.busy == ()
    assert ["Authorization" in request.headers for request in other.asked] == [False]


@pytest.mark.spec("SAF-3")
def test_a_long_word_is_looked_through_once_for_an_address() -> None:
    """From each of its letters anew, this one would take minutes."""
    assert list(addresses_in("a" * 100_000 + " mailto:ana@example.org")) == ["ana@example.org"]
