"""LiveKit at the wire: rooms made once and ended, tokens of one person each, and webhooks that are really its."""

import json
from base64 import b64encode
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from urllib.parse import parse_qs, urlsplit

import httpx
import jwt
import pytest

from core.outbox import Scope, TryLater, Unreachable
from core.ports.payments import Forged
from core.rooms import Came, Guest, Reply, Wanted
from gateways import json_wire
from gateways.livekit import LiveKitRooms
from gateways.room_events import LiveKitEvents, ZoomEvents
from playground.meetings.livekit import KEY, SECRET, LiveKitService
from playground.payments.troubles import What
from tests.clocks import Still

pytestmark = pytest.mark.spec("MTG-1")

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
WANTED = Wanted("Parley 1", NOW + timedelta(days=3), 60)
ANA = Guest("7", "Ana Lima", leads=True, since=NOW, until=NOW + timedelta(hours=1), ticket="t7")


@pytest.fixture
def clock() -> Still:
    clock = Still()
    clock.at = NOW
    return clock


@pytest.fixture
async def service(clock: Still) -> AsyncIterator[LiveKitService]:
    async with LiveKitService(clock=clock).open() as opened:
        yield opened


@pytest.fixture
async def rooms(service: LiveKitService, clock: Still) -> AsyncIterator[LiveKitRooms]:
    made = LiveKitRooms(service.url, KEY, SECRET, "https://parley.example/meet/{ticket}", clock)
    yield made
    await made.aclose()


async def test_a_room_is_made_once_waits_to_its_end_and_is_ended_twice(
    service: LiveKitService, rooms: LiveKitRooms
) -> None:
    made = await rooms.make(WANTED)
    assert await rooms.make(WANTED) == made
    (room,) = service.rooms.values()
    assert (made.handle, made.stays_open) == (room["name"], True)
    assert room["empty_timeout"] == (3 * 24 + 1) * 3600
    assert await rooms.find(replace(WANTED, name="Parley 1")) == made
    assert await rooms.find(replace(WANTED, name="Parley")) is None
    await rooms.close(made.handle)
    await rooms.close(made.handle)
    assert service.rooms == {}


async def test_each_enters_by_a_token_of_their_own_while_it_is_time(
    service: LiveKitService, rooms: LiveKitRooms, clock: Still
) -> None:
    made = await rooms.make(WANTED)
    assert rooms.made(made.url)
    assert not rooms.made("https://zoom.example/Parley-1")
    assert rooms.admit(made.url, ANA) == "https://parley.example/meet/t7"
    token = rooms.token(made.url, ANA)
    assert await service.enter(token) == "7"
    assert service.rooms[made.handle]["present"] == {"7": "Ana Lima"}
    clock.move(timedelta(hours=1, minutes=6))
    with pytest.raises(Exception, match="unauthenticated"):
        await service.enter(token)


async def test_another_meet_page_is_told_server_and_token(service: LiveKitService, clock: Still) -> None:
    page = "https://meet.livekit.io/custom?liveKitUrl={url}&token={token}"
    rooms = LiveKitRooms("wss://live.example", KEY, SECRET, page, clock)
    sent = parse_qs(urlsplit(rooms.admit("https://live.example/Parley-1", ANA)).query)
    assert sent["liveKitUrl"] == ["wss://live.example"]
    assert await service.enter(sent["token"][0]) == "7"
    await rooms.aclose()


@pytest.mark.parametrize("what", ["429", "500", "502", "html", "reset", "timeout"])
@pytest.mark.parametrize("after", [False, True])
async def test_in_each_trouble_it_is_asked_again_and_makes_one_room(
    service: LiveKitService,
    rooms: LiveKitRooms,
    monkeypatch: pytest.MonkeyPatch,
    what: What,
    after: bool,
) -> None:
    monkeypatch.setattr(json_wire, "TIMEOUT", httpx.Timeout(0.3).as_dict())
    service.troubles.plan("CreateRoom", what, after=after)
    with pytest.raises(TryLater) as later:
        await rooms.make(WANTED)
    assert (later.value.scope is Scope.BOT) == (what == "429")
    assert len(service.rooms) == int(after)
    await rooms.make(WANTED)
    assert len(service.rooms) == 1


async def test_a_wrong_secret_is_final(service: LiveKitService, clock: Still) -> None:
    rooms = LiveKitRooms(service.url, KEY, "another-secret-that-is-long-enough", "", clock)
    with pytest.raises(Unreachable, match=r"401 \(unauthenticated\)"):
        await rooms.make(WANTED)
    await rooms.aclose()


async def test_clocks_may_differ_by_minutes(
    service: LiveKitService, rooms: LiveKitRooms, clock: Still
) -> None:
    await rooms.make(WANTED)
    clock.move(timedelta(minutes=-4))
    assert await service.enter(rooms.token("https://x/Parley-1", ANA)) == "7"


