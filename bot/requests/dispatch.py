"""Typed commands to actions: `/book @ana tomorrow 3pm` and the like."""

import re
from contextlib import suppress
from dataclasses import replace

from bot import commands, form_flow
from bot.accounts.talk import answer_link, enter_code
from bot.actions.accounts import PreferChat, ShowAccounts
from bot.actions.aftermath import GiveFeedback, WriteNote
from bot.actions.availability import DiscardAvailability, SaveAvailability, UseTemplate
from bot.actions.calendars import ShowCalendars
from bot.actions.chats import LeaveChat
from bot.actions.mentor_settings import ShowMentorSettings
from bot.actions.mentors import BrowseMentors
from bot.actions.policies import ShowPolicies
from bot.actions.profile import AskLanguage, EditQuiet, SetLanguage, SetTyping, SetZone, ShowProfile
from bot.actions.replacing import BrowseReplacements, CancelUnreplaced, KeepReplacement
from bot.actions.sessions import CancelSession, ShowSession, ShowSessions, TellLate
from bot.actions.spec import typed
from bot.aftermath import talk as aftermath
from bot.availability.talk import take_hours
from bot.calendars.form import connect
from bot.dispatch import perform
from bot.faults import unknown_command
from bot.help.cards import help_card, known_verbs, unused_words, welcome_card
from bot.mail.talk import answer_mail
from bot.mentors import links
from bot.names import names_of
from bot.profile.cards import which_zone_card
from bot.profile.languages import read_language
from bot.profile.quiet_hours import set_quiet
from bot.requests.admin import answer_admin
from bot.requests.booking import answer_book
from bot.requests.council import answer_council
from bot.requests.mentor_settings import answer_setting
from bot.requests.past import answer_past, is_over, look_back
from bot.requests.problems import answer_problem
from bot.requests.replacements import answer_with
from bot.requests.reschedules import answer_reschedule
from bot.requests.unused import besides, unknown
from bot.requests.verbs import action_of, session_action
from bot.requests.weeks import answer_schedule, answer_week
from bot.sentences import lines
from bot.turn import Turn
from bot.typed import command_words, lengths, zones
from bot.typed.mentor_settings import split_setting
from bot.ui import Message, Outcome, Paragraph
from core.accounts import DEEP_LINK
from core.errors.common import NotFound
from core.people import Role
from core.sessions import Status
from core.usecases import attending, changes

CODE = re.compile(r"s-?[0-9a-z]{4}|[0-9a-z]{4}", re.IGNORECASE)
"""The short name of a session."""
_LINKED = re.compile(r"([SC]-[0-9A-Z]{4})(?:-([A-Z]+))?", re.IGNORECASE)
"""The short name of a session or council, and what to do about it."""


def answer_command(turn: Turn, name: str, text: str) -> Outcome:
    """Carry out `/name text`; raises refusals. An unknown name suggests the nearest."""
    is_list = name == "availability" or (name == "admin" and text.split()[:1] == ["plans"])
    text = command_words.behind(name, text.strip() if is_list else " ".join(text.split()))
    if action := action_of(f"{name} {text}".strip()):
        return perform(turn, action)
    match name:
        case "help" | "parley":
            return Message(help_card(turn.person, text))
        case "start":
            return _start(turn, text)
        case "book":
            return answer_book(turn, text)
        case "mentors":
            return perform(turn, BrowseMentors(0, text))
        case "sessions":
            return _sessions(turn, text)
        case "schedule":
            return answer_schedule(turn, text)
        case "council":
            return answer_council(turn, text)
        case "availability":
            return _availability(turn, text)
        case "profile" | "settings":
            return _profile(turn, text)
        case "link":
            return answer_link(turn, text) or unknown(turn, name, text)
        case "policies":
            return unknown(turn, name, text) if text else perform(turn, ShowPolicies())
        case "timezone":
            return set_zone(turn, text)
        case "admin":
            return answer_admin(turn, text)
        case "cancel":
            return besides(form_flow.leave_typed(turn) or Message(help_card(turn.person)), text)
    meant = commands.nearest(name)
    return Message(unknown_command(name, meant and f"{meant} {text}".strip()))


HELLO = "hello"
"""What `/start` has of a link that leads to nothing but us."""


def is_greeting(name: str, text: str) -> bool:
    """Whether the answer itself is the welcome of whoever is new."""
    return name == "start" and not text.startswith(links.BEGINS)


def _start(turn: Turn, text: str) -> Outcome:
    """Show what they came to by a deep link: their session or council, a mentor; link an account; or say hello."""
    if text.startswith(DEEP_LINK):
        return enter_code(turn, text.removeprefix(DEEP_LINK))
    if text.startswith(links.BEGINS):
        return links.open_link(turn, text.removeprefix(links.BEGINS))
    if linked := _LINKED.fullmatch(text.replace("_", "-", 1)):
        answer = _sessions if text[0].lower() == "s" else answer_council
        with suppress(NotFound):
            return answer(turn, " ".join(filter(None, linked.groups())))
    return Message(welcome_card(turn.person, text.removeprefix(HELLO)))


def set_zone(turn: Turn, text: str) -> Outcome:
    """Understand a typed place or zone; several that fit are offered."""
    match zones.understand(text, turn.desk.now()):
        case zones.ZoneFound(zone):
            return perform(turn, SetZone(zone))
        case zones.ZoneChoices(choices):
            return Message(which_zone_card(text, choices))
        case None:
            raise NotFound("zone")


