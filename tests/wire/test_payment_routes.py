"""The routes of payments: nothing unsigned is kept, and the rest is kept before it is acknowledged."""

import hmac
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import aiohttp
import pytest
from pydantic import TypeAdapter

from bot.payment_routes import EVENT_BYTES, PaymentRoutes
from bot.web import WebServer
from core.inbox import Delivery
from core.providers import Paid, Told
from gateways.payments.razorpay_events import RazorpayEvents
from gateways.payments.signatures import Returns, signed
from gateways.payments.stripe_events import StripeEvents

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
REFERENCE = "S-7F3K.1-c2jx"
RETURNS = Returns("a-secret", "")
PAID = {
    "event": "payment.captured",
    "payload": {
        "payment": {
            "entity": {
                "id": "pay_1",
                "amount": 100,
                "currency": "INR",
                "notes": {"parley_reference": REFERENCE},
            }
        }
    },
}


class Till:
    """The routes at a server, with what they keep, or fail to."""

    def __init__(self) -> None:
        self.kept: list[Told] = []
        self.away = False
        self.standing: str | None = "waiting"
        self.asked: list[str] = []

    async def tell(self, delivery: Delivery) -> None:
        if self.away:
            raise OSError
        self.kept.append(TypeAdapter(Told).validate_json(delivery.body))

    async def come_back(self, token: str) -> str | None:
        reference = RETURNS.reference(token)
        if reference is None:
            return None
        self.asked.append(reference)
        if self.away:
            raise OSError
        return self.standing

    async def post(
        self, provider: str, body: bytes, headers: dict[str, str], *, chunked: bool = False
    ) -> tuple[int, str]:
        async def pieces() -> AsyncIterator[bytes]:
            yield body

        data = pieces() if chunked else body
        url = f"http://127.0.0.1:{self.server.port}/payments/{provider}"
        async with (
            aiohttp.ClientSession() as web,
            web.post(url, data=data, headers=headers, allow_redirects=False) as answer,
        ):
            return answer.status, await answer.text()

    async def get(self, path: str, language: str = "en") -> tuple[int, str, dict[str, str]]:
        url = f"http://127.0.0.1:{self.server.port}{path}"
        headers = {"Accept-Language": language}
        async with aiohttp.ClientSession() as web, web.get(url, headers=headers) as answer:
            return answer.status, await answer.text(), dict(answer.headers)


@pytest.fixture
async def till() -> AsyncIterator[Till]:
    till = Till()
    events = (RazorpayEvents(("whsec",)), StripeEvents(("whsec_1",), live=False))
    till.routes = PaymentRoutes(events, till.tell, lambda: NOW, till.come_back)
    till.server = WebServer("127.0.0.1", 0, till.routes.routes())
    await till.server.start()
    yield till
    await till.server.stop()


def by_razorpay(body: bytes, secret: str = "whsec") -> dict[str, str]:
    return {"X-Razorpay-Signature": signed(secret, body), "x-razorpay-event-id": "evt_1"}


@pytest.mark.spec("PAY-2", "SAF-2", "NTF-6")
async def test_what_is_signed_is_kept_and_then_acknowledged(till: Till) -> None:
    body = json.dumps(PAID).encode()
    assert await till.post("razorpay", body, by_razorpay(body)) == (200, "")
    assert till.kept == [Told("razorpay", "evt_1", Paid("pay_1", 100, "INR", "", REFERENCE))]
    event = {
        "id": "evt_2",
        "type": "payment_intent.succeeded",
        "livemode": False,
        "data": {
            "object": {
                "id": "pi_1",
                "amount_received": 100,
                "currency": "eur",
                "metadata": {"parley_reference": REFERENCE},
            }
        },
    }
    body = json.dumps(event).encode()
    at = int(NOW.timestamp())
    signature = hmac.digest(b"whsec_1", f"{at}.".encode() + body, "sha256").hex()
    assert await till.post("stripe", body, {"Stripe-Signature": f"t={at},v1={signature}"}) == (200, "")
    assert till.kept[1:] == [Told("stripe", "evt_2", Paid("pi_1", 100, "EUR", "", REFERENCE))]


@pytest.mark.spec("PAY-2", "SAF-2")
async def test_what_is_unsigned_or_not_for_us_is_not_kept(till: Till) -> None:
    body = json.dumps(PAID).encode()
    for provider in ("razorpay", "stripe"):
        for headers in ({}, by_razorpay(body, "other"), {"Stripe-Signature": "t=1,v1=0"}):
            assert await till.post(provider, body, headers) == (400, "")
    assert till.routes.refused == {"razorpay": 3, "stripe": 3}
    other = json.dumps({"event": "order.paid", "payload": {}}).encode()
    assert await till.post("razorpay", other, by_razorpay(other)) == (200, "")
    assert (await till.post("paypal", body, by_razorpay(body)))[0] == 404
    assert till.kept == []


@pytest.mark.spec("PAY-2", "PAY-3")
async def test_what_cannot_be_kept_is_told_again(till: Till) -> None:
    body = json.dumps(PAID).encode()
    till.away = True
    assert await till.post("razorpay", body, by_razorpay(body)) == (500, "")
    till.away = False
    assert await till.post("razorpay", body, by_razorpay(body)) == (200, "")


@pytest.mark.spec("SAF-3")
@pytest.mark.parametrize("chunked", [False, True])
async def test_a_body_that_is_too_large_is_refused_unread(till: Till, chunked: bool) -> None:
    body = b" " * (EVENT_BYTES + 1)
    assert (await till.post("razorpay", body, by_razorpay(body), chunked=chunked))[0] == 413
    assert till.kept == []


@pytest.mark.spec("PAY-2", "SAF-1")
async def test_the_page_after_paying_says_how_it_stands_and_nothing_else(till: Till) -> None:
    path = RETURNS.address(REFERENCE)
    status, text, headers = await till.get(path)
    assert status == 200
    assert "whether your payment has arrived" in text
    assert 'http-equiv="refresh"' in text
    assert headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    till.standing = "paid"
    _, text, _ = await till.get(f"{path}?razorpay_payment_id=pay_1")
    assert "has arrived" in text
    assert "refresh" not in text
    till.standing = "closed"
    assert "paid here any more" in (await till.get(path))[1]
    assert REFERENCE not in text
    assert till.asked == [REFERENCE] * 3


@pytest.mark.spec("SAF-1")
async def test_whoever_guesses_sees_what_they_see_who_are_wrong(till: Till) -> None:
    till.standing = None
    unknown = await till.get(RETURNS.address(REFERENCE))
    till.asked.clear()
    for guess in ("/paid/x", f"/paid/{REFERENCE}~AAAAAAAAAAAAAAAAAAAAAA", "/paid/%ff~%00"):
        assert (await till.get(guess))[:2] == unknown[:2]
    assert unknown[0] == 404
    assert till.asked == []


@pytest.mark.spec("PAY-3")
async def test_whoever_has_paid_is_thanked_while_the_database_is_away(till: Till) -> None:
    till.away = True
    status, text, _ = await till.get(RETURNS.address(REFERENCE))
    assert (status, "Thank you" in text) == (200, True)


@pytest.mark.spec("CHT-6")
@pytest.mark.parametrize("language", ["de-DE,de;q=0.9", "", ";;;", "x" * 500])
async def test_the_page_takes_any_language_that_is_asked_for(till: Till, language: str) -> None:
    assert (await till.get(RETURNS.address(REFERENCE), language))[0] == 200
