"""Refusals about sessions that are booked."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from core.errors.common import Refusal


@dataclass
class Stale(Refusal):
    """The session has changed since the button was drawn; `session` shows its present state."""

    moved_on: ClassVar = True
    session: int


@dataclass
class AlreadyOver(Refusal):
    """The session has started or ended, or was cancelled before. `status` is its code."""

    moved_on: ClassVar = True
    session: int
    status: str


@dataclass
class NotAllowed(Refusal):
    """Policy does not let this role do it. `what` is a code, `instead` that of what the role may do."""

    what: str
    session: int
    role: str
    instead: str | None = None


@dataclass
class OnlyFor(Refusal):
    """Only the other party of the session may do this. `role` is the one who may."""

    role: str
    session: int


@dataclass
class TooEarlyToJoin(Refusal):
    """Join opens at `opens`."""

    opens: datetime


@dataclass
class MetInPerson(Refusal):
    """There is nothing to join: the two meet at `place`."""

    session: int
    place: str
