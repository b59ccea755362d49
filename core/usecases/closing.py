"""Sessions that are over: completed, or their parties asked who came."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from core.aftermath import ANSWER_WITHIN, answer_until, asked, completed, is_questionable, review_of
from core.desk import Desk
from core.notices import Kind
from core.ports.store import Transaction
from core.refunds import RefundKind
from core.sessions import Session, parties
from core.usecases.refunding import enter
from core.usecases.reschedule_steps import close_request
from core.usecases.rounds import sessions_in_batches
from core.usecases.telling import refresh_homes, settle, tell, tell_admins


def complete_ended(desk: Desk) -> int:
    """Close sessions whose end and grace have passed, or ask who came (SES-4, MTG-3); returns how many.

    Safe to run twice at once.
    """

    def ended(tx: Transaction) -> Sequence[int]:
        return tx.sessions.ended(tx.now, tx.policies().completion_grace_minutes)

    return sessions_in_batches(desk, "complete", ended, partial(_close, desk))


def close_unattested(desk: Desk) -> int:
    """Complete sessions of which nobody has said in time if they took place, and tell the admins; returns how many."""

    def close(tx: Transaction, sessions: Sequence[Session]) -> None:
        for session in sessions:
            after = complete(desk, tx, session, None, ask=False)
            tell_admins(tx, after, Kind.UNCONFIRMED, tx.people.admins())

    return sessions_in_batches(
        desk, "unattested", lambda tx: tx.sessions.unattested(tx.now - ANSWER_WITHIN), close
    )


def complete(desk: Desk, tx: Transaction, before: Session, actor: int | None, *, ask: bool) -> Session:
    """Have it taken place; with `ask` the mentee is asked how it was."""
    after = completed(before)
    save_outcome(desk, tx, before, after, actor, "SESSION_COMPLETED")
    if ask:
        tell(tx, after, Kind.FEEDBACK, [after.mentee])
    return after


def save_outcome(
    desk: Desk, tx: Transaction, before: Session, after: Session, actor: int | None, action: str
) -> None:
    """Keep what became of a session, with all that follows from it but telling anybody."""
    after = enter(tx, before, after, RefundKind.NO_SHOW)
    tx.sessions.save(after, was=before.revision)
    close_request(tx, after)
    tx.notices.drop(after.id)
    settle(tx, after)
    refresh_homes(tx, after, [person for person, _ in parties(after)])
    desk.note(
        tx,
        action,
        actor,
        session=after.id,
        before={"status": before.status, "absent": before.absent, "revision": before.revision},
        after={"status": after.status, "absent": after.absent, "revision": after.revision},
    )


def _close(desk: Desk, tx: Transaction, sessions: Sequence[Session]) -> None:
    disputes = tx.disputes.of(session.id for session in sessions)
    provided = tx.rooms.made_for(session.id for session in sessions)
    for session in sessions:
        is_ours = session.id in provided or desk.rooms.made(session.meeting_url)
        if said := disputes.get(session.id):
            complete(desk, tx, session, None, ask=review_of(said) is None)
        elif is_questionable(session, room_is_ours=is_ours):
            _ask(desk, tx, session)
        else:
            complete(desk, tx, session, None, ask=True)


def _ask(desk: Desk, tx: Transaction, before: Session) -> None:
    """Nothing is agreed yet, so the revision stays."""
    after = replace(before, attendance_asked_at=tx.now)
    tx.sessions.save(after, was=before.revision)
    settle(tx, after, about="over")
    people = [person for person, role in parties(after) if role in asked(after)]
    tell(tx, after, Kind.ATTENDANCE, people, expires=answer_until(after))
    refresh_homes(tx, after, people, "asked")
    desk.note(
        tx,
        "SESSION_ATTENDANCE_ASKED",
        None,
        session=after.id,
        before={"status": before.status},
        after={"asked": len(people)},
    )
