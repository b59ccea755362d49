"""How simulated providers write money, and which decimals they know."""

WHOLE = frozenset(
    ["BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF"]
)
RAZORPAY_WHOLE = WHOLE | {"ISK", "UGX"}
RAZORPAY_THOUSANDTHS = frozenset(["BHD", "IQD", "JOD", "KWD", "OMR", "TND"])
STRIPE_WHOLE = WHOLE | {"MGA"}
STRIPE_THOUSANDTHS = frozenset(["BHD", "JOD", "KWD", "OMR", "TND"])
STRIPE_HUNDREDS = frozenset({"ISK", "UGX"})


def written(amount: int, currency: str, whole: frozenset[str], thousandths: frozenset[str]) -> str:
    """An amount for people."""
    if currency in whole:
        return f"{currency} {amount}"
    return (
        f"{currency} {amount / 1000:.3f}" if currency in thousandths else f"{currency} {amount / 100:.2f}"
    )
