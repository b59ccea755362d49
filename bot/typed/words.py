"""Words of several languages, turned into the English ones that the grammars read."""

import re
from collections.abc import Iterator
from functools import cache
from unicodedata import normalize

from bot.typed.languages import LANGUAGES

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july",
    "august", "september", "october", "november", "december",
)  # fmt: skip


_DOTTED = re.compile(r"(?<=[^\W\d]|[\u0900-\u0903\u093a-\u094f])\.(?=[\s,]|$)|॰")
"""The dot of "nov." and that of "नव॰"; that of "25." stays."""
_GLUED = re.compile(
    r"(?<=\d)(?=(?!(?:moro|morrow|mrw|mro|day|nite|night)\b)(?:[^\W\d_]{3,}|hs)\.?(?:[\s,]|$))"
)
"""Where "25nov" and "30min" come apart, but not "2moro"."""

_PART_OF_DAY = re.compile(
    r"(?<!\w)((?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend)s?"
    r"(morgen|früh|vormittag|mittag|nachmittag|abend)s?(?!\w)"
)
"""Of German, which writes them as one: "mittwochabend"."""
_MORNING = dict.fromkeys(("morgen", "früh"), "vormittag")
"""Behind a day; alone "morgen" is tomorrow."""
_DECEMBER = re.compile(r"(?<=\d )(?:(?:of|de) )?dez(?![^\s,])")
"""Of Portuguese, where "dez" is ten elsewhere."""
_MONTH = r" (?:de )?(?:ene|jan|fe[bv]|fév|mar|a[bv]r|ma[yi]|ju[nli]|ago|ao[uû]|sep|oct|nov|di?c|déc)"
_HOUR = (
    r"(?:[:.\d]|(?: ?- ?\d{1,2})? ?(?:(?:h\d*|hs|heures?|horas?|ore|[ap]\.? ?m)(?!\w)|"
    r"(?:du|de la|de l['’]) ?(?:matin|soir|après-midi|nuit|mañana|tarde|noche|madrugada)(?!\w)))"
)
"""What stands behind the number of an hour, and not behind that of a day."""
_TUESDAY = re.compile(
    rf"(?<![\w.])(?<!\d )(?<!\d de )(?<!1er )mar(?!\w)(?! \d{{4}}\b)(?! \d{{1,2}}(?!{_HOUR})(?!{_MONTH}))"
)
"""Of Spanish, French and Italian, where no day of March stands beside it."""
_MARTES = frozenset({"es", "fr", "it"})


_LONG_ENOUGH = 5
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_ACCENTS = re.compile(r"[\u0300-\u036f\u093c]")
"""Those of Latin letters, and the dot below those of Devanagari."""
_HASTE = str.maketrans({"ँ": "ं", "'": None})

TIMES, HOURS, COMMANDS, SENTENCES = ("WORDS",), ("HOURS", "WORDS"), ("COMMANDS",), ("SENTENCES",)
ADMIN = ("ADMIN",)
"""Which words of `bot.typed.languages` are meant, those that come first before others."""

_LETTER = r"[\w\u0900-\u0903\u093a-\u094f'’]"
"""What goes on with a word; to `re` the vowel signs of Devanagari are no letters."""


@cache
def table(language: str, subject: tuple[str, ...] = TIMES) -> dict[str, str]:
    """What people of a language type, in lower case, and the English for it: their own words before those of others."""
    words: dict[str, str] = {}
    own: dict[str, str] = {}
    for block in subject:
        for name, module in LANGUAGES.items():
            for_all, _, for_own = getattr(module, block, "").partition("...")
            for typed, english in _lines(for_all):
                words.setdefault(typed, english)
            for typed, english in _lines(f"{for_all}\n{for_own}" if name == language else ""):
                own.setdefault(typed, english)
    if subject == SENTENCES:
        for typed, english in list(own.items()):
            own.setdefault(_plainly(typed, language), english)
    return words | own


def _plainly(typed: str, language: str) -> str:
    """The same as it is typed in haste: "manana", "loeschen", "whats", "hab ich"; a short word may be another."""
    if len(typed) < _LONG_ENOUGH:
        return typed
    plain = normalize(
        "NFD", typed.replace("habe ich", "hab ich").translate(_UMLAUTS) if language == "de" else typed
    )
    return normalize("NFKC", _ACCENTS.sub("", plain).translate(_HASTE))


@cache
def own_words(language: str, subject: tuple[str, ...]) -> dict[str, str]:
    """English words, and the first that people of another language type for each."""
    if language == "en":
        return {}
    mine: dict[str, str] = {}
    for block in subject:
        for typed, english in _lines(getattr(LANGUAGES.get(language), block, "").replace("...", "")):
            mine.setdefault(english, typed)
    return mine


@cache
def english_words(subject: tuple[str, ...]) -> frozenset[str]:
    """All English words that people of some language have their own word for."""
    blocks = (getattr(module, block, "") for block in subject for module in LANGUAGES.values())
    return frozenset(english for each in blocks for _, english in _lines(each.replace("...", "")))


def _lines(block: str) -> Iterator[tuple[str, str]]:
    for line in filter(None, block.splitlines()):
        english, _, typed = line.partition(": ")
        for word in typed.split(","):
            yield normalize("NFKC", " ".join(word.split())), english.strip()


@cache
def pattern(language: str, subject: tuple[str, ...]) -> re.Pattern[str]:
    """What finds the longest of the words of a language, wherever they stand."""
    words = "|".join(map(re.escape, sorted(table(language, subject), key=len, reverse=True)))
    return re.compile(rf"(?<!{_LETTER})(?:{words or '(?!)'})(?!{_LETTER})")


@cache
def _apart(language: str) -> re.Pattern[str]:
    longest_first = sorted(table(language), key=len, reverse=True)
    return re.compile(r"(?<![^\s,])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![^\s,])")


def language_of(locale: str) -> str:
    """The language of a locale: "pt" of "pt-BR"."""
    return re.split(r"[-_]", locale, maxsplit=1)[0].lower()


def in_english(text: str, language: str) -> str:
    """Lower-case `text` with the time words of every known language in English."""
    known = language if language in LANGUAGES else ""
    words = table(known)
    text = _DECEMBER.sub("december", _DOTTED.sub("", _GLUED.sub(" ", text)))
    text = _PART_OF_DAY.sub(lambda found: f"{found[1]} {_MORNING.get(found[2], found[2])}", text)
    if known in _MARTES:
        text = _TUESDAY.sub("tuesday", text)
    return " ".join(_apart(known).sub(lambda found: words[found[0]], text).split())


def translated(text: str, language: str, subject: tuple[str, ...]) -> str:
    """Lower-case text with the words of a subject in English."""
    words = table(language, subject)
    return " ".join(pattern(language, subject).sub(lambda found: words[found[0]], text).split())
