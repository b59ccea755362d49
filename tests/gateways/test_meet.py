"""Google Meet at the wire: spaces made, kept and closed; what each answer means for the outbox."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from bot.labels import ROOM_PROVIDERS
from core.clock import Clock
from core.outbox import Scope, TryLater, Unreachable, Unsure
from core.paces import pace_of
from core.rooms import Wanted
from gateways import json_wire
from gateways.meet import Consent, Login, MeetRooms, ServiceAccount
from gateways.rooms import MEET
from playground.meetings.meet import ACCOUNT, CLIENT, REFRESH_TOKEN, SECRET, USER, MeetService, private_key
from playground.payments.troubles import What

pytestmark = pytest.mark.spec("MTG-1")

WANTED = Wanted("Parley 1", datetime(2026, 12, 1, 9, tzinfo=UTC), 30)
CONSENT = Consent(CLIENT, SECRET, REFRESH_TOKEN)


@pytest.fixture
async def service() -> AsyncIterator[MeetService]:
    async with MeetService().open() as opened:
        yield opened


@pytest.fixture
async def rooms(service: MeetService) -> AsyncIterator[MeetRooms]:
    made = rooms_of(service, CONSENT)
    yield made
    await made.aclose()


def account(user: str = USER) -> ServiceAccount:
    return ServiceAccount(ACCOUNT, private_key(), user)


def rooms_of(service: MeetService, login: Login, clock: Clock | None = None) -> MeetRooms:
    return MeetRooms(login, clock or service.clock, oauth_url=service.oauth_url, api_url=service.url)


@pytest.mark.parametrize("login", [account(), CONSENT], ids=["service account", "consent"])
async def test_a_space_is_made_stays_when_the_session_moves_and_is_closed_twice(
    service: MeetService, login: Login
) -> None:
    rooms = rooms_of(service, login)
    made = await rooms.make(WANTED)
    (space,) = service.spaces.values()
    assert (made.handle, made.url, made.stays_open) == (space["name"], space["meetingUri"], False)
    assert space["config"]["accessType"] == "OPEN"
    assert await rooms.move(made.handle, WANTED) == made
    service.busy.add(made.handle)
    await rooms.close(made.handle)
    await rooms.close(made.handle)
    assert (space["config"]["accessType"], service.busy) == ("RESTRICTED", set())
    assert service.asked["token"] == 1
    await rooms.aclose()


async def test_a_space_that_is_gone_cannot_go_along_and_needs_no_closing(
    service: MeetService, rooms: MeetRooms
) -> None:
    made = await rooms.make(WANTED)
    service.spaces.clear()
    with pytest.raises(Unreachable, match="NOT_FOUND"):
        await rooms.move(made.handle, WANTED)
    await rooms.close(made.handle)


async def test_it_is_asked_whether_we_are_let_in_and_nothing_is_made(
    service: MeetService, rooms: MeetRooms
) -> None:
    assert await rooms.find(WANTED) is None
    assert (service.asked["records"], service.spaces) == (1, {})


@pytest.mark.parametrize(
    ("operation", "what", "after", "means"),
    [
        ("create", "429", False, TryLater),
        ("create", "500", False, Unsure),
        ("create", "html", True, Unsure),
        ("create", "reset", True, Unsure),
        ("create", "timeout", True, Unsure),
        ("token", "500", False, TryLater),
        ("token", "html", False, TryLater),
        ("token", "timeout", False, TryLater),
    ],
)
async def test_each_trouble_means_the_right_thing(
    service: MeetService,
    rooms: MeetRooms,
    monkeypatch: pytest.MonkeyPatch,
    operation: str,
    what: What,
    after: bool,
    means: type[Exception],
) -> None:
    monkeypatch.setattr(json_wire, "TIMEOUT", httpx.Timeout(0.3).as_dict())
    service.troubles.plan(operation, what, after=after)
    with pytest.raises(means):
        await rooms.make(WANTED)
    assert len(service.spaces) == int(after)


@pytest.mark.parametrize("skew", [-4, 4])
async def test_clocks_may_be_minutes_apart(service: MeetService, skew: int) -> None:
    rooms = rooms_of(service, account(), Clock(timedelta(minutes=skew)))
    assert await rooms.make(WANTED)
    await rooms.aclose()


async def test_a_refused_token_is_renewed_once(service: MeetService, rooms: MeetRooms) -> None:
    await rooms.make(WANTED)
    service.tokens.clear()
    await rooms.make(WANTED)
    assert service.asked["token"] == 2


async def test_refusals_are_final_and_say_why(service: MeetService) -> None:
    for login, why in (
        (account("stranger@meridian.example"), "unauthorized_client"),
        (Consent(CLIENT, SECRET, "revoked"), "invalid_grant"),
    ):
        rooms = rooms_of(service, login)
        with pytest.raises(Unreachable, match=why):
            await rooms.make(WANTED)
        await rooms.aclose()


async def test_the_pause_of_a_limit_is_kept_for_the_whole_channel(
    service: MeetService, rooms: MeetRooms
) -> None:
    service.troubles.plan("create", "429")
    with pytest.raises(TryLater) as later:
        await rooms.make(WANTED)
    assert later.value.scope is Scope.BOT


def test_it_has_a_pace_and_a_name() -> None:
    assert pace_of(MEET).in_hand is not None
    assert ROOM_PROVIDERS[MEET] == "Google Meet"
