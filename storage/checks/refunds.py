"""What must be true of refunds: the ledger and the sessions agree, and nothing is given back that was not paid."""

from collections.abc import Iterator

from sqlalchemy import and_, func, or_, select

from core.invariants import Invariant
from core.refunds import BESIDE, UNCOUNTED, RefundKind, RefundStatus
from core.sessions import Status
from storage.checks.moments import LATE
from storage.checks.terms import Query
from storage.intervention_tables import WAITS_FOR_APPROVAL, refunds
from storage.tables import sessions

_NOTHING_PAID = or_(sessions.c.confirm_by.is_not(None), sessions.c.status == Status.AWAITING_PAYMENT.value)


def refund_queries() -> Iterator[Query]:
    """The invariants of refunds, each with what finds its violations."""
    given = (
        select(refunds.c.session, func.sum(refunds.c.amount).label("refunded"))
        .where(
            refunds.c.status.not_in([status.value for status in UNCOUNTED]),
            refunds.c.kind.not_in([kind.value for kind in BESIDE]),
        )
        .group_by(refunds.c.session)
        .subquery()
    )
    refunded = func.coalesce(given.c.refunded, 0)
    stated = func.coalesce(sessions.c.refund_amount, 0)
    both = sessions.outerjoin(given, given.c.session == sessions.c.id)
    yield (
        Invariant.OVERPAID,
        select(sessions.c.id.label("session"), refunded.label("refunded"), sessions.c.rate.label("paid"))
        .select_from(both)
        .where(or_(refunded > sessions.c.rate, and_(refunded > 0, _NOTHING_PAID))),
    )
    yield (
        Invariant.REFUND_UNEQUAL,
        select(sessions.c.id.label("session"), stated.label("stated"), refunded.label("refunded"))
        .select_from(both)
        .where(stated != refunded),
    )
    yield (
        Invariant.REFUND_CURRENCY,
        select(refunds.c.id.label("refund"), refunds.c.session, refunds.c.currency)
        .join_from(refunds, sessions, sessions.c.id == refunds.c.session)
        .where(refunds.c.currency != sessions.c.currency, refunds.c.kind != RefundKind.RETURNED.value),
    )
    goes_back = [RefundStatus.PENDING.value, RefundStatus.PROCESSED.value, RefundStatus.FAILED.value]
    yield (
        Invariant.UNAPPROVED,
        select(refunds.c.id.label("refund"), refunds.c.session).where(
            refunds.c.expires_at.is_not(None),
            refunds.c.status.in_(goes_back),
            or_(refunds.c.approved_by.is_(None), refunds.c.approved_by == refunds.c.person),
        ),
    )
    yield (
        Invariant.REFUND_OVERDUE,
        select(refunds.c.id.label("refund"), refunds.c.expires_at.label("until")).where(
            WAITS_FOR_APPROVAL, refunds.c.expires_at <= LATE
        ),
    )
