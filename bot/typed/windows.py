"""Hours of a day in typed text: "after 5", "between 2 and 4pm", "in the morning". Words are already English."""

import re
from typing import TypeAlias

from bot.typed.clocks import DAY, NOON
from bot.typed.words import MONTHS

_PARTS = {
    "morning": (0, NOON),
    "afternoon": (NOON, 18 * 60),
    "evening": (17 * 60, DAY),
    "night": (18 * 60, DAY),
    "tonight": (17 * 60, DAY),
    "lunch": (NOON - 30, NOON + 120),
    "lunchtime": (NOON - 30, NOON + 120),
}
_ONE = (
    r"(?P<{name}>(?:at )?(?:\d{{1,2}}(?:[:.]?[0-5]\d)?\s?(?:[ap]\.?m\.?)?(?:\s?(?:h|uhr|o'?clock|hours))?|"
    r"noon|midnight))"
)
_END = rf"(?![\w:])(?! (?:of )?(?:{'|'.join(MONTHS)}))"
_AT = r"\s(?:the |las? |as |les? )?"
_BETWEEN = re.compile(
    rf"(?<!\w)(?:between|zwischen|entre|tra|tussen|между){_AT}"
    + _ONE.format(name="since")
    + r"\s?(?:and|to|-|und|et|y|e|en|и)\s?(?:las? |as )?"
    + _ONE.format(name="until")
    + _END
)
_AFTER = re.compile(
    r"(?<!\w)(?:(?:any ?time |some ?time )?after|from|not before|no earlier than|nach|ab|après|à partir de|"
    rf"después(?: de)?|depois(?: d[ea]s?)?|a partir d[ea]s?|dopo|na|после){_AT}"
    + _ONE.format(name="since")
    + r"(?: onwards?| on)?"
    + _END
)
_BEFORE = re.compile(
    r"(?<!\w)(?:(?:any ?time )?before|until|till|by|not after|no later than|vor|avant|antes(?: d[eao]s?)?|"
    rf"prima delle|до){_AT}" + _ONE.format(name="until") + _END
)
_AROUND = re.compile(
    r"(?<!\w)(?:around|about|approximately|approx\.?|ca\.?|circa|roughly|gegen|vers|sobre|hacia|"
    rf"por volta d[ae]s?|verso|около){_AT}" + _ONE.format(name="about") + _END
)
PART = re.compile(
    r"(?<!\w)(?:in the |at |during the )?(this )?"
    r"(morning|afternoon|evening|night|tonight|lunchtime|lunch)s?(?!\w)"
)
_BARE = re.compile(r"(?:at )?([1-9]|1[0-2])(?:[:.]?([0-5]\d))?(?:\s?(?:h|uhr|o'?clock))?")
_SMALL = range(1, 7)
_MARGIN = 60
Window: TypeAlias = tuple[int, int]
"""Minutes of the day, [since, until)."""


def take_out(text: str) -> tuple[str, tuple[Window, ...]] | None:
    """The text without the hours in it, and what they can mean: by night and by day where they are small and bare.

    None where a part of the day and the hours that are named with it do not fit together.
    """
    part = _part(text)
    if part is None:
        return _bounds(text)
    rest, span = part
    rest, windows = _bounds(rest, every=True)
    if not windows:
        return rest, (span,)
    within = tuple(_within(each, span) for each in windows if _fits(each, span))
    return (rest, within[:1]) if within else None


def _bounds(text: str, *, every: bool = False) -> tuple[str, tuple[Window, ...]]:
    """The text without the clock times between which something may lie, and the readings of these.

    With `every` each bare hour is read in both halves of the day.
    """
    if found := _BETWEEN.search(text):
        windows = _between(found["since"], found["until"], every=every)
        return (without(text, found), windows) if windows else (text, ())
    if found := _AROUND.search(text):
        about = _readings(found["about"], every=every)
        return without(text, found), tuple(
            (max(0, at - _MARGIN), min(DAY, at + _MARGIN)) for at in about if at <= DAY
        )
    after = _AFTER.search(text)
    before = _BEFORE.search(without(text, after) if after else text)
    windows = ()
    if after and before:
        windows = _between(after["since"], before["until"], every=every)
    elif after:
        windows = tuple((since, DAY) for since in _readings(after["since"], every=every) if since < DAY)
    elif before:
        windows = tuple((0, until) for until in _readings(before["until"], every=every))
    if not windows:
        return text, ()
    for pattern in (_AFTER, _BEFORE):
        text = pattern.sub(" ", text, count=1)
    return " ".join(text.split()), windows


def _fits(window: Window, span: Window) -> bool:
    """Whether the clock times that were named lie in a part of the day, or close to it."""
    named = [minute for minute in window if 0 < minute < DAY]
    begin, end = _within(window, span)
    return begin < end and all(span[0] - _MARGIN <= minute <= span[1] + _MARGIN for minute in named)


def _within(window: Window, span: Window) -> Window:
    """The window, an open side of which ends with the part of the day."""
    return window[0] or span[0], span[1] if window[1] == DAY else window[1]


def _part(text: str) -> tuple[str, Window] | None:
    found = PART.search(text)
    if found is None:
        return None
    today = " today " if found[1] or found[2] == "tonight" else " "
    return " ".join(f"{text[: found.start()]}{today}{text[found.end() :]}".split()), _PARTS[found[2]]


def _between(since: str, until: str, *, every: bool = False) -> tuple[Window, ...]:
    """An end without a sign is the first one behind its begin."""
    ends = _readings(until, every=True)
    windows = []
    for begin in _readings(since, until, every=every):
        end = next((each for each in ends if each > begin), None)
        if end is not None:
            windows.append((begin, end))
    return tuple(windows)


def _readings(typed: str, end: str = "", *, every: bool = False) -> tuple[int, ...]:
    """The minutes of the day that a clock time can be: in both halves of the day for a bare small hour.

    With `every` so is each other bare hour. A begin takes the sign of its `end` ("between 2 and 4pm").
    """
    typed = typed.strip()
    if "noon" in typed:
        return (NOON,)
    if "midnight" in typed:
        return (DAY,)
    found = re.match(r"(?:at )?(\d{1,2})[:.]?([0-5]\d)?\s?([ap])?", typed)
    if not found:
        return ()
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half and 1 <= hour <= 12:
        return (hour % 12 * 60 + minute + NOON * (half == "p"),)
    if not half and end and (half_of_end := re.search(r"\d\s?([ap])\.?m", end)):
        same = _readings(f"{found[1]}:{minute:02}{half_of_end[1]}m")
        if same and same < _readings(end):
            return same
    at = hour * 60 + minute
    if _BARE.fullmatch(typed):
        if hour in _SMALL or (every and hour < 12):
            return at, at + NOON
        if every:
            return at, at % NOON + DAY
    return (at,) if at <= DAY else ()


def without(text: str, found: re.Match[str]) -> str:
    """The text without what was found in it."""
    return " ".join(f"{text[: found.start()]} {text[found.end() :]}".split())
