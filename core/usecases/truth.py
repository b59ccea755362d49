"""Whether a notice about a session is still true when it is to leave, whichever way it leaves."""

from collections.abc import Callable, Mapping

from core.aftermath import answer_until, asked
from core.attendance import UNDECIDED, Dispute
from core.notices import Kind, Notice
from core.outbox import Untrue
from core.payloads import OfDispute, OfRequest, Proposed, Settling
from core.people import Role
from core.reschedules import RequestStatus, RescheduleRequest
from core.sessions import ENDED, Status
from core.usecases.session_views import SessionView

Rule = Callable[[Notice, SessionView], bool]


def check_true(notice: Notice, view: SessionView) -> None:
    """Raise Untrue unless a notice about a session may still leave; the view is its person's."""
    rule, otherwise = TRUE_WHILE[notice.kind]
    if not rule(notice, view):
        raise Untrue(otherwise)


def request_of(view: SessionView, request: int) -> RescheduleRequest:
    """The request to move the session; raises Untrue for a reader who has no part in it any more."""
    for each in view.requests:
        if each.id == request:
            return each
    raise Untrue("they have no part in the request any more")


def dispute_of(notice: Notice, view: SessionView) -> Dispute:
    """The dispute that the notice tells of; raises Untrue."""
    wanted = notice.of(OfDispute).dispute
    for dispute in view.disputes:
        if dispute.id == wanted:
            return dispute
    raise Untrue("there is no such dispute")


def _always(_notice: Notice, _view: SessionView) -> bool:
    return True


def _is_requested(_notice: Notice, view: SessionView) -> bool:
    until = view.session.confirm_by
    return view.session.status is Status.REQUESTED and until is not None and view.now < until


def _is_unanswered(notice: Notice, view: SessionView) -> bool:
    return _is_requested(notice, view) and view.request is None


def _is_present(notice: Notice, view: SessionView) -> bool:
    session = view.session
    changed = session.revision != notice.revision or session.status is Status.CANCELLED
    return not changed and not view.former


def _is_settled(notice: Notice, view: SessionView) -> bool:
    return view.former or _is_present(notice, view)


def _is_settling(notice: Notice, view: SessionView) -> bool:
    return notice.of(Settling).linked is None or _is_present(notice, view)


def _is_ahead(notice: Notice, view: SessionView) -> bool:
    session = view.session
    return session.revision == notice.revision and session.status not in ENDED and not session.is_unanswered


def _is_on_the_table(notice: Notice, view: SessionView) -> bool:
    wanted = notice.of(Proposed)
    request = request_of(view, wanted.request)
    return view.request == request and request.turn == wanted.turn


def _is_agreed(notice: Notice, view: SessionView) -> bool:
    request, session = request_of(view, notice.of(OfRequest).request), view.session
    is_then = session.starts_at == request.last.starts_at
    return is_then and session.mentor == request.mentor and session.status not in ENDED


def _did_not_end_the_booking(notice: Notice, view: SessionView) -> bool:
    request, until = request_of(view, notice.of(OfRequest).request), view.session.confirm_by
    expired = request.status is RequestStatus.EXPIRED
    ended = expired and until is not None and until <= request.expires_at
    return view.session.mentor == request.mentor and not ended


def _has_feedback(_notice: Notice, view: SessionView) -> bool:
    return view.feedback is not None if view.viewer is Role.MENTOR else view.may_give_feedback


def _is_asked(_notice: Notice, view: SessionView) -> bool:
    return view.viewer in asked(view.session) and view.now <= answer_until(view.session)


def _is_without_mentor(notice: Notice, view: SessionView) -> bool:
    return _is_present(notice, view) and not view.mentor.reachable


def _has_mentor_back(notice: Notice, view: SessionView) -> bool:
    return _is_present(notice, view) and view.mentor.reachable


def _is_missed(notice: Notice, view: SessionView) -> bool:
    if notice.of(OfDispute).dispute is None:
        return notice.revision == view.session.revision
    return dispute_of(notice, view).status in UNDECIDED


def _is_their_chat(notice: Notice, view: SessionView) -> bool:
    session = view.session
    is_then = session.starts_at == notice.payload.starts_at
    return is_then and session.status is not Status.CANCELLED and not view.former


