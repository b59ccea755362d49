"""Paying, in the talk."""

from typing import Never, assert_never

from bot.actions.payments import (
    CheckPayment,
    LeavePayment,
    MailReceipt,
    PayAgain,
    Presses,
    ShowPayment,
    ShowReceipt,
)
from bot.payments.cards import left_card, pay_card, receipt_card, receipt_mailed_card
from bot.subject import Subject, no_form, no_send
from bot.turn import Turn
from bot.ui import Message, Outcome
from core.usecases.payments import paying, receipts


def press(turn: Turn, action: Presses) -> Outcome:
    """Carry out an action that opens no form; raises refusals."""
    desk, person = turn.desk, turn.person
    match action:
        case ShowPayment(session):
            return Message(pay_card(desk, paying.paying(desk, person, session)))
        case CheckPayment(session):
            return Message(pay_card(desk, paying.ask(desk, person, session)), live=True)
        case PayAgain(session):
            return Message(pay_card(desk, paying.pay_again(desk, person, session)), live=True)
        case LeavePayment(session):
            return Message(left_card(paying.leave(desk, person, session)))
        case ShowReceipt(session):
            return Message(receipt_card(receipts.receipt(desk, person, session)))
        case MailReceipt(session):
            return Message(receipt_mailed_card(session, receipts.mail_it(desk, person, session)))
    assert_never(action)


PAYMENTS: Subject[Presses, Never] = Subject(press, no_form, no_send)
