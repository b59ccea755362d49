"""Recording a session: off unless both agree in the chat, told to both, opened by few, and gone when one says so."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.recordings.door import RecordingDoor
from bot.room_routes import RoomRoutes
from bot.web import WebServer
from core.clock import Clock
from core.recordings import OPEN_FOR, RecordingState
from core.sessions import Session
from core.usecases import closing, recording, seen
from gateways.jitsi import JitsiRooms
from gateways.livekit import LiveKitRooms
from gateways.livekit_recorder import LiveKitRecorder
from gateways.room_events import LiveKitEvents
from gateways.rooms import LIVEKIT, ProvidedRooms
from playground.meetings.livekit import KEY, SECRET, LiveKitService
from tests.journeys.programme import Someone
from tests.journeys.replacements import Story, story

__all__ = ["story"]
pytestmark = pytest.mark.spec("MTG-4")


@dataclass
class Studio:
    """LiveKit with its egress service, our web server, and a session of Mia's with Ana."""

    story: Story
    livekit: LiveKitService
    folder: Path
    url: str
    browser: ClientSession

    @property
    def session(self) -> Session:
        return max(self.story.cast.programme.sessions_of(self.story.mia), key=lambda each: each.id)

    async def book(self) -> None:
        await self.story.mia.command("book", "@ana friday 3pm")
        await self.story.mia.press("Confirm booking")
        await self.settle()

    async def settle(self) -> None:
        closing.complete_ended(self.story.cast.programme.desk)
        await self.story.cast.programme.settle()
        self.story.check()

    async def says(self, someone: Someone, words: str) -> None:
        await someone.command("sessions", f"{self.session.code} record {words}".strip())
        await self.settle()

    async def both_agree(self) -> None:
        for someone in (self.story.mia, self.story.ana):
            await self.says(someone, "yes")

    async def takes_place(self) -> None:
        """Mia joins a little before the start."""
        await self.story.cast.programme.until(self.session.starts_at - timedelta(minutes=5))
        await self.story.mia.command("sessions", f"{self.session.code} join")
        await self.settle()
        await self.story.cast.programme.until(self.session.starts_at + timedelta(seconds=1))
        await self.settle()

    async def is_over(self) -> None:
        await self.story.cast.programme.until(self.session.ends_at + timedelta(minutes=16))
        await self.settle()

    @property
    def files(self) -> list[str]:
        return [each.name for each in self.folder.iterdir()]

    def state(self) -> RecordingState | None:
        with self.story.cast.programme.store.read() as tx:
            found = tx.recordings.of(self.session.id)
            return found[-1].state if found else None

    async def status_of(self, address: str) -> int:
        path = address.removeprefix("https://parley.example")
        async with self.browser.get(f"{self.url}{path}") as answer:
            return answer.status

    async def opens(self, someone: Someone, command: str = "sessions", words: str = "") -> str:
        about = words or f"{self.session.code} record open"
        await someone.command(command, about)
        (link,) = someone.links()
        return link.url


@pytest.fixture
async def studio(story: Story, clock: Clock, tmp_path: Path) -> AsyncIterator[Studio]:
    programme = story.cast.programme
    async with LiveKitService(clock=clock, folder=tmp_path).open() as livekit, ClientSession() as browser:
        provider = LiveKitRooms(livekit.url, KEY, SECRET, "https://parley.example/meet/{ticket}", clock)
        rooms = ProvidedRooms(LIVEKIT, JitsiRooms("https://rooms.example"), [provider], recorded=provider)
        programme.provide(rooms, provider, recorder=LiveKitRecorder(provider, tmp_path, "/out"))
        desk, run = programme.desk, programme.executor.run
        told = RoomRoutes(
            [LiveKitEvents(KEY, SECRET)],
            lambda came: run(seen.take, desk, came),
            programme.reception.tell,
            clock.now,
        )
        server = WebServer("127.0.0.1", 0, [*told.routes(), *RecordingDoor(desk, run, tmp_path).routes()])
        await server.start()
        url = f"http://127.0.0.1:{server.port}"
        livekit.webhook = f"{url}/rooms/livekit"
        studio = Studio(story, livekit, tmp_path, url, browser)
        await studio.book()
        yield studio
        await server.stop()
        await provider.aclose()


