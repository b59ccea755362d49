"""What a simulated Stripe keeps, and how it shows it."""

import secrets
import string
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
_LETTERS = string.ascii_letters + string.digits


def new_id(prefix: str) -> str:
    """Such as `cs_test_…`."""
    return f"{prefix}_{''.join(secrets.choice(_LETTERS) for _ in range(24))}"


@dataclass
class Refund:
    """Money on its way back."""

    id: str
    payment_intent: str
    amount: int
    currency: str
    metadata: Json
    reason: str | None
    status: str
    created: int
    failure_reason: str | None = None

    def shown(self) -> Json:
        """As the API tells it."""
        shown: Json = {
            "id": self.id,
            "object": "refund",
            "amount": self.amount,
            "charge": f"ch_{self.payment_intent.removeprefix('pi_')}",
            "created": self.created,
            "currency": self.currency,
            "metadata": self.metadata,
            "payment_intent": self.payment_intent,
            "reason": self.reason,
            "status": self.status,
        }
        return shown | ({"failure_reason": self.failure_reason} if self.failure_reason else {})


@dataclass
class Session:
    """A Checkout session. `payment_intent` is there once somebody has begun to pay."""

    id: str
    asked: Json
    url: str
    created: int
    status: str = "open"
    payment_status: str = "unpaid"
    payment_intent: str | None = None
    received: int = 0
    refunds: list[Refund] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    @property
    def amount(self) -> int:
        """What is to be paid."""
        return sum(
            int(item["price_data"]["unit_amount"]) * int(item["quantity"])
            for item in self.asked["line_items"]
        )

    @property
    def currency(self) -> str:
        """In small letters."""
        currency: str = self.asked["line_items"][0]["price_data"]["currency"]
        return currency

    @property
    def refunded(self) -> int:
        """How much goes or went back."""
        return sum(each.amount for each in self.refunds if each.status not in {"failed", "canceled"})

    def shown(self) -> Json:
        """As the API tells it."""
        return {
            "id": self.id,
            "object": "checkout.session",
            "adaptive_pricing": {"enabled": False},
            "amount_subtotal": self.amount,
            "amount_total": self.amount if not self.received else self.received,
            "cancel_url": self.asked.get("cancel_url"),
            "client_reference_id": self.asked.get("client_reference_id"),
            "created": self.created,
            "currency": self.currency,
            "customer_details": None,
            "expires_at": int(self.asked["expires_at"]),
            "livemode": False,
            "metadata": self.asked.get("metadata", {}),
            "mode": "payment",
            "payment_intent": self.payment_intent,
            "payment_status": self.payment_status,
            "status": self.status,
            "submit_type": self.asked.get("submit_type"),
            "success_url": self.asked["success_url"],
            "url": self.url if self.status == "open" else None,
        }

    def intent(self, status: str) -> Json:
        """The payment itself; metadata of the session is not copied to it."""
        return {
            "id": self.payment_intent,
            "object": "payment_intent",
            "amount": self.amount,
            "amount_received": self.received if status == "succeeded" else 0,
            "currency": self.currency,
            "livemode": False,
            "metadata": self.asked.get("payment_intent_data", {}).get("metadata", {}),
            "status": status,
        }
