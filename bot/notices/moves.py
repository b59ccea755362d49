"""Notices about moving sessions: what is still true, as it reads now."""

from bot.confirming.cards import request_settled
from bot.sessions.cards import settled_card
from bot.sessions.reschedule_notices import (
    asked_notice,
    ended_notice,
    prompt_notice,
    rescheduled_notice,
    sent_notice,
    settled_by_move,
    settled_request,
)
from bot.ui import Card
from core.notices import Kind, Notice
from core.outbox import Untrue
from core.reschedules import RequestStatus, RescheduleRequest
from core.sessions import ENDED, Session
from core.usecases.session_views import SessionView


def is_about_a_move(notice: Notice) -> bool:
    """Whether the notice tells of a request to move a session, or settles what was written about one."""
    return "request" in notice.details or "moved" in notice.details


def about_a_move(notice: Notice, view: SessionView) -> Card:
    """The notice as it reads now; raises Untrue."""
    session = view.session
    # A mentor who left hears nothing of how it goes on.
    if notice.kind is Kind.SETTLE and (session.status in ENDED or view.former):
        return request_settled(view) if session.is_unaccepted else settled_card(view)
    if "moved" in notice.details:
        return settled_by_move(view)
    request = _request(notice, view)
    match notice.kind:
        case Kind.SETTLE:
            return settled_request(view, request)
        case Kind.RESCHEDULE_ENDED if _ended_the_booking(request, session):
            raise Untrue("the booking ended with it, which is told instead")
        case Kind.RESCHEDULE_ENDED:
            return ended_notice(view, request)
        case Kind.RESCHEDULED if session.status in ENDED or session.starts_at != request.last.starts_at:
            raise Untrue("the session has changed since")
        case Kind.RESCHEDULED:
            return rescheduled_notice(view, request)
    if view.request != request or request.turn != int(notice.details["turn"]):
        raise Untrue("the request has been answered, or has ended")
    match notice.kind:
        case Kind.RESCHEDULE_ASKED:
            return asked_notice(view, request)
        case Kind.RESCHEDULE_SENT:
            return sent_notice(view, request)
        case Kind.RESCHEDULE_PROMPT:
            return prompt_notice(view, request)
    raise Untrue(f"a notice of kind {notice.kind} is not about a request")


def _ended_the_booking(request: RescheduleRequest, session: Session) -> bool:
    """Whether nobody's answer was left to wait for when the request expired."""
    until = session.confirm_by
    return request.status is RequestStatus.EXPIRED and until is not None and until <= request.expires_at


def _request(notice: Notice, view: SessionView) -> RescheduleRequest:
    wanted = int(notice.details["request"])
    for request in view.requests:
        if request.id == wanted:
            return request
    raise Untrue("they have no part in the request any more")
