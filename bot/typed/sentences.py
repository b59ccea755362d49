"""A typed time taken apart into the words for its day and its clock time."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from bot.typed import clocks, days
from bot.typed.clocks import ClockTime
from bot.typed.days import Days

_PART = re.compile(
    r"(?<!\w)(?:(?:in the|at|during the) )?(?P<this>this )?"
    r"(?P<part>morning|afternoon|evening|night|tonight)(?!\w)"
)
_LAST_LONE_HOUR = 12
"""A number alone may be an hour; above this it may as well be a day of the month."""


class Sentence(NamedTuple):
    """The words for the day ("" where only a clock time was typed), what they mean, and the clock time."""

    phrase: str
    days: Days
    clock: ClockTime | None


def parse(text: str, today: date, read_day: Callable[[str], Days | None]) -> Sentence | None:
    """The one way to read the whole of `text`, zone word taken out; None if there is none, or several."""
    part, text = _part_of_day(text)
    if found := clocks.find(text):
        options = [found]
    elif day := read_day(text):
        return Sentence(text, day, None)
    else:
        options = [] if _is_no_hour(text) else list(clocks.find_lone(text))
    sentences = []
    for clock, rest in options:
        phrase = days.unfilled(rest)
        within = clock.within(part) if part else clock
        meant = read_day(phrase) if phrase else _any_day(today)
        if within and meant:
            sentences.append(Sentence(phrase, meant, within))
    return sentences[0] if sentences else None


def _is_no_hour(text: str) -> bool:
    return text.isdigit() and int(text) > _LAST_LONE_HOUR and len(text) != len("1530")


def _part_of_day(text: str) -> tuple[str, str]:
    """Which part of the day "tonight" or "in the evening" names, and the text with the day it implies."""
    found = _PART.search(text)
    if not found:
        return "", text
    day = " today " if found["this"] or found["part"] == "tonight" else " "
    return found["part"], " ".join(f"{text[: found.start()]}{day}{text[found.end() :]}".split())


def _any_day(today: date) -> Days:
    """The days of a bare clock time: the first on which it is still ahead, in whatever zone."""
    return Days(tuple(today + timedelta(days=n) for n in range(-1, 4)))
