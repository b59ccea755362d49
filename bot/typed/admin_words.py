"""What stands behind `/admin` in the reader's own words, in the English ones that the commands know, and back.

Which words these are goes by the first one: names, reasons and what is written to people stay as they were typed.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache

from bot.typed.words import ADMIN, COMMANDS, english_words, language_of, own_words, pattern, table

_CODE = re.compile(r"[scd]-[0-9a-z]{4}(?:\s+|$)", re.IGNORECASE)
# Only from where a word begins, and up to the next quote: else a long one would be looked through again and again.
_QUOTED = re.compile(r'("[^"]*"|“[^“”]*”|(?<![^\s"“”])[^\s@#"“”]*+[@#]\S*)')
_ACTS = frozenset({"cancel", "message", "csv", "export"})
"""What ends the filters of a list of sessions."""
_SETTINGS = frozenset(
    {"headline", "tags", "bio", "seniority", "rate", "link", "calendly", "active", "accepting", "verified"}
)
_LISTS = frozenset(
    {"members", "quota", "disputes", "jobs", "here", "channels", "failed", "remove", "plans", "workspaces"}
)
"""Behind these all words are filters and the like, or names."""
_OF_POLICIES = frozenset({"set", "use", "confirm", "discard", "presets"})
_SWITCHES = frozenset({"active", "accepting", "verified"})
_BEFORE_COLON = re.compile(r"(?<![^\s:])[^\s:]++(?=:)")
_OF_VERBS = {
    "refund": 1,
    "override": 1,
    "priority": 1,
    "ask": 1,
    "warn": 1,
    "suspend": 1,
    "clear": 1,
    "for": 2,
}
"""How many words that are known may follow these verbs about a session or a dispute."""


@dataclass(frozen=True)
class Lexicon:
    """Words, and what they become; `same` are those that stay, `switches` what "on" and "off" of a setting become."""

    becomes: dict[str, str]
    finds: re.Pattern[str]
    same: frozenset[str]
    switches: Mapping[str, str] = field(default_factory=dict)

    def first(self, text: str) -> tuple[str, str]:
        """The word at the start as it becomes, "" where it is none that is known, and the rest."""
        word, end = self.at(text, _lower(text), 0)
        return (word, text[end:].strip()) if word else ("", text)

    def at(self, text: str, low: str, start: int) -> tuple[str, int]:
        """The word that begins there as it becomes, "" where it is none that is known, and where it ends."""
        found = self.finds.match(low, start)
        if found and found[0]:
            return self.becomes[found[0]], found.end()
        if (end := text.find(" ", start)) < 0:
            end = len(text)
        return (text[start:end] if low[start:end] in self.same else ""), end

    def all(self, text: str) -> str:
        """Every word that is known, but for what is quoted, and mentions."""
        pieces = _QUOTED.split(text)
        return "".join(piece if at % 2 else self._replaced(piece) for at, piece in enumerate(pieces))

    def whole(self, text: str) -> str:
        """The text where all of it is one word that is known, else its words before colons."""
        return self.becomes.get(text.lower()) or _BEFORE_COLON.sub(
            lambda found: self.becomes.get(found[0].lower(), found[0]), text
        )

    def _replaced(self, piece: str) -> str:
        done, end = [], 0
        for found in filter(lambda each: each[0], self.finds.finditer(_lower(piece))):
            done += [piece[end : found.start()], self.becomes[found[0]]]
            end = found.end()
        return "".join((*done, piece[end:]))


def _lower(text: str) -> str:
    """In lower case, each letter where it was: this one alone would become two."""
    return text.replace("İ", "i").lower()


def english(text: str, locale: str) -> str:
    """What a reader of this locale typed behind `/admin`, as the commands know it."""
    verbs, words = _read(language_of(locale))
    return _by_shape(text, verbs, words, lambda word: word)


def own(text: str, locale: str) -> str:
    """What can be typed behind `/admin`, in the reader's own words."""
    verbs, words = _said(language_of(locale))
    known = _read(language_of(locale))[0]
    return _by_shape(text, verbs, words, lambda word: known.becomes.get(word.lower(), word))


