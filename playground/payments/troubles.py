"""Planned troubles: the next requests fail, before or after they have been carried out."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

from aiohttp import web

What = Literal["nothing", "slow", "429", "500", "502", "html", "empty", "huge", "reset", "timeout"]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
STALLS = 30.0
SLOWNESS = 3.0
HUGE = 3_000_000


class ApiError(Exception):
    """An answer that is an error, in the provider's own shape."""

    def __init__(self, status: int, body: dict[str, object]) -> None:
        super().__init__(status, body)
        self.status = status
        self.body = body


@dataclass
class Trouble:
    """What the next `times` requests of an operation meet; `after` they have been carried out."""

    operation: str
    what: What | ApiError
    times: int
    after: bool


class Troubles:
    """The troubles still to come. `stalls` is for how many seconds a time-out keeps silent."""

    def __init__(self, limited: dict[str, object], broken: dict[str, object]) -> None:
        self.stalls = STALLS
        self._bodies = {"429": limited, "500": broken, "502": broken}
        self._planned: list[Trouble] = []

    def plan(self, operation: str, what: What | ApiError, *, times: int = 1, after: bool = False) -> None:
        """Let the next requests of this operation ("*": of any) meet it, or be refused with it."""
        self._planned.append(Trouble(operation, what, times, after))

    def forget(self) -> None:
        """There are no troubles to come."""
        self._planned.clear()

    def next(self, operation: str) -> Trouble | None:
        """The trouble that this request meets; it counts."""
        for trouble in self._planned:
            if trouble.times > 0 and trouble.operation in {operation, "*"}:
                trouble.times -= 1
                return trouble
        return None

    async def meet(
        self,
        operation: str,
        request: web.Request,
        handle: Callable[[web.Request], Awaitable[web.StreamResponse]],
    ) -> web.StreamResponse:
        """The answer to a request, or the trouble that it meets; `slow` and `nothing` only take their time."""
        trouble = self.next(operation)
        if trouble is not None and trouble.what == "slow":
            await asyncio.sleep(SLOWNESS)
        if trouble is None or trouble.what in {"slow", "nothing"}:
            return await handle(request)
        if trouble.after:
            await handle(request)
        return await self.strike(request, trouble.what)

    async def strike(self, request: web.Request, what: What | ApiError) -> web.StreamResponse:
        """Answer as somebody in trouble does, or not at all."""
        if isinstance(what, ApiError):
            return web.json_response(what.body, status=what.status)
        if what == "html":
            return web.Response(text="<html>Bad gateway</html>", content_type="text/html", status=502)
        if what in {"empty", "huge"}:
            said = b"" if what == "empty" else b'{"page": "' + b"x" * HUGE + b'"}'
            return web.Response(body=said, content_type="application/json")
        if (body := self._bodies.get(what)) is not None:
            headers = {"Retry-After": "1"} if what == "429" else {}
            return web.json_response(body, status=int(what), headers=headers)
        if what == "timeout":
            await asyncio.sleep(self.stalls)
        assert request.transport is not None
        request.transport.abort()
        return web.Response()
