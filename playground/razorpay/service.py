"""The simulated Razorpay: its API for the bot, its page for people, its webhooks."""

import hashlib
import hmac
import json
from base64 import b64decode
from collections import Counter
from collections.abc import Awaitable, Callable
from urllib.parse import urlencode

from aiohttp import web

from core.clock import Clock
from playground.payments.money import RAZORPAY_THOUSANDTHS, RAZORPAY_WHOLE, written
from playground.payments.page import page
from playground.payments.troubles import ApiError, Handler, Troubles
from playground.razorpay import checks
from playground.razorpay.account import RazorpayAccount
from playground.razorpay.checks import refusal
from playground.razorpay.model import Json, Link, Payment, new_id
from playground.wire import Wire

_BASE = "/razorpay"
_LIMITED: Json = {"error": {"code": "BAD_REQUEST_ERROR", "description": "Request throttled."}}
_BROKEN: Json = {
    "error": {"code": "SERVER_ERROR", "description": "We are facing some trouble completing your request."}
}
_OVER = {"cancelled", "expired"}


class RazorpayService(RazorpayAccount):
    """The account with its API and its page. Mount `app` under `/razorpay`. `asked` counts requests by operation."""

    def __init__(self, clock: Clock, wire: Wire) -> None:
        super().__init__(clock, wire)
        self.key_id, self.key_secret = "rzp_test_playground", "playground-key-secret"
        self.origin = ""
        self.asked: Counter[str] = Counter()
        self.troubles = Troubles(_LIMITED, _BROKEN)
        self._wire = wire
        self._keys: dict[str, tuple[bytes, Json | None]] = {}

    @property
    def api_url(self) -> str:
        """The base of the API, as the SDK takes it."""
        return f"{self.origin}{_BASE}"

    def app(self) -> web.Application:
        """API and page."""
        app = web.Application()
        links, payments = "/v1/payment_links", "/v1/payments/{payment}"
        app.router.add_post(links, self._met("create", self._create))
        app.router.add_get(links, self._met("find", self._find))
        app.router.add_get(links + "/{link}", self._met("fetch", self._fetch))
        app.router.add_patch(links + "/{link}", self._met("update", self._update))
        app.router.add_post(links + "/{link}/cancel", self._met("cancel", self._cancel))
        app.router.add_get("/v1/orders/{order}/payments", self._met("payments", self._payments))
        app.router.add_get(payments, self._met("payment", self._payment))
        app.router.add_post(payments + "/refund", self._met("refund", self._refund))
        app.router.add_get(payments + "/refunds", self._met("refunds", self._refunds))
        app.router.add_get("/l/{link}", self._page)
        app.router.add_post("/l/{link}", self._act)
        return app

    # The API

    async def _create(self, asked: Json, _: web.Request) -> Json:
        asked = {"currency": "INR", **asked}
        checks.check_link(asked, self.now(), self.currencies, self.most)
        reference = asked.get("reference_id", "")
        if reference and any(each.asked.get("reference_id") == reference for each in self.links.values()):
            raise refusal("payment link creation with reference ID already attempted")
        link_id = new_id("plink")
        url = f"{self.api_url}/l/{link_id}"
        self.links[link_id] = Link(link_id, asked, url, self.now(), shape=len(self.links))
        return self.links[link_id].shown()

    async def _find(self, _: Json, request: web.Request) -> Json:
        wanted = request.query.get("reference_id"), request.query.get("payment_id")
        found = [
            each.shown()
            for each in self.links.values()
            if (wanted[0] is None or each.asked.get("reference_id") == wanted[0])
            and (wanted[1] is None or wanted[1] in {payment.id for payment in each.payments})
        ]
        return {"payment_links": found}

    async def _fetch(self, _: Json, request: web.Request) -> Json:
        return self._link(request).shown()

    async def _update(self, asked: Json, request: web.Request) -> Json:
        link = self._link(request)
        if link.status not in {"created", "partially_paid"}:
            raise refusal("update can only be made in created or partially paid state")
        if set(asked) - {"reference_id", "expire_by", "notes", "reminder_enable", "accept_partial"}:
            raise refusal("wrong input fields sent.")
        checks.check_expiry(asked.get("expire_by"), self.now())
        checks.check_notes(asked.get("notes"))
        link.asked |= asked
        return link.shown()

    async def _cancel(self, _: Json, request: web.Request) -> Json:
        link = self._link(request)
        if link.status in {"paid", "partially_paid"}:
            raise refusal("cannot cancel or expire an already paid/partially paid link")
        if link.status in _OVER:
            raise refusal("cannot cancel or expire an expired link")
        link.status, link.changed_at = "cancelled", self.now()
        self.tell("payment_link.cancelled", link=link)
        return link.shown()

    async def _payments(self, _: Json, request: web.Request) -> Json:
        order = request.match_info["order"]
        made = [each.shown() for each in self.payments.values() if each.order == order]
        if not made:
            raise refusal("The id provided does not exist")
        return {"entity": "collection", "count": len(made), "items": made}

    async def _payment(self, _: Json, request: web.Request) -> Json:
        return self._paid(request).shown()

    async def _refunds(self, _: Json, request: web.Request) -> Json:
        made = [each.shown() for each in self._paid(request).refunds]
        return {"entity": "collection", "count": len(made), "items": made}

    async def _refund(self, asked: Json, request: web.Request) -> Json:
        payment, key = self._paid(request), request.headers.get("X-Refund-Idempotency")
        checks.check_refund(asked, key)
        if key is None:
            return self.give_back(payment, asked)
        digest = hashlib.sha256(json.dumps([payment.id, asked], sort_keys=True).encode()).digest()
        before, answer = self._keys.get(key, (digest, None))
        if before != digest:
            words = "Different request with the same idempotency key has already been processed."
            raise refusal(words, status=409)
        if answer is None:
            answer = self.give_back(payment, asked)
            self._keys[key] = digest, answer
        return answer

    # The page

    async def _page(self, request: web.Request) -> web.Response:
        link = self.links.get(request.match_info["link"])
        return web.Response(status=404) if link is None else self._shown_page(link)

    async def _act(self, request: web.Request) -> web.StreamResponse:
        link = self.links.get(request.match_info["link"])
        if link is None:
            return web.Response(status=404)
        match (await request.post()).get("act"):
            case "pay" | "twice":
                payment = self.pay(link.id)
                if back := link.asked.get("callback_url"):
                    raise web.HTTPSeeOther(f"{back}?{urlencode(self._returning(link, payment))}")
            case "fail":
                self.fail(link.id)
            case "late":
                self.begin(link.id)
            case "arrive":
                for payment in link.payments:
                    if payment.status == "authorized":
                        self.arrive(payment)
        return self._shown_page(link)

    def _shown_page(self, link: Link) -> web.Response:
        self.expire_due()
        said = {
            "created": [],
            "paid": ["It is paid."],
            "cancelled": ["This link is cancelled."],
            "expired": ["This link has expired."],
        }[link.status]
        words = {"failed": "A try has failed.", "authorized": "The bank has not said yes yet."}
        said = [*said, *(words[each.status] for each in link.payments if each.status in words)]
        acts = {
            "created": {
                "pay": "Pay",
                "fail": "Try to pay, and fail",
                "late": "Pay, and let the bank take its time",
            },
            "paid": {"twice": "Pay a second time (as from a page left open)"},
        }.get(link.status, {})
        if any(each.status == "authorized" for each in link.payments):
            acts = acts | {"arrive": "Let the bank say yes now"}
        price = written(link.asked["amount"], link.asked["currency"], RAZORPAY_WHOLE, RAZORPAY_THOUSANDTHS)
        return page("Razorpay", price, link.asked.get("description", ""), said, acts)

    def _returning(self, link: Link, payment: Payment) -> Json:
        reference = link.asked.get("reference_id", "")
        message = f"{link.id}|{reference}|{link.status}|{payment.id}".encode()
        return {
            "razorpay_payment_id": payment.id,
            "razorpay_payment_link_id": link.id,
            "razorpay_payment_link_reference_id": reference,
            "razorpay_payment_link_status": link.status,
            "razorpay_signature": hmac.digest(self.key_secret.encode(), message, "sha256").hex(),
        }

    # What all requests have in common

    def _met(self, operation: str, handle: Callable[[Json, web.Request], Awaitable[Json]]) -> Handler:
        async def answer(request: web.Request) -> web.StreamResponse:
            self.asked[operation] += 1
            self.expire_due()
            trouble = self.troubles.next(operation)
            if trouble is not None and not trouble.after:
                return await self.troubles.strike(request, trouble.what)
            status, asked, body = 200, {}, _BROKEN
            try:
                self._check_login(request)
                asked = await self._asked(request)
                body = await handle(asked, request)
            except ApiError as error:
                status, body = error.status, error.body
            self._wire.provider(
                "razorpay",
                {"method": f"{request.method} {request.path}", "body": asked, "response": body},
            )
            if trouble is not None:
                return await self.troubles.strike(request, trouble.what)
            return web.json_response(body, status=status)

        return answer

    def _check_login(self, request: web.Request) -> None:
        shown = request.headers.get("Authorization", "").removeprefix("Basic ")
        if b64decode(shown).decode() != f"{self.key_id}:{self.key_secret}":
            raise refusal("Authentication failed", status=401)

    async def _asked(self, request: web.Request) -> Json:
        if request.method == "GET":
            return {}
        asked = await request.json()
        if not isinstance(asked, dict):
            raise refusal("wrong input fields sent.")
        return asked

    def _link(self, request: web.Request) -> Link:
        link = self.links.get(request.match_info["link"])
        if link is None:
            raise refusal("The id provided does not exist")
        return link

    def _paid(self, request: web.Request) -> Payment:
        payment = self.payments.get(request.match_info["payment"])
        if payment is None:
            raise refusal(f"{request.match_info['payment']} is not a valid id.")
        return payment
