"""The time zones of one calendar: those that it declares itself, and those that it only names."""

import re
from collections.abc import Iterable
from functools import cache

from icalendar import Timezone
from icalendar.timezone import tzp

from gateways.calendars.lines import Component, name_of
from gateways.calendars.zone_names import named_zone, world_zone

_FIXED = """BEGIN:VTIMEZONE\r\nTZID:{0}\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r
TZOFFSETFROM:{0}\r\nTZOFFSETTO:{0}\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"""
_learnt: dict[str, str | None] = {}


class ZoneTable:
    """Finds the zones that times of one calendar name.

    The calendar's own definition counts, except under the name of a place that the IANA database knows: there
    programs write definitions that stop in some year.
    """

    def __init__(self, declared: Iterable[Component]) -> None:
        self._declared: dict[str, list[Component]] = {}
        for part in declared:
            self._declared.setdefault(_plain(_property(part, "TZID")), []).append(part)

    def find(self, name: str) -> tuple[str | None, bool]:
        """The name under which icalendar knows the zone, and whether that is sure; None when nothing says it."""
        plain = _plain(name)
        world = world_zone(name)
        if world and "/" in world:
            return world, True
        declared = self._declared.get(plain, [])
        for part in declared:
            key = _learn(part) or world_zone(_property(part, "X-LIC-LOCATION") or "?")
            if key:
                return key, len({each.lines for each in declared}) == 1
        key, sure = named_zone(name)
        return (_fixed(key) if key and key[0] in "+-" else key), sure


def _learn(part: Component) -> str | None:
    """Teach icalendar a definition under a name of our own; None where it makes no sense."""
    rules = tuple(line for line in part.lines if name_of(line) not in {"TZID", "X-LIC-LOCATION"})
    text = "\r\n".join(rules)
    if text not in _learnt:
        key = f"declared-{len(_learnt)}"
        _learnt[text] = key if _teach(key, (rules[0], f"TZID:{key}", *rules[1:])) else None
    return _learnt[text]


def _teach(key: str, lines: Iterable[str]) -> bool:
    try:
        Timezone.from_ical("\r\n".join(lines) + "\r\n")
    except Exception:  # noqa: BLE001 (others' data: whatever is wrong with it, it says nothing)
        return False
    return tzp.timezone(key) is not None


@cache
def _fixed(offset: str) -> str:
    Timezone.from_ical(_FIXED.format(offset))
    return offset


def _property(part: Component, name: str) -> str:
    return next((line.partition(":")[2] for line in part.lines if name_of(line) == name), "")


def _plain(name: str) -> str:
    return " ".join(re.sub(r"\\(.)", r"\1", name).strip().strip('"').casefold().split())
