"""Asking a company's API that speaks JSON, once: what its answer or its silence means for the outbox.

The transport is used without httpx's client, which would write ids and names of rooms to the log.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from core.outbox import Scope, TryLater, Unreachable, Unsure
from gateways.trust import on_the_web

TIMEOUT = httpx.Timeout(5.0, connect=3.0).as_dict()
# A connection that was kept may be closed under a request, which leaves unclear whether it was heard.
_NONE_KEPT = httpx.Limits(max_connections=10, max_keepalive_connections=0)
_MOST_BYTES = 2_000_000
_LONGEST_REST = timedelta(hours=24)
_NO_ANSWER = {httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout}
"""What was never sent cannot have been done."""

Json = Mapping[str, Any]


class JsonWire:
    """The way to one API. `who` is what people call it; `repeatable` requests may be sent again without harm."""

    def __init__(self, who: str) -> None:
        self.who = who
        self._transport = httpx.AsyncHTTPTransport(verify=on_the_web(), limits=_NONE_KEPT)

    async def exchange(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes, *, repeatable: bool = False
    ) -> tuple[int, httpx.Headers, Json]:
        """(status, headers, the JSON object that is said, empty for anything else); raises TryLater and Unsure."""
        request = httpx.Request(
            method, url, headers=dict(headers), content=content, extensions={"timeout": TIMEOUT}
        )
        try:
            response = await self._transport.handle_async_request(request)
            try:
                read = await _read(response)
            finally:
                await response.aclose()
        except httpx.TransportError as problem:
            name = type(problem).__name__
            if type(problem) in _NO_ANSWER or repeatable or method == "GET":
                raise TryLater(f"{self.who} cannot be reached: {name}", scope=Scope.NOTICE) from problem
            raise Unsure(f"{self.who} did not answer: {name}") from problem
        return response.status_code, response.headers, _object_in(read)

    def check(
        self, status: int, headers: httpx.Headers, why: str = "", *, repeatable: bool = False
    ) -> None:
        """Raise what an answer that is no success means; `why` are words that tell of no member."""
        if 200 <= status < 300:
            return
        said = f"{self.who} answers {status}" + (f" ({why})" if why else "")
        if status == 429:
            raise TryLater(said, rest_of(headers), Scope.BOT)
        if status >= 500:
            raise TryLater(said, scope=Scope.NOTICE) if repeatable else Unsure(said)
        if status == 408:
            raise Unsure(said)
        raise Unreachable(said)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._transport.aclose()


def rest_of(headers: httpx.Headers) -> timedelta:
    """How long we are asked to wait: `Retry-After` in seconds, or as Zoom's date where a day's limit is reached."""
    asked = headers.get("retry-after") or headers.get("x-ratelimit-reset") or ""
    try:
        if "T" in asked:
            until = datetime.fromisoformat(asked)
            rest = until.replace(tzinfo=until.tzinfo or UTC) - _said_at(headers)
        else:
            rest = timedelta(seconds=float(asked))
    except (ValueError, OverflowError):
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


def _object_in(read: bytes) -> Json:
    """The JSON object; nothing where it is none."""
    try:
        said = json.loads(read)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}
