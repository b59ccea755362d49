"""Cancelling one's own session."""

from dataclasses import dataclass, replace
from datetime import datetime

from core.cancelling import cancel, checked_note, refund_of
from core.desk import Desk
from core.errors.common import NotFound
from core.errors.replacing import RefundChanged
from core.errors.sessions import Stale
from core.notices import Kind
from core.people import Person, Role
from core.ports.store import Transaction
from core.refunds import RefundKind
from core.reschedules import RequestStatus
from core.sessions import CancelReason, Session, Status
from core.usecases.refunding import enter
from core.usecases.replacing import LeftSession, leave_session
from core.usecases.reschedule_steps import close_request
from core.usecases.rooms import close as close_room
from core.usecases.session_views import SessionView, check_cancel, check_present, own_session
from core.usecases.telling import settle, tell_both


@dataclass(frozen=True, slots=True)
class Cancelled:
    """A session that was just cancelled."""

    view: SessionView


def cancellation(desk: Desk, actor: Person, session_id: int, revision: int) -> SessionView:
    """What the actor would cancel; raises NotFound, Stale and what `check_cancel` raises."""
    with desk.store.read() as tx:
        view = _own_or_left(tx, actor, session_id)
        check_present(view.session, revision)
        check_cancel(view)
        return view


def seeks_replacement(view: SessionView) -> bool:
    """Whether the session goes on with another mentor when the viewer cancels it."""
    agreed = view.session.status is Status.SCHEDULED
    return agreed and view.viewer is Role.MENTOR and view.policies.reassign_on_mentor_cancel


def cancel_session(
    desk: Desk, actor: Person, session_id: int, revision: int, reason: CancelReason | None, note: str
) -> Cancelled | LeftSession:
    """Cancel, free the time, give the month's place back, tell the other side; or leave it to another mentor.

    Raises NotFound, Stale, TooLong, RefundChanged, what `check_cancel` and `core.cancelling.cancel` raise.
    """
    why = (reason, checked_note(note))
    if (leaving := _to_be_left(desk, actor, session_id)) is not None:
        return leave_session(desk, actor, leaving, revision, why)
    shown_at = None if desk.submission is None else desk.submission.draft.opened_at
    with desk.begin() as tx:
        view = _own_or_left(tx, actor, session_id, lock=True)
        check_present(view.session, revision)
        check_cancel(view)
        after = cancel(view.session, view.viewer, tx.now, view.policies, why)
        _check_refund(view, shown_at)
        return carry_out(desk, tx, view, after)


def carry_out(desk: Desk, tx: Transaction, view: SessionView, cancelled: Session) -> Cancelled:
    """Have the viewer's session cancelled, with all that follows."""
    before = view.session
    after = enter(tx, before, cancelled, RefundKind.CANCELLATION)
    tx.sessions.save(after, was=before.revision)
    close_request(tx, before, RequestStatus.CANCELLED)
    tx.claims.release(after.id)
    close_room(tx, after.id)
    tx.notices.drop(after.id)
    tell_both(tx, after, Kind.CANCELLED)
    settle(tx, after)
    refund, why = after.refund, after.cancellation
    assert refund is not None
    assert why is not None
    desk.note(
        tx,
        "SESSION_CANCELLED",
        view.reader.id,
        session=after.id,
        before={"status": before.status, "revision": before.revision},
        after={
            "status": after.status,
            "by": view.viewer,
            "reason": why.reason,
            "counted": int(after.counted),
            "refund_pct": refund.pct,
            "refund_amount": refund.amount,
            "refund_status": refund.status,
        },
    )
    return Cancelled(replace(view, session=after))


def _own_or_left(tx: Transaction, actor: Person, session_id: int, *, lock: bool = False) -> SessionView:
    """A session of the actor's; raises NotFound, and Stale where the actor has left it to another mentor before."""
    try:
        return own_session(tx, actor, session_id, lock=lock)
    except NotFound:
        if tx.departures.left(actor.id, session_id):
            raise Stale(session_id) from None
        raise


def _to_be_left(desk: Desk, actor: Person, session_id: int) -> Session | None:
    """The session, where another mentor is sought if the actor cancels it; what stands against it is judged later."""
    with desk.store.read() as tx:
        try:
            view = own_session(tx, actor, session_id)
        except NotFound:
            return None
        return view.session if seeks_replacement(view) else None


def _check_refund(view: SessionView, shown_at: datetime | None) -> None:
    """Raise RefundChanged where less comes back now than the mentee was shown (CAN-2)."""
    if shown_at is None:
        return
    session, policies = view.session, view.policies
    promised = refund_of(session, view.viewer, shown_at, policies)
    present = refund_of(session, view.viewer, view.now, policies)
    if present.amount < promised.amount:
        raise RefundChanged(session.id, session.revision, present.pct)
