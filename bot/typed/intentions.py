"""What somebody wants in a sentence of their own: "can I book a session with Ana next week after 5?".

The words that say what is wanted are found first. Of what is left, a mentor, a topic and a time are taken. Words that
only make it a sentence mean nothing; all others are given back, so that nobody believes them heard.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Self

from bot.language import ENGLISH
from bot.typed.languages import LANGUAGES
from bot.typed.lengths import amount
from bot.typed.parted import CONJUNCTIONS, together
from bot.typed.tidy import tidy
from bot.typed.words import SENTENCES, language_of, pattern, table

LIMIT = 200
_LONGEST_NAME, _LONGEST_TIME = 3, 14
_LONG_ENOUGH = 4
"""Shorter words of a language that is not one's own mean something else: "der" is German, and Hindi for being late."""
_MARKS = ' ,.;:!?¿¡।…"“”„«»()'
_OF_A_DAY = re.compile(r"(?<=day|row)'s(?!\w)", re.IGNORECASE)
"""Of "tomorrow's" and "friday's"."""
_UNHEARD = 2
"""So many words may be of no use beside a mentor and a time, one less beside a topic, where nothing else is said."""
_POLITE = "polite"
_SESSION = "session"
_SAYS_NOTHING = {".", _POLITE, _SESSION}
_OF_SOMEBODY = re.compile(r"(?<!\w)(?:d['’](\w+)|(\w+?)['’]?s)(?!\w)", re.IGNORECASE)
"""Of "Ana's", "Anas" and "d'Ana"."""
Test = Callable[[str], object]
"""What a text means, nothing where it is not understood."""


@dataclass(frozen=True)
class Fits:
    """What a piece of a sentence may be: a time ahead, a name, a topic.

    `name` is that of a mentor or of somebody with whom one has a session ahead, `met` that of anybody with whom one has
    or had one. `past` is a time that has begun, `over` one that has ended and cannot be one ahead.
    """

    time: Test
    name: Test
    topic: Test
    met: Test
    past: Test
    over: Test

    def anybody(self, said: str) -> bool:
        """Whether somebody is called that."""
        return bool(self.name(said) or self.met(said))


class Intention(StrEnum):
    """What can be asked for in a sentence."""

    BOOK = "book"
    FREE = "free"
    SESSIONS = "sessions"
    PAST = "sessions past"
    MOVE = "move"
    CANCEL = "cancel"
    LATE = "late"
    HOURS = "hours"
    OFF = "hours off"
    HELP = "help"
    QUOTA = "quota"
    POLICIES = "policies"
    MENTEES = "schedule mentees"


_RANKS = {
    Intention.HELP: 0,
    **dict.fromkeys((Intention.SESSIONS, Intention.FREE, Intention.OFF), 1),
}
"""Those that others come before, whose words may stand in the same sentence."""
_DENIED = 2
"""The rank of what somebody does not want: what they want besides comes before it."""
_BY_ITSELF = " alone"
"""Ends the sense of words that say what is wanted only if nothing but a time is said besides: "I can't tomorrow"."""
_LEAST = -1
_INSTEAD = {"instead": "of", "behind instead": "behind of"}
"""What parts the new time from the old one, and whether the old one stands behind it or, in Hindi, before it."""
_MOST = 3
_ACTS = frozenset(
    (Intention.BOOK, Intention.MOVE, Intention.CANCEL, Intention.LATE, Intention.HOURS, Intention.OFF)
)
"""Intentions that change something; others only show it."""
_SHOW_SESSIONS = frozenset((Intention.SESSIONS, Intention.PAST))
_NOT, _NOT_BESIDE, _NOT_WITHIN = _NOTS = "not", "not beside", "not within"
"""What denies the word that follows it, the one on either side of it, whatever stands in the same clause."""
_DENYING = {*_NOTS, f"{Intention.CANCEL}{_BY_ITSELF}"}
"""Also what cancels by itself: "não vou" is "I am not coming", and denies in "não vou cancelar"."""
_CLAUSE_ENDS = re.compile(rf"[,.;:!?…()]|(?<!\w)(?:{CONJUNCTIONS})(?!\w)", re.IGNORECASE)


@dataclass(frozen=True)
class Asked:
    """A sentence, taken apart; each part as it was typed, "" where there is none. `rest` are the words of no use.

    `tail` is what stands behind the words that say what is wanted. Of what is to be
    moved `when` says to what time, `of` when it is now. `denied` are the words by which the intention is not wanted.
    """

    intention: Intention
    name: str = ""
    topic: str = ""
    when: str = ""
    reason: str = ""
    rest: str = ""
    tail: str = ""
    of: str = ""
    denied: str = ""


