"""Typed amounts of money: what is meant, and why not otherwise."""

import pytest

from bot.typed.amounts import minor_units, percentage
from core.errors.interventions import AmountUnclear


@pytest.mark.spec("ADM-4")
@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("25", "USD", 2500),
        (" 25.5 ", "USD", 2550),
        ("25,50", "EUR", 2550),
        ("$25", "USD", 2500),
        ("25 usd", "USD", 2500),
        ("USD 25.00", "USD", 2500),
        ("1,250.75", "USD", 125_075),
        ("1.250,75 €", "EUR", 125_075),
        ("1,250", "USD", 125_000),
        ("1 250", "EUR", 125_000),
        ("₹1999", "INR", 199_900),
        ("1500", "JPY", 1500),
        ("¥1,500", "JPY", 1500),
        ("1.005", "KWD", 1005),
        ("0.01", "USD", 1),
        ("+5", "USD", 500),
    ],
)
def test_an_amount_is_read_to_the_minor_unit(text: str, currency: str, minor: int) -> None:
    assert minor_units(text, currency) == minor


@pytest.mark.spec("ADM-4")
@pytest.mark.parametrize(
    ("text", "currency", "problem"),
    [
        ("", "USD", "missing"),
        ("lots", "USD", "unclear"),
        ("2 5 0", "USD", "unclear"),
        ("1.2.3", "USD", "unclear"),
        ("12 or 13", "USD", "unclear"),
        ("-5", "USD", "negative"),
        ("−5", "USD", "negative"),
        ("$-5", "USD", "negative"),
        ("0", "USD", "negative"),
        ("25 EUR", "USD", "currency"),
        ("€25", "USD", "currency"),
        ("25.5", "JPY", "places"),
        ("0.005", "USD", "places"),
        ("99999999999", "USD", "large"),
    ],
)
def test_what_is_no_such_amount_says_why(text: str, currency: str, problem: str) -> None:
    with pytest.raises(AmountUnclear) as refused:
        minor_units(text, currency)
    assert refused.value.problem == problem


@pytest.mark.parametrize(("text", "pct"), [("0", 0), ("50 %", 50), ("100", 100), ("70%", 70)])
def test_a_percentage_is_whole_and_at_most_a_hundred(text: str, pct: int) -> None:
    assert percentage(text, "USD") == pct
    for wrong in ("101", "-1", "12.5", "half", ""):
        with pytest.raises(AmountUnclear):
            percentage(wrong, "USD")
