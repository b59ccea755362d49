"""Proof of the invariants on what is stored."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Protocol

from core.invariants import Violation


class Check(Protocol):
    """Proves the invariants on what is stored."""

    def violations(self, patience: timedelta) -> Iterable[Violation]:
        """All that is wrong in two looks; what is due or open may be late by `patience`."""

    def interrupt(self) -> None:
        """Make the query that `violations` waits for fail; may be called from any thread."""

    def last_night(self) -> str | None:
        """The night of the last check, in any process."""

    def remember(self, night: str) -> None:
        """Note that the check of this night has been."""
