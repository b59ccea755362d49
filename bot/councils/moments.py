"""Typed times for councils."""

import re
from datetime import datetime

from bot.typed import times
from bot.typed.times import Ambiguous, DayOnly, NotUnderstood, Understood
from core.desk import Desk
from core.errors.councils import TimeUnclear
from core.errors.members import ZoneMissing
from core.people import Person

_APART = re.compile(r"[;\n]+")


def read_time(desk: Desk, person: Person, text: str) -> datetime | Ambiguous:
    """The instant that was typed; raises TimeUnclear, ZoneMissing."""
    if person.zone is None:
        raise ZoneMissing
    match times.understand(text, now=desk.now(), zone=person.zone, locale=person.locale):
        case Understood(at):
            return at
        case Ambiguous() as several:
            return several
        case DayOnly():
            raise TimeUnclear(text, "day_only")
        case NotUnderstood(why):
            raise TimeUnclear(text, why)


def read_times(desk: Desk, person: Person, text: str) -> tuple[list[datetime], list[tuple[str, Ambiguous]]]:
    """The times typed on lines of their own or between semicolons: what is clear, and what can be several.

    Raises TimeUnclear for the first that is none.
    """
    clear: list[datetime] = []
    doubtful: list[tuple[str, Ambiguous]] = []
    for said in filter(None, (each.strip(" ,.") for each in _APART.split(text))):
        match read_time(desk, person, said):
            case Ambiguous() as several:
                doubtful.append((said, several))
            case at:
                clear.append(at)
    return clear, doubtful
