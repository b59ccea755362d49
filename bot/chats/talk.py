"""Sessions by chat, in the talk: what somebody writes to us goes to the other."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Never

from bot.actions.chats import Presses
from bot.chats import cards
from bot.commands import BY_NAME
from bot.inbound import Inbound, Said, Unsaid
from bot.subject import Subject, no_form, no_send
from bot.turn import Turn
from bot.typed.mentions import MENTION
from bot.ui import Message, Outcome
from core.desk import Desk
from core.people import Address
from core.usecases import chats, members
from core.usecases import forms as drafts
from core.usecases.chats import Chat, Near

_COMMAND = re.compile(r"/([a-z]+)", re.IGNORECASE)


def press(turn: Turn, action: Presses) -> Outcome:
    """Carry out an action; raises refusals."""
    return Message(cards.left_card(chats.leave(turn.desk, turn.person, action.session)))


CHATS: Subject[Presses, Never] = Subject(press, no_form, no_send)


def chats_near(turn: Turn, inbound: Inbound) -> Near:
    """The chats to which it may belong; none for a command, an answer to a form, and what others read too."""
    body = inbound.body
    if not inbound.place.direct or not isinstance(body, Said | Unsaid):
        return Near()
    if isinstance(body, Said) and _is_command(body.text):
        return Near()
    found = chats.near(turn.desk, turn.person)
    if not turn.modals and found != Near() and drafts.current_draft(turn.desk, turn.person):
        return Near()
    return replace(found, open=tuple(chat for chat in found.open if chat.is_mine))


def hear(turn: Turn, body: Said | Unsaid, meant: Sequence[Chat]) -> Outcome:
    """Pass on what was written, and say what was not; raises refusals."""
    chat = chats.target(meant)
    if chat is None:
        return Message(cards.which_card(meant), fresh=True) if isinstance(body, Said) else None
    if isinstance(body, Unsaid):
        return Message(_UNSAID[body.what](chat.view), fresh=True)
    text, files = _without_mentions(turn.desk, body.text), len(body.files)
    if not text:
        return Message(cards.only_text_card(chat.view, files, passed=False), fresh=True) if files else None
    done = chats.pass_on(turn.desk, turn.person, chat.view.session.id, text)
    if files:
        return Message(cards.only_text_card(done.view, files, passed=True), fresh=True)
    return Message(cards.passed_card(done.view), fresh=True) if done.first else None


def heard_before(meant: Sequence[Chat]) -> Outcome:
    """What a repeated delivery sees: nothing but what its writer may not know yet."""
    chat = chats.target(meant)
    first = chat is not None and chat.own is not None and chat.own.texts == 1
    return Message(cards.passed_card(chat.view), fresh=True) if chat is not None and first else None


_UNSAID = {
    "changed": cards.changed_card,
    "deleted": cards.deleted_card,
    "other": cards.unpassed_card,
}


def _is_command(text: str) -> bool:
    """Whether it begins with a command and its slash: without one it is what people write to each other."""
    found = _COMMAND.match(text.lstrip())
    return found is not None and found[1].lower() in BY_NAME


def _without_mentions(desk: Desk, text: str) -> str:
    """The text, with people as they are called."""

    def called(mention: re.Match[str]) -> str:
        try:
            address = Address.parse(mention[1])
        except ValueError:
            return mention[0]
        return cards.called(members.find(desk, address))

    return MENTION.sub(called, text).strip()
