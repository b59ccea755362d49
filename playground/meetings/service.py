"""What all simulated providers of meeting rooms have in common: they are asked, get into trouble, and are looked at."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import web

from playground.loopback import serving
from playground.payments.troubles import Troubles
from playground.wire import Wire

Json = dict[str, Any]
Handle = Callable[[web.Request], Awaitable[Json]]
_GLANCE = 0.05


class ProviderError(Exception):
    """An answer that is an error, in the provider's own shape."""

    def __init__(self, status: int, body: Json) -> None:
        super().__init__(status, body)
        self.status = status
        self.body = body
        self.headers: dict[str, str] = {}


@dataclass(kw_only=True)
class RoomService:
    """A provider at `url`. `asked` counts requests by operation; what crosses the wire is recorded there."""

    troubles: Troubles
    url: str = ""
    asked: Counter[str] = field(default_factory=Counter)
    wire: Wire = field(default_factory=Wire)
    name: str = ""
    listeners: list[Callable[[], None]] = field(default_factory=list)
    at_work: int = 0

    def app(self) -> web.Application:
        """Its routes."""
        raise NotImplementedError

    def held(self) -> list[Json]:
        """What there is, for people to look at: `id`, `title`, `link`, `at`, `state` and `acts` of each."""
        raise NotImplementedError

    def forget(self, room: str) -> None:
        """Somebody deletes a room by hand."""
        raise NotImplementedError

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call `listener` after each request."""
        self.listeners.append(listener)

    async def settled(self) -> None:
        """Wait until all that was asked is answered."""
        while self.at_work:  # noqa: ASYNC110 (whoever asks may also hang up)
            await asyncio.sleep(_GLANCE)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Self]:
        """Listen on loopback."""
        async with serving(self.app()) as self.url:
            yield self

    def met(self, operation: str, handle: Handle, status: int = 200) -> Any:
        """The operation as it is served: well, or in the trouble that is planned."""

        async def carried_out(request: web.Request) -> web.StreamResponse:
            answered, headers, body = status, {}, {}
            try:
                body = await handle(request)
            except ProviderError as error:
                answered, headers, body = error.status, error.headers, error.body
            self.wire.provider(
                self.name,
                {"method": f"{request.method} {request.path}", "body": {}, "response": body},
            )
            if answered == web.HTTPNoContent.status_code:
                return web.Response(status=answered)
            return web.json_response(body, status=answered, headers=headers)

        async def answer(request: web.Request) -> web.StreamResponse:
            self.asked[operation] += 1
            self.at_work += 1
            try:
                return await self.troubles.meet(operation, request, carried_out)
            finally:
                self.at_work -= 1
                for listener in self.listeners:
                    listener()

        return answer
