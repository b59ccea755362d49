"""How the service reaches the app: Socket Mode or signed HTTP, with acknowledgement in time."""

import asyncio
import hashlib
import hmac
import json
import secrets
from collections import deque
from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import aiohttp
from aiohttp import web

from playground.slack.state import APP_ID, Json, Workspace
from playground.wire import Wire

REASONS = {"operation_timeout": "http_timeout", "dispatch_failed": "connection_failed"}
SOCKET_REASONS = {"operation_timeout": "timeout", "dispatch_failed": "connection_failed"}


class NotAcknowledgedError(Exception):
    """The app did not answer in time (operation_timeout) or could not be reached (dispatch_failed)."""


@dataclass(frozen=True, slots=True)
class SlackDelivery:
    """Something sent: `kind` is events_api, slash_commands or interactive."""

    kind: str
    payload: Json


class Deliveries:
    """Sends each delivery to one socket, or to the request URL once `use_http` was called."""

    def __init__(self, workspace: Workspace, wire: Wire) -> None:
        self.workspace = workspace
        self.wire = wire
        self.sent: deque[SlackDelivery] = deque(maxlen=200)
        self._sockets: deque[web.WebSocketResponse] = deque()
        self._waiting: dict[str, tuple[web.WebSocketResponse, asyncio.Future[Any]]] = {}
        self._tickets: set[str] = set()
        self._connected = asyncio.Event()
        self._http: tuple[str, str] | None = None
        self._session: aiohttp.ClientSession | None = None
        self._tasks: set[asyncio.Task[Any]] = set()

    async def send(self, kind: str, payload: Json, attempt: int = 0, reason: str = "") -> Any:
        """Deliver and return the body of the acknowledgement; raises `NotAcknowledgedError`."""
        delivery_id = secrets.token_hex(16)
        self.sent.append(SlackDelivery(kind, payload))
        self.wire.slack({"request": {"id": delivery_id, "type": kind, "payload": payload}})
        if self._http is not None:
            status, body = await self._post(kind, payload, attempt, REASONS.get(reason, reason))
        else:
            status, body = 200, await self._push(delivery_id, kind, payload, attempt, reason)
        self.wire.slack({"ack": {"request_id": delivery_id, "body": body, "status": status}})
        if not 200 <= status < 300:
            problem = f"http_error {status}"
            raise NotAcknowledgedError(problem)
        return body

    def spawn(self, work: Coroutine[Any, Any, Any]) -> None:
        """Run `work` in the background."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def event(self, payload: Json) -> None:
        """Deliver an event, and again after each of the retry delays while it is not acknowledged."""
        reason = ""
        for attempt, delay in enumerate((0.0, *self.workspace.settings.retry_delays)):
            await asyncio.sleep(delay)
            try:
                await self.send("events_api", payload, attempt, reason)
            except NotAcknowledgedError as problem:
                reason = str(problem).split()[0]
            else:
                return

    async def settled(self) -> None:
        """Wait until no delivery is under way."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def use_http(self, url: str, signing_secret: str) -> None:
        """Deliver by signed HTTP from now on, after the `url_verification` handshake."""
        self._http = (url, signing_secret)
        challenge = secrets.token_hex(16)
        handshake = {"token": "verification-token", "challenge": challenge, "type": "url_verification"}
        status, body = await self._post("events_api", handshake, 0, "")
        if status != 200 or challenge not in str(body):
            self.workspace.fault(f"url_verification answered {status} {body}")

    async def close(self) -> None:
        """Stop retries and close every connection."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for socket in list(self._sockets):
            await socket.close()
        if self._session is not None:
            await self._session.close()

    def ticket(self) -> str:
        """A one-time ticket for a socket."""
        ticket = secrets.token_urlsafe(16)
        self._tickets.add(ticket)
        return ticket

    @property
    def sockets(self) -> int:
        """How many sockets are connected."""
        return len(self._sockets)

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Ask every connected app to connect anew; its old socket gets nothing more."""
        for socket in list(self._sockets):
            self._retire(socket)
            await socket.send_json(
                {"type": "disconnect", "reason": reason, "debug_info": {"host": "playground"}}
            )

    async def socket(self, request: web.Request) -> web.StreamResponse:
        """Serve one Socket Mode connection."""
        ticket = request.match_info["ticket"]
        if ticket not in self._tickets:
            return web.Response(status=401, text="invalid ticket")
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json(
            {
                "type": "hello",
                "num_connections": len(self._sockets) + 1,
                "debug_info": {
                    "host": "playground",
                    "build_number": 1,
                    "approximate_connection_time": 18060,
                },
                "connection_info": {"app_id": APP_ID},
            }
        )
        self._sockets.append(socket)
        self._connected.set()
        try:
            async for frame in socket:
                if frame.type is aiohttp.WSMsgType.TEXT:
                    self._acknowledged(json.loads(frame.data))
        finally:
            self._lost(socket)
        return socket

    def _acknowledged(self, message: Json) -> None:
        waiting = self._waiting.pop(str(message.get("envelope_id")), None)
        if waiting is not None and not waiting[1].done():
            waiting[1].set_result(message.get("payload"))

    def _retire(self, socket: web.WebSocketResponse) -> None:
        if socket in self._sockets:
            self._sockets.remove(socket)
        if not self._sockets:
            self._connected.clear()

    def _lost(self, socket: web.WebSocketResponse) -> None:
        self._retire(socket)
        for holder, answer in self._waiting.values():
            if holder is socket and not answer.done():
                answer.set_exception(NotAcknowledgedError("dispatch_failed"))

    async def _push(self, envelope_id: str, kind: str, payload: Json, attempt: int, reason: str) -> Any:
        seconds = self.workspace.settings.ack_seconds
        try:
            await asyncio.wait_for(self._connected.wait(), seconds)
        except TimeoutError:
            raise NotAcknowledgedError("dispatch_failed") from None
        envelope: Json = {
            "envelope_id": envelope_id,
            "payload": payload,
            "type": kind,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            envelope |= {"retry_attempt": attempt, "retry_reason": SOCKET_REASONS.get(reason, reason)}
        if not self._sockets:  # it closed while we were told that it is there
            raise NotAcknowledgedError("dispatch_failed")
        socket = self._sockets[0]
        self._sockets.rotate(-1)
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = (socket, answer)
        try:
            await socket.send_json(envelope)
            return await asyncio.wait_for(answer, seconds)
        except TimeoutError:
            raise self._too_late(kind, payload) from None
        except ConnectionError:
            raise NotAcknowledgedError("dispatch_failed") from None
        finally:
            self._waiting.pop(envelope_id, None)

    async def _post(self, kind: str, payload: Json, attempt: int, reason: str) -> tuple[int, Any]:
        assert self._http is not None
        url, secret = self._http
        if self._session is None:
            self._session = aiohttp.ClientSession()
        content_type = "application/x-www-form-urlencoded"
        if kind == "events_api":
            content_type, raw = "application/json", json.dumps(payload)
        elif kind == "slash_commands":
            raw = urlencode(payload)
        else:
            raw = urlencode({"payload": json.dumps(payload)})
        headers = {"Content-Type": content_type, **signature(secret, raw)}
        if attempt:
            headers |= {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": reason}
        limit = aiohttp.ClientTimeout(total=self.workspace.settings.ack_seconds)
        try:
            async with self._session.post(url, data=raw.encode(), headers=headers, timeout=limit) as answer:
                body = await answer.text()
                if answer.status >= 300 and answer.headers.get("X-Slack-No-Retry") == "1":
                    return 200, None
                if answer.content_type == "application/json" and body:
                    return answer.status, json.loads(body)
                return answer.status, body or None
        except TimeoutError:
            raise self._too_late(kind, payload) from None
        except aiohttp.ClientError:
            raise NotAcknowledgedError("dispatch_failed") from None

    def _too_late(self, kind: str, payload: Json) -> NotAcknowledgedError:
        seconds = self.workspace.settings.ack_seconds
        what = payload.get("command") or payload.get("event", payload).get("type")
        self.workspace.fault(f"not acknowledged within {seconds:g} s: {kind} {what}")
        return NotAcknowledgedError("operation_timeout")


def signature(secret: str, raw: str, moment: int | None = None) -> dict[str, str]:
    """The two headers with which Slack signs `raw`; `moment` in Unix seconds, else the real present."""
    moment = int(datetime.now(UTC).timestamp()) if moment is None else moment
    digest = hmac.new(secret.encode(), f"v0:{moment}:{raw}".encode(), hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": str(moment), "X-Slack-Signature": f"v0={digest}"}
