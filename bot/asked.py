"""What a delivery asks for."""

import re
from collections.abc import Sequence
from contextlib import suppress

from bot.accounts.talk import enter_code
from bot.actions import Action
from bot.actions.booking import Discuss
from bot.actions.sessions import ShowSessions
from bot.chats.cards import over_card
from bot.chats.talk import chats_near, hear, heard_before
from bot.commands import BY_NAME
from bot.dispatch import perform
from bot.disputes.files import takes_files
from bot.form_flow import asked_in_talk, beside, can_answer, open_form, purpose_of, said, submit
from bot.formats import shorten
from bot.help.cards import help_card
from bot.home.cards import home_card
from bot.inbound import (
    ChannelClosed,
    ChannelMoved,
    Command,
    Inbound,
    OpenedHome,
    Press,
    Profile,
    ProfileChanged,
    Reachable,
    Said,
    Shortcut,
    Submitted,
    Unsaid,
    WorkspaceClosed,
    WorkspaceOpened,
)
from bot.joined import meant_now
from bot.names import LONGEST, digest
from bot.requests.dispatch import answer_command, set_zone
from bot.requests.files import answer_sent, names_plans
from bot.requests.sentences import answer_sentence
from bot.requests.unused import besides
from bot.stale_press import done_before
from bot.tokens import from_token
from bot.turn import Turn
from bot.typed.intentions import is_polite
from bot.typed.mentions import MENTION
from bot.ui import Home, Message, Outcome
from core.desk import Desk
from core.drafts import Draft
from core.errors.common import NotFound, Refusal
from core.people import Person
from core.topics import LIMITS
from core.usecases import forms as drafts
from core.usecases import homes, joining
from core.usecases.joining import Introduction
from core.usecases.reachability import note_reachability
from core.usecases.session_views import SessionView

_CODE = re.compile(r"[0-9a-z]{5}-[0-9a-z]{5}", re.IGNORECASE)
"""The code that links an account, pasted as it is: in capitals, unless a digit tells it from two words."""
CODE = re.compile(r"[sc]-[0-9a-z]{4}\b", re.IGNORECASE)
"""The short name of a session or council, with which a command about it begins."""
_SENTENCES = frozenset({"book", "cancel", "help"})
"""Commands with which sentences begin as well: "cancel my session with Ana"."""


def respond(turn: Turn, inbound: Inbound, draft: Draft | None) -> Outcome:
    """Carry it out; raises refusals, FieldProblem, AlreadyDone, UnknownToken, ClosedForm, NotAnAnswer."""
    near = chats_near(turn, inbound)
    match inbound.body:
        case Press(token=token):
            return perform(turn, from_token(token))
        case Command(name=name, text=text):
            return _carried_out(turn, name, text)
        case Submitted(values=values):
            return submit(turn, draft, values)
        case (Said() | Unsaid()) as body if near.open:
            return hear(turn, body, near.open)
        case Unsaid():
            return None
        case Said(text=text, files=files) as sent if files and (
            names_plans(text) or takes_files(turn) or not _is_command(text)
        ):
            return answer_sent(turn, inbound.met_as, sent, text)
        case Said(text=text):
            return _answer_said(turn, text, near.over)
        case Shortcut(name="discuss", text=text):
            return open_form(turn, Discuss(), {"description": shorten(text, LIMITS["description"])})
        case Shortcut(name=name):
            return answer_command(turn, "book" if name.startswith("book") else "help", "")
        case OpenedHome():
            homes.note_opened(turn.desk, inbound.sender)
            return Home(home_card(turn.desk, turn.person))
        case Reachable(yes=yes):
            note_reachability(turn.desk, inbound.sender, reachable=yes)
            return None
        case ProfileChanged():
            joining.take_profile(turn.desk, inbound.sender, introduction(inbound.profile))
            return None
        case ChannelClosed() | ChannelMoved() | WorkspaceClosed() | WorkspaceOpened():
            return None


def _named(turn: Turn, text: str) -> tuple[Action | None, Action | None]:
    """What the last answer or a notice calls so, and what an earlier answer does; the newest that has the name."""
    if turn.desk.delivery is None or not turn.place.direct or not text.strip() or len(text) > 2 * LONGEST:
        return None, None
    with turn.desk.store.read() as tx:
        offers = tx.offers.lately(turn.desk.delivery, turn.person.id)
    key = digest(text)

    def found(among: Sequence[dict[str, str]]) -> Action | None:
        token = next((offered[key] for offered in among if key in offered), None)
        return None if token is None else meant_now(turn.desk, from_token(token))

    return found(offers.now), found(offers.before)


def _carried_out(turn: Turn, name: str, text: str) -> Outcome:
    """A typed command; the form that is being filled in ends with it where it is of no use any more."""
    draft = None if turn.modals else asked_in_talk(turn)
    outcome = answer_command(turn, name, text)
    return outcome if draft is None else beside(turn, draft, outcome, f"{name} {text}")


