"""How each provider counts money, and how that differs from how the core does.

Razorpay's currencies are those of its own list (razorpay.com/docs, "Supported Currencies and Subunits"). Stripe's are
those of docs.stripe.com/currencies, as are its peculiarities: whole currencies, among them MGA; the last digit 0 in
thousandths; ISK and UGX, which are whole and are sent as hundredths that end in 00. Which of them an account takes,
and from what amount on, Stripe says when it is asked for a link. Its HUF and TWD are whole in payouts only.
"""

from collections.abc import Iterable, Mapping
from math import gcd

from core.money import MINOR_UNITS, USUAL_MINOR_UNITS
from core.provider_refusals import Refused
from core.providers import Reason

_RAZORPAY_HUNDREDTHS = (
    "AED ALL AMD AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BZD CAD CHF CNY COP CRC CUP CVE CZK DKK DOP "
    "DZD EGP ETB EUR FJD GBP GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR JMD KES KGS KHR KYD KZT LAK LKR LRD LSL "
    "MAD MDL MGA MKD MMK MNT MOP MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PEN PGK PHP PKR PLN QAR RON RSD RUB "
    "SAR SCR SEK SGD SOS SVC SZL THB TRY TTD TWD TZS UAH USD UYU UZS XCD YER ZAR ZMW"
)
_RAZORPAY_WHOLE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
_RAZORPAY_THOUSANDTHS = "BHD IQD JOD KWD OMR TND"

_STRIPE_HUNDREDTHS = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BWP BYN BZD CAD CDF CHF CNY COP CRC "
    "CVE CZK DKK DOP DZD EGP ETB EUR FJD FKP GBP GEL GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR JMD KES KGS KHR KYD "
    "KZT LAK LBP LKR LRD LSL MAD MDL MKD MMK MNT MOP MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP "
    "PKR PLN QAR RON RSD RUB SAR SBD SCR SEK SGD SHP SLE SOS SRD STD SZL THB TJS TOP TRY TTD TWD TZS UAH USD UYU UZS "
    "WST XCD YER ZAR ZMW"
)
_STRIPE_WHOLE = "BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF"
_STRIPE_THOUSANDTHS = "BHD JOD KWD OMR TND"
_STRIPE_WHOLE_SENT_AS_HUNDREDTHS = "ISK UGX"
_LAST_DIGIT_ZERO = 10


class Units:
    """One provider’s currencies: (units of its that make one of the currency, what its amounts are multiples of)."""

    def __init__(self, counted: Mapping[str, tuple[int, int]]) -> None:
        self._counted = counted

    def __contains__(self, currency: str) -> bool:
        return currency in self._counted

    def step(self, currency: str) -> int:
        """The least of our minor units that the provider can count, and all amounts are multiples of."""
        per_unit, multiple = self._counted[currency]
        ours = MINOR_UNITS.get(currency, USUAL_MINOR_UNITS) * multiple
        return ours // gcd(ours, per_unit)

    def theirs(self, amount: int, currency: str) -> int:
        """An amount of ours as the provider counts it; raises Refused where it is no multiple of the step."""
        if amount % self.step(currency):
            raise Refused(Reason.AMOUNT, f"{currency} is paid in steps of {self.step(currency)}")
        return amount * self._counted[currency][0] // MINOR_UNITS.get(currency, USUAL_MINOR_UNITS)

    def ours(self, amount: int, currency: str) -> int:
        """The provider's amount as we count it; what is less than one of our units is left out."""
        per_unit = self._counted.get(currency, (USUAL_MINOR_UNITS, 1))[0]
        return amount * MINOR_UNITS.get(currency, USUAL_MINOR_UNITS) // per_unit


def _counted(kinds: Iterable[tuple[str, int, int]]) -> dict[str, tuple[int, int]]:
    return {
        currency: (per_unit, multiple) for codes, per_unit, multiple in kinds for currency in codes.split()
    }


RAZORPAY = Units(
    _counted(
        (
            (_RAZORPAY_HUNDREDTHS, 100, 1),
            (_RAZORPAY_WHOLE, 1, 1),
            (_RAZORPAY_THOUSANDTHS, 1000, _LAST_DIGIT_ZERO),
        )
    )
)
STRIPE = Units(
    _counted(
        (
            (_STRIPE_HUNDREDTHS, 100, 1),
            (_STRIPE_WHOLE, 1, 1),
            (_STRIPE_THOUSANDTHS, 1000, _LAST_DIGIT_ZERO),
            (_STRIPE_WHOLE_SENT_AS_HUNDREDTHS, 100, 100),
        )
    )
)
