"""The weekly pattern in typed text: "mon-fri 9-17 break 12-13", "tue closed", "copy mon to tue-thu"."""

import re

from bot.typed import blocks, small_hours
from bot.typed.clocks import DAY
from bot.typed.edits import (
    Block,
    CopyHours,
    DayHours,
    DayOpen,
    DayPauses,
    HoursProblem,
    HoursTrouble,
    WeekEdit,
)

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
    "weekends": ((10 * 60, 16 * 60),),
}
_PARTS: dict[str, Block] = {
    "mornings": (9 * 60, 12 * 60),
    "afternoons": (13 * 60, 17 * 60),
    "evenings": (18 * 60, 21 * 60),
}
"""The hours of templates that are typed without hours."""
_PART_SPANS: dict[str, Block] = {
    "mornings": (0, 12 * 60),
    "afternoons": (12 * 60, 18 * 60),
    "evenings": (16 * 60, DAY),
}

_NUMBER = {name: number for number, names in enumerate(_NAMES) for name in names.split("|")}
_DAY = "(?:" + "|".join(_NAMES) + ")"
_ITEM = rf"(?:{'|'.join(_GROUPS)}|{_DAY}(?:\s?(?:-|to|through|thru|bis)\s?{_DAY})?)"
_DAYS = re.compile(rf"(?<!\w){_ITEM}(?:\s?(?:,|&|\+|/|\sand\s|\sund\s|\s)\s?{_ITEM})*(?!\w)")
_RANGE = re.compile(rf"({_DAY})\s?(?:-|to|through|thru|bis)\s?({_DAY})")
_ONE = re.compile(rf"(?<!\w)(?:{_ITEM})(?!\w)")
_COPY = re.compile(r"(?:copy|kopiere)\s(?P<source>\w+)\s(?:to|onto|on|auf|nach)\s(?P<targets>.+)")
_SAME = re.compile(r"(?P<targets>.+?)\s(?:same as|like|as|wie)\s(?P<source>\w+)")
_EVERY = re.compile(r"(?<!\w)(?:every|each|on)\s(?!day)|^from\s(?=[a-z])")
_OFF_EVERY = re.compile(r"(?:off|closed|unavailable|frei)\s(?:on\s)?(?P<every>every\s)?(?P<days>.+)")
_CLOSED = re.compile(r"closed|off|none|no|nothing|unavailable|not available|free|-|x|frei|geschlossen|zu")
_OPEN = re.compile(r"on|open|open again|back|offen")
_ALL_DAY = re.compile(r"all day|24 ?h|24 hours|24/7|ganztags")
_PART = re.compile(r"(morning|afternoon|evening)s?(?!\w)")
_EXCLUDING = re.compile(r"(?:^|\s)(?:except|but not|without|ohne|außer)\s?(?:on|for)?$")


def is_weekly(line: str) -> bool:
    """Whether "off mondays" and the like speak of every week."""
    return bool(_off_every(line.lower()))


def are_weekdays(text: str) -> bool:
    """Whether `text` names weekdays and nothing else."""
    return bool(_DAYS.fullmatch(text.lower().strip()))


def read(line: str) -> WeekEdit | HoursProblem:
    """The edits of one statement, or of several between commas."""
    text = _EVERY.sub("", line.lower())
    if copied := _COPY.fullmatch(text) or _SAME.fullmatch(text):
        return _copy(copied)
    if days := _off_every(line.lower()):
        return tuple(DayHours(day, ()) for day in days)
    if _PART.match(text):
        text = f"weekdays {text}"
    statements = _statements(text)
    if isinstance(statements, HoursProblem):
        return statements
    hours: dict[int, DayHours] = {}
    others: list[DayOpen | DayPauses] = []
    for typed_days, body, days in statements:
        found = _said(body, typed_days, days)
        if isinstance(found, HoursProblem):
            return found
        for edit in found:
            if not isinstance(edit, DayHours):
                others.append(edit)
            elif edit.blocks and edit.weekday in hours:
                return HoursProblem(HoursTrouble.DAY_TWICE, typed_days)
            else:
                hours[edit.weekday] = edit
    return (*(hours[day] for day in sorted(hours)), *others)


