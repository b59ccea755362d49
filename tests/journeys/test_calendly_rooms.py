"""Mentors with an event type at Calendly: an event for each session, with its link; everybody else's rooms stay."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from bot.room_routes import RoomRoutes
from bot.web import WebServer
from core.people import Role
from core.sessions import Reassignment, Session, Status
from core.usecases import linking, seen
from gateways import calendly
from gateways.calendly import CalendlyRooms
from gateways.calendly_events import CalendlyEvents
from gateways.jitsi import JitsiRooms
from gateways.rooms import CALENDLY, ProvidedRooms
from playground.meetings.calendly import TOKEN, WEBHOOK_KEY, CalendlyService
from tests.journeys.moves import asks
from tests.journeys.replacements import Story, story

__all__ = ["story"]
pytestmark = pytest.mark.spec("MTG-1")


@dataclass
class Office:
    service: CalendlyService
    provider: CalendlyRooms
    told: RoomRoutes | None = None

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


@pytest.fixture
async def told(story: Story, office: Office) -> AsyncIterator[Office]:
    """Calendly tells of what is changed there."""
    office.opens_for(story)
    programme = story.cast.programme
    office.service.clock = programme.clock
    office.told = RoomRoutes(
        [CalendlyEvents(WEBHOOK_KEY)],
        lambda came: programme.executor.run(seen.take, programme.desk, came),
        programme.reception.tell,
        programme.clock.now,
    )
    server = WebServer("127.0.0.1", 0, office.told.routes())
    await server.start()
    office.service.webhook = f"http://127.0.0.1:{server.port}/rooms/calendly"
    yield office
    await server.stop()


async def settled(story: Story) -> None:
    await story.cast.programme.settle()
    await story.cast.programme.later(seconds=20)
    story.check()


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


@pytest.mark.parametrize("by", ["invitee", "host"])
async def test_what_is_cancelled_in_calendly_is_cancelled_by_whoever_did_it_and_both_hear(
    story: Story, told: Office, by: str
) -> None:
    story.away(story.bea, story.cleo)
    story.cast.programme.knows("I am ill")
    session = await booked(story)
    (event,) = told.service.active
    for _ in range(2):
        assert await told.service.cancel_there(event["uri"], by=by, reason="I am ill") == 200
    await settled(story)
    after = again(story, session)
    if by == "invitee":
        assert after.status is Status.CANCELLED
        assert after.cancellation is not None
        assert (after.cancellation.by, after.cancellation.note) == (Role.MENTEE, "I am ill")
        assert story.ana.screen().count("I am ill") == 1
        story.mia.sees("cancelled")
    else:
        assert after.reassignment is Reassignment.AWAITING_CHOICE or after.status is Status.CANCELLED
        story.mia.sees("Ana")
    assert story.cast.programme.told_twice() == []


async def test_what_the_mentee_moves_in_calendly_moves_with_its_new_link_and_both_hear(
    story: Story, told: Office
) -> None:
    session = await booked(story)
    (event,) = told.service.active
    later = session.starts_at + timedelta(hours=1)
    told.service.link_after = 2
    assert await told.service.move_there(event["uri"], later) == [200, 200]
    await settled(story)
    await settled(story)
    after = again(story, session)
    (second,) = told.service.active
    assert (after.starts_at, after.meeting_url) == (later, second["join_url"])
    for someone in (story.mia, story.ana):
        assert someone.sees("moved the session")
    assert story.cast.programme.told_twice() == []
    await story.mia.command("sessions", f"{session.code} cancel")
    await story.mia.fill({"Reason": "Schedule conflict"})
    await settled(story)
    assert told.service.active == []


async def test_what_the_rules_forbid_stays_with_another_event_and_both_hear_why(
    story: Story, told: Office
) -> None:
    programme = story.cast.programme
    session = await booked(story)
    programme.set_policies(mentee_may_cancel=False, mentee_may_reschedule=False)
    (event,) = told.service.active
    await told.service.cancel_there(event["uri"])
    await settled(story)
    after = again(story, session)
    (second,) = told.service.active
    assert (after.status, after.starts_at) == (Status.SCHEDULED, session.starts_at)
    assert after.meeting_url == second["join_url"] != session.meeting_url
    story.mia.sees("You cancelled your session with")
    story.ana.sees("cancelled your session in Calendly")
    await told.service.move_there(second["uri"], session.starts_at + timedelta(hours=1))
    await settled(story)
    after = again(story, session)
    (third,) = told.service.active
    assert (after.starts_at, after.meeting_url) == (session.starts_at, third["join_url"])
    assert datetime.fromisoformat(third["start_time"]) == session.starts_at
    story.ana.sees("moved your session in Calendly")


async def test_what_is_forged_or_none_of_ours_changes_nothing(story: Story, told: Office) -> None:
    session = await booked(story)
    service = told.service
    (invitee,) = service.invitees.values()
    assert await service.tell("invitee.canceled", invitee, key="another") == 401
    assert told.told is not None
    assert told.told.refused["calendly"] == 1
    foreign = {**invitee, "uri": "https://api.calendly.com/scheduled_events/E/invitees/I"}
    assert await service.tell("invitee.canceled", foreign) == 200
    assert await service.tell("invitee.created", {**foreign, "old_invitee": foreign["uri"]}) == 200
    assert await service.tell("routing_form_submission.created", invitee) == 200
    await settled(story)
    assert again(story, session) == session


async def test_what_was_moved_there_after_it_was_cancelled_here_is_cancelled_there_too(
    story: Story, told: Office
) -> None:
    session = await booked(story)
    (event,) = told.service.active
    story.cast.programme.running = False
    await story.mia.command("sessions", f"{session.code} cancel")
    await story.mia.fill({"Reason": "Schedule conflict"})
    await told.service.move_there(event["uri"], session.starts_at + timedelta(hours=1))
    await story.cast.programme.settle()
    story.cast.programme.running = True
    await settled(story)
    assert told.service.active == []
    assert again(story, session).status is Status.CANCELLED
