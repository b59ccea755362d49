"""Notices about paying and about money that goes back, as cards."""

from bot.notices.moment import Moment
from bot.payments.cards import ended_card, pay_card, refund_failed_card
from bot.payments.notices import alert_card, refund_changed_notice, returned_notice, safe_notice
from bot.ui import Card
from core.errors.common import NotFound, Refusal
from core.errors.members import NotAdmin
from core.outbox import Untrue
from core.payloads import OfPayment, OfRefund, PaymentAlert
from core.refunds import RefundStatus
from core.usecases.payments import looking, paying, receipts
from core.usecases.session_views import SessionView


def due(moment: Moment, view: SessionView) -> Card:
    """A session to be paid for. Raises Untrue."""
    try:
        return pay_card(moment.desk, paying.paying(moment.desk, moment.person, view.session.id))
    except Refusal as over:
        raise Untrue("it does not wait for a payment any more") from over


def ended(_moment: Moment, view: SessionView) -> Card:
    """Nobody has paid in time, or they have left."""
    return ended_card(view)


def returned(moment: Moment, view: SessionView) -> Card:
    """Money that pays for nothing goes back."""
    payment = moment.notice.of(OfPayment).payment
    return returned_notice(looking.returned(moment.desk, moment.person, view.session.id, payment))


def safe(moment: Moment, view: SessionView) -> Card:
    """Money has arrived, and booking has not worked yet."""
    return safe_notice(view, moment.desk.support)


def refund_changed(moment: Moment, view: SessionView) -> Card:
    """A refund was sent, or has failed."""
    entry = looking.entry_of(moment.desk, moment.notice.of(OfRefund).refund)
    receipt = receipts.receipt(moment.desk, moment.person, view.session.id)
    return refund_changed_notice(receipt, entry, moment.desk.support)


def alert(moment: Moment) -> Card:
    """To admins: money that needs them."""
    return alert_card(moment.notice.of(PaymentAlert))


def refund_failed(moment: Moment) -> Card:
    """To admins: a refund that its provider does not make. Raises Untrue once somebody has dealt with it."""
    try:
        found = looking.refund_of(moment.desk, moment.person, moment.notice.of(OfRefund).refund)
    except (NotAdmin, NotFound) as gone:
        raise Untrue("they are no admin any more, or it is gone") from gone
    if found.entry.status is not RefundStatus.FAILED:
        raise Untrue("it has been dealt with")
    return refund_failed_card(found)
