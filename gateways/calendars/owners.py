"""Whose calendar it is: e-mail addresses in its texts."""

import re
from collections.abc import Collection, Iterator, Mapping

_EMAIL = re.compile(r"(?<![^\s:;,=\"<>])[^\s:;,=\"<>]+@[^\s:;,=\"<>]+")


def addresses(text: str) -> Iterator[str]:
    """The e-mail addresses in a text, in small letters."""
    return (found.casefold() for found in _EMAIL.findall(text))


def owners_of(properties: Mapping[str, str], known: Collection[str]) -> frozenset[str]:
    """The owners of a calendar: the `known` ones, and an address that is its whole title, as Google writes it."""
    title = properties.get("X-WR-CALNAME", "")
    return frozenset(known) | ({title.casefold()} if _EMAIL.fullmatch(title) else frozenset())
