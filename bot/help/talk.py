"""Help, in the talk."""

from typing import Never, assert_never

from bot.actions.help import Presses, ShowHelp
from bot.help.cards import help_card
from bot.subject import Subject, no_form, no_send
from bot.turn import Turn
from bot.ui import Message, Outcome


def press(turn: Turn, action: Presses) -> Outcome:
    """Carry out an action that opens no form."""
    match action:
        case ShowHelp(topic):
            return Message(help_card(turn.person, topic))
    assert_never(action)


HELP: Subject[Presses, Never] = Subject(press, no_form, no_send)
