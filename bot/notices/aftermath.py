"""Notices about what is said of a session afterwards, as cards: what is still true, as it reads now."""

from bot.aftermath.notices import (
    attendance_notice,
    dispute_closed_notice,
    dispute_notice,
    feedback_notice,
    feedback_settled,
    no_show_notice,
)
from bot.disputes.cards import dispute_settled, disputed_notice, unconfirmed_notice
from bot.ui import Card
from core.aftermath import answer_until, asked
from core.attendance import UNDECIDED, Dispute
from core.desk import Desk
from core.errors import NotAdmin, NotFound
from core.notices import FOR_ADMINS, Kind, Notice
from core.outbox import Untrue
from core.people import Person, Role
from core.usecases import disputes
from core.usecases.session_views import SessionView


def is_for_admins(notice: Notice) -> bool:
    """Whether it goes to an admin, who need not be a party: what there is to decide, or that it is decided."""
    return notice.kind in FOR_ADMINS or (notice.kind is Kind.SETTLE and "dispute" in notice.details)


def for_admins(desk: Desk, notice: Notice, person: Person) -> Card:
    """What an admin reads; raises Untrue."""
    assert notice.session is not None
    known = notice.details.get("dispute")
    try:
        case = disputes.case(desk, person, notice.session, None if known is None else int(known))
    except (NotAdmin, NotFound) as gone:
        raise Untrue("they are no admin any more, or it is gone") from gone
    if case.dispute is None:
        return unconfirmed_notice(case)
    if notice.kind is Kind.SETTLE:
        return dispute_settled(case)
    if case.dispute.status not in UNDECIDED:
        raise Untrue("it has been decided")
    return disputed_notice(case)


def for_parties(notice: Notice, view: SessionView) -> Card:
    """What a party reads; raises Untrue."""
    match notice.kind:
        case Kind.FEEDBACK:
            return _feedback(view)
        case Kind.SETTLE:
            return feedback_settled(view)
        case Kind.ATTENDANCE if view.viewer in asked(view.session) and view.now <= answer_until(
            view.session
        ):
            return attendance_notice(view)
        case Kind.NO_SHOW if "dispute" in notice.details:
            dispute = _dispute(notice, view)
            if dispute.status not in UNDECIDED:
                raise Untrue("it has been decided")
            return dispute_notice(view, dispute)
        case Kind.NO_SHOW if notice.revision == view.session.revision:
            return no_show_notice(view)
        case Kind.DISPUTE_CLOSED:
            return dispute_closed_notice(view, _dispute(notice, view))
    raise Untrue("it has been said since")


def _feedback(view: SessionView) -> Card:
    if view.viewer is Role.MENTOR and view.feedback is None:
        raise Untrue("there is no feedback")
    if view.viewer is Role.MENTEE and not view.may_give_feedback:
        raise Untrue("feedback was given, or the session did not take place")
    return feedback_notice(view)


def _dispute(notice: Notice, view: SessionView) -> Dispute:
    known = notice.details.get("dispute", "")
    for dispute in view.disputes:
        if str(dispute.id) == known:
            return dispute
    raise Untrue("there is no such dispute")
