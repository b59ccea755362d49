"""Text and its entities: lengths in UTF-16 units, entities that the service detects, and runs to draw."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlsplit

from playground.telegram.model import Json

FOUND = re.compile(
    r"(?P<bot_command>(?<![\w/@<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/@]))"
    r"|(?P<url>\bhttps?://[^\s<>\"']+[^\s<>\"'.,;:!?)])"
    r"|(?P<email>\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b)"
    r"|(?P<mention>(?<![\w@])@[A-Za-z][A-Za-z0-9_]{2,31}\b)"
    r"|(?P<hashtag>(?<![\w#])#\w*[^\W\d]\w*)"
)
OPAQUE = frozenset({"pre", "code", "text_link", "text_mention"})


def utf16(text: str) -> int:
    """The length that the service counts."""
    return len(text) + sum(character > "\uffff" for character in text)


def checked_url(url: str) -> str | None:
    """The address as the service keeps it, or None where it would not take it (a host needs a dot)."""
    url = url.strip()
    if url.lower().startswith(("tg://", "ton://")):
        return url
    if "://" not in url:
        url = f"http://{url}"
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return None
    labels = host.split(".")
    if (
        parts.scheme.lower() not in {"http", "https"}
        or len(labels) < 2
        or not all(labels)
        or re.search(r"\s", url)
    ):
        return None
    return parts._replace(path=parts.path or "/").geturl()


def trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """The text without the space around it, entities moved along and cut to fit."""
    cut = utf16(text) - utf16(text.lstrip())
    text = text.strip()
    end = utf16(text)
    kept = []
    for entity in entities:
        begin = max(entity["offset"] - cut, 0)
        length = min(entity["offset"] + entity["length"] - cut, end) - begin
        if length > 0:
            kept.append({**entity, "offset": begin, "length": length})
    return text, kept


def with_found(text: str, entities: list[Json]) -> list[Json]:
    """The entities, and the commands, addresses and mentions that the service finds by itself."""
    closed = [entity for entity in entities if entity["type"] in OPAQUE]
    outside = [
        entity
        for entity in entities
        if entity in closed
        or not any(inner["type"] in {"pre", "code"} and _within(entity, inner) for inner in closed)
    ]
    for match in FOUND.finditer(text):
        found = {
            "type": match.lastgroup,
            "offset": utf16(text[: match.start()]),
            "length": utf16(match.group()),
        }
        if not any(_overlap(found, entity) for entity in closed):
            outside.append(found)
    return sorted(outside, key=lambda entity: (entity["offset"], -entity["length"]))


def _within(entity: Json, other: Json) -> bool:
    return bool(
        other["offset"] <= entity["offset"]
        and entity["offset"] + entity["length"] <= other["offset"] + other["length"]
    )


def _overlap(one: Json, other: Json) -> bool:
    return bool(
        one["offset"] < other["offset"] + other["length"]
        and other["offset"] < one["offset"] + one["length"]
    )


@dataclass(frozen=True, slots=True)
class TextRun:
    """A piece of text under the same entities."""

    text: str
    entities: tuple[Json, ...]

    def first(self, kind: str) -> Json | None:
        """The entity of that type over this run."""
        return next((entity for entity in self.entities if entity["type"] == kind), None)


def runs(text: str, entities: list[Json]) -> Iterator[TextRun]:
    """The text cut where an entity begins or ends."""
    units = text.encode("utf-16-le")
    borders = {0, len(units) // 2}
    for entity in entities:
        borders |= {entity["offset"], entity["offset"] + entity["length"]}
    marks = sorted(border for border in borders if 0 <= border <= len(units) // 2)
    for begin, end in pairwise(marks):
        over = tuple(e for e in entities if e["offset"] <= begin and end <= e["offset"] + e["length"])
        yield TextRun(units[begin * 2 : end * 2].decode("utf-16-le"), over)
