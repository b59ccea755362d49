"""What Stripe refuses, in its own words."""

from typing import Any

from playground.payments.money import STRIPE_HUNDREDS, STRIPE_THOUSANDTHS
from playground.payments.troubles import ApiError

Json = dict[str, Any]
LEAST_LIFETIME, LONGEST_LIFETIME = 30 * 60, 24 * 3600
_SESSION_FIELDS = {
    "mode",
    "submit_type",
    "allowed_payment_method_types",
    "adaptive_pricing",
    "line_items",
    "client_reference_id",
    "metadata",
    "payment_intent_data",
    "expires_at",
    "success_url",
    "cancel_url",
    "customer_email",
    "locale",
}
_REFUND_FIELDS = {"payment_intent", "amount", "reason", "metadata"}
_REASONS = {"duplicate", "fraudulent", "requested_by_customer"}
_LEAST = {"usd": 50, "eur": 50, "gbp": 30, "inr": 50, "jpy": 50}
_MOST = 99_999_999


def refusal(
    message: str, param: str | None = None, code: str | None = None, status: int = 400, kind: str = ""
) -> ApiError:
    """An error as Stripe shapes it."""
    error: Json = {"type": kind or "invalid_request_error", "message": message}
    error |= {name: value for name, value in (("param", param), ("code", code)) if value is not None}
    return ApiError(status, {"error": error})


def check_session(asked: Json, now: int, currencies: set[str]) -> None:
    """Raise what is wrong with a new session."""
    if "payment_method_types" in asked:
        raise refusal(
            "`payment_method_types` is not supported at creation; use `allowed_payment_method_types`.",
            "payment_method_types",
        )
    if unknown := sorted(set(asked) - _SESSION_FIELDS):
        raise refusal(f"Received unknown parameter: {unknown[0]}", unknown[0], "parameter_unknown")
    for needed in ("mode", "line_items", "success_url"):
        if not asked.get(needed):
            raise refusal(f"Missing required param: {needed}.", needed, "parameter_missing")
    price = asked["line_items"][0]["price_data"]
    check_amount(int(price["unit_amount"]), price["currency"], currencies, "line_items[0][price_data]")
    check_metadata(asked.get("metadata", {}))
    check_metadata(asked.get("payment_intent_data", {}).get("metadata", {}))
    if len(asked.get("client_reference_id", "")) > 200:
        raise refusal("Invalid string: must be at most 200 characters", "client_reference_id")
    expires_at = int(asked.get("expires_at", now + LONGEST_LIFETIME))
    if not now + LEAST_LIFETIME <= expires_at <= now + LONGEST_LIFETIME:
        raise refusal(
            "The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.",
            "expires_at",
        )


def check_amount(amount: int, currency: str, currencies: set[str], where: str) -> None:
    """In small letters, neither too little nor too much, and round where Stripe wants it round."""
    if currency not in currencies:
        raise refusal(f"Invalid currency: {currency}. Stripe currently supports these currencies: …", where)
    if amount < _LEAST.get(currency, 1):
        raise refusal(
            "The Checkout Session's total amount due must be at least 50 cents.", where, "amount_too_small"
        )
    if amount > _MOST:
        raise refusal("Amount must be no more than 999,999.99", where, "amount_too_large")
    multiple = (
        10 if currency.upper() in STRIPE_THOUSANDTHS else 100 if currency.upper() in STRIPE_HUNDREDS else 1
    )
    if amount % multiple:
        raise refusal(f"Invalid amount: must be a multiple of {multiple}.", where)


def check_metadata(metadata: Json) -> None:
    """Fifty pairs, names of 40 and values of 500 characters at most."""
    if len(metadata) > 50 or any(len(name) > 40 or len(value) > 500 for name, value in metadata.items()):
        raise refusal("Metadata is too large.", "metadata")


def check_refund(asked: Json) -> None:
    """Raise what is wrong with the fields of a refund."""
    if unknown := sorted(set(asked) - _REFUND_FIELDS):
        raise refusal(f"Received unknown parameter: {unknown[0]}", unknown[0], "parameter_unknown")
    if asked.get("reason", "duplicate") not in _REASONS:
        raise refusal(
            "Invalid reason: must be one of duplicate, fraudulent, or requested_by_customer", "reason"
        )
    check_metadata(asked.get("metadata", {}))
