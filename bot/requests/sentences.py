"""What somebody asks for in a sentence of their own, and the card that the command for it gives."""

from collections.abc import Sequence
from datetime import date
from functools import cache

from bot.actions import Action
from bot.actions.availability import ShowAvailability
from bot.actions.policies import ShowPolicies
from bot.actions.profile import ShowProfile
from bot.actions.rescheduling import PickTime
from bot.actions.schedule import ShowMentees
from bot.actions.sessions import CancelSession, ShowSessions, TellLate
from bot.booking.wished import wished
from bot.commands import BY_NAME
from bot.dispatch import perform
from bot.help.cards import denied_words, help_card
from bot.labels import length, local_day
from bot.requests.booking import answer_book
from bot.requests.dispatch import answer_command
from bot.requests.past import is_over, look_back, period_of
from bot.requests.unused import besides, saying
from bot.sessions.which_cards import which_session_card
from bot.turn import Turn
from bot.typed import intentions, wishes
from bot.typed.intentions import Asked, Fits, Intention
from bot.typed.mentions import MENTION
from bot.typed.searches import read_search
from bot.typed.wishes import Wish
from bot.ui import Message, Outcome
from core.errors.mentors import SeveralMentors
from core.identifying import is_called
from core.people import Person
from core.periods import Period
from core.usecases import attending, picking
from core.usecases.session_views import SessionView

SHOWN = 10
"""Of so many sessions that may be meant one is chosen by button."""


def answer_sentence(turn: Turn, text: str) -> Outcome:
    """The card that the command for it gives, with what was of no use; None where it asks for nothing that is known.

    Raises refusals.
    """

    @cache
    def mine() -> tuple[SessionView, ...]:
        return attending.ahead(turn.desk, turn.person)

    def is_time(said: str) -> Wish | None:
        # Whether it is one can be told without knowing where.
        zone, locale = turn.person.zone or "UTC", turn.person.locale
        wish = wishes.read(said, now=turn.desk.now(), zone=zone, locale=locale, guess=False)
        return wish if wish.understood else None

    def is_name(said: str) -> bool:
        return _is_mentor(turn, said) or any(is_called(view.other, said) for view in mine())

    def is_topic(said: str) -> bool:
        return picking.anybody(turn.desk, read_search(_topic(said)))

    @cache
    def met() -> Sequence[Person]:
        return attending.met(turn.desk, turn.person)

    def is_met(said: str) -> bool:
        return any(is_called(each, said) for each in met())

    def is_past(said: str) -> Period | None:
        return period_of(turn, said)

    def is_behind(said: str) -> Period | None:
        return is_past(said) if is_over(turn, said) and not is_time(said) else None

    fits = Fits(is_time, is_name, is_topic, is_met, is_past, is_behind)
    asked = intentions.read(text, turn.person.locale, fits)
    if asked is None:
        return None
    if asked.denied:
        return _denied(turn, asked)
    match asked.intention:
        case Intention.BOOK | Intention.FREE:
            return _book(turn, asked)
        case Intention.SESSIONS | Intention.PAST:
            return _sessions(turn, asked)
        case Intention.MOVE | Intention.CANCEL | Intention.LATE:
            return _about_one(turn, asked, mine())
        case Intention.HOURS | Intention.OFF:
            off = "off " if asked.intention is Intention.OFF else ""
            typed = f"{off}{asked.tail}".strip()
            return (
                answer_command(turn, "availability", typed) if typed else perform(turn, ShowAvailability())
            )
        case Intention.HELP:
            topic = next((word for word in asked.rest.split() if word.lower() in BY_NAME), "")
            rest = " ".join(word for word in asked.rest.split() if word != topic)
            return besides(Message(help_card(turn.person, topic), fresh=True), rest)
        case Intention.QUOTA:
            return besides(perform(turn, ShowProfile()), _others(asked))
        case Intention.POLICIES:
            return besides(perform(turn, ShowPolicies()), _others(asked))
        case Intention.MENTEES:
            return besides(perform(turn, ShowMentees()), _others(asked))


def _denied(turn: Turn, asked: Asked) -> Outcome:
    """How things stand, where somebody writes what they do not want, or what is not so."""
    hours = asked.intention in (Intention.HOURS, Intention.OFF)
    shown = perform(turn, ShowAvailability() if hours else ShowSessions())
    return saying(shown, denied_words(asked.denied))


