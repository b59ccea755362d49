"""Feedback, notes and track records in the store."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.attendance import Feedback
from core.people import Role


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """What somebody did about their last sessions, at most 20, in one role."""

    sessions: int = 0
    cancelled: int = 0
    rescheduled: int = 0
    missed: int = 0


@dataclass(frozen=True, slots=True)
class MarkTotals:
    """The sum of the marks that a mentor was given, and how many mentees gave them."""

    overall: int = 0
    usefulness: int = 0
    count: int = 0


class Aftermath(Protocol):
    """What is said about sessions when they are over."""

    def feedback(self, sessions: Iterable[int]) -> Mapping[int, Feedback]:
        """What the mentees of these sessions said, where they did."""

    def add_feedback(self, feedback: Feedback) -> bool:
        """Keep it; False when there is some already."""

    def marks(self, mentors: Iterable[int]) -> Mapping[int, MarkTotals]:
        """The marks of each of these mentors who has any."""

    def note(self, session: int, mentor: int) -> str:
        """The mentor's private note about the session; "" when there is none."""

    def put_note(self, session: int, mentor: int, text: str, now: datetime) -> None:
        """Keep the mentor's private note; "" forgets it."""

    def track_records(self, people: Iterable[int], role: Role) -> Mapping[int, TrackRecord]:
        """What each of these people did about their last 20 sessions that are over or were cancelled."""
