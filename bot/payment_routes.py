"""What payment providers tell over HTTP, and the page to which people come back after paying."""

import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from aiohttp import web

from bot.gate import OncePerMinute
from bot.language import ENGLISH, reading_as
from bot.pages import language_of, page, paragraph
from bot.provider_events import delivery_of
from bot.sentences import label, msg
from bot.web import Bodies, BodyRefused
from core.inbox import Delivery
from core.ports.payments import Forged, PaymentEvents

EVENT_BYTES = 256 * 1024
LOOKS_AGAIN_AFTER = 5
"""Seconds until the page of a payment that is awaited asks anew."""
_NOTHING = msg("There is nothing here. Your chat with the bot says how your session stands.")
_STANDING = {
    "paid": msg("Your payment has arrived. What follows from it is in your chat: you can close this page."),
    "waiting": msg(
        "Thank you. I am asking whether your payment has arrived; the answer comes in your chat. "
        "You can close this page."
    ),
    "closed": msg(
        "Nothing can be paid here any more. If you have paid all the same, your chat says what becomes of it."
    ),
}
ComeBack = Callable[[str], Awaitable[str | None]]
log = logging.getLogger(__name__)
log.addFilter(OncePerMinute())


class PaymentRoutes:
    """`/payments/<provider>` for each of `events`: what is signed is kept by `tell` before it is acknowledged.

    `/paid/<token>`: what `come_back` says of a token. `refused` counts what was not signed, by provider.
    """

    def __init__(
        self,
        events: Sequence[PaymentEvents],
        tell: Callable[[Delivery], Awaitable[None]],
        now: Callable[[], datetime],
        come_back: ComeBack | None,
    ) -> None:
        self.refused: Counter[str] = Counter()
        self._events = {each.provider: each for each in events}
        self._tell = tell
        self._now = now
        self._come_back = come_back
        self._bodies = Bodies()

    def routes(self) -> list[web.RouteDef]:
        """What the web server is to serve."""
        told = [web.post(f"/payments/{provider}", self._on_event) for provider in self._events]
        return [*told, *([web.get("/paid/{token}", self._on_return)] if self._come_back else [])]

    async def _on_event(self, request: web.Request) -> web.Response:
        """200 once it is written down or known not to be for us; on anything else the provider tells it again."""
        provider = request.path.rpartition("/")[2]
        try:
            body = await self._bodies.read(request, EVENT_BYTES)
        except BodyRefused as refused:
            return web.Response(status=refused.status)
        try:
            told = self._events[provider].read(request.headers, body, self._now())
        except Forged:
            self.refused[provider] += 1
            log.warning("something unsigned, or signed by another secret, came in the name of %s", provider)
            return web.Response(status=400)
        try:
            if told is not None:
                await self._tell(delivery_of(told))
        except Exception as fault:  # noqa: BLE001 (whatever it was, the provider shall tell it again)
            log.error("what %s tells could not be kept: %s", provider, type(fault).__name__)
            return web.Response(status=500)
        return web.Response()

    async def _on_return(self, request: web.Request) -> web.Response:
        assert self._come_back is not None
        try:
            standing = await self._come_back(request.match_info["token"])
        except Exception as fault:  # noqa: BLE001 (they have paid all the same, and are told)
            log.error("it could not be seen how a payment stands: %s", type(fault).__name__)
            standing = "waiting"
        again = str(LOOKS_AGAIN_AFTER) if standing == "waiting" else ""
        status = 404 if standing is None else 200
        with reading_as(language_of(request) if standing else ENGLISH):
            said = label(_STANDING.get(standing or "", _NOTHING))
            return page(label("Parley"), paragraph(said), status=status, next_page=again)
