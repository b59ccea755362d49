"""Lengths of time from now in typed text: "in 2h", "half an hour from now". Words are already English."""

import re
from datetime import timedelta

from bot.language import reader_locale
from bot.typed.words import in_english, language_of

_AMOUNT = (
    r"(?:(?P<half>half (?:an? )?hours?)"
    r"|(?P<one>(?:an?|1) (?:hours|h))(?P<more> and (?:a half|half))?"
    r"|(?P<hours>\d{1,2}(?:[.,]\d)?)\s?(?:hours|h)(?:\s?(?:and )?(?P<rest>[0-5]?\d)\s?(?:minutes|m)?)?"
    r"|(?P<minutes>\d{1,4})\s?(?:minutes|m))"
)
_FORMS = (
    re.compile(rf"(?:in|after) (?:about )?{_AMOUNT}(?: time)?"),
    re.compile(rf"{_AMOUNT} (?:from now|later)(?: from now)?"),
)


def read(text: str) -> timedelta | None:
    """The length of time after now that the whole of `text` names, None if it names none."""
    found = _FORMS[0].fullmatch(text) or _FORMS[1].fullmatch(text)
    if not found:
        return None
    if found["half"]:
        return timedelta(minutes=30)
    if found["one"]:
        return timedelta(minutes=90 if found["more"] else 60)
    if found["minutes"]:
        return timedelta(minutes=int(found["minutes"]))
    return timedelta(hours=float(found["hours"].replace(",", ".")), minutes=int(found["rest"] or 0))


def amount(text: str) -> int | None:
    """The minutes that a length of time such as "15", "2h", "1h30" or "2 days" has, None if it is none."""
    text = _said(text)
    if text in _NOTHING:
        return 0
    if _HALF_HOUR.fullmatch(text):
        return 30
    found = _LENGTH.fullmatch(text)
    if not found or not any(found.groups()):
        return None
    days, hours, minutes = (float((found[name] or "0").replace(",", ".")) for name in ("d", "h", "m"))
    return round(days * 1440 + hours * 60 + minutes)


def shift(text: str) -> int | None:
    """The minutes of "+1h", "-30 min" or "1h earlier", negative for earlier; None if it is none."""
    found = _SHIFT.fullmatch(_said(text))
    minutes = amount(found["length"]) if found else None
    if not found or minutes is None:
        return None
    return -minutes if found["sign"] in {"-", "−", "–"} or found["way"] == "earlier" else minutes


def day_count(text: str) -> int | None:
    """The days that "30", "30 days", "6 weeks" or "2 months" come to, None if they are none."""
    found = _DAYS.fullmatch(_said(text))
    if not found:
        return None
    unit = next((days for name, days in _UNITS.items() if (found[2] or "d").startswith(name)), 1)
    return int(found[1]) * unit


def _said(text: str) -> str:
    """What a reader typed in their own language, in English; a number without a unit has to be one already."""
    typed = " ".join(text.lower().split())
    english = in_english(typed, language_of(reader_locale()))
    return typed if english.isdecimal() else _ONE.sub("1 ", english)


_ONE = re.compile(r"^an? (?=hours|h\b|days|weeks?)")
_NUMBER = r"\d{1,4}(?:[.,]\d{1,2})?"
_LENGTH = re.compile(
    rf"(?:(?P<d>{_NUMBER}) ?(?:days?|d)(?: and)?)? ?"
    rf"(?:(?P<h>{_NUMBER}) ?(?:hours?|hrs?|h)(?: and)?)? ?"
    rf"(?:(?P<m>\d{{1,5}}) ?(?:minutes?|mins?|m)?)?"
)
_SHIFT = re.compile(r"(?P<sign>[+\-−–]?) ?(?P<length>.+?)(?: (?P<way>earlier|later))?")
_NOTHING = frozenset({"none", "no", "0", "nothing"})
_HALF_HOUR = re.compile(r"half (?:an? )?hours?")
_DAYS = re.compile(r"(\d{1,4})(?: ?(days?|d|weeks?|w|months?))?")
_UNITS = {"w": 7, "m": 30}
