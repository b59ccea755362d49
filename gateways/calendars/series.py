"""Events that belong together: versions of one, and a series with the occurrences that differ from it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import chain
from typing import Any, TypeAlias

from dateutil.rrule import rrulestr
from icalendar import Calendar
from icalendar.prop import vDDDTypes
from recurring_ical_events import CalendarQuery

_DAY = timedelta(days=1)
_LAST = time(23, 59, 59)
Moment: TypeAlias = date | datetime
Event: TypeAlias = Any
"""An `icalendar.Event`, whose properties are known to be of the right kind."""


def series_of(events: Sequence[Event]) -> Iterator[list[Event]]:
    """Events of one UID as series: the repeated or single event, and the occurrences that differ from it.

    Events that begin at the same time, or differ from the same occurrence, are versions of one: the highest
    SEQUENCE counts, and all of them where it does not tell. Others share their UID by mistake.
    """
    masters = _newest((event for event in events if "RECURRENCE-ID" not in event), "DTSTART")
    differences = _newest((event for event in events if "RECURRENCE-ID" in event), "RECURRENCE-ID")
    first = [same[0] for same in differences]
    for master in chain.from_iterable(masters):
        yield [master, *first]
    if first and not masters:
        yield first
    for twin in chain.from_iterable(same[1:] for same in differences):
        del twin["RECURRENCE-ID"]
        yield [twin]


def occurrences(series: Sequence[Event], since: datetime, until: datetime, zone: tzinfo) -> Sequence[Any]:
    """A series' occurrences in [since, until), aware UTC; whole days are `zone`'s. Raises the fault found in it."""
    calendar = Calendar()
    for event in series:
        if "RECURRENCE-ID" not in event:
            _make_readable(event, since, until, zone)
        elif event is not series[0]:
            which = event["RECURRENCE-ID"]
            which.dt = _like(which.dt, series[0]["DTSTART"].dt, zone)
        calendar.add_component(event)
    found: Sequence[Any] = CalendarQuery(calendar).between(since, until)
    return found


def _newest(events: Iterable[Event], when: str) -> list[list[Event]]:
    """By the time that `when` says, those with the highest SEQUENCE."""
    found: dict[object, list[Event]] = {}
    for event in events:
        same = found.setdefault(event[when].dt, [])
        if same and same[0].get("SEQUENCE", 0) < event.get("SEQUENCE", 0):
            same.clear()
        if not same or same[0].get("SEQUENCE", 0) == event.get("SEQUENCE", 0):
            same.append(event)
    return list(found.values())


def _make_readable(master: Event, since: datetime, until: datetime, zone: tzinfo) -> None:
    """Give rules ends that can be compared, other dates the form of the start, and EXRULE's dates as EXDATE."""
    start: Moment = master["DTSTART"].dt
    whole_days = not isinstance(start, datetime)
    for rule in _each(master, "RRULE", "EXRULE"):
        if "UNTIL" in rule:
            rule["UNTIL"] = [_end_of_rule(rule["UNTIL"][0], start, zone)]
    for listed in _each(master, "RDATE", *(("EXDATE",) if whole_days else ())):
        listed.dts = [vDDDTypes(_like(each.dt, start, zone)) for each in listed.dts]
    if left_out := [
        when for rule in _each(master, "EXRULE") for when in _within(rule, start, since, until)
    ]:
        master.add("EXDATE", left_out)


def _within(rule: Any, start: Moment, since: datetime, until: datetime) -> Sequence[Moment]:
    text, begin, end = rule.to_ical().decode(), since - _DAY, until + _DAY
    if isinstance(start, datetime):
        found: Sequence[datetime] = rrulestr(text, dtstart=start).between(begin, end, inc=True)
        return found
    whole = rrulestr(text, dtstart=datetime.combine(start, time()))
    return [when.date() for when in whole.between(begin.replace(tzinfo=None), end.replace(tzinfo=None))]


def _end_of_rule(end: Moment, start: Moment, zone: tzinfo) -> Moment:
    """UNTIL as a date for whole days, else as UTC. A date means all of that day, where the event is."""
    if not isinstance(start, datetime):
        if not isinstance(end, datetime):
            return end
        return max(end.date(), end.astimezone(zone).date()) if end.tzinfo else end.date()
    if not isinstance(end, datetime):
        end = datetime.combine(end, _LAST)
    return (end if end.tzinfo else end.replace(tzinfo=start.tzinfo)).astimezone(UTC)


def _like(when: Any, start: Moment, zone: tzinfo) -> Any:
    """A date with the time of day at which the event starts, a time as the day of a whole-day event."""
    if isinstance(start, datetime):
        only_date = isinstance(when, date) and not isinstance(when, datetime)
        return datetime.combine(when, start.timetz()) if only_date else when
    if isinstance(when, datetime):
        return when.date() if when.time() == time() or not when.tzinfo else when.astimezone(zone).date()
    return when


def _each(event: Event, *names: str) -> Iterator[Any]:
    for name in names:
        found = event.get(name, [])
        yield from found if isinstance(found, list) else [found]
