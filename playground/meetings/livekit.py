"""LiveKit's room service and webhooks as they are documented: tokens, rooms, and what goes wrong."""

import json
import secrets
from base64 import b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import jwt
from aiohttp import ClientSession, web

from core.clock import Clock
from playground.meetings.service import Handle, Json, ProviderError, RoomService
from playground.payments.troubles import Troubles

KEY, SECRET = "APIdemo", "a-secret-of-livekit-that-is-long-enough"
_GRANT = {
    "CreateRoom": "roomCreate",
    "DeleteRoom": "roomCreate",
    "ListRooms": "roomList",
    "StartRoomCompositeEgress": "roomRecord",
    "StopEgress": "roomRecord",
    "ListEgress": "roomRecord",
}
_FIELDS = {
    "CreateRoom": {"name", "empty_timeout", "departure_timeout", "max_participants", "metadata"},
    "DeleteRoom": {"room"},
    "ListRooms": {"names"},
    "StartRoomCompositeEgress": {"room_name", "layout", "file_outputs"},
    "StopEgress": {"egress_id"},
    "ListEgress": {"room_name", "egress_id", "active"},
}
_ACTIVE = {"EGRESS_STARTING", "EGRESS_ACTIVE", "EGRESS_ENDING"}
_STATUS = {
    "unauthenticated": 401,
    "permission_denied": 403,
    "invalid_argument": 400,
    "not_found": 404,
    "failed_precondition": 412,
}


class TwirpError(ProviderError):
    """One of Twirp's."""

    def __init__(self, code: str, msg: str) -> None:
        super().__init__(_STATUS[code], {"code": code, "msg": msg})


