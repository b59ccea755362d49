"""What somebody wishes for a session: a time, one of several days, hours of a day, a length, or as soon as may be.

What only narrows a choice is taken out first; a clock time or a day must be all that is left.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime

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
    r"(?<!\w)(?:in the |at |during the )?(this )?(morning|afternoon|evening|night|tonight)s?(?!\w)"
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
    r"|(?<!in )(?<!after )(?P<bare>\d{2,3})\s?-?(?:minutes|min|m)(?!\w)(?! (?:from|later|to|past|before)))(?!\w)"
)
_OR = re.compile(r",\s(?:or\s)?|\s(?:or|oder|ou|o|of|или)\s|\s?/\s?(?=[a-z])")
_MARGIN, _MOST_WAYS = 60, 7


@dataclass(frozen=True)
class Wish:
    """`window` are the minutes of the day between which the session may lie; `minutes` is how long it takes.

    `days` are the dates that were named without a time; `meant` is a time, or why there is none.
    """

    meant: Understood | Ambiguous | NotUnderstood | None = None
    days: tuple[date, ...] = ()
    window: tuple[int, int] | None = None
    minutes: int | None = None
    soon: bool = False

    @property
    def understood(self) -> bool:
        """Whether anything is known of the time."""
        return not isinstance(self.meant, NotUnderstood)


def read(text: str, *, now: datetime, zone: str, locale: str = "en") -> Wish:
    """What a person in `zone` (IANA) wishes with `text` at `now` (aware UTC)."""
    plain = times.understand(text, now=now, zone=zone, locale=locale)
    typed = tidy(text.replace("`", " "), times.LIMIT)
    if typed is None:
        return Wish(NotUnderstood(WhyNot.TOO_LONG))
    language = language_of(locale)
    said = times.english(typed, language)
    if isinstance(plain, Understood | Ambiguous):
        return Wish(plain)
    rest, minutes = _length(said)
    rest, window = _window(rest)
    rest, soon = _soon(rest)
    if rest == said:
        return _alternatives(plain, said, now, zone, locale)
    rest = " ".join(rest.strip(" ,").split())
    if not rest:
        return Wish(None, (), window, minutes, soon)
    meant = times.understand(rest, now=now, zone=zone, locale=locale)
    wish = _alternatives(meant, rest, now, zone, locale)
    if window and isinstance(wish.meant, Understood | Ambiguous):
        return Wish(NotUnderstood(WhyNot.GIBBERISH))
    return Wish(wish.meant, wish.days, window, minutes, soon)


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
    return Wish(Ambiguous(tuple(sorted(instants)), Why.WHICH_DAY))


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


def _window(text: str) -> tuple[str, tuple[int, int] | None]:
    if found := _BETWEEN.search(text):
        since, until = _minute(found["since"], found["until"]), _minute(found["until"])
        if since is None or until is None or until <= since:
            return text, None
        return _without(text, found), (since, until)
    if found := _AROUND.search(text):
        about = _minute(found["about"])
        return (
            (_without(text, found), (max(0, about - _MARGIN), min(DAY, about + _MARGIN)))
            if about
            else (text, None)
        )
    after, before = _AFTER.search(text), _BEFORE.search(text)
    if after or before:
        since = _minute(after["since"]) if after else 0
        until = _minute(before["until"]) if before else DAY
        if since is None or until is None or until <= since:
            return text, None
        for pattern in (_AFTER, _BEFORE):
            text = pattern.sub(" ", text, count=1)
        return " ".join(text.split()), (since, until)
    if found := _PART.search(text):
        today = " today " if found[1] or found[2] == "tonight" else " "
        return " ".join(f"{text[: found.start()]}{today}{text[found.end() :]}".split()), _PARTS[found[2]]
    return text, None


def _minute(typed: str, end: str = "") -> int | None:
    """The minute of the day; an hour without a sign is of the day, not of the night."""
    if "noon" in typed:
        return NOON
    if "midnight" in typed:
        return DAY
    found = re.match(r"(?:at )?(\d{1,2})[:.]?([0-5]\d)?\s?([ap])?", typed)
    if not found:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if not half and end and (half_of_end := re.search(r"\d\s?([ap])\.?m", end)):
        same = _minute(f"{found[1]}:{minute:02}{half_of_end[1]}m")
        last = _minute(end)
        if same is not None and last is not None and same < last:
            return same
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    elif not half and 1 <= hour <= 6 and not found[1].startswith("0"):
        hour += 12
    return hour * 60 + minute if hour <= 24 else None


def _without(text: str, found: re.Match[str]) -> str:
    return " ".join(f"{text[: found.start()]} {text[found.end() :]}".split())
