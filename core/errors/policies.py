"""Refusals about the programme's rules."""

from dataclasses import dataclass
from typing import ClassVar

from core.errors.common import Refusal


@dataclass
class NoSuchPreset(Refusal):
    """There is no ready-made set of rules of this name; `near` is the one that comes close, `presets` are all."""

    name: str
    near: str | None
    presets: tuple[str, ...]


@dataclass
class NoSuchPolicy(Refusal):
    """There is no rule of this name; `near` are names that come close."""

    name: str
    near: tuple[str, ...]


@dataclass
class PolicyRefused(Refusal):
    """A rule does not take this value. `problem` is a code, `bound` the least or most that it takes, if that is it."""

    key: str
    problem: str
    bound: int | None = None


@dataclass
class ProposalGone(Refusal):
    """What would change was confirmed or given up before, or something else has been looked at since."""

    moved_on: ClassVar[bool] = True
