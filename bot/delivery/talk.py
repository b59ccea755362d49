"""Messages that could not be delivered, in the talk with admins."""

from typing import Never, assert_never

from bot.actions.delivery import (
    DismissDelivery,
    DismissNotice,
    Presses,
    RetryCalendar,
    RetryDelivery,
    RetryNotice,
    RetryRefund,
    SettleRefund,
    ShowFailed,
)
from bot.delivery.cards import (
    dismissed_card,
    failed_card,
    handled_again_card,
    read_again_card,
    refund_retried_card,
    refund_settled_card,
    retried_card,
)
from bot.payments.cards import settle_card
from bot.subject import Subject, no_form, no_send
from bot.turn import Turn
from bot.ui import Message, Outcome
from core.usecases import failures
from core.usecases.payments import giving_back, looking


def press(turn: Turn, action: Presses) -> Outcome:
    """Carry out an action that opens no form; raises refusals."""
    desk, person = turn.desk, turn.person
    match action:
        case ShowFailed(page):
            return Message(failed_card(failures.failed(desk, person, page)))
        case RetryNotice(notice):
            return Message(retried_card(failures.retry(desk, person, notice)))
        case DismissNotice(notice):
            return Message(dismissed_card(failures.dismiss(desk, person, notice)))
        case RetryDelivery(delivery):
            return Message(handled_again_card(failures.retry_delivery(desk, person, delivery)))
        case DismissDelivery(delivery):
            return Message(dismissed_card(failures.dismiss_delivery(desk, person, delivery)))
        case RetryCalendar(calendar):
            return Message(read_again_card(failures.retry_calendar(desk, person, calendar)))
        case RetryRefund(refund):
            giving_back.retry(desk, person, refund)
            return Message(refund_retried_card(failures.failed(desk, person, 0)))
        case SettleRefund(refund, sure):
            if not sure:
                return Message(settle_card(looking.refund_of(desk, person, refund)))
            giving_back.settle_by_hand(desk, person, refund)
            return Message(refund_settled_card(failures.failed(desk, person, 0)))
    assert_never(action)


DELIVERY: Subject[Presses, Never] = Subject(press, no_form, no_send)
