"""Meeting in LiveKit: a page of our own, a token of each person's, and who came as the server tells it."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from html import unescape

import pytest
from aiohttp import ClientSession

from bot.entrance.door import EntranceDoor
from bot.meet.door import MeetDoor
from bot.room_routes import RoomRoutes
from bot.web import WebServer
from core.sessions import Session
from core.usecases import seen
from gateways.jitsi import JitsiRooms
from gateways.livekit import LiveKitRooms
from gateways.room_events import LiveKitEvents
from gateways.rooms import LIVEKIT, ProvidedRooms
from playground.meetings.livekit import KEY, SECRET, LiveKitService
from tests.journeys.assembly import Assembly, assembly, start_of
from tests.journeys.programme import Programme, Someone
from tests.journeys.replacements import Story, story

__all__ = ["assembly", "story"]
pytestmark = pytest.mark.spec("MTG-1", "MTG-2")


@dataclass
class Hall:
    """LiveKit, our web server, and a browser."""

    livekit: LiveKitService
    provider: LiveKitRooms
    browser: ClientSession
    server: WebServer | None = None

    async def open(self, programme: Programme) -> None:
        jitsi = JitsiRooms("https://rooms.example")
        programme.provide(ProvidedRooms(LIVEKIT, jitsi, [self.provider]), self.provider)
        desk, run = programme.desk, programme.executor.run
        told = RoomRoutes(
            [LiveKitEvents(KEY, SECRET)],
            lambda came: run(seen.take, desk, came),
            programme.reception.tell,
            programme.clock.now,
        )
        doors = (
            EntranceDoor(desk, run, programme.messenger),
            MeetDoor(desk, run, self.provider),
            told,
        )
        self.server = WebServer("127.0.0.1", 0, [route for door in doors for route in door.routes()])
        await self.server.start()
        self.livekit.webhook = f"{self.url}/rooms/livekit"

    @property
    def url(self) -> str:
        assert self.server is not None
        return f"http://127.0.0.1:{self.server.port}"

    async def page(self, address: str) -> tuple[int, str, str]:
        """(status, text, policy) of one of our addresses."""
        path = address.removeprefix("https://parley.example")
        async with self.browser.get(f"{self.url}{path}", allow_redirects=False) as answer:
            policy = answer.headers.get("Content-Security-Policy", "")
            return answer.status, await answer.text(), policy

    async def token(self, address: str) -> str:
        _, text, _ = await self.page(address)
        found = re.search(r'data-token="([^"]+)"', text)
        assert found is not None, text
        return unescape(found[1])


@pytest.fixture
async def hall(clock: object, request: pytest.FixtureRequest) -> AsyncIterator[Hall]:
    async with LiveKitService(clock=clock).open() as livekit, ClientSession() as browser:  # type: ignore[arg-type]
        page = "https://parley.example/meet/{ticket}"
        provider = LiveKitRooms(livekit.url, KEY, SECRET, page, clock)  # type: ignore[arg-type]
        hall = Hall(livekit, provider, browser)
        yield hall
        if hall.server is not None:
            await hall.server.stop()
        await provider.aclose()


async def booked(story: Story) -> Session:
    await story.mia.command("book", "@ana friday 3pm")
    await story.mia.press("Confirm booking")
    await story.cast.programme.settle()
    return max(story.cast.programme.sessions_of(story.mia), key=lambda session: session.id)


def again(story: Story, session: Session) -> Session:
    return next(each for each in story.cast.programme.sessions_of(story.mia) if each.id == session.id)


async def joined(someone: Someone, session: Session) -> str:
    await someone.command("sessions", f"{session.code} join")
    (link,) = someone.links()
    return link.url


async def test_both_meet_in_one_room_each_by_a_token_of_their_own(story: Story, hall: Hall) -> None:
    programme = story.cast.programme
    await hall.open(programme)
    session = await booked(story)
    (name,) = hall.livekit.rooms
    await programme.until(session.starts_at - timedelta(minutes=10))
    links = [await joined(someone, session) for someone in (story.mia, story.ana)]
    assert len({*links}) == 2
    assert all(link.startswith("https://parley.example/meet/") for link in links)
    for link in links:
        await hall.livekit.enter(await hall.token(link))
    assert sorted(hall.livekit.rooms[name]["present"].values()) == ["Ana Lima", "Mia Chen"]


async def test_the_page_loads_its_own_files_and_speaks_to_livekit_alone(story: Story, hall: Hall) -> None:
    programme = story.cast.programme
    await hall.open(programme)
    session = await booked(story)
    await programme.until(session.starts_at)
    link = await joined(story.mia, session)
    status, text, policy = await hall.page(link)
    assert status == 200
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert hall.livekit.url in policy
    assert await hall.token(link) not in link
    files = re.findall(r'(?:src|href)="(/meet-files/[^"]+)"', text)
    assert len(files) == 3
    for file in files:
        assert (await hall.page(file))[0] == 200
    assert (await hall.page("/meet-files/..%2fpage.py"))[0] == 404
    assert not re.search(r"<script>|style=|onclick", text)


async def test_out_of_its_time_the_page_of_the_pass_is_shown(story: Story, hall: Hall) -> None:
    programme = story.cast.programme
    await hall.open(programme)
    session = await booked(story)
    await programme.until(session.starts_at)
    link = await joined(story.mia, session)
    await programme.until(session.ends_at)
    status, text, _ = await hall.page(link)
    assert (status, "data-token" in text) == (303, False)
    assert (await hall.page(link.replace("/meet/", "/join/")))[0] == 410


async def test_who_is_seen_in_the_room_has_come_without_a_press(story: Story, hall: Hall) -> None:
    programme = story.cast.programme
    await hall.open(programme)
    session = await booked(story)
    (name,) = hall.livekit.rooms
    ana, mia = str(story.ana.person.id), str(story.mia.person.id)
    assert await hall.livekit.tell("participant_joined", name, ana) == 200
    assert again(story, session).mentor_joined_at is None, "it had not opened"
    await programme.until(session.starts_at)
    assert await hall.livekit.tell("participant_joined", name, ana) == 200
    assert await hall.livekit.tell("participant_left", name, mia) == 200
    seen_at = again(story, session)
    assert None not in {seen_at.mentor_joined_at, seen_at.mentee_joined_at}
    await programme.later(minutes=3)
    assert await hall.livekit.tell("participant_joined", name, ana) == 200
    assert again(story, session).mentor_joined_at == seen_at.mentor_joined_at


async def test_nobody_else_comes_by_what_is_told(story: Story, hall: Hall) -> None:
    programme = story.cast.programme
    await hall.open(programme)
    session = await booked(story)
    (name,) = hall.livekit.rooms
    await programme.until(session.starts_at)
    ana = str(story.ana.person.id)
    assert await hall.livekit.tell("participant_joined", name, ana, secret="x" * 40) == 401
    assert await hall.livekit.tell("participant_joined", name, ana, tampered=True) == 401
    assert await hall.livekit.tell("participant_joined", "Parley-1", ana) == 200
    for stranger in (str(story.cast.olga.person.id), "guest", "-1", "9" * 40):
        assert await hall.livekit.tell("participant_joined", name, stranger) == 200
    found = again(story, session)
    assert (found.mentor_joined_at, found.mentee_joined_at) == (None, None)


async def test_the_room_is_ended_when_its_time_is_over(story: Story, hall: Hall) -> None:
    programme = story.cast.programme
    await hall.open(programme)
    session = await booked(story)
    await programme.until(session.ends_at + timedelta(minutes=14))
    assert len(hall.livekit.rooms) == 1
    await programme.until(session.ends_at + timedelta(minutes=15))
    assert hall.livekit.rooms == {}


async def test_a_cancelled_session_has_its_room_ended_and_is_not_ended_again(
    story: Story, hall: Hall
) -> None:
    programme = story.cast.programme
    await hall.open(programme)
    session = await booked(story)
    await story.mia.command("sessions", f"{session.code} cancel")
    await story.mia.fill({"Reason": "Schedule conflict"})
    await programme.later(minutes=1)
    assert hall.livekit.rooms == {}
    await programme.until(session.ends_at + timedelta(hours=1))
    assert hall.livekit.asked["DeleteRoom"] == 1


async def test_a_server_that_answers_a_page_is_done_without(story: Story, hall: Hall) -> None:
    programme = story.cast.programme
    await hall.open(programme)
    hall.livekit.troubles.plan("CreateRoom", "html", times=100)
    session = await booked(story)
    await programme.later(seconds=61)
    await programme.until(session.starts_at)
    assert (await joined(story.mia, session)).startswith("https://rooms.example/")


async def test_a_council_meets_there_too_and_who_came_is_kept(assembly: Assembly, hall: Hall) -> None:
    await hall.open(assembly.programme)
    await assembly.calls()
    for mentor in assembly.mentors:
        await mentor.press("All of them work")
    (name,) = hall.livekit.rooms
    await assembly.programme.until(start_of(assembly))
    ada = str(assembly.ada.person.id)
    await assembly.ada.command("council", f"{assembly.code} join")
    await hall.livekit.enter(await hall.token(assembly.ada.links()[0].url))
    assert ada in hall.livekit.rooms[name]["present"]
    assert await hall.livekit.tell("participant_joined", name, str(assembly.grace.person.id)) == 200
