"""Money as each provider counts it: exact in both directions, whatever the currency."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.money import MINOR_UNITS, USUAL_MINOR_UNITS
from core.provider_refusals import Refused
from gateways.payments.units import RAZORPAY, STRIPE, Units

pytestmark = pytest.mark.spec("PAY-2", "PAY-4")
KNOWN = {
    (id(units), currency): (units, currency) for units in (RAZORPAY, STRIPE) for currency in units._counted
}


@given(st.sampled_from(list(KNOWN.values())), st.integers(0, 10**12))
def test_what_can_be_paid_is_the_same_money_there_and_back(case: tuple[Units, str], steps: int) -> None:
    units, currency = case
    amount = steps * units.step(currency)
    theirs = units.theirs(amount, currency)
    assert units.ours(theirs, currency) == amount
    per_unit, multiple = units._counted[currency]
    assert theirs % multiple == 0
    assert theirs * MINOR_UNITS.get(currency, USUAL_MINOR_UNITS) == amount * per_unit


@given(st.sampled_from(list(KNOWN.values())), st.integers(0, 10**9))
def test_what_is_no_multiple_of_the_step_is_refused(case: tuple[Units, str], amount: int) -> None:
    units, currency = case
    if amount % units.step(currency):
        with pytest.raises(Refused, match="steps of"):
            units.theirs(amount, currency)


@given(st.sampled_from(list(KNOWN.values())), st.integers(0, 10**9))
def test_less_than_the_price_never_passes_for_it(case: tuple[Units, str], theirs: int) -> None:
    units, currency = case
    ours = units.ours(theirs, currency)
    if ours % units.step(currency) == 0:
        assert units.theirs(ours, currency) <= theirs


@pytest.mark.parametrize(
    ("units", "currency", "ours", "theirs", "step"),
    [
        (RAZORPAY, "INR", 150_000, 150_000, 1),
        (RAZORPAY, "JPY", 900, 900, 1),
        (RAZORPAY, "KWD", 1_230, 1_230, 10),
        (RAZORPAY, "IQD", 5, 5_000, 1),
        (RAZORPAY, "ISK", 2_500, 2_500, 1),
        (STRIPE, "ISK", 2_500, 250_000, 1),
        (STRIPE, "UGX", 1, 100, 1),
        (STRIPE, "MGA", 7, 7, 1),
        (RAZORPAY, "MGA", 7, 700, 1),
        (STRIPE, "KWD", 10, 10, 10),
        (STRIPE, "EUR", 1, 1, 1),
    ],
)
def test_each_provider_has_its_own_decimals(
    units: Units, currency: str, ours: int, theirs: int, step: int
) -> None:
    assert (units.theirs(ours, currency), units.step(currency)) == (theirs, step)


def test_what_a_provider_does_not_know_it_does_not_take() -> None:
    assert "LYD" not in STRIPE
    assert "XXX" not in RAZORPAY
    assert "inr" not in RAZORPAY
