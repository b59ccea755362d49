"""Requests to reschedule in the store."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from core.reschedules import RescheduleRequest


class Reschedules(Protocol):
    """Requests to reschedule sessions."""

    def get(self, request: int) -> RescheduleRequest | None:
        """The request."""

    def of(self, sessions: Iterable[int]) -> Mapping[int, Sequence[RescheduleRequest]]:
        """All requests about each of these sessions that has any, oldest first."""

    def put(self, request: RescheduleRequest, *, was: int | None = None) -> None:
        """A new request, or a later state of the open one that has `was` proposals.

        Raises core.errors.rescheduling.RequestOpen where the session has another, and Stale where the one has moved on.
        """

    def overdue(self, now: datetime) -> Sequence[int]:
        """Open requests whose time is over, the longest waiting first."""

    def moved_since(self, mentor: int, since: datetime) -> int:
        """How many requests of this mentor's were accepted since then, whatever the session."""
