"""Typed text made plain before anything reads it."""

import re
import unicodedata

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−→⟶➔➜⇒"), "-")
_QUOTES = dict.fromkeys(map(ord, "’‘`´"), "'")
_ARROW = re.compile(r"(?<![<-])[-=]+>")
_BLANKS = re.compile(r"\s+")


def _plain(character: str) -> str:
    if character == "\n":
        return character
    if unicodedata.category(character)[0] == "C":
        return " "
    return str(unicodedata.decimal(character, character))


def tidy(text: str, limit: int) -> str | None:
    """`text` on one line with plain dashes, quotes and digits, its case kept; None if longer than `limit`.

    Never looks further than a few times `limit`, so its cost does not grow with the text.
    """
    text = text.strip()
    if len(text) > 4 * limit:
        return None
    text = unicodedata.normalize("NFKC", text).translate(_DASHES | _QUOTES)
    text = _BLANKS.sub(" ", _ARROW.sub("-", "".join(map(_plain, text)))).strip()
    return text if len(text) <= limit else None
