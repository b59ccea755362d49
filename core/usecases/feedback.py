"""How a session was: what its mentee says of it, and what its mentor keeps for their own eyes."""

from dataclasses import dataclass

from core.aftermath import check_feedback, check_marks
from core.attendance import Feedback
from core.desk import Desk
from core.errors.aftermath import FeedbackGiven
from core.errors.common import TooLong
from core.errors.sessions import OnlyFor
from core.notices import Kind
from core.people import Person, Role
from core.ports.store import Transaction
from core.usecases.session_views import SessionView, concerned_view, own_session
from core.usecases.telling import refresh_homes, settle, tell

COMMENT_LIMIT = 1000
NOTES_LIMIT = 2000


@dataclass(frozen=True, slots=True)
class Notes:
    """A mentor's private notes about a session; "" where there are none."""

    view: SessionView
    text: str


def to_give(desk: Desk, actor: Person, session_id: int) -> SessionView:
    """The session that the actor would give feedback about; raises NotFound and what `check_feedback` raises."""
    with desk.store.read() as tx:
        return _to_give(tx, actor, session_id)


def give_feedback(
    desk: Desk, actor: Person, session_id: int, overall: int, usefulness: int, comment: str
) -> SessionView:
    """Keep what the mentee says, once; the mentor is told.

    Raises NotFound, Missing, TooLong and what `check_feedback` raises.
    """
    check_marks(overall, usefulness)
    comment = comment.strip()
    if len(comment) > COMMENT_LIMIT:
        raise TooLong("comment", COMMENT_LIMIT, len(comment))
    with desk.begin() as tx:
        session = _to_give(tx, actor, session_id, lock=True).session
        given = Feedback(session.id, session.mentor, actor.id, overall, usefulness, comment, tx.now)
        if not tx.aftermath.add_feedback(given):
            raise FeedbackGiven(session.id)
        tell(tx, session, Kind.FEEDBACK, [session.mentor], about="given")
        settle(tx, session, {Kind.FEEDBACK}, about="given", feedback="given")
        refresh_homes(tx, session, [actor.id], about="given")
        desk.note(
            tx,
            "SESSION_FEEDBACK",
            actor.id,
            session=session.id,
            after={"overall": overall, "usefulness": usefulness},
        )
        return own_session(tx, actor, session.id)


def notes(desk: Desk, actor: Person, session_id: int) -> Notes:
    """The actor's own notes about their session as its mentor; raises NotFound, OnlyFor."""
    with desk.store.read() as tx:
        view = _as_mentor(tx, actor, session_id)
        return Notes(view, tx.aftermath.note(session_id, actor.id))


def write_notes(desk: Desk, actor: Person, session_id: int, text: str) -> Notes:
    """Keep the actor's notes about their session as its mentor; "" forgets them. Raises NotFound, OnlyFor, TooLong."""
    text = text.strip()
    if len(text) > NOTES_LIMIT:
        raise TooLong("notes", NOTES_LIMIT, len(text))
    with desk.begin() as tx:
        view = _as_mentor(tx, actor, session_id)
        tx.aftermath.put_note(session_id, actor.id, text, tx.now)
        return Notes(view, text)


def _to_give(tx: Transaction, actor: Person, session_id: int, *, lock: bool = False) -> SessionView:
    view = own_session(tx, actor, session_id, lock=lock)
    check_feedback(view.session, view.viewer, view.disputes, given=view.feedback is not None)
    return view


def _as_mentor(tx: Transaction, actor: Person, session_id: int) -> SessionView:
    """The session as its mentor sees it, or as who was its mentor and has notes about it."""
    view = concerned_view(tx, actor, session_id)
    if view.viewer is not Role.MENTOR:
        raise OnlyFor(Role.MENTOR.value, session_id)
    return view
