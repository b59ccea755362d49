"""Refusals about figures."""

from dataclasses import dataclass

from core.errors.common import Refusal


@dataclass
class PeriodUnclear(Refusal):
    """A period that cannot be meant: `problem` is a code (unclear, reversed, far, open), `text` what was typed."""

    problem: str
    text: str = ""
