"""Bare small hours, "1-5" or "until 5": of the night or of the afternoon? Found, and written out either way."""

import re

_HOUR = r"([1-6])(?:[:.]([0-5]\d))?"
_LAST = r"([1-9]|1[0-2])(?:[:.]([0-5]\d))?"
_END = r"(?!\s?[ap](?:\.?\s?m)?(?!\w)|\s?\(?\+1|[\w:]|[.-]\d)"
_SMALL = re.compile(
    rf"(?<![\w:.+-]){_HOUR}\s?(?:-|to|till|until|bis)\s?{_LAST}(?:\s?(?:h|uhr))?{_END}"
    rf"|(?<!\S)((?:not )?(?:after|from|since|before|until|till) ){_HOUR}(?:\s?(?:h|uhr))?{_END}"
    r"(?!\s?(?:-|to|till|until|bis)\s?\d)"
)


def doubtful(hours: str) -> bool:
    """Whether lower-case hours, and nothing else, contain some that may be those of the night or of the day."""
    return bool(_SMALL.search(hours))


def written_out(hours: str, *, late: bool) -> str:
    """The hours with each doubtful one as "13:00-17:00", or where not `late` as "01:00-05:00"."""
    return _SMALL.sub(lambda found: _written(found, late=late), hours.lower())


def _written(found: re.Match[str], *, late: bool) -> str:
    if found[5]:
        return f"{found[5]}{_clock(found[6], found[7], late=late)}"
    return f"{_clock(found[1], found[2], late=late)}-{_clock(found[3], found[4], late=late)}"


def _clock(hour: str, minute: str | None, *, late: bool) -> str:
    return f"{int(hour) + 12 * late:02}:{minute or '00'}"
