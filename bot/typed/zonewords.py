"""The word for a time zone in a typed time: taken out of the text, turned into zones for a given day."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import TypeAlias
from zoneinfo import ZoneInfo

from bot.typed import zones
from bot.typed.places import ABBREVIATIONS

Place: TypeAlias = tuple[str, tzinfo]
"""The IANA name to speak of, and the offset rules to reckon with."""

_OFFSET = re.compile(r"(?<!\w)(?:utc|gmt)\s?[+-]\s?\d{1,2}(?:[:.]?[0-5]\d)?(?![\w:])")
_ISO_OFFSET = re.compile(r"(?<=\d\d:\d\d)\s?\+\d\d:?[0-5]\d$|(?<=\d\d:\d\d)z(?=\s|$)")
_LONGEST_NAME = 4
_ENGLISH_WORDS = frozenset({"art", "cat", "eat", "wat", "west", "wet", "z"})
_COMMON_WORDS = {"de": frozenset({"ist"}), "fr": frozenset({"est", "et"})}


@dataclass(frozen=True)
class ZoneWord:
    """What a text says about its zone: one of the three, or nothing."""

    abbreviation: str = ""
    places: tuple[str, ...] = ()
    offset: timezone | None = None

    def places_at(self, wall: datetime, own: str, now: datetime) -> tuple[Place, ...]:
        """The zones that may be meant for a naive local time, said at `now` by a person in `own`."""
        if self.offset is not None:
            return ((own if self.offset.utcoffset(None) else "UTC", self.offset),)
        if self.places:
            return tuple((zone, ZoneInfo(zone)) for zone in self.places)
        if not self.abbreviation or self._is_of(own, wall, now):
            return ((own, ZoneInfo(own)),)
        minutes, meant = ABBREVIATIONS[self.abbreviation]
        if minutes is None:
            return tuple((zone, ZoneInfo(zone)) for zone in meant)
        nearest = own if own in meant else meant[0]
        return (nearest, ZoneInfo(nearest)), (nearest, timezone(timedelta(minutes=minutes)))

    def zones(self) -> tuple[tzinfo, ...]:
        """Every zone in which "tomorrow" may have been said, beside the person's own."""
        if self.offset is not None:
            return (self.offset,)
        return tuple(map(ZoneInfo, self.places or ABBREVIATIONS.get(self.abbreviation, (0, ()))[1]))

    def _is_of(self, own: str, wall: datetime, now: datetime) -> bool:
        """Whether the person's own zone goes by the abbreviation, now or on that day."""
        zone = ZoneInfo(own)
        minutes, meant = ABBREVIATIONS[self.abbreviation]
        for moment in (now.astimezone(zone), wall.replace(tzinfo=zone)):
            if moment.tzname() == self.abbreviation:
                return True
            if own in meant and minutes is not None and moment.utcoffset() == timedelta(minutes=minutes):
                return True
        return own in meant and self.abbreviation in ("PT", "MT", "CT", "ET", "AST")


def take_out(text: str, *, capitals: frozenset[str], language: str) -> tuple[ZoneWord, str]:
    """The zone word of a lower-case text, and the text without it.

    `capitals` are the words that were typed in capitals: "ET" is a zone, "et" may be French.
    """
    if found := _OFFSET.search(text) or _ISO_OFFSET.search(text):
        minutes = 0 if found[0] == "z" else zones.offset_minutes(found[0].strip())
        if minutes is not None:
            offset = timezone(timedelta(minutes=minutes)) if minutes else UTC
            return ZoneWord(offset=offset), _cut(text, found.start(), found.end())
    words = [(found.start(), found.end()) for found in re.finditer(r"[^\s,]+", text)]
    for size in range(_LONGEST_NAME, 0, -1):
        for (start, _), (_, end) in zip(words, words[size - 1 :], strict=False):
            phrase = text[start:end]
            name = phrase.removesuffix(" time").removesuffix(" local").removesuffix(" standard")
            if word := _named(name, name != phrase or name.upper() in capitals, language):
                return word, _cut(text, start - 3 if text[:start].endswith("in ") else start, end)
    return ZoneWord(), text


def _named(name: str, certain: bool, language: str) -> ZoneWord | None:
    if name.upper() in ABBREVIATIONS:
        is_word = name in _ENGLISH_WORDS or name in _COMMON_WORDS.get(language, ())
        return ZoneWord(abbreviation=name.upper()) if certain or not is_word else None
    if exact := zones.iana(name):
        return ZoneWord(places=(exact,))
    if len(name) > 3 or certain:
        places = zones.named(name)
        return ZoneWord(places=places) if places else None
    return None


def _cut(text: str, start: int, end: int) -> str:
    return " ".join(f"{text[:start]} {text[end:]}".split())
