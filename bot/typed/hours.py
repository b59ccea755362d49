"""Typed availability: "mon-fri 9-12, 13-17", "tue closed", "break 12-13", "off 24-31 dec", "copy mon to tue-thu".

Statements stand on lines of their own or between semicolons, in the weekly pattern also between commas.
What could be meant in two ways is a `HoursProblem`, never a guess.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from bot.typed import blocks, spans, week
from bot.typed.clocks import DAY, NOON
from bot.typed.edits import (
    Block,
    CopyDay,
    DayHours,
    DayOpen,
    DayPauses,
    Edits,
    ExceptionEdit,
    HoursProblem,
    Off,
    Open,
    Pause,
    Trouble,
    WeekEdit,
)
from bot.typed.tidy import tidy
from bot.typed.words import DAYS, language_of
from core.availability import BlockKind

__all__ = [
    "Block",
    "CopyDay",
    "DayHours",
    "DayOpen",
    "DayPauses",
    "Edits",
    "ExceptionEdit",
    "HoursProblem",
    "Off",
    "Open",
    "Pause",
    "Trouble",
    "WeekEdit",
    "exception",
    "parse_exception",
    "parse_week",
    "understand",
]

LIMIT = 1000
"""Characters; of longer texts nothing is read."""
LONGEST = timedelta(days=366)
MOST_REASON = 200

_WHAT = re.compile(
    r"(?P<what>off|away|closed|vacation|holidays?|leave|out|frei|urlaub|abwesend|open|available|offen|"
    r"breaks?|lunch|pause|buffers?|blocked|block|busy)"
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
    edits: list[DayHours | DayOpen | DayPauses | CopyDay | Off | Open] = []
    for line in lines:
        found = _weekly(line) or _exception(line, today, language_of(locale))
        if isinstance(found, HoursProblem):
            return found
        edits.extend(found)
    return _day_twice(edits) or tuple(edits)


def parse_week(text: str) -> WeekEdit | HoursProblem:
    """The weekly hours that `text` describes, one edit for each weekday, or the first problem."""
    lines = _lines(text)
    if isinstance(lines, HoursProblem):
        return lines
    edits: list[DayHours | DayOpen | DayPauses | CopyDay] = []
    for line in lines:
        found = _weekly(line) or week.read(line)
        if isinstance(found, HoursProblem):
            return found
        edits.extend(found)
    return _day_twice(edits) or tuple(edits)


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


def exception(
    kind: BlockKind, dates: str, hours: str, reason: str, *, today: date, locale: str = "en"
) -> ExceptionEdit | HoursProblem:
    """The exceptions that are filled in: the dates, hours (none: all day) and the reason each on its own."""
    span = _dates(dates, today, language_of(locale))
    if isinstance(span, HoursProblem):
        return span
    said, rest = _hours((tidy(hours, LIMIT) or "").strip(" ,:"))
    if isinstance(said, Trouble) or rest.strip():
        return HoursProblem(said if isinstance(said, Trouble) else Trouble.UNCLEAR, hours[:40])
    return _edits(kind, span, said, reason.strip()[:MOST_REASON], dates)


def _dates(text: str, today: date, language: str) -> spans.Span | HoursProblem:
    line = tidy(text, LIMIT) or ""
    found = spans.read_first(line, today, language)
    if found is None or found[1].strip():
        return HoursProblem(Trouble.NO_DATE, text[:40])
    return _sound(found[0], today, line)


def _lines(text: str) -> list[str] | HoursProblem:
    if len(text) > LIMIT:
        return HoursProblem(Trouble.TOO_LONG, text[:40])
    tidied = [_TRAILING.sub("", tidy(part, LIMIT) or "") for part in re.split(r"[;\n\r]+", text)]
    return [line for line in tidied if line] or HoursProblem(Trouble.EMPTY)


def _weekly(line: str) -> WeekEdit | HoursProblem | None:
    """What a line says about every week; None where it speaks of dates."""
    lower = line.lower()
    if blocks.NO_PAUSE.fullmatch(lower):
        return (DayPauses((), ()),)
    if blocks.PAUSE.match(lower):
        found = blocks.read_day(lower)
        return None if isinstance(found, Trouble) else (DayPauses((), found[1]),)
    return week.read(line) if week.is_weekly(line) or not _WHAT.match(line) else None


def _exception(line: str, today: date, language: str) -> ExceptionEdit | HoursProblem:
    what = _WHAT.match(line)
    after = line[what.end() :] if what else line
    found = spans.read_first(after, today, language)
    if what is None or found is None:
        pauses = blocks.read_day(line.lower()) if blocks.PAUSE.match(line.lower()) else None
        bad_time = pauses if pauses in (Trouble.BAD_TIME, Trouble.REVERSED) else None
        return HoursProblem(bad_time or Trouble.NO_DATE, line)
    span = _sound(found[0], today, line)
    if isinstance(span, HoursProblem):
        return span
    word, said = what["what"].lower(), after[: len(after) - len(found[1])]
    pause = blocks.PAUSE.match(word)
    if (word == "closed" or pause) and week.are_weekdays(said):
        return HoursProblem(Trouble.THIS_OR_EVERY, line)
    hours, rest = _hours(found[1].strip(" ,:"))
    if isinstance(hours, Trouble):
        return HoursProblem(hours, line)
    if _HALF_SAID.match(rest.lower()):
        return HoursProblem(Trouble.UNCLEAR, rest)
    reason = _BECAUSE.sub("", _IN_BRACKETS.sub(r"\1", rest.strip(" ,:-")))[:MOST_REASON]
    kind = blocks.pause_kind(pause[1]) if pause else BlockKind.BLOCKED
    return _edits(BlockKind.AVAILABLE if word in _OPEN else kind, span, hours, reason, line)


def _sound(span: spans.Span | Trouble, today: date, line: str) -> spans.Span | HoursProblem:
    if isinstance(span, Trouble):
        return HoursProblem(span, line)
    if span.last < today:
        return HoursProblem(Trouble.PAST, line)
    if max(span.last - span.first, span.last - today) >= LONGEST:
        return HoursProblem(Trouble.OVER_A_YEAR, line)
    return span


def _edits(
    kind: BlockKind, span: spans.Span, hours: tuple[Block, ...], reason: str, line: str
) -> ExceptionEdit | HoursProblem:
    if kind is BlockKind.AVAILABLE:
        return (Open(*span, hours, reason),) if hours else HoursProblem(Trouble.NO_HOURS, line)
    if not hours:
        return (Off(*span, reason=reason, kind=kind),)
    return tuple(Off(*span, start, end, reason, kind) for start, end in hours)


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


def _day_twice(
    edits: Sequence[DayHours | DayOpen | DayPauses | CopyDay | Off | Open],
) -> HoursProblem | None:
    """The first weekday whose hours are said twice."""
    named: set[int] = set()
    for edit in edits:
        if isinstance(edit, DayHours):
            if edit.blocks and edit.weekday in named:
                return HoursProblem(Trouble.DAY_TWICE, DAYS[edit.weekday])
            named.add(edit.weekday)
    return None
