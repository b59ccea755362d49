"""Typed prices of a session, as their writer means them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.typed.rates import NoRate, rate_text, read_rate
from core.mentor_settings import MOST_RATE, Rate

LOCALES = ("en", "en_US", "de", "de_CH", "fr", "pt_BR", "en_IN", "ja", "ar", "pl", "sv")


@pytest.mark.spec("AVL-1")
@pytest.mark.parametrize(
    ("text", "usual", "locale", "meant"),
    [
        ("40", "EUR", "en", Rate(4000, "EUR")),
        ("40 EUR", "USD", "en", Rate(4000, "EUR")),
        ("eur 40", "USD", "en", Rate(4000, "EUR")),
        ("40,50 €", "USD", "de", Rate(4050, "EUR")),
        ("40,5 €", "USD", "en", Rate(4050, "EUR")),
        ("€40.50", "USD", "de", Rate(4050, "EUR")),
        ("1.234,50", "EUR", "en", Rate(123450, "EUR")),
        ("1,234.50", "EUR", "de", Rate(123450, "EUR")),
        ("1.234", "EUR", "de", Rate(123400, "EUR")),
        ("1,234", "EUR", "en", Rate(123400, "EUR")),
        ("1 234,50 €", "USD", "fr", Rate(123450, "EUR")),
        ("1’234.50 CHF", "EUR", "de_CH", Rate(123450, "CHF")),
        ("1,00,000 INR", "INR", "en_IN", Rate(10_000_000, "INR")),
        ("1.234 KWD", "USD", "en", Rate(1234, "KWD")),
        ("1,234 KWD", "USD", "de", Rate(1234, "KWD")),
        ("1,234 KWD", "USD", "en", Rate(1_234_000, "KWD")),
        ("4000 JPY", "USD", "en", Rate(4000, "JPY")),
        ("4,000 yen", "USD", "en", Rate(4000, "JPY")),
        ("¥4000", "USD", "ja", Rate(4000, "JPY")),
        ("$40", "USD", "en_US", Rate(4000, "USD")),
        ("$40", "EUR", "de", Rate(4000, "USD")),
        ("$40 USD", "USD", "en_AU", Rate(4000, "USD")),
        ("40 dollars", "CAD", "en_CA", Rate(4000, "CAD")),
        ("٤٠ EUR", "USD", "ar", Rate(4000, "EUR")),
        ("0", "EUR", "en", Rate(0, "EUR")),
        ("free", "EUR", "en", Rate(0, "EUR")),
    ],
)
def test_a_price_is_read_as_its_writer_means_it(text: str, usual: str, locale: str, meant: Rate) -> None:
    assert read_rate(text, usual, locale) == meant


@pytest.mark.spec("AVL-1")
@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "missing"),
        ("forty", "unclear"),
        ("4e3", "unclear"),
        ("1.2.3", "unclear"),
        ("40 per hour", "unclear"),
        ("<script>", "unclear"),
        ("9" * 10_000, "unclear"),
        ("-5 EUR", "negative"),
        ("−5", "negative"),
        ("€ -5", "negative"),
        ("40 XYZ", "currency"),
        ("40 DEM", "currency"),
        ("40 XXX", "currency"),
        ("₿2", "currency"),
        ("$40 EUR", "currency"),
        ("0.001 EUR", "places"),
        ("40.505 EUR", "ambiguous"),
        ("0,5 JPY", "places"),
        ("4000.00 JPY", "places"),
        ("1.2345 KWD", "places"),
        ("99999999999", "large"),
    ],
)
def test_what_is_no_price_is_said_with_its_reason(text: str, problem: str) -> None:
    with pytest.raises(NoRate) as refused:
        read_rate(text, "EUR", "en")
    assert refused.value.problem == problem


@pytest.mark.spec("AVL-1")
@pytest.mark.parametrize(
    ("text", "usual", "locale", "readings"),
    [
        ("$40", "USD", "en_AU", {Rate(4000, "USD"), Rate(4000, "AUD")}),
        ("$40", "CAD", "en_US", {Rate(4000, "USD"), Rate(4000, "CAD")}),
        ("1.234", "EUR", "en", {Rate(123400, "EUR")}),
        ("1,234", "EUR", "de", {Rate(123400, "EUR")}),
        ("1,234 KWD", "KWD", "de_CH", {Rate(1_234_000, "KWD"), Rate(1234, "KWD")}),
    ],
)
def test_a_price_that_can_be_several_is_asked_back(
    text: str, usual: str, locale: str, readings: set[Rate]
) -> None:
    with pytest.raises(NoRate) as refused:
        read_rate(text, usual, locale)
    assert refused.value.problem == "ambiguous"
    assert set(refused.value.readings) == readings


@pytest.mark.spec("AVL-1")
@given(
    st.integers(0, MOST_RATE),
    st.sampled_from(["EUR", "USD", "JPY", "KWD", "INR"]),
    st.sampled_from(LOCALES),
)
def test_a_price_is_read_back_from_the_form_in_every_locale(
    amount: int, currency: str, locale: str
) -> None:
    assert read_rate(rate_text(Rate(amount, currency), locale), "CHF", locale) == Rate(amount, currency)


@given(st.text(max_size=60), st.sampled_from(LOCALES))
def test_any_text_is_a_price_or_is_said_to_be_none(text: str, locale: str) -> None:
    try:
        rate = read_rate(text, "EUR", locale)
    except NoRate:
        return
    assert 0 <= rate.amount <= MOST_RATE
