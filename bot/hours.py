"""Typed availability: "mon-fri 9-12, 13-17", "tue closed", "off 24-31 dec", "copy mon to tue-thu".

Statements stand on lines of their own or between semicolons, in the weekly pattern also between commas.
What could be meant in two ways is a `HoursProblem`, never a guess.
"""

import re
from datetime import date, timedelta

from bot.typed import blocks, spans, week
from bot.typed.clocks import DAY, NOON
from bot.typed.edits import (
    Block,
    CopyDay,
    DayHours,
    Edits,
    ExceptionEdit,
    HoursProblem,
    Off,
    Open,
    Trouble,
    WeekEdit,
)
from bot.typed.tidy import tidy
from bot.typed.words import DAYS, language_of

__all__ = [
    "Block",
    "CopyDay",
    "DayHours",
    "Edits",
    "ExceptionEdit",
    "HoursProblem",
    "Off",
    "Open",
    "Trouble",
    "WeekEdit",
    "parse_exception",
    "parse_week",
    "understand",
]

LIMIT = 1000
"""Characters; of longer texts nothing is read."""
LONGEST = timedelta(days=366)
MOST_REASON = 200

_WHAT = re.compile(
    r"(?P<what>off|away|closed|vacation|holidays?|leave|out|frei|urlaub|abwesend|open|available|offen)"
    r"(?: on| am| vom)?(?:[\s:]+|$)",
    re.IGNORECASE,
)
_OPEN = ("open", "available", "offen")
_PARTS = {"morning": (0, NOON), "afternoon": (NOON, 18 * 60), "evening": (18 * 60, DAY)}
_PART = re.compile(r"(?:in the )?(morning|afternoon|evening)(?!\w)")
_BOUND = re.compile(r"(after|from|before|until|till) (\d{1,2}(?:[:.]\d{2})?(?: ?[ap]m)?|noon)(?![\w:-])")
_TRAILING = re.compile(r"^[\s,.]+|(?:[\s,!]|(?<!\d)\.)+$")
_ALL_DAY = re.compile(r"(?:all|full|whole) day")
_BECAUSE = re.compile(r"^(?:for|because(?: of)?|due to|wegen)\s", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"^\((.*)\)$")
_HALF_SAID = re.compile(r"\d|(?:except|but|until|till|to|and|or|not|from|after|before|every|each|-)(?!\w)")
"""What cannot begin a reason: it says something about the time that was not understood."""


def understand(text: str, today: date, locale: str = "en") -> Edits | HoursProblem:
    """Every edit that `text` describes, in its order (a later one wins), or the first problem.

    `today` is the date in the mentor's zone.
    """
    lines = _lines(text)
    if isinstance(lines, HoursProblem):
        return lines
    edits: list[DayHours | CopyDay | Off | Open] = []
    for line in lines:
        weekly = week.is_weekly(line) or not _WHAT.match(line)
        found = week.read(line) if weekly else _exception(line, today, language_of(locale))
        if isinstance(found, HoursProblem):
            return found
        edits.extend(found)
    return _clash([edit for edit in edits if isinstance(edit, DayHours)]) or tuple(edits)


def parse_week(text: str) -> WeekEdit | HoursProblem:
    """The weekly hours that `text` describes, one edit for each weekday, or the first problem."""
    lines = _lines(text)
    if isinstance(lines, HoursProblem):
        return lines
    edits: list[DayHours | CopyDay] = []
    for line in lines:
        found = week.read(line)
        if isinstance(found, HoursProblem):
            return found
        edits.extend(found)
    return _clash([edit for edit in edits if isinstance(edit, DayHours)]) or tuple(edits)


def parse_exception(text: str, *, today: date, locale: str = "en") -> ExceptionEdit | HoursProblem:
    """The exceptions by date that `text` describes, or the first problem; `today` is the mentor's date."""
    lines = _lines(text)
    if isinstance(lines, HoursProblem):
        return lines
    exceptions: list[Off | Open] = []
    for line in lines:
        found = _exception(line, today, language_of(locale))
        if isinstance(found, HoursProblem):
            return found
        exceptions.extend(found)
    return tuple(exceptions)


def _lines(text: str) -> list[str] | HoursProblem:
    if len(text) > LIMIT:
        return HoursProblem(Trouble.TOO_LONG, text[:40])
    tidied = [_TRAILING.sub("", tidy(part, LIMIT) or "") for part in re.split(r"[;\n\r]+", text)]
    return [line for line in tidied if line] or HoursProblem(Trouble.EMPTY)


def _exception(line: str, today: date, language: str) -> ExceptionEdit | HoursProblem:
    what = _WHAT.match(line)
    found = spans.read_first(line[what.end() :] if what else line, today, language)
    if what is None or found is None:
        return HoursProblem(Trouble.NO_DATE, line)
    span, rest = found
    if isinstance(span, Trouble):
        return HoursProblem(span, line)
    if span.last < today:
        return HoursProblem(Trouble.PAST, line)
    if max(span.last - span.first, span.last - today) >= LONGEST:
        return HoursProblem(Trouble.OVER_A_YEAR, line)
    if what["what"].lower() == "closed" and week.is_weekday(line[what.end() :]):
        return HoursProblem(Trouble.AMBIGUOUS_DATE, line)  # this one, or every one?
    hours, rest = _hours(rest.strip(" ,:"))
    if isinstance(hours, Trouble):
        return HoursProblem(hours, line)
    if _HALF_SAID.match(rest.lower()):
        return HoursProblem(Trouble.UNCLEAR, rest)
    reason = _BECAUSE.sub("", _IN_BRACKETS.sub(r"\1", rest.strip(" ,:-")))[:MOST_REASON]
    if what["what"].lower() in _OPEN:
        return (Open(*span, hours, reason),) if hours else HoursProblem(Trouble.NO_HOURS, line)
    if not hours:
        return (Off(*span, reason=reason),)
    return tuple(Off(*span, start, end, reason) for start, end in hours)


def _hours(rest: str) -> tuple[tuple[Block, ...] | Trouble, str]:
    """The hours at the start of what follows the dates (none for all day), and the words after them."""
    text = rest.lower()
    if found := _ALL_DAY.match(text):
        return (), rest[found.end() :]
    if found := _PART.match(text):
        return (_PARTS[found[1]],), rest[found.end() :]
    if found := _BOUND.match(text):
        early = found[1] in ("before", "until", "till")
        bound = f"0:00-{found[2]}" if early else f"{found[2]}-24:00"
        return blocks.read(bound), rest[found.end() :]
    hours, after = blocks.read_first(text)
    return hours, rest[len(rest) - len(after) :]


def _clash(hours: list[DayHours]) -> HoursProblem | None:
    """The first weekday that has hours twice, or hours that the night before runs into."""
    week_hours: dict[int, tuple[Block, ...]] = {}
    for edit in hours:
        if edit.blocks and edit.weekday in week_hours:
            return HoursProblem(Trouble.DAY_TWICE, DAYS[edit.weekday])
        week_hours[edit.weekday] = edit.blocks
    for weekday, day_blocks in week_hours.items():
        into_next = tuple((0, end - DAY) for _, end in day_blocks if end > DAY)
        if blocks.overlap(into_next + week_hours.get((weekday + 1) % 7, ())):
            return HoursProblem(Trouble.OVERLAP, DAYS[(weekday + 1) % 7])
    return None
