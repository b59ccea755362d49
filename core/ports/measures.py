"""What admins have decided about people, in the store."""

from collections.abc import Sequence
from typing import Protocol

from core.measures import Decision


class Measures(Protocol):
    """Warnings, suspensions and what ended them."""

    def add(self, decision: Decision) -> None:
        """One more."""

    def get(self, decision: int) -> Decision | None:
        """The decision."""

    def of(self, person: int) -> Sequence[Decision]:
        """All about the person, oldest first."""
