"""Lengths of time from now in typed text: "in 2h", "half an hour from now". Words are already English."""

import re
from datetime import timedelta

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
