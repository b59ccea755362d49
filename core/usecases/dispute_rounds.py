"""Disputes that wait too long: admins are alarmed again, and in the end the rule decides."""

from dataclasses import replace
from datetime import timedelta

from core.attendance import Dispute, DisputeStatus, Resolution, Step
from core.desk import Desk
from core.disputes import role_in
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
from core.usecases.telling import tell_admins

A_ROUND = 200


def alarm_again(desk: Desk) -> int:
    """Alarm admins once more of pressing disputes that nobody has taken in time; returns how many."""
    with desk.store.write() as tx:
        found = tx.disputes.unattended(tx.now)
        sessions = {session.id: session for session in tx.sessions.of(each.session for each in found)}
        for each in found:
            after = replace(each, alarm_at=None)
            tx.disputes.put(after)
            event = happened(tx, after, Step.ALARMED, None)
            alarm_admins(tx, sessions[each.session], after, event)
    if found:
        desk.wake()
    return len(found)


def settle_overdue(desk: Desk) -> int:
    """Have the rule decide what no admin has decided in time; everybody concerned is told. Returns how many."""
    with desk.store.read() as tx:
        days = tx.policies().dispute_days
        found = () if days is None else tx.disputes.overdue(tx.now - timedelta(days=days), A_ROUND)
    return sum(_lapse(desk, each) for each in found)


def lapses_in_favour(dispute: Dispute, session: Session, policies: Policies) -> bool:
    """Whether the mentee gets all back where nobody decides: what a mentee has reported is believed then."""
    believed = role_in(dispute, session, dispute.by) is Role.MENTEE
    return believed and policies.dispute_then is DisputeEnd.REFUND


def _lapse(desk: Desk, found: Dispute) -> bool:
    with desk.store.write() as tx:
        session = tx.sessions.lock(found.session)
        dispute, policies = tx.disputes.get(found.id), tx.policies()
        if session is None or dispute is None or not dispute.is_undecided:
            return False
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
    desk.wake()
    return True


def _given_back(tx: Transaction, before: Session) -> Session:
    """All that was paid, and the month's place."""
    back = refund(before.paid, 100, before.refund) if before.paid else before.refund
    after = enter(tx, before, replace(before, counted=False, refund=back), RefundKind.DISPUTE)
    tx.sessions.save(after, was=before.revision)
    return after
