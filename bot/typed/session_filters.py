"""Filters of admins' lists as they are typed: `status:cancelled,no_show mentor: "Ana Lima" from:yesterday pending`.

A value goes on until the next filter, so that names and dates need no quotes. Quotes keep together what looks like one.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from bot.typed.periods import read_days
from core.errors.session_queries import FilterUnclear
from core.folding import words_of
from core.periods import Period
from core.refunds import RefundStatus
from core.session_queries import LATEST_FIRST, MOST, Sort
from core.sessions import Meeting, Status

LIMIT = 500
PAGES = 9_999
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
_TOKEN = re.compile(r'"([^"]*)"|(<@[^>]*>)|([^\s"]+)')
_KEY = re.compile(r"([a-z_-]+)[:=](.*)", re.IGNORECASE | re.DOTALL)
_KEYS = {
    "status": "status", "state": "status",
    "from": "from", "since": "from", "after": "from",
    "to": "to", "until": "to", "till": "to", "before": "to",
    "on": "on", "date": "on", "when": "on", "day": "on",
    "mentor": "mentor", "mentee": "mentee",
    "type": "type", "meeting": "type",
    "refund": "refund", "refunds": "refund",
    "search": "search", "text": "search", "title": "search",
    "sort": "sort", "order": "sort",
    "limit": "limit", "page": "page",
}  # fmt: skip
FILTERS = (
    "status", "from", "to", "on", "mentor", "mentee", "type", "refund", "reassigned", "pending", "search", "sort",
    "limit", "page",
)  # fmt: skip
"""What there is to type."""
_FLAGS = {"reassigned", "pending", "asc", "desc"}
_ONCE = {"from", "to", "on", "sort", "limit", "page", "search"}
STATUSES = {"".join(words_of(each.value.replace("_", " "))): each for each in Status} | {
    "canceled": Status.CANCELLED, "noshows": Status.NO_SHOW, "done": Status.COMPLETED, "running": Status.IN_PROGRESS,
    "booked": Status.SCHEDULED,
}  # fmt: skip
MEETINGS = {"".join(words_of(each.value.replace("_", " "))): each for each in Meeting} | {
    "call": Meeting.AUDIO, "phone": Meeting.AUDIO,
}  # fmt: skip
REFUNDS = {"".join(words_of(each.value.replace("_", " "))): each for each in RefundStatus} | {
    "no": RefundStatus.NONE, "due": RefundStatus.PENDING, "paid": RefundStatus.PROCESSED,
}  # fmt: skip
SORTS = {each.value: each for each in Sort} | {
    "date": Sort.WHEN, "time": Sort.WHEN, "start": Sort.WHEN, "booked": Sort.CREATED, "length": Sort.MINUTES,
    "duration": Sort.MINUTES, "price": Sort.RATE, "code": Sort.CODE,
}  # fmt: skip


@dataclass
class Typed:
    """What was typed for each filter, in order; `flags` are those that stand alone, `rest` words that mean nothing."""

    values: dict[str, list[str]] = field(default_factory=dict)
    flags: set[str] = field(default_factory=set)
    rest: list[str] = field(default_factory=list)

    def one(self, name: str) -> str:
        """The value of a filter that has one; "" for none."""
        return self.values.get(name, [""])[0]


class _Token(NamedTuple):
    text: str
    bare: bool


def read_filters(text: str) -> Typed:
    """The filters of a typed list; raises FilterUnclear for what is none, and for one that stands there twice."""
    if len(text) > LIMIT:
        raise FilterUnclear("too long", text, (str(LIMIT),))
    typed = Typed()
    name, value = "", ""
    for token in _tokens(text):
        found = _KEY.fullmatch(token.text) if token.bare else None
        key = _KEYS.get(found[1].lower()) if found else None
        if found and key is None and "@" not in token.text and "//" not in token.text:
            raise FilterUnclear("filter", found[1], FILTERS)
        if found and key is not None:
            _keep(typed, name, value)
            name, value = key, found[2].strip('"')
            continue
        flag = token.text.lower() if token.bare and token.text.lower() in _FLAGS else ""
        if flag and not (name == "refund" and (not value or value.endswith(","))):
            typed.flags.add(flag)
            continue
        if not name:
            typed.rest.append(token.text)
        else:
            value = f"{value} {token.text}".strip()
    _keep(typed, name, value)
    return typed


def _keep(typed: Typed, name: str, value: str) -> None:
    if not name:
        return
    if name in _ONCE and name in typed.values:
        raise FilterUnclear("twice", name)
    if not value.strip(" ,"):
        raise FilterUnclear("empty", name)
    typed.values.setdefault(name, []).append(value.strip())


def _tokens(text: str) -> Iterator[_Token]:
    """Words; what is quoted is one, also behind its filter. A space behind the colon does not matter."""
    text = re.sub(r"(?<=[A-Za-z])\s*([:=])\s+(?=\S)", r"\1 ", text.translate(_QUOTES))
    for found in _TOKEN.finditer(text):
        quoted, mention, word = found.groups()
        if word is not None:
            yield _Token(word, bare=True)
        else:
            yield _Token(mention if quoted is None else quoted, bare=False)


def several(name: str, text: str, known: Mapping[str, object]) -> list[str]:
    """The names in a list such as `cancelled, no show`, as keys of `known`; raises FilterUnclear."""
    found: list[str] = []
    for piece in re.split(r"[,;|/+]|\band\b|\bor\b", text):
        words = words_of(piece.replace("_", " ").replace("-", " "))
        at = 0
        while at < len(words):
            for size in (3, 2, 1):
                key = "".join(words[at : at + size])
                if key in known:
                    found.append(key)
                    at += size
                    break
            else:
                raise FilterUnclear(name, piece.strip(), tuple(_names(known)))
    return found


def _names(known: Mapping[str, object]) -> list[str]:
    """What can be typed, without the other words for the same."""
    return list(dict.fromkeys(str(value) for value in known.values()))


def read_sort(text: str, flags: set[str]) -> tuple[Sort, bool]:
    """By what, and whether the largest comes first: `when desc`, `-rate`, `title:asc`; raises FilterUnclear."""
    turned = text.startswith("-")
    words = words_of(text.replace(":", " "))
    direction = next((word for word in words if word.startswith(("asc", "desc"))), "")
    direction = direction or next((flag for flag in ("asc", "desc") if flag in flags), "")
    named = [word for word in words if not word.startswith(("asc", "desc"))]
    sort = Sort.WHEN if not named else SORTS.get("".join(named))
    if sort is None:
        raise FilterUnclear("sort", text, tuple(Sort))
    if direction:
        return sort, direction.startswith("desc")
    return sort, turned or sort in LATEST_FIRST


def read_number(name: str, text: str, most: int) -> int:
    """A number from 1 to `most`; raises FilterUnclear."""
    digits = text.strip()
    if not re.fullmatch(r"[0-9]{1,6}", digits) or not 1 <= int(digits) <= most:
        raise FilterUnclear(name, text, ("1", str(most)))
    return int(digits)


def read_limit(text: str) -> int:
    """How many rows a page has; raises FilterUnclear."""
    return read_number("limit", text, MOST)


def days_of(name: str, text: str, today: date, locale: str) -> Period:
    """The days of `yesterday`, `1 jan`, `last month`, `2025`; raises FilterUnclear."""
    found = read_days(text, today, locale)
    if found is None:
        raise FilterUnclear(name, text)
    return found
