"""Zoom meetings, with a server-to-server app of the operator's account.

The transport is used without httpx's client, which would write ids of meetings to the log. `start_url` of an
answer, which makes whoever opens it the host, is never read.
"""

import asyncio
import json
from base64 import b64encode
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Any
from urllib.parse import quote, urlencode

import httpx

from core.outbox import Scope, TryLater, Unreachable, Unsure
from core.rooms import MadeRoom

OAUTH = "https://zoom.us"
API = "https://api.zoom.us"
_TIMEOUT = httpx.Timeout(5.0, connect=3.0).as_dict()
# A connection that was kept may be closed under a request, which leaves unclear whether it was heard.
_NONE_KEPT = httpx.Limits(max_connections=10, max_keepalive_connections=0)
_RENEWED_AFTER = 55 * 60.0
_PAGE = 300
_MOST_PAGES = 20
_MOST_BYTES = 2_000_000
_SETTINGS = {"join_before_host": True, "waiting_room": False, "auto_recording": "none"}
_LONGEST_REST = timedelta(hours=24)
_NO_ANSWER = {httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout}
"""What was never sent cannot have been done."""


class ZoomRooms:
    """Meets core.ports.rooms.RoomProvider.

    A host can hold one meeting at a time: of `hosts` (e-mail addresses or ids) the first takes a meeting who has
    none then.
    """

    def __init__(
        self,
        account: str,
        client: str,
        secret: str,
        hosts: Sequence[str],
        *,
        oauth_url: str = OAUTH,
        api_url: str = API,
    ) -> None:
        self._account = account
        self._login = b64encode(f"{client}:{secret}".encode()).decode()
        self._hosts = hosts
        self._oauth = oauth_url.rstrip("/")
        self._api = f"{api_url.rstrip('/')}/v2"
        self._transport = httpx.AsyncHTTPTransport(limits=_NONE_KEPT)
        self._token = ""
        self._renew_at = 0.0
        self._renewing = asyncio.Lock()

    async def find(self, name: str) -> MadeRoom | None:
        """The meeting of this name, whoever is its host."""
        for host in self._hosts:
            async for meeting in self._meetings(host):
                if meeting.get("topic") == name:
                    return _room_of(meeting)
        return None

    async def make(self, name: str, starts_at: datetime, minutes: int) -> MadeRoom:
        """A new meeting; raises Unreachable where every host has another one then."""
        wanted = {
            "topic": name,
            "type": 2,
            "start_time": f"{starts_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            "duration": minutes,
            "timezone": "UTC",
            "settings": _SETTINGS,
        }
        for host in self._hosts:
            busy = [
                meeting async for meeting in self._meetings(host) if _overlaps(meeting, starts_at, minutes)
            ]
            if not busy:
                return _room_of(await self._ask("POST", f"/users/{quote(host, safe='')}/meetings", wanted))
        raise Unreachable("each Zoom host has a meeting then")

    async def close(self, handle: str) -> None:
        """Delete the meeting; that it is gone already is no fault."""
        await self._ask("DELETE", f"/meetings/{quote(handle, safe='')}", missing_is_fine=True)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._transport.aclose()

    async def _meetings(self, host: str) -> AsyncIterator[Mapping[str, Any]]:
        """All of a host's meetings that are to come."""
        page = ""
        for _ in range(_MOST_PAGES):
            query = urlencode({"type": "scheduled", "page_size": _PAGE, "next_page_token": page})
            found = await self._ask("GET", f"/users/{quote(host, safe='')}/meetings?{query}")
            meetings = found.get("meetings")
            if not isinstance(meetings, list):
                raise Unsure("Zoom lists no meetings")
            for meeting in meetings:
                if isinstance(meeting, dict):
                    yield meeting
            page = str(found.get("next_page_token") or "")
            if not page:
                return
        raise TryLater("Zoom lists meetings without end", scope=Scope.NOTICE)

    async def _ask(
        self,
        method: str,
        path: str,
        body: Mapping[str, object] | None = None,
        *,
        missing_is_fine: bool = False,
    ) -> Mapping[str, Any]:
        """What the API says. A token that is refused is renewed once."""
        for attempt in (1, 2):
            token = await self._bearer()
            headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
            content = b"" if body is None else json.dumps(body).encode()
            status, answer_headers, said = await self._exchange(
                method, f"{self._api}{path}", headers, content
            )
            if status == 401 and _code(said) not in _MISSING_SCOPE and attempt == 1:
                if token == self._token:
                    self._token = ""
                continue
            if status == 404 and missing_is_fine:
                return {}
            _check(status, answer_headers, said)
            return said
        raise AssertionError

    async def _bearer(self) -> str:
        """The token of this hour; who asks while it is renewed waits for the same one."""
        async with self._renewing:
            if not self._token or monotonic() >= self._renew_at:
                query = urlencode({"grant_type": "account_credentials", "account_id": self._account})
                headers = {"Authorization": f"Basic {self._login}"}
                try:
                    status, answered, said = await self._exchange(
                        "POST", f"{self._oauth}/oauth/token?{query}", headers, b""
                    )
                except Unsure as unsure:  # a token too many does no harm
                    raise TryLater(f"Zoom gives no token: {unsure}", scope=Scope.NOTICE) from unsure
                _check(status, answered, said, token=True)
                token = said.get("access_token")
                if not isinstance(token, str) or not token:
                    raise TryLater("Zoom gives no token", scope=Scope.NOTICE)
                self._token, self._renew_at = token, monotonic() + _RENEWED_AFTER
            return self._token

    async def _exchange(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes
    ) -> tuple[int, httpx.Headers, Mapping[str, Any]]:
        """(status, headers, what the JSON object says); raises TryLater and Unsure."""
        request = httpx.Request(
            method, url, headers=dict(headers), content=content, extensions={"timeout": _TIMEOUT}
        )
        try:
            response = await self._transport.handle_async_request(request)
            try:
                read = await _read(response)
            finally:
                await response.aclose()
        except httpx.TransportError as problem:
            name = type(problem).__name__
            if type(problem) in _NO_ANSWER or method == "GET":
                raise TryLater(f"Zoom cannot be reached: {name}", scope=Scope.NOTICE) from problem
            raise Unsure(f"Zoom did not answer: {name}") from problem
        return response.status_code, response.headers, _object_in(read)


