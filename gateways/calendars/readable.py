"""Calendar entries rewritten into one form, since programs write the same thing in many ways.

Every time names a zone that is known, and `TRANSP` alone says whether an event leaves its time free.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from gateways.calendars.lines import BUSY_STATUS, Component, name_of
from gateways.calendars.owners import addresses
from gateways.calendars.zones import ZoneTable

_TIMED = re.compile(r"(DTSTART|DTEND|RDATE|EXDATE|RECURRENCE-ID)\s*(;.*)?:([^:]*)", re.IGNORECASE)
_ZONED = re.compile(r";\s*TZID\s*=\s*(\"[^\"]*\"|.*?)(?=;\s*[A-Za-z-]+\s*=|$)", re.IGNORECASE)
_FUTURE = re.compile(r";\s*RANGE\s*=\s*\"?THISANDFUTURE", re.IGNORECASE)
_DECLINED = re.compile(r";\s*PARTSTAT\s*=\s*\"?DECLINED\b", re.IGNORECASE)
_UPPER = frozenset({"DURATION", "RRULE", "EXRULE"})
_SPENT = frozenset({"ATTENDEE", "TRANSP", *BUSY_STATUS})


@dataclass(slots=True)
class EventText:
    """An event in that form; `sure` unless a time of it names a zone that says nothing."""

    part: Component
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads one calendar's events. Times without a zone are in `floating`; `owners` are addresses of its owner."""

    zones: ZoneTable
    floating: str
    floating_is_sure: bool
    owners: Collection[str]

    def read(self, part: Component) -> EventText:
        """The event in that form."""
        read = EventText(part)
        named = {name_of(line): line for line in reversed(part.lines)}
        own = self._zone_of(named.get("DTSTART", ""), read, self.floating)
        lines = [self._line(line, own, read) for line in part.lines if name_of(line) not in _SPENT]
        free = self._is_free(part)
        lines[-1:] = [f"TRANSP:{'TRANSPARENT' if free else 'OPAQUE'}", lines[-1]]
        read.part = replace(part, lines=tuple(lines))
        return read

    def _line(self, line: str, own: str, read: EventText) -> str:
        name = name_of(line)
        if name in _UPPER:
            head, _, value = line.rpartition(":")
            return f"{head.partition(';')[0]}:{value.strip().upper()}"
        timed = _TIMED.fullmatch(line)
        if timed is None:
            return line
        values = "".join(timed[3].split()).upper()
        future = ";RANGE=THISANDFUTURE" if _FUTURE.search(timed[2] or "") else ""
        period = ";VALUE=PERIOD" if "/" in values else ""
        zone = "" if _in_utc(values) else f";TZID={self._zone_of(line, read, own)}"
        whole_days = ";VALUE=DATE" if values and "T" not in values else ""
        return f"{name}{future}{whole_days or period}{zone if not whole_days else ''}:{values}"

    def _zone_of(self, line: str, read: EventText, otherwise: str) -> str:
        """The zone of a time; the mentor's where it names one that says nothing."""
        timed = _TIMED.fullmatch(line)
        values = timed[3].upper() if timed else ""
        if timed is None or "T" not in values:
            return otherwise
        if _in_utc(values):
            return "UTC"
        zoned = _ZONED.search(timed[2] or "")
        name = zoned[1].strip().strip('"').strip() if zoned else ""
        if not name:
            if name_of(line) == "DTSTART":
                read.sure = read.sure and self.floating_is_sure
            return otherwise
        key, sure = self.zones.find(name)
        read.sure = read.sure and sure and key is not None
        return key or otherwise

    def _is_free(self, part: Component) -> bool:
        """Whether the event says that it takes no time, or its owner has declined it."""
        if part.value(*BUSY_STATUS) == "FREE" or part.value("TRANSP") == "TRANSPARENT":
            return True
        answers = [line for line in part.lines if name_of(line) == "ATTENDEE" and self._is_owner(line)]
        return bool(answers) and all(_DECLINED.search(line) for line in answers)

    def _is_owner(self, attendee: str) -> bool:
        return not set(addresses(attendee.rpartition(":")[2])).isdisjoint(self.owners)


def _in_utc(values: str) -> bool:
    return re.search(r"\dZ", values) is not None
