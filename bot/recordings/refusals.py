"""Refusals about recording, in words."""

from bot.actions.sessions import ShowSession
from bot.labels import row
from bot.sentences import label, say
from bot.ui import Button, Phrase
from core.errors.common import Refusal
from core.errors.recording import CannotRecord, NoRecording
from core.people import Person


def phrase(refusal: Refusal, _reader: Person) -> Phrase | None:
    """Title, words and next steps; None for what is said elsewhere."""
    match refusal:
        case CannotRecord(session):
            return Phrase(
                label("This session cannot be recorded"),
                say(
                    "Where it meets nothing can be recorded. Ask the programme whether another room is possible."
                ),
                (row(Button(label("Show the session"), ShowSession(session))),),
            )
        case NoRecording(session):
            return Phrase(
                label("There is no recording"),
                say("It was not made, or it has been deleted."),
                (row(Button(label("Show the session"), ShowSession(session))),),
            )
    return None
