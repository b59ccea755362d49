"""A pseudo-language: English in wide letters, so that words which were never translated are seen at once.

Sentences, dates, numbers and lists come out wide for whoever reads a language other than plain English. What stands in
plain letters was typed by somebody, or is a command or the name of a place, or has been forgotten, or was said outside
`reading_as`. A wide letter is one character too, so that nothing is cut elsewhere than in English.
"""

import re
import string
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import Field, fields, is_dataclass, replace
from enum import Enum
from functools import cache
from gettext import NullTranslations
from pkgutil import resolve_name
from string import Formatter
from typing import Any, TypeVar
from unittest.mock import patch
from zoneinfo import available_timezones

from bot import dates, language
from bot.language import ENGLISH, reader_locale
from bot.ui import Code, SelectField, When, Who

LOCALE = "en-150"
"""Whose dates, numbers and lists are those of plain English."""
T = TypeVar("T")
_WIDER = {ord(letter): ord(letter) + 0xFEE0 for letter in string.ascii_letters}
_NARROWER = {wider: plain for plain, wider in _WIDER.items()}
WIDE = re.compile("[Ａ-Ｚａ-ｚ]")
_WORD = re.compile(r"[A-Za-z]\w*")
_NAMES = re.compile(
    r"https?://\S+|\b[SCD]-[0-9A-Z]{4}\b|\b[0-9A-Z]{5}-[0-9A-Z]{5}\b|(?<![\w.])[@#]\w[\w-]*|(?<!\w)/[a-z]+(?: [a-z]+)*|"
    r"\b(?:Parley|Slack|Telegram|UTC|GMT|CES?T|EUR|INR|JPY|USD)\b|"
    r"\b(?:English(?: \(\w+\))?|Deutsch|español|français|português(?: \(Brasil\))?|हिन्दी)"
)
"""What is the same in every language: codes, names, and languages as who speaks them calls them."""
_TYPED = re.compile(
    r"\b(?:mon|tue|wed|thu|fri|sat|sun|weekdays)\b|\b(?:break|buffer|blocked) (?=\d)|(?:(?<=^)|(?<= ))closed\b|"
    r"\b(?:24 dec|24-31 dec|25 Nov 4pm|tomorrow|next week|24 Nov - 4 Dec)\b|"
    r"\b(?:15 min|72 h|2h|1 day|3 days|6 weeks|Berlin|off|usual|aus|üblich)\b"
)
"""What can be typed, where an example of it is shown or was filled in: in English, or as a German reader would."""
_ZONES = {zone for zone in available_timezones() if "/" in zone}
_CITIES = {zone.split("/")[-1].replace("_", " ") for zone in _ZONES}
_ZONE = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, _ZONES | _CITIES), reverse=True))})")
_UNREAD = {"needed_with", "since", "action", "url", "id", "name", "initial", "zone"}
"""Fields of what is shown that are no words, or somebody's own."""


nothing_counted: list[str] = []
"""Sentences about a number of things that were said of none: they have to be said in words."""


class Pseudo(NullTranslations):
    """Every sentence in wide letters; its fields stay as they are."""

    def gettext(self, message: str) -> str:
        return wide_sentence(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        if not n:
            nothing_counted.append(msgid2)
        return wide_sentence(msgid1 if n == 1 else msgid2)


def wide(text: str) -> str:
    """The text in wide letters."""
    return text.translate(_WIDER)


@cache
def wide_sentence(sentence: str) -> str:
    """The sentence in wide letters, without its fields."""
    return "".join(
        wide(literal).replace("{", "{{").replace("}", "}}") + ("" if name is None else f"{{{name}}}")
        for literal, name, _, _ in Formatter().parse(sentence)
    )


def _wide_names(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(wide(name) for name in names)


def _wide_patterns(patterns: Mapping[str, str]) -> Mapping[str, str]:
    return {name: wide_sentence(pattern) for name, pattern in patterns.items()}


_MADE: dict[str, Callable[[Any], Any]] = {
    "babel.dates.format_date": wide,
    "babel.dates.format_time": wide,
    "babel.dates.format_skeleton": wide,
    "babel.dates.format_interval": wide,
    "babel.numbers.format_currency": wide,
    "babel.numbers.format_decimal": wide,
    "babel.numbers.format_percent": wide,
    "bot.dates._names": _wide_names,
    "bot.sentences._patterns": _wide_patterns,
}
"""What makes words by the reader's locale, and how these become wide."""


@contextmanager
def spoken() -> Iterator[None]:
    """Whoever reads a language other than plain English reads the pseudo-language."""
    with ExitStack() as stack:
        dates._day_in.cache_clear()  # days as they were written before
        stack.callback(dates._day_in.cache_clear)
        stack.enter_context(patch.object(language, "_catalogues", {}))
        stack.enter_context(patch.object(language, "_catalogue", _catalogue))
        for path, widen in _MADE.items():
            stack.enter_context(patch(path, _widened(resolve_name(path), widen)))
        yield


def is_spoken() -> bool:
    """Whether that is so now."""
    return language._catalogue is _catalogue


def _catalogue(locale: str) -> NullTranslations:
    return NullTranslations() if locale == ENGLISH else Pseudo()


def _widened(make: Callable[..., Any], widen: Callable[[Any], Any]) -> Callable[..., Any]:
    def made(*args: Any, **kwargs: Any) -> Any:
        english = make(*args, **kwargs)
        return english if reader_locale() == ENGLISH else widen(english)

    return made


def in_english(shown: T) -> T:
    """A text, a card, a form, or anything that holds some, in plain letters."""
    made: Any = shown
    match shown:
        case Enum():
            pass
        case str():
            made = shown if shown.isascii() else shown.translate(_NARROWER)
        case tuple():
            read = tuple(in_english(each) for each in shown)
            made = read if any(now is not was for now, was in zip(read, shown, strict=True)) else shown
        case _:
            was = {field.name: getattr(shown, field.name) for field in _fields(made) if field.init}
            now = {name: in_english(value) for name, value in was.items()}
            changed = {name: value for name, value in now.items() if value is not was[name]}
            made = replace(made, **changed) if changed else shown
    return made  # type: ignore[no-any-return]


def _fields(shown: object) -> tuple[Field[Any], ...]:
    """Of what a dataclass made; none of anything else."""
    return _fields_of(type(shown))  # type: ignore[arg-type]


@cache
def _fields_of(kind: type) -> tuple[Field[Any], ...]:
    return fields(kind) if is_dataclass(kind) else ()


def forgotten(shown: object, typed: Collection[str]) -> list[str]:
    """Words that people would read in English whatever their language; `typed` are those that somebody typed."""
    return [
        f"{word} in {text!r}"
        for text in _texts(shown)
        if any(word not in typed for word in words(text))
        for word in words(_TYPED.sub("", _ZONE.sub("", _NAMES.sub("", text))))
        if word not in typed
    ]


def words(text: str) -> list[str]:
    """The words in plain letters."""
    return _WORD.findall(text)


def _texts(shown: Any) -> Iterator[str]:
    match shown:
        case Enum() | Code() | When() | Who():
            return
        case str():
            yield shown
        case tuple() | list():
            for each in shown:
                yield from _texts(each)
        case SelectField(label=label, options=options, hint=hint):
            yield from (label, hint, *(text for _, text in options))
        case _:
            for name in (field.name for field in _fields(shown)):
                value = getattr(shown, name)
                if name == "errors":
                    yield from (text for _, text in value)
                elif name not in _UNREAD:
                    yield from _texts(value)