class _Found(NamedTuple):
    """A word that is known, its sense and where it is."""

    sense: str
    start: int
    end: int

    def denies(self, start: int, end: int, typed: str) -> bool:
        """Whether it says that what stands there is not meant."""
        behind = self.start >= end
        between = typed[end : self.start] if behind else typed[self.end : start]
        if not behind and self.end > start:
            return False
        if self.sense == _NOT_WITHIN:
            return not _CLAUSE_ENDS.search(between)
        return not between.strip() and (self.sense == _NOT_BESIDE or not behind)


class _Heard(NamedTuple):
    """What is wanted, and where the words are that say so; `denied` if they say that it is not."""

    intention: Intention
    start: int
    end: int
    sense: str = ""
    denied: bool = False

    @property
    def by_itself(self) -> bool:
        """Whether it counts only if nothing but a time is said besides."""
        return self.sense.endswith(_BY_ITSELF)

    @property
    def weight(self) -> tuple[int, int]:
        """The larger, the more it counts in a sentence that says several things."""
        rank = _DENIED if self.denied else _RANKS.get(self.intention, _MOST)
        return _LEAST if self.by_itself else rank, self.end - self.start

    def unless(self, nots: Iterable[_Found], typed: str) -> Self:
        """The same, denied by the first of those that does."""
        if self.intention in _ACTS:
            for each in nots:
                if each.denies(self.start, self.end, typed):
                    first, last = min(self.start, each.start), max(self.end, each.end)
                    return self._replace(start=first, end=last, denied=True)
        return self


class _Word(NamedTuple):
    """A piece of the sentence, and its sense: "with", "polite", "." of what only makes it a sentence, "" of others."""

    text: str
    sense: str


def read(text: str, locale: str, fits: Fits) -> Asked | None:
    """The sentence taken apart; None where it asks for nothing.

    Where it only names somebody, a topic or a time, that is what to book: "Can I see Ravi on Thursday at 10?" Where it
    speaks of sessions of a time that is over, those are meant: "sessions last week".
    """
    is_time, is_topic = fits.time, fits.topic
    typed = together(_OF_A_DAY.sub("", tidy(text, LIMIT) or ""))
    typed = _OF_SOMEBODY.sub(lambda of: _named(of, fits.name), typed)
    if not typed or len(typed) != len(typed.lower()):
        return None
    language, found = _heard(typed, locale)
    if found is None and (spoken := _looking_back(typed, locale, fits.over)):
        language, found = spoken, _Heard(Intention.SESSIONS, 0, 0)
    heard = found or _Heard(Intention.BOOK, 0, 0)
    intention, start, end, denied = heard.intention, heard.start, heard.end, heard.denied
    is_name = fits.anybody if intention in _SHOW_SESSIONS else fits.name
    instead = [_Word("", _INSTEAD[heard.sense])] if heard.sense in _INSTEAD else []
    words = [*_words(typed[:start], language), *instead, *_words(typed[end:], language)]
    tail = _tail(typed, start, end, language, is_time)
    reason, words = _reason(words)
    name, words = _marked(
        words, "with", is_name, lambda said: said.isalpha() and not (is_topic(said) or is_time(said))
    )
    topic, words = _marked(words, "about", is_topic)
    if not name:
        name, words = _longest(
            words, _LONGEST_NAME, lambda said: is_name(said) and not is_time(said), only_unknown=True
        )
    when, of = "", ""
    if intention is Intention.MOVE:
        when, words = _marked(words, "to", is_time, most=_LONGEST_TIME)
        of, words = _marked(words, "of", is_time, most=_LONGEST_TIME)
        if when and not of:
            of, words = _longest(words, _LONGEST_TIME, is_time)
    if intention is Intention.LATE:
        when, words = _longest(words, _LONGEST_NAME, amount)
    if intention in _SHOW_SESSIONS:
        test = fits.past if intention is Intention.PAST else fits.over
        when, words = _longest(words, _LONGEST_TIME, test, even_fillers=True)
        if when:
            intention = Intention.PAST
    if not when and intention is not Intention.PAST:
        when, words = _longest(words, _LONGEST_TIME, is_time)
    if intention in (Intention.BOOK, Intention.FREE):
        when, words = _completed(when, words, is_time)
    if not topic:
        topic, words = _longest(words, _LONGEST_NAME, is_topic, only_unknown=True)
    if (intention is Intention.HELP and topic) or (found is None and not name):
        intention = Intention.FREE
    if intention is Intention.FREE and " " not in typed[start:end] and not (name or topic or when):
        return None
    rest = " ".join(word.text for word in words if not word.sense or (word.sense in _NOTS and not denied))
    if heard.by_itself and (rest or reason or name or topic or not when):
        return None
    if intention is Intention.MENTEES:
        if rest or name or topic or reason:
            return None
        if when:
            intention = Intention.SESSIONS
    if intention is Intention.LATE and _longest(words, _LONGEST_TIME, fits.over, even_fillers=True)[0]:
        return None
    if found is None and (
        any(word.sense in _NOTS for word in words)
        or len(rest.split()) > (_UNHEARD if name and when else _UNHEARD - 1 if topic else 0)
        or reason
        or not (name or topic or _is_told(when))
        or any(w.sense == _POLITE for w in words)
    ):
        return None
    return Asked(intention, name, topic, when, reason, rest, tail, of, typed[start:end] if denied else "")


