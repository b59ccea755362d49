"""LiveKit's room service and webhooks as they are documented: tokens, rooms, and what goes wrong."""

import json
import secrets
from base64 import b64encode
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import jwt
from aiohttp import ClientSession, web

from core.clock import Clock
from playground.loopback import serving
from playground.payments.troubles import Troubles

KEY, SECRET = "APIdemo", "a-secret-of-livekit-that-is-long-enough"
_GRANT = {"CreateRoom": "roomCreate", "DeleteRoom": "roomCreate", "ListRooms": "roomList"}
_FIELDS = {
    "CreateRoom": {"name", "empty_timeout", "departure_timeout", "max_participants", "metadata"},
    "DeleteRoom": {"room"},
    "ListRooms": {"names"},
}
_STATUS = {"unauthenticated": 401, "permission_denied": 403, "invalid_argument": 400, "not_found": 404}


class TwirpError(Exception):
    """An answer that is an error, in Twirp's shape."""

    def __init__(self, code: str, msg: str) -> None:
        super().__init__(code)
        self.code = code
        self.msg = msg


@dataclass
class LiveKitService:
    """A server with `rooms` by name; `asked` counts requests by method. `webhook` is where it tells what happens."""

    clock: Clock
    rooms: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    troubles: Troubles = field(
        default_factory=lambda: Troubles(
            {"code": "resource_exhausted", "msg": "too many requests"},
            {"code": "internal", "msg": "internal"},
        )
    )
    url: str = ""
    webhook: str = ""

    def app(self) -> web.Application:
        """Its routes."""
        app = web.Application()
        for method in _GRANT:
            app.router.add_post(f"/twirp/livekit.RoomService/{method}", self._met(method))
        return app

    @asynccontextmanager
    async def open(self) -> AsyncIterator["LiveKitService"]:
        """Listen on loopback."""
        async with serving(self.app()) as self.url:
            yield self

    async def enter(self, token: str) -> str:
        """Somebody's client enters by a token, as the server lets it; returns their identity. Raises TwirpError."""
        claims = self._claims(token)
        video = claims.get("video", {})
        now = self.clock.now().timestamp()
        if not claims.get("sub") or not video.get("roomJoin") or not video.get("room"):
            raise TwirpError("permission_denied", "the token lets nobody into a room")
        if not claims.get("nbf", 0) <= now < claims["exp"]:
            raise TwirpError("unauthenticated", "token is expired or not valid yet")
        room = self.rooms.setdefault(video["room"], {"name": video["room"], "sid": "RM_auto"})
        room.setdefault("present", {})[claims["sub"]] = claims.get("name", "")
        return str(claims["sub"])

    async def tell(
        self, event: str, room: str, identity: str, *, secret: str = SECRET, tampered: bool = False
    ) -> int:
        """Tell the webhook of an event; returns its answer's status."""
        now = int(self.clock.now().timestamp())
        body = json.dumps(
            {
                "event": event,
                "room": {"name": room, "sid": "RM_1"},
                "participant": {"identity": identity, "sid": "PA_1"},
                "id": f"EV_{secrets.token_hex(4)}",
                "createdAt": str(now),
            }
        ).encode()
        claims = {"iss": KEY, "exp": now + 300, "sha256": b64encode(sha256(body).digest()).decode()}
        headers = {
            "Authorization": jwt.encode(claims, secret, "HS256"),
            "Content-Type": "application/webhook+json",
        }
        sent = body + b" " if tampered else body
        async with (
            ClientSession() as session,
            session.post(self.webhook, data=sent, headers=headers) as answer,
        ):
            return answer.status

    def _met(self, method: str) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def answer(request: web.Request) -> web.StreamResponse:
            self.asked[method] += 1
            trouble = self.troubles.next(method)
            try:
                if trouble is None or trouble.after:
                    said = self._carry_out(method, request, await request.read())
                if trouble is not None:
                    return await self.troubles.strike(request, trouble.what)
                return web.json_response(said)
            except TwirpError as error:
                body = {"code": error.code, "msg": error.msg}
                return web.json_response(body, status=_STATUS[error.code])

        return answer

    def _carry_out(self, method: str, request: web.Request, body: bytes) -> dict[str, Any]:
        claims = self._claims(request.headers.get("Authorization", "").removeprefix("Bearer "))
        if claims["exp"] <= self.clock.now().timestamp():
            raise TwirpError("unauthenticated", "token is expired")
        if not claims.get("video", {}).get(_GRANT[method]):
            raise TwirpError("permission_denied", "permissions denied")
        asked = json.loads(body)
        if not isinstance(asked, dict) or set(asked) - _FIELDS[method]:
            raise TwirpError("invalid_argument", "unknown field")
        if method == "CreateRoom":
            return self._create(asked)
        if method == "DeleteRoom":
            if self.rooms.pop(asked["room"], None) is None:
                raise TwirpError("not_found", "requested room does not exist")
            return {}
        return {"rooms": [room for name, room in self.rooms.items() if name in asked["names"]]}

    def _create(self, asked: dict[str, Any]) -> dict[str, Any]:
        timeouts = (asked.get("empty_timeout", 300), asked.get("departure_timeout", 20))
        if not asked.get("name") or not all(
            isinstance(each, int) and 0 <= each < 2**32 for each in timeouts
        ):
            raise TwirpError("invalid_argument", "name or time-out")
        made = {"sid": f"RM_{secrets.token_hex(5)}", **asked, "creation_time": "1764000000"}
        return self.rooms.setdefault(asked["name"], made)

    def _claims(self, token: str) -> dict[str, Any]:
        options = {"require": ["exp", "iss"], "verify_exp": False, "verify_nbf": False}
        try:
            return dict(jwt.decode(token, SECRET, ["HS256"], issuer=KEY, options=options))  # type: ignore[arg-type]
        except jwt.InvalidTokenError:
            raise TwirpError("unauthenticated", "invalid token") from None
