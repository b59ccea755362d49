"""Telling the other side that one comes later."""

from core.desk import Desk
from core.errors.payments import PaymentOpen
from core.errors.replacing import AnswerFirst
from core.errors.sessions import AlreadyOver
from core.ids import new_id
from core.notices import Kind
from core.payloads import Late
from core.people import Person
from core.sessions import ENDED, Status
from core.usecases.session_views import SessionView, own_session
from core.usecases.telling import tell

LONGEST = 24 * 60


def tell_late(desk: Desk, actor: Person, session_id: int, minutes: int = 0) -> SessionView:
    """Tell the other side that the actor comes so many minutes later; 0 where that is not known.

    Raises NotFound, PaymentOpen, AnswerFirst and AlreadyOver.
    """
    with desk.begin() as tx:
        view = own_session(tx, actor, session_id, lock=True)
        session = view.session
        if session.status is Status.AWAITING_PAYMENT:
            raise PaymentOpen(session.id)
        if view.former or session.status in ENDED:
            raise AlreadyOver(session.id, session.status.value)
        if view.now >= session.ends_at:
            raise AlreadyOver(session.id, Status.COMPLETED.value)
        if session.is_unanswered:
            raise AnswerFirst(session.id)
        told = Late(late_by=min(minutes, LONGEST))
        about = str(new_id(tx.now))
        tell(
            tx,
            session,
            Kind.LATE,
            [session.other(actor.id)],
            about=about,
            expires=session.ends_at,
            payload=told,
        )
        desk.note(tx, "SESSION_LATE", actor.id, session=session.id, after={"late_by": told.late_by})
        return view
