"""Typed places to time zones: "Berlin", "GMT+5:30", "IST", "Europe/Berlin"."""

import re
import zoneinfo
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import get_close_matches
from functools import cache

from bot.typed.places import ABBREVIATIONS, COMMON_ZONES, LIKELY, NOT_PLACES, PLACES, REGIONS, RENAMED
from bot.typed.tidy import tidy

MOST_CHOICES = 8
_LIMIT = 60
_AREAS = frozenset(
    {
        "Africa",
        "America",
        "Antarctica",
        "Arctic",
        "Asia",
        "Atlantic",
        "Australia",
        "Europe",
        "Indian",
        "Pacific",
    }
)
_OFFSET = re.compile(r"(?:utc|gmt)?\s?([+-])\s?(\d{1,2})(?:[:.]?([0-5]\d))?(?:\s?h(?:ours|rs)?)?")
_AROUND = re.compile(
    r"^(?:i am in|i'm in|i live in|in|at|near|from)\s|"
    r"\s(?:(?:local|standard|daylight)\s)?(?:time|timezone|time zone)$|[.!?]+$"
)
_BLANK = re.compile(r"[\s_,]+")


@dataclass(frozen=True)
class ZoneFound:
    """The one IANA zone that was meant."""

    zone: str


@dataclass(frozen=True)
class ZoneChoices:
    """IANA zones (1 to 8) of which the person must pick: none of them is certain."""

    zones: tuple[str, ...]


def understand(text: str, now: datetime) -> ZoneFound | ZoneChoices | None:
    """The zone or zones that `text` names, seen at `now` (aware UTC); None if it names none."""
    plain = tidy(text, _LIMIT)
    if not plain:
        return None
    name = _bare(plain)
    if name in _iana():
        return ZoneFound(_iana()[name])
    if zones := abbreviated(name):
        return _answer(zones)
    if (minutes := offset_minutes(name)) is not None:
        zones = tuple(zone for zone in COMMON_ZONES if _offset_at(zone, now) == minutes)
        return _answer(zones)
    if zones := named(name):
        return _answer(zones)
    alike = _misspelt(name)
    return ZoneChoices(alike[:MOST_CHOICES]) if alike else None


def likely(language_code: str) -> tuple[str, ...]:
    """Zones (at most 8) to offer for a language code ("de", "en-GB"), the likeliest first."""
    language, *rest = re.split(r"[-_]", language_code.lower())
    region = next((REGIONS[part] for part in rest if part in REGIONS), "")
    both = f"{region} {LIKELY.get(language, LIKELY['en'])}".split()
    return tuple(dict.fromkeys(both))[:MOST_CHOICES]


def named(name: str) -> tuple[str, ...]:
    """The zones of a lower-case place name ("new york", "germany"), () if it is not known."""
    return _places().get(_BLANK.sub(" ", name).strip(), ())


def abbreviated(name: str) -> tuple[str, ...]:
    """The zones an abbreviation ("ist", any case) may stand for, () if it is not known."""
    return ABBREVIATIONS[name.upper()][1] if name.upper() in ABBREVIATIONS else ()


def iana(name: str) -> str | None:
    """The IANA zone of that name in any case ("europe/berlin"), None if there is none."""
    return _iana().get(name.lower().replace(" ", "_"))


def offset_minutes(name: str) -> int | None:
    """The minutes east of UTC of "gmt+5:30", "utc-3", "+0530"; None if it is no offset that exists."""
    if not (found := _OFFSET.fullmatch(name)):
        return None
    minutes = int(found[2]) * 60 + int(found[3] or 0)
    if found[1] == "-":
        minutes = -minutes
    return minutes if -12 * 60 <= minutes <= 14 * 60 else None


def _bare(text: str) -> str:
    name, before = text.lower(), ""
    while name != before:
        name, before = _AROUND.sub("", name).strip(), name
    return name


def _answer(zones: tuple[str, ...]) -> ZoneFound | ZoneChoices | None:
    if not zones:
        return None
    return ZoneFound(zones[0]) if len(zones) == 1 else ZoneChoices(zones[:MOST_CHOICES])


def _misspelt(name: str) -> tuple[str, ...]:
    """Zones of names that look like `name`."""
    close = get_close_matches(name, _places(), n=4, cutoff=0.8) if len(name) > 3 else []
    return tuple(dict.fromkeys(zone for match in close for zone in named(match)))


def _offset_at(zone: str, now: datetime) -> int:
    return (now.astimezone(zoneinfo.ZoneInfo(zone)).utcoffset() or timedelta()) // timedelta(minutes=1)


@cache
def _iana() -> dict[str, str]:
    """Full IANA names by their lower-case form, without the relics that have no area."""
    return {zone.lower(): RENAMED.get(zone, zone) for zone in zoneinfo.available_timezones() if "/" in zone}


@cache
def _places() -> dict[str, tuple[str, ...]]:
    places: dict[str, list[str]] = {}
    for line in PLACES.strip().splitlines():
        zone, _, names = line.partition(":")
        for name in names.split(","):
            places.setdefault(name.strip(), []).append(zone)
    for zone in sorted(_iana().values()):
        area, *_, city = zone.split("/")
        name = city.lower().replace("_", " ")
        if area in _AREAS and name not in NOT_PLACES:
            places.setdefault(name, [zone])
    return {name: tuple(zones) for name, zones in places.items()}
