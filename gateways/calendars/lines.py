"""iCalendar text as lines: the parts that say when somebody is busy, and nothing else of them.

Titles, people and notes are left out here, before anything is parsed. They are private, they are most of the
text, and what is broken in them breaks nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from core.calendars import is_marked

CALENDAR, EVENT, ZONE, FREE_BUSY = "VCALENDAR", "VEVENT", "VTIMEZONE", "VFREEBUSY"
_WANTED = frozenset({EVENT, ZONE, FREE_BUSY})
_WHEN = frozenset({"DTSTART", "DTEND", "DURATION", "RRULE", "EXRULE", "RDATE", "EXDATE", "RECURRENCE-ID"})
BUSY_STATUS = (
    "X-MICROSOFT-CDO-BUSYSTATUS",
    "X-MICROSOFT-MSNCALENDAR-BUSYSTATUS",
    "X-MICROSOFT-CDO-INTENDEDSTATUS",
)
"""What Outlook says of an event, the word that counts first."""
_TELLING = _WHEN | {"UID", "SEQUENCE", "STATUS", "TRANSP", "ATTENDEE", *BUSY_STATUS}
_TEXTS = frozenset({"DESCRIPTION", "X-ALT-DESC"})
OURS = "X-PARLEY"
"""Stands for the text of an event that is marked as one of our sessions."""
_OF_ZONE = frozenset(
    {"BEGIN", "END", "TZID", "X-LIC-LOCATION", "DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE"}
)
_OF_CALENDAR = frozenset({"X-WR-TIMEZONE", "X-WR-CALNAME"})
_REPEATING = frozenset({"RRULE", "RDATE", "RECURRENCE-ID", "DURATION"})
_FOLD = re.compile(r"\r?\n[ \t]")
_NAME = re.compile(r"[A-Za-z0-9-]+")
_DAY = re.compile(r"[:,](\d{4})(\d{2})(\d{2})(?:T|$)")


@dataclass(frozen=True, slots=True)
class Component:
    """An event, a zone or a list of busy times: its lines, from BEGIN to END; `whole` when it had an end."""

    kind: str
    lines: tuple[str, ...]
    whole: bool = True

    @property
    def text(self) -> str:
        """As iCalendar."""
        return "\r\n".join(self.lines) + "\r\n"

    def value(self, *names: str) -> str:
        """What the first of these properties that is there says, in capitals; empty where none is there."""
        said = {name_of(line): line.rpartition(":")[2].strip().upper() for line in self.lines}
        return next((said[name] for name in names if name in said), "")

    def over_before(self, day: date) -> bool:
        """Whether an event that comes once certainly ended before `day`: it need not be worked through."""
        named = {name_of(line): line for line in self.lines}
        if not _REPEATING.isdisjoint(named):
            return False
        ended = _DAY.search(named.get("DTEND") or named.get("DTSTART", ""))
        return ended is not None and "".join(ended.groups()) < f"{day:%Y%m%d}"


@dataclass(slots=True)
class Source:
    """One VCALENDAR: its components in order, and its own properties; `whole` if it had an end."""

    parts: list[Component] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)
    whole: bool = True

    def of(self, kind: str) -> Iterator[Component]:
        """Its components of a kind."""
        return (part for part in self.parts if part.kind == kind)


def sources(text: str) -> list[Source]:
    """The calendars in a text. A component or calendar that begins inside its like was broken off there."""
    found = [Source()]
    kind, inner, lines = "", "", list[str]()

    def close(*last: str) -> None:
        if kind:
            found[-1].parts.append(Component(kind, (*lines, *(last or [f"END:{kind}"])), whole=bool(last)))

    for line in _FOLD.sub("", text).replace("\r", "\n").split("\n"):
        name, _, value = line.partition(":")
        word, part = name.strip().upper(), value.strip().upper()
        if part == CALENDAR and word in {"BEGIN", "END"}:
            close()
            kind = ""
            if word == "BEGIN":
                found.append(Source(whole=False))
            else:
                found[-1].whole = True
        elif word == "BEGIN" and kind in ("", part):
            close()
            kind, inner, lines = (part, "", [line]) if part in _WANTED else ("", "", [])
        elif word == "END" and part == kind and kind:
            close(line)
            kind = ""
        elif kind == EVENT and word == "BEGIN":
            inner = inner or part
        elif kind == EVENT and word == "END":
            inner = "" if part == inner else inner
        elif not kind:
            if (named := name_of(line)) in _OF_CALENDAR:
                found[-1].properties[named] = value.strip()
        elif not inner and _tells(kind, line):
            lines.append(line)
        elif kind == EVENT and not inner and name_of(line) in _TEXTS and is_marked(line):
            lines.append(f"{OURS}:TRUE")
    close()
    return found


def _tells(kind: str, line: str) -> bool:
    match kind:
        case "VEVENT":
            return name_of(line) in _TELLING
        case "VTIMEZONE":
            return name_of(line) in _OF_ZONE
    return True


def name_of(line: str) -> str:
    """The property that a line is about, in capitals."""
    found = _NAME.match(line)
    return found[0].upper() if found else ""