def _named(found: re.Match[str], is_name: Test) -> str:
    """The name of whom something is of, as it is without that; else what was found."""
    whole, bare = found[0], found[1] or found[2]
    return bare if is_name(bare) and not is_name(whole) else whole


def _is_told(when: str) -> bool:
    """Whether a time by itself is one: a number may be anything."""
    return any(letter.isalpha() for letter in when)


def _tail(typed: str, start: int, end: int, language: str, is_time: Test) -> str:
    """What stands behind the words that say what is wanted, and before them what may be a time."""
    behind, before = (_told(text, language, is_time) for text in (typed[end:], typed[:start]))
    heard = not behind or is_time(before)
    return " ".join(filter(None, (before if heard else "", behind)))


def _told(text: str, language: str, is_time: Test) -> str:
    """A text without the words at its ends that only make it a sentence, unless they belong to a time."""
    bare = _without_fillers(text, language)
    time, _ = _longest(_words(text, language), _LONGEST_TIME, is_time)
    return time if bare in time else bare


def _completed(when: str, words: list[_Word], is_time: Test) -> tuple[str, list[_Word]]:
    """A time with what else is said of it elsewhere: a day, hours, a length."""
    while when:
        more, others = _longest(words, _LONGEST_TIME, is_time)
        both = next((said for said in (f"{more} {when}", f"{when} {more}") if more and is_time(said)), "")
        if not both:
            break
        when, words = both, others
    return when, words


def _heard(typed: str, locale: str) -> tuple[str, _Heard | None]:
    """The language in which something is wanted, and what: whichever says more, others than one's own in some words."""
    mine = (language_of(locale), ENGLISH)
    said = {language: list(_found(typed, language)) for language in dict.fromkeys((*mine, *LANGUAGES))}
    wanted = {language: found for language in said if (found := _wanted(said[language]))}
    nots = [
        each
        for language in dict.fromkeys((*mine, *wanted))
        for each in said[language]
        if each.sense in _DENYING
    ]
    own = [each for language in dict.fromkeys(mine) for each in said[language]]
    alone = wanted.keys().isdisjoint(mine)
    heard = [
        (language, each.unless(nots, typed))
        for language, found in wanted.items()
        for each in found
        if language in mine
        or (
            _is_plain(typed[each.start : each.end], alone=alone)
            and not any(
                word.start <= each.start and each.end <= word.end for word in own if word.sense == _POLITE
            )
        )
    ]
    if not heard:
        return max(said, key=lambda each: _known(typed, each)), None
    return max(heard, key=lambda each: (*each[1].weight, _known(typed, each[0])))


def _looking_back(typed: str, locale: str, is_over: Test) -> str:
    """The language in which sessions of a time that is over are spoken of, "" where they are not."""
    for language in dict.fromkeys((language_of(locale), ENGLISH, *LANGUAGES)):
        words = _words(typed, language)
        if any(word.sense == _SESSION for word in words):
            return language if _longest(words, _LONGEST_TIME, is_over, even_fillers=True)[0] else ""
    return ""


def _is_plain(words: str, *, alone: bool) -> bool:
    """Whether words of a language that is not one's own are no accident: several, or the only ones and not short."""
    return len(words) >= _LONG_ENOUGH and (alone or " " in words)


def _known(typed: str, language: str) -> int:
    """How much of a sentence consists of words that are known in a language."""
    return sum(each.end - each.start for each in _found(typed, language))


def _wanted(said: list[_Found]) -> list[_Heard]:
    """Those words that say what is wanted."""
    return [
        _Heard(intention, each.start, each.end, each.sense)
        for each in said
        if (intention := _intention_of(each.sense))
    ]


