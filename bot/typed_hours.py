"""Typed hours as edits of a mentor's availability."""

from zoneinfo import ZoneInfo

from bot import hours
from core.availability import AvailabilityException, Block, BlockKind
from core.desk import Desk
from core.errors import HoursUnclear
from core.people import Person
from core.usecases.mentoring import AddException, CopyDay, Edit, SetDay, availability


def edits_of(text: str, desk: Desk, person: Person) -> list[Edit]:
    """What a mentor typed, in order; raises NotMentor, HoursUnclear. Dates are the mentor's."""
    zone = availability(desk, person).mentor.schedule.zone
    today = desk.now().astimezone(ZoneInfo(zone)).date()
    found = hours.understand(text, today, person.locale)
    if isinstance(found, hours.HoursProblem):
        raise HoursUnclear(found.trouble.value, found.fragment)
    return [edit for each in found for edit in _edits(each)]


def _edits(typed: hours.DayHours | hours.CopyDay | hours.Off | hours.Open) -> list[Edit]:
    match typed:
        case hours.DayHours(weekday, blocks):
            return [SetDay(weekday, tuple(Block(start, end) for start, end in blocks))]
        case hours.CopyDay(source, targets):
            return [CopyDay(source, targets)]
        case hours.Off(first, last, start, end, reason):
            return [
                AddException(AvailabilityException(0, first, last, BlockKind.BLOCKED, start, end, reason))
            ]
        case hours.Open(first, last, blocks, reason):
            return [
                AddException(AvailabilityException(0, first, last, BlockKind.AVAILABLE, start, end, reason))
                for start, end in blocks
            ]
