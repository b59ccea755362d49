"""The simulated Stripe: its API for the bot and its page for people."""

from collections import Counter
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qsl, urlsplit

from aiohttp import web

from core.clock import Clock
from playground.payments.money import STRIPE_THOUSANDTHS, STRIPE_WHOLE, written
from playground.payments.page import page
from playground.payments.troubles import ApiError, Handler, Troubles
from playground.stripe import checks
from playground.stripe.account import StripeAccount
from playground.stripe.checks import refusal
from playground.stripe.forms import nested
from playground.stripe.model import Json, Session, new_id
from playground.wire import LOOPBACK, Wire

VERSION = "2026-10-28.endive"
_BASE = "/stripe"
_LIMITED: Json = {
    "error": {
        "type": "invalid_request_error",
        "code": "rate_limit",
        "message": "Request rate limit exceeded.",
    }
}
_BROKEN: Json = {"error": {"type": "api_error", "message": "An unknown error occurred."}}
_LONGEST_KEY = 255


class StripeService(StripeAccount):
    """The account with its API and its page. Mount `app` under `/stripe`. `asked` counts requests by operation."""

    def __init__(self, clock: Clock, wire: Wire) -> None:
        super().__init__(clock, wire)
        self.key = "sk_test_playground"
        self.origin = ""
        self.asked: Counter[str] = Counter()
        self.troubles = Troubles(_LIMITED, _BROKEN)
        self._wire = wire
        self._keys: dict[str, tuple[Json, int, Json]] = {}

    @property
    def api_url(self) -> str:
        """The base of the API, as the SDK takes it."""
        return f"{self.origin}{_BASE}"

    def app(self) -> web.Application:
        """API and page."""
        app = web.Application()
        sessions = "/v1/checkout/sessions"
        app.router.add_post(sessions, self._met("create", self._create))
        app.router.add_get(sessions + "/{session}", self._met("fetch", self._fetch))
        app.router.add_post(sessions + "/{session}/expire", self._met("expire", self._expire))
        app.router.add_post("/v1/refunds", self._met("refund", self._refund))
        app.router.add_get("/v1/refunds", self._met("refunds", self._refunds))
        app.router.add_get("/pay/{session}", self._page)
        app.router.add_post("/pay/{session}", self._act)
        return app

    async def _create(self, asked: Json, _: web.Request) -> Json:
        checks.check_session(asked, self.now(), self.currencies)
        asked = {"expires_at": self.now() + checks.LONGEST_LIFETIME, **asked}
        session_id = new_id("cs_test")
        url = f"{self.api_url}/pay/{session_id}"
        self.sessions[session_id] = Session(session_id, asked, url, self.now())
        return self.sessions[session_id].shown()

    async def _fetch(self, _: Json, request: web.Request) -> Json:
        return self._session(request).shown()

    async def _expire(self, _: Json, request: web.Request) -> Json:
        session = self._session(request)
        if session.status != "open":
            raise refusal(
                'Only Checkout Sessions with a status in ["open"] can be expired. '
                f"This Checkout Session has a status of `{session.status}`."
            )
        self.expire(session)
        return session.shown()

    async def _refund(self, asked: Json, _: web.Request) -> Json:
        checks.check_refund(asked)
        return self.give_back(self._paid(asked.get("payment_intent")), asked)

    async def _refunds(self, _: Json, request: web.Request) -> Json:
        session = self._paid(request.query.get("payment_intent"))
        made = [each.shown() for each in reversed(session.refunds)]
        return {"object": "list", "data": made, "has_more": False, "url": "/v1/refunds"}

    async def _page(self, request: web.Request) -> web.Response:
        session = self.sessions.get(request.match_info["session"])
        return web.Response(status=404) if session is None else self._shown_page(session)

    async def _act(self, request: web.Request) -> web.StreamResponse:
        session = self.sessions.get(request.match_info["session"])
        if session is None:
            return web.Response(status=404)
        match (await request.post()).get("act"), session.status:
            case "pay", "open":
                self.pay(session.id)
                back = session.asked["success_url"].replace("{CHECKOUT_SESSION_ID}", session.id)
                # Whoever has no page of their own sends payers to Slack or Telegram, which are not here.
                if urlsplit(back).hostname in LOOPBACK:
                    raise web.HTTPSeeOther(back)
            case "fail", "open":
                self.fail(session.id)
            case "late", "open":
                self.wait(session.id)
            case "arrive", "complete" if session.payment_status == "unpaid":
                self.settle_late(session)
        return self._shown_page(session)

    def _shown_page(self, session: Session) -> web.Response:
        self.expire_due()
        waits = session.status == "complete" and session.payment_status == "unpaid"
        said = {
            "open": [],
            "complete": ["The bank has not said yes yet." if waits else "It is paid."],
            "expired": ["You have either paid, or the time to do so is over."],
        }[session.status]
        acts = {"pay": "Pay", "fail": "Try to pay, and fail", "late": "Pay, and let the bank take its time"}
        if session.status != "open":
            acts = {"arrive": "Let the bank say yes now"} if waits else {}
        currency = session.currency.upper()
        price = written(session.amount, currency, STRIPE_WHOLE, STRIPE_THOUSANDTHS)
        what = session.asked["line_items"][0]["price_data"]["product_data"]["name"]
        return page(
            "Stripe", price, what, [*session.said, *said], acts, session.asked.get("cancel_url", "")
        )

    def _met(self, operation: str, handle: Callable[[Json, web.Request], Awaitable[Json]]) -> Handler:
        async def answer(request: web.Request) -> web.StreamResponse:
            self.asked[operation] += 1
            self.expire_due()
            asked = nested(parse_qsl(await request.text(), keep_blank_values=True))
            trouble = self.troubles.next(operation)
            if trouble is not None and not trouble.after:
                if trouble.what == "500":  # a key keeps a failure too
                    self._keep(request, asked, 500, _BROKEN)
                return await self.troubles.strike(request, trouble.what)
            status, body, replayed = await self._once(asked, request, handle)
            self._wire.provider(
                "stripe", {"method": f"{request.method} {request.path}", "body": asked, "response": body}
            )
            if trouble is not None:
                return await self.troubles.strike(request, trouble.what)
            headers = {"request-id": new_id("req")} | ({"Idempotent-Replayed": "true"} if replayed else {})
            return web.json_response(body, status=status, headers=headers)

        return answer

    async def _once(
        self, asked: Json, request: web.Request, handle: Callable[[Json, web.Request], Awaitable[Json]]
    ) -> tuple[int, Json, bool]:
        """(status, body, whether it is the answer to an earlier request of the same key)."""
        try:
            self._check_head(request)
            key = self._key(request)
            if key in self._keys:
                before, status, body = self._keys[key]
                if before != asked:
                    raise refusal(
                        "Keys for idempotent requests can only be used with the same parameters they were first "
                        f"used with. Try using a key other than '{key}' if you meant to execute a different request.",
                        kind="idempotency_error",
                    )
                return status, body, True
            status, body = 200, await handle(asked, request)
        except ApiError as error:
            return error.status, error.body, False
        self._keep(request, asked, status, body)
        return status, body, False

    def _keep(self, request: web.Request, asked: Json, status: int, body: Json) -> None:
        if key := self._key(request):
            self._keys.setdefault(key, (asked, status, body))

    def _key(self, request: web.Request) -> str:
        return request.headers.get("Idempotency-Key", "") if request.method == "POST" else ""

    def _check_head(self, request: web.Request) -> None:
        if request.headers.get("Authorization") != f"Bearer {self.key}":
            raise refusal("Invalid API Key provided: sk_test_****", status=401)
        if request.headers.get("Stripe-Version") != VERSION:
            raise refusal(f"Invalid Stripe API version: {request.headers.get('Stripe-Version')}")
        if len(self._key(request)) > _LONGEST_KEY:
            raise refusal(
                "Idempotency keys can only be up to 255 characters long.", kind="idempotency_error"
            )

    def _session(self, request: web.Request) -> Session:
        name = request.match_info["session"]
        if name not in self.sessions:
            raise refusal(f"No such checkout.session: {name}", "session", "resource_missing", status=404)
        return self.sessions[name]

    def _paid(self, payment_intent: str | None) -> Session:
        for session in self.sessions.values():
            if session.payment_intent == payment_intent and session.payment_status == "paid":
                return session
        raise refusal(
            f"No such payment_intent: '{payment_intent}'", "payment_intent", "resource_missing", status=404
        )
