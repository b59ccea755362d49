"""What the page and the playground say to each other over `/live`, in JSON.

The playground tells news, each an object with any of: `people`, `shown`, `unread`, `snapshots` (each by service),
`clock`, `landmarks`, `wire`. The page asks `{"id", "do", …}` and gets `{"result": {"id", "value" | "error"}}`.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from aiohttp import WSMsgType, web

from core.clock import Clock
from playground.cast import CAST, Character
from playground.wire import KEPT, Wire

Json = dict[str, Any]

PAUSE = 1 / 30
LANDMARKS_PAUSE = 1.0
HINTS = {"olga": "Admin", "ana": "Mentor", "ravi": "Mentor", "ben": "Mentee", "mia": "Mentee"}


class Service(Protocol):
    """What the page needs of a simulated service; a user id is the service's own."""

    def snapshot(self, user_id: Any) -> Json:
        """All that the user's client shows."""

    def received(self, user_id: Any) -> int:
        """How many messages of others the user has got so far."""

    async def act(self, user_id: Any, action: Json) -> Any:
        """Do what the user did in the client."""

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call `listener` after each visible change."""


class Live:
    """All open pages, and what their user has already seen of each person's messages."""

    def __init__(
        self,
        clock: Clock,
        wire: Wire,
        services: Mapping[str, Service],
        landmarks: Callable[[], Awaitable[list[tuple[str, datetime]]]],
    ) -> None:
        self.clock = clock
        self.wire = wire
        self.services = services
        self.people = {
            service: {str(user): (user, person) for person in CAST if (user := getattr(person, service)) is not None}
            for service in services
        }
        self.read: dict[tuple[str, str], int] = {}
        self.marks: list[Json] = []
        self._landmarks = landmarks
        self._looking: asyncio.Task[None] | None = None
        self._pages: set[Page] = set()
        wire.on_traffic(self._on_traffic)
        clock.on_move(self._on_change)
        for service in services.values():
            service.on_change(self._on_change)

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one page until it goes."""
        socket = web.WebSocketResponse(heartbeat=20)
        await socket.prepare(request)
        page = Page(self, socket)
        self._pages.add(page)
        self.look_ahead()
        try:
            await page.serve()
        finally:
            self._pages.discard(page)
        return socket

    async def close(self) -> None:
        """Close all pages."""
        if self._looking is not None:
            self._looking.cancel()
        for page in list(self._pages):
            await page.socket.close()

    def look_ahead(self) -> None:
        """Ask anew which instants are worth jumping to, at most once a second."""
        if self._pages and (self._looking is None or self._looking.done()):
            self._looking = asyncio.create_task(self._look_ahead())

    async def _look_ahead(self) -> None:
        self.marks = [
            {"label": label, "at": at.astimezone(UTC).isoformat()} for label, at in await self._landmarks()
        ]
        for page in self._pages:
            page.stir()
        await asyncio.sleep(LANDMARKS_PAUSE)

    def _on_change(self) -> None:
        self.look_ahead()
        for page in self._pages:
            page.stir()

    def _on_traffic(self, service: str, entry: Json) -> None:
        for page in self._pages:
            page.traffic.append({"service": service, "entry": entry})
            page.stir()


class Page:
    """One open page: told what changed, some thirty times a second at most, and served what it asks."""

    def __init__(self, live: Live, socket: web.WebSocketResponse) -> None:
        self.socket = socket
        self.traffic: deque[Json] = deque(
            ({"service": service, "entry": entry} for service, entry in live.wire.recent), maxlen=KEPT
        )
        self._live = live
        self._shown = {service: next(iter(people)) for service, people in live.people.items()}
        self._told: Json = {}
        self._news = asyncio.Event()
        self._work: set[asyncio.Task[None]] = set()

    def stir(self) -> None:
        """There may be news."""
        self._news.set()
