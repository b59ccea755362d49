"""Why a payment provider does not do what it is asked."""

from enum import StrEnum

from core.outbox import Unreachable


class Reason(StrEnum):
    """Why a provider refuses, as far as somebody can do something about it."""

    LOGIN = "login"  # our keys are not accepted
    AMOUNT = "amount"  # too small or too large for the provider
    CURRENCY = "currency"  # the account does not take it
    TOO_SHORT = "too_short"  # the link would close too soon
    NO_BALANCE = "no_balance"  # too little money on the account to refund from
    ABOVE_PAID = "above_paid"  # more than is left of the payment, or all of it is refunded already
    TOO_OLD = "too_old"  # the payment cannot be refunded any more
    UNKNOWN = "unknown"  # there is no such link, payment or refund
    OTHER = "other"


class Refused(Unreachable):
    """The provider refuses; asking again in the same words is pointless. The text is the provider's, for admins."""

    def __init__(self, reason: Reason, words: str) -> None:
        super().__init__(words)
        self.reason = reason