def _is_mentor(turn: Turn, said: str) -> bool:
    """Whether a mentor is called that, or several are."""
    if MENTION.fullmatch(said):
        return True
    try:
        mentor = picking.mentor_called(turn.desk, said)
    except SeveralMentors as several:
        return any(is_called(each, said) for each in several.mentors)
    return mentor is not None and (is_called(mentor.person, said) or said.startswith("@"))


def _topic(said: str) -> str:
    return f"#{'-'.join(said.removeprefix('#').split())}"


def _book(turn: Turn, asked: Asked) -> Outcome:
    """Free times of a mentor, or who is free then."""
    unused = [asked.rest, asked.reason]
    if asked.name:
        return besides(answer_book(turn, f"{asked.name} {asked.when}".strip()), _said(asked.topic, *unused))
    if not asked.topic and not asked.when:
        return answer_book(turn, asked.rest)
    wish = wished(turn, asked.when) if asked.when else None
    if wish and wish.minutes:
        unused.append(length(wish.minutes))
    if wish and wish.window and not wish.days:
        unused.append(asked.when)
    topic = _topic(asked.topic) if asked.topic else ""
    return besides(answer_book(turn, f"{topic} {asked.when}".strip()), _said(*unused))


def _sessions(turn: Turn, asked: Asked) -> Outcome:
    """Past or upcoming ones, or those of a week."""
    unused = _said(asked.topic, asked.rest, asked.reason)
    if asked.intention is Intention.PAST:
        return look_back(turn, asked.when, asked.name, unused)
    unused = _said(asked.name, unused)
    if not asked.when:
        return besides(perform(turn, ShowSessions()), unused)
    return besides(answer_command(turn, "sessions", f"week {asked.when}"), unused)


def _about_one(turn: Turn, asked: Asked, mine: tuple[SessionView, ...]) -> Outcome:
    """The session that is meant, and what is to become of it; the question which one where several fit."""
    moves = asked.intention is Intention.MOVE
    day = asked.of if moves else asked.when
    days = _days(turn, day) if day else ()
    fitting = [
        view
        for view in mine
        if (not asked.name or is_called(view.other, asked.name))
        and (not days or local_day(view.session.starts_at, turn.person) in days)
    ]
    unused = _said(asked.topic, asked.rest)
    if len(fitting) != 1:
        if not fitting:
            return besides(
                perform(turn, ShowSessions()), _said(asked.name, asked.of, asked.when, unused, asked.reason)
            )
        return besides(
            _which(turn, asked, fitting), _said(asked.when if moves else "", unused, asked.reason)
        )
    view = fitting[0]
    match asked.intention:
        case Intention.MOVE:
            said = _said(unused, asked.reason)
            typed = f"{view.session.code} reschedule {asked.when}".strip()
            return besides(answer_command(turn, "sessions", typed), said)
        case Intention.CANCEL:
            typed = f"{view.session.code} cancel {asked.reason}".strip()
            return besides(answer_command(turn, "sessions", typed), unused)
    typed = f"{view.session.code} late {asked.when}".strip()
    return besides(answer_command(turn, "sessions", typed), _said(unused, asked.reason))


def _days(turn: Turn, when: str) -> tuple[date, ...]:
    wish = wished(turn, when)
    at = getattr(wish.meant, "at", None)
    return wish.days if at is None else (local_day(at, turn.person),)


def _which(turn: Turn, asked: Asked, views: list[SessionView]) -> Message:
    """A button for each session that fits, of many the soonest."""
    ways = [(view, _action(asked.intention, view)) for view in views[:SHOWN]]
    return Message(which_session_card(ways, len(views), turn.person), fresh=True)


def _action(intention: Intention, view: SessionView) -> Action:
    match intention:
        case Intention.MOVE:
            return PickTime(view.session.id)
        case Intention.CANCEL:
            return CancelSession(view.session.id, view.session.revision)
    return TellLate(view.session.id)


def _others(asked: Asked) -> str:
    return _said(asked.name, asked.topic, asked.when, asked.rest, asked.reason)


def _said(*texts: str) -> str:
    return " ".join(filter(None, texts))
