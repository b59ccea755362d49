"""Days between bounds in typed text: "before friday", "from wednesday on", "early next week"; in English time words."""

import re
from datetime import date, timedelta

from bot.typed import days

_BEFORE = re.compile(
    r"(?:before|vor|avant|antes|prima|до) (?:(?:dem|le|de|del|da|do|di) )?(.+)|(.+) (?:से|se) (?:पहले|pehle|pahle)"
)
_BY = re.compile(
    r"(?:by|until|till|up to|no later than|spätestens|hasta|até|ate|entro) (?:(?:dem|zum|el|à|au|a) )?(.+)"
    r"|(.+) (?:तक|tak)"
)
_AFTER = re.compile(
    r"(?:after|nach|après|después|despues|depois|dopo|после) (?:(?:dem|le|de|del|da|do) )?(.+)"
    r"|(.+) (?:के|ke) (?:बाद|baad)"
)
_FROM = re.compile(
    r"(?:from|starting|not before|ab|à partir|a partir|desde|dès) (?:(?:dem|de|du|del|da|do|le|el) )?(.+?)"
    r"(?: (?:on|onwards?))?"
)
_PART_OF_WEEK = re.compile(r"(early|mid|late) (?:in )?(next week|this week)")
_PARTS = {"early": (0, 3), "mid": (1, 3), "late": (3, 2)}
"""The first day of each, counted from Monday, and how many it has."""
_DAY, _MOST_DAYS = timedelta(days=1), 7


def read(text: str, today: date, *, day_first: bool = False) -> tuple[date, ...]:
    """The days that are meant, none of them past: all where the end is named, the first where only the begin is.

    Empty where nothing is understood, or it is more than a week of days. `day_first` as for days.
    """

    def bound(pattern: re.Pattern[str]) -> date | None:
        found = pattern.fullmatch(text)
        named = days.read(found[found.lastindex or 1], today, day_first=day_first) if found else None
        return None if named is None or named.doubt or named.vague else named.dates[0]

    if found := _PART_OF_WEEK.fullmatch(text):
        first, count = _PARTS[found[1]]
        monday = today - today.weekday() * _DAY + (7 * _DAY if found[2] == "next week" else 0 * _DAY)
        return _between(max(monday + first * _DAY, today), monday + (first + count) * _DAY)
    if last := bound(_BY):
        return _between(today, last + _DAY)
    if end := bound(_BEFORE):
        return _between(today, end)
    if begin := bound(_FROM):
        return (begin,) if begin >= today else ()
    if before := bound(_AFTER):
        return (before + _DAY,) if before >= today else ()
    return ()


def _between(first: date, end: date) -> tuple[date, ...]:
    count = (end - first).days
    return tuple(first + n * _DAY for n in range(count)) if count <= _MOST_DAYS else ()
