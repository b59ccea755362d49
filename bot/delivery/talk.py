"""Messages that could not be delivered, in the talk with admins."""

from typing import Never, assert_never

from bot.actions.delivery import DismissNotice, Presses, RetryNotice, ShowFailed
from bot.delivery.cards import failed_card
from bot.subject import Subject, no_form, no_send
from bot.turn import Turn
from bot.ui import Message, Outcome
from core.usecases import notices


def press(turn: Turn, action: Presses) -> Outcome:
    """Carry out an action that opens no form; raises refusals."""
    desk, person = turn.desk, turn.person
    match action:
        case ShowFailed(page):
            return Message(failed_card(notices.failed(desk, person, page)))
        case RetryNotice(notice):
            return Message(failed_card(notices.retry(desk, person, notice), "It is being sent again."))
        case DismissNotice(notice):
            return Message(failed_card(notices.dismiss(desk, person, notice), "It is put aside."))
    assert_never(action)


DELIVERY: Subject[Presses, Never] = Subject(press, no_form, no_send)
