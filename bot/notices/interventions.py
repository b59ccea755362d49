"""Notices about what admins do to sessions, as cards: to the parties, and to the admins who decide about refunds."""

from bot.interventions.notices import allowed_notice, support_notice
from bot.interventions.refund_cards import decision_card, settled_refund
from bot.notices.moment import Moment
from bot.ui import Card
from core.errors.common import NotFound
from core.errors.members import NotAdmin
from core.outbox import Untrue
from core.payloads import OfRefund, Supported
from core.refunds import RefundStatus
from core.usecases.interventions import refunds
from core.usecases.interventions.told import ToldOf, told_of
from core.usecases.session_views import SessionView


def support(moment: Moment, view: SessionView) -> Card:
    """What an admin has done, or what became of a refund. Raises Untrue."""
    return support_notice(view, _told(moment), moment.desk.support)


def allowed(moment: Moment, view: SessionView) -> Card:
    """A rule that was lifted, or a later deadline. Raises Untrue."""
    act = _told(moment).intervention
    if act is None:
        raise Untrue("there is no such exception")
    return allowed_notice(view, act, moment.desk.support)


def refund_waits(moment: Moment) -> Card:
    """To another admin: a refund to approve. Raises Untrue once it is decided."""
    decision = _decision(moment, moment.notice.of(OfRefund).refund)
    if decision.entry.status is not RefundStatus.PENDING_APPROVAL:
        raise Untrue("it has been decided")
    return decision_card(decision)


def refund_decided(moment: Moment) -> Card:
    """To the admin who asked for it. Raises Untrue."""
    return decision_card(_decision(moment, moment.notice.of(OfRefund).refund))


def refund_settled(moment: Moment, refund: int) -> Card:
    """To another admin: what becomes of the message that asked them. Raises Untrue."""
    return settled_refund(_decision(moment, refund))


def _told(moment: Moment) -> ToldOf:
    of = moment.notice.of(Supported)
    try:
        return told_of(moment.desk, of.intervention, of.refund)
    except NotFound as gone:
        raise Untrue("there is no such act") from gone


def _decision(moment: Moment, refund: int) -> refunds.Decision:
    try:
        return refunds.decision(moment.desk, moment.person, refund)
    except (NotAdmin, NotFound) as gone:
        raise Untrue("they are no admin any more, or it is gone") from gone