def _statements(text: str) -> list[tuple[str, str, tuple[int, ...]]] | HoursProblem:
    """The typed days, the typed hours and the weekdays of each statement."""
    found = list(_DAYS.finditer(text))
    if not found or found[0].start() > 0:
        return HoursProblem(HoursTrouble.UNKNOWN_DAY, text[: found[0].start()].strip() if found else text)
    ends = [*(match.start() for match in found[1:]), len(text)]
    statements: list[tuple[str, str, tuple[int, ...]]] = []
    excluding = False
    for match, end in zip(found, ends, strict=True):
        if text[match.end() : end].strip() == "-" and end < len(text):  # "mon-wed-fri"
            return HoursProblem(HoursTrouble.UNCLEAR, text)
        body = text[match.end() : end].strip(" ,:=.")
        days = _numbers(match[0])
        if excluding:  # "mon-fri 9-17 except wed"
            names, hours, before = statements[-1]
            if body:
                return HoursProblem(HoursTrouble.UNCLEAR, body)
            statements[-1] = (names, hours, tuple(day for day in before if day not in days))
            continue
        excluding = bool(_EXCLUDING.search(body))
        statements.append((match[0], _EXCLUDING.sub("", body).strip(" ,"), days))
    return statements


def _said(
    body: str, typed_days: str, days: tuple[int, ...]
) -> tuple[DayHours | DayOpen | DayPauses, ...] | HoursProblem:
    """What a statement says about its weekdays."""
    if _OPEN.fullmatch(body):
        return tuple(map(DayOpen, days))
    if blocks.NO_PAUSE.fullmatch(body):
        return (DayPauses(days, ()),)
    if not blocks.PAUSE.search(body):
        found = _hours(body, typed_days)
        if isinstance(found, HoursProblem):
            return found
        if small_hours.doubtful(body):
            return HoursProblem(HoursTrouble.NIGHT_OR_DAY, body)
        return tuple(DayHours(day, found) for day in days)
    typed = blocks.read_day(body)
    if isinstance(typed, HoursTrouble):
        return HoursProblem(typed, body)
    hours, pauses = typed
    if small_hours.doubtful(body):
        return HoursProblem(HoursTrouble.NIGHT_OR_DAY, body)
    return tuple(DayHours(day, hours, pauses) for day in days) if hours else (DayPauses(days, pauses),)


def _hours(body: str, typed_days: str) -> tuple[Block, ...] | HoursProblem:
    if not body and typed_days in _TEMPLATES:
        return _TEMPLATES[typed_days]
    if not body:
        return HoursProblem(HoursTrouble.NO_HOURS, typed_days)
    if _CLOSED.fullmatch(body):
        return ()
    if _ALL_DAY.fullmatch(body):
        return ((0, DAY),)
    parts = [f"{part}s" for part in _PART.findall(body)]
    body = _PART.sub(" ", body).strip(" ,&+").removesuffix(" and").removeprefix("and ").strip()
    if parts and body in ("", "and"):
        return tuple(sorted(_PARTS[part] for part in dict.fromkeys(parts)))
    found = blocks.read(body)
    if isinstance(found, HoursTrouble):
        return HoursProblem(found, body)
    for part in parts:  # "evenings 6-9" is not six in the morning
        begin, end = _PART_SPANS[part]
        if any(not begin <= block[0] < end for block in found):
            return HoursProblem(HoursTrouble.UNCLEAR, f"{part} {body}")
    return found


def _numbers(text: str) -> tuple[int, ...]:
    """The weekdays of "mon-wed, fri", a range going round the week if need be."""
    days: list[int] = []
    for item in _ONE.findall(text):
        if found := _RANGE.fullmatch(item):
            first, last = _NUMBER[found[1]], _NUMBER[found[2]]
            days += [day % 7 for day in range(first, last + 1 if last >= first else last + 8)]
        else:
            days += _GROUPS.get(item) or (_NUMBER[item],)
    return tuple(sorted(set(days)))


def _copy(found: re.Match[str]) -> WeekEdit | HoursProblem:
    source, targets = found["source"], found["targets"].strip()
    if source not in _NUMBER:
        return HoursProblem(HoursTrouble.UNKNOWN_DAY, source)
    if not _DAYS.fullmatch(targets):
        return HoursProblem(HoursTrouble.UNKNOWN_DAY, targets)
    days = tuple(day for day in _numbers(targets) if day != _NUMBER[source])
    return (CopyHours(_NUMBER[source], days),) if days else HoursProblem(HoursTrouble.UNCLEAR, found[0])


def _off_every(text: str) -> tuple[int, ...]:
    """The weekdays of "off mondays" and "closed every fri", () of anything else."""
    found = _OFF_EVERY.fullmatch(text)
    if (
        found
        and _DAYS.fullmatch(found["days"])
        and (found["every"] or found["days"].endswith(("days", "ends")))
    ):
        return _numbers(found["days"])
    return ()
