"""An account of the simulated Stripe: its sessions, and what people, banks and time do to them."""

import hmac

from core.clock import Clock
from playground.payments.webhook import Webhook
from playground.stripe import checks
from playground.stripe.checks import refusal
from playground.stripe.model import Json, Refund, Session, new_id
from playground.wire import Wire


class StripeAccount:
    """`currencies` are those that the account takes, in small letters.

    `balance` is what it can refund from (None: enough). Refunds succeed at once unless `slow_refunds`.
    """

    def __init__(self, clock: Clock, wire: Wire) -> None:
        self.webhook_secret = "whsec_playground"  # noqa: S105
        self.currencies = {"eur", "usd", "gbp", "inr", "jpy", "kwd", "isk", "ugx"}
        self.balance: int | None = None
        self.slow_refunds = False
        self.sessions: dict[str, Session] = {}
        self.webhook = Webhook(self._sign, lambda entry: wire.provider("stripe", entry))
        self._clock = clock
        clock.on_move(self.expire_due)

    def pay(self, session_id: str, amount: int | None = None) -> Session:
        """Somebody pays by card; a session is paid once."""
        return self.arrive(self.begin(session_id), amount)

    def begin(self, session_id: str) -> Session:
        """Somebody pays with what takes its time: the session is complete, and unpaid."""
        session = self.sessions[session_id]
        assert session.status == "open", f"the session is {session.status}"
        session.status, session.payment_intent = "complete", session.payment_intent or new_id("pi")
        return session

    def arrive(self, session: Session, amount: int | None = None) -> Session:
        """The money arrives."""
        session.payment_status = "paid"
        session.received = session.amount if amount is None else amount
        self.tell("payment_intent.succeeded", session.intent("succeeded"))
        self.tell("checkout.session.completed", session.shown())
        return session

    def wait(self, session_id: str) -> Session:
        """Somebody pays with what settles days later."""
        session = self.begin(session_id)
        self.tell("checkout.session.completed", session.shown())
        return session

    def settle_late(self, session: Session) -> None:
        """What was waited for arrives."""
        session.payment_status, session.received = "paid", session.amount
        self.tell("checkout.session.async_payment_succeeded", session.shown())

    def fail(self, session_id: str) -> None:
        """A card is declined; the session stays open."""
        session = self.sessions[session_id]
        session.payment_intent = session.payment_intent or new_id("pi")
        session.said.append("A card was declined.")
        self.tell("payment_intent.payment_failed", session.intent("requires_payment_method"))

    def settle(self, refund: Refund, status: str, failure_reason: str | None = None) -> None:
        """A refund succeeds or fails, also after it had succeeded."""
        refund.status, refund.failure_reason = status, failure_reason
        self.tell("refund.failed" if status == "failed" else "refund.updated", refund.shown())

    def dispute(self, session: Session) -> None:
        """The payer's bank asks for the money back."""
        dispute: Json = {
            "id": new_id("du"),
            "object": "dispute",
            "amount": session.received,
            "currency": session.currency,
            "payment_intent": session.payment_intent,
            "reason": "fraudulent",
            "status": "needs_response",
        }
        self.tell("charge.dispute.created", dispute)

    def expire(self, session: Session) -> None:
        """Nobody can pay in it any more."""
        session.status = "expired"
        self.tell("checkout.session.expired", session.shown())

    def expire_due(self) -> None:
        """Sessions whose time is over expire."""
        for session in self.sessions.values():
            if session.status == "open" and int(session.asked["expires_at"]) <= self.now():
                self.expire(session)

    def give_back(self, session: Session, asked: Json) -> Json:
        """Refund a payment as it is asked for."""
        left = session.received - session.refunded
        amount = int(asked.get("amount", left))
        if left == 0:
            raise refusal(
                f"Charge {session.payment_intent} has already been refunded.",
                code="charge_already_refunded",
            )
        checks.check_amount(max(amount, 50), session.currency, self.currencies, "amount")
        if amount > left:
            raise refusal(f"Refund amount ({amount}) is greater than unrefunded amount on charge ({left})")
        if self.balance is not None and amount > self.balance:
            raise refusal(
                "Insufficient available balance to refund the charge.", code="balance_insufficient"
            )
        if self.balance is not None:
            self.balance -= amount
        refund = Refund(
            new_id("re"),
            session.payment_intent or "",
            amount,
            session.currency,
            asked.get("metadata", {}),
            asked.get("reason"),
            "pending" if self.slow_refunds else "succeeded",
            self.now(),
        )
        session.refunds.append(refund)
        self.tell("refund.created", refund.shown())
        return refund.shown()

    def tell(self, kind: str, thing: Json) -> None:
        """Send an event."""
        event_id = new_id("evt")
        event: Json = {
            "id": event_id,
            "object": "event",
            "api_version": "2026-10-28.endive",
            "created": self.now(),
            "data": {"object": thing},
            "livemode": False,
            "pending_webhooks": 1,
            "type": kind,
        }
        self.webhook.tell(event_id, kind, event)

    def now(self) -> int:
        """The present in Unix seconds."""
        return int(self._clock.now().timestamp())

    def _sign(self, _: str, body: bytes) -> dict[str, str]:
        at = str(self.now())
        signature = hmac.digest(self.webhook_secret.encode(), f"{at}.".encode() + body, "sha256").hex()
        return {"Stripe-Signature": f"t={at},v1={signature},v0={'0' * 64}"}
