"""What Razorpay refuses, in its own words."""

import re
from typing import Any

from playground.payments.money import RAZORPAY_THOUSANDTHS
from playground.payments.troubles import ApiError
from playground.razorpay.model import Json

LEAST_LIFETIME, LONGEST_LIFETIME = 15 * 60, 183 * 86400
_LINK_FIELDS = {
    "amount",
    "currency",
    "description",
    "reference_id",
    "customer",
    "expire_by",
    "notify",
    "notes",
    "callback_url",
    "callback_method",
    "reminder_enable",
    "accept_partial",
    "upi_link",
    "first_min_partial_amount",
}
_REFUND_FIELDS = {"amount", "speed", "notes", "receipt"}
_PAIRS, _LONGEST_NOTE = 15, 255


def refusal(description: str, field: str | None = None, status: int = 400) -> ApiError:
    """An error as Razorpay shapes it; some carry only code and description."""
    error: Json = {"code": "BAD_REQUEST_ERROR", "description": description}
    if field is not None:
        error |= {
            "field": field,
            "source": "business",
            "step": "payment_initiation",
            "reason": "input_validation_failed",
            "metadata": {},
        }
    return ApiError(status, {"error": error})


def check_link(asked: Json, now: int, currencies: set[str], most: int) -> None:
    """Raise what is wrong with the fields of a new link."""
    if set(asked) - _LINK_FIELDS or bool(asked.get("callback_url")) != bool(asked.get("callback_method")):
        raise refusal("wrong input fields sent.")
    check_amount(asked.get("amount"), str(asked.get("currency", "INR")), currencies)
    if asked["amount"] > most:
        raise refusal("amount exceeds maximum amount allowed.", "amount")
    if len(asked.get("description", "")) > 2048 or len(asked.get("reference_id", "")) > 40:
        raise refusal("value: the length must be no more than the limit.")
    check_notes(asked.get("notes"))
    check_expiry(asked.get("expire_by"), now)


def check_expiry(expire_by: Any, now: int) -> None:
    """Between 15 minutes and half a year."""
    if expire_by is None:
        return
    if not isinstance(expire_by, int) or expire_by < now + LEAST_LIFETIME:
        raise refusal("timestamp must be atleast 15 minutes in future")
    if expire_by > now + LONGEST_LIFETIME:
        raise refusal("expire_by cannot be more than 6 months in future")


def check_amount(amount: Any, currency: str, currencies: set[str]) -> None:
    """A whole number in a currency of the account's; the last of three decimals is 0."""
    if currency not in currencies:
        raise refusal("Currency is not supported", "currency")
    if not isinstance(amount, int) or isinstance(amount, bool):
        raise refusal("wrong input fields sent.")
    if amount < (100 if currency == "INR" else 1):
        raise refusal(f"The amount must be at least {currency} 1.00", "amount")
    if currency in RAZORPAY_THOUSANDTHS and amount % 10:
        raise refusal("The last digit of the amount must be 0 for three decimal currencies.", "amount")


def check_notes(notes: Any) -> None:
    """Fifteen pairs of texts at most."""
    if notes is None:
        return
    if not isinstance(notes, dict) or len(notes) > _PAIRS:
        raise refusal("wrong input fields sent.")
    if any(len(str(value)) > _LONGEST_NOTE for value in notes.values()):
        raise refusal("value: the length must not be greater than 255.")


def check_refund(asked: Json, key: str | None) -> None:
    """Raise what is wrong with the fields of a refund, and with its idempotency key."""
    if unknown := sorted(set(asked) - _REFUND_FIELDS):
        raise refusal(f"{', '.join(unknown)} is/are not required and should not be sent.")
    if asked.get("speed", "normal") not in {"normal", "optimum"}:
        raise refusal("The speed should be one of normal, optimum", "speed")
    check_notes(asked.get("notes"))
    if key is not None and len(key) < 10:
        raise refusal("The idempotency key must be at least 10 characters long.")
    if key is not None and not re.fullmatch(r"[A-Za-z0-9_-]+", key):
        raise refusal(
            "The idempotency key must only contain alphanumeric characters, underscores, and hyphens"
        )
