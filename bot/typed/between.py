"""The words between dates, "from", "to" and "and", in whatever language."""

import re

_TO = (
    r"through|thru|thro|up to|till|'?til|until|to|bis(?: zum| einschließlich| inkl\.?)?|hasta(?: el)?|al?|"
    r"jusqu['’]?(?:au|à|a)|au|à|até(?: o| ao)?|ate|ao|fino al?|tot(?: en met)?|t/m|по|до|से|se"
)
_RANGE_WORD = re.compile(rf"(?<=[\s.])(?:{_TO})(?=\s)", re.IGNORECASE)
_FIRST_WORD = re.compile(
    r"^(?:from|vom|von|del?|desde(?: el)?|du|dès|do|da|dal|van|с|со|от)\s", re.IGNORECASE
)
_BETWEEN = re.compile(
    r"^(?:between|zwischen(?: dem)?|entre(?: le| el| o)?|tra il|tussen|между) (?P<first>.+?) "
    r"(?:and|und(?: dem)?|et(?: le)?|y(?: el)?|e(?: o| il)?|en|и) (?P<last>.+)$",
    re.IGNORECASE,
)
_SIGN = re.compile(r"\s*\.{2,}\s*|(?<=\d{4}-\d\d-\d\d)/(?=\d{4}-)")
_ONE_MONTH = re.compile(r"(?<![\d.])(\d{1,2})\.?\s?(?:-|to)\s?(\d{1,2}\.(\d{1,2})\.(?:20\d\d)?)(?!\d)")
"""Two days of a month that is a number: "1.-5.12."."""
_OF = re.compile(r"(?<=[\d.rºo])\sde(?:l| la)?\s")
_LAST_WORD = re.compile(
    r"\s(?:तक|tak|inclusive|included|incl\.?|inklusive|inkl\.?|einschließlich)$", re.IGNORECASE
)
_AND_WORD = re.compile(
    r"\s*(?:[,&+]|(?<!\S)(?:and|plus|und|sowie|y|et|e|en|и|और|aur)(?!\S))\s*", re.IGNORECASE
)


def ranged(phrase: str) -> str:
    """A phrase of dates with "to" for every word or sign between first and last, in whatever language."""
    said = _SIGN.sub(" to ", _BETWEEN.sub(r"\g<first> to \g<last>", _LAST_WORD.sub("", phrase)))
    bare = _FIRST_WORD.sub("", said)
    ranged = _ONE_MONTH.sub(r"\1.\3. to \2", _OF.sub(" of ", _RANGE_WORD.sub("to", bare)))
    return f"from {ranged}" if bare != said and ranged == bare and "-" not in ranged else ranged


def listed(phrase: str) -> list[str]:
    """The pieces between commas and the words for "and", in whatever language."""
    return [piece for piece in _AND_WORD.split(phrase) if piece]


_AT = r"\s(?:las? |as |às |les? |at )?"
_HOUR = r"(?P<since>\d{1,2}(?:[:.h]\d\d)?\s?(?:h|uhr)?)"
_BOUNDS = tuple(
    (re.compile(rf"{words}{_AT}(?=\d|noon|midnight)", re.IGNORECASE), english)
    for words, english in (
        (r"(?:ab|à partir de|desde|a partir d[ea]s?|vanaf|dalle|с)", "from "),
        (r"(?:nach|après|después(?: de)?|depois(?: d[ea]s?)?|na|dopo|после)", "after "),
        (r"(?:vor|avant|antes(?: d[ea]s?)?|voor|prima delle|до)", "before "),
        (r"(?:bis|jusqu['’]à|hasta|até|tot|fino alle)", "until "),
    )
)
_HOURS = re.compile(
    rf"(?:von|van|d[eoa]s?|desde|dalle|с){_AT}{_HOUR}\s(?:bis|tot|à|a|às|até|hasta|alle|до){_AT}(?=\d)",
    re.IGNORECASE,
)


def bounds_in_english(hours: str) -> str:
    """Hours that begin in another language, "ab 15 Uhr" or "de 15h à 17h", as "from 15 Uhr" and "15h - 17h"."""
    if _HOURS.match(hours):
        return _HOURS.sub(r"\g<since> - ", hours, count=1)
    for word, english in _BOUNDS:
        if word.match(hours):
            return word.sub(english, hours, count=1)
    return hours
