"""Recording sessions, in the talk."""

from typing import Never, assert_never

from bot.actions.recordings import (
    AgreeToRecord,
    OpenAnyRecording,
    OpenRecording,
    Presses,
    RefuseToRecord,
    ShowRecording,
)
from bot.recordings.cards import opened_card, recording_card
from bot.subject import Subject, no_form, no_send
from bot.turn import Turn
from bot.ui import Message, Outcome
from core.usecases import recording


def press(turn: Turn, action: Presses) -> Outcome:
    """Carry out an action; raises refusals."""
    desk, person = turn.desk, turn.person
    match action:
        case ShowRecording(session):
            return Message(recording_card(recording.look(desk, person, session)))
        case AgreeToRecord(session):
            return Message(recording_card(recording.agree(desk, person, session)))
        case RefuseToRecord(session):
            return Message(recording_card(recording.disagree(desk, person, session)))
        case OpenRecording(session):
            return Message(opened_card(recording.open_own(desk, person, session), person), fresh=True)
        case OpenAnyRecording(session):
            return Message(opened_card(recording.open_as_admin(desk, person, session), person), fresh=True)
    assert_never(action)


RECORDINGS: Subject[Presses, Never] = Subject(press, no_form, no_send)
