"""The weekly pattern in typed text: "mon-fri 9-12, 13-17", "tue closed", "copy mon to tue-thu"."""

import re
from collections.abc import Iterator

from bot.typed import blocks
from bot.typed.clocks import DAY
from bot.typed.edits import Block, CopyDay, DayHours, HoursProblem, Trouble, WeekEdit

_NAMES = (
    "mondays|monday|mon|montags|montag|mo",
    "tuesdays|tuesday|tues|tue|tu|dienstags|dienstag|di",
    "wednesdays|wednesday|weds|wed|we|mittwochs|mittwoch|mi",
    "thursdays|thursday|thurs|thur|thu|th|donnerstags|donnerstag|do",
    "fridays|friday|fri|freitags|freitag|fr",
    "saturdays|saturday|sat|samstags|samstag|sonnabend|sa",
    "sundays|sunday|sun|su|sonntags|sonntag|so",
)
_WEEKDAYS, _WEEKEND, _ALL = (0, 1, 2, 3, 4), (5, 6), (0, 1, 2, 3, 4, 5, 6)
_GROUPS = {
    "weekdays": _WEEKDAYS, "weekday": _WEEKDAYS, "workdays": _WEEKDAYS, "working days": _WEEKDAYS,
    "werktags": _WEEKDAYS, "weekends": _WEEKEND, "weekend": _WEEKEND, "wochenende": _WEEKEND,
    "every day": _ALL, "everyday": _ALL, "daily": _ALL, "all days": _ALL, "all week": _ALL, "täglich": _ALL,
}  # fmt: skip
_TEMPLATES: dict[str, tuple[Block, ...]] = {
    "weekdays": ((9 * 60, 17 * 60),),
    "weekends": ((10 * 60, 14 * 60),),
}
_PARTS: dict[str, Block] = {
    "mornings": (9 * 60, 12 * 60),
    "afternoons": (13 * 60, 17 * 60),
    "evenings": (18 * 60, 21 * 60),
}
"""The hours of templates that are typed without hours."""
_PART_SPANS: dict[str, Block] = {"mornings": (0, 12 * 60), "afternoons": (12 * 60, 18 * 60), "evenings": (16 * 60, DAY)}

_NUMBER = {name: number for number, names in enumerate(_NAMES) for name in names.split("|")}
_DAY = "(?:" + "|".join(_NAMES) + ")"
_ITEM = rf"(?:{'|'.join(_GROUPS)}|{_DAY}(?:\s?(?:-|to|through|thru|bis)\s?{_DAY})?)"
_DAYS = re.compile(rf"(?<!\w){_ITEM}(?:\s?(?:,|&|\+|/|\sand\s|\sund\s|\s)\s?{_ITEM})*(?!\w)")
_RANGE = re.compile(rf"({_DAY})\s?(?:-|to|through|thru|bis)\s?({_DAY})")
_ONE = re.compile(rf"(?<!\w)(?:{_ITEM})(?!\w)")
_COPY = re.compile(r"(?:copy|kopiere)\s(?P<source>\w+)\s(?:to|onto|on|auf|nach)\s(?P<targets>.+)")
_SAME = re.compile(r"(?P<targets>.+?)\s(?:same as|like|as|wie)\s(?P<source>\w+)")
_OFF_EVERY = re.compile(r"(?:off|closed|not available|unavailable|frei)\s(?:on\s)?(?P<every>every\s)?(?P<days>.+)")
_CLOSED = re.compile(r"closed|off|none|no|nothing|unavailable|not available|free|-|x|frei|geschlossen|zu")
_ALL_DAY = re.compile(r"all day|24 ?h|24 hours|24/7|ganztags")
_PART = re.compile(r"(morning|afternoon|evening)s?(?!\w)")
_EXCLUDING = re.compile(r"(?:^|\s)(?:except|but not|without|ohne|außer)\s?(?:on|for)?$")


def is_weekly(line: str) -> bool:
    """Whether "off mondays" and the like speak of every week."""
    return _off_every(line.lower()) is not None


def read(line: str) -> WeekEdit | HoursProblem:
    """The edits of one statement or of several between commas."""
    text = line.lower()
    if copied := _COPY.fullmatch(text) or _SAME.fullmatch(text):
        return _copy(copied)
    if days := _off_every(text):
        return tuple(DayHours(day, ()) for day in days)
    if _PART.match(text):
        text = f"weekdays {text}"
    hours: dict[int, tuple[Block, ...]] = {}
    for days, body, excluded in _statements(text):
        found = _hours(text if not days else body, days, text)
        if isinstance(found, HoursProblem):
            return found
        for day in days:
            if day in excluded:
                continue
            if day in hours and found:
                return HoursProblem(Trouble.DAY_TWICE, line)
            hours[day] = found
    return tuple(DayHours(day, hours[day]) for day in sorted(hours))