async def test_unless_both_agree_nothing_is_recorded(studio: Studio) -> None:
    await studio.says(studio.story.mia, "yes")
    studio.story.ana.sees("May the session be recorded?")
    await studio.takes_place()
    await studio.is_over()
    assert (studio.livekit.egresses, studio.files) == ({}, [])


async def test_what_both_agree_to_is_recorded_told_opened_and_audited(studio: Studio) -> None:
    story = studio.story
    await story.mia.command("sessions", studio.session.code)
    await story.mia.press("Recording")
    await story.mia.press("Agree to recording")
    await studio.settle()
    await story.ana.press("Agree to recording")
    await studio.settle()
    for someone in (story.mia, story.ana):
        someone.sees("Your session will be recorded")
    await studio.takes_place()
    assert studio.state() is RecordingState.RUNNING
    for someone in (story.mia, story.ana):
        someone.sees("Your session is being recorded")
    await studio.is_over()
    assert studio.state() is RecordingState.KEPT
    assert len(studio.files) == 1
    for someone in (story.mia, story.ana):
        assert someone.screen().count("The recording of your session is there") == 1
    urls = [await studio.opens(someone) for someone in (story.mia, story.ana)]
    await story.cast.olga.command("admin", f"session {studio.session.code}")
    await story.cast.olga.press("Open the recording")
    urls.append(story.cast.olga.links()[0].url)
    urls.append(await studio.opens(story.cast.olga, "admin", f"session {studio.session.code} record"))
    assert [await studio.status_of(url) for url in urls] == [200, 200, 200, 200]
    assert story.cast.programme.audited().count("SESSION_RECORDING_OPENED") == 4
    story.cast.programme.clock.move(OPEN_FOR)
    assert await studio.status_of(urls[0]) == 404
    assert await studio.status_of(urls[0].replace("/recording/", "/recording/1")) == 404


async def test_strangers_open_nothing(studio: Studio) -> None:
    await studio.both_agree()
    await studio.takes_place()
    await studio.is_over()
    await studio.story.bea.command("sessions", f"{studio.session.code} record open")
    assert studio.story.bea.links() == []
    await studio.story.bea.command("admin", f"session {studio.session.code} record")
    assert studio.story.bea.links() == []


@pytest.mark.parametrize("when", ["before", "during", "after"])
async def test_who_agrees_no_more_ends_it_and_what_there_is_is_deleted(studio: Studio, when: str) -> None:
    story = studio.story
    await studio.both_agree()
    if when == "before":
        await studio.says(story.ana, "no")
    await studio.takes_place()
    if when == "during":
        studio.livekit.lasts = 1
        await studio.says(story.ana, "no")
        assert all(each["status"] != "EGRESS_ACTIVE" for each in studio.livekit.egresses.values())
    await studio.is_over()
    if when == "after":
        url = await studio.opens(story.mia)
        await studio.says(story.ana, "no")
        assert await studio.status_of(url) == 404
    for _ in range(3):
        await story.cast.programme.later(minutes=10)
    assert studio.files == []
    assert studio.state() is (None if when == "before" else RecordingState.DELETED)
    story.mia.sees("agrees no more that your session is recorded")
    assert "The recording of your session is there" not in story.mia.screen() or when == "after"


async def test_a_recording_is_deleted_when_the_rules_say_so(studio: Studio) -> None:
    programme = studio.story.cast.programme
    programme.set_policies(recording_days=7)
    await studio.both_agree()
    await studio.takes_place()
    await studio.is_over()
    programme.clock.move(timedelta(days=6))
    assert recording.expire(programme.desk) == 0
    programme.clock.move(timedelta(days=1, minutes=1))
    assert recording.expire(programme.desk) == 1
    await programme.settle()
    assert (studio.files, studio.state()) == ([], RecordingState.DELETED)
    await studio.story.mia.command("sessions", f"{studio.session.code} record open")
    studio.story.mia.sees("There is no recording")


