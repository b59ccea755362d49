"""Phrases whose words stand apart: "ich schaffe es morgen nicht" is read as "ich schaffe es nicht morgen"."""

import re
from functools import cache

from bot.typed.languages import LANGUAGES

_BETWEEN = r"((?: (?:\d+\.|[^\s,;!?…()]*[^\s,.;:!?…()])){1,8}?)"
"""Words of the same clause, of which "20." and "9:30" may be some."""
_CLAUSE_ENDS = r"(?=[.!?…]*(?:$|,| (?:und|aber|weil|denn|da|sondern) ))"


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    lines = (line for module in LANGUAGES.values() for line in getattr(module, "PARTED", "").split("\n"))
    return tuple(_pattern(*line.split(" … ")) for line in lines if line)


def _pattern(first: str, second: str) -> re.Pattern[str]:
    """A second part with a dot behind it stands at the end of a clause."""
    is_last = second.endswith(".")
    behind = re.escape(second.removesuffix(".")) + r"(?!\w)" + (_CLAUSE_ENDS if is_last else "")
    return re.compile(rf"(?<!\w)({re.escape(first)}){_BETWEEN} ({behind})", re.IGNORECASE)


def together(text: str) -> str:
    """The text with the words of each such phrase side by side, in whatever language."""
    for each in _patterns():
        text = each.sub(r"\1 \3\2", text)
    return text
