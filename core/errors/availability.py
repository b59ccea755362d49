"""Refusals about a mentor's hours."""

from dataclasses import dataclass

from core.errors.common import Refusal


@dataclass
class HoursUnclear(Refusal):
    """Hours make no sense: `problem` is a code, `fragment` the words, `field` the number to blame, if one is."""

    problem: str
    fragment: str = ""
    field: str = ""