@dataclass(kw_only=True)
class LiveKitService(RoomService):
    """A server with `rooms` by name. `webhook` is where it tells what happens.

    The egress service writes into `folder`; a file is there once it was asked for `lasts` times after the end.
    """

    clock: Clock = field(default_factory=Clock)
    rooms: dict[str, Json] = field(default_factory=dict)
    troubles: Troubles = field(
        default_factory=lambda: Troubles(
            {"code": "resource_exhausted", "msg": "too many requests"},
            {"code": "internal", "msg": "internal"},
        )
    )
    name: str = "livekit"
    webhook: str = ""
    egresses: dict[str, Json] = field(default_factory=dict)
    folder: Path | None = None
    lasts: int = 0

    def app(self) -> web.Application:
        """A server of its own."""
        app = web.Application()
        app.add_routes(self.routes())
        return app

    def routes(self) -> list[web.RouteDef]:
        """Its API, at the root of a server as its own clients want it, and a page where people meet."""
        served = [
            web.post(
                f"/twirp/livekit.{'Egress' if 'Egress' in method else 'RoomService'}/{method}",
                self.met(method, self._method(method)),
            )
            for method in _GRANT
        ]
        return [*served, web.get("/livekit/page", self._page)]

    def held(self) -> list[Json]:
        """The rooms, with who is in them."""
        return [
            {
                "id": name,
                "title": name,
                "link": "",
                "at": "",
                "state": ", ".join(room.get("present", {}).values()) or "nobody is in it",
                "acts": ["delete"],
            }
            for name, room in self.rooms.items()
        ]

    def forget(self, room: str) -> None:
        """The server loses a room."""
        self.rooms.pop(room, None)

    async def _page(self, request: web.Request) -> web.Response:
        """Where people meet: a client enters by the token that is in the address."""
        try:
            who = await self.enter(request.query.get("token", ""))
        except (TwirpError, jwt.InvalidTokenError):
            return web.Response(text="This link lets nobody in, or not now.", status=403)
        room = next(name for name, each in self.rooms.items() if who in each.get("present", {}))
        if self.webhook:
            await self.tell("participant_joined", room, who)
        for listener in self.listeners:
            listener()
        name = self.rooms[room]["present"][who]
        return web.Response(text=f"{name} is in the room {room} now. LiveKit has told the bot of it.")

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
        said = {
            "event": event,
            "room": {"name": room, "sid": "RM_1"},
            "participant": {"identity": identity, "sid": "PA_1"},
        }
        return await self._post(said, secret, tampered=tampered)

    async def _post(self, said: Json, secret: str = SECRET, *, tampered: bool = False) -> int:
        now = int(self.clock.now().timestamp())
        body = json.dumps({**said, "id": f"EV_{secrets.token_hex(4)}", "createdAt": str(now)}).encode()
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

    def _method(self, method: str) -> Handle:
        async def answer(request: web.Request) -> Json:
            return self._carry_out(method, request, await request.read())

        return answer

    def _carry_out(self, method: str, request: web.Request, body: bytes) -> Json:
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
            for egress in self._active(asked["room"]):
                self._end(egress)
            return {}
        if method == "StartRoomCompositeEgress":
            return self._record(asked)
        if method == "StopEgress":
            return self._stop(asked["egress_id"])
        if method == "ListEgress":
            return {"items": self._listed(asked)}
        return {"rooms": [room for name, room in self.rooms.items() if name in asked["names"]]}

    def _record(self, asked: Json) -> Json:
        (output,) = asked["file_outputs"]
        if set(output) - {"file_type", "filepath", "disable_manifest"} or output["file_type"] != "MP4":
            raise TwirpError("invalid_argument", "unknown output")
        if asked["room_name"] not in self.rooms:
            raise TwirpError("not_found", "requested room does not exist")
        handle = f"EG_{secrets.token_hex(6)}"
        self.egresses[handle] = {
            "egress_id": handle,
            "room_name": asked["room_name"],
            "status": "EGRESS_ACTIVE",
            "file": output["filepath"].rpartition("/")[2],
            "asked": 0,
        }
        return self._shown(self.egresses[handle])

    def _stop(self, handle: str) -> Json:
        egress = self.egresses.get(handle)
        if egress is None:
            raise TwirpError("not_found", "egress does not exist")
        if egress["status"] != "EGRESS_ACTIVE":
            raise TwirpError("failed_precondition", "egress has ended")
        self._end(egress)
        return self._shown(egress)

    def _end(self, egress: Json) -> None:
        egress["status"] = "EGRESS_ENDING"
        if not self.lasts:
            self._finish(egress)

    def _finish(self, egress: Json) -> None:
        egress["status"] = "EGRESS_COMPLETE"
        if self.folder is not None:
            (self.folder / egress["file"]).write_bytes(b"\0\0\0\x18ftypmp42 a film")

    def _active(self, room: str) -> list[Json]:
        return [
            each
            for each in self.egresses.values()
            if each["room_name"] == room and each["status"] in _ACTIVE
        ]

    def _listed(self, asked: Json) -> list[Json]:
        found = [
            each
            for each in self.egresses.values()
            if asked.get("room_name", each["room_name"]) == each["room_name"]
            and asked.get("egress_id", each["egress_id"]) == each["egress_id"]
            and (not asked.get("active") or each["status"] in _ACTIVE)
        ]
        for each in found:
            if each["status"] == "EGRESS_ENDING":
                each["asked"] += 1
                if each["asked"] > self.lasts:
                    self._finish(each)
        return [self._shown(each) for each in found]

    def _shown(self, egress: Json) -> Json:
        return {key: egress[key] for key in ("egress_id", "room_name", "status")}

    async def tell_of(self, egress: Json) -> int:
        """Tell the webhook that a recording has ended; returns its answer's status."""
        info = {
            "egressId": egress["egress_id"],
            "roomName": egress["room_name"],
            "status": egress["status"],
        }
        return await self._post({"event": "egress_ended", "egressInfo": info})

    def _create(self, asked: Json) -> Json:
        timeouts = (asked.get("empty_timeout", 300), asked.get("departure_timeout", 20))
        if not asked.get("name") or not all(
            isinstance(each, int) and 0 <= each < 2**32 for each in timeouts
        ):
            raise TwirpError("invalid_argument", "name or time-out")
        made = {"sid": f"RM_{secrets.token_hex(5)}", **asked, "creation_time": "1764000000"}
        return self.rooms.setdefault(asked["name"], made)

    def _claims(self, token: str) -> Json:
        options = {"require": ["exp", "iss"], "verify_exp": False, "verify_nbf": False}
        try:
            return dict(jwt.decode(token, SECRET, ["HS256"], issuer=KEY, options=options))  # type: ignore[arg-type]
        except jwt.InvalidTokenError:
            raise TwirpError("unauthenticated", "invalid token") from None
