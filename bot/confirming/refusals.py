"""Refusals about bookings that are to be accepted in words."""

from bot.actions.sessions import ShowSession
from bot.labels import row, when
from bot.sentences import label, say
from bot.ui import Button, Phrase, Show
from core.errors.common import Refusal
from core.errors.confirming import ConfirmTooLate
from core.people import Person


def phrase(refusal: Refusal, reader: Person) -> Phrase | None:
    """Title, words and next steps; None for what is said elsewhere."""
    match refusal:
        case ConfirmTooLate(session, until):
            return Phrase(
                label("Too late to answer"),
                say("The request could be answered until {time}.", time=when(until, reader, Show.SHORT)),
                (row(Button(label("Show the session"), ShowSession(session))),),
            )
    return None
