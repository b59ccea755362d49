"""What is given back when a session is cancelled. Amounts are integer minor units of the session's currency."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.people import Role
from core.policies import Policies


class RefundStatus(StrEnum):
    """How far a refund has come."""

    NONE = "none"
    PENDING = "pending"
    PROCESSED = "processed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class RefundTerms:
    """What a mentee was promised at booking: percentages, and until how many hours before the start all comes back."""

    free_hours: int = 24
    partial_pct: int = 70
    late_pct: int = 0


@dataclass(frozen=True, slots=True)
class Refund:
    """What goes back to the mentee: a percentage of the session's rate, the amount, how far it has come."""

    pct: int
    amount: int
    status: RefundStatus


def terms_of(policies: Policies) -> RefundTerms:
    """The terms that a session booked now keeps (CAN-3)."""
    return RefundTerms(
        policies.free_cancellation_hours, policies.partial_refund_pct, policies.late_refund_pct
    )


def share(terms: RefundTerms, starts_at: datetime, by: Role | None, now: datetime, cutoff: datetime) -> int:
    """The percentage given back to the mentee when the session is cancelled `now`.

    `by` is who cancels, None when nobody answered in time; only a mentee ever loses anything. `cutoff` is the
    last instant at which the mentee may cancel by the present policies; each limit itself is still in time.
    """
    if by is not Role.MENTEE or now <= starts_at - timedelta(hours=terms.free_hours):
        return 100
    return terms.partial_pct if now <= cutoff else terms.late_pct


def refund(rate: int, pct: int) -> Refund:
    """The refund of a percentage, rounded half up to a whole minor unit; without an amount there is nothing to do.

    Nothing is paid through us: what is due is pending until it is settled.
    """
    amount = (rate * pct + 50) // 100
    return Refund(pct, amount, RefundStatus.PENDING if amount else RefundStatus.NONE)
