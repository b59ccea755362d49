"""Refusals about the life of sessions in words."""

from bot.actions import ShowSession, ShowSessions
from bot.ui import Phrase, words
from bot.views.common import primary, row
from core import errors
from core.errors import Refusal
from core.people import Person


def phrase(refusal: Refusal, reader: Person) -> Phrase | None:  # noqa: ARG001
    """Title, words and next steps; None for what is said elsewhere."""
    match refusal:
        case errors.AnswerFirst(session):
            return (
                "Please answer first",
                words("Your mentor cancelled. Choose first how this session is to go on."),
                row(primary("Show the session", ShowSession(session))),
            )
        case errors.RequestOpen(session):
            return (
                "There is a request already",
                words("Another time has been proposed for this session, and waits for an answer."),
                row(primary("Show the session", ShowSession(session) if session else ShowSessions())),
            )
    return None
