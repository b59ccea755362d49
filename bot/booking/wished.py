"""What is typed about the time of a session with a mentor who is known: the answer to it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from bot.actions.booking import AskWhen, ShowWeek, ShowWindow, TakeSlot
from bot.booking.cards import (
    HoursMeant,
    ambiguous_card,
    free_times_door,
    not_a_time,
    not_understood_card,
    which_day_card,
    which_hours_card,
)
from bot.labels import local_day
from bot.sentences import say
from bot.tokens import fits
from bot.turn import Turn
from bot.typed import wishes
from bot.typed.time_words import WHY
from bot.typed.times import Ambiguous, NotUnderstood, Understood
from bot.typed.wishes import Wish
from bot.ui import Card
from core.errors.members import ZoneMissing
from core.mentors import Mentor
from core.usecases import booking
from core.zones import DAY


def wished(turn: Turn, text: str, now: datetime | None = None) -> Wish:
    """What the person wishes by the text, typed at `now` where that is not now; raises ZoneMissing."""
    if turn.person.zone is None:
        raise ZoneMissing
    now = now or turn.desk.now()
    return wishes.read(text, now=now, zone=turn.person.zone, locale=turn.person.locale)


def answer_wish(
    turn: Turn, mentor: Mentor, when: str, wish: Wish
) -> Card | ShowWeek | ShowWindow | TakeSlot:
    """The times that are wished for or, where `when` can be read in several ways, the question which one is meant."""
    minutes = wish.minutes or booking.usual_minutes(turn.desk, mentor)
    week = free_times_door(ShowWeek(mentor.id))
    match wish.meant:
        case Understood(at):
            return TakeSlot(mentor.id, at, minutes)
        case Ambiguous(readings, why):
            ways = tuple((at, TakeSlot(mentor.id, at, minutes)) for at in readings)
            return ambiguous_card(ways, say(WHY[why]), week, turn.person)
        case NotUnderstood(why, (before, after)):
            ways = tuple((at, TakeSlot(mentor.id, at, minutes)) for at in (before, after))
            return ambiguous_card(ways, not_a_time(when, why), week, turn.person)
        case NotUnderstood(why):
            return not_understood_card(not_a_time(when, why), week)
        case None if wish.by_night:
            meant = [(each, _week(mentor.id, one, day)) for one, each, day in by_night_and_day(wish)]
            return which_hours_card(when, meant, week)
        case None if len(wish.days) > 1:
            return which_day_card(tuple((day, _week(mentor.id, wish, day)) for day in wish.days), week)
        case None:
            return _week(mentor.id, wish, next(iter(wish.days), None))


def way_on(turn: Turn, mentor: int, when: str) -> AskWhen | ShowWeek | TakeSlot:
    """What the choice of this mentor among several leads to: what was typed about the time is kept with it."""
    wish = wished(turn, when)
    found = booking.mentor_of(turn.desk, mentor)
    if isinstance(wish.meant, Understood) and found is not None:
        return TakeSlot(mentor, wish.meant.at, wish.minutes or booking.usual_minutes(turn.desk, found))
    asking = AskWhen(mentor, turn.desk.now(), when)
    if fits(asking):
        return asking
    if isinstance(wish.meant, Ambiguous):
        return ShowWeek(mentor, None, local_day(wish.meant.readings[0], turn.person))
    return ShowWeek(mentor, None, next(iter(wish.days), None))


def by_night_and_day(wish: Wish) -> Iterator[tuple[Wish, HoursMeant, date | None]]:
    """The wish with either reading of its hours, on each of its days; the day is named where there are several."""
    for day in wish.days or (None,):
        for window in (wish.window, wish.by_night):
            assert window is not None
            named = day if len(wish.days) > 1 else None
            yield replace(wish, window=window, by_night=None), HoursMeant(window, named), day


def _week(mentor: int, wish: Wish, day: date | None) -> ShowWeek | ShowWindow:
    if wish.window is None and wish.minutes is None:
        return ShowWeek(mentor, None, day)
    return ShowWindow(mentor, None, day, wish.minutes, *(wish.window or (0, DAY)))
