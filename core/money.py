"""How currencies are counted."""

from typing import Final

USUAL_MINOR_UNITS = 100
_WHOLE = (
    "AFN ALL BIF CLP DJF GNF IQD IRR ISK JPY KMF KPW KRW LAK LBP MGA MMK PYG RSD RWF SOS SYP UGX UYI VND VUV "
    "XAF XOF XPF YER"
)
_IN_THOUSANDS = "BHD JOD KWD LYD OMR TND"
STEPS: Final = dict.fromkeys(("BHD", "JOD", "KWD", "OMR", "TND"), 10)
"""Of how many minor units amounts are multiples, in currencies in which providers take no single ones."""
MINOR_UNITS: Final = dict.fromkeys(_WHOLE.split(), 1) | dict.fromkeys(_IN_THOUSANDS.split(), 1000)
"""How many minor units make one unit, of currencies for which they are not a hundred."""
