"""The simulated payment providers on loopback, and our gateways at them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from aiohttp import web

from core.clock import Clock
from core.providers import PaymentLink, PaymentOrder, RefundOrder
from gateways.payments.razorpay import RazorpayGateway
from gateways.payments.razorpay_wire import RazorpayWire
from gateways.payments.signatures import Returns
from gateways.payments.stripe import StripeGateway
from gateways.payments.stripe_wire import StripeWire
from playground.loopback import serving
from playground.razorpay.service import RazorpayService
from playground.stripe.service import StripeService
from playground.wire import Wire

RETURNS = Returns("a-secret", "https://parley.example.org")


@asynccontextmanager
async def providing(service: RazorpayService | StripeService, at: str) -> AsyncIterator[None]:
    """The service's API under this path."""
    app = web.Application()
    app.add_subapp(at, service.app())
    async with serving(app) as service.origin:
        try:
            yield
        finally:
            await service.webhook.stop()


class Case:
    """A provider, our gateway at it, and orders in a currency of its."""

    def __init__(self, clock: Clock, currency: str) -> None:
        self.clock = clock
        self.currency = currency

    def order(self, number: int = 1, amount: int = 150_000, minutes: int = 20) -> PaymentOrder:
        return PaymentOrder(
            reference=f"S-7F3K.{number}-c2jx",
            session="S-7F3K",
            description="Career advice, Mo 2 Mar",
            amount=amount,
            currency=self.currency,
            closes_at=self.clock.now() + timedelta(minutes=minutes),
        )

    def giving_back(self, payment: str, amount: int, key: str = "refund-0000000001") -> RefundOrder:
        return RefundOrder(key, payment, amount, self.currency)


class RazorpayCase(Case):
    def __init__(self, clock: Clock, returns: Returns | None = RETURNS) -> None:
        super().__init__(clock, "INR")
        self.service = RazorpayService(clock, Wire())
        self.returns = returns

    @asynccontextmanager
    async def open(self) -> AsyncIterator["RazorpayCase"]:
        async with providing(self.service, "/razorpay"):
            service = self.service
            wire = RazorpayWire(service.key_id, service.key_secret, service.api_url)
            currencies = {"INR", "JPY", "KWD", "EUR", "AUD"}
            self.gateway = RazorpayGateway(wire, self.clock, currencies, self.returns)
            yield self
            await self.gateway.aclose()

    def pay(self, link: PaymentLink) -> str:
        return self.service.pay(link.id).id


class StripeCase(Case):
    def __init__(self, clock: Clock, returns: Returns | None = RETURNS) -> None:
        super().__init__(clock, "EUR")
        self.service = StripeService(clock, Wire())
        self.returns = returns

    @asynccontextmanager
    async def open(self) -> AsyncIterator["StripeCase"]:
        async with providing(self.service, "/stripe"):
            wire = StripeWire(self.service.key, self.service.api_url)
            self.gateway = StripeGateway(wire, self.clock, (), self.returns, "https://t.me")
            yield self
            await self.gateway.aclose()

    def pay(self, link: PaymentLink) -> str:
        return self.service.pay(link.id).payment_intent or ""
