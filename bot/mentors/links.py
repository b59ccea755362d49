"""Links that open a mentor's page in our chat on Telegram, and cards with such a link for any chat."""

from bot.mentors.cards import mentor_card
from bot.turn import Turn
from bot.ui import Message
from core.errors.common import NotFound
from core.errors.mentors import MentorNotFound
from core.ids import is_id
from core.usecases import members, picking

BEGINS = "book_"
"""Begins what `/start` has of a mentor: an id, which stays when a handle changes, or a handle."""


def link_to(turn: Turn, mentor: int) -> str | None:
    """The address to share; None where we have no chat on Telegram."""
    return turn.desk.telegram_link(f"{BEGINS}{mentor}")


def open_link(turn: Turn, name: str) -> Message:
    """The page of whoever is named behind `BEGINS`; raises MentorNotFound, SeveralMentors."""
    if is_id(name):
        mentor = members.who_are(turn.desk, [int(name)]).get(int(name), int(name))
    else:
        mentor = picking.find_mentor(turn.desk, f"@{name}").id
    try:
        return Message(mentor_card(picking.mentor(turn.desk, turn.person, mentor), turn.person))
    except NotFound as nobody:
        raise MentorNotFound(name) from nobody
