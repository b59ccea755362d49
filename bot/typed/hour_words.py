"""Words of hours and days off in several languages, turned into the English ones that the grammar of hours reads."""

import re

from bot.typed.words import HOURS, translated

_HOUR = r"\d{1,2}(?:[:.h]\d{2})?"
_BEFORE_ITS_PART = re.compile(
    rf"(?<![\w:.])(?P<hour>{_HOUR})(?: ?h)? (?P<part>morning|afternoon|evening|night)s?(?!\w)"
)
_BEHIND_ITS_PART = re.compile(
    rf"(?<!\w)(?P<part>morning|afternoon|evening|night) (?P<hour>{_HOUR})(?![\w:.]|\s?[ap]m)"
)
_GLUED = re.compile(r"(?<=\d)(?=[^\W\d_]{3,})")
"""Where "17uhr" comes apart."""


def in_english(text: str, language: str) -> str:
    """A text about hours, in lower case, with its words in English; English comes back as it is."""
    typed = " ".join(text.lower().split())
    found = translated(_GLUED.sub(" ", typed), language, HOURS)
    if found == typed:
        return typed
    return _BEHIND_ITS_PART.sub(_with_half, _BEFORE_ITS_PART.sub(_with_half, found))


def _with_half(found: re.Match[str]) -> str:
    """An hour and the part of the day that it is in, `9 morning`, as `9am`."""
    hour, part = found["hour"].replace("h", ":"), found["part"]
    number = int(re.split("[:.]", hour)[0])
    if number > 12:
        return hour
    is_early = part == "morning" or (part == "night" and (number == 12 or number < 6))
    return f"{hour}{'am' if is_early else 'pm'}"
