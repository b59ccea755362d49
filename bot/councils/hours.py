"""The hours in which a mentor can, as typed: "14:30-17", "from 14", "until 5pm"."""

import re

from bot.language import ENGLISH, reader_locale
from bot.typed import blocks, small_hours
from bot.typed.between import bounds_in_english
from bot.typed.edits import HoursTrouble
from bot.typed.pasted import english
from bot.typed.words import language_of
from core.errors.councils import TimeUnclear
from core.zones import DAY

Bounds = tuple[int | None, int | None]
"""Since and until, wall minutes; None where there is no bound."""

_CLOCK = re.compile(r"(?<=\d) ?(?:uhr|baje|hours|h)\b(?!\d)")
_TIDIED = (
    (re.compile(r"[–—−~]"), "-"),
    (re.compile(r"\b([ap])\.\s?m\b\.?"), r"\1m"),
    (re.compile(r"\bo['’]?clock\b|\bonly\b"), " "),
    (
        re.compile(
            r"\b(?:between|zwischen|entre) (?:las? |as )?(.+) (?:and|und|et|y|e) (?:las? |as )?(.+)"
        ),
        r"\1-\2",
    ),
    (re.compile(r"^\s*(?:from )?(\S+(?: [ap]m)?) (?:on|onwards|or later)\s*$"), r"from \1"),
    (re.compile(r"^\s*(?:after|since|not before)\b"), "from"),
    (re.compile(r"^\s*(?:till|before|not after|to|by)\b"), "until"),
)


def read_hours(text: str) -> tuple[tuple[str, Bounds], ...]:
    """What the hours can mean, each with it written out: two readings of small hours without "am" or "pm".

    Raises TimeUnclear.
    """
    said = text.lower()
    if (language := language_of(reader_locale())) != ENGLISH:
        said = _CLOCK.sub("", bounds_in_english(english(said, language)))
    for pattern, plainly in _TIDIED:
        said = pattern.sub(plainly, said)
    said = " ".join(said.split())
    if small_hours.doubtful(said):
        meant = tuple(small_hours.written_out(said, late=late) for late in (True, False))
    else:
        meant = (said,)
    return tuple((each, _bounds(each, text)) for each in meant)


def _bounds(said: str, text: str) -> Bounds:
    lower = re.fullmatch(r"from (.+)", said)
    upper = re.fullmatch(r"until (.+)", said)
    whole = (
        f"{lower[1]}-24:00"
        if lower and "-" not in said and not re.search(r" (to|until|till) ", said)
        else said
    )
    whole = f"0:00-{upper[1]}" if upper else whole
    read = blocks.read(whole.removeprefix("from "))
    if isinstance(read, HoursTrouble) or len(read) != 1:
        raise TimeUnclear(text, "no_hours")
    [(since, until)] = read
    return (since or None), (None if until % DAY == 0 else until)
