"""Text as it is compared and searched: without case, accents and punctuation."""

import unicodedata
from functools import lru_cache

# Letters that are others with something through or beside them, which Unicode does not take apart.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
    | dict.fromkeys("'’ʼ`´", "")
)
_IN_WORDS = "#"  # c# is a word; c++ is one anyhow, for + is no punctuation


def fold(text: str) -> str:
    """`Zoë MÜLLER` as `zoe muller`; what is no text at all, such as half a character, vanishes."""
    if text.isascii() and text.isprintable():
        return text.lower()
    return "".join(map(_plain, unicodedata.normalize("NFKD", text))).casefold()


def words_of(text: str) -> list[str]:
    """`Anne-Marie O'Neill (C++)` as anne, marie, oneill, c++."""
    plain = fold(text).translate(_LETTERS)
    return (plain.translate(_BLANKS) if plain.isascii() else "".join(map(_or_space, plain))).split()


@lru_cache(maxsize=4096)
def topic_of(tag: str) -> str:
    """What a tag is about, however it is spelt: `Machine-Learning` as `machine learning`; "" without any word."""
    return " ".join(words_of(tag))


def _plain(character: str) -> str:
    if unicodedata.combining(character) or "\ufe00" <= character <= "\ufe0f":
        return ""
    unseen = unicodedata.category(character) in {"Cc", "Cf", "Cs"} and not character.isspace()
    return "" if unseen else character


def _or_space(character: str) -> str:
    kept = unicodedata.category(character)[0] in "LMNS" or character in _IN_WORDS
    return character if kept else " "


_BLANKS = str.maketrans({character: _or_space(character) for character in map(chr, range(128))})
