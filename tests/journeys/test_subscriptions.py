"""An address from which somebody's own calendar reads what is booked."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from aiohttp import ClientSession
from icalendar import Calendar, Event

from bot.subscriptions.door import SubscriptionDoor
from bot.web import WebServer
from core.calendars import is_session_uid, session_uid
from core.passes import Passes
from gateways.calendars.writing import written
from tests.journeys.conftest import Cast
from tests.journeys.programme import Someone
from tests.pseudo import in_english

pytestmark = pytest.mark.spec("EML-3")


@dataclass
class Feed:
    """What a calendar program sees."""

    status: int
    etag: str | None
    kind: str
    body: bytes

    @property
    def events(self) -> list[Event]:
        return list(Calendar.from_ical(self.body).walk("VEVENT"))

    @property
    def titles(self) -> list[str]:
        return sorted(in_english(str(event["SUMMARY"])) for event in self.events)


@dataclass
class Web:
    """Our web server, asked as calendars ask."""

    session: ClientSession
    url: str

    async def get(self, path: str, etag: str = "", method: str = "GET") -> Feed:
        headers = {"If-None-Match": etag} if etag else {}
        async with self.session.request(method, f"{self.url}{path}", headers=headers) as answer:
            kind = answer.headers.get("Content-Type", "")
            return Feed(answer.status, answer.headers.get("ETag"), kind, await answer.read())


@pytest.fixture
async def web(cast: Cast) -> AsyncIterator[Web]:
    door = SubscriptionDoor(cast.programme.desk, cast.programme.executor.run, written)
    server = WebServer("127.0.0.1", 0, door.routes())
    await server.start()
    async with ClientSession() as session:
        yield Web(session, f"http://127.0.0.1:{server.port}")
    await server.stop()


async def address(someone: Someone) -> str:
    """The path of the address that somebody is given."""
    await someone.command("profile", "calendar")
    await someone.press("Give me an address")
    found = re.search(r"https://parley\.example(/calendar/\S+\.ics)", someone.last())
    assert found is not None
    return found[1]


async def test_a_calendar_follows_what_is_booked_moved_and_cancelled(cast: Cast, web: Web) -> None:
    path = await address(cast.ben)
    empty = await web.get(path)
    assert (empty.status, empty.kind) == (200, "text/calendar; charset=utf-8")
    assert empty.events == []
    await cast.ben.command("book", "@ana thu 3pm")
    await cast.ben.press("Confirm booking")
    booked = await web.get(path, empty.etag or "")
    [event] = booked.events
    assert booked.titles == ["Mentor session: Ana Lima and Ben Wolff"]
    assert event["STATUS"] == "CONFIRMED"
    assert is_session_uid(event["UID"])
    assert (await web.get(path, booked.etag or "")).status == 304
    assert (await web.get(path, f'W/{booked.etag}, "other"')).status == 304
    assert (await web.get(path, method="HEAD")).body == b""
    code = re.search(r"S-\w{4}", str(event["DESCRIPTION"]))
    assert code is not None
    await cast.ben.command("sessions", f"{code[0]} cancel")
    await cast.ben.fill({"Reason": "No longer need this session"})
    assert (await web.get(path, booked.etag or "")).events == []


async def test_one_version_reads_the_same_whenever_and_another_way_in_is_another_version(
    cast: Cast, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = await address(cast.ben)
    await cast.ben.command("book", "@ana thu 3pm")
    await cast.ben.press("Confirm booking")
    first = await web.get(path)
    cast.programme.clock.move(timedelta(hours=3))
    again = await web.get(path)
    assert (again.etag, again.body) == (first.etag, first.body)
    monkeypatch.setattr(Passes, "address", lambda _, owner, person: f"https://new.example/{owner}-{person}")
    moved = await web.get(path, first.etag or "")
    assert moved.status == 200
    assert b"new.example" in moved.body


async def test_a_mentor_sees_the_time_around_a_session_that_stays_free_for_others(
    cast: Cast, web: Web
) -> None:
    await cast.ana.command("availability")
    await cast.ana.press("Limits")
    form = cast.ana.door.chat("ana").form
    assert form is not None
    await cast.ana.fill({form.fields[1].label: "15"})
    await cast.ana.press("Save")
    await cast.mia.command("book", "@ana thu 3pm")
    await cast.mia.press("Confirm booking")
    theirs, hers = await web.get(await address(cast.mia)), await web.get(await address(cast.ana))
    assert theirs.titles == ["Mentor session: Ana Lima and Mia Chen"]
    assert hers.titles == ["Buffer", "Buffer", "Mentor session: Ana Lima and Mia Chen"]
    assert all(is_session_uid(event["UID"]) for event in hers.events)
    assert [
        event["TRANSP"] for event in hers.events if "before" in event["UID"] or "after" in event["UID"]
    ] == ["TRANSPARENT"] * 2


async def test_another_address_closes_the_first_and_none_can_be_guessed(cast: Cast, web: Web) -> None:
    first = await address(cast.mia)
    await cast.mia.press("Another address")
    second = re.search(r"/calendar/\S+\.ics", cast.mia.sees("/calendar/"))
    assert second is not None
    assert second[0] != first
    assert ((await web.get(first)).status, (await web.get(second[0])).status) == (410, 200)
    await cast.mia.command("profile", "calendar off")
    assert (await web.get(second[0])).status == 410
    await cast.mia.command("profile", "calendar off")
    assert "There is no address" in cast.mia.last()
    for guessed in ("/calendar/x.ics", f"/calendar/{'a' * 5000}.ics", "/calendar/%00.ics", f"{second[0]}x"):
        assert (await web.get(guessed)).status == 404


async def test_names_and_titles_cannot_break_out_of_the_file(cast: Cast, web: Web) -> None:
    odd = "Ana\r\nEND:VEVENT\r\nX-EVIL:1; , \\n"
    cast.programme.change(cast.ana, name=odd)
    await cast.mia.command("book", "@ana thu 3pm")
    await cast.mia.press("Confirm booking")
    feed = await web.get(await address(cast.mia))
    assert len(feed.events) == 1
    assert "X-EVIL" not in feed.events[0]
    assert all(len(line) <= 75 for line in feed.body.split(b"\r\n"))


# --- a file in the chat


def files_of(someone: Someone) -> list[bytes]:
    return [
        content
        for to, name, content in someone.door.files
        if (to, name) == (someone.address.user, "session.ics")
    ]


@pytest.mark.spec("BOK-7")
async def test_a_session_comes_as_a_file_that_any_calendar_takes(cast: Cast) -> None:
    await cast.ben.command("book", "@ana thu 3pm")
    await cast.ben.press("Confirm booking")
    await cast.ben.press("Calendar file")
    [body] = files_of(cast.ben)
    [event] = Calendar.from_ical(body).walk("VEVENT")
    [session] = cast.programme.sessions_of(cast.ben)
    assert event["UID"] == session_uid(session.id), "the same as in the feed and in invitations"
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (session.starts_at, session.ends_at)
    assert in_english(str(event["SUMMARY"])) == "Mentor session: Ana Lima and Ben Wolff"
    await cast.ben.command("sessions", f"{session.code} calendar")
    assert len(files_of(cast.ben)) == 1, "once a minute"
    cast.programme.clock.move(timedelta(minutes=1))
    await cast.ana.command("sessions", f"{session.code} calendar")
    assert len(files_of(cast.ana)) == 1


@pytest.mark.spec("BOK-7", "SAF-1")
async def test_nobody_gets_a_file_of_what_is_not_theirs_or_over(cast: Cast) -> None:
    await cast.ben.command("book", "@ana thu 3pm")
    await cast.ben.press("Confirm booking")
    [session] = cast.programme.sessions_of(cast.ben)
    await cast.mia.command("sessions", f"{session.code} calendar")
    await cast.ben.command("sessions", f"{session.code} cancel")
    await cast.ben.fill({"Reason": "No longer need this session"})
    await cast.ben.command("sessions", f"{session.code} calendar")
    assert cast.programme.faults == []
    assert files_of(cast.mia) == files_of(cast.ben) == []