def _answer_said(turn: Turn, text: str, over: SessionView | None) -> Outcome:
    """The name of a button, an answer to an open question, a zone that was asked for, a command, or a sentence.

    What is none of these may be the name of what an earlier answer let choose.
    """
    named, earlier = _named(turn, text)
    if named:
        return perform(turn, named)
    if draft := asked_in_talk(turn):
        if _interrupts(turn, draft, text):
            return beside(turn, draft, _understood(turn, text, over, earlier), bare(text).removeprefix("/"))
        try:
            return said(turn, draft, text)
        except Refusal:
            if not _is_command(text) or asked_in_talk(turn) is not None:
                raise  # else the form was of no use any more, and this was no answer to it
    return _understood(turn, text, over, earlier)


def _interrupts(turn: Turn, draft: Draft, text: str) -> bool:
    """Whether what was said while a question is open is a command, and cannot be an answer to that question."""
    if not _is_command(text):
        return False
    plain = bare(text)
    is_certain = plain.startswith("/") or CODE.match(plain.partition(" ")[2]) is not None
    return is_certain or not can_answer(turn, draft, text)


def _understood(turn: Turn, text: str, over: SessionView | None, earlier: Action | None) -> Outcome:
    """A command, a code, a zone, a sentence, or the name of what an earlier answer let choose."""
    plain = bare(text)
    name, _, rest = plain.partition(" ")
    in_words = turn.person.zone is not None and name.lower() in _SENTENCES and bool(rest)
    if in_words and (outcome := answer_sentence(turn, plain)):
        return outcome
    if _is_command(text):
        return answer_command(turn, name.lower().removeprefix("/"), rest)
    if _CODE.fullmatch(plain) and (plain.isupper() or any(letter.isdigit() for letter in plain)):
        return enter_code(turn, plain)
    polite = is_polite(plain, turn.person.locale)
    if turn.person.zone is None and plain and not polite:
        return _placed(turn, plain)
    if over is not None:
        return Message(over_card(over), fresh=True)
    if outcome := answer_sentence(turn, plain):
        return outcome
    if earlier:
        return perform(turn, earlier)
    return besides(Message(help_card(turn.person), fresh=True, idle=polite), "" if polite else plain)


def _placed(turn: Turn, text: str) -> Outcome:
    """Set the zone that is missing; a sentence that asks for something is carried out once it is known."""
    try:
        return set_zone(turn, text)
    except NotFound:
        if outcome := answer_sentence(turn, text):
            return outcome
        raise


def _is_command(text: str) -> bool:
    """Whether what was said begins as a command does, with its slash or without."""
    return bare(text).partition(" ")[0].lower().removeprefix("/") in BY_NAME


def bare(text: str) -> str:
    """What was said, without the mention of us that it begins with."""
    return MENTION.sub("", text, count=1).strip() if text.lstrip().startswith("<@") else text.strip()


def repeated(turn: Turn, inbound: Inbound, draft: Draft | None) -> Outcome:
    """What a repeated delivery sees: things as they are now; what was typed, what the command shows by itself."""
    with suppress(Refusal):
        if meant := chats_near(turn, inbound).open:
            return heard_before(meant)
        if isinstance(inbound.body, Said) and inbound.body.files:
            return answer_sent(turn, inbound.met_as, inbound.body, "")
        if isinstance(inbound.body, Command):
            about = CODE.match(inbound.body.text)
            return answer_command(turn, inbound.body.name, about[0] if about else "")
        action = action_of(turn.desk, inbound, draft)
        if action is not None and (now := done_before(turn, action)):
            return now
    return perform(turn, ShowSessions())


def draft_of(desk: Desk, person: Person, inbound: Inbound) -> Draft | None:
    """The form that is being sent in."""
    if isinstance(inbound.body, Submitted):
        return drafts.open_draft(desk, person, inbound.body.draft)
    return None


def action_of(desk: Desk, inbound: Inbound, draft: Draft | None) -> Action | None:
    """What was pressed, or what the form is for; None for what was typed."""
    if isinstance(inbound.body, Press):
        return from_token(inbound.body.token)
    return None if draft is None else purpose_of(desk, draft)


def proves_reach(person: Person, inbound: Inbound) -> bool:
    """Whether somebody who could not be written to has written to us where only the two of us are."""
    place, met_as = inbound.place, inbound.met_as
    # Forms of people of another company open in a channel that is shared with it.
    is_ours = place.direct and (met_as == inbound.sender or bool(place.channel))
    said = not isinstance(inbound.body, Reachable | ProfileChanged)
    return said and is_ours and met_as in person.shut


def introduction(profile: Profile) -> Introduction:
    """What the platform says of somebody, as a member is made of it."""
    return Introduction(profile.name, profile.handle, profile.email, profile.zone, profile.locale)
