"""Notices about what is said of a session afterwards, as cards; what parties are told here is still true."""

from bot.aftermath.notices import (
    attendance_notice,
    dispute_closed_notice,
    dispute_notice,
    feedback_notice,
    no_show_notice,
)
from bot.disputes.cards import dispute_settled, disputed_notice, unconfirmed_notice
from bot.notices.moment import Moment
from bot.ui import Card
from core.attendance import UNDECIDED
from core.errors.common import NotFound
from core.errors.members import NotAdmin
from core.outbox import Untrue
from core.payloads import OfDispute
from core.usecases import disputes
from core.usecases.session_views import SessionView
from core.usecases.truth import dispute_of


def unconfirmed(moment: Moment) -> Card:
    """To an admin: nobody said whether it took place. Raises Untrue."""
    return unconfirmed_notice(_case(moment, None))


def disputed(moment: Moment) -> Card:
    """To an admin: there is something to decide. Raises Untrue."""
    case = _case(moment, moment.notice.of(OfDispute).dispute)
    if case.dispute is None or case.dispute.status not in UNDECIDED:
        raise Untrue("it has been decided")
    return disputed_notice(case)


def decided(moment: Moment, dispute: int) -> Card:
    """To an admin: what becomes of the message about a dispute. Raises Untrue."""
    return dispute_settled(_case(moment, dispute))


def feedback(_moment: Moment, view: SessionView) -> Card:
    """How it was."""
    return feedback_notice(view)


def attendance(_moment: Moment, view: SessionView) -> Card:
    """Did it take place?"""
    return attendance_notice(view)


def no_show(moment: Moment, view: SessionView) -> Card:
    """Somebody did not come, or that is in dispute."""
    if moment.notice.of(OfDispute).dispute is None:
        return no_show_notice(view)
    return dispute_notice(view, dispute_of(moment.notice, view))


def dispute_closed(moment: Moment, view: SessionView) -> Card:
    """What was decided."""
    return dispute_closed_notice(view, dispute_of(moment.notice, view))


def _case(moment: Moment, dispute: int | None) -> disputes.Case:
    assert moment.notice.session is not None
    try:
        return disputes.case(moment.desk, moment.person, moment.notice.session, dispute)
    except (NotAdmin, NotFound) as gone:
        raise Untrue("they are no admin any more, or it is gone") from gone
