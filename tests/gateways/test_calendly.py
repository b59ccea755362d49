"""Calendly at the wire: an event of the mentor's type, found again, cancelled; what each answer means."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import httpx
import pytest

from bot.labels import ROOM_PROVIDERS
from core.outbox import Scope, TryLater, Unreachable, Unsure
from core.paces import pace_of
from core.rooms import Invitee, Wanted
from gateways import calendly, json_wire
from gateways.calendly import CalendlyRooms
from playground.meetings.calendly import TOKEN, CalendlyService
from playground.payments.troubles import What

pytestmark = pytest.mark.spec("MTG-1")

START = datetime(2026, 12, 1, 9, tzinfo=UTC)
MIA = Invitee("Mia Chen", "mia@example.org", "America/New_York")
WANTED = Wanted("Parley 1", START, 30, "https://calendly.com/Ana/30min/", MIA)


@pytest.fixture
async def service(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[CalendlyService]:
    monkeypatch.setattr(calendly, "_PAUSE", 0.0)
    async with CalendlyService().open() as opened:
        yield opened


@pytest.fixture
async def rooms(service: CalendlyService) -> AsyncIterator[CalendlyRooms]:
    made = CalendlyRooms(TOKEN, api_url=service.url)
    yield made
    await made.aclose()


async def test_an_event_is_made_found_by_its_name_and_cancelled_twice(
    service: CalendlyService, rooms: CalendlyRooms
) -> None:
    service.page = 1
    service.types = {"https://calendly.com/ana/60min": 60, **service.types}
    made = await rooms.make(WANTED)
    (event,) = service.active
    assert made.url == event["join_url"]
    assert made.handle in service.invitees
    assert made.handle.startswith(event["uri"])
    assert await rooms.find(WANTED) == made
    assert await rooms.find(replace(WANTED, name="Parley 2")) is None
    await rooms.close(made.handle)
    await rooms.close(made.handle)
    assert service.active == []
    assert await rooms.find(WANTED) is None


async def test_a_link_that_is_not_there_at_once_is_waited_for(
    service: CalendlyService, rooms: CalendlyRooms
) -> None:
    service.link_after = 2
    assert (await rooms.make(WANTED)).url.startswith("https://meet.example/")


async def test_an_event_without_a_link_is_not_made_twice(
    service: CalendlyService, rooms: CalendlyRooms
) -> None:
    service.link_after = 5
    with pytest.raises(Unsure, match="no link"):
        await rooms.make(WANTED)
    assert (await rooms.find(WANTED)) is not None
    assert len(service.active) == 1


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        (replace(WANTED, guest=replace(MIA, email="")), "e-mail address"),
        (replace(WANTED, minutes=45), "another length"),
        (replace(WANTED, event_type="https://calendly.com/ana/other"), "no such event type"),
    ],
)
async def test_what_does_not_fit_is_refused_before_anything_is_made(
    service: CalendlyService, rooms: CalendlyRooms, wanted: Wanted, why: str
) -> None:
    with pytest.raises(Unreachable, match=why):
        await rooms.make(wanted)
    assert service.events == {}


async def test_a_time_that_is_taken_there_is_refused_and_names_no_member(
    service: CalendlyService, rooms: CalendlyRooms
) -> None:
    service.taken.add("2026-12-01T09:00:00Z")
    with pytest.raises(Unreachable, match="already_filled") as refused:
        await rooms.make(WANTED)
    assert "mia" not in str(refused.value).lower()


@pytest.mark.parametrize(
    ("what", "after", "means"),
    [
        ("429", False, TryLater),
        ("500", True, Unsure),
        ("html", True, Unsure),
        ("reset", True, Unsure),
        ("timeout", True, Unsure),
    ],
)
async def test_each_trouble_means_the_right_thing(
    service: CalendlyService,
    rooms: CalendlyRooms,
    monkeypatch: pytest.MonkeyPatch,
    what: What,
    after: bool,
    means: type[Exception],
) -> None:
    monkeypatch.setattr(json_wire, "TIMEOUT", httpx.Timeout(0.3).as_dict())
    service.troubles.plan("create", what, after=after)
    with pytest.raises(means) as raised:
        await rooms.make(WANTED)
    assert len(service.active) == int(after)
    if isinstance(raised.value, TryLater):
        assert raised.value.scope is Scope.BOT


async def test_a_wrong_token_is_final(service: CalendlyService) -> None:
    rooms = CalendlyRooms("other", api_url=service.url)
    with pytest.raises(Unreachable, match="401"):
        await rooms.make(WANTED)
    await rooms.aclose()


@pytest.mark.parametrize("channel", ROOM_PROVIDERS)
def test_no_provider_of_rooms_keeps_people_from_their_messages(channel: str) -> None:
    assert not pace_of(channel).by_person


async def test_our_token_goes_nowhere_else(service: CalendlyService, rooms: CalendlyRooms) -> None:
    with pytest.raises(Unsure):
        await rooms.close("https://elsewhere.example/scheduled_events/1/invitees/2")
