"""Refusals about paying."""

from dataclasses import dataclass
from typing import ClassVar

from core.errors.common import Refusal


@dataclass
class PaymentOpen(Refusal):
    """The session waits for its payment: pay for it or leave it first."""

    session: int


@dataclass
class PaidElsewhere(Refusal):
    """No link to pay by may stand on any platform on which the person can be written to, and no mail goes to them.

    `by_mail`: it could go there.
    """

    by_mail: bool


@dataclass
class PaymentOver(Refusal):
    """The session does not wait for a payment any more; `status` is its present one."""

    moved_on: ClassVar = True
    session: int
    status: str


@dataclass
class RefundNotFailed(Refusal):
    """The refund has not failed, or somebody has dealt with it meanwhile."""

    moved_on: ClassVar = True
    session: int


@dataclass
class NothingPaid(Refusal):
    """There is no receipt: nothing was paid for the session through a provider."""

    session: int
