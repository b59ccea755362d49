"""Names that people choose for themselves, as others may be shown them."""

import unicodedata

LIMIT = 100
_BLANK = "\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\U0001d159"
_JOINERS = "\u200c\u200d"  # invisible, and yet part of spelling in many scripts and of many emoji


def shown(name: str) -> str | None:
    """The name on one line, without characters that turn or hide what others read; None where nothing shows."""
    if not any(_shows(character) for character in name):
        return None
    visible = "".join(
        " " if character.isspace() else character
        for character in name
        if character.isspace() or character in _JOINERS or unicodedata.category(character)[0] != "C"
    )
    return " ".join(visible.split())[:LIMIT].strip(_JOINERS + " ") or None


def _shows(letter: str) -> bool:
    """Whether there is something to see: fillers count as letters in Unicode and are blank."""
    return unicodedata.category(letter)[0] in "LNPS" and letter not in _BLANK
