"""Refusals about recording a session."""

from dataclasses import dataclass
from typing import ClassVar

from core.errors.common import Refusal


@dataclass
class CannotRecord(Refusal):
    """Nobody can record what goes on where the session meets."""

    session: int


@dataclass
class NoRecording(Refusal):
    """There is none that could be opened."""

    moved_on: ClassVar = True
    session: int
