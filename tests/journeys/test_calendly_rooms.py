"""Mentors with an event type at Calendly: an event for each session, with its link; everybody else's rooms stay."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from core.sessions import Session
from core.usecases import linking
from gateways import calendly
from gateways.calendly import CalendlyRooms
from gateways.jitsi import JitsiRooms
from gateways.rooms import CALENDLY, ProvidedRooms
from playground.meetings.calendly import TOKEN, CalendlyService
from tests.journeys.moves import asks
from tests.journeys.replacements import Story, story

__all__ = ["story"]
pytestmark = pytest.mark.spec("MTG-1")


@dataclass
class Office:
    service: CalendlyService
    provider: CalendlyRooms

    def opens_for(self, story: Story) -> None:
        """Ana has an event type, and Mia an address."""
        programme = story.cast.programme
        rooms = ProvidedRooms("", JitsiRooms("https://rooms.example"), calendly=True)
        programme.provide(rooms, self.provider, CALENDLY)
        programme.change_mentor(story.ana, calendly_link="https://calendly.com/ana/30min")
        programme.change(story.mia, email="mia@example.org")


@pytest.fixture
async def office(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Office]:
    monkeypatch.setattr(calendly, "_PAUSE", 0.0)
    async with CalendlyService().open() as service:
        provider = CalendlyRooms(TOKEN, api_url=service.url)
        yield Office(service, provider)
        await provider.aclose()


async def booked(story: Story) -> Session:
    await story.mia.command("book", "@ana friday 3pm")
    await story.mia.press("Confirm booking")
    await story.cast.programme.later(seconds=20)
    return max(story.cast.programme.sessions_of(story.mia), key=lambda session: session.id)


def again(story: Story, session: Session) -> Session:
    return next(each for each in story.cast.programme.sessions_of(story.mia) if each.id == session.id)


async def test_an_event_is_made_made_anew_when_it_moves_and_cancelled(story: Story, office: Office) -> None:
    office.opens_for(story)
    session = await booked(story)
    (event,) = office.service.active
    assert session.meeting_url == event["join_url"]
    await asks(story.mia, session, "friday 4pm")
    await story.cast.programme.later(seconds=20)
    await story.ana.press("Accept")
    await story.cast.programme.later(seconds=20)
    after = again(story, session)
    (second,) = office.service.active
    assert second["uri"] != event["uri"]
    assert after.meeting_url == second["join_url"]
    assert second["start_time"] == f"{after.starts_at:%Y-%m-%dT%H:%M:%SZ}"
    await story.mia.command("sessions", f"{session.code} cancel")
    await story.mia.fill({"Reason": "Schedule conflict"})
    await story.cast.programme.later(seconds=20)
    assert office.service.active == []


async def test_another_mentor_without_a_type_has_a_room_on_jitsi_and_the_event_is_cancelled(
    story: Story, office: Office
) -> None:
    office.opens_for(story)
    session = await booked(story)
    await story.ana.command("sessions", f"{session.code} cancel")
    await story.ana.fill({"Reason": "Personal emergency", "In your words": "sorry"})
    await story.cast.programme.later(seconds=20)
    after = again(story, session)
    assert after.mentor != session.mentor
    assert after.meeting_url.startswith("https://rooms.example/")
    assert office.service.active == []


@pytest.mark.parametrize("own", ["", "https://ana.example/room"])
async def test_what_calendly_does_not_take_falls_back_to_the_mentors_link_or_jitsi(
    story: Story, office: Office, own: str
) -> None:
    office.opens_for(story)
    story.cast.programme.change_mentor(story.ana, meeting_link=own)
    office.service.types = {"https://calendly.com/ana/30min": 45}
    session = await booked(story)
    assert session.meeting_url == own or session.meeting_url.startswith("https://rooms.example/")
    assert session.meeting_url
    assert office.service.events == {}


async def test_an_event_without_a_link_is_done_without_and_cancelled(story: Story, office: Office) -> None:
    office.opens_for(story)
    office.service.link_after = 1000
    programme = story.cast.programme
    session = await booked(story)
    await programme.later(minutes=1)
    linking.fall_back_overdue(programme.desk)
    await programme.settle()
    assert again(story, session).meeting_url.startswith("https://rooms.example/")
    office.service.link_after = 0
    for _ in range(4):
        await programme.later(hours=2)
    assert office.service.active == []
    assert programme.clock.now() < session.starts_at - timedelta(hours=1)
