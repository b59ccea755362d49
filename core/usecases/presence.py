"""Who has come to a session, as its row tells (MTG-3)."""

from dataclasses import replace

from core.people import Role
from core.ports.store import Transaction
from core.sessions import Session, Status, parties
from core.usecases.session_views import SessionView
from core.usecases.telling import refresh_homes


def note_presence(tx: Transaction, view: SessionView) -> Session:
    """Record that whoever looks has come; the session's row is held."""
    session = view.session
    came_at = session.mentor_joined_at if view.viewer is Role.MENTOR else session.mentee_joined_at
    if came_at is not None and session.status is not Status.SCHEDULED:
        return session
    if view.viewer is Role.MENTOR:
        session = replace(session, mentor_joined_at=session.mentor_joined_at or tx.now)
    else:
        session = replace(session, mentee_joined_at=session.mentee_joined_at or tx.now)
    tx.sessions.touch(session)
    if session.status is Status.SCHEDULED:
        refresh_homes(tx, session, [person for person, _ in parties(session)], "begun")
    return session
