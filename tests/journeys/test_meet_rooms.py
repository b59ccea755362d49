"""Sessions in spaces of Google Meet: they stay when a session moves, and are shut when it is cancelled."""

from collections.abc import AsyncIterator

import pytest

from core.clock import Clock
from core.sessions import Session
from gateways.jitsi import JitsiRooms
from gateways.meet import Consent, MeetRooms
from gateways.rooms import MEET, ProvidedRooms
from playground.meetings.meet import CLIENT, REFRESH_TOKEN, SECRET, MeetService
from tests.journeys.moves import asks
from tests.journeys.replacements import Story, story

__all__ = ["story"]
pytestmark = pytest.mark.spec("MTG-1")


@pytest.fixture
async def meet(story: Story, clock: Clock) -> AsyncIterator[MeetService]:
    async with MeetService(clock=clock).open() as service:
        login = Consent(CLIENT, SECRET, REFRESH_TOKEN)
        provider = MeetRooms(login, clock, oauth_url=service.oauth_url, api_url=service.url)
        story.cast.programme.provide(ProvidedRooms(MEET, JitsiRooms("https://rooms.example")), provider)
        yield service
        await provider.aclose()


async def booked(story: Story) -> Session:
    await story.mia.command("book", "@ana friday 3pm")
    await story.mia.press("Confirm booking")
    await story.cast.programme.settle()
    return max(story.cast.programme.sessions_of(story.mia), key=lambda session: session.id)


def again(story: Story, session: Session) -> Session:
    return next(each for each in story.cast.programme.sessions_of(story.mia) if each.id == session.id)


async def moved(story: Story, session: Session) -> Session:
    await asks(story.mia, session, "friday 4pm")
    await story.ana.press("Accept")
    await story.cast.programme.settle()
    assert again(story, session).starts_at != session.starts_at
    return again(story, session)


async def test_a_session_keeps_its_space_when_it_moves_and_shuts_it_when_it_is_cancelled(
    story: Story, meet: MeetService
) -> None:
    session = await booked(story)
    (space,) = meet.spaces.values()
    assert session.meeting_url == space["meetingUri"]
    assert (await moved(story, session)).meeting_url == session.meeting_url
    assert len(meet.spaces) == 1
    await story.mia.command("sessions", f"{session.code} cancel")
    await story.mia.fill({"Reason": "Schedule conflict"})
    await story.cast.programme.settle()
    assert space["config"]["accessType"] == "RESTRICTED"


async def test_a_space_that_is_gone_when_the_session_moves_is_made_anew(
    story: Story, meet: MeetService
) -> None:
    session = await booked(story)
    meet.spaces.clear()
    after = await moved(story, session)
    (space,) = meet.spaces.values()
    assert after.meeting_url == space["meetingUri"] != session.meeting_url


async def test_without_consent_the_session_is_on_jitsi_at_once(story: Story, meet: MeetService) -> None:
    meet.refresh_token = "another"
    session = await booked(story)
    assert session.meeting_url.startswith("https://rooms.example/")
