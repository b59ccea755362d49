"""What somebody wishes for a session: a time, one of several days, hours of a day, a length, or as soon as may be.

What only narrows a choice is taken out first; a clock time or a day must be all that is left.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from bot.typed import lengths, times
from bot.typed.clocks import DAY, NOON
from bot.typed.tidy import tidy
from bot.typed.times import Ambiguous, DayOnly, NotUnderstood, Understanding, Understood, Why, WhyNot
from bot.typed.words import language_of

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
_END = r"(?![\w:])"
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
    rf"después de|depois d[ea]s?|a partir d[ea]s?|dopo|na|после){_AT}"
    + _ONE.format(name="since")
    + r"(?: onwards?| on)?"
    + _END
)
_BEFORE = re.compile(
    r"(?<!\w)(?:(?:any ?time )?before|until|till|by|not after|no later than|vor|avant|antes d[ea]s?|"
    rf"prima delle|до){_AT}" + _ONE.format(name="until") + _END
)
_AROUND = re.compile(
    r"(?<!\w)(?:around|about|approximately|approx\.?|ca\.?|circa|roughly|gegen|vers|sobre|hacia|"
    rf"por volta d[ae]s?|verso|около){_AT}" + _ONE.format(name="about") + _END
)
_PART = re.compile(
    r"(?<!\w)(?:in the |at |during the )?(this )?"
    r"(morning|afternoon|evening|night|tonight|lunchtime|lunch)s?(?!\w)"
)
_ISH = re.compile(
    r"(?<!\w)(?:at )?(\d{1,2}(?:[:.][0-5]\d)?(?:\s?[ap]m)?|noon|midnight)\s?-?ish(?!\w)", re.IGNORECASE
)
_ANY = re.compile(
    r"(?<!\w)(?:any ?time|some ?time|any day|whenever)\s(?:(?:on|in|during)\s)?(?=\S)", re.IGNORECASE
)
_SOON = re.compile(
    r"(?:as soon as (?:possible|you can|may be)|asap|a\.s\.a\.p\.?|soon(?:est)?|(?:the )?(?:earliest|first|next)"
    r"(?: (?:possible|available|free))*(?: (?:time|slot|date|one))?|now|right now|any ?time|whenever|sofort|jetzt|"
    r"so bald wie möglich|baldmöglichst|dès que possible|au plus vite|cuanto antes|lo antes posible|"
    r"o mais cedo possível|il prima possibile|zo snel mogelijk|как можно скорее)"
)
_FOR = re.compile(
    r"(?<!\w)(?:(?:for|für|pour|pendant|durante|por|per|voor|на)\s(?P<said>half an hour|"
    r"(?:an? |1 )hours?(?: and (?:a )?half)?|"
    r"\d{1,2}(?:[.,]5)?\s?(?:hours|h)(?:\s?(?:and )?[0-5]?\d\s?(?:minutes|m)?)?|\d{1,3}\s?-?(?:minutes|m|min))"
    r"|(?<!in )(?<!after )(?P<bare>\d{2,3})\s?-?(?:minutes|min|m)(?!\w)(?! (?:from|later|to|past|before)\b))(?!\w)"
)
_OR = re.compile(r",\s(?:or\s)?|\s(?:or|oder|ou|o|of|или)\s|\s?/\s?(?=[a-z])")
_MARGIN, _MOST_WAYS = 60, 7
_BARE = re.compile(r"(?:at )?([1-9]|1[0-2])(?:[:.]?([0-5]\d))?(?:\s?(?:h|uhr|o'?clock))?")
_SMALL = range(1, 7)
Window: TypeAlias = tuple[int, int]
"""Minutes of the day, [since, until)."""


@dataclass(frozen=True)
class Wish:
    """`window` are the minutes of the day between which the session may lie; `minutes` is how long it takes.

    `by_night` is the other reading of bare small hours, of which `window` is the one by day.
    `days` are the dates that were named without a time; `meant` is a time, or why there is none.
    """

    meant: Understood | Ambiguous | NotUnderstood | None = None
    days: tuple[date, ...] = ()
    window: Window | None = None
    minutes: int | None = None
    soon: bool = False
    by_night: Window | None = None

    @property
    def understood(self) -> bool:
        """Whether anything is known of the time."""
        return not isinstance(self.meant, NotUnderstood)


def read(text: str, *, now: datetime, zone: str, locale: str = "en") -> Wish:
    """What a person in `zone` (IANA) wishes with `text` at `now` (aware UTC)."""
    text = _ISH.sub(r"around \1", _ANY.sub("", text))
    plain = times.understand(text, now=now, zone=zone, locale=locale)
    typed = tidy(text.replace("`", " "), times.LIMIT)
    if typed is None:
        return Wish(NotUnderstood(WhyNot.TOO_LONG))
    language = language_of(locale)
    said = times.english(typed, language)
    if isinstance(plain, Understood | Ambiguous):
        return Wish(plain)
    if len({found[2] for found in _PART.finditer(said)}) > 1:
        return Wish(
            NotUnderstood(WhyNot.GIBBERISH)
        )  # "tue afternoon or wed morning": neither holds for both
    rest, minutes = _length(said)
    rest, windows = _windows(rest)
    window, by_night = windows[-1] if windows else None, windows[0] if len(windows) > 1 else None
    rest, soon = _soon(rest)
    if rest == said:
        return _alternatives(plain, said, now, zone, locale)
    rest = " ".join(rest.strip(" ,").split())
    if not rest:
        return Wish(None, (), window, minutes, soon, by_night)
    meant = times.understand(rest, now=now, zone=zone, locale=locale)
    wish = _alternatives(meant, rest, now, zone, locale)
    if window and isinstance(wish.meant, Understood | Ambiguous):
        return Wish(NotUnderstood(WhyNot.GIBBERISH))
    return Wish(wish.meant, wish.days, window, minutes, soon, by_night)


def _alternatives(meant: Understanding, text: str, now: datetime, zone: str, locale: str) -> Wish:
    if isinstance(meant, DayOnly):
        return Wish(None, (meant.day, *meant.others))
    if isinstance(meant, Understood | Ambiguous):
        return Wish(meant)
    pieces = _OR.split(text)
    if len(pieces) < 2 or meant.why is not WhyNot.GIBBERISH:
        return Wish(meant)
    ways = _completed(*pieces) if len(pieces) == 2 else tuple(pieces[:_MOST_WAYS])
    found = [times.understand(way, now=now, zone=zone, locale=locale) for way in ways]
    days = [day for each in found if isinstance(each, DayOnly) for day in (each.day, *each.others)]
    if len(days) >= len(found) and all(isinstance(each, DayOnly) for each in found):
        return Wish(None, tuple(sorted(set(days))))
    instants: set[datetime] = set()
    for each in found:
        match each:
            case Understood(at):
                instants.add(at)
            case Ambiguous(readings):
                instants |= set(readings)
            case _:
                return Wish(meant)
    if not 2 <= len(instants) <= times.MOST_READINGS:
        return Wish(meant)
    return Wish(Ambiguous(tuple(sorted(instants)), Why.SEVERAL))


_TIME_AT_END = re.compile(r"\s(?:at )?\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.?m\.?|h|uhr|o'?clock)?$")


def _completed(first: str, second: str) -> tuple[str, str]:
    """Of "tue or wed 3pm" and "tomorrow 3pm or 4pm": what only one of the two says holds for both."""
    clock = _TIME_AT_END.search(f" {second}")
    if clock and not _TIME_AT_END.search(f" {first}") and clock[0].strip() != second:
        return f"{first}{clock[0]}", second
    own = _TIME_AT_END.search(f" {first}")
    if own and clock and clock[0].strip() == second:
        return first, f"{first[: len(first) - len(own[0].lstrip())]}{second}"
    if own and not clock:
        return first, f"{second}{own[0]}"
    return first, second


def _length(text: str) -> tuple[str, int | None]:
    found = _FOR.search(text)
    if not found:
        return text, None
    said = (found["said"] or f"{found['bare']} m").replace("-", " ")
    length = lengths.read(f"in {said}")
    return _without(text, found), None if length is None else int(length.total_seconds()) // 60


def _soon(text: str) -> tuple[str, bool]:
    bare = text.strip(" ,")
    if _SOON.fullmatch(bare):
        return "", True
    found = re.search(r"(?<!\w)(?:asap|as soon as possible)(?!\w)", bare)
    return (_without(bare, found), True) if found else (text, False)


def _windows(text: str) -> tuple[str, tuple[Window, ...]]:
    """The text without the hours in it, and what they can mean: by night and by day where they are small and bare."""
    if found := _BETWEEN.search(text):
        return _narrowed(_without(text, found), text, _between(found["since"], found["until"]))
    if found := _AROUND.search(text):
        about = _readings(found["about"])
        windows = tuple((max(0, at - _MARGIN), min(DAY, at + _MARGIN)) for at in about)
        return _narrowed(_without(text, found), text, windows)
    after = _AFTER.search(text)
    before = _BEFORE.search(_without(text, after) if after else text)
    if after or before:
        rest = text
        for pattern in (_AFTER, _BEFORE):
            rest = pattern.sub(" ", rest, count=1)
        if after and before:
            windows = _between(after["since"], before["until"])
        elif after:
            windows = tuple((since, DAY) for since in _readings(after["since"]) if since < DAY)
        else:
            windows = tuple((0, until) for until in _readings(before["until"] if before else ""))
        return _narrowed(" ".join(rest.split()), text, windows)
    return _part(text) or (text, ())


def _narrowed(rest: str, text: str, windows: tuple[Window, ...]) -> tuple[str, tuple[Window, ...]]:
    """A part of the day that is named as well says which hours are meant."""
    if len(windows) > 1 and (part := _part(rest)):
        rest, ((begin, end),) = part
        windows = tuple(each for each in windows if begin <= each[0] < end) or windows
    return (rest, windows) if windows else (text, ())


def _part(text: str) -> tuple[str, tuple[Window, ...]] | None:
    found = _PART.search(text)
    if found is None:
        return None
    today = " today " if found[1] or found[2] == "tonight" else " "
    return " ".join(f"{text[: found.start()]}{today}{text[found.end() :]}".split()), (_PARTS[found[2]],)


def _between(since: str, until: str) -> tuple[Window, ...]:
    """An end without a sign is the first one behind its begin."""
    ends = _readings(until, every=True)
    windows = []
    for begin in _readings(since, until):
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


def _without(text: str, found: re.Match[str]) -> str:
    return " ".join(f"{text[: found.start()]} {text[found.end() :]}".split())
