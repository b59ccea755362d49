"""What a provider tells over HTTP of the mails it has taken."""

import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from aiohttp import web

from bot.gate import OncePerMinute
from bot.web import Bodies, BodyRefused
from core.mail import MailEvent
from core.ports.payments import Forged

_EVENT_BYTES = 256 * 1024
log = logging.getLogger(__name__)
log.addFilter(OncePerMinute())

Read = Callable[[Mapping[str, str], bytes, datetime], MailEvent | None]


class MailEventRoutes:
    """`/mail/<provider>`: what `read` finds signed is done by `take`, then acknowledged. `refused` counts the rest."""

    def __init__(
        self,
        provider: str,
        read: Read,
        take: Callable[[MailEvent], Awaitable[None]],
        now: Callable[[], datetime],
    ) -> None:
        self.refused: Counter[str] = Counter()
        self._provider = provider
        self._read = read
        self._take = take
        self._now = now
        self._bodies = Bodies()

    def routes(self) -> list[web.RouteDef]:
        """What the web server is to serve."""
        return [web.post(f"/mail/{self._provider}", self._on_event)]

    async def _on_event(self, request: web.Request) -> web.Response:
        """200 once it is written down or known not to be for us; on anything else the provider tells it again."""
        try:
            body = await self._bodies.read(request, _EVENT_BYTES)
        except BodyRefused as refused:
            return web.Response(status=refused.status)
        try:
            event = self._read(request.headers, body, self._now())
        except Forged:
            self.refused[self._provider] += 1
            log.warning(
                "something unsigned, or signed by another secret, came in the name of %s", self._provider
            )
            return web.Response(status=400)
        try:
            if event is not None:
                await self._take(event)
        except Exception as fault:  # noqa: BLE001 (whatever it was, the provider shall tell it again)
            log.error("what %s tells could not be kept: %s", self._provider, type(fault).__name__)
            return web.Response(status=500)
        return web.Response()
