"""Zoom meetings at the wire: made once, found again, removed; what each answer means for the outbox."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from core.clock import steady
from core.outbox import Scope, TryLater, Unreachable, Unsure
from core.rooms import Wanted
from gateways import json_wire
from gateways.zoom import ZoomRooms
from playground.meetings.zoom import ACCOUNT, CLIENT, SECRET, ZoomService

pytestmark = pytest.mark.spec("MTG-1")

START = datetime(2026, 12, 1, 9, tzinfo=UTC)
Ask = Callable[[ZoomRooms], Awaitable[object]]


@pytest.fixture
async def service() -> AsyncIterator[ZoomService]:
    async with ZoomService().open() as opened:
        yield opened


@pytest.fixture
async def rooms(service: ZoomService) -> AsyncIterator[ZoomRooms]:
    made = rooms_of(service)
    yield made
    await made.aclose()


def rooms_of(service: ZoomService, secret: str = SECRET, hosts: tuple[str, ...] = ()) -> ZoomRooms:
    return ZoomRooms(
        ACCOUNT, CLIENT, secret, hosts or service.hosts, oauth_url=service.url, api_url=service.url
    )


def make(rooms: ZoomRooms) -> Awaitable[object]:
    return rooms.make(Wanted("Parley 1", START, 60))


async def test_a_room_is_made_found_by_its_name_and_removed_twice(
    service: ZoomService, rooms: ZoomRooms
) -> None:
    made = await rooms.make(Wanted("Parley 1", START, 60))
    (meeting,) = service.meetings.values()
    assert (made.handle, made.url) == (str(meeting["id"]), meeting["join_url"])
    assert "zak" not in repr(made)
    assert (meeting["start_time"], meeting["duration"]) == ("2026-12-01T09:00:00Z", 60)
    assert await rooms.find(Wanted("Parley 1", START, 60)) == made
    assert await rooms.find(Wanted("Parley", START, 60)) is None
    await rooms.close(made.handle)
    await rooms.close(made.handle)
    assert service.meetings == {}


async def test_one_token_serves_many_and_a_refused_one_is_renewed_once(
    service: ZoomService, rooms: ZoomRooms
) -> None:
    await rooms.find(Wanted("x", START, 60))
    await rooms.find(Wanted("y", START, 60))
    assert service.asked["token"] == 1
    service.tokens.clear()
    await rooms.find(Wanted("z", START, 60))
    assert service.asked["token"] == 2


async def test_a_token_is_renewed_before_its_hour_is_over(
    service: ZoomService, rooms: ZoomRooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    await rooms.find(Wanted("x", START, 60))
    monkeypatch.setattr("gateways.oauth.steady", lambda: steady() + 56 * 60)
    await rooms.find(Wanted("y", START, 60))
    assert service.asked["token"] == 2


async def test_two_sessions_at_one_time_have_two_hosts_and_a_third_none(
    service: ZoomService, rooms: ZoomRooms
) -> None:
    await rooms.make(Wanted("Parley 1", START, 60))
    await rooms.make(Wanted("Parley 2", START + timedelta(minutes=30), 60))
    await rooms.make(Wanted("Parley 3", START + timedelta(minutes=90), 30))
    with pytest.raises(Unreachable, match="has a meeting then"):
        await rooms.make(Wanted("Parley 4", START + timedelta(minutes=45), 15))
    assert [meeting["host"] for meeting in service.meetings.values()] == [
        service.hosts[0],
        service.hosts[1],
        service.hosts[0],
    ]


async def test_it_is_found_on_a_later_page(service: ZoomService, rooms: ZoomRooms) -> None:
    service.page = 2
    for nth in range(5):
        made = await rooms.make(Wanted(f"Parley {nth}", START + nth * timedelta(hours=2), 60))
    assert await rooms.find(Wanted("Parley 4", START, 60)) == made


@pytest.mark.parametrize(
    ("operation", "what", "after", "means"),
    [
        ("create", "429", False, TryLater),
        ("create", "500", False, Unsure),
        ("create", "500", True, Unsure),
        ("create", "reset", True, Unsure),
        ("create", "timeout", True, Unsure),
        ("create", "html", True, Unsure),
        ("list", "reset", False, TryLater),
        ("list", "timeout", False, TryLater),
        ("token", "500", False, TryLater),
        ("token", "reset", False, TryLater),
        ("token", "html", False, TryLater),
        ("token", "429", False, TryLater),
    ],
)
async def test_each_trouble_means_the_right_thing(
    service: ZoomService,
    rooms: ZoomRooms,
    monkeypatch: pytest.MonkeyPatch,
    operation: str,
    what: str,
    after: bool,
    means: type[Exception],
) -> None:
    monkeypatch.setattr(json_wire, "TIMEOUT", httpx.Timeout(0.3).as_dict())
    service.troubles.plan(operation, what, after=after)
    with pytest.raises(means):
        await make(rooms)
    assert len(service.made) == int(after)
    assert (await rooms.find(Wanted("Parley 1", START, 60)) is not None) == after


async def test_the_pause_of_a_limit_is_kept_for_the_whole_channel(
    service: ZoomService, rooms: ZoomRooms
) -> None:
    service.troubles.plan("create", "429")
    with pytest.raises(TryLater) as later:
        await make(rooms)
    assert (later.value.after, later.value.scope) == (timedelta(seconds=1), Scope.BOT)
    service.retry_after = f"{datetime.now(UTC) + timedelta(hours=3):%Y-%m-%dT%H:%M:%SZ}"
    service.used.update(dict.fromkeys(service.hosts, 100))
    with pytest.raises(TryLater) as later:
        await make(rooms)
    assert later.value.after is not None
    assert timedelta(hours=2, minutes=58) < later.value.after <= timedelta(hours=3)


async def test_a_refusal_is_final_and_names_the_missing_scope(
    service: ZoomService, rooms: ZoomRooms
) -> None:
    service.scopes.discard("create")
    with pytest.raises(Unreachable, match="meeting:create:admin"):
        await make(rooms)
    with pytest.raises(Unreachable, match="404"):
        await make(rooms_of(service, hosts=("nobody@example.org",)))
    with pytest.raises(Unreachable, match="401"):
        await make(rooms_of(service, secret="wrong"))


async def test_who_is_away_was_never_asked(rooms: ZoomRooms) -> None:
    away = ZoomRooms(
        ACCOUNT, CLIENT, SECRET, ["a"], oauth_url="http://127.0.0.1:9", api_url="http://127.0.0.1:9"
    )
    with pytest.raises(TryLater, match="cannot be reached"):
        await make(away)


async def test_a_room_is_moved_unless_its_host_has_another_then_or_it_is_gone(
    service: ZoomService, rooms: ZoomRooms
) -> None:
    made = await rooms.make(Wanted("Parley 1", START, 60))
    later = START + timedelta(days=1)
    service.troubles.plan("update", "500")
    with pytest.raises(TryLater):
        await rooms.move(made.handle, Wanted("Parley 1", later, 30))
    assert await rooms.move(made.handle, Wanted("Parley 1", later, 30)) == made
    (meeting,) = service.meetings.values()
    assert (meeting["start_time"], meeting["duration"]) == ("2026-12-02T09:00:00Z", 30)
    service.meetings[1] = {**meeting, "id": 1, "start_time": "2026-12-03T09:00:00Z"}
    with pytest.raises(Unreachable, match="another meeting"):
        await rooms.move(made.handle, Wanted("Parley 1", START + timedelta(days=2), 30))
    await rooms.close(made.handle)
    with pytest.raises(Unreachable, match="any more"):
        await rooms.move(made.handle, Wanted("Parley 1", later, 30))
