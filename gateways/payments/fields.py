"""Reads what providers send, whose shapes vary: what is not as expected is as good as not there."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

Fields = Mapping[str, Any]
NONE: Fields = {}
_REFERENCE = re.compile(r"S-[0-9A-Z]{4}\.[0-9]+(-[0-9a-z]+)?")


def part(of: Fields, *names: str) -> Fields:
    """The object within, along these names; empty where there is none."""
    for name in names:
        inner = of.get(name)
        if not isinstance(inner, dict):
            return NONE
        of = inner
    return of


def parts(of: Fields, name: str) -> Sequence[Fields]:
    """The objects of a list; none where it is null or something else."""
    inner = of.get(name)
    return [each for each in inner if isinstance(each, dict)] if isinstance(inner, list) else []


def text(of: Fields, name: str) -> str:
    """The text; "" where there is none."""
    said = of.get(name)
    return said if isinstance(said, str) else ""


def number(of: Fields, name: str) -> int | None:
    """The whole number; None where there is none."""
    said = of.get(name)
    return said if isinstance(said, int) and not isinstance(said, bool) else None


def ours(*references: str) -> str:
    """The first that names an attempt to pay for a session; "" where none does."""
    return next((each for each in references if _REFERENCE.fullmatch(each)), "")
