"""Typed times as the grammars read them, without what machines, chats and good manners put around them."""

import re

from bot.typed.words import DAYS, MONTHS, in_english

_PUNCTUATION = re.compile(r"[?!()\[\]\"“”„«»;]+|(?<=[^\d])\.$")
_MARKS = re.compile(r"(?<![^\s*_~`])[*_~`]+(?=\S)|(?<=\S)[*_~`]+(?![^\s*_~`])|[·⋅•|]")
"""What chats and calendars put around and between the words that are copied from them."""
_PASTED = (
    (re.compile(r"(\d{4}-\d\d-\d\d)t(?=\d)"), r"\1 "),
    (
        re.compile(r"(?<!\d)(20\d\d)([01]\d)([0-3]\d)t([0-2]\d)([0-5]\d)(?:[0-5]\d)?(?!\d)"),
        r"\1-\2-\3 \4:\5",
    ),
    (re.compile(r"(?<=\d:\d\d:\d\d)[.,]\d{1,9}"), ""),
    (re.compile(r"([+-]\d\d:?[0-5]\d)\s?[\[(][^\])]*[\])]"), r"\1"),
    (re.compile(r"^(?:when|date|time|starts?|wann|quand|cuándo|quando): ?"), ""),
)
"""Forms that machines write, as the grammars read them."""
_COUNTED = re.compile(r"(?:(20\d\d)\s?[年년]\s?)?([1-9]|1[0-2])\s?[月월]\s?(\d{1,2})\s?[日号號일]")
"""Year, month and day, each with its word behind it."""
_CHARACTERS = re.compile(
    r"(?:(?P<half>午前|上午|오전)|(?P<late>午後|下午|오후))?\s?(?P<hour>\d{1,2})\s?[時时點点시]"
    r"(?:\s?(?P<minute>\d{1,2})\s?[分분]|(?P<and_half>半))?"
)
"""Hour and minute, each with its word behind it, and half of the day before them."""
_SYMBOLS = re.compile(r"[\u2600-\u27bf\U0001f000-\U0001faff\ufe0f\u200d]")
_DASHED = re.compile(
    r"(?<![\w-])([^\W\d]+)\.?(?:-|\s(?:à|au|a|al|às|bis|по|до|tot|se|से)\s)([^\W\d]+)(?![\w-])"
)
_FROM_TO = re.compile(
    r"(?<!\w)(?:von|van|d[eoa]s?|du|desde|dalle|с)\s(?:las? |as )?(?P<since>\d{1,2}(?::\d\d)?\s?(?:h|uhr|часов)?)"
    r"\s(?:bis|tot|à|às|a|até|hasta|alle|до)\s(?:las? |as )?(?=\d)"
)
_CLOCK = r"(?<![\d:.])(\d[\d:.]*+(?: ?[ap]m)?)(?: ?baje)?"
_HINDI = (
    (re.compile(r"(?<!\w)(\d{1,2}) (?:तारीख़?|taa?rikh|taa?reekh)(?!\S)"), r"\1th"),
    (
        re.compile(
            rf"{_CLOCK} (?:se|से|aur|और) {_CLOCK} (?:ke beech|ke bich|के बीच|tak|तक)(?: mein| me| में)?(?!\S)"
        ),
        r"between \1 and \2",
    ),
    (re.compile(r"((?:(?<!\S)\S++ (?:minutes|hours)|half an hour)) (?:ke liye|के लिए)(?!\S)"), r"for \1"),
    (re.compile(rf"{_CLOCK} (?:ke baad|के बाद)(?!\S)"), r"after \1"),
    (re.compile(rf"{_CLOCK} (?:se|से) (?:pehle|pahle|पहले)(?!\S)"), r"before \1"),
    (re.compile(rf"{_CLOCK} (?:ke|के) (?:aa?s ?paa?s|आसपास|आस-पास|करीब|लगभग)(?!\S)"), r"around \1"),
    (re.compile(rf"{_CLOCK} (?:tak|तक)(?!\S)"), r"until \1"),
    (re.compile(rf"{_CLOCK} (?:se|से)(?!\S)(?! \d)"), r"from \1"),
)
"""What stands behind its hour."""
_OPENING = re.compile(
    r"^(?:(?:hi|hey|hello|ok|okay|yes|sure|(?:how|what) about|let'?s (?:do|say|meet)|book|"
    r"(?:can|could|shall) we (?:do|meet|say|have))[ ,]+)+"
)
_CLOSING = re.compile(
    r"(?:(?<![ ,])[ ,]++(?:thanks?(?: you)?|thx|please|pls|ok(?:ay)?|sharp|"
    r"if (?:that(?: i|')s )?(?:possible|ok(?:ay)?)|works?(?: for me)?|"
    r"danke|merci|gracias|obrigad[oa]|спасибо|धन्यवाद))+[.! ]*$"
)


def english(typed: str, language: str) -> str:
    """Tidied text in lower case, its time words in English, without marks and such as "how about"."""
    bare = _CLOSING.sub("", _OPENING.sub("", _bare(typed.lower())))
    text = in_english(_DASHED.sub(lambda found: _apart(found, language), bare), language)
    for behind, before in _HINDI:
        text = behind.sub(before, text)
    return text


def _apart(found: re.Match[str], language: str) -> str:
    """Two weekdays such as "lundi à mercredi" with a dash and blanks between, "demi-heure" as it is."""
    ends = {in_english(found[end], language) for end in (1, 2)}
    return f"{found[1]} - {found[2]}" if ends <= set(DAYS) else found[0]


def _bare(text: str) -> str:
    """Lower-case text without the marks around it, dates of machines as the grammars read them."""
    for form, ours in _PASTED:
        text = form.sub(ours, text)
    text = _COUNTED.sub(lambda on: f"{on[3]} {MONTHS[int(on[2]) - 1]} {on[1] or ''} ", text)
    text = _FROM_TO.sub(r"\g<since> - ", text)
    text = _SYMBOLS.sub(" ", _CHARACTERS.sub(_clock_of, text))
    return " ".join(_PUNCTUATION.sub(" ", _MARKS.sub(" ", text)).split())


def _clock_of(on: re.Match[str]) -> str:
    minute = "30" if on["and_half"] else (on["minute"] or "00").zfill(2)
    half = " am" if on["half"] else " pm" if on["late"] else ""
    return f" {on['hour']}:{minute}{half or ' hours'} "
