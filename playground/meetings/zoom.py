"""Zoom's API as it is documented, as strict as it is: tokens, meetings, limits, webhooks, and what goes wrong."""

import hmac
import json
import re
import secrets
from base64 import b64decode
from collections import Counter
from dataclasses import dataclass, field

from aiohttp import ClientSession, web

from core.clock import Clock
from playground.meetings.service import Json, ProviderError, RoomService
from playground.payments.troubles import Troubles

ACCOUNT, CLIENT, SECRET, WEBHOOK_SECRET = "acc-1", "cli-1", "sec-1", "zoom-webhook-secret"
A_DAY = 100
"""Meetings made and changed for one host."""
_START = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_FIELDS = {"topic", "type", "start_time", "duration", "timezone", "settings"}
_SETTINGS = {"join_before_host", "waiting_room", "auto_recording"}


class ZoomError(ProviderError):
    """One of Zoom's."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(status, {"code": code, "message": message})


@dataclass(kw_only=True)
class ZoomService(RoomService):
    """An account with `hosts`. `used` is what each host has of the day's limit, which ends at `retry_after`.

    Operations are token, create, get, list, update and delete. `webhook` is where it tells what happens.
    """

    clock: Clock = field(default_factory=Clock)
    hosts: tuple[str, ...] = ("ana@example.org", "zoe@example.org")
    meetings: dict[int, Json] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)
    scopes: set[str] = field(default_factory=lambda: {"create", "get", "list", "update", "delete"})
    used: Counter[str] = field(default_factory=Counter)
    page: int = 300
    retry_after: str = "2026-12-01T00:00:00Z"
    webhook: str = ""
    name: str = "zoom"
    troubles: Troubles = field(
        default_factory=lambda: Troubles(
            {"code": 429, "message": "You have reached the maximum per-second rate limit."},
            {"code": 500, "message": "Internal error"},
        )
    )

    def app(self) -> web.Application:
        """Its routes."""
        app = web.Application()
        for operation, method, path, handle, status in (
            ("token", "POST", "/oauth/token", self._token, 200),
            ("create", "POST", "/v2/users/{host}/meetings", self._create, 201),
            ("list", "GET", "/v2/users/{host}/meetings", self._list, 200),
            ("get", "GET", "/v2/meetings/{meeting}", self._get, 200),
            ("update", "PATCH", "/v2/meetings/{meeting}", self._update, 204),
            ("delete", "DELETE", "/v2/meetings/{meeting}", self._delete, 204),
        ):
            app.router.add_route(method, path, self.met(operation, handle, status))
        return app

    async def tell(self, event: str, meeting: int, who: str) -> int:
        """Tell the webhook of somebody who calls themselves so; returns its answer's status."""
        stamp = str(int(self.clock.now().timestamp()))
        body = json.dumps(
            {
                "event": f"meeting.{event}",
                "event_ts": int(stamp) * 1000,
                "payload": {"object": {"id": str(meeting), "participant": {"user_name": who, "email": ""}}},
            }
        )
        signature = hmac.digest(WEBHOOK_SECRET.encode(), f"v0:{stamp}:{body}".encode(), "sha256").hex()
        headers = {"x-zm-request-timestamp": stamp, "x-zm-signature": f"v0={signature}"}
        async with ClientSession() as web_, web_.post(self.webhook, data=body, headers=headers) as answer:
            return answer.status

    def held(self) -> list[Json]:
        """The meetings."""
        return [
            {
                "id": str(number),
                "title": each["topic"],
                "link": each["join_url"],
                "at": each["start_time"],
                "state": f"{each['duration']} min, host {each['host']}",
                "acts": ["enter", "delete"],
            }
            for number, each in self.meetings.items()
        ]

    def forget(self, room: str) -> None:
        """Its host deletes a meeting."""
        self.meetings.pop(int(room), None)

    async def _token(self, request: web.Request) -> Json:
        login = request.headers.get("Authorization", "").removeprefix("Basic ")
        if b64decode(login).decode() != f"{CLIENT}:{SECRET}":
            raise ProviderError(401, {"reason": "Invalid client", "error": "invalid_client"})
        if dict(request.query) != {"grant_type": "account_credentials", "account_id": ACCOUNT}:
            raise ProviderError(400, {"reason": "Bad request", "error": "invalid_request"})
        token = secrets.token_urlsafe(8)
        self.tokens.add(token)
        return {"access_token": token, "token_type": "bearer", "expires_in": 3599}

    async def _create(self, request: web.Request) -> Json:
        self._let_in(request, "create")
        host, asked = request.match_info["host"], await request.json()
        if wrong := _faults(asked):
            raise ZoomError(400, 300, f"Validation Failed: {wrong}")
        self._count(host)
        number = 80_000_000_000 + len(self.made)
        meeting = {key: asked[key] for key in ("topic", "type", "start_time", "duration", "timezone")}
        meeting |= {
            "id": number,
            "uuid": secrets.token_urlsafe(12) + "/==",
            "host": host,
            "join_url": f"https://zoom.example/j/{number}?pwd={secrets.token_urlsafe(6)}",
        }
        self.meetings[number] = meeting
        self.made.append(asked["topic"])
        return {**meeting, "start_url": f"https://zoom.example/s/{number}?zak=host", "password": "x"}

    async def _list(self, request: web.Request) -> Json:
        self._let_in(request, "list")
        size = int(request.query["page_size"])
        if request.query["type"] != "scheduled" or not 0 < size <= 300:
            raise ZoomError(400, 300, "Validation Failed.")
        own = [each for each in self.meetings.values() if each["host"] == request.match_info["host"]]
        size, since = min(size, self.page), int(request.query.get("next_page_token") or 0)
        more = str(since + size) if since + size < len(own) else ""
        return {"meetings": own[since : since + size], "next_page_token": more}

    async def _get(self, request: web.Request) -> Json:
        self._let_in(request, "get")
        return self._known(request)

    async def _update(self, request: web.Request) -> Json:
        self._let_in(request, "update")
        found, asked = self._known(request), await request.json()
        if set(asked) - {"start_time", "duration", "timezone"} or not _START.fullmatch(asked["start_time"]):
            raise ZoomError(400, 300, "Validation Failed.")
        self._count(found["host"])
        found.update(asked)
        return {}

    async def _delete(self, request: web.Request) -> Json:
        self._let_in(request, "delete")
        del self.meetings[self._known(request)["id"]]
        return {}

    def _let_in(self, request: web.Request, operation: str) -> None:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if token not in self.tokens:
            raise ZoomError(401, 124, "Invalid access token.")
        if operation not in self.scopes:
            said = f"Invalid access token, does not contain scopes:[meeting:{operation}:admin]."
            raise ZoomError(400, 4711, said)
        host = request.match_info.get("host")
        if host is not None and host not in self.hosts:
            raise ZoomError(404, 1001, f"User does not exist: {host}.")

    def _count(self, host: str) -> None:
        if self.used[host] >= A_DAY:
            error = ZoomError(429, 429, f"You have exceeded the daily rate limit of ({A_DAY}).")
            error.headers = {"X-RateLimit-Type": "Daily-limit", "Retry-After": self.retry_after}
            raise error
        self.used[host] += 1

    def _known(self, request: web.Request) -> Json:
        found = self.meetings.get(int(request.match_info["meeting"]))
        if found is None:
            raise ZoomError(404, 3001, "Meeting does not exist.")
        return found


def _faults(asked: Json) -> str:
    """What is wrong with a meeting that is asked for."""
    if not 0 < len(asked.get("topic", "")) <= 200:
        return "topic"
    if asked.get("type") != 2 or not _START.fullmatch(asked.get("start_time", "")):
        return "time"
    if not isinstance(asked.get("duration"), int) or asked.get("timezone") != "UTC":
        return "duration"
    return "unknown field" if set(asked) > _FIELDS or set(asked.get("settings", ())) - _SETTINGS else ""
