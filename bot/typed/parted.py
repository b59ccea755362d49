"""Phrases whose words stand apart: "ich schaffe es morgen nicht" is read as "ich schaffe es nicht morgen"."""

import re
from functools import cache

from bot.typed.languages import LANGUAGES

_BETWEEN = r"((?: (?:\d+\.|[^\s,;!?…()]*[^\s,.;:!?…()])){1,8}?)"
"""Words of the same clause, of which "20." and "9:30" may be some."""
CONJUNCTIONS = "und|aber|sondern|weil|denn|also|daher|deshalb"
"""With which another clause begins, of German: others part clauses by a comma where it matters."""
_CLAUSE_ENDS = rf"(?=[.!?…]*(?:$|,| (?:{CONJUNCTIONS}|da) ))"


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    lines = (line for module in LANGUAGES.values() for line in getattr(module, "PARTED", "").split("\n"))
    return tuple(_pattern(line) for line in lines if line)


def _pattern(line: str) -> tuple[re.Pattern[str], str]:
    """Of "first … second" or "first … second = together"; a dot behind the second: at the end of a clause only."""
    parts, _, instead = line.partition(" = ")
    first, second = parts.split(" … ")
    is_last = second.endswith(".")
    behind = re.escape(second.removesuffix(".")) + r"(?!\w)" + (_CLAUSE_ENDS if is_last else "")
    pattern = re.compile(rf"(?<!\w)({re.escape(first)}){_BETWEEN} ({behind})", re.IGNORECASE)
    return pattern, rf"{instead}\2" if instead else r"\1 \3\2"


def together(text: str) -> str:
    """The text with the words of each such phrase side by side, in whatever language."""
    for pattern, joined in _patterns():
        text = pattern.sub(joined, text)
    return text
