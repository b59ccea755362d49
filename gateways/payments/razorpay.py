"""Payment Links of Razorpay."""

import asyncio
from collections.abc import Collection
from datetime import timedelta

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
from gateways.payments.fields import Fields, number, parts, text
from gateways.payments.razorpay_wire import Known, RazorpayWire
from gateways.payments.signatures import Returns
from gateways.payments.units import RAZORPAY

API = "https://api.razorpay.com"
REFERENCE_NOTE, REFUND_NOTE = "parley_reference", "parley_refund"
_LEAST_LIFETIME = timedelta(minutes=16)
"""Razorpay asks for fifteen minutes by its own clock."""
_MOST_REFUNDS = 100
_LONGEST_DESCRIPTION = 2048
_STATUSES = {
    "created": LinkStatus.OPEN,
    "partially_paid": LinkStatus.OPEN,
    "paid": LinkStatus.PAID,
    "cancelled": LinkStatus.CLOSED,
    "expired": LinkStatus.CLOSED,
}
_ARRIVED = {"captured", "refunded"}
REFUND_STATUSES = {
    "pending": RefundStatus.PENDING,
    "processed": RefundStatus.PROCESSED,
    "failed": RefundStatus.FAILED,
}


class RazorpayGateway:
    """Meets core.ports.payments.PaymentGateway, for these `currencies`."""

    name = "razorpay"
    shortest = _LEAST_LIFETIME
    longest = timedelta(days=180)

    def __init__(
        self, wire: RazorpayWire, clock: Clock, currencies: Collection[str], returns: Returns | None
    ) -> None:
        self._wire = wire
        self._clock = clock
        self._currencies = currencies
        self._returns = returns

    def takes(self, currency: str) -> bool:
        """Whether the operator has it paid here."""
        return currency in self._currencies and currency in RAZORPAY

    def step(self, currency: str) -> int:
        """Amounts are multiples of this."""
        return RAZORPAY.step(currency)

    async def open_link(self, order: PaymentOrder) -> PaymentLink:
        """A link to pay by; where there is one of this reference already, that one."""
        closes_at = max(order.closes_at, self._clock.now() + _LEAST_LIFETIME)
        amount = RAZORPAY.theirs(order.amount, order.currency)
        wanted: dict[str, object] = {
            "amount": amount,
            "currency": order.currency,
            "description": order.description[:_LONGEST_DESCRIPTION],
            "reference_id": order.reference,
            "expire_by": int(closes_at.timestamp()),
            "notify": {"sms": False, "email": False},
            "reminder_enable": False,
            "accept_partial": False,
            "notes": {REFERENCE_NOTE: order.reference, "parley_session": order.session},
        }
        if self._returns is not None:
            wanted |= {"callback_url": self._returns.address(order.reference), "callback_method": "get"}
        try:
            link = await self._wire.ask(lambda client: client.payment_link.create(wanted))
        except Known:
            link = await self._find(order.reference)
            if (number(link, "amount"), text(link, "currency")) != (amount, order.currency):
                raise Refused(
                    Reason.OTHER, f"Razorpay has another link of reference {order.reference}"
                ) from None
        link_id, url = text(link, "id"), text(link, "short_url")
        if not link_id or not url.startswith(("https://", "http://")):
            raise Unsure("Razorpay’s answer tells of no link")
        return PaymentLink(link_id, url)

    async def look(self, link: str) -> LinkState:
        """How the link stands, with every payment of its order: one may arrive when it is closed already."""
        found = await self._wire.ask(lambda client: client.payment_link.fetch(link))
        status = _STATUSES.get(text(found, "status"))
        if status is None:
            raise TryLater(f"Razorpay says that a link is {text(found, 'status')!r}", scope=Scope.NOTICE)
        arrived = {
            payment.id: payment
            for each in parts(found, "payments")
            if (payment := _payment(each, text(each, "payment_id"), text(found, "currency")))
        }
        if order := text(found, "order_id"):
            order = order if order.startswith("order_") else f"order_{order}"
            made = await self._wire.ask(lambda client: client.order.payments(order))
            for each in parts(made, "items"):
                if payment := _payment(each, text(each, "id"), text(each, "currency")):
                    arrived[payment.id] = payment
        return LinkState(LinkStatus.PAID if arrived else status, tuple(arrived.values()))

    async def close_link(self, link: str) -> LinkState:
        """Cancel it; what cannot be cancelled is looked at."""
        refused = None
        try:
            await self._wire.ask(lambda client: client.payment_link.cancel(link))
        except Refused as refusal:
            if refusal.reason in {Reason.LOGIN, Reason.UNKNOWN}:
                raise
            refused = refusal
        state = await self.look(link)
        if refused is not None and state.status is LinkStatus.OPEN:
            raise refused
        return state

    async def refund(self, order: RefundOrder) -> RefundState:
        """Give money back once: what may have been asked for before is looked for first."""
        if (made := await self.look_at_refund(order)) is not None:
            return made
        wanted = {
            "amount": RAZORPAY.theirs(order.amount, order.currency),
            "speed": "normal",
            "receipt": order.key,
            "notes": {REFUND_NOTE: order.key},
        }
        headers = {"X-Refund-Idempotency": order.key}
        said = await self._wire.ask(
            lambda client: client.payment.refund(order.payment, wanted, headers=dict(headers))
        )
        return _refund(said)

    async def look_at_refund(self, order: RefundOrder) -> RefundState | None:
        """The refund of this key among the payment's."""
        made = await self._wire.ask(
            lambda client: client.payment.fetch_multiple_refund(order.payment, {"count": _MOST_REFUNDS})
        )
        for each in parts(made, "items"):
            notes = each.get("notes")
            named = text(notes, REFUND_NOTE) if isinstance(notes, dict) else ""
            if order.key in {named, text(each, "receipt")}:
                return _refund(each)
        return None

    async def aclose(self) -> None:
        """Ask no more."""
        await asyncio.to_thread(self._wire.close)

    async def _find(self, reference: str) -> Fields:
        """The link of this reference."""
        found = await self._wire.ask(lambda client: client.payment_link.all({"reference_id": reference}))
        for link in parts(found, "payment_links"):
            if text(link, "reference_id") == reference:
                return link
        raise TryLater(f"Razorpay does not show the link of reference {reference} yet", scope=Scope.NOTICE)


def _payment(said: Fields, payment_id: str, currency: str) -> Payment | None:
    """A payment that has arrived."""
    amount = number(said, "amount")
    if text(said, "status") not in _ARRIVED or not payment_id or amount is None:
        return None
    return Payment(payment_id, RAZORPAY.ours(amount, currency), currency)


def _refund(said: Fields) -> RefundState:
    status = REFUND_STATUSES.get(text(said, "status"))
    if status is None or not text(said, "id"):
        raise Unsure("Razorpay’s answer tells of no refund")
    return RefundState(text(said, "id"), status)
