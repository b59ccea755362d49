"""Typed availability: "mon-fri 9-12, 13-17", "tue closed", "break 12-13", "off 24-31 dec", "copy mon to tue-thu".

Statements stand on lines of their own or between semicolons, in the weekly pattern also between commas.
What could be meant in two ways is a `HoursProblem`, never a guess.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from bot.typed import blocks, hour_words, reasons, small_hours, spans, week
from bot.typed.between import bounds_in_english
from bot.typed.clocks import DAY, NOON
from bot.typed.edits import (
    Block,
    CopyHours,
    DayHours,
    DayOpen,
    DayPauses,
    Edits,
    ExceptionEdit,
    HoursProblem,
    HoursTrouble,
    Off,
    Open,
    Pause,
    WeekEdit,
)
from bot.typed.tidy import tidy
from bot.typed.words import DAYS, in_english, language_of
from core.availability import BlockKind

__all__ = [
    "Block",
    "CopyHours",
    "DayHours",
    "DayOpen",
    "DayPauses",
    "Edits",
    "ExceptionEdit",
    "HoursProblem",
    "HoursTrouble",
    "Off",
    "Open",
    "Pause",
    "WeekEdit",
    "exception",
    "parse_exception",
    "parse_week",
    "readings",
    "understand",
]

LIMIT = 1000
"""Characters; of longer texts nothing is read."""
LONGEST = timedelta(days=366)
MOST_REASON = 200
_MOST_SMALL = 20

_WHAT = re.compile(
    r"(?P<what>off|away|closed|vacation|holidays?|leave|out of (?:the )?office|ooo|out|unavailable|sick|"
    r"i'?m (?:off|away|out)|frei|urlaub|abwesend|open|available|offen|"
    r"breaks?|lunch|pause|buffers?|blocked|block|busy)"
    r"(?: on| am| vom)?(?:[\s:]+|$)",
    re.IGNORECASE,
)
_OPEN = ("open", "available", "offen")
_PARTS = {
    "morning": (0, NOON),
    "am": (0, NOON),
    "afternoon": (NOON, 18 * 60),
    "pm": (NOON, 18 * 60),
    "evening": (18 * 60, DAY),
}
_PART = re.compile(
    r"(?:(?:in|during) the |the |all )?(morning|afternoon|evening|a\.?m|p\.?m)s?\.?(?: only)?"
)
_BOUND = re.compile(
    r"(after|from|before|until|till) (\d{1,2}(?:[:.]\d{2})?(?: ?[ap]m)?|noon)(?:\s?(?:h|uhr))?"
    r"(?: on| onwards?)?(?![\w:-])"
)
_TRAILING = re.compile(r"^[\s,.]+|(?:[\s,!]|(?<!\d)\.)+$")
_ALL_DAY = re.compile(
    r"(?:all|full|whole)[ -]day|ganztägig|ganztags|toute la journée|todo el día|o dia todo"
)
_LONGEST_PART, _LONGEST_WORD, _LONGEST_HOURS = 4, 3, 9
_AND = re.compile(r"(?:[,&+]|(?:and|und|y|et|e|plus)(?!\w))\s*", re.IGNORECASE)
_BARE_RANGE = re.compile(r",\s*\d{1,2}\s?-\s?\d{1,2}$")
_FOR = re.compile(
    r"\(?(?:(?:for|für|por|durante|pendant|per)\s+)?(?:the\s+)?(?:next\s+)?"
    r"(?P<count>\d{1,3}|an?|one|two|three|four|five|six|seven|ten|eine?|zwei|drei|un|une|una|um|uma|dos|deux|duas|dois)"
    r"\s+(?:whole\s+|full\s+)?(?P<unit>days?|weeks?|tage?n?|wochen?|jours?|semaines?|días?|dias?|semanas?|giorn[io]|settiman[ae])"
    r"\)?(?!\w)",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"(?:from|starting(?: on| from)?|beginning(?: on)?|ab(?: dem)?|à partir d[ue]|a partir d[eo]l?|desde(?: el| o)?|"
    r"vanaf|dal|с)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_THIS_PART = re.compile(r"this (?=morning|afternoon|evening)", re.IGNORECASE)
_COUNTS = {
    **dict.fromkeys(("two", "zwei", "dos", "deux", "duas", "dois"), 2),
    "three": 3, "drei": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10,
}  # fmt: skip
"""Of words; any other is one."""
_BECAUSE = re.compile(r"^(?:for|because(?: of)?|due to|wegen)\s", re.IGNORECASE)


def understand(text: str, today: date, locale: str = "en") -> Edits | HoursProblem:
    """Every edit that `text` describes, in its order (a later one wins), or the first problem.

    `today` is the date in the mentor's zone.
    """
    lines = _lines(text, language_of(locale))
    if isinstance(lines, HoursProblem):
        return lines
    edits: list[DayHours | DayOpen | DayPauses | CopyHours | Off | Open] = []
    for line in lines:
        found = _weekly(line) or _exception(line, today, language_of(locale))
        if isinstance(found, HoursProblem):
            return found
        edits.extend(found)
    return _day_twice(edits) or tuple(edits)


def parse_week(text: str, locale: str = "en") -> WeekEdit | HoursProblem:
    """The weekly hours that `text` describes, one edit for each weekday, or the first problem."""
    lines = _lines(text, language_of(locale))
    if isinstance(lines, HoursProblem):
        return lines
    edits: list[DayHours | DayOpen | DayPauses | CopyHours] = []
    for line in lines:
        found = _weekly(line) or week.read(line)
        if isinstance(found, HoursProblem):
            return found
        edits.extend(found)
    return _day_twice(edits) or tuple(edits)


def parse_exception(text: str, *, today: date, locale: str = "en") -> ExceptionEdit | HoursProblem:
    """The exceptions by date that `text` describes, or the first problem; `today` is the mentor's date."""
    lines = _lines(text, language_of(locale))
    if isinstance(lines, HoursProblem):
        return lines
    exceptions: list[Off | Open] = []
    for line in lines:
        found = _exception(line, today, language_of(locale))
        if isinstance(found, HoursProblem):
            return found
        exceptions.extend(found)
    return tuple(exceptions)


