"""What Razorpay tells by its webhook."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from core.ports.payments import Forged
from core.providers import Disputed, Fact, LinkClosed, Paid, PaymentFailed, RefundChanged, Told
from core.refunds import RefundStatus
from gateways.payments.fields import Fields, number, ours, part, text
from gateways.payments.razorpay import REFERENCE_NOTE, REFUND_NOTE, REFUND_STATUSES
from gateways.payments.signatures import proves
from gateways.payments.units import RAZORPAY

SIGNATURE_HEADER = "X-Razorpay-Signature"
EVENT_HEADER = "X-Razorpay-Event-Id"
_LONGEST_ID = 100


class RazorpayEvents:
    """Meets core.ports.payments.PaymentEvents. While a secret is changed, older events carry the one before."""

    provider = "razorpay"

    def __init__(self, secrets: Sequence[str]) -> None:
        self._secrets = secrets

    def read(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Told | None:  # noqa: ARG002
        """What it tells; None for what is not for us. Nothing in it says when it was signed."""
        if not proves(headers.get(SIGNATURE_HEADER, ""), self._secrets, body):
            raise Forged
        try:
            event = json.loads(body)
        except (ValueError, RecursionError):
            return None
        if not isinstance(event, dict) or (fact := _fact(text(event, "event"), event)) is None:
            return None
        name = headers.get(EVENT_HEADER, "")[:_LONGEST_ID] or hashlib.sha256(body).hexdigest()
        return Told(self.provider, name, fact)


def _fact(kind: str, event: Fields) -> Fact | None:
    """What it is to us: the account may have other uses, whose links and payments carry no note of ours."""
    payload = part(event, "payload")
    link = part(payload, "payment_link", "entity")
    payment = part(payload, "payment", "entity")
    reference = ours(text(part(link, "notes"), REFERENCE_NOTE), text(link, "reference_id")) or ours(
        text(part(payment, "notes"), REFERENCE_NOTE)
    )
    if not reference and (link or payment):
        return None
    match kind:
        case "payment_link.paid" | "payment_link.partially_paid" | "payment.captured":
            return _paid(text(link, "id"), reference, payment)
        case "payment_link.cancelled" | "payment_link.expired":
            return LinkClosed(text(link, "id"), reference) if text(link, "id") else None
        case "payment.failed":
            return PaymentFailed(text(payment, "id"), "", reference) if text(payment, "id") else None
        case "refund.created" | "refund.processed" | "refund.failed" | "refund.speed_changed":
            return _refund_changed(kind, part(payload, "refund", "entity"))
        case "payment.dispute.created":
            return _disputed(part(payload, "dispute", "entity"), payment)
    return None


def _paid(link: str, reference: str, payment: Fields) -> Paid | None:
    amount, currency = number(payment, "amount"), text(payment, "currency")
    if not text(payment, "id") or amount is None or not currency:
        return None
    return Paid(text(payment, "id"), RAZORPAY.ours(amount, currency), currency, link, reference)


def _refund_changed(kind: str, refund: Fields) -> RefundChanged | None:
    amount, currency = number(refund, "amount"), text(refund, "currency")
    status = REFUND_STATUSES.get(text(refund, "status"))
    if kind == "refund.failed":
        status = RefundStatus.FAILED
    if not text(refund, "id") or not text(refund, "payment_id") or amount is None or status is None:
        return None
    return RefundChanged(
        refund=text(refund, "id"),
        payment=text(refund, "payment_id"),
        amount=RAZORPAY.ours(amount, currency),
        currency=currency,
        status=status,
        key=text(part(refund, "notes"), REFUND_NOTE) or text(refund, "receipt"),
    )


def _disputed(dispute: Fields, payment: Fields) -> Disputed | None:
    payment_id = text(dispute, "payment_id") or text(payment, "id")
    amount, currency = number(dispute, "amount"), text(dispute, "currency")
    if not text(dispute, "id") or not payment_id or amount is None:
        return None
    words = text(dispute, "reason_description") or text(dispute, "reason_code")
    return Disputed(text(dispute, "id"), payment_id, RAZORPAY.ours(amount, currency), currency, words[:200])
