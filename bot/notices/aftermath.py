"""Notices about what is said of a session afterwards, as cards; what parties are told here is still true."""

from bot.aftermath.notices import (
    attendance_notice,
    dispute_closed_notice,
    dispute_notice,
    feedback_notice,
    no_show_notice,
)
from bot.disputes.cards import dispute_settled, disputed_notice, news_notice, unconfirmed_notice
from bot.disputes.report_cards import asked_notice, asked_settled, closed_notice, reported_notice
from bot.disputes.steps import step_text
from bot.notices.moment import Moment
from bot.ui import Card
from core.attendance import UNDECIDED, DisputeEvent, Step
from core.errors.common import NotFound
from core.errors.members import NotAdmin
from core.notices import Kind
from core.outbox import Untrue
from core.payloads import DisputeStep, OfDispute, Settling
from core.usecases import disputes, notices, reports
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


def urgent(moment: Moment) -> Card:
    """To an admin: there is something pressing to decide. Raises Untrue."""
    case, event = _step(moment)
    assert case.dispute is not None
    if not case.dispute.is_undecided:
        raise Untrue("it has been decided")
    return disputed_notice(case, again=event.step is Step.ALARMED)


def news(moment: Moment) -> Card:
    """To an admin: what has happened to a dispute. Raises Untrue."""
    case, event = _step(moment)
    return news_notice(case, step_text(case, event))


def decided(moment: Moment, dispute: int) -> Card:
    """What becomes of the message about a dispute, to an admin, or a party who was asked. Raises Untrue."""
    number = moment.notice.of(Settling).notice
    told = None if number is None else notices.by_id(moment.desk, number)
    if told is not None and told.kind is Kind.REPORT_ASKED:
        return asked_settled(*_report(moment, dispute, told.of(DisputeStep).event))
    return dispute_settled(_case(moment, dispute), None if told is None else told.due_at)


def reported(moment: Moment, _view: SessionView) -> Card:
    """A problem is with the admins. Raises Untrue."""
    return reported_notice(_told(moment)[0])


def report_asked(moment: Moment, _view: SessionView) -> Card:
    """An admin wants to know more. Raises Untrue."""
    report, event = _told(moment)
    if report.asked is None or not report.dispute.is_undecided:
        raise Untrue("it has been answered, or decided")
    return asked_notice(report, event)


def report_closed(moment: Moment, _view: SessionView) -> Card:
    """What was decided about a report. Raises Untrue."""
    return closed_notice(*_told(moment))


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


def _told(moment: Moment) -> tuple[reports.Report, DisputeEvent]:
    step = moment.notice.of(DisputeStep)
    return _report(moment, step.dispute, step.event)


def _report(moment: Moment, dispute: int, event: int) -> tuple[reports.Report, DisputeEvent]:
    try:
        return reports.told(moment.desk, moment.person, dispute, event)
    except NotFound as gone:
        raise Untrue("they are no party any more, or it is gone") from gone


def _step(moment: Moment) -> tuple[disputes.Case, DisputeEvent]:
    step = moment.notice.of(DisputeStep)
    try:
        return disputes.step(moment.desk, moment.person, step.dispute, step.event)
    except (NotAdmin, NotFound) as gone:
        raise Untrue("they are no admin any more, or it is gone") from gone


def _case(moment: Moment, dispute: int | None) -> disputes.Case:
    assert moment.notice.session is not None
    try:
        return disputes.case(moment.desk, moment.person, moment.notice.session, dispute)
    except (NotAdmin, NotFound) as gone:
        raise Untrue("they are no admin any more, or it is gone") from gone
