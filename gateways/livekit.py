"""LiveKit: rooms on a server of one's own or in its cloud, which each person enters by a token of their own."""

import json
from collections.abc import Collection
from datetime import timedelta
from math import ceil
from typing import Any
from urllib.parse import quote

import jwt

from core.clock import Clock
from core.outbox import Scope, TryLater
from core.rooms import Guest, MadeRoom, Wanted
from gateways.json_wire import Json, JsonWire

OWN_PAGE = "/meet/{ticket}"
_SKEW = timedelta(minutes=5)
"""By how much the other server's clock may differ from ours."""
_ASKED_WITHIN = timedelta(minutes=5)
_WHILE_AWAY = timedelta(minutes=10)
"""How long a room stays when everybody has left it: connections are lost and come back."""


class LiveKitRooms:
    """Meets core.ports.rooms.RoomProvider, and lets people in (`gateways.rooms.Entry`).

    `page` is where they meet: an address with {ticket}, our own page's, or with {url} and {token}, another's.
    """

    invites = False

    def __init__(self, url: str, key: str, secret: str, page: str, clock: Clock) -> None:
        self.url = url.rstrip("/")
        self._web = self.url.replace("ws", "http", 1) if self.url.startswith("ws") else self.url
        self._key = key
        self._secret = secret
        self._page = page
        self._clock = clock
        self._wire = JsonWire("LiveKit")

    async def find(self, wanted: Wanted) -> MadeRoom | None:
        """The room of this name, while it is open."""
        said = await self.ask("ListRooms", {"roomList": True}, {"names": [_named(wanted.name)]})
        rooms = said.get("rooms", [])
        found = [
            each for each in rooms if isinstance(each, dict) and each.get("name") == _named(wanted.name)
        ]
        return self._room(_named(wanted.name)) if found else None

    async def make(self, wanted: Wanted) -> MadeRoom:
        """A room that waits for its people to the end of their time; one that is there already is the same."""
        name, waits = _named(wanted.name), wanted.ends_at - self._clock.now()
        asked = {
            "name": name,
            "empty_timeout": max(ceil(waits.total_seconds()), 60),
            "departure_timeout": int(_WHILE_AWAY.total_seconds()),
        }
        said = await self.ask("CreateRoom", {"roomCreate": True}, asked)
        if said.get("name") != name:
            raise TryLater("LiveKit’s answer tells of no room", scope=Scope.NOTICE)
        return self._room(name)

    async def move(self, handle: str, wanted: Wanted) -> MadeRoom:  # noqa: ARG002 (it is made anew, by that name)
        """The room waits as long as it is needed by now."""
        return await self.make(wanted)

    async def close(self, handle: str) -> None:
        """End it for everybody; that it is gone already is no fault."""
        await self.ask("DeleteRoom", {"roomCreate": True}, {"room": handle}, fine=["not_found"])

    def made(self, url: str) -> bool:
        """Whether it is one of these rooms."""
        return url.startswith(f"{self._web}/{_named('Parley ')}")

    def admit(self, url: str, guest: Guest) -> str:
        """The page where this person meets the others."""
        token = self.token(url, guest)
        return self._page.format(ticket=guest.ticket, url=quote(self.url, safe=""), token=token)

    def token(self, url: str, guest: Guest) -> str:
        """What lets one person into the room, by LiveKit's own client."""
        leads: dict[str, Any] = {"roomAdmin": True} if guest.leads else {}
        grants = {
            "roomJoin": True,
            "room": url.rpartition("/")[2],
            "canPublish": True,
            "canSubscribe": True,
            "canPublishData": True,
            **leads,
        }
        claims = {
            "iss": self._key,
            "sub": guest.id,
            "name": guest.name,
            "nbf": guest.since - _SKEW,
            "exp": guest.until + _SKEW,
            "video": grants,
        }
        return jwt.encode(claims, self._secret, "HS256")

    async def aclose(self) -> None:
        """Close the connections."""
        await self._wire.aclose()

    def _room(self, name: str) -> MadeRoom:
        return MadeRoom(name, f"{self._web}/{name}", stays_open=True)

    async def ask(
        self,
        method: str,
        grants: Json,
        body: Json,
        *,
        service: str = "RoomService",
        fine: Collection[str] = (),
    ) -> Json:
        """What a method says; each of them may be asked again without harm. Errors that are `fine` say nothing."""
        until = self._clock.now() + _ASKED_WITHIN
        bearer = jwt.encode({"iss": self._key, "exp": until, "video": grants}, self._secret, "HS256")
        headers = {"Authorization": f"Bearer {bearer}", "Content-Type": "application/json"}
        status, answered, said = await self._wire.exchange(
            "POST",
            f"{self._web}/twirp/livekit.{service}/{method}",
            headers,
            json.dumps(body).encode(),
            repeatable=True,
        )
        if status >= 400 and said.get("code") in fine:
            return {}
        self._wire.check(status, answered, str(said.get("code", ""))[:40], repeatable=True)
        return said


def _named(name: str) -> str:
    return name.replace(" ", "-")
