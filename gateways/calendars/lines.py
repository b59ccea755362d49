"""iCalendar text as lines: the parts that say when somebody is busy, and nothing else of them.

Titles, people and notes are left out here, before anything is parsed. That is nobody's business, it is most of
the text, and what is broken in it breaks nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

EVENT, ZONE, FREE_BUSY = "VEVENT", "VTIMEZONE", "VFREEBUSY"
_WANTED = frozenset({EVENT, ZONE, FREE_BUSY})
_WHEN = frozenset({"DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"})
_TELLING = _WHEN | {"UID", "SEQUENCE", "STATUS", "TRANSP"}
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

    def over_before(self, day: date) -> bool:
        """Whether an event that comes once certainly ended before `day`: it need not be worked through."""
        named = {_name(line): line for line in self.lines}
        if not _REPEATING.isdisjoint(named):
            return False
        ended = _DAY.search(named.get("DTEND") or named.get("DTSTART", ""))
        return ended is not None and "".join(ended.groups()) < f"{day:%Y%m%d}"


def components(text: str) -> Iterator[Component]:
    """The components that matter, in order; one that begins inside its like is where that was broken off."""
    kind, inner, lines = "", "", list[str]()
    for line in _FOLD.sub("", text).replace("\r", "\n").split("\n"):
        name, _, value = line.partition(":")
        word, part = name.strip().upper(), value.strip().upper()
        if word == "BEGIN" and kind in ("", part):
            if kind:
                yield Component(kind, (*lines, f"END:{kind}"), whole=False)
            kind, inner, lines = (part, "", [line]) if part in _WANTED else ("", "", [])
        elif word == "END" and part == kind and kind:
            yield Component(kind, (*lines, line))
            kind, inner, lines = "", "", []
        elif kind == EVENT and word == "BEGIN":
            inner = inner or part
        elif kind == EVENT and word == "END":
            inner = "" if part == inner else inner
        elif kind and not inner and (kind != EVENT or _name(line) in _TELLING):
            lines.append(line)
    if kind:
        yield Component(kind, (*lines, f"END:{kind}"), whole=False)


def _name(line: str) -> str:
    found = _NAME.match(line)
    return found[0].upper() if found else ""
