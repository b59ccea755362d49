"""A payment provider in memory, and what it can do wrong."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count

from core.outbox import Unsure
from core.providers import (
    LinkClosed,
    LinkState,
    LinkStatus,
    Paid,
    Payment,
    PaymentLink,
    PaymentOrder,
    RefundOrder,
    RefundState,
    Told,
)
from core.refunds import RefundStatus


@dataclass
class Sold:
    """A link with what was paid by it."""

    link: PaymentLink
    order: PaymentOrder
    is_open: bool = True
    payments: list[Payment] = field(default_factory=list)


@dataclass
class Provider:
    """Meets core.ports.payments.PaymentGateway; each call fails with the first of `troubles`.

    Of Unsure it is done all the same. One that is `generous` gives back more than was paid, and `overdrawn` says so.
    """

    name: str = "razorpay"
    shortest: timedelta = timedelta(minutes=16)
    longest: timedelta = timedelta(days=1)
    currencies: frozenset[str] = frozenset({"USD"})
    sold: dict[str, Sold] = field(default_factory=dict)
    refunded: dict[str, tuple[RefundOrder, RefundState]] = field(default_factory=dict)
    becomes: RefundStatus = RefundStatus.PROCESSED
    generous: bool = False
    troubles: list[Exception] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def takes(self, currency: str) -> bool:
        return currency in self.currencies

    def step(self, currency: str) -> int:
        return 10 if currency == "KWD" else 1

    async def open_link(self, order: PaymentOrder) -> PaymentLink:
        self._begin("open")
        if order.reference not in self.sold:
            number = next(self.numbers)
            link = PaymentLink(f"plink_{number}", f"https://pay.example/{number}")
            self.sold[order.reference] = Sold(link, order)
        self._answer()
        return self.sold[order.reference].link

    async def look(self, link: str) -> LinkState:
        self._begin("look")
        return self._state(self._named(link))

    async def close_link(self, link: str) -> LinkState:
        self._begin("close")
        sold = self._named(link)
        sold.is_open = False
        self._answer()
        return self._state(sold)

    async def refund(self, order: RefundOrder) -> RefundState:
        self._begin("refund")
        known = self.refunded.setdefault(
            order.key, (order, RefundState(f"rfnd_{next(self.numbers)}", self.becomes))
        )
        assert known[0] == order, "the same key is the same refund"
        assert self.generous or not self.overdrawn()
        self._answer()
        return known[1]

    def given_back(self) -> dict[str, int]:
        """How much of each payment went back, or is on its way."""
        given: Counter[str] = Counter()
        for order, state in self.refunded.values():
            if state.status is not RefundStatus.FAILED:
                given[order.payment] += order.amount
        return given

    def overdrawn(self) -> list[str]:
        """Payments of which more went back than was paid."""
        paid = {each.id: each.amount for sold in self.sold.values() for each in sold.payments}
        return [
            f"{amount} of {paid.get(payment, 0)} of {payment} went back"
            for payment, amount in self.given_back().items()
            if amount > paid.get(payment, 0)
        ]

    async def look_at_refund(self, order: RefundOrder) -> RefundState | None:
        self._begin("look at refund")
        known = self.refunded.get(order.key)
        return known and known[1]

    async def aclose(self) -> None:
        """There is nothing to close."""

    def pay(self, *, amount: int | None = None, currency: str | None = None, nth: int = -1) -> Told:
        """Somebody pays by a link, the latest unless said otherwise; returns what the provider tells."""
        sold = list(self.sold.values())[nth]
        order = sold.order
        payment = Payment(f"pay_{next(self.numbers)}", amount or order.amount, currency or order.currency)
        sold.payments.append(payment)
        return Told(
            self.name,
            f"evt_{payment.id}",
            Paid(payment.id, payment.amount, payment.currency, sold.link.id, order.reference),
        )

    def closes(self) -> Told:
        """The latest link ends before its time; returns what the provider tells."""
        sold = list(self.sold.values())[-1]
        sold.is_open = False
        return Told(self.name, f"evt_{sold.link.id}", LinkClosed(sold.link.id, sold.order.reference))

    def _named(self, link: str) -> Sold:
        [sold] = [each for each in self.sold.values() if each.link.id == link]
        return sold

    @staticmethod
    def _state(sold: Sold) -> LinkState:
        if sold.payments:
            return LinkState(LinkStatus.PAID, tuple(sold.payments))
        return LinkState(LinkStatus.OPEN if sold.is_open else LinkStatus.CLOSED)

    def _begin(self, call: str) -> None:
        self.calls.append(call)
        if self.troubles and not isinstance(self.troubles[0], Unsure):
            raise self.troubles.pop(0)

    def _answer(self) -> None:
        """Done, and perhaps nobody hears of it."""
        if self.troubles and isinstance(self.troubles[0], Unsure):
            raise self.troubles.pop(0)