async def test_the_end_that_livekit_tells_counts_once_and_only_for_what_is_ours(studio: Studio) -> None:
    await studio.both_agree()
    await studio.takes_place()
    (egress,) = studio.livekit.egresses.values()
    studio.livekit._finish(egress)
    assert [await studio.livekit.tell_of(egress) for _ in range(2)] == [200, 200]
    assert await studio.livekit.tell_of({**egress, "egress_id": "EG_foreign"}) == 200
    await studio.settle()
    assert studio.state() is RecordingState.KEPT
    await studio.is_over()
    assert studio.story.mia.screen().count("The recording of your session is there") == 1


async def test_a_recording_that_does_not_begin_is_told_and_the_session_goes_on(studio: Studio) -> None:
    await studio.both_agree()
    studio.livekit.troubles.plan("StartRoomCompositeEgress", "500", times=1000)
    await studio.takes_place()
    await studio.is_over()
    await studio.story.cast.programme.later(hours=1)
    assert studio.state() is RecordingState.FAILED
    for someone in (studio.story.mia, studio.story.ana):
        assert told(someone, "The recording has not worked").count("has not worked") == 1


async def test_where_nothing_can_be_recorded_the_bot_says_so(studio: Studio) -> None:
    story = studio.story
    programme = story.cast.programme
    programme._rooms = JitsiRooms("https://rooms.example")
    programme.restart()
    await studio.says(story.mia, "yes")
    story.mia.sees("This session cannot be recorded")
    await story.mia.command("sessions", studio.session.code)
    assert "Recording" not in story.mia.buttons()


def told(someone: Someone, title: str) -> str:
    """The message of this title as it reads now."""
    (found,) = [message for message in someone.messages() if message.startswith(title)]
    return found


@pytest.mark.spec("NTF-5")
async def test_messages_about_a_recording_offer_only_what_can_still_be_done(studio: Studio) -> None:
    mia, ana = studio.story.mia, studio.story.ana
    await studio.says(mia, "yes")
    assert "[Agree to recording]" in told(ana, "May the session be recorded?")
    await ana.press("Agree to recording")
    asked = told(ana, "May the session be recorded?")
    assert "You have both agreed to recording." in asked
    assert "[Agree to recording]" not in asked
    assert "[Do not record]" in asked
    await studio.takes_place()
    await studio.is_over()
    for title in ("May the session be recorded?", "Your session is being recorded"):
        assert "The recording is there." in told(ana, title)
        assert "[Open the recording]" in told(ana, title)
    studio.story.cast.programme.clock.move(timedelta(days=31))
    recording.expire(studio.story.cast.programme.desk)
    await studio.story.cast.programme.settle()
    for title in (
        "May the session",
        "Your session will be",
        "Your session is being",
        "The recording of your",
    ):
        assert "[Open the recording]" not in told(ana, title)
        assert "[Do not record]" not in told(ana, title)


@pytest.mark.spec("NTF-5")
@pytest.mark.parametrize("end", ["cancelled", "over", "withdrawn", "moved"])
async def test_who_was_asked_about_a_recording_is_asked_no_more_once_that_is_over(
    studio: Studio, end: str
) -> None:
    mia, ana = studio.story.mia, studio.story.ana
    await studio.says(mia, "yes")
    match end:
        case "cancelled":
            await mia.command("sessions", f"{studio.session.code} cancel")
            await mia.fill({"Reason": "Personal emergency"})
        case "over":
            await studio.is_over()
        case "withdrawn":
            await studio.says(mia, "no")
        case "moved":
            await mia.command("sessions", f"{studio.session.code} reschedule friday 4pm")
            await mia.fill({})
            await ana.press("Accept")
    await studio.settle()
    asked = told(ana, "May the session be recorded?")
    assert ("[Agree to recording]" in asked) == (end in {"moved", "withdrawn"})
    assert ("[Do not record]" in asked) == (end == "moved")
    assert ("has been moved" in asked) == (end == "moved")
