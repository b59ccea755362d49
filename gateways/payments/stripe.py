"""Checkout sessions of Stripe."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from core.clock import Clock
from core.outbox import Scope, TryLater, Unsure
from core.provider_refusals import Refused
from core.providers import (
    LinkState,
    LinkStatus,
    Payment,
    PaymentLink,
    PaymentOrder,
    Reason,
    RefundOrder,
    RefundState,
)
from core.refunds import RefundStatus
from gateways.payments.fields import Fields, number, part, parts, text
from gateways.payments.signatures import Returns
from gateways.payments.stripe_wire import Replayed, StripeWire
from gateways.payments.units import STRIPE

API = "https://api.stripe.com"
REFERENCE, REFUND = "parley_reference", "parley_refund"
_LEAST_LIFETIME = timedelta(minutes=31)
"""Stripe asks for thirty minutes from when it hears of the session."""
_LONGEST_NAME = 250
_PAGE = 100
REFUND_STATUSES = {
    "pending": RefundStatus.PENDING,
    "requires_action": RefundStatus.PENDING,
    "succeeded": RefundStatus.PROCESSED,
    "failed": RefundStatus.FAILED,
    "canceled": RefundStatus.FAILED,
}


class StripeGateway:
    """Meets core.ports.payments.PaymentGateway, for these `currencies`.

    A session lives half an hour longer than we ask for, so it is `close_link` that closes it in time. Where nobody
    can come back to a page of ours, they go to `elsewhere`, which Stripe insists on.
    """

    name = "stripe"
    shortest = timedelta(minutes=1)
    longest = timedelta(hours=23)

    def __init__(
        self,
        wire: StripeWire,
        clock: Clock,
        currencies: Collection[str],
        returns: Returns | None,
        elsewhere: str,
    ) -> None:
        self._wire = wire
        self._clock = clock
        self._currencies = currencies
        self._returns = returns
        self._elsewhere = elsewhere

    def takes(self, currency: str) -> bool:
        """Whether the operator has it paid here."""
        return currency in STRIPE and (not self._currencies or currency in self._currencies)

    def step(self, currency: str) -> int:
        """Amounts are multiples of this."""
        return STRIPE.step(currency)

    async def open_link(self, order: PaymentOrder) -> PaymentLink:
        """A session to pay in. One that is lost with its answer can be paid by nobody: nobody knows its address."""
        back = self._elsewhere if self._returns is None else self._returns.address(order.reference)
        named = {REFERENCE: order.reference, "parley_session": order.session}
        price = {
            "currency": order.currency.lower(),
            "unit_amount": STRIPE.theirs(order.amount, order.currency),
            "product_data": {"name": order.description[:_LONGEST_NAME]},
        }
        wanted: dict[str, object] = {
            "mode": "payment",
            "submit_type": "book",
            "allowed_payment_method_types": ["card"],  # what settles days later commits nobody
            "adaptive_pricing": {"enabled": False},  # the price is paid as it was agreed
            "line_items": [{"price_data": price, "quantity": 1}],
            "client_reference_id": order.reference,
            "metadata": named,
            "payment_intent_data": {"metadata": named},
            # The same however often it is asked for: Stripe takes a key for one request only.
            "expires_at": int((order.closes_at + _LEAST_LIFETIME).timestamp()),
            "success_url": back,
            "cancel_url": back,
        }
        session = await self._create(self._wire.sessions.create_async, wanted, order.reference)
        if not text(session, "id") or not text(session, "url").startswith(("https://", "http://")):
            raise Unsure("Stripe’s answer tells of no session")
        return PaymentLink(text(session, "id"), text(session, "url"))

    async def look(self, link: str) -> LinkState:
        """How the session stands."""
        return _state(await self._wire.answer(self._wire.sessions.retrieve_async(link), reads=True))

    async def close_link(self, link: str) -> LinkState:
        """Have the session expire; one that is complete or expired is looked at."""
        try:
            return _state(await self._wire.answer(self._wire.sessions.expire_async(link)))
        except Refused as refusal:
            if refusal.reason in {Reason.LOGIN, Reason.UNKNOWN}:
                raise
            state = await self.look(link)
            if state.status is LinkStatus.OPEN:
                raise
            return state

    async def refund(self, order: RefundOrder) -> RefundState:
        """Give money back once: what may have been asked for before is looked for first."""
        if (made := await self.look_at_refund(order)) is not None:
            return made
        wanted = {
            "payment_intent": order.payment,
            "amount": STRIPE.theirs(order.amount, order.currency),
            "reason": "requested_by_customer",
            "metadata": {REFUND: order.key},
        }
        return _refund(await self._create(self._wire.refunds.create_async, wanted, order.key))

    async def look_at_refund(self, order: RefundOrder) -> RefundState | None:
        """The refund of this key among the payment's."""
        asked: Any = {"payment_intent": order.payment, "limit": _PAGE}
        made = await self._wire.answer(self._wire.refunds.list_async(asked), reads=True)
        for each in parts(made, "data"):
            if text(part(each, "metadata"), REFUND) == order.key:
                return _refund(each)
        return None

    async def aclose(self) -> None:
        """Close the connections."""
        await self._wire.aclose()

    async def _create(self, create: Any, wanted: object, key: str) -> Fields:
        """Create it under its key. A key that keeps a failure is left; what it stood for was looked for before."""
        try:
            return await self._wire.answer(create(wanted, {"idempotency_key": f"parley-{key}"}))
        except Replayed:
            other = f"parley-{key}-{self._clock.now():%Y%m%d%H%M%S}"
            return await self._wire.answer(create(wanted, {"idempotency_key": other}))


def _state(session: Fields) -> LinkState:
    status, payment = text(session, "status"), text(session, "payment_intent")
    amount, currency = number(session, "amount_total"), text(session, "currency").upper()
    if text(session, "payment_status") == "paid" and payment and amount is not None:
        return LinkState(LinkStatus.PAID, (Payment(payment, STRIPE.ours(amount, currency), currency),))
    match status:
        case "open":
            return LinkState(LinkStatus.OPEN)
        case "expired" | "complete":
            return LinkState(LinkStatus.CLOSED)
    raise TryLater(f"Stripe says that a session is {status!r}", scope=Scope.NOTICE)


def _refund(said: Fields) -> RefundState:
    status = REFUND_STATUSES.get(text(said, "status"))
    if status is None or not text(said, "id"):
        raise Unsure("Stripe’s answer tells of no refund")
    return RefundState(text(said, "id"), status, text(said, "failure_reason"))
