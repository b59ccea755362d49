"""Disputes that wait too long: admins are alarmed again, and in the end the rule decides."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

from core.attendance import Dispute, DisputeStatus, Resolution, Step
from core.desk import Desk
from core.disputes import role_in
from core.ids import code_of
from core.notices import Kind
from core.payloads import DisputeStep
from core.people import Role
from core.policies import DisputeEnd, Policies
from core.ports.store import Transaction
from core.refunds import RefundKind, refund
from core.sessions import Session
from core.usecases.dispute_acts import alarm_admins
from core.usecases.disputes import close_dispute, happened, judges
from core.usecases.refunding import enter
from core.usecases.rounds import one_by_one
from core.usecases.telling import tell_admins

_CALLED = partial(code_of, letter="D")


def alarm_again(desk: Desk) -> int:
    """Alarm admins once more of pressing disputes that nobody has taken in time; returns how many."""
    with desk.store.read() as tx:
        found = tx.disputes.unattended(tx.now)
    return one_by_one(desk, "disputes", found, partial(_alarm, desk), _CALLED)


def settle_overdue(desk: Desk) -> int:
    """Have the rule decide what no admin has decided in time; everybody concerned is told. Returns how many."""
    with desk.store.read() as tx:
        days = tx.policies().dispute_days
        found = () if days is None else tx.disputes.overdue(tx.now - timedelta(days=days))
    return one_by_one(desk, "overdue disputes", found, partial(_lapse, desk), _CALLED)


def lapses_in_favour(dispute: Dispute, session: Session, policies: Policies) -> bool:
    """Whether the mentee gets all back where nobody decides: what a mentee has reported is believed then."""
    believed = role_in(dispute, session, dispute.by) is Role.MENTEE
    return believed and policies.dispute_then is DisputeEnd.REFUND


def _held(tx: Transaction, number: int) -> tuple[Dispute, Session] | None:
    """The dispute, while nobody has decided it, and its session; both change for nobody else meanwhile."""
    found = tx.disputes.get(number)
    session = None if found is None else tx.sessions.lock(found.session)
    dispute = tx.disputes.get(number)
    if session is None or dispute is None or not dispute.is_undecided:
        return None
    return dispute, session


def _alarm(desk: Desk, number: int) -> bool:
    with desk.store.write() as tx:
        held = _held(tx, number)
        if held is None or held[0].alarm_at is None or held[0].alarm_at > tx.now:
            return False
        after = replace(held[0], alarm_at=None)
        tx.disputes.put(after)
        alarm_admins(tx, held[1], after, happened(tx, after, Step.ALARMED, None))
        return True


def _lapse(desk: Desk, number: int) -> bool:
    with desk.store.write() as tx:
        held, policies = _held(tx, number), tx.policies()
        if held is None:
            return False
        dispute, session = held
        resolution, how = Resolution.NO_ACTION, DisputeStatus.DISMISSED
        if lapses_in_favour(dispute, session, policies):
            how = DisputeStatus.RESOLVED
            refunded = _given_back(tx, session)
            resolution = Resolution.REFUND_ISSUED if session.refundable else Resolution.NO_ACTION
            session = refunded
        closed = close_dispute(
            desk,
            tx,
            session,
            replace(dispute, resolution=resolution),
            how,
            None,
            "SESSION_DISPUTE_LAPSED",
            Step.LAPSED,
        )
        end = tx.disputes.events(closed.id)[-1]
        tell_admins(
            tx,
            session,
            Kind.DISPUTE_NEWS,
            judges(tx, session, closed),
            about=f"{closed.id}:{end.id}",
            payload=DisputeStep(dispute=closed.id, event=end.id),
        )
        return True


def _given_back(tx: Transaction, before: Session) -> Session:
    """All that was paid, and the month's place."""
    back = refund(before.paid, 100, before.refund) if before.paid else before.refund
    after = enter(tx, before, replace(before, counted=False, refund=back), RefundKind.DISPUTE)
    tx.sessions.save(after, was=before.revision)
    return after
