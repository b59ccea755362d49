"""What follows `/book`: a mentor, a time, both, or what one would like to talk about."""

from contextlib import suppress
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.actions.booking import ShowWeek, TakeSlot
from bot.actions.mentors import BrowseMentors, WhoIsFree
from bot.booking.cards import ambiguous_card, not_understood_card
from bot.dispatch import perform
from bot.mentors.cards import day_card, name_or_time_card
from bot.turn import Turn
from bot.typed import times
from bot.typed.mentions import MENTION, mentioned
from bot.typed.searches import read_search, search_text
from bot.typed.time_words import WHY, WHY_NOT
from bot.typed.times import Ambiguous, DayOnly, NotUnderstood, Understanding, Understood
from bot.ui import Button, Message, Outcome
from core.errors import MentorNotFound, SeveralMentors, ZoneMissing
from core.identifying import is_called
from core.mentors import Mentor
from core.usecases import booking, members, picking

NAME_WORDS = 3
HOURS = (8, 10, 12, 14, 16, 18, 20)


def answer_book(turn: Turn, text: str) -> Outcome:
    """Carry out `/book text`; raises refusals. A text that is a time and begins with a name is asked about."""
    if not text:
        return perform(turn, BrowseMentors())
    if found := MENTION.match(text):
        return _with_mentor(turn, _mentioned(turn, found[1]), text[found.end() :].strip())
    if text.startswith("@"):
        name, _, when = text.partition(" ")
        return _with_mentor(turn, picking.find_mentor(turn.desk, name), when)
    meant = understood(turn, text)
    if isinstance(meant, NotUnderstood):
        named = _named(turn, text)
        return _with_mentor(turn, *named) if named else _about(turn, text)
    with suppress(SeveralMentors):
        named = _named(turn, text)
        if named and is_called(named[0].person, text.removesuffix(named[1])):
            return _name_or_time(turn, *named, meant)
    return _at(turn, meant, "")


def _mentioned(turn: Turn, address: str) -> Mentor:
    person = members.mentioned(turn.desk, mentioned(address))
    mentor = booking.mentor_of(turn.desk, person.id) if person else None
    if mentor is None:
        raise MentorNotFound(person.name if person else "that member")
    return mentor


def _named(turn: Turn, text: str) -> tuple[Mentor, str] | None:
    """The mentor whose name begins the text, of as many words as fit, and the rest; raises SeveralMentors."""
    said = text.split(" ")
    for size in range(min(NAME_WORDS, len(said)), 0, -1):
        if mentor := picking.mentor_called(turn.desk, " ".join(said[:size])):
            return mentor, " ".join(said[size:])
    return None


def _name_or_time(
    turn: Turn, mentor: Mentor, when: str, meant: Understood | Ambiguous | DayOnly
) -> Outcome:
    """A name that is a word of time as well: `may`, `april 5 3pm`."""
    if when and isinstance(meant, Understood):
        return Message(name_or_time_card(mentor, meant.at, turn.person))
    return _with_mentor(turn, mentor, when)


def _with_mentor(turn: Turn, mentor: Mentor, when: str) -> Outcome:
    if not when:
        return perform(turn, ShowWeek(mentor.id))
    minutes = booking.usual_minutes(turn.desk, mentor)
    week = Button("Show free times", ShowWeek(mentor.id))
    match understood(turn, when):
        case Understood(at):
            return perform(turn, TakeSlot(mentor.id, at, minutes))
        case Ambiguous(readings, why):
            ways = tuple((at, TakeSlot(mentor.id, at, minutes)) for at in readings)
            return Message(ambiguous_card(ways, WHY[why], week, turn.person))
        case DayOnly(day):
            return perform(turn, ShowWeek(mentor.id, None, day))
        case NotUnderstood(why):
            return Message(not_understood_card(when, WHY_NOT[why], week))


def _about(turn: Turn, text: str) -> Outcome:
    """No name and no time: a topic perhaps, with or without a time behind it."""
    said = text.split(" ")
    for size in range(min(NAME_WORDS, len(said) - 1), 0, -1):
        meant = understood(turn, " ".join(said[size:]))
        search = search_text(read_search(" ".join(said[:size])))
        if not isinstance(meant, NotUnderstood) and picking.anybody(turn.desk, read_search(search)):
            return _at(turn, meant, search)
    if picking.anybody(turn.desk, read_search(text)):
        return perform(turn, BrowseMentors(0, text))
    raise MentorNotFound(said[0], picking.near_mentors(turn.desk, said[0]))


def _at(turn: Turn, meant: Understood | Ambiguous | DayOnly, search: str) -> Outcome:
    """Who is free then."""
    everybody = Button("All mentors", BrowseMentors(0, search))
    match meant:
        case Understood(at):
            return perform(turn, WhoIsFree(at, search))
        case Ambiguous(readings, why):
            ways = tuple((at, WhoIsFree(at, search)) for at in readings)
            return Message(ambiguous_card(ways, WHY[why], everybody, turn.person))
        case DayOnly(day):
            starts = _hours_of(turn, day)
            return Message(day_card(day, starts, search, turn.person))


def _hours_of(turn: Turn, day: date) -> tuple[datetime, ...]:
    zone, now = ZoneInfo(turn.person.clock_zone), turn.desk.now()
    starts = (datetime.combine(day, time(hour), zone).astimezone(now.tzinfo) for hour in HOURS)
    return tuple(start for start in starts if start > now)


def understood(turn: Turn, text: str) -> Understanding:
    """What time the person means by the text; raises ZoneMissing."""
    if turn.person.zone is None:
        raise ZoneMissing
    return times.understand(text, now=turn.desk.now(), zone=turn.person.zone, locale=turn.person.locale)
