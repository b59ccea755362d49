"""The programme as a whole, in the talk with admins."""

from typing import Never, assert_never

from bot.actions.programme import Presses, ShowProgramme
from bot.programme.cards import programme_card
from bot.subject import Subject, no_form, no_send
from bot.turn import Turn
from bot.ui import Message, Outcome
from core.usecases import homes


def press(turn: Turn, action: Presses) -> Outcome:
    """Carry out an action that opens no form; raises refusals."""
    match action:
        case ShowProgramme():
            return Message(programme_card(homes.programme(turn.desk, turn.person)))
    assert_never(action)


PROGRAMME: Subject[Presses, Never] = Subject(press, no_form, no_send)
