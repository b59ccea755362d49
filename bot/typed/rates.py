"""Typed prices of a session: "40 EUR", "40,50 €", "1.234,50", "$40", "free", in the reader's way to write numbers."""

import re
from decimal import Decimal
from functools import cache
from unicodedata import normalize

from bot.typed.tidy import tidy
from core.mentor_settings import MOST_RATE, Rate
from core.money import MINOR_UNITS, USUAL_MINOR_UNITS

LIMIT = 40
_FREE = frozenset({"free", "none", "no charge", "nothing", "gratis"})
_MARK = r"[^\d\s.,'+-]{0,12}"
_PRICE = re.compile(
    rf"(?P<sign>-?) ?(?P<before>{_MARK}) ?(?P<minus>-?) ?(?P<number>\d[\d.,' ]*?) ?(?P<after>{_MARK})"
)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?P<mark>[.,' ])\d{3}(?:(?P=mark)\d{3})*|[1-9]\d?(?:,\d\d)+,\d{3}")
_WORDS = {
    "euro": "€",
    "euros": "€",
    "dollar": "$",
    "dollars": "$",
    "pound": "£",
    "pounds": "£",
    "rupee": "₹",
    "rupees": "₹",
    "yen": "¥",
}
_SIGNS = {
    "$": ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN"),
    "€": ("EUR",),
    "£": ("GBP",),
    "₹": ("INR",),
    "¥": ("JPY", "CNY"),
    "us$": ("USD",),
    "ca$": ("CAD",),
    "c$": ("CAD",),
    "a$": ("AUD",),
    "au$": ("AUD",),
    "nz$": ("NZD",),
    "s$": ("SGD",),
    "hk$": ("HKD",),
    "mx$": ("MXN",),
}


class NoRate(Exception):  # noqa: N818
    """Why the text is no price: a code, with the currency meant and what else the text can be."""

    def __init__(self, problem: str, currency: str, readings: tuple[Rate, ...] = ()) -> None:
        super().__init__(problem, currency, readings)
        self.problem = problem
        self.currency = currency
        self.readings = readings


def read_rate(text: str, usual: str, locale: str) -> Rate:
    """The price meant; `usual` is the currency where none is typed. Raises NoRate."""
    said = tidy(text, LIMIT)
    if said is None:
        raise NoRate("unclear", usual)
    if not said:
        raise NoRate("missing", usual)
    if said.lower() in _FREE:
        return Rate(0, usual)
    found = _PRICE.fullmatch(said)
    if found is None:
        raise NoRate("unclear", usual)
    currencies = _currencies(found["before"], found["after"], usual, locale)
    if found["sign"] or found["minus"]:
        raise NoRate("negative", currencies[0])
    meant: list[Rate] = []
    certain = len(currencies) == 1
    for currency in currencies:
        amounts, clear = _amounts(found["number"], currency, locale)
        certain = certain and clear
        meant += [Rate(amount, currency) for amount in amounts]
    if any(rate.amount > MOST_RATE for rate in meant):
        raise NoRate("large", currencies[0])
    if not certain:
        raise NoRate("ambiguous", currencies[0], tuple(meant))
    return meant[0]


def rate_text(rate: Rate, locale: str) -> str:
    """The price as `read_rate` reads it back: `40.00 EUR`, `40,00 EUR`, `4000 JPY`."""
    from babel.numbers import format_decimal

    places = _places(rate.currency)
    pattern = f"0.{'0' * places}" if places else "0"
    return f"{format_decimal(Decimal(rate.amount).scaleb(-places), pattern, locale)} {rate.currency}"


def _currencies(before: str, after: str, usual: str, locale: str) -> tuple[str, ...]:
    """The currencies that the marks around the number can mean, the likeliest first; raises NoRate."""
    marks = [mark for mark in (before, after) if mark]
    if not marks:
        return (usual,)
    first, *rest = (_meanings(mark, usual, locale) for mark in marks)
    both = tuple(each for each in first if all(each in others for others in rest))
    if not both:
        raise NoRate("currency", usual)
    return both


def _meanings(mark: str, usual: str, locale: str) -> tuple[str, ...]:
    """What a code or sign means; a sign of several currencies is read as the reader's country does, or as usual."""
    if mark.upper() in _known():
        return (mark.upper(),)
    sign = _WORDS.get(mark.lower(), mark.lower())
    named = _SIGNS.get(sign, ())
    if len(named) < 2:
        return named
    likely = [each for each in named if each == usual or _sign_of(each, locale) == sign]
    return tuple(likely) or named[:1]


def _amounts(number: str, currency: str, locale: str) -> tuple[list[int], bool]:
    """The minor units that the number can mean, and whether it is clear which; raises NoRate."""
    places = _places(currency)
    whole = (
        int(re.sub(r"\D", "", number)) * 10**places
        if number.isdigit() or _GROUPED.fullmatch(number)
        else None
    )
    marks = re.findall(r"[.,' ]", number)
    if not marks and whole is not None:
        return [whole], True
    fine = _divided(number, marks, places)
    if whole is None:
        if fine is None:
            raise NoRate("unclear", currency)
        if fine < 0:
            raise NoRate("places", currency)
        return [fine], True
    if len(marks) > 1 or marks[0] == _group_mark(locale) or marks[0] not in ".,":
        return [whole], True
    if marks[0] == _decimal_mark(locale) and fine is not None and fine >= 0:
        return [fine], True
    return [whole, *([fine] if fine is not None and fine >= 0 else [])], False


def _divided(number: str, marks: list[str], places: int) -> int | None:
    """The minor units where the last mark divides the decimals off; -1 where these are too many, None for neither."""
    if not marks or marks[-1] not in ".,":
        return None
    whole, _, decimals = number.rpartition(marks[-1])
    if not decimals.isdigit() or not (whole.isdigit() or _GROUPED.fullmatch(whole)) or marks[-1] in whole:
        return None
    if len(decimals) > places:
        return -1
    return int(re.sub(r"\D", "", whole) + decimals.ljust(places, "0"))


def _places(currency: str) -> int:
    return len(str(MINOR_UNITS.get(currency, USUAL_MINOR_UNITS))) - 1


@cache
def _known() -> frozenset[str]:
    """The currencies that are legal tender somewhere today."""
    from babel.core import get_global

    return frozenset(
        code
        for used in get_global("territory_currencies").values()
        for code, _, until, tender in used
        if until is None and tender
    )


def _sign_of(currency: str, locale: str) -> str:
    from babel.numbers import get_currency_symbol

    return normalize("NFKC", str(get_currency_symbol(currency, locale))).lower()


def _decimal_mark(locale: str) -> str:
    from babel.numbers import get_decimal_symbol

    return str(get_decimal_symbol(locale))


def _group_mark(locale: str) -> str:
    """As `tidy` leaves it."""
    from babel.numbers import get_group_symbol

    return (tidy(str(get_group_symbol(locale)) + "|", 4) or "").removesuffix("|") or " "
