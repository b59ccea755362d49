"""Time words of several languages, turned into the English ones that the grammars read."""

import re
from functools import cache
from unicodedata import normalize

from bot.typed.languages import LANGUAGES

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july",
    "august", "september", "october", "november", "december",
)  # fmt: skip


_DOTTED = re.compile(r"(?<=[^\W\d])\.(?=[\s,]|$)")
"""The dot of "nov."; that of "25." stays."""
_GLUED = re.compile(r"(?<=\d)(?=(?!(?:moro|morrow|mrw|mro|day|nite|night)\b)[^\W\d_]{3,}\.?(?:[\s,]|$))")
"""Where "25nov" and "30min" come apart, but not "2moro"."""

_DECEMBER = re.compile(r"(?<=\d )(?:(?:of|de) )?dez(?![^\s,])")
"""Of Portuguese, where "dez" is ten elsewhere."""


@cache
def _table(language: str) -> dict[str, str]:
    shared: dict[str, str] = {}
    own: dict[str, str] = {}
    for name, block in LANGUAGES.items():
        for_all, _, for_own = block.partition("...")
        for part, target in ((for_all, shared), (for_own, own if name == language else {})):
            for line in part.strip().splitlines():
                english, _, typed = line.partition(": ")
                for word in typed.split(","):
                    target.setdefault(normalize("NFKC", " ".join(word.split())), english.strip())
    return shared | own


@cache
def _pattern(language: str) -> re.Pattern[str]:
    longest_first = sorted(_table(language), key=len, reverse=True)
    return re.compile(r"(?<![^\s,])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![^\s,])")


def language_of(locale: str) -> str:
    """The language of a locale: "pt" of "pt-BR"."""
    return re.split(r"[-_]", locale, maxsplit=1)[0].lower()


def in_english(text: str, language: str) -> str:
    """Lower-case `text` with the time words of every known language in English."""
    known = language if language in LANGUAGES else ""
    table = _table(known)
    text = _DECEMBER.sub("december", _DOTTED.sub("", _GLUED.sub(" ", text)))
    return " ".join(_pattern(known).sub(lambda found: table[found[0]], text).split())