def _is_to_be_paid(_notice: Notice, view: SessionView) -> bool:
    until = view.session.confirm_by
    return view.session.status is Status.AWAITING_PAYMENT and until is not None and view.now < until


def _is_theirs(_notice: Notice, view: SessionView) -> bool:
    session = view.session
    return session.status is not Status.CANCELLED and not view.former and not session.is_unanswered


TRUE_WHILE: Mapping[Kind, tuple[Rule, str]] = {
    Kind.BOOKED: (_is_theirs, "it was cancelled before, or its mentor has left"),
    Kind.CANCELLED: (_always, ""),
    Kind.EDITED: (lambda _, view: view.session.status not in ENDED, "the session is over"),
    Kind.LATE: (lambda _, view: view.session.status not in ENDED, "the session is over"),
    Kind.REQUESTED: (_is_requested, "the request has been answered, or has ended"),
    Kind.REQUEST_SENT: (_is_requested, "the request has been answered, or has ended"),
    Kind.REQUEST_PROMPT: (_is_unanswered, "the request has been answered, or another time proposed"),
    Kind.REQUEST_ENDED: (_always, ""),
    Kind.RESCHEDULE_ASKED: (_is_on_the_table, "the request has been answered, or has ended"),
    Kind.RESCHEDULE_SENT: (_is_on_the_table, "the request has been answered, or has ended"),
    Kind.RESCHEDULE_PROMPT: (_is_on_the_table, "the request has been answered, or has ended"),
    Kind.RESCHEDULE_ENDED: (
        _did_not_end_the_booking,
        "the booking ended with it, which is told instead, or its mentor has left",
    ),
    Kind.RESCHEDULED: (_is_agreed, "the session has changed since"),
    Kind.RECORDING: (_is_theirs, "it was cancelled before, or its mentor has left"),
    Kind.UNDONE: (_is_present, "the session has changed"),
    Kind.MENTOR_LEFT: (_always, ""),
    Kind.REASSIGNED: (_is_present, "the session has changed"),
    Kind.REASSIGNMENT_PROMPT: (_is_present, "the session has changed"),
    Kind.REASSIGNMENT_SETTLED: (_is_settled, "the session has changed"),
    Kind.ASSIGNED: (_is_present, "the session has changed"),
    Kind.FEEDBACK: (_has_feedback, "there is no feedback, or it was given"),
    Kind.ATTENDANCE: (_is_asked, "it has been said since"),
    Kind.NO_SHOW: (_is_missed, "it has been said since, or decided"),
    Kind.DISPUTE_CLOSED: (_always, ""),
    Kind.REPORTED: (_always, ""),
    Kind.REPORT_ASKED: (_always, ""),  # while it waits for the answer, as whoever draws it finds
    Kind.REPORT_CLOSED: (_always, ""),
    Kind.SUPPORT: (_always, ""),
    Kind.ALLOWED: (_is_present, "the session has changed"),
    Kind.PAYMENT_DUE: (_is_to_be_paid, "it is paid, or the time for that is over"),
    Kind.PAYMENT_ENDED: (lambda _, view: view.session.was_never_paid, "it was paid after all"),
    Kind.PAYMENT_RETURNED: (_always, ""),
    Kind.PAYMENT_SAFE: (lambda _, view: view.session.payment is None, "it is booked"),
    Kind.REFUND_CHANGED: (_always, ""),
    Kind.REMINDER: (_is_ahead, "the session has changed"),
    Kind.JOIN: (_is_ahead, "the session has changed"),
    Kind.CHAT_TEXT: (_is_their_chat, "the session has changed"),
    Kind.CHAT_TURN: (_is_their_chat, "the session has changed"),
    Kind.CHAT_LOST: (_always, ""),
    Kind.CHAT_CLOSED: (_is_their_chat, "the session has changed"),
    Kind.MENTOR_UNREACHABLE: (_is_without_mentor, "the session has changed, or the mentor is back"),
    Kind.MENTOR_REACHABLE: (
        _has_mentor_back,
        "the session has changed, or the mentor is out of reach again",
    ),
    Kind.SETTLE: (_is_settling, "the session has changed"),
}
"""While what a notice of each kind about a session is true for its parties, and why it is not otherwise."""
