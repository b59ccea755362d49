"""Refusals about passing on texts, in words."""

from bot.actions.chats import LeaveChat
from bot.actions.sessions import ShowSession
from bot.labels import row
from bot.sentences import label, say, say_many
from bot.ui import Button, Phrase
from core.errors.chats import ChatClosed, OtherLeft, OtherShut, TextTooLong
from core.errors.common import Refusal
from core.people import Person


def phrase(refusal: Refusal, _reader: Person) -> Phrase | None:
    """Title, words and next steps; None for what is said elsewhere."""
    match refusal:
        case OtherLeft(session, name):
            return Phrase(
                label("Not passed on"),
                say(
                    "{name} has left the chat. You hear it from me when {name} is back; until then I pass nothing on.",
                    name=name,
                ),
                (row(Button(label("Leave the chat"), LeaveChat(session)), _show(session)),),
            )
        case OtherShut(session, name):
            return Phrase(
                label("Not passed on"),
                say("I cannot write to {name} at the moment: their chat with me is closed.", name=name),
                (row(Button(label("Leave the chat"), LeaveChat(session)), _show(session)),),
            )
        case TextTooLong(session, most):
            return Phrase(
                label("Not passed on"),
                say_many(
                    "This is too long: I pass on up to {n} character at once. Please send it in several messages.",
                    "This is too long: I pass on up to {n} characters at once. Please send it in several messages.",
                    most,
                ),
                (row(_show(session)),),
            )
        case ChatClosed(session):
            return Phrase(
                label("The chat is not open"),
                say("I pass on what the two of you write only while the chat of the session is open."),
                (row(_show(session)),),
            )
    return None


def _show(session: int) -> Button:
    return Button(label("Show the session"), ShowSession(session))
