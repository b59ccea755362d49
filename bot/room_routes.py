"""What providers of meeting rooms tell over HTTP."""

import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from aiohttp import web

from bot.gate import OncePerMinute
from bot.provider_events import delivery_of
from bot.web import Bodies, BodyRefused
from core.inbox import Delivery
from core.ports.payments import Forged
from core.ports.rooms import RoomEvents
from core.rooms import Came, Reply

EVENT_BYTES = 256 * 1024
log = logging.getLogger(__name__)
log.addFilter(OncePerMinute())


class RoomRoutes:
    """`/rooms/<channel>` for each of `events`; what is signed is written down: who came by `take`, changes by `tell`.

    `refused` counts what was not.
    """

    def __init__(
        self,
        events: Sequence[RoomEvents],
        take: Callable[[Came], Awaitable[None]],
        tell: Callable[[Delivery], Awaitable[None]],
        now: Callable[[], datetime],
    ) -> None:
        self.refused: Counter[str] = Counter()
        self._events = {each.channel: each for each in events}
        self._take = take
        self._tell = tell
        self._now = now
        self._bodies = Bodies()

    def routes(self) -> list[web.RouteDef]:
        """What the web server is to serve."""
        return [web.post(f"/rooms/{channel}", self._on_event) for channel in self._events]

    async def _on_event(self, request: web.Request) -> web.Response:
        """200 once it is written down or known not to be for us; on anything else the provider tells it again."""
        channel = request.path.rpartition("/")[2]
        try:
            body = await self._bodies.read(request, EVENT_BYTES)
        except BodyRefused as refused:
            return web.Response(status=refused.status)
        try:
            told = self._events[channel].read(request.headers, body, self._now())
        except Forged:
            self.refused[channel] += 1
            log.warning("something unsigned, or signed by another secret, came in the name of %s", channel)
            return web.Response(status=401)
        if isinstance(told, Reply):
            return web.json_response(told.said)
        try:
            if isinstance(told, Came):
                await self._take(told)
            elif told is not None:
                await self._tell(delivery_of(told))
        except Exception as fault:  # noqa: BLE001 (whatever it was, the provider shall tell it again)
            log.error("what %s tells could not be kept: %s", channel, type(fault).__name__)
            return web.Response(status=500)
        return web.Response()
