"""Admin channels, in the talk with admins."""

from typing import Never, assert_never

from bot.actions.admin_channels import (
    AskAdminChannel,
    ConfirmAdminChannel,
    LeaveAdminChannel,
    Presses,
    RemoveAdminChannel,
    ShowAdminChannels,
)
from bot.admin_channels.cards import already_card, ask_card, channels_card, confirmed_card, removed_card
from bot.subject import Subject, no_form, no_send
from bot.turn import Turn
from bot.ui import Message, Outcome
from core.errors.members import DirectChat
from core.usecases import admin_channels
from core.usecases.admin_channels import Place


def press(turn: Turn, action: Presses) -> Outcome:
    """Carry out an action that opens no form; raises refusals."""
    desk, person = turn.desk, turn.person
    match action:
        case ShowAdminChannels():
            return Message(channels_card(admin_channels.listed(desk, person), person))
        case AskAdminChannel():
            asked = admin_channels.ask(desk, person, _here(turn))
            return Message(already_card(asked) if asked.confirmed else ask_card(asked))
        case LeaveAdminChannel():
            return Message(removed_card(admin_channels.remove_here(desk, person, _here(turn)), person))
        case ConfirmAdminChannel(channel):
            return Message(confirmed_card(admin_channels.confirm(desk, person, channel)))
        case RemoveAdminChannel(channel):
            return Message(removed_card(admin_channels.remove(desk, person, channel), person))
    assert_never(action)


def _here(turn: Turn) -> Place:
    """The chat in which it was asked; raises DirectChat."""
    place, asker = turn.place, turn.desk.asker
    if place.direct or asker is None:
        raise DirectChat
    there = place.met_as(asker)
    return Place(there.platform, there.workspace, place.channel, place.thread, place.title or "")


ADMIN_CHANNELS: Subject[Presses, Never] = Subject(press, no_form, no_send)
