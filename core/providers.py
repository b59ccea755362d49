"""Payment providers: what is asked of them, what they answer, and what they tell by themselves.

Amounts are integer minor units as `core.money` counts them, currencies their codes in capitals. Nothing that a
provider says is in order: states only go forward.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from core.refunds import RefundStatus


class Reason(StrEnum):
    """Why a provider refuses, as far as somebody can do something about it."""

    LOGIN = "login"  # our keys are not accepted
    ACCOUNT = "account"  # the account may take no payments, not yet or no longer
    CURRENCY = "currency"  # the account does not take it
    TOO_LITTLE = "too_little"
    TOO_MUCH = "too_much"
    AMOUNT = "amount"  # it cannot be paid as it is, such as in steps of 10
    TOO_SHORT = "too_short"  # the link would close too soon
    NO_BALANCE = "no_balance"  # too little money on the account to refund from
    ABOVE_PAID = "above_paid"  # more than is left of the payment, or all of it is refunded already
    TOO_OLD = "too_old"  # the payment cannot be refunded any more
    UNKNOWN = "unknown"  # there is no such link, payment or refund
    OTHER = "other"


OF_PRICE = frozenset({Reason.CURRENCY, Reason.TOO_LITTLE, Reason.TOO_MUCH, Reason.AMOUNT})
"""With another price there would be a link."""


@dataclass(frozen=True, slots=True)
class PaymentOrder:
    """What one attempt to pay is for. `reference` such as `S-7F3K.2` names the attempt for good, at the provider too.

    `session` is the session's code; `description` is what whoever pays reads. The link closes at `closes_at`, aware
    UTC; a provider that cannot close it so soon leaves that to `close_link`.
    """

    reference: str
    session: str
    description: str
    amount: int
    currency: str
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class PaymentLink:
    """Where to pay. `id` is the provider's."""

    id: str
    url: str


@dataclass(frozen=True, slots=True)
class NoLink:
    """The provider makes no link for an order; `words` are its own, for admins."""

    reason: Reason
    words: str


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that has arrived. `id` is the provider's, and what refunds are made of."""

    id: str
    amount: int
    currency: str


class LinkStatus(StrEnum):
    """Whether somebody can pay by a link."""

    OPEN = "open"
    PAID = "paid"
    CLOSED = "closed"  # a payment that was begun may arrive all the same


@dataclass(frozen=True, slots=True)
class LinkState:
    """How a link stands; `payments` are all that arrived by it, more than one where somebody paid twice."""

    status: LinkStatus
    payments: tuple[Payment, ...] = ()


@dataclass(frozen=True, slots=True)
class RefundOrder:
    """What to give back of a payment; `key` names this refund for good: 10 to 40 of A-Z a-z 0-9 _ and -."""

    key: str
    payment: str
    amount: int
    currency: str


@dataclass(frozen=True, slots=True)
class RefundState:
    """How a refund stands: PENDING, PROCESSED or FAILED. A processed one can fail later; `words` say why it failed."""

    id: str
    status: RefundStatus
    words: str = ""


@dataclass(frozen=True, slots=True)
class Paid:
    """Money has arrived by a link; `link` is "" where only the reference is known."""

    payment: str
    amount: int
    currency: str
    link: str = ""
    reference: str = ""
    fact: Literal["paid"] = "paid"


@dataclass(frozen=True, slots=True)
class PaymentFailed:
    """Somebody tried to pay in vain; the same payment can succeed later. `link` is "" where it is not known."""

    payment: str
    link: str = ""
    reference: str = ""
    fact: Literal["failed"] = "failed"


@dataclass(frozen=True, slots=True)
class LinkClosed:
    """Nobody can begin to pay by the link any more."""

    link: str
    reference: str = ""
    fact: Literal["closed"] = "closed"


@dataclass(frozen=True, slots=True)
class RefundChanged:
    """How a refund stands; `key` is ours, "" where somebody made it at the provider's own desk."""

    refund: str
    payment: str
    amount: int
    currency: str
    status: RefundStatus
    key: str = ""
    words: str = ""
    fact: Literal["refund"] = "refund"


@dataclass(frozen=True, slots=True)
class Disputed:
    """The payer's bank takes money back, or may; `words` are the provider's reason."""

    dispute: str
    payment: str
    amount: int
    currency: str
    words: str = ""
    fact: Literal["disputed"] = "disputed"


Fact = Paid | PaymentFailed | LinkClosed | RefundChanged | Disputed


@dataclass(frozen=True, slots=True)
class Told:
    """What a provider tells us by itself, and its name for that: the same where it is told again."""

    provider: str
    event: str
    fact: Fact

    @property
    def about(self) -> str:
        """The payment whose refund or dispute it is, or the attempt to pay."""
        fact = self.fact
        return fact.payment if isinstance(fact, RefundChanged | Disputed) else fact.reference
