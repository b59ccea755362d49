"""Refusals about another mentor for a session."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from core.errors.common import Refusal


@dataclass
class AnswerFirst(Refusal):
    """The mentee has to say first how the session goes on, after its mentor cancelled."""

    moved_on: ClassVar = True
    session: int


@dataclass
class ReplacementNotFree(Refusal):
    """A mentor whom the mentee chose cannot take the session on. `reason` is a `core.slots.Reason`, or "suspended".

    `nearest` are free starts near the one that was wanted, where the time may change; `revision` is the session's.
    """

    session: int
    revision: int
    mentor: int
    mentor_name: str
    wanted: datetime
    reason: str
    nearest: tuple[datetime, ...] = ()


@dataclass
class RefundChanged(Refusal):
    """While the mentee decided a limit passed: less comes back now, `pct` percent, than they were shown."""

    session: int
    revision: int
    pct: int
