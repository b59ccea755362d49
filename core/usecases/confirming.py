"""Accepting and declining bookings, and what becomes of those that nobody answers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.cancelling import checked_note
from core.confirming import accept, check_answerable, end
from core.desk import Desk
from core.errors.common import NotFound
from core.notices import Kind, prompt_at
from core.people import Person, Role
from core.ports.store import Transaction
from core.sessions import Session, Status, parties
from core.usecases.reschedule_steps import close_request
from core.usecases.rooms import ask_for_session
from core.usecases.rounds import sessions_in_batches
from core.usecases.session_views import SessionView, check_present, own_session
from core.usecases.telling import refresh_homes, remind_both, settle, tell, tell_both


@dataclass(frozen=True, slots=True)
class Accepted:
    """A booking that stands; `again` when it had been accepted before."""

    view: SessionView
    again: bool = False


@dataclass(frozen=True, slots=True)
class Declined:
    """A booking that was turned down."""

    view: SessionView


def request(tx: Transaction, session: Session) -> None:
    """Write to both that a booking waits for its mentor, and remind the mentor while there is time."""
    assert session.confirm_by is not None
    tell(tx, session, Kind.REQUESTED, [session.mentor])
    tell(tx, session, Kind.REQUEST_SENT, [session.mentee])
    tell(
        tx,
        session,
        Kind.REQUEST_PROMPT,
        [session.mentor],
        due=prompt_at(tx.now, session.confirm_by),
        expires=session.confirm_by,
    )
    refresh_homes(tx, session, [person for person, _ in parties(session)])


def declining(desk: Desk, actor: Person, session_id: int, revision: int) -> SessionView:
    """What the actor would decline; raises NotFound, Stale, AlreadyOver, ConfirmTooLate."""
    with desk.store.read() as tx:
        view = own_session(tx, actor, session_id)
        _check_asked(view, revision)
        return view


def accept_booking(desk: Desk, actor: Person, session_id: int, revision: int) -> Accepted:
    """Take a requested session on; raises NotFound, Stale, AlreadyOver, ConfirmTooLate."""
    with desk.begin() as tx:
        view = own_session(tx, actor, session_id, lock=True)
        if view.viewer is Role.MENTOR and _stands(view.session, revision):
            return Accepted(view, again=True)
        _check_asked(view, revision)
        before = view.session
        after = accept(before, tx.now)
        tx.sessions.save(after, was=before.revision)
        close_request(tx, after, by=Role.MENTOR)
        tx.claims.keep(after.id, tx.now)
        tell_both(tx, after, Kind.BOOKED)
        remind_both(tx, after)
        ask_for_session(desk, tx, after)
        settle(tx, after, about="accepted", accepted=1)
        _note(desk, tx, "SESSION_ACCEPTED", actor, before, after)
        return Accepted(replace(view, session=after))


def decline_booking(desk: Desk, actor: Person, session_id: int, revision: int, note: str) -> Declined:
    """Turn a requested session down, free the time, give the month's place back.

    Raises NotFound, Stale, AlreadyOver, ConfirmTooLate, TooLong.
    """
    note = checked_note(note)
    with desk.begin() as tx:
        view = own_session(tx, actor, session_id, lock=True)
        _check_asked(view, revision)
        return Declined(replace(view, session=turn_down(desk, tx, view, note)))


def turn_down(desk: Desk, tx: Transaction, view: SessionView, note: str = "") -> Session:
    """End a request as its mentor, with all that follows."""
    before = view.session
    after = end(before, Role.MENTOR, tx.now, view.policies, note)
    _close(tx, before, after)
    _note(desk, tx, "SESSION_DECLINED", view.mentor, before, after)
    return after


def expire_unconfirmed(desk: Desk) -> int:
    """End requests that were not answered in time; returns how many. Safe to run twice at once."""

    def expire(tx: Transaction, overdue: Sequence[Session]) -> None:
        for before in overdue:
            after = end(before, None, tx.now, tx.policies())
            _close(tx, before, after)
            _note(desk, tx, "SESSION_REQUEST_EXPIRED", None, before, after)

    return sessions_in_batches(desk, "confirmations", lambda tx: tx.sessions.unconfirmed(tx.now), expire)


def _check_asked(view: SessionView, revision: int) -> None:
    """Raise what stands against answering; only the mentor is asked."""
    if view.viewer is not Role.MENTOR:
        raise NotFound("session")
    check_present(view.session, revision)
    check_answerable(view.session, view.now)


def _stands(session: Session, revision: int) -> bool:
    """Whether what was to be accepted at `revision` has been accepted by the next, and is as it was then."""
    return session.status is Status.SCHEDULED and session.revision == revision + 1


def _close(tx: Transaction, before: Session, after: Session) -> None:
    tx.sessions.save(after, was=before.revision)
    close_request(tx, after)
    tx.claims.release(after.id)
    tell_both(tx, after, Kind.REQUEST_ENDED)
    settle(tx, after)


def _note(
    desk: Desk, tx: Transaction, action: str, actor: Person | None, before: Session, after: Session
) -> None:
    desk.note(
        tx,
        action,
        None if actor is None else actor.id,
        session=after.id,
        before={"status": before.status, "revision": before.revision},
        after={"status": after.status, "revision": after.revision},
    )