def _intention_of(sense: str) -> Intention | None:
    if sense in _INSTEAD:
        return Intention.MOVE
    wanted = sense.removesuffix(_BY_ITSELF)
    return Intention(wanted) if wanted in set(Intention) else None


def _found(text: str, language: str) -> Iterator[_Found]:
    """The words of a text that are known in a language."""
    senses = table(language, SENTENCES)
    for each in pattern(language, SENTENCES).finditer(text.lower().replace("’", "'")) if senses else ():
        yield _Found(senses[each[0]], *each.span())


def _words(text: str, language: str) -> list[_Word]:
    """The words of a text, those of more than one taken together."""
    words: list[_Word] = []
    end = 0
    for sense, start, behind in _found(text, language):
        words += [_Word(each, "") for each in text[end:start].split() if each.strip(_MARKS)]
        words.append(_Word(text[start:behind], "." if not sense or _intention_of(sense) else sense))
        end = behind
    return words + [_Word(each, "") for each in text[end:].split() if each.strip(_MARKS)]


def _reason(words: list[_Word]) -> tuple[str, list[_Word]]:
    """What stands behind "because"."""
    for at, word in enumerate(words):
        if word.sense == "because":
            return _joined(words[at + 1 :]), words[:at]
    return "", words


def _marked(
    words: list[_Word],
    mark: str,
    fits: Test,
    or_else: Test = lambda _: False,
    *,
    most: int = _LONGEST_NAME,
) -> tuple[str, list[_Word]]:
    """What fits behind the mark or, in Hindi, before it; where nothing does, the unknown word there, if `or_else`."""
    for at, word in enumerate(words):
        if word.sense not in (mark, f"behind {mark}"):
            continue
        behind = word.sense == mark
        near = words[at + 1 :] if behind else words[:at]
        for size in range(min(most, len(near)), 0, -1):
            those = near[:size] if behind else near[-size:]
            if fits(_joined(those)):
                return _joined(those), _without(words, at, size, behind=behind)
        next_one = near[:1] if behind else near[-1:]
        if next_one and not next_one[0].sense and or_else(_joined(next_one)):
            return _joined(next_one), _without(words, at, 1, behind=behind)
    return "", words


def _without(words: list[_Word], at: int, size: int, *, behind: bool) -> list[_Word]:
    return words[:at] + words[at + size + 1 :] if behind else words[: at - size] + words[at + 1 :]


def _longest(
    words: list[_Word], most: int, fits: Test, *, only_unknown: bool = False, even_fillers: bool = False
) -> tuple[str, list[_Word]]:
    """The longest words in a row that fit, and the others."""
    for size in range(min(most, len(words)), 0, -1):
        for at in range(len(words) - size + 1):
            those = words[at : at + size]
            if only_unknown and any(word.sense for word in those):
                continue
            if not even_fillers and all(word.sense in _SAYS_NOTHING for word in those):
                continue
            if fits(_joined(those)):
                first, last = _trimmed(words, at, at + size, fits)
                return _joined(words[first:last]), words[:at] + words[at + size :]
    return "", words


def _trimmed(words: list[_Word], first: int, last: int, fits: Test) -> tuple[int, int]:
    """Where words that fit begin and end, without those around them that only make it a sentence."""
    meant = fits(_joined(words[first:last]))
    known = next((at for at in range(first, last) if not words[at].sense), last - 1)
    first = next(
        at for at in range(known, first - 1, -1) if at == first or fits(_joined(words[at:last])) == meant
    )
    known = next((at for at in range(last - 1, first, -1) if not words[at].sense), first)
    last = next(
        at for at in range(known + 1, last + 1) if at == last or fits(_joined(words[first:at])) == meant
    )
    return first, last


def _joined(words: list[_Word]) -> str:
    return " ".join(word.text for word in words).strip(_MARKS)


def is_polite(text: str, locale: str) -> bool:
    """Whether it only greets or thanks, in whatever language: there is nothing to do about it."""
    return any(
        {word.sense for word in _words(text, language)} - {".", _SESSION} == {_POLITE}
        for language in dict.fromkeys((language_of(locale), *LANGUAGES))
    )


def _without_fillers(text: str, language: str) -> str:
    """A text without the words at its ends that only make it a sentence."""
    words = _words(text, language)
    while words and words[0].sense in _SAYS_NOTHING:
        words = words[1:]
    while words and words[-1].sense in _SAYS_NOTHING:
        words = words[:-1]
    return _joined(words)