BODY = (
    b'{"event":"participant_joined","room":{"name":"r1"},"participant":{"identity":"p1"},"id":"EV_x",'
    b'"createdAt":"1700000000"}'
)
EVENTS = LiveKitEvents(KEY, SECRET)


def beside(body: bytes, secret: str = SECRET, **claims: object) -> dict[str, str]:
    at = int(NOW.timestamp())
    told = {"iss": KEY, "exp": at + 300, "sha256": b64encode(sha256(body).digest()).decode(), **claims}
    return {"Authorization": jwt.encode({k: v for k, v in told.items() if v is not None}, secret, "HS256")}


def test_the_digest_is_as_livekit_makes_it() -> None:
    assert b64encode(sha256(BODY).digest()) == b"OxvHzKxG7qunYmcvvVNB8UUHkJza9KVLL+3Y6AtTSug="
    came = EVENTS.read(beside(BODY), BODY, NOW)
    assert came == Came("livekit", "r1", datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC))


def test_who_came_or_left_is_known_by_our_id() -> None:
    for event in ("participant_joined", "participant_left"):
        said = {"event": event, "room": {"name": "Parley-1"}, "participant": {"identity": "7"}}
        body = json.dumps(said).encode()
        came = EVENTS.read(beside(body), body, NOW)
        assert came == Came("livekit", "Parley-1", NOW, person=7)
    other = b'{"event":"room_finished"}'
    assert EVENTS.read(beside(other), other, NOW) is None
    for odd in (b"[]", b"<html>", b'{"event":"participant_joined","room":7}', b"[" * 100_000):
        EVENTS.read(beside(odd), odd, NOW)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "x.y.z"},
        beside(BODY, "another-secret-that-is-long-enough"),
        beside(BODY, iss="other"),
        beside(BODY, exp=None),
        beside(BODY, exp=int(NOW.timestamp()) - 400),
        beside(BODY, sha256=None),
        beside(BODY + b" "),
    ],
)
def test_what_is_not_livekits_is_refused(headers: dict[str, str]) -> None:
    with pytest.raises(Forged):
        EVENTS.read(headers, BODY, NOW)


ZOOM = ZoomEvents("zoomsecret")
STARTED = b'{"event":"meeting.started"}'
AT = datetime.fromtimestamp(1700000000, UTC)


def zoom_headers(signature: str, stamp: str = "1700000000") -> dict[str, str]:
    return {"x-zm-request-timestamp": stamp, "x-zm-signature": signature}


def test_zooms_signature_is_as_zoom_makes_it() -> None:
    right = "v0=37fabdea8e4d1e7734f676bedeb9a0c18dee9af13e5cf9b95606a452c0b52749"
    assert ZOOM.read(zoom_headers(right), STARTED, AT) is None
    for headers in (
        {},
        zoom_headers(right[:-1] + "0"),
        zoom_headers(right, "1700000001"),
        zoom_headers("v0=ä"),
    ):
        with pytest.raises(Forged):
            ZOOM.read(headers, STARTED, AT)
    with pytest.raises(Forged):
        ZOOM.read(zoom_headers(right), STARTED, AT + timedelta(days=2))


def test_zoom_hears_that_the_address_is_ours() -> None:
    from gateways.payments.signatures import signed

    said = {"event": "endpoint.url_validation", "payload": {"plainToken": "qgg8vlvZRS6UYooatFL8Aw"}}
    body = json.dumps(said).encode()
    headers = zoom_headers("v0=" + signed("zoomsecret", b"v0:1700000000:" + body))
    answer = ZOOM.read(headers, body, AT)
    assert isinstance(answer, Reply)
    assert answer.said == {
        "plainToken": "qgg8vlvZRS6UYooatFL8Aw",
        "encryptedToken": "83b2a60d4bbe49dc93763ed9e727a9a7690cbe4c1f8bb0adc0ffccd09ecb1384",
    }


def test_zoom_names_people_as_they_named_themselves() -> None:
    from gateways.payments.signatures import signed

    who = {"user_name": "Mia", "email": "mia@example.org"}
    told = {"id": "80000000001", "participant": who}
    body = json.dumps(
        {"event": "meeting.participant_joined", "event_ts": 1700000000123, "payload": {"object": told}}
    ).encode()
    headers = zoom_headers("v0=" + signed("zoomsecret", b"v0:1700000000:" + body))
    came = ZOOM.read(headers, body, AT)
    assert isinstance(came, Came)
    assert (came.handle, came.name, came.email, came.person) == (
        "80000000001",
        "Mia",
        "mia@example.org",
        None,
    )
