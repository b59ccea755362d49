"""The reason that stands behind typed dates and hours: never a piece of the dates themselves."""

import re
from datetime import date

from bot.typed import spans
from bot.typed.between import ranged
from bot.typed.clocks import find
from bot.typed.pasted import english
from bot.typed.words import DAYS, MONTHS, in_english

_IN_BRACKETS = re.compile(r"\((?P<said>.*)\)")
_BEHIND_DASH = re.compile(r"-+\s+(?=\D)|[:,]\s*(?=[^\W\d])")
_NAMED = re.compile(r"(?:reason|note|grund|motif|motivo)\s?[:=]\s*", re.IGNORECASE)
_INCLUSIVE = re.compile(
    r"(?:inclusive|inclusief|incluso|included|incl\.?|inklusive|inkl\.?|einschließlich|inclus|incluid[oa]s?|включительно)"
    r"(?!\w)\s*",
    re.IGNORECASE,
)
_BECAUSE = re.compile(r"(?:for|because(?: of)?|due to|wegen|por|pour)\s(?=[^\W\d])", re.IGNORECASE)
_OF_TIME = {
    *DAYS, *MONTHS, "am", "pm", "a.m", "p.m", "today", "tomorrow", "yesterday", "tonight", "morning", "afternoon",
    "evening", "night", "noon", "midnight", "weekend", "weekends", "weekday", "weekdays", "week", "weeks", "day",
    "days", "month", "months", "hour", "hours", "minutes", "h", "uhr", "half", "all", "except", "but", "until",
    "till", "to", "thru", "through", "and", "or", "not", "from", "after", "before", "every", "each", "between",
    "since", "starting", "ending", "next", "this", "last", "mornings", "afternoons", "evenings", "nights", "only",
    "without", "plus", "inclusive", "onwards", "onward", "on", "bis", "hasta", "jusqu'au", "até", "по", "до",
}  # fmt: skip
"""What cannot begin a reason: it says something about the time that was not understood."""
_SIGN = re.compile(r"[^\w(]")
_LASTS = re.compile(
    r"(?<!\w)(?:for|x)\s?\d|(?<!\w)\d+\s?(?:hours|minutes|days|weeks|months|h|m)(?!\w)|"
    r"(?<!\w)(?:rest|remainder|reste|resto|whole|entire) (?:\S+ ){0,3}(?:days?|weeks?|woche|months?|years?)(?!\w)"
)
"""A length of time, its words in English."""
_DAY = re.compile(
    r"(?<!\w)(?:back|return(?:s|ing)?|am|den|on the|until the|le|el|dia) (?:am |on |the |den |le |el |dia )*"
    r"\d{1,2}(?:\.|st|nd|rd|th)?(?!\w)"
)
"""A day of the month without the month."""


def read(rest: str, today: date, language: str, *, timed: bool = False) -> str | None:
    """The reason in what follows dates and hours, "" where nothing follows; None where that is no reason.

    A reason stands in brackets, behind a dash, or begins with a word that cannot be part of a time. Where no hours were
    named (not `timed`), those in it may be meant for them: "back at 3pm".
    """
    rest = (
        _INCLUSIVE.sub("", rest.strip(" ,"), count=1)
        if _INCLUSIVE.match(rest.strip(" ,"))
        else rest.strip(" ,")
    )
    if bracketed := _IN_BRACKETS.fullmatch(rest):
        rest = bracketed["said"].strip()
        return None if _is_of_time(rest, language) else rest
    dash = _BEHIND_DASH.match(rest)
    bare = _NAMED.sub("", _BECAUSE.sub("", rest[dash.end() if dash else 0 :], count=1), count=1)
    if not bare:
        return None if rest else ""
    apart = dash is not None and not dash[0].startswith(",")
    words = english(bare, language)
    doubtful = (
        _is_of_time(bare, language) or _LASTS.search(words) or (not apart and _DAY.search(bare.lower()))
    )
    doubtful = doubtful or (not apart and not timed and find(words) is not None)
    return None if doubtful or _names_dates(bare, today, language, apart=apart) else bare


def _is_of_time(text: str, language: str) -> bool:
    """Whether the first word belongs to a time."""
    first = next(iter(text.lower().split()), "")
    if not first:
        return False
    meant = in_english(first.rstrip(",.:"), language).split()
    return first[0].isdigit() or bool(_SIGN.match(first)) or not _OF_TIME.isdisjoint(meant)


def _names_dates(reason: str, today: date, language: str, *, apart: bool) -> bool:
    """Whether dates stand further behind; in a reason that stands `apart` only those that say when it ends."""
    words = reason.split()
    for at, word in enumerate(words[:-1]):
        joins = _is_of_time(word, language) or ranged(f"x {word} x").split()[1] == "to"
        if (joins or not apart) and spans.read_first(" ".join(words[at + 1 :]), today, language):
            return True
    return False
