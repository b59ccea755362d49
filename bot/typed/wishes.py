"""What somebody wishes for a session: a time, one of several days, hours of a day, a length, or as soon as may be.

What only narrows a choice is taken out first; a clock time or a day must be all that is left.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from bot.typed import bounds, clocks, lengths, times, windows
from bot.typed.clocks import DAY
from bot.typed.days import unfilled
from bot.typed.pasted import english
from bot.typed.tidy import tidy
from bot.typed.times import Ambiguous, DayOnly, NotUnderstood, Understanding, Understood, Why, WhyNot
from bot.typed.windows import PART, Window, without
from bot.typed.words import language_of

_ISH = re.compile(
    r"(?<!\w)(?:at )?(\d{1,2}(?:[:.][0-5]\d)?(?:\s?[ap]m)?|noon|midnight)\s?-?ish(?!\w)", re.IGNORECASE
)
_ANY = re.compile(
    r"(?<!\w)(?:any ?time|some ?time|any day|whenever)\s(?:(?:on|in|during)\s)?(?=\S)", re.IGNORECASE
)
_SOON = re.compile(
    r"(?:as soon as (?:possible|you can|may be)|asap|a\.s\.a\.p\.?|soon(?:est)?|(?:the )?(?:earliest|first|next)"
    r"(?: (?:possible|available|free))*(?: (?:time|slot|date|one))?|now|right now|any ?time|whenever|sofort|jetzt|"
    r"so (?:bald|schnell|früh) wie möglich|möglichst (?:bald|schnell)|(?:bald|schnellst)möglich(?:st)?|"
    r"dès que possible|au plus vite|le plus (?:tôt|vite) possible|cuanto antes|lo (?:antes|más pronto) posible|"
    r"o mais (?:cedo|rápido) possível|assim que possível|o quanto antes|il prima possibile|"
    r"zo (?:snel|spoedig) mogelijk|как можно (?:скорее|раньше|быстрее)|jaldi se jaldi|जल्द से जल्द)"
)
_SOON_THEN = re.compile(
    r"(?<!\w)(?:asap|as soon as possible|(?:the )?(?:earliest|first|next)(?: (?:possible|available|free))+"
    r"(?: (?:time|slot|date|one))?(?: (?:on|in|for))?(?!\w)|(?:the )?earliest(?= next week))"
)
_FOR = re.compile(
    r"(?<!\w)(?:(?:for|für|pour|pendant|durante|por|per|voor|на)\s(?P<said>half an hours?|"
    r"\d{1,2}(?:[.,]5)?\s?(?:hours|h)\s?(?:and )?[0-5]?\d\s?(?:minutes|m)?|"
    r"(?:an? |1 )(?:hours?|h)(?: and (?:a )?half)?|\d{1,2}(?:[.,]5)?\s?(?:hours|h)|\d{1,3}\s?-?(?:minutes|m|min))"
    r"|(?<!in )(?<!after )(?<!about )(?P<bare>\d{2,3}\s?-?(?:minutes|min|m)|half an hours?|"
    r"(?:an? |(?<![.,])\d(?:[.,]5)?[ -]?)hours(?: and a half)?)(?!\w)"
    r"(?! (?:from|later|to|past|before|and)\b))(?!\w)"
)
_OR = re.compile(r",\s(?:or\s)?|\s(?:or|oder|ou|o|of|или)\s|\s?/\s?(?=[a-z])")
_LONG, _MOST_WAYS = 90, 7


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


def read(text: str, *, now: datetime, zone: str, locale: str = "en", guess: bool = True) -> Wish:
    """What a person in `zone` (IANA) wishes with `text` at `now` (aware UTC); `guess` as for times."""
    understand = partial(times.understand, now=now, zone=zone, locale=locale, guess=guess)
    text = _ISH.sub(r"around \1", _ANY.sub("", text))
    plain = understand(text)
    typed = tidy(text.replace("`", " "), times.LIMIT)
    if typed is None:
        return Wish(NotUnderstood(WhyNot.TOO_LONG))
    if _SOON.fullmatch(typed.lower().strip(" ,.!")):
        return Wish(soon=True)
    language = language_of(locale)
    said = english(typed, language)
    if isinstance(plain, Understood | Ambiguous):
        return _lasting(plain, clocks.lasting(said), zone)
    if len({found[2] for found in PART.finditer(said)}) > 1:
        return Wish(
            NotUnderstood(WhyNot.GIBBERISH)
        )  # "tue afternoon or wed morning": neither holds for both
    rest, minutes = _length(said)
    if minutes and isinstance(timed := understand(rest), Understood | Ambiguous):
        return Wish(timed, minutes=minutes)
    found = windows.take_out(rest)
    if found is None:
        return Wish(NotUnderstood(WhyNot.GIBBERISH))
    rest, hours = found
    window, by_night = hours[-1] if hours else None, hours[0] if len(hours) > 1 else None
    rest, soon = _soon(rest)
    today = now.astimezone(ZoneInfo(zone)).date()
    bounded = partial(bounds.read, today=today, day_first=language != "en")
    if rest == said:
        return _alternatives(plain, said, understand, bounded)
    rest = " ".join(rest.strip(" ,").split())
    if not rest:
        return Wish(None, (), window, minutes, soon, by_night)
    meant = understand(rest)
    wish = _alternatives(meant, rest, understand, bounded)
    if window and isinstance(wish.meant, Understood | Ambiguous):
        return Wish(NotUnderstood(WhyNot.GIBBERISH))
    return Wish(wish.meant, wish.days, window, minutes, soon, by_night)


def _lasting(meant: Understood | Ambiguous, minutes: int | None, zone: str) -> Wish:
    """Of "3-4pm" when and how long; a longer time than sessions mostly take is one in which they may lie."""
    if minutes is None or minutes <= _LONG or isinstance(meant, Ambiguous):
        return Wish(meant, minutes=minutes)
    local = meant.at.astimezone(ZoneInfo(zone))
    begin = local.hour * 60 + local.minute
    return Wish(None, (local.date(),), (begin, min(begin + minutes, DAY)))


def _alternatives(
    meant: Understanding,
    text: str,
    understand: Callable[[str], Understanding],
    bounded: Callable[[str], tuple[date, ...]],
) -> Wish:
    if isinstance(meant, DayOnly):
        return Wish(None, (meant.day, *meant.others))
    if isinstance(meant, Understood | Ambiguous):
        return Wish(meant)
    if within := bounded(unfilled(text)):
        return Wish(None, within)
    pieces = _OR.split(text)
    if len(pieces) < 2 or meant.why is not WhyNot.GIBBERISH:
        return Wish(meant)
    ways = _completed(*pieces) if len(pieces) == 2 else tuple(pieces[:_MOST_WAYS])
    found = [understand(way) for way in ways]
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
    said = re.sub(r"(?<=\d)\s?-?(?:min|m)$", " minutes", found["said"] or found["bare"]).replace("-", " ")
    length = lengths.read(f"in {said}")
    return without(text, found), None if length is None else int(length.total_seconds()) // 60


def _soon(text: str) -> tuple[str, bool]:
    bare = text.strip(" ,")
    if _SOON.fullmatch(bare):
        return "", True
    found = _SOON_THEN.search(bare)
    return (without(bare, found), True) if found else (text, False)
