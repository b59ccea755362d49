"""What stands behind commands in several languages, in the English words that the commands know."""

import re
from collections.abc import Callable

from bot.language import ENGLISH, reader_locale
from bot.sentences import label
from bot.sentences import own as own_text
from bot.typed import admin_words, examples
from bot.typed.words import (
    ADMIN,
    COMMANDS,
    english_words,
    language_of,
    own_words,
    pattern,
    table,
    translated,
)
from bot.ui import Label

_CODE = re.compile(r"(?:[scd]-[0-9a-z]{4}|(?=\S*\d)[0-9a-z]{4})(?:\s+|$)", re.IGNORECASE)
_WHOLE = frozenset({"availability", "schedule", "help"})
"""Commands behind which words of time or other commands stand, too: only the whole text is a word of theirs."""
_OTHERS = frozenset({"book", "mentors", "timezone", "policies", "start"})
"""Commands behind which names, times and places stand."""
_LEADS_ON = frozenset({"calendar", "calendars", "zone"})
"""What stands before somebody's own text behind the commands of which else the whole text is a word."""
_MORE = frozenset(
    {
        "report", "mail", "reminders", "polls", "news", "calendar", "quiet", "typing", "accepting", "active",
        "verified", "mentor", "data", "erase", "record", "receipt", "page", "plan",
    }
)  # fmt: skip
"""Words behind which another one stands."""


def meant(text: str) -> str:
    """A value in the reader's language, such as "ja", "aus" or "keine", in English; other texts as they are."""
    typed = " ".join(text.lower().split())
    return table(language_of(reader_locale()), COMMANDS).get(typed, typed)


def answers(text: str) -> str:
    """Lower-case answers such as "1 sí 2 quizás" in English."""
    return translated(text, language_of(reader_locale()), COMMANDS)


def english(text: str) -> str:
    """Lower-case words of a rule's value, such as "einzeln 3, rat unbegrenzt", in English."""
    return translated(text, language_of(reader_locale()), (*ADMIN, *COMMANDS))


def behind(name: str, text: str) -> str:
    """What was typed behind a command, the words that say what is to be done in English; all else stays as it is."""
    language = language_of(reader_locale())
    if name == "admin":
        return admin_words.english(text, reader_locale())
    if name in _OTHERS:
        return text
    if name in _WHOLE:
        return table(language, COMMANDS).get(text.lower()) or _led_on(text, language)
    return _verbs(text, lambda words: _verb(words, language))


def own(command: str) -> str:
    """A command such as `/sessions S-7F3K cancel` as the reader would type it, and what an example ends in."""
    mine = own_words(language_of(reader_locale()), COMMANDS)
    if not mine:
        return command
    name, _, text = command.removeprefix("/").partition(" ")
    text, example = examples.without(text)
    if name == "admin":
        text = admin_words.own(text, reader_locale())
    elif name in _WHOLE:
        first, _, rest = text.partition(" ")
        text = mine.get(text) or (
            f"{mine.get(first, first)} {rest}".strip() if first in _LEADS_ON else text
        )
    elif name not in _OTHERS:
        text = _verbs(text, lambda words: _own_verb(words, mine))
    return " ".join(filter(None, (f"/{name}", text, label(example) if example else "")))


def own_value(word: str) -> str:
    """A value such as "off" or "usual" as the reader would type it."""
    return own_words(language_of(reader_locale()), COMMANDS).get(word, word)


def own_example(text: str) -> Label:
    """An example alone, such as `tue 15:00`, as the reader would type it."""
    known = next(
        (each for each in (*examples.ALONE, *examples.ENDINGS, *examples.LENGTHS) if each == text), None
    )
    return label(known) if known and language_of(reader_locale()) != ENGLISH else own_text(text)


def own_behind(command: str, text: str) -> str:
    """What can stand behind a command, such as the filter `status:cancelled`, as the reader would type it."""
    return own(f"{command} {text}").removeprefix(f"{own(command)} ")


def _led_on(text: str, language: str) -> str:
    word, _, rest = _verb(text, language)
    return f"{word} {rest}" if word in _LEADS_ON else text


def _verbs(text: str, verb: Callable[[str], tuple[str, str, str]]) -> str:
    """The text with the word behind its code, and those that stand behind that one, as `verb` has them."""
    code = _CODE.match(text)
    start = code.end() if code else 0
    said, rest, more = [], text[start:], True
    while rest and more:
        word, shown, behind_it = verb(rest)
        if not word:
            break
        said.append(shown)
        rest, more = behind_it, word in _MORE
    return f"{text[:start]}{' '.join((*said, rest))}".strip()


def _own_verb(text: str, mine: dict[str, str]) -> tuple[str, str, str]:
    first, _, rest = text.partition(" ")
    if first == "answer":
        rest = " ".join(mine.get(word, word) for word in rest.split())
    return (first, mine[first], rest) if first in mine else ("", "", text)


def _verb(text: str, language: str) -> tuple[str, str, str]:
    """The word at the start of the text: its English, "" where it is none that is known, how it is shown; the rest."""
    found = pattern(language, COMMANDS).match(text.lower())
    if found and len(text) == len(text.lower()) and not text[found.end() :].startswith("-"):
        word = table(language, COMMANDS)[found[0]]
        return word, word, text[found.end() :].strip()
    first, _, rest = text.partition(" ")
    known = first.lower() in english_words(COMMANDS)
    return (first.lower(), first, rest) if known else ("", "", text)
