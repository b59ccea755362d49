"""What follows `/book`: a mentor, a time, both, or what one would like to talk about."""

import re
from contextlib import suppress

from bot.actions.booking import ShowWeek
from bot.actions.mentors import BrowseMentors, ChooseHour, WhoIsFree
from bot.booking.cards import (
    ambiguous_card,
    mentors_door,
    not_a_time,
    not_understood_card,
    which_hours_card,
)
from bot.booking.wished import answer_wish, by_night_and_day, way_on, wished
from bot.dispatch import perform
from bot.mentors.cards import day_card, name_or_time_card, near_mentors_card, which_mentor_card
from bot.mentors.hours import hours_of
from bot.naming import nameless
from bot.requests.unused import besides
from bot.sentences import say
from bot.turn import Turn
from bot.typed import times
from bot.typed.mentions import MENTION, mentioned
from bot.typed.searches import read_search, search_text
from bot.typed.time_words import WHY
from bot.typed.times import Ambiguous, NotUnderstood, Understanding, Understood, Why, WhyNot
from bot.typed.wishes import Wish
from bot.ui import Card, Message, Outcome
from core.errors.members import ZoneMissing
from core.errors.mentors import MentorNotFound, SeveralMentors
from core.identifying import is_called
from core.mentors import Mentor
from core.usecases import booking, members, picking

NAME_WORDS = 5
_TITLE = re.compile(
    r"^(?:(?:dr|prof|professor|mr|mrs|ms|mx|sir|dame|herr|frau|mme|m|sr|sra|dra|shri|smt)\.?\s)+",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"^(?:me |us )?(?:(?:in|(?:an?|one|my) (?:\d+[ -]min(?:ute)?s? )?(?:session|meeting|call|chat|slot|time)) )"
    r"(?:with|for|on|at) (?=\S)",
    re.IGNORECASE,
)
"""What says again what the command is for: "a session with"."""
_NAMED_LAST = re.compile(
    r"^(?P<when>.+?)\s(?:@|(?:with|mit|avec|con|com|met)\s@?)(?P<name>\S.*)$", re.IGNORECASE
)


def answer_book(turn: Turn, text: str) -> Outcome:
    """Carry out `/book text`; raises refusals. A text that is a time and begins with a name is asked about."""
    text = _ASKED.sub("", text, count=1)
    if not text:
        return perform(turn, BrowseMentors())
    if found := MENTION.match(text):
        return _with_mentor(turn, _mentioned(turn, found[1]), text[found.end() :].strip())
    if found := MENTION.search(text):
        said = text[: found.start()].strip().removesuffix("with").strip()
        return _with_mentor(
            turn, _mentioned(turn, found[1]), f"{said} {text[found.end() :].strip()}".strip()
        )
    if text.startswith("@"):
        return _chosen(turn, text[1:], "@") or _nobody(turn, text)
    wish = wished(turn, text)
    if not wish.understood:
        last = _NAMED_LAST.match(text)
        chosen = _chosen(turn, text) or (last and _chosen(turn, f"{last['name']} {last['when']}"))
        return chosen or _about(turn, text, wish)
    with suppress(SeveralMentors):
        named = named_mentor(turn, text)
        if named and is_called(named[0].person, text.removesuffix(named[1])):
            return _name_or_time(turn, *named, wish)
    return _at(turn, text, wish, "")


def _mentioned(turn: Turn, address: str) -> Mentor:
    person = members.mentioned(turn.desk, mentioned(address))
    mentor = booking.mentor_of(turn.desk, person.id) if person else None
    if mentor is None:
        raise MentorNotFound(person.name if person else nameless())
    return mentor


def _chosen(turn: Turn, text: str, mark: str = "") -> Outcome:
    """What a text that begins with a mentor's name asks for; None where it begins with none.

    The longest name counts behind which a time is understood. Names of several mentors are asked back with the time.
    """
    try:
        named = named_mentor(turn, text, mark)
    except SeveralMentors as several:
        when = " ".join(text.split()[len(several.query.removeprefix("@").split()) :])
        if not when:
            raise
        ways = tuple((each, way_on(turn, each.id, when)) for each in several.mentors)
        return Message(which_mentor_card(several.query, ways))
    return _with_mentor(turn, *named) if named else None


def named_mentor(turn: Turn, text: str, mark: str = "") -> tuple[Mentor, str] | None:
    """The mentor whose name begins the text, and the rest; raises SeveralMentors."""
    said = _TITLE.sub("", text).split()
    found: list[tuple[Mentor, str]] = []
    doubt: SeveralMentors | None = None
    for size in range(min(NAME_WORDS, len(said)), 0, -1):
        when = " ".join(said[size:])
        try:
            mentor = picking.mentor_called(turn.desk, mark + " ".join(said[:size]).rstrip(",:"))
        except SeveralMentors as several:
            if not when or wished(turn, when).understood:
                doubt = doubt or several
            continue
        if mentor is not None and (not when or wished(turn, when).understood):
            return mentor, when
        if mentor is not None:
            found.append((mentor, when))
    if doubt is not None:
        raise doubt
    return found[0] if found else None


