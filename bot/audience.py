"""Where an answer goes, and who reads it there."""

from contextlib import suppress
from dataclasses import replace

from bot.actions.spec import ADMINS, is_of_a_dialogue
from bot.answering import Handled, pressed
from bot.asked import action_of, bare
from bot.inbound import Command, Inbound, Origin, Press, Said, Submitted
from bot.messenger import Platform
from bot.tokens import UnknownToken, from_token
from bot.ui import Message
from core.desk import Desk
from core.drafts import Draft
from core.people import Person
from core.usecases import admin_channels, notices
from core.usecases import forms as drafts


def answers_in_direct(platform: Platform, place: Origin) -> bool:
    """Whether the answer is a message in the person's own chat, which lasts."""
    return not place.ephemeral and (place.direct or not platform.whispers)


def asked_place(inbound: Inbound, draft: Draft | None) -> Origin:
    """Where it was asked; a form where it was opened."""
    return inbound.place if draft is None else Origin.model_validate_json(draft.place)


def answer_place(desk: Desk, person: Person, inbound: Inbound, place: Origin) -> Origin:
    """Where the answer goes: never onto a notice, for notices last; of an album onto the answer to its first file."""
    if isinstance(inbound.body, Said) and inbound.body.album is not None:
        album = drafts.album(desk, person, inbound.body.album)
        return Origin.model_validate_json(album.place) if album is not None and album.place else place
    pressed_on = isinstance(inbound.body, Press | Submitted)
    if not pressed_on or not place.message or place.ephemeral:
        return place
    answers = _goes_on(inbound)
    if notices.must_last(desk, person, pressed(inbound, place), place.sent_at, is_answer=answers):
        return place.model_copy(update={"message": None})
    return place


def _goes_on(inbound: Inbound) -> bool:
    """Whether what was pressed stands on answers alone."""
    with suppress(UnknownToken):
        return isinstance(inbound.body, Press) and is_of_a_dialogue(from_token(inbound.body.token))
    return False


def is_read_by_all(
    desk: Desk, person: Person, inbound: Inbound, draft: Draft | None, asked: Origin
) -> bool:
    """Whether an admin asks for something of admins' in an admin channel: then all there see the answer."""
    if asked.direct or not person.is_admin or not _concerns_admins(desk, inbound, draft):
        return False
    return admin_channels.at(desk, inbound.sender.platform, asked.channel, asked.thread) is not None


def _concerns_admins(desk: Desk, inbound: Inbound, draft: Draft | None) -> bool:
    match inbound.body:
        case Command(name=name):
            return name == "admin"
        case Said(text=text):
            return bare(text).partition(" ")[0].lower().removeprefix("/") == "admin"
    try:
        action = action_of(desk, inbound, draft)
    except UnknownToken:
        return False
    return action is not None and action.spec.roles == ADMINS


def for_all(handled: Handled) -> Handled:
    """The answer for all who read there; a question of a form stays its asker's."""
    answer = handled.outcome
    if not isinstance(answer, Message) or answer.asks is not None or answer.secret or answer.closed:
        return handled
    return replace(handled, outcome=replace(answer, private=False))
