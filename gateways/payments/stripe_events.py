"""What Stripe tells by its webhook."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from core.ports.payments import Forged
from core.providers import Disputed, Fact, LinkClosed, Paid, PaymentFailed, RefundChanged, Told
from gateways.payments.fields import Fields, number, ours, part, text
from gateways.payments.signatures import proves
from gateways.payments.stripe import REFERENCE, REFUND, REFUND_STATUSES
from gateways.payments.units import STRIPE

SIGNATURE_HEADER = "Stripe-Signature"
_TOLERANCE_SECONDS = 300
_MOST_SIGNATURES = 10
_LONGEST_ID = 100


class StripeEvents:
    """Meets core.ports.payments.PaymentEvents; `live` as the key is: nothing of the other mode is for us."""

    provider = "stripe"

    def __init__(self, secrets: Sequence[str], *, live: bool) -> None:
        self._secrets = secrets
        self._live = live

    def read(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Told | None:
        """What it tells; None for what is not for us."""
        self._check(headers.get(SIGNATURE_HEADER, ""), body, now)
        try:
            event = json.loads(body)
        except (ValueError, RecursionError):
            return None
        if (
            not isinstance(event, dict)
            or event.get("account")
            or event.get("livemode", False) != self._live
        ):
            return None
        name, kind = text(event, "id")[:_LONGEST_ID], text(event, "type")
        fact = _fact(kind, part(event, "data", "object"))
        return None if fact is None or not name else Told(self.provider, name, fact)

    def _check(self, header: str, body: bytes, now: datetime) -> None:
        """Raise Forged unless it was signed about now, by one of the secrets."""
        pairs = [each.strip().partition("=") for each in header.split(",")]
        times = [value for name, _, value in pairs if name == "t"]
        shown = [value for name, _, value in pairs if name == "v1"][:_MOST_SIGNATURES]
        if len(times) != 1 or not re.fullmatch(r"[0-9]{1,12}", times[0]):
            raise Forged
        message = times[0].encode() + b"." + body
        if abs(int(now.timestamp()) - int(times[0])) > _TOLERANCE_SECONDS:
            raise Forged
        if not any(proves(each, self._secrets, message) for each in shown):
            raise Forged


def _fact(kind: str, thing: Fields) -> Fact | None:
    """What it is to us: the account may have other uses, whose sessions and payments carry no note of ours."""
    reference = ours(text(part(thing, "metadata"), REFERENCE), text(thing, "client_reference_id"))
    match kind:
        case "checkout.session.completed" | "checkout.session.async_payment_succeeded":
            paid = text(thing, "payment_status") == "paid"
            return (
                _paid(thing, "payment_intent", "amount_total", text(thing, "id"), reference)
                if paid
                else None
            )
        case "payment_intent.succeeded":
            return _paid(thing, "id", "amount_received", "", reference)
        case "checkout.session.async_payment_failed":
            return _failed(text(thing, "payment_intent"), text(thing, "id"), reference)
        case "payment_intent.payment_failed":
            return _failed(text(thing, "id"), "", reference)
        case "checkout.session.expired":
            return LinkClosed(text(thing, "id"), reference) if text(thing, "id") and reference else None
        case "refund.created" | "refund.updated" | "refund.failed" | "charge.refund.updated":
            return _refund_changed(thing)
        case "charge.dispute.created":
            return _disputed(thing)
    return None


def _paid(thing: Fields, payment: str, amount_name: str, link: str, reference: str) -> Paid | None:
    amount, currency = number(thing, amount_name), text(thing, "currency").upper()
    if not text(thing, payment) or amount is None or not currency or not reference:
        return None
    return Paid(text(thing, payment), STRIPE.ours(amount, currency), currency, link, reference)


def _failed(payment: str, link: str, reference: str) -> PaymentFailed | None:
    return PaymentFailed(payment, link, reference) if payment and reference else None


def _refund_changed(refund: Fields) -> RefundChanged | None:
    amount, currency = number(refund, "amount"), text(refund, "currency").upper()
    status, payment = REFUND_STATUSES.get(text(refund, "status")), text(refund, "payment_intent")
    if not text(refund, "id") or not payment or amount is None or status is None:
        return None
    return RefundChanged(
        refund=text(refund, "id"),
        payment=payment,
        amount=STRIPE.ours(amount, currency),
        currency=currency,
        status=status,
        key=text(part(refund, "metadata"), REFUND),
        words=text(refund, "failure_reason"),
    )


def _disputed(dispute: Fields) -> Disputed | None:
    amount, currency = number(dispute, "amount"), text(dispute, "currency").upper()
    payment = text(dispute, "payment_intent")
    if not text(dispute, "id") or not payment or amount is None:
        return None
    return Disputed(
        text(dispute, "id"), payment, STRIPE.ours(amount, currency), currency, text(dispute, "reason")[:200]
    )
