"""Cancelling one's own session."""

from dataclasses import dataclass, replace

from core.cancelling import cancel
from core.desk import Desk
from core.errors import TooLong
from core.notices import Kind
from core.people import Person
from core.sessions import CancelReason
from core.usecases.session_views import SessionView, check_cancel, check_present, own_session
from core.usecases.telling import settle, tell_both

NOTE_LIMIT = 500


@dataclass(frozen=True, slots=True)
class Cancelled:
    """A session that was just cancelled."""

    view: SessionView


def cancellation(desk: Desk, actor: Person, session_id: int, revision: int) -> SessionView:
    """What the actor would cancel; raises NotFound, Stale and what `check_cancel` raises."""
    with desk.store.read() as tx:
        view = own_session(tx, actor, session_id)
        check_present(view.session, revision)
        check_cancel(view)
        return view


def cancel_session(
    desk: Desk, actor: Person, session_id: int, revision: int, reason: CancelReason | None, note: str
) -> Cancelled:
    """Cancel, free the time, give the month's place back, tell the other side.

    Raises NotFound, Stale, TooLong, what `check_cancel` and `core.cancelling.cancel` raise.
    """
    note = note.strip()
    if len(note) > NOTE_LIMIT:
        raise TooLong("note", NOTE_LIMIT, len(note))
    with desk.begin() as tx:
        view = own_session(tx, actor, session_id, lock=True)
        check_present(view.session, revision)
        check_cancel(view)
        before = view.session
        after = cancel(before, view.viewer, tx.now, view.policies, (reason, note))
        tx.sessions.save(after, was=before.revision)
        tx.claims.release(after.id)
        tx.notices.drop(after.id)
        tell_both(tx, after, Kind.CANCELLED)
        settle(tx, after)
        desk.note(
            tx,
            "SESSION_CANCELLED",
            actor.id,
            session=after.id,
            before={"status": before.status, "revision": before.revision},
            after={
                "status": after.status,
                "by": view.viewer,
                "reason": reason,
                "counted": int(after.counted),
            },
        )
        return Cancelled(replace(view, session=after))
