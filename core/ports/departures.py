"""Mentors who left sessions, in the store."""

from collections.abc import Sequence
from typing import Protocol

from core.sessions import Departure


class Departures(Protocol):
    """Mentors who cancelled sessions that went on without them."""

    def add(self, departure: Departure) -> None:
        """One more; a mentor leaves a session once."""

    def of(self, session: int) -> Sequence[Departure]:
        """Who left the session, first one first."""

    def coded(self, mentor: int, code: str) -> int | None:
        """The session with this short name that this mentor left, the latest of several."""

    def left(self, mentor: int, session: int) -> bool:
        """Whether this mentor left this session."""
