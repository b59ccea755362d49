"""Zoom's API as it is documented, as strict as it is: tokens, meetings, limits, and answers that are lost."""

import asyncio
import re
import secrets
from base64 import b64decode
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from playground.loopback import serving

ACCOUNT, CLIENT, SECRET = "acc-1", "cli-1", "sec-1"
A_DAY = 100
"""Meetings made and changed for one host."""
_START = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


@dataclass
class Trouble:
    """What the next requests of an operation meet; `after` it has been carried out."""

    what: str
    times: int
    after: bool


@dataclass
class ZoomService:
    """An account with `hosts`. Operations are token, create, get, list, update and delete; `asked` counts them."""

    hosts: tuple[str, ...] = ("ana@example.org", "zoe@example.org")
    meetings: dict[int, dict[str, Any]] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    made: list[str] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)
    scopes: set[str] = field(default_factory=lambda: {"create", "get", "list", "update", "delete"})
    page: int = 300
    url: str = ""
    retry_after: str = "2026-12-01T00:00:00Z"
    stalls: float = 30.0
    _troubles: defaultdict[str, list[Trouble]] = field(default_factory=lambda: defaultdict(list))
    _per_host: Counter[str] = field(default_factory=Counter)

    def plan(self, operation: str, what: str, *, times: int = 1, after: bool = False) -> None:
        """Meet nothing, slow, 429, day, 500, reset, timeout or garbage; `after` the operation has been carried out."""
        self._troubles[operation].append(Trouble(what, times, after))

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/oauth/token", self._met("token", self._token))
        app.router.add_post("/v2/users/{host}/meetings", self._met("create", self._create))
        app.router.add_get("/v2/users/{host}/meetings", self._met("list", self._list))
        app.router.add_get("/v2/meetings/{meeting}", self._met("get", self._get))
        app.router.add_patch("/v2/meetings/{meeting}", self._met("update", self._update))
        app.router.add_delete("/v2/meetings/{meeting}", self._met("delete", self._delete))
        return app

    @asynccontextmanager
    async def open(self) -> AsyncIterator["ZoomService"]:
        async with serving(self.app()) as self.url:
            yield self

    def _met(
        self, operation: str, handle: Callable[[web.Request], Awaitable[web.Response]]
    ) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def answer(request: web.Request) -> web.Response:
            self.asked[operation] += 1
            refused = None if operation == "token" else self._refusal(request, operation)
            if refused is not None:
                return refused
            trouble = next(iter(self._troubles[operation]), None)
            if trouble is None:
                return await handle(request)
            trouble.times -= 1
            if not trouble.times:
                self._troubles[operation].remove(trouble)
            if trouble.what == "slow":
                await asyncio.sleep(3)
            if trouble.after or trouble.what in {"nothing", "slow"}:
                answered = await handle(request)
                if trouble.what in {"nothing", "slow"}:
                    return answered
            return await self._in_trouble(request, trouble.what)

        return answer

    async def _in_trouble(self, request: web.Request, what: str) -> web.Response:
        match what:
            case "429":
                limits = {"X-RateLimit-Type": "QPS", "Retry-After": "1"}
                return web.json_response(
                    {"code": 429, "message": "You have reached the maximum per-second rate limit."},
                    status=429,
                    headers=limits,
                )
            case "day":
                return self._day_is_full()
            case "500":
                return web.json_response({"code": 500, "message": "Internal error"}, status=500)
            case "garbage":
                return web.Response(text="<html>gateway</html>", status=201)
            case "timeout":
                await asyncio.sleep(self.stalls)
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    def _day_is_full(self) -> web.Response:
        return web.json_response(
            {"code": 429, "message": "You have exceeded the daily rate limit of (100)."},
            status=429,
            headers={"X-RateLimit-Type": "Daily-limit", "Retry-After": self.retry_after},
        )

    def _refusal(self, request: web.Request, operation: str) -> web.Response | None:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if token not in self.tokens:
            return web.json_response({"code": 124, "message": "Invalid access token."}, status=401)
        if operation not in self.scopes:
            said = f"Invalid access token, does not contain scopes:[meeting:{operation}:admin]."
            return web.json_response({"code": 4711, "message": said}, status=400)
        host = request.match_info.get("host")
        if host is not None and host not in self.hosts:
            return web.json_response({"code": 1001, "message": f"User does not exist: {host}."}, status=404)
        return None

    async def _token(self, request: web.Request) -> web.Response:
        login = request.headers.get("Authorization", "").removeprefix("Basic ")
        if b64decode(login).decode() != f"{CLIENT}:{SECRET}":
            return web.json_response({"reason": "Invalid client", "error": "invalid_client"}, status=401)
        if dict(request.query) != {"grant_type": "account_credentials", "account_id": ACCOUNT}:
            return web.json_response({"reason": "Bad request", "error": "invalid_request"}, status=400)
        token = secrets.token_urlsafe(8)
        self.tokens.add(token)
        return web.json_response({"access_token": token, "token_type": "bearer", "expires_in": 3599})

    async def _create(self, request: web.Request) -> web.Response:
        host, asked = request.match_info["host"], await request.json()
        wrong = self._faults(asked)
        if wrong:
            return web.json_response({"code": 300, "message": f"Validation Failed: {wrong}"}, status=400)
        if self._per_host[host] >= A_DAY:
            return self._day_is_full()
        self._per_host[host] += 1
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
        full = {**meeting, "start_url": f"https://zoom.example/s/{number}?zak=host", "password": "x"}
        return web.json_response(full, status=201)

    def _faults(self, asked: dict[str, Any]) -> str:
        if not 0 < len(asked.get("topic", "")) <= 200:
            return "topic"
        if asked.get("type") != 2 or not _START.fullmatch(asked.get("start_time", "")):
            return "time"
        if not isinstance(asked.get("duration"), int) or asked.get("timezone") != "UTC":
            return "duration"
        known = {"topic", "type", "start_time", "duration", "timezone", "settings"}
        settings = {"join_before_host", "waiting_room", "auto_recording"}
        return "unknown field" if set(asked) > known or set(asked.get("settings", ())) - settings else ""

    async def _list(self, request: web.Request) -> web.Response:
        size = int(request.query["page_size"])
        if request.query["type"] != "scheduled" or not 0 < size <= 300:
            return web.json_response({"code": 300, "message": "Validation Failed."}, status=400)
        own = [each for each in self.meetings.values() if each["host"] == request.match_info["host"]]
        size, since = min(size, self.page), int(request.query.get("next_page_token") or 0)
        more = str(since + size) if since + size < len(own) else ""
        return web.json_response({"meetings": own[since : since + size], "next_page_token": more})

    async def _get(self, request: web.Request) -> web.Response:
        found = self.meetings.get(int(request.match_info["meeting"]))
        return self._gone() if found is None else web.json_response(found)

    async def _update(self, request: web.Request) -> web.Response:
        found, asked = self.meetings.get(int(request.match_info["meeting"])), await request.json()
        if found is None:
            return self._gone()
        if set(asked) - {"start_time", "duration", "timezone"} or not _START.fullmatch(asked["start_time"]):
            return web.json_response({"code": 300, "message": "Validation Failed."}, status=400)
        if self._per_host[found["host"]] >= A_DAY:
            return self._day_is_full()
        self._per_host[found["host"]] += 1
        found.update(asked)
        return web.Response(status=204)

    async def _delete(self, request: web.Request) -> web.Response:
        gone = self.meetings.pop(int(request.match_info["meeting"]), None)
        return self._gone() if gone is None else web.Response(status=204)

    def _gone(self) -> web.Response:
        return web.json_response({"code": 3001, "message": "Meeting does not exist."}, status=404)
