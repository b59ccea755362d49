"""What a simulated Razorpay keeps, and how it shows it: with all the shapes that unset values have."""

import secrets
import string
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
_LETTERS = string.ascii_letters + string.digits


def new_id(prefix: str) -> str:
    """Such as `plink_ExjpAUN3gVHrPJ`."""
    return f"{prefix}_{''.join(secrets.choice(_LETTERS) for _ in range(14))}"


@dataclass
class Refund:
    """Money on its way back."""

    id: str
    payment: str
    amount: int
    currency: str
    notes: Any
    receipt: str | None
    status: str
    created_at: int

    def shown(self) -> Json:
        """As the API tells it."""
        return {
            "id": self.id,
            "entity": "refund",
            "amount": self.amount,
            "currency": self.currency,
            "payment_id": self.payment,
            "notes": self.notes or [],
            "receipt": self.receipt,
            "acquirer_data": {"arn": None},
            "created_at": self.created_at,
            "batch_id": None,
            "status": self.status,
            "speed_processed": "normal",
            "speed_requested": "normal",
        }


@dataclass
class Payment:
    """One attempt to pay, with what became of it: failed, authorized (the bank is slow), captured or refunded."""

    id: str
    link: str
    order: str
    amount: int
    currency: str
    notes: Json
    status: str
    created_at: int
    refunds: list[Refund] = field(default_factory=list)

    @property
    def refunded(self) -> int:
        """How much goes or went back."""
        return sum(each.amount for each in self.refunds if each.status != "failed")

    def shown(self) -> Json:
        """As the API tells it."""
        return {
            "id": self.id,
            "entity": "payment",
            "amount": self.amount,
            "currency": self.currency,
            "status": self.status,
            "order_id": self.order,
            "invoice_id": None,
            "international": self.currency != "INR",
            "method": "upi",
            "amount_refunded": self.refunded,
            "refund_status": None,
            "captured": self.status in {"captured", "refunded"},
            "description": f"#{self.link.removeprefix('plink_')}",
            "card_id": None,
            "bank": None,
            "wallet": None,
            "vpa": "someone@exampleupi",
            "email": "someone@example.org",
            "contact": "+919999999999",
            "notes": self.notes or [],
            "fee": 0,
            "tax": 0,
            "error_code": "BAD_REQUEST_ERROR" if self.status == "failed" else None,
            "error_description": "Payment was unsuccessful." if self.status == "failed" else None,
            "created_at": self.created_at,
        }


@dataclass
class Link:
    """A Payment Link. `order` is there once somebody began to pay."""

    id: str
    asked: Json
    url: str
    created_at: int
    shape: int
    status: str = "created"
    order: str = ""
    changed_at: int = 0
    payments: list[Payment] = field(default_factory=list)

    @property
    def paid(self) -> int:
        """What has arrived."""
        return sum(each.amount for each in self.payments if each.status in {"captured", "refunded"})

    def shown(self) -> Json:
        """As the API tells it."""
        captured = [each for each in self.payments if each.status in {"captured", "refunded"}]
        nothing: tuple[Any, ...] = (None, [], {})
        shown: Json = {
            "accept_partial": self.asked.get("accept_partial", False),
            "amount": self.asked["amount"],
            "amount_paid": self.paid,
            "callback_method": self.asked.get("callback_method", ""),
            "callback_url": self.asked.get("callback_url", ""),
            "cancelled_at": self.changed_at if self.status == "cancelled" else 0,
            "created_at": self.created_at,
            "currency": self.asked["currency"],
            "customer": self.asked.get("customer", {}),
            "description": self.asked.get("description", ""),
            "expire_by": self.asked.get("expire_by", 0),
            "expired_at": self.changed_at if self.status == "expired" else 0,
            "first_min_partial_amount": 0,
            "id": self.id,
            "notes": self.asked.get("notes") or nothing[self.shape % 3],
            "notify": self.asked.get("notify", {"email": True, "sms": True}),
            "payments": [
                {
                    "amount": each.amount,
                    "created_at": each.created_at,
                    "method": "upi",
                    "payment_id": each.id,
                    "plink_id": self.id,
                    "status": "captured",
                    "updated_at": each.created_at,
                }
                for each in captured
            ]
            or nothing[self.shape % 2],
            "reference_id": self.asked.get("reference_id", ""),
            "reminder_enable": self.asked.get("reminder_enable", False),
            "reminders": [[], {"status": "failed"}][self.shape % 2],
            "short_url": self.url,
            "status": self.status,
            "updated_at": self.changed_at,
            "upi_link": False,
            "user_id": "",
        }
        return shown | ({"order_id": self.order} if self.order else {})