_MISSING_SCOPE = {4711, 4700}


def _check(status: int, headers: httpx.Headers, said: Mapping[str, Any], *, token: bool = False) -> None:
    """Raise what an answer that is no success means."""
    if 200 <= status < 300:
        return
    why = f"Zoom answers {status}" + (f" ({code})" if (code := _code(said)) is not None else "")
    if status == 429:
        raise TryLater(why, _rest(headers), Scope.BOT)
    if status >= 500:
        raise TryLater(why, scope=Scope.NOTICE) if token else Unsure(why)
    if status == 408:
        raise Unsure(why)
    # Scopes that are missing are named in the text, which tells of no member.
    missing = f": {str(said.get('message', ''))[:200]}" if _code(said) in _MISSING_SCOPE else ""
    raise Unreachable(why + missing)


def _code(said: Mapping[str, Any]) -> int | None:
    code = said.get("code")
    return code if isinstance(code, int) else None


def _rest(headers: httpx.Headers) -> timedelta:
    """How long we are asked to wait: `Retry-After` is a date where the day's limit is reached, else seconds."""
    asked = headers.get("retry-after", "")
    try:
        if "T" in asked:
            until = datetime.fromisoformat(asked)
            rest = until.replace(tzinfo=until.tzinfo or UTC) - _said_at(headers)
        else:
            rest = timedelta(seconds=float(asked))
    except ValueError:
        rest = timedelta(seconds=1)
    return min(max(rest, timedelta(seconds=1)), _LONGEST_REST)


def _said_at(headers: httpx.Headers) -> datetime:
    """The present by the clock of who answered."""
    return datetime.strptime(headers["date"], "%a, %d %b %Y %H:%M:%S GMT").replace(tzinfo=UTC)


async def _read(response: httpx.Response) -> bytes:
    read = b""
    async for part in response.aiter_bytes():
        read += part
        if len(read) > _MOST_BYTES:
            raise httpx.ReadError("too long")
    return read


def _object_in(read: bytes) -> Mapping[str, Any]:
    """The JSON object; nothing where it is none."""
    try:
        said = json.loads(read)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _room_of(meeting: Mapping[str, Any]) -> MadeRoom:
    """Raises Unsure for an answer that tells of no meeting: one may have been made all the same."""
    handle, url = meeting.get("id"), meeting.get("join_url")
    if not isinstance(handle, int) or not isinstance(url, str) or not url.startswith("https://"):
        raise Unsure("Zoom’s answer tells of no meeting")
    return MadeRoom(str(handle), url)


def _overlaps(meeting: Mapping[str, Any], starts_at: datetime, minutes: int) -> bool:
    """Whether it takes place then; what has no time of its own does not."""
    try:
        begins = datetime.fromisoformat(str(meeting["start_time"]))
        lasts = timedelta(minutes=int(meeting["duration"]))
    except (KeyError, ValueError, TypeError):
        return False
    return begins < starts_at + timedelta(minutes=minutes) and starts_at < begins + lasts
