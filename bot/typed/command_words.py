"""What stands behind commands in several languages, in the English words that the commands know."""

import re
from collections.abc import Callable

from bot.language import reader_locale
from bot.typed import admin_words
from bot.typed.words import COMMANDS, language_of, own_words, pattern, table, translated

_CODE = re.compile(r"(?:[scd]-[0-9a-z]{4}|(?=\S*\d)[0-9a-z]{4})(?:\s+|$)", re.IGNORECASE)
_WHOLE = frozenset({"availability", "schedule", "help"})
"""Commands behind which words of time or other commands stand, too: only the whole text is a word of theirs."""
_OTHERS = frozenset({"book", "mentors", "timezone", "policies", "start"})
"""Commands behind which names, times and places stand."""
_TWO = frozenset({"report", "mail", "calendar", "quiet", "accepting", "active", "verified", "stop", "jobs"})
"""Words behind which another one stands."""


def meant(text: str) -> str:
    """A value in the reader's language, such as "ja", "aus" or "keine", in English; other texts as they are."""
    typed = " ".join(text.lower().split())
    return table(language_of(reader_locale()), COMMANDS).get(typed, typed)


def answers(text: str) -> str:
    """Lower-case answers such as "1 sí 2 quizás" in English."""
    return translated(text, language_of(reader_locale()), COMMANDS)


def behind(name: str, text: str) -> str:
    """What was typed behind a command, the words that say what is to be done in English; all else stays as it is."""
    language = language_of(reader_locale())
    if name == "admin":
        return admin_words.english(text, reader_locale())
    if name in _OTHERS:
        return text
    if name in _WHOLE:
        return table(language, COMMANDS).get(text.lower(), text)
    return _verbs(text, lambda words: _verb(words, language))


def own(command: str) -> str:
    """A command such as `/sessions S-7F3K cancel` as the reader would type it."""
    name, _, text = command.removeprefix("/").partition(" ")
    if name == "admin":
        return f"/{name} {admin_words.own(text, reader_locale())}".strip()
    mine = own_words(language_of(reader_locale()), COMMANDS)
    if name in _OTHERS:
        return command
    said = mine.get(text, text) if name in _WHOLE else _verbs(text, lambda words: _own_verb(words, mine))
    return f"/{name} {said}".strip()


def own_behind(command: str, text: str) -> str:
    """What can stand behind a command, such as the filter `status:cancelled`, as the reader would type it."""
    return own(f"{command} {text}").removeprefix(f"{own(command)} ")


def _verbs(text: str, verb: Callable[[str], tuple[str, str]]) -> str:
    """The text with the word behind its code, or two of them, as `verb` has it."""
    code = _CODE.match(text)
    start = code.end() if code else 0
    first, rest = verb(text[start:])
    if first in _TWO:
        second, rest = verb(rest)
        first = f"{first} {second}".strip()
    return f"{text[:start]}{first} {rest}".strip() if first else text


def _own_verb(text: str, mine: dict[str, str]) -> tuple[str, str]:
    first, _, rest = text.partition(" ")
    return mine.get(first, first), rest


def _verb(text: str, language: str) -> tuple[str, str]:
    """The word at the start of the text in English, "" where it is none that is known, and the rest."""
    found = pattern(language, COMMANDS).match(text.lower())
    if found and len(text) == len(text.lower()) and not text[found.end() :].startswith("-"):
        return table(language, COMMANDS)[found[0]], text[found.end() :].strip()
    first, _, rest = text.partition(" ")
    return (first, rest) if first.lower() in table(language, COMMANDS).values() else ("", text)
