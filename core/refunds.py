"""What mentees get back. Amounts are integer minor units of the session's currency."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.money import MINOR_UNITS, STEPS, USUAL_MINOR_UNITS
from core.people import Role
from core.policies import Policies


class RefundStatus(StrEnum):
    """How far a refund has come."""

    NONE = "none"
    PENDING_APPROVAL = "pending_approval"  # of a second admin
    PENDING = "pending"
    PROCESSED = "processed"
    FAILED = "failed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


UNCOUNTED = frozenset({RefundStatus.DECLINED, RefundStatus.WITHDRAWN})
"""Nothing goes back by these."""
APPROVAL_WITHIN = timedelta(hours=72)
"""How long a refund waits for a second admin."""


class RefundKind(StrEnum):
    """Why something is given back."""

    CANCELLATION = "cancellation"
    NO_SHOW = "no_show"
    DISPUTE = "dispute"  # no admin decided about a report in time
    FORCE_CANCEL = "force_cancel"
    FULL = "full"
    PARTIAL = "partial"
    BONUS = "bonus"  # beyond what was paid
    RETURNED = "returned"  # a payment that pays for nothing


BESIDE = frozenset({RefundKind.BONUS, RefundKind.RETURNED})
"""These are no part of what was paid for the session."""
MANUAL = frozenset({RefundKind.FULL, RefundKind.PARTIAL, RefundKind.BONUS})
BY_ADMINS = MANUAL | {RefundKind.FORCE_CANCEL}
"""These need a second admin above the limit (ADM-9)."""


@dataclass(frozen=True, slots=True)
class RefundTerms:
    """What a mentee was promised at booking: percentages, and until how many hours before the start all comes back."""

    free_hours: int = 24
    partial_pct: int = 70
    late_pct: int = 0


@dataclass(frozen=True, slots=True)
class Refund:
    """All that goes back to the mentee of what was paid: a percentage of it, the amount, how far it has come."""

    pct: int
    amount: int
    status: RefundStatus


@dataclass(frozen=True, slots=True)
class RefundEntry:
    """One line of the ledger. `by` is the admin who gives it, None where it follows from the rules.

    It waits for another admin until `expires_at`; `settled_at` is when its status became what it is. It goes back from
    a `payment` where a provider does it: `handle` is the provider's name for it, `tries` how often it was asked for
    anew, `trouble` why it failed.
    """

    id: int
    session: int
    amount: int
    currency: str
    kind: RefundKind
    status: RefundStatus
    at: datetime
    by: int | None = None
    words: str = ""
    approved_by: int | None = None
    settled_at: datetime | None = None
    expires_at: datetime | None = None
    payment: int | None = None
    handle: str = ""
    tries: int = 1
    trouble: str = ""

    @property
    def key(self) -> str:
        """What names it at the provider for good."""
        return f"refund-{self.id}-{self.tries}"


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


def refund(rate: int, pct: int, already: Refund | None = None, *, currency: str = "") -> Refund:
    """The refund of a percentage, rounded half up to what `currency` can be paid in; nothing to do without an amount.

    What has been given back `already` stays, where that is more. What is due is pending until a provider or somebody
    outside has given it back.
    """
    step = STEPS.get(currency, 1)
    amount = rate if pct >= 100 else (rate * pct + 50 * step) // (100 * step) * step
    if already is not None and already.amount and already.amount >= amount:
        return already
    return Refund(pct, amount, RefundStatus.PENDING if amount else RefundStatus.NONE)


def summed(rate: int, entries: Iterable[RefundEntry]) -> Refund | None:
    """What these entries of one session come to; None for none. Only what was kept for it counts."""
    counted = [each for each in entries if each.status not in UNCOUNTED and each.kind not in BESIDE]
    if not counted:
        return None
    amount = sum(each.amount for each in counted)
    return Refund((amount * 100 + rate // 2) // rate, amount, _furthest_behind(counted))


def _furthest_behind(entries: Iterable[RefundEntry]) -> RefundStatus:
    order = (
        RefundStatus.PENDING_APPROVAL,
        RefundStatus.FAILED,
        RefundStatus.PENDING,
        RefundStatus.PROCESSED,
    )
    return min((each.status for each in entries), key=order.index)


def needs_second_admin(
    entries: Iterable[RefundEntry], amount: int, currency: str, policies: Policies
) -> bool:
    """Whether another `amount` makes what admins have given back more than one of them may decide (ADM-9)."""
    before = sum(each.amount for each in entries if each.status not in UNCOUNTED and each.kind in BY_ADMINS)
    limit = policies.refund_second_admin * MINOR_UNITS.get(currency, USUAL_MINOR_UNITS)
    return before + amount > limit