def readings(text: str, today: date, locale: str = "en") -> tuple[str, ...]:
    """A text with bare small hours (`NIGHT_OR_DAY`) written out: by day, then by night; () where neither is sound.

    The other words stay as they were typed, where the hours are found among them.
    """
    lines = _lines(text, language_of(locale))
    if isinstance(lines, HoursProblem):
        return ()
    for said in ("; ".join(_typed_lines(text)), "; ".join(lines)):
        found = [_written_out(said, today, locale, late=late) for late in (True, False)]
        if any(found):
            return tuple(each for each in found if each)
    return ()


def _written_out(text: str, today: date, locale: str, *, late: bool) -> str:
    for _ in range(_MOST_SMALL):
        problem = understand(text, today, locale)
        if not isinstance(problem, HoursProblem):
            return text
        at = text.lower().rfind(problem.fragment.lower())
        if problem.trouble is not HoursTrouble.NIGHT_OR_DAY or at < 0:
            return ""
        end = at + len(problem.fragment)
        text = text[:at] + small_hours.written_out(text[at:end], late=late) + text[end:]
    return ""


def exception(
    kind: BlockKind, dates: str, hours: str, reason: str, *, today: date, locale: str = "en"
) -> ExceptionEdit | HoursProblem:
    """The exceptions that are filled in: the dates, hours (none: all day) and the reason each on its own."""
    span = _dates(dates, today, language_of(locale))
    if isinstance(span, HoursProblem):
        return span
    said, rest = _hours(bounds_in_english((tidy(hours, LIMIT) or "").strip(" ,:")), language_of(locale))
    if isinstance(said, HoursTrouble) or rest.strip():
        return HoursProblem(said if isinstance(said, HoursTrouble) else HoursTrouble.UNCLEAR, hours[:40])
    if small_hours.doubtful(hours.lower()):
        return HoursProblem(HoursTrouble.NIGHT_OR_DAY, hours[:40])
    return _edits(kind, span, said, reason.strip()[:MOST_REASON], dates)


def _dates(text: str, today: date, language: str) -> spans.Span | HoursProblem:
    line = tidy(text, LIMIT) or ""
    found = spans.read_first(line, today, language)
    if found is None or found[1].strip():
        return HoursProblem(HoursTrouble.NO_DATE, text[:40])
    if isinstance(found[0], HoursTrouble):
        return HoursProblem(found[0], line)
    if len(found[0]) > 1:
        return HoursProblem(HoursTrouble.SEVERAL_DATES, text[:40])
    return _sound(found[0][0], today, line)


def _lines(text: str, language: str) -> list[str] | HoursProblem:
    if len(text) > LIMIT:
        return HoursProblem(HoursTrouble.TOO_LONG, text[:40])
    lines = [_in_english(line, language) for line in _typed_lines(text)]
    return lines or HoursProblem(HoursTrouble.EMPTY)


def _typed_lines(text: str) -> list[str]:
    tidied = (
        _TRAILING.sub("", (tidy(part, LIMIT) or "").replace("~", "-"))
        for part in re.split(r"[;\n\r]+", text)
    )
    return [line for line in tidied if line]


