"""Links that a provider makes over the network: they follow the confirmation, and nobody is left without one."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from core.sessions import Session
from core.usecases import linking
from gateways.jitsi import JitsiRooms
from gateways.rooms import ProvidedRooms
from gateways.zoom import ZoomRooms
from playground.meetings.zoom import ACCOUNT, CLIENT, SECRET, ZoomService
from tests.journeys.assembly import Assembly, assembly, start_of
from tests.journeys.moves import asks
from tests.journeys.programme import Programme, Someone
from tests.journeys.replacements import Story, story

__all__ = ["assembly", "story"]
pytestmark = pytest.mark.spec("MTG-1")

FOLLOWS = "The link to the meeting follows."
ON_ZOOM, ON_JITSI = "https://zoom.example/", "https://rooms.example/"
LONG = 100


@dataclass
class Provided:
    """Zoom, and what Parley says when it does without."""

    zoom: ZoomService
    rooms: ProvidedRooms
    provider: ZoomRooms

    def for_(self, programme: Programme) -> None:
        programme.provide(self.rooms, self.provider)


@pytest.fixture
async def provided() -> AsyncIterator[Provided]:
    async with ZoomService().open() as zoom:
        provider = ZoomRooms(ACCOUNT, CLIENT, SECRET, zoom.hosts, oauth_url=zoom.url, api_url=zoom.url)
        yield Provided(zoom, ProvidedRooms("zoom", JitsiRooms("https://rooms.example")), provider)
        await provider.aclose()


async def overdue(programme: Programme) -> None:
    """A minute passes, with the round that looks for links which are late."""
    programme.clock.move(timedelta(seconds=60))
    linking.fall_back_overdue(programme.desk)
    await programme.settle()


async def booked(story: Story) -> Session:
    """Mia has another session with Ana."""
    await story.mia.command("book", "@ana friday 3pm")
    await story.mia.press("Confirm booking")
    return max(story.cast.programme.sessions_of(story.mia), key=lambda session: session.id)


async def test_the_link_follows_the_confirmation_which_is_edited(story: Story, provided: Provided) -> None:
    provided.for_(story.cast.programme)
    provided.zoom.troubles.plan("create", "500", times=2)
    session = await booked(story)
    assert session.meeting_url == ""
    both = (story.mia.sees(session.code), story.ana.sees(session.code))
    assert all(FOLLOWS in message for message in both)
    story.check()
    sent = len(story.mia.messages())
    await story.cast.programme.later(seconds=30)
    (meeting,) = provided.zoom.meetings.values()
    assert _again(story, session).meeting_url == meeting["join_url"]
    for someone in (story.mia, story.ana):
        assert FOLLOWS not in someone.screen()
        assert "[Cancel session]" in someone.sees(session.code)
    assert len(story.mia.messages()) == sent, "the message is edited, no other one is sent"
    await story.cast.programme.until(session.starts_at - timedelta(minutes=10))
    for someone in (story.mia, story.ana):
        await someone.command("sessions", f"{session.code} join")
        assert [link.url for link in someone.links()] == [meeting["join_url"]]
    assert provided.rooms.fallen_back == 0


@pytest.mark.parametrize("what", ["500", "429", "html", "empty", "huge", "reset"])
async def test_no_answer_within_a_minute_falls_back_to_jitsi(
    story: Story, provided: Provided, what: str
) -> None:
    provided.for_(story.cast.programme)
    provided.zoom.troubles.plan("create", what, times=LONG)
    session = await booked(story)
    await overdue(story.cast.programme)
    assert _again(story, session).meeting_url.startswith(ON_JITSI)
    assert FOLLOWS not in story.mia.screen()
    assert provided.rooms.fallen_back == 1
    await story.cast.programme.later(hours=1)
    assert provided.zoom.meetings == {}


async def test_a_refusal_falls_back_at_once(story: Story, provided: Provided) -> None:
    provided.for_(story.cast.programme)
    provided.zoom.scopes.discard("create")
    session = await booked(story)
    assert session.meeting_url.startswith(ON_JITSI)


async def test_a_room_that_was_made_unheard_and_is_not_wanted_any_more_is_removed(
    story: Story, provided: Provided
) -> None:
    provided.for_(story.cast.programme)
    provided.zoom.troubles.plan("create", "reset", after=True)
    provided.zoom.troubles.plan("list", "nothing")
    provided.zoom.troubles.plan("list", "500", times=3)
    session = await booked(story)
    await overdue(story.cast.programme)
    assert _again(story, session).meeting_url.startswith(ON_JITSI)
    await story.cast.programme.later(hours=2)
    await story.cast.programme.later(hours=2)
    assert (len(provided.zoom.made), provided.zoom.meetings) == (1, {})
    assert _again(story, session).meeting_url.startswith(ON_JITSI)


async def test_who_joins_while_the_link_is_pending_has_one_at_once(
    story: Story, provided: Provided
) -> None:
    provided.for_(story.cast.programme)
    provided.zoom.troubles.plan("create", "500", times=LONG)
    session = await booked(story)
    story.cast.programme.clock.move_to(session.starts_at)
    for someone in (story.mia, story.ana):
        await someone.command("sessions", f"{session.code} join")
    urls = {link.url for someone in (story.mia, story.ana) for link in someone.links()}
    assert {_again(story, session).meeting_url} == urls
    assert all(url.startswith(ON_JITSI) for url in urls)


async def test_a_cancelled_session_has_its_room_removed(story: Story, provided: Provided) -> None:
    provided.for_(story.cast.programme)
    session = await booked(story)
    assert session.meeting_url.startswith(ON_ZOOM)
    await _cancel(story.mia, session)
    assert provided.zoom.meetings == {}


async def test_what_is_cancelled_before_its_room_is_made_has_none(story: Story, provided: Provided) -> None:
    provided.for_(story.cast.programme)
    provided.zoom.troubles.plan("create", "429")
    story.cast.programme.running = False
    session = await booked(story)
    await _cancel(story.mia, session)
    story.cast.programme.running = True
    await story.cast.programme.later(hours=1)
    assert provided.zoom.made == []


async def test_another_mentor_has_another_room_and_the_first_is_removed(
    story: Story, provided: Provided
) -> None:
    programme = story.cast.programme
    provided.for_(programme)
    session = await booked(story)
    (first,) = provided.zoom.meetings
    await story.ana.command("sessions", f"{session.code} cancel")
    await story.ana.fill({"Reason": "Personal emergency", "In your words": "sorry"})
    after = _again(story, session)
    assert after.mentor != session.mentor
    (second,) = provided.zoom.meetings.values()
    assert second["id"] != first
    assert after.meeting_url == second["join_url"]


async def _moved(story: Story, session: Session) -> Session:
    await asks(story.mia, session, "friday 4pm")
    await story.ana.press("Accept")
    await story.cast.programme.settle()
    after = _again(story, session)
    assert after.starts_at == session.starts_at + timedelta(hours=1)
    return after


async def test_a_session_that_moves_takes_its_room_along(story: Story, provided: Provided) -> None:
    provided.for_(story.cast.programme)
    session = await booked(story)
    provided.zoom.troubles.plan("update", "500", times=2)
    after = await _moved(story, session)
    await story.cast.programme.later(minutes=1)
    (meeting,) = provided.zoom.meetings.values()
    assert after.meeting_url == session.meeting_url == meeting["join_url"]
    assert meeting["start_time"] == f"{after.starts_at:%Y-%m-%dT%H:%M:%SZ}"


async def test_a_room_that_was_deleted_by_hand_is_made_anew_when_the_session_moves(
    story: Story, provided: Provided
) -> None:
    provided.for_(story.cast.programme)
    session = await booked(story)
    provided.zoom.meetings.clear()
    after = await _moved(story, session)
    (meeting,) = provided.zoom.meetings.values()
    assert after.meeting_url == meeting["join_url"] != session.meeting_url
    assert meeting["start_time"] == f"{after.starts_at:%Y-%m-%dT%H:%M:%SZ}"


async def test_a_room_that_was_deleted_by_hand_is_made_anew_before_the_session(
    story: Story, provided: Provided
) -> None:
    programme = story.cast.programme
    provided.for_(programme)
    session = await booked(story)
    provided.zoom.meetings.clear()
    await programme.until(session.starts_at - timedelta(minutes=21))
    assert _again(story, session).meeting_url == session.meeting_url
    await programme.until(session.starts_at - timedelta(minutes=19))
    (meeting,) = provided.zoom.meetings.values()
    assert _again(story, session).meeting_url == meeting["join_url"] != session.meeting_url
    await programme.until(session.starts_at)
    await story.mia.command("sessions", f"{session.code} join")
    assert [link.url for link in story.mia.links()] == [meeting["join_url"]]


async def test_a_room_that_is_still_there_is_left_as_it_is_also_while_zoom_is_away(
    story: Story, provided: Provided
) -> None:
    programme = story.cast.programme
    provided.for_(programme)
    session, other = await booked(story), provided.zoom.asked["update"]
    provided.zoom.troubles.plan("list", "500", times=LONG)
    await programme.until(session.starts_at - timedelta(minutes=19))
    await programme.until(session.starts_at + timedelta(minutes=1))
    assert _again(story, session).meeting_url == session.meeting_url
    assert (len(provided.zoom.meetings), provided.zoom.asked["update"]) == (1, other)


async def test_admins_hear_once_a_day_of_rooms_that_came_late(story: Story, provided: Provided) -> None:
    provided.for_(story.cast.programme)
    provided.zoom.troubles.plan("create", "500", times=LONG)
    await booked(story)
    await overdue(story.cast.programme)
    assembled = story.cast.programme.sessions_of(story.mia)
    await _cancel(story.mia, max(assembled, key=lambda each: each.id))
    await booked(story)
    await overdue(story.cast.programme)
    admin = story.cast.olga.screen()
    assert admin.count("Meeting rooms came late") == 1
    assert "Zoom has not made a meeting room" in admin


async def test_a_council_is_confirmed_before_its_link_is_there(
    assembly: Assembly, provided: Provided
) -> None:
    provided.for_(assembly.programme)
    provided.zoom.troubles.plan("create", "500", times=2)
    await assembly.calls()
    for mentor in assembly.mentors:
        await mentor.press("All of them work")
    assert assembly.council.meeting_url == ""
    assert FOLLOWS in assembly.ada.sees("Council confirmed: Scaling up")
    await assembly.programme.later(seconds=30)
    (meeting,) = provided.zoom.meetings.values()
    assert assembly.council.meeting_url == meeting["join_url"]
    assert FOLLOWS not in assembly.ada.screen()
    assembly.ada.sees("Council confirmed: Scaling up")
    await assembly.programme.until(start_of(assembly) - timedelta(minutes=5))
    await assembly.ada.command("council", f"{assembly.code} join")
    assert [link.url for link in assembly.ada.links()] == [meeting["join_url"]]


async def test_a_council_that_is_called_off_has_its_room_removed(
    assembly: Assembly, provided: Provided
) -> None:
    provided.for_(assembly.programme)
    await assembly.calls()
    for mentor in assembly.mentors:
        await mentor.press("All of them work")
    assert len(provided.zoom.meetings) == 1
    await assembly.olga.command("council", f"{assembly.code} cancel")
    await assembly.olga.fill({})
    assert provided.zoom.meetings == {}


async def test_a_mentors_own_link_asks_nobody(story: Story, provided: Provided) -> None:
    provided.for_(story.cast.programme)
    story.cast.programme.change_mentor(story.ana, meeting_link="https://ana.example/room")
    session = await booked(story)
    assert session.meeting_url == "https://ana.example/room"
    assert provided.zoom.asked.total() == 0


async def _cancel(someone: Someone, session: Session) -> None:
    await someone.command("sessions", f"{session.code} cancel")
    await someone.fill({"Reason": "Schedule conflict"})


def _again(story: Story, session: Session) -> Session:
    return next(s for s in story.cast.programme.sessions_of(story.mia) if s.id == session.id)