def _name_or_time(turn: Turn, mentor: Mentor, when: str, wish: Wish) -> Outcome:
    """A name that is a word of time as well: `may`, `april 5 3pm`."""
    if when and isinstance(wish.meant, Understood):
        return Message(name_or_time_card(mentor, wish.meant.at, turn.person))
    return _with_mentor(turn, mentor, when)


def _with_mentor(turn: Turn, mentor: Mentor, when: str) -> Outcome:
    if not when:
        return perform(turn, ShowWeek(mentor.id))
    answer = answer_wish(turn, mentor, when, wished(turn, when))
    return Message(answer) if isinstance(answer, Card) else perform(turn, answer)


def _nobody(turn: Turn, text: str) -> Outcome:
    """No mentor is called that: those with names like it, who take what was typed about the time along."""
    name, _, when = text.partition(" ")
    near = picking.near_mentors(turn.desk, name.removeprefix("@"))
    if not near:
        raise MentorNotFound(name)
    with suppress(SeveralMentors):
        found = [mentor for each in near if (mentor := picking.mentor_called(turn.desk, each))]
        timed = bool(when) and wished(turn, when).understood
        ways = tuple(
            (each.person, way_on(turn, each.id, when) if timed else ShowWeek(each.id)) for each in found
        )
        return Message(near_mentors_card(name, ways))
    raise MentorNotFound(name, near)


def _about(turn: Turn, text: str, wish: Wish) -> Outcome:
    """No name and no time: a topic perhaps, with or without a time behind it."""
    said = text.split(" ")
    for size in range(min(NAME_WORDS, len(said) - 1), 0, -1):
        meant = wished(turn, " ".join(said[size:]))
        if not meant.understood:
            continue
        for search in (text_of(said[:size]), f"#{'-'.join(said[:size])}"):
            if picking.anybody(turn.desk, read_search(search)):
                return _at(turn, " ".join(said[size:]), meant, search)
    if picking.anybody(turn.desk, read_search(text)):
        return perform(turn, BrowseMentors(0, text))
    if isinstance(wish.meant, NotUnderstood) and (
        wish.meant.why is not WhyNot.GIBBERISH
        or (re.search(r"\d", text) and not _begins_with_a_name(turn, said))
    ):
        mentors = mentors_door()
        if wish.meant.nearest:
            near = tuple((at, WhoIsFree(at)) for at in wish.meant.nearest)
            return Message(ambiguous_card(near, not_a_time(text, wish.meant.why), mentors, turn.person))
        return Message(not_understood_card(not_a_time(text, wish.meant.why), mentors))
    if said[0].startswith("#"):
        return besides(perform(turn, BrowseMentors(0, text_of(said[:1]))), " ".join(said[1:]))
    return _nobody(turn, text)


def _begins_with_a_name(turn: Turn, said: list[str]) -> bool:
    """Whether a time stands behind words that are none, and so must be a name."""
    return any(
        wished(turn, " ".join(said[size:])).understood
        and not re.search(r"\d", " ".join(said[:size]))
        and not wished(turn, " ".join(said[:size])).understood
        for size in range(1, min(NAME_WORDS + 1, len(said)))
    )


def text_of(said: list[str]) -> str:
    """A search, cut to what a button can carry."""
    return search_text(read_search(" ".join(said)))


def _at(turn: Turn, text: str, wish: Wish, search: str) -> Outcome:
    """Who is free then."""
    everybody = mentors_door(search)
    match wish.meant:
        case Understood(at):
            return perform(turn, WhoIsFree(at, search))
        case Ambiguous(readings, why):
            ways = tuple((at, WhoIsFree(at, search)) for at in readings)
            return Message(ambiguous_card(ways, say(WHY[why]), everybody, turn.person))
    if not wish.days:
        return perform(turn, BrowseMentors(0, search, soonest=True))
    if wish.by_night:
        meant = [
            (each, ChooseHour(day, *each.window, search)) for _, each, day in by_night_and_day(wish) if day
        ]
        return Message(which_hours_card(text, meant, everybody))
    now = turn.desk.now()
    starts = [start for day in wish.days for start in hours_of(now, turn.person, day, wish.window)]
    if len(wish.days) == 1:
        return Message(day_card(wish.days[0], starts, search, turn.person))
    ways = tuple((at, WhoIsFree(at, search)) for at in starts)
    return Message(ambiguous_card(ways, say(WHY[Why.WHICH_DAY]), everybody, turn.person))


def understood(turn: Turn, text: str) -> Understanding:
    """What time the person means by the text; raises ZoneMissing."""
    if turn.person.zone is None:
        raise ZoneMissing
    return times.understand(text, now=turn.desk.now(), zone=turn.person.zone, locale=turn.person.locale)