def _in_english(line: str, language: str) -> str:
    """A line about every week in English; of one about dates what it says of them, which comes first."""
    plain = _weekly(line)
    if isinstance(plain, tuple):
        return line
    english = hour_words.in_english(line, language)
    weekly = _weekly(english)
    if isinstance(weekly, tuple):
        return english
    if plain is None:
        return line
    words = line.split()
    for size in range(min(len(words), _LONGEST_WORD), 0, -1):
        what = hour_words.in_english(" ".join(words[:size]), language)
        if _WHAT.fullmatch(what):
            return " ".join([what, *words[size:]])
    if plain.trouble not in (HoursTrouble.UNKNOWN_DAY, HoursTrouble.UNCLEAR):
        return line
    if plain.trouble is HoursTrouble.UNCLEAR:
        doubtful = isinstance(weekly, HoursProblem) and weekly.trouble is HoursTrouble.NIGHT_OR_DAY
        return english if doubtful else line
    for size in range(min(len(words) - 1, _LONGEST_WORD), 0, -1):
        what = hour_words.in_english(" ".join(words[-size:]).strip(":,- "), language)
        if _WHAT.fullmatch(what):
            return " ".join([what, *words[:-size]])
    return english


def _weekly(line: str) -> WeekEdit | HoursProblem | None:
    """What a line says about every week; None where it speaks of dates."""
    lower = line.lower()
    if blocks.NO_PAUSE.fullmatch(lower):
        return (DayPauses((), ()),)
    if blocks.PAUSE.match(lower):
        found = blocks.read_day(lower)
        if isinstance(found, HoursTrouble):
            return None
        return (
            HoursProblem(HoursTrouble.NIGHT_OR_DAY, lower)
            if small_hours.doubtful(lower)
            else (DayPauses((), found[1]),)
        )
    return week.read(line) if week.is_weekly(line) or not _WHAT.match(line) else None


def _exception(line: str, today: date, language: str) -> ExceptionEdit | HoursProblem:
    what = _WHAT.match(line)
    groups, rest = _groups(line[what.end() :] if what else line, today, language)
    if what is None or not groups:
        pauses = blocks.read_day(line.lower()) if blocks.PAUSE.match(line.lower()) else None
        bad_time = pauses if pauses in (HoursTrouble.BAD_TIME, HoursTrouble.REVERSED) else None
        return HoursProblem(bad_time or HoursTrouble.NO_DATE, line)
    word = what["what"].lower()
    pause = blocks.PAUSE.match(word)
    if (word == "closed" or pause) and week.are_weekdays(groups[0].said):
        return HoursProblem(HoursTrouble.THIS_OR_EVERY, line)
    reason = reasons.read(rest, today, language, timed=bool(groups[-1].hours))
    kind = blocks.pause_kind(pause[1]) if pause else BlockKind.BLOCKED
    kind = BlockKind.AVAILABLE if word in _OPEN else kind
    edits: list[Off | Open] = []
    for group in groups:
        if isinstance(group.dates, HoursTrouble) or isinstance(group.hours, HoursTrouble):
            trouble = group.dates if isinstance(group.dates, HoursTrouble) else group.hours
            assert isinstance(trouble, HoursTrouble)
            return HoursProblem(trouble, line)
        if group.small:
            return HoursProblem(HoursTrouble.NIGHT_OR_DAY, group.small)
        for dates in group.dates:
            span = _sound(dates, today, line)
            if isinstance(span, HoursProblem):
                return span
            found = _edits(kind, span, group.hours, (reason or "")[:MOST_REASON], line)
            if isinstance(found, HoursProblem):
                return found
            edits += found
    return HoursProblem(HoursTrouble.UNCLEAR, rest) if reason is None else tuple(edits)


class _Group(NamedTuple):
    """Dates as they were typed, with the hours that are said of them (none: all day); those that are `small`."""

    said: str
    dates: tuple[spans.Span, ...] | HoursTrouble
    hours: tuple[Block, ...] | HoursTrouble
    small: str


def _groups(text: str, today: date, language: str) -> tuple[list[_Group], str]:
    """The dates at the start of a text, each list of them with its hours; and what follows."""
    groups: list[_Group] = []
    text = _lasting_last(_THIS_PART.sub("today ", text), today, language)
    while found := spans.read_first(text, today, language):
        dates, rest = found
        said = text[: len(text) - len(rest)].strip()
        if _BARE_RANGE.search(said.rstrip(" ,:")):
            dates = HoursTrouble.DAYS_OR_HOURS
        if not isinstance(dates, HoursTrouble) and (lasting := _FOR.match(rest.strip(" ,:"))):
            dates, rest = _lasting(dates, lasting), rest.strip(" ,:")[lasting.end() :]
        rest = bounds_in_english(rest.strip(" ,:"))
        hours, following = _hours(rest, language)
        typed = rest.removesuffix(following)
        rest = following
        groups.append(_Group(said, dates, hours, typed if small_hours.doubtful(typed.lower()) else ""))
        joint = _AND.match(rest.lstrip())
        if isinstance(dates, HoursTrouble) or isinstance(hours, HoursTrouble) or not joint:
            return groups, rest
        following = rest.lstrip()[joint.end() :]
        if spans.read_first(following, today, language) is None:
            return groups, rest
        text = following
    return groups, text


