"""One's own data, in the talk."""

from typing import Never, assert_never

from bot.actions.own_data import (
    AskErasure,
    ExportOwnData,
    KeepOwnData,
    Presses,
    ReviewErasure,
    ShowOwnData,
)
from bot.own_data.cards import kept_card, ordered_card, own_data_card, review_card
from bot.subject import Subject, no_form, no_send
from bot.turn import Turn
from bot.ui import Message, Outcome
from core.usecases import own_data
from core.usecases.erasing import asking


def press(turn: Turn, action: Presses) -> Outcome:
    """Carry out an action that opens no form; raises refusals."""
    desk, person = turn.desk, turn.person
    match action:
        case ShowOwnData():
            return Message(own_data_card(asking.meaning(desk, person)))
        case ExportOwnData():
            own_data.order(desk, person)
            return Message(ordered_card())
        case ReviewErasure():
            return Message(review_card(asking.reviewed(desk, person)))
        case AskErasure():
            return Message(own_data_card(asking.ask(desk, person)))
        case KeepOwnData():
            return Message(kept_card(was_asked=asking.keep(desk, person)))
    assert_never(action)


OWN_DATA: Subject[Presses, Never] = Subject(press, no_form, no_send)
