"""The simulated providers' pages in a real browser, which tells its origin as browsers do."""

from datetime import timedelta

import pytest
from playwright.async_api import Page

from core.ports.payments import PaymentGateway
from core.providers import LinkStatus, PaymentOrder
from gateways.payments.razorpay import RazorpayGateway
from gateways.payments.razorpay_wire import RazorpayWire
from gateways.payments.stripe import StripeGateway
from gateways.payments.stripe_wire import StripeWire
from playground.server import Playground

pytestmark = [
    pytest.mark.browser,
    pytest.mark.spec("OPS-1", "PAY-2"),
    pytest.mark.asyncio(loop_scope="session"),
]


def gateway(playground: Playground, provider: str) -> PaymentGateway:
    razorpay, stripe = playground.razorpay, playground.stripe
    if provider == "razorpay":
        wire = RazorpayWire(razorpay.key_id, razorpay.key_secret, razorpay.api_url)
        return RazorpayGateway(wire, playground.clock, {"INR"}, None)
    return StripeGateway(StripeWire(stripe.key, stripe.api_url), playground.clock, (), None, playground.url)


@pytest.mark.parametrize(("provider", "currency"), [("razorpay", "INR"), ("stripe", "EUR")])
async def test_a_person_pays_by_pressing(
    page: Page, playground: Playground, provider: str, currency: str
) -> None:
    closes_at = playground.clock.now() + timedelta(minutes=20)
    ours = gateway(playground, provider)
    link = await ours.open_link(PaymentOrder("S-7F3K.1", "S-7F3K", "A talk", 150_000, currency, closes_at))
    await page.goto(link.url)
    async with page.expect_navigation():
        await page.get_by_role("button", name="Pay", exact=True).click()
    assert (await ours.look(link.id)).status is LinkStatus.PAID
    await ours.aclose()
