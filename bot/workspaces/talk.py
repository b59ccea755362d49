"""Slack workspaces, in the talk with admins."""

from typing import Never, assert_never

from bot.actions.workspaces import (
    ConnectWorkspace,
    Disconnect,
    Presses,
    ReviewDisconnecting,
    ShowWorkspaces,
)
from bot.subject import Subject, no_form, no_send
from bot.turn import Turn
from bot.ui import Message, Outcome
from bot.workspaces.cards import disconnecting_card, invitation_card, review_card, workspaces_card
from core.usecases import connecting


def press(turn: Turn, action: Presses) -> Outcome:
    """Carry out an action that opens no form; raises refusals."""
    desk, admin = turn.desk, turn.person
    match action:
        case ShowWorkspaces():
            return Message(workspaces_card(connecting.workspaces(desk, admin), admin))
        case ConnectWorkspace():
            return Message(invitation_card(connecting.invite(desk, admin), admin), fresh=True, closed=True)
        case ReviewDisconnecting(place):
            return Message(review_card(connecting.leaving(desk, admin, place)))
        case Disconnect(place):
            return Message(disconnecting_card(connecting.disconnect(desk, admin, place)))
    assert_never(action)


WORKSPACES: Subject[Presses, Never] = Subject(press, no_form, no_send)
