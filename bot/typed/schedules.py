"""Typed hours as edits of a mentor's availability."""

from datetime import date
from zoneinfo import ZoneInfo

from bot.typed import hours, zones
from core.availability import AvailabilityException, Block, BlockKind
from core.changes import (
    AddPauses,
    ChangeZone,
    ClearPauses,
    CopyDay,
    Edit,
    NewException,
    OpenDay,
    SetDay,
)
from core.desk import Desk
from core.errors.availability import HoursUnclear
from core.people import Person
from core.usecases.mentoring import availability

ZONE = "zone "


def edits_of(text: str, desk: Desk, person: Person) -> tuple[Edit, ...]:
    """What a mentor typed, in order; raises NotMentor, HoursUnclear. Dates are the mentor's."""
    today = mentors_date(desk, person)
    if text.lower().startswith(ZONE):
        return (ChangeZone(zone_of(text[len(ZONE) :], desk)),)
    return _all(hours.understand(text, today, person.locale))


def ways_to_take(text: str, desk: Desk, person: Person) -> tuple[str, ...]:
    """Hours whose small ones may be of the day or of the night, written out either way; raises NotMentor."""
    return hours.readings(text, mentors_date(desk, person), person.locale)


def exceptions_of(
    kind: BlockKind, dates: str, said: str, reason: str, desk: Desk, person: Person
) -> tuple[Edit, ...]:
    """An exception that was filled in; raises NotMentor and HoursUnclear, which names the field."""
    today = mentors_date(desk, person)
    return _all(hours.exception(kind, dates, said, reason, today=today, locale=person.locale))


def zone_of(text: str, desk: Desk) -> str:
    """The IANA zone that was typed; raises HoursUnclear for none and for several."""
    match zones.understand(text, desk.now()):
        case zones.ZoneFound(zone):
            return zone
        case zones.ZoneChoices(choices):
            raise HoursUnclear("several_zones", ", ".join(choices[:4]), "zone")
        case None:
            raise HoursUnclear("unknown_zone", text.strip()[:40], "zone")


def mentors_date(desk: Desk, person: Person) -> date:
    """Today where the mentor's hours are meant; raises NotMentor."""
    zone = availability(desk, person).mentor.schedule.zone
    return desk.now().astimezone(ZoneInfo(zone)).date()


def _all(found: hours.Edits | hours.HoursProblem) -> tuple[Edit, ...]:
    if isinstance(found, hours.HoursProblem):
        raise HoursUnclear(found.trouble.value, found.fragment)
    return tuple(edit for each in found for edit in _edits(each))


def _edits(
    typed: hours.DayHours | hours.DayOpen | hours.DayPauses | hours.CopyHours | hours.Off | hours.Open,
) -> list[Edit]:
    match typed:
        case hours.DayHours(weekday, blocks, pauses):
            return [SetDay(weekday, (*(Block(*each) for each in blocks), *map(_block, pauses)))]
        case hours.DayOpen(weekday):
            return [OpenDay(weekday)]
        case hours.DayPauses(weekdays, ()):
            return [ClearPauses(weekdays)]
        case hours.DayPauses(weekdays, pauses):
            return [AddPauses(weekdays, tuple(map(_block, pauses)))]
        case hours.CopyHours(source, targets):
            return [CopyDay(source, targets)]
        case hours.Off(first, last, start, end, reason, kind):
            return [NewException(AvailabilityException(0, first, last, kind, start, end, reason))]
        case hours.Open(first, last, blocks, reason):
            return [
                NewException(AvailabilityException(0, first, last, BlockKind.AVAILABLE, start, end, reason))
                for start, end in blocks
            ]


def _block(pause: hours.Pause) -> Block:
    return Block(pause.start, pause.end, pause.kind)