def _by_shape(text: str, verbs: Lexicon, words: Lexicon, meaning: Callable[[str], str]) -> str:
    """The text with the words in it that belong to the command; `meaning` of one as it becomes is its English."""
    first, rest = verbs.first(text)
    subject = meaning(first).lower()
    if code := _CODE.match(text):
        return f"{text[: code.end()]}{_verb(text[code.end() :], verbs, words, meaning)}"
    if not first:
        return text
    if subject in _LISTS:
        rest = words.all(rest)
    elif subject in {"stats", "analytics"}:
        rest = words.whole(rest)
    elif subject == "sessions":
        rest = _listed(rest, verbs, words, meaning)
    elif subject in {"session", "dispute"} and (code := _CODE.match(rest)):
        rest = f"{rest[: code.end()]}{_verb(rest[code.end() :], verbs, words, meaning)}"
    elif subject in {"policies", "policy"}:
        verb, more = verbs.first(rest)
        rest = f"{verb} {more}" if meaning(verb) in _OF_POLICIES else rest
    elif subject in {"plan", "mentor", "move", "availability", "mail"}:
        rest = _behind_name(rest, subject, verbs, meaning)
    return f"{first} {rest}".strip()


def _verb(text: str, verbs: Lexicon, words: Lexicon, meaning: Callable[[str], str]) -> str:
    verb, rest = verbs.first(text)
    if not verb:
        return text
    said = [verb]
    for count in range(_OF_VERBS.get(meaning(verb).lower(), 0)):
        word, more = (verbs if count else words).first(rest)
        if not word:
            break
        said.append(word)
        rest = more
    return " ".join((*said, rest)).strip()


def _listed(text: str, verbs: Lexicon, words: Lexicon, meaning: Callable[[str], str]) -> str:
    """Filters up to an act, or what is done with a view."""
    verb, rest = verbs.first(text)
    if meaning(verb) in {
        "save",
        "view",
        "views",
        "open",
        "delete",
        "forget",
        "rename",
    } and not rest.startswith(":"):
        return f"{verb} {rest}".strip()
    low, at = _lower(text), 0
    while at < len(text):
        act, end = verbs.at(text, low, at)
        if act and meaning(act) in _ACTS and not text[:at].rstrip().endswith((":", "=")):
            more = text[end:].strip()
            to, said = words.first(more) if meaning(act) == "message" else ("", more)
            return " ".join(filter(None, (words.all(text[:at]).strip(), act, to, said)))
        at = text.find(" ", at) + 1 or len(text)
    return words.all(text)


def _behind_name(text: str, subject: str, words: Lexicon, meaning: Callable[[str], str]) -> str:
    """What follows somebody's name: the first word that belongs there, what is before and behind stays."""
    wanted = {
        "mentor": _SETTINGS,
        "plan": frozenset({"none", "individual", "council"}),
        "move": frozenset({"by", "to"}),
        "availability": frozenset({"copy from", "copy", "like"}),
        "mail": frozenset[str](),
    }[subject]
    low, at = _lower(text), text.find(" ") + 1
    while 0 < at < len(text):
        word, end = words.at(text, low, at)
        if word and meaning(word) in wanted:
            rest = text[end:].strip()
            rest = words.switches.get(rest, rest) if meaning(word) in _SWITCHES else rest
            return f"{text[:at]}{word} {rest}".strip()
        at = text.find(" ", at) + 1
    return text


@cache
def _read(language: str) -> tuple[Lexicon, Lexicon]:
    """The lexicon for verbs, and that for other words: only one's own, for names of people may be words elsewhere."""
    both, every = (*ADMIN, *COMMANDS), english_words((*ADMIN, *COMMANDS))
    verbs = Lexicon(table(language, both), pattern(language, both), every | _ACTS)
    return verbs, Lexicon(table(language, ADMIN), pattern(language, ADMIN), every)


@cache
def _said(language: str) -> tuple[Lexicon, Lexicon]:
    mine = own_words(language, (*ADMIN, *COMMANDS))
    longest = sorted(mine, key=len, reverse=True)
    finds = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest)) or '(?!)'})(?![\w-])")
    of_commands = own_words(language, COMMANDS)
    switches = {each: of_commands.get(each, each) for each in ("on", "off")}
    lexicon = Lexicon(mine, finds, english_words((*ADMIN, *COMMANDS)) | _ACTS, switches)
    return lexicon, lexicon
