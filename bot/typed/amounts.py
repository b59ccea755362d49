"""Typed amounts of money and percentages: "25", "25.50", "25,50 EUR", "$25", "70 %"."""

import re
from decimal import Decimal

from core.errors.interventions import AmountUnclear
from core.money import MINOR_UNITS, USUAL_MINOR_UNITS

_AMOUNT = re.compile(
    r"(?P<before>[A-Za-z]{3}|\W{0,2}?)\s*(?P<sign>[-−+]?)(?P<number>\d[\d.,' ]*)\s*(?P<after>[A-Za-z]{3}|[^\w.,\s]?)"
)
_SYMBOLS = {
    "$": {"USD", "CAD", "AUD", "NZD", "SGD", "HKD"},
    "€": {"EUR"},
    "£": {"GBP"},
    "₹": {"INR"},
    "¥": {"JPY", "CNY"},
}
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:[,.' ]\d{3})+")
_MOST = 10**9
_PERCENT = re.compile(r"(\d{1,3})\s*(?:%|percent|per cent)?", re.IGNORECASE)


def minor_units(text: str, currency: str) -> int:
    """The amount in minor units of `currency`, in which it has to be; raises AmountUnclear."""
    said = " ".join(text.split())
    if not said:
        raise AmountUnclear(said, "missing", currency)
    found = _AMOUNT.fullmatch(said)
    if found is None:
        raise AmountUnclear(said, "unclear", currency)
    for mark in (found["before"].strip(), found["after"].strip()):
        if mark in {"-", "−"}:
            raise AmountUnclear(said, "negative", currency)
        if mark and mark.upper() != currency and currency not in _SYMBOLS.get(mark, ()):
            raise AmountUnclear(
                said, "currency" if mark.isalpha() or mark in _SYMBOLS else "unclear", currency
            )
    value = _decimal(found["number"].strip(), said, currency)
    if found["sign"] in {"-", "−"} or not value:
        raise AmountUnclear(said, "negative", currency)
    amount = value * MINOR_UNITS.get(currency, USUAL_MINOR_UNITS)
    if amount != int(amount):
        raise AmountUnclear(said, "places", currency)
    if amount > _MOST:
        raise AmountUnclear(said, "large", currency)
    return int(amount)


def percentage(text: str, currency: str) -> int:
    """A whole percentage from 0 to 100; raises AmountUnclear."""
    found = _PERCENT.fullmatch(text.strip())
    if found is None or int(found[1]) > 100:
        raise AmountUnclear(text.strip(), "percent", currency)
    return int(found[1])


def _decimal(number: str, said: str, currency: str) -> Decimal:
    """A point or comma divides the last digits off; before three of them it groups thousands.

    Of a currency that is counted in thousandths a single one always divides.
    """
    marks = [letter for letter in number if letter in ".,"]
    in_thousandths = MINOR_UNITS.get(currency) == 1000 and len(marks) == 1
    whole, point, rest = number, "", ""
    if marks and (in_thousandths or not _GROUPED.fullmatch(number)):
        whole, _, rest = number.rpartition(marks[-1])
        point = "."
    if not (whole.isdigit() or _GROUPED.fullmatch(whole)) or (point and not rest.isdigit()):
        raise AmountUnclear(said, "unclear", currency)
    return Decimal("".join(filter(str.isdigit, whole)) + point + rest)


_SHARE = re.compile(
    r"\s*(?P<share>[-+−]?\d[\d.,]*)\s?(?P<sign>%|(?:percent|per cent|pct)(?!\w))?(?:[\s,:]+(?P<rest>.*))?",
    re.IGNORECASE | re.DOTALL,
)


def leading_share(text: str) -> tuple[str, str, bool] | None:
    """The number at the start of a text, what follows, and whether it is said to be a percentage; None without one."""
    found = _SHARE.fullmatch(text)
    if found is None:
        return None
    return found["share"], (found["rest"] or "").strip(), found["sign"] is not None
