"""Cancelling with a full refund what no other mentor is wanted for, or what nobody has answered in time."""

from collections.abc import Sequence
from dataclasses import replace

from core.cancelling import checked_note, give_up
from core.desk import Desk
from core.notices import Kind
from core.people import Person, Role
from core.ports.store import Transaction
from core.refunds import RefundKind
from core.sessions import Session, parties
from core.usecases.cancelling import Cancelled
from core.usecases.refunding import enter
from core.usecases.replacing import unanswered
from core.usecases.reschedule_steps import close_request
from core.usecases.rooms import close as close_room
from core.usecases.rounds import sessions_in_batches
from core.usecases.session_views import SessionView
from core.usecases.telling import refresh_homes, settle, tell


def giving_up(desk: Desk, actor: Person, session_id: int, revision: int) -> SessionView:
    """What the mentee would cancel with a full refund; raises NotFound, Stale, AlreadyOver."""
    with desk.store.read() as tx:
        return unanswered(tx, actor, session_id, revision, or_unreachable=True)


def cancel_unreplaced(desk: Desk, actor: Person, session_id: int, revision: int, note: str) -> Cancelled:
    """Cancel with a full refund because the mentor cancelled or cannot be written to.

    Raises NotFound, Stale, AlreadyOver, TooLong.
    """
    note = checked_note(note)
    with desk.begin() as tx:
        view = unanswered(tx, actor, session_id, revision, lock=True, or_unreachable=True)
        after = give_back(desk, tx, view.session, Role.MENTEE, note)
        return Cancelled(replace(view, session=after))


def expire_unanswered(desk: Desk) -> int:
    """Cancel, with a full refund, what should have begun and whose mentee has not answered; returns how many."""

    def cancel(tx: Transaction, abandoned: Sequence[Session]) -> None:
        for session in abandoned:
            give_back(desk, tx, session, None)

    return sessions_in_batches(desk, "replacements", lambda tx: tx.sessions.abandoned(tx.now), cancel)


def give_back(desk: Desk, tx: Transaction, before: Session, by: Role | None, note: str = "") -> Session:
    """Cancel it with a full refund, with all that follows."""
    after = enter(tx, before, give_up(before, by, tx.now, note), RefundKind.CANCELLATION)
    close_request(tx, before)
    tx.sessions.save(after, was=before.revision)
    tx.claims.release(after.id)
    close_room(tx, after.id)
    tx.notices.drop(after.id)
    concerned = [person for person, _ in parties(after) if after.role_of(person) is not None]
    left = [departure.mentor for departure in tx.departures.of(after.id)]
    tell(tx, after, Kind.CANCELLED, concerned)
    tell(tx, after, Kind.REASSIGNMENT_SETTLED, left)
    settle(tx, after, people=concerned)
    refresh_homes(tx, after, concerned)
    refund = after.refund
    assert refund is not None
    desk.note(
        tx,
        _action(before, by),
        after.mentee if by else None,
        session=after.id,
        before={
            "status": before.status,
            "reassignment": before.reassignment,
            "revision": before.revision,
        },
        after={
            "status": after.status,
            "by": by,
            "refund_pct": refund.pct,
            "refund_amount": refund.amount,
            "refund_status": refund.status,
        },
    )
    return after


def _action(before: Session, by: Role | None) -> str:
    if not before.is_unanswered:
        return "SESSION_CANCELLED"
    return "SESSION_REASSIGNMENT_REJECTED" if by else "SESSION_REASSIGNMENT_EXPIRED"
