"""What calendars call time zones, beside the names of the IANA database.

Programs write Windows' names, the words of Outlook's list, a city, an offset, or a name with their own address
before it, and often leave out the definition that should come with it.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

_MINUTE = timedelta(minutes=1)
_LARGEST = 15 * 60
_NO_PLACES = ("Etc/", "SystemV/", "US/", "Canada/", "Brazil/", "Mexico/", "Chile/", "posix/", "right/")
_NO_CITIES = frozenset({"north", "south", "east", "west", "act", "lhi", "nsw"})
_LIKE = re.compile(r"(?:UTC|GMT|Z)?\s*([+-])\s*(\d{1,2})(?::?(\d{2}))?(?::?00)?")
_BRACKETED = re.compile(r"\(\s*((?:UTC|GMT)[^()]*)\)\s*(.*)")
_NUMBERED = re.compile(r"\s*[-#_]?\s*\(?\d+\)?$")
_LAST_BRACKETS = re.compile(r"\s*\([^()]*\)$")
_SHORT = {
    "PST": "America/Los_Angeles",
    "PDT": "America/Los_Angeles",
    "MDT": "America/Denver",
    "CDT": "America/Chicago",
    "EDT": "America/New_York",
    "ET": "America/New_York",
    "PT": "America/Los_Angeles",
    "AKST": "America/Anchorage",
    "AKDT": "America/Anchorage",
    "WEST": "Europe/Lisbon",
    "CEST": "Europe/Berlin",
    "MEZ": "Europe/Berlin",
    "MESZ": "Europe/Berlin",
    "EEST": "Europe/Helsinki",
    "MSK": "Europe/Moscow",
    "JST": "Asia/Tokyo",
    "KST": "Asia/Seoul",
    "AEST": "Australia/Brisbane",
    "AEDT": "Australia/Sydney",
    "NZST": "Pacific/Auckland",
    "NZDT": "Pacific/Auckland",
    "Z": "UTC",
    "COORDINATED UNIVERSAL TIME": "UTC",
}
_LISTED = {
    "alaska": "America/Anchorage",
    "arizona": "America/Phoenix",
    "baja california": "America/Tijuana",
    "beijing": "Asia/Shanghai",
    "bern": "Europe/Zurich",
    "brasilia": "America/Sao_Paulo",
    "chennai": "Asia/Kolkata",
    "greenwich mean time": "Europe/London",
    "hawaii": "Pacific/Honolulu",
    "indiana": "America/Indiana/Indianapolis",
    "mumbai": "Asia/Kolkata",
    "new delhi": "Asia/Kolkata",
    "saskatchewan": "America/Regina",
    "west central africa": "Africa/Lagos",
}
"""What stands in Outlook's list and in neither database."""


def world_zone(name: str) -> str | None:
    """The zone of the IANA database that a name means beyond doubt, an address before it left out."""
    parts = name.strip().strip("/").replace(" ", "_").casefold().split("/")
    whole = len(parts) > 1 and not name.startswith("/") and "://" not in name
    for first in range(1 if whole else len(parts)):
        if key := _keys().get("/".join(parts[first:])):
            return key
    return None


@cache
def named_zone(name: str) -> tuple[str | None, bool]:
    """A zone's key, or its fixed offset as `+hhmm`, and whether that is sure; None for a name that says nothing."""
    plain = name.strip().strip('"').replace("\\,", ",").replace("\\;", ";").replace("−", "-").strip()
    last = plain.rstrip("/").rpartition("/")[2].strip()
    for reading in dict.fromkeys((plain, last)):
        known = (
            world_zone(reading) or _offset(reading) or _of_windows(reading) or _SHORT.get(reading.upper())
        )
        if known:
            return known, True
    if bracketed := _BRACKETED.fullmatch(plain):
        return _listed(_offset(bracketed[1]), bracketed[2])
    return _city(last), True


def _listed(offset: str | None, words: str) -> tuple[str | None, bool]:
    """Of Outlook's list: an offset, and cities or a region that must agree with it."""
    for word in _words(words):
        key = _of_windows(word) or _of_windows(f"{word} Standard Time") or _city(word)
        if key and (offset is None or offset in _offsets(key)):
            return key, True
    return offset, not words


def _words(words: str) -> Iterator[str]:
    yield words
    yield _LAST_BRACKETS.sub("", words)
    for word in re.split(r"[,/;]", words):
        yield word.strip()


def _of_windows(name: str) -> str | None:
    folded = re.sub(r"\b(daylight|summer) time\b", "standard time", " ".join(name.casefold().split()))
    known = _windows()
    for reading in (folded, _NUMBERED.sub("", folded), _LAST_BRACKETS.sub("", folded)):
        standard = re.sub(r"(?<!standard) time$", " standard time", reading)
        if key := known.get(reading) or known.get(standard):
            return key
    return None


def _city(name: str) -> str | None:
    return _cities().get(_folded(_NUMBERED.sub("", name)))


def _offset(text: str) -> str | None:
    """`GMT +01:00`, `UTC-5`, `+0530` as `+0100`, `-0500`, `+0530`."""
    plain = text.strip(" ()").upper()
    if plain in {"UTC", "GMT"}:
        return "UTC"
    found = _LIKE.fullmatch(plain)
    if found is None:
        return None
    minutes = int(found[2]) * 60 + int(found[3] or 0)
    return f"{found[1]}{minutes // 60:02}{minutes % 60:02}" if minutes <= _LARGEST else None


def _offsets(key: str) -> set[str]:
    """The offsets of a zone in winter and in summer, as `+hhmm`; UTC also by its name."""
    found = set()
    for month in (1, 7):
        ahead = datetime(2026, month, 1, tzinfo=UTC).astimezone(ZoneInfo(key)).utcoffset()
        assert ahead is not None
        minutes = ahead // _MINUTE
        found.add(f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}")
    return found | ({"UTC"} if "+0000" in found else set())


@cache
def _keys() -> dict[str, str]:
    return {
        key.casefold(): key for key in sorted(available_timezones()) if key not in {"Factory", "localtime"}
    }


@cache
def _windows() -> dict[str, str]:
    return {name.casefold(): key for name, key in WINDOWS_TO_OLSON.items()}


@cache
def _cities() -> dict[str, str]:
    """Zones by the city that they are named after; without cities of one name whose clocks differ."""
    found: dict[str, str] = {}
    unclear = set()
    for key in sorted(_keys().values()):
        city = _folded(key.rpartition("/")[2])
        if "/" not in key or key.startswith(_NO_PLACES) or city in _NO_CITIES:
            continue
        if city in found and _offsets(found[city]) != _offsets(key):
            unclear.add(city)
        found.setdefault(city, key)
    return _LISTED | {city: key for city, key in found.items() if city not in unclear}


def _folded(name: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[_.-]", " ", bare).casefold().split())