def _lasting_last(text: str, today: date, language: str) -> str:
    """Of "5 days from dec 1" and "from dec 1 for 5 days": "dec 1 for 5 days"."""
    lasting = _FOR.match(text)
    begins = _FROM.match(text[lasting.end() :].lstrip() if lasting else text)
    if begins is None:
        return text
    day = begins.string[begins.end() :]
    found = spans.read_first(day, today, language)
    if found is None:
        return text
    if lasting:
        return f"{day.removesuffix(found[1]).strip()} for {lasting[0]} {found[1]}".strip()
    return day if _FOR.match(found[1].strip(" ,:")) else text


def _lasting(
    dates: tuple[spans.Span, ...], lasting: re.Match[str]
) -> tuple[spans.Span, ...] | HoursTrouble:
    """The days from one date on: "dec 1 for 5 days"."""
    word, unit = lasting["count"].lower(), lasting["unit"].lower()
    count = int(word) if word.isdigit() else _COUNTS.get(word, 1)
    count *= 7 if unit.startswith(("w", "se")) else 1
    if len(dates) > 1 or dates[0].first != dates[0].last:
        said = sum((span.last - span.first).days + 1 for span in dates)
        return dates if said == count else HoursTrouble.UNCLEAR
    if not count:
        return HoursTrouble.UNCLEAR
    return (spans.Span(dates[0].first, dates[0].first + timedelta(days=count - 1)),)


def _sound(span: spans.Span, today: date, line: str) -> spans.Span | HoursProblem:
    if span.last < today:
        return HoursProblem(HoursTrouble.PAST, line)
    if max(span.last - span.first, span.last - today) >= LONGEST:
        return HoursProblem(HoursTrouble.OVER_A_YEAR, line)
    return span


def _edits(
    kind: BlockKind, span: spans.Span, hours: tuple[Block, ...], reason: str, line: str
) -> ExceptionEdit | HoursProblem:
    if kind is BlockKind.AVAILABLE:
        return (Open(*span, hours, reason),) if hours else HoursProblem(HoursTrouble.NO_HOURS, line)
    if not hours:
        return (Off(*span, reason=reason, kind=kind),)
    return tuple(Off(*span, start, end, reason, kind) for start, end in hours)


def _hours(rest: str, language: str = "en") -> tuple[tuple[Block, ...] | HoursTrouble, str]:
    """The hours at the start of what follows the dates (none for all day), and the words after them."""
    text = rest.lower()
    if found := _ALL_DAY.match(text):
        return (), rest[found.end() :]
    typed = rest.split()
    for length in range(min(len(typed), _LONGEST_PART), 0, -1):
        part = in_english(" ".join(typed[:length]).lower().strip(" ,:()"), language)
        if named := _PART.fullmatch(part):
            comma = ", " if typed[length - 1].endswith(",") else ""
            return (_PARTS[named[1].replace(".", "")],), comma + " ".join(typed[length:])
    hours, after = blocks.read_first(text)
    if hours:
        return hours, rest[len(rest) - len(after) :]
    if found := _BOUND.match(text):
        early = found[1] in ("before", "until", "till")
        bound = f"0:00-{found[2]}" if early else f"{found[2]}-24:00"
        return blocks.read(bound), rest[found.end() :]
    return _hours_in_words(typed, language) or ((), rest)


def _hours_in_words(typed: list[str], language: str) -> tuple[tuple[Block, ...], str] | None:
    """Hours that another language joins by words, "de 9 a 17", and what follows them."""
    for length in range(min(len(typed), _LONGEST_HOURS), 1, -1):
        said = " ".join(typed[:length])
        english = hour_words.in_english(said.strip(" ,:()"), language)
        if english == said.lower():
            continue
        hours, rest = _hours(english)
        if hours and isinstance(hours, tuple) and not rest:
            return hours, " ".join(typed[length:])
    return None


def _day_twice(
    edits: Sequence[DayHours | DayOpen | DayPauses | CopyHours | Off | Open],
) -> HoursProblem | None:
    """The first weekday whose hours are said twice."""
    named: set[int] = set()
    for edit in edits:
        if isinstance(edit, DayHours):
            if edit.blocks and edit.weekday in named:
                return HoursProblem(HoursTrouble.DAY_TWICE, DAYS[edit.weekday])
            named.add(edit.weekday)
    return None
