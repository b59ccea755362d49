"""What must be true of payments: each pays for its session or goes back, and no session is booked without its own."""

from collections.abc import Iterator

from sqlalchemy import and_, exists, func, or_, select

from core.errands import Task
from core.invariants import Invariant
from core.payments import Use
from core.refunds import UNCOUNTED, RefundKind
from core.sessions import Status
from storage.checks.moments import LATE
from storage.checks.terms import Query
from storage.intervention_tables import GOES_BACK, refunds
from storage.message_tables import IS_WAITING, notices
from storage.payment_tables import IS_OPEN_ATTEMPT, payment_attempts, payments
from storage.tables import IS_AWAITING, sessions

_BOOKED = [each.value for each in (Status.SCHEDULED, Status.IN_PROGRESS, Status.COMPLETED, Status.NO_SHOW)]


def payment_queries() -> Iterator[Query]:
    """The invariants of payments, each with what finds its violations."""
    which = (sessions.c.id.label("session"), sessions.c.status)
    its_own = exists().where(
        payments.c.id == sessions.c.payment,
        payments.c.session == sessions.c.id,
        payments.c.use == Use.KEPT.value,
        payments.c.amount == sessions.c.rate,
        payments.c.currency == sessions.c.currency,
    )
    was_to_be_paid = exists().where(payment_attempts.c.session == sessions.c.id)
    yield (
        Invariant.UNPAID,
        select(*which).where(
            or_(
                and_(sessions.c.payment.is_not(None), ~its_own),
                and_(sessions.c.payment.is_(None), sessions.c.status.in_(_BOOKED), was_to_be_paid),
            )
        ),
    )
    kept = payments.c.use == Use.KEPT.value
    goes_back = exists().where(
        refunds.c.payment == payments.c.id,
        refunds.c.kind == RefundKind.RETURNED.value,
        refunds.c.amount == payments.c.amount,
        refunds.c.currency == payments.c.currency,
    )
    pays = exists().where(sessions.c.id == payments.c.session, sessions.c.payment == payments.c.id)
    yield (
        Invariant.UNUSED,
        select(payments.c.id.label("payment"), payments.c.at).where(
            payments.c.at <= LATE, or_(and_(kept, ~pays), and_(~kept, ~goes_back))
        ),
    )
    given = (
        select(refunds.c.payment, func.sum(refunds.c.amount).label("refunded"))
        .where(
            refunds.c.payment.is_not(None),
            refunds.c.status.not_in([status.value for status in UNCOUNTED]),
        )
        .group_by(refunds.c.payment)
        .subquery()
    )
    yield (
        Invariant.GIVEN_TWICE,
        select(payments.c.id.label("payment"), given.c.refunded, payments.c.amount.label("paid"))
        .join_from(payments, given, given.c.payment == payments.c.id)
        .where(given.c.refunded > payments.c.amount),
    )
    asked = exists().where(
        IS_WAITING, notices.c.kind == Task.REFUND.value, notices.c.session == refunds.c.session
    )
    yield (
        Invariant.UNASKED_REFUND,
        select(refunds.c.id.label("refund"), refunds.c.session).where(
            GOES_BACK, refunds.c.kind != RefundKind.BONUS.value, refunds.c.handle == "", ~asked
        ),
    )
    awaited = exists().where(sessions.c.id == payment_attempts.c.session, IS_AWAITING)
    yield (
        Invariant.OPEN_LINK,
        select(payment_attempts.c.id.label("attempt"), payment_attempts.c.session).where(
            IS_OPEN_ATTEMPT, ~awaited
        ),
    )
    yield (
        Invariant.NOTHING_TO_PAY_BY,
        select(sessions.c.id.label("session")).where(IS_AWAITING, ~was_to_be_paid),
    )
