"""An account of the simulated Razorpay: its links and payments, and what people, banks and time do to them."""

import hmac

from core.clock import Clock
from playground.payments.webhook import Webhook
from playground.razorpay import checks
from playground.razorpay.checks import refusal
from playground.razorpay.model import Json, Link, Payment, Refund, new_id
from playground.wire import Wire


class RazorpayAccount:
    """`currencies` are those that the account takes, `most` is the greatest amount.

    `balance` is what it can refund from (None: enough). Refunds are processed at once unless `slow_refunds`.
    """

    def __init__(self, clock: Clock, wire: Wire) -> None:
        self.webhook_secret = "playground-razorpay-webhook"  # noqa: S105
        self.currencies = {"INR", "USD", "EUR", "JPY", "KWD"}
        self.most = 50_000_000
        self.balance: int | None = None
        self.slow_refunds = False
        self.links: dict[str, Link] = {}
        self.payments: dict[str, Payment] = {}
        self.webhook = Webhook(self._sign, lambda entry: wire.provider("razorpay", entry))
        self._clock = clock
        clock.on_move(self.expire_due)

    def pay(self, link_id: str, amount: int | None = None) -> Payment:
        """Somebody pays: it is captured at once, also where the link is over or paid already (a page left open)."""
        return self.arrive(self.begin(link_id, amount))

    def begin(self, link_id: str, amount: int | None = None) -> Payment:
        """Somebody pays, and the bank does not say yet whether it works: it may take days."""
        link = self.links[link_id]
        link.order = link.order or new_id("order")
        asked = link.asked
        payment = Payment(
            id=new_id("pay"),
            link=link.id,
            order=link.order,
            amount=asked["amount"] if amount is None else amount,
            currency=asked["currency"],
            notes=asked.get("notes") or {},
            status="authorized",
            created_at=self.now(),
        )
        link.payments.append(payment)
        self.payments[payment.id] = payment
        return payment

    def arrive(self, payment: Payment) -> Payment:
        """The bank says yes."""
        link = self.links[payment.link]
        payment.status = "captured"
        if link.status == "created":
            link.status, link.changed_at = "paid", self.now()
        self.tell("payment.captured", payment=payment.shown())
        self.tell("payment_link.paid", link=link, payment=payment.shown())
        return payment

    def fail(self, link_id: str) -> Payment:
        """Somebody tries to pay in vain; the link stays open."""
        payment = self.begin(link_id)
        payment.status = "failed"
        self.tell("payment.failed", payment=payment.shown())
        return payment

    def settle(self, refund: Refund, status: str) -> None:
        """A refund becomes processed, or fails."""
        refund.status = status
        self.tell(f"refund.{status}", refund=refund.shown(), payment=self.payments[refund.payment].shown())

    def dispute(self, payment: Payment) -> None:
        """The payer's bank asks for the money back."""
        dispute = {
            "id": new_id("disp"),
            "entity": "dispute",
            "payment_id": payment.id,
            "amount": payment.amount,
            "currency": payment.currency,
            "reason_code": "goods_or_services_not_received",
            "phase": "chargeback",
            "status": "open",
        }
        self.tell("payment.dispute.created", payment=payment.shown(), dispute=dispute)

    def expire_due(self) -> None:
        """Links whose time is over expire."""
        for link in self.links.values():
            if link.status == "created" and 0 < link.asked.get("expire_by", 0) <= self.now():
                link.status, link.changed_at = "expired", self.now()
                self.tell("payment_link.expired", link=link)

    def give_back(self, payment: Payment, asked: Json) -> Json:
        """Refund a payment as it is asked for."""
        left = payment.amount - payment.refunded
        amount = asked.get("amount", left)
        if payment.status not in {"captured", "refunded"}:
            raise refusal("The payment status should be captured for action to be taken")
        if left == 0:
            raise refusal("The payment has been fully refunded already.")
        checks.check_amount(amount, payment.currency, self.currencies)
        if amount > left:
            raise refusal("The refund amount provided is greater than amount captured.", "amount")
        if self.balance is not None and amount > self.balance:
            raise refusal("Your account does not have enough balance to carry out the refund operation.")
        if self.now() - payment.created_at > 183 * 86400:
            raise refusal("The refund is not possible as the payment is more than 6 months old")
        if self.balance is not None:
            self.balance -= amount
        status = "pending" if self.slow_refunds else "processed"
        refund = Refund(
            new_id("rfnd"),
            payment.id,
            amount,
            payment.currency,
            asked.get("notes"),
            asked.get("receipt"),
            status,
            self.now(),
        )
        payment.refunds.append(refund)
        if payment.refunded == payment.amount:
            payment.status = "refunded"
        self.tell("refund.created", refund=refund.shown(), payment=payment.shown())
        if status == "processed":
            self.tell("refund.processed", refund=refund.shown(), payment=payment.shown())
        return refund.shown()

    def tell(self, kind: str, *, link: Link | None = None, **entities: Json) -> None:
        """Send an event. As at the real one, `created_at` of a link's is the link's birth."""
        parts = dict(entities)
        if link is not None:
            parts["payment_link"] = link.shown()
            if link.order:
                parts["order"] = {
                    "id": link.order.removeprefix("order_"),
                    "entity": "order",
                    "status": "paid",
                }
        born = self.now() if link is None else link.created_at
        event: Json = {
            "entity": "event",
            "account_id": "acc_Playground0001",
            "event": kind,
            "contains": sorted(parts),
            "payload": {name: {"entity": entity} for name, entity in parts.items()},
            "created_at": born,
        }
        self.webhook.tell(new_id("evt"), kind, event)

    def _sign(self, event_id: str, body: bytes) -> dict[str, str]:
        signature = hmac.digest(self.webhook_secret.encode(), body, "sha256").hex()
        return {"X-Razorpay-Signature": signature, "x-razorpay-event-id": event_id}

    def now(self) -> int:
        """The present in Unix seconds."""
        return int(self._clock.now().timestamp())
