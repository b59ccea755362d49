"""Disputes, in the talk with admins."""

from typing import Never, assert_never

from bot.actions.disputes import DismissDispute, Presses, ShowDispute, ShowDisputes, UpholdDispute
from bot.disputes.cards import decided_card, dispute_card, disputes_card
from bot.subject import Subject, no_form, no_send
from bot.turn import Turn
from bot.ui import Message, Outcome
from core.usecases import disputes


def press(turn: Turn, action: Presses) -> Outcome:
    """Carry out an action that opens no form; raises refusals."""
    desk, person = turn.desk, turn.person
    match action:
        case ShowDisputes(page):
            return Message(disputes_card(disputes.disputes(desk, person, page)))
        case ShowDispute(dispute):
            return Message(dispute_card(disputes.dispute(desk, person, dispute)))
        case UpholdDispute(dispute):
            return Message(decided_card(disputes.uphold(desk, person, dispute)))
        case DismissDispute(dispute):
            return Message(decided_card(disputes.dismiss(desk, person, dispute)))
    assert_never(action)


DISPUTES: Subject[Presses, Never] = Subject(press, no_form, no_send)