def _profile(turn: Turn, text: str) -> Outcome:
    if (found := split_setting(text)) and not found[0]:
        _, setting, value = found
        return answer_setting(turn, None, setting, value)
    what, _, hours = text.partition(" ")
    if what.lower() == "mentor":
        return besides(perform(turn, ShowMentorSettings()), hours)
    if what.lower() in {"mail", "email", "e-mail"}:
        return answer_mail(turn, hours.strip()) or unknown(turn, "profile", text)
    if what.lower() == "typing":
        return _typing(turn, hours)
    if what.lower() == "accounts":
        return besides(perform(turn, ShowAccounts()), hours)
    if what.lower() == "notices":
        platform = hours.strip().lower()
        return perform(turn, PreferChat(platform) if platform else ShowAccounts())
    if what.lower() == "language":
        return perform(turn, SetLanguage(read_language(hours)) if hours else AskLanguage())
    if what and what.lower() != "quiet":
        return unknown(turn, "profile", text)
    if not what:
        return perform(turn, ShowProfile())
    return Message(set_quiet(turn.desk, turn.person, hours)) if hours else perform(turn, EditQuiet())


def _typing(turn: Turn, said: str) -> Outcome:
    """`on`, `off`, or on where nothing is said."""
    wanted = command_words.meant(said)
    if wanted not in {"", "on", "off"}:
        return unknown(turn, "profile", f"typing {said}")
    return perform(turn, SetTyping(wanted != "off"))


def _sessions(turn: Turn, text: str) -> Outcome:
    first, _, rest = text.partition(" ")
    if first.lower() == "upcoming":
        return besides(perform(turn, ShowSessions()), rest)
    if first.lower() == "past":
        return answer_past(turn, rest)
    if first.lower() == "week":
        return answer_week(turn, rest)
    if first and not CODE.fullmatch(first):
        return _of_no_session(turn, text)
    try:
        view = attending.session_by_code(turn.desk, turn.person, first)
    except NotFound:
        if "-" in first or not first:
            raise
        return _of_no_session(turn, text)
    session, revision = view.session.id, view.session.revision
    answers = view.request is not None and view.request.responder is view.viewer
    requested = view.session.status is Status.REQUESTED
    verb, _, said = rest.strip().partition(" ")
    match verb.lower():
        case "accept" | "decline" as known if answers or not requested:
            return besides(answer_reschedule(turn, view, known, ""), said)
        case "withdraw" as known:
            return besides(answer_reschedule(turn, view, known, ""), said)
        case "reschedule" | "move" | "counter" as known:
            return answer_reschedule(turn, view, known, said)
        case "continue" if view.session.has_mentor:
            return besides(perform(turn, KeepReplacement(session, revision)), said)
        case "continue" | "browse":
            return besides(perform(turn, BrowseReplacements(session)), said)
        case "with" if said and view.session.is_unanswered and view.viewer is Role.MENTEE:
            return answer_with(turn, view, said)
        case "cancel" if view.session.is_unanswered and view.viewer is Role.MENTEE:
            return besides(perform(turn, CancelUnreplaced(session, revision)), said)
        case "late":
            minutes = lengths.amount(said) or 0
            return besides(perform(turn, TellLate(session, minutes)), "" if minutes else said)
        case "report" if said:
            return answer_problem(turn, session, said)
        case "cancel" if said:
            return perform(turn, CancelSession(session, revision), {"note": said})
        case "leave" if view.session.status is not Status.AWAITING_PAYMENT and not said:
            return perform(turn, LeaveChat(session))
        case "feedback" if given := aftermath.typed_feedback(said):
            return aftermath.send(turn, GiveFeedback(session), given)
        case "feedback" if said:
            return perform(turn, GiveFeedback(session), {"comment": said})
        case "notes" if said:
            return aftermath.send(turn, WriteNote(session), {"notes": said})
    if not verb:
        return perform(turn, ShowSession(session))
    if action := session_action(" ".join(rest.split()), session, revision):
        return perform(turn, action)
    if action := session_action(verb, session, revision):
        return besides(perform(turn, action), said)
    return _no_such_verb(perform(turn, ShowSession(session)), view.session.code, rest)


def _of_no_session(turn: Turn, text: str) -> Outcome:
    """Those of a time that is over, if the text is one."""
    return look_back(turn, text, "") if is_over(turn, text) else unknown(turn, "sessions", text)


def _no_such_verb(outcome: Outcome, code: str, text: str) -> Outcome:
    """The session with what can be done about it, for a word that means nothing there."""
    if not isinstance(outcome, Message):
        return outcome
    offered = {typed(action) or "" for action in names_of(outcome.card).values()}
    verbs = sorted(each for each in offered if each.startswith(f"sessions {code} "))
    lead = Paragraph(lines(unused_words(text), *((known_verbs(code, verbs),) if verbs else ())))
    return replace(outcome, card=replace(outcome.card, parts=(lead, *outcome.card.parts)))


def _availability(turn: Turn, text: str) -> Outcome:
    if text.lower() in ("save", "discard"):
        waiting = changes.pending(turn.desk, turn.person)
        if waiting is None:
            raise NotFound("change")
        save = text.lower() == "save"
        return perform(turn, SaveAvailability(waiting.id) if save else DiscardAvailability(waiting.id))
    if text.lower() in changes.TEMPLATES:
        return perform(turn, UseTemplate(text.lower()))
    first, _, rest = text.partition(" ")
    if first.lower() in {"calendar", "calendars"}:
        return connect(turn.desk, turn.person, rest) if rest.strip() else perform(turn, ShowCalendars())
    return take_hours(turn, text)
