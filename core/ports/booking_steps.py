"""Steps on the way to a booking, and the attempts that they make."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from core.booking_steps import Attempt, Funnel, KeptStep
from core.ports.statistics import Span


class BookingSteps(Protocol):
    """Steps come with the end of their delivery (`core.inbox`), and are made into attempts later."""

    def takers(self) -> Sequence[int]:
        """The people with steps that belong to no attempt yet, who took the oldest first."""

    def waiting(self, people: Collection[int]) -> Sequence[KeptStep]:
        """Their steps that belong to no attempt yet, oldest first; nobody else is given any meanwhile."""

    def attempts(self, people: Collection[int], since: datetime) -> Mapping[int, Attempt]:
        """The last attempt of each, where it was begun at `since` or later."""

    def booked(self, holds: Collection[int]) -> frozenset[int]:
        """Which of these holds are sessions that did not end unpaid."""

    def save(self, attempts: Iterable[Attempt]) -> None:
        """Insert or replace."""

    def settle(self, steps: Iterable[KeptStep]) -> None:
        """These belong to attempts now."""

    def funnel(self, span: Span) -> Funnel:
        """The attempts that were begun within the span."""
