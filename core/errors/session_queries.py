"""Refusals about admins' lists of sessions."""

from dataclasses import dataclass

from core.errors.common import Refusal


@dataclass
class FilterUnclear(Refusal):
    """Part of a typed filter means nothing: `field` is its name or a code of what is wrong, `known` what there is."""

    field: str
    text: str
    known: tuple[str, ...] = ()


@dataclass
class ViewNameTaken(Refusal):
    """Somebody saves a view under a name that another view of theirs has."""


@dataclass
class TooManyViews(Refusal):
    """Nobody keeps more saved views than `most`."""

    most: int
