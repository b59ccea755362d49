"""Typed weeks: `/schedule next week`, `/sessions week 24 nov`."""

import re
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.actions.schedule import ShowMyWeek, ShowSchedule
from bot.dispatch import perform
from bot.requests.unused import besides, unknown
from bot.requests.verbs import action_of
from bot.turn import Turn
from bot.typed.times import DayOnly, Understood, understand
from bot.ui import Outcome
from core.errors.mentors import NotMentor

_WEEK = timedelta(days=7)
_WEEK_FIRST = re.compile(r"week (?=\S)", re.IGNORECASE)


def answer_schedule(turn: Turn, text: str) -> Outcome:
    """Carry out `/schedule text`; raises NotMentor."""
    if (day := _day_of(turn, text)) is not None:
        return perform(turn, ShowSchedule(day))
    if not turn.person.is_mentor:
        raise NotMentor
    first, _, rest = text.partition(" ")
    if action := action_of(f"schedule {first}"):
        return besides(perform(turn, action), rest)
    return unknown(turn, "schedule", text)


def answer_week(turn: Turn, text: str) -> Outcome:
    """Carry out `/sessions week text`."""
    day = _day_of(turn, text)
    return unknown(turn, "sessions", text) if day is None else perform(turn, ShowMyWeek(day))


def _day_of(turn: Turn, text: str) -> date | None:
    """A day of the week that is meant; None where that is unclear."""
    person, now = turn.person, turn.desk.now()
    zone = person.clock_zone
    today = now.astimezone(ZoneInfo(zone)).date()
    text = text[found.end() :] if (found := _WEEK_FIRST.match(text)) else text
    match text.lower().removesuffix("week").strip():
        case "" | "this":
            return today
        case "next":
            return today + _WEEK
        case "last" | "previous":
            return today - _WEEK
    match understand(text, now=now, zone=zone, locale=person.locale or "en"):
        case DayOnly(day, ()):
            return day
        case Understood(at):
            return at.astimezone(ZoneInfo(zone)).date()
    return None
