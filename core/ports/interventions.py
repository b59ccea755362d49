"""What core asks of the store about what admins do to sessions."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from core.interventions import Intervention
from core.refunds import RefundEntry, RefundStatus


class Interventions(Protocol):
    """What admins have done to sessions. Nothing of it is changed afterwards."""

    def add(self, *interventions: Intervention) -> None:
        """More of them."""

    def get(self, intervention: int) -> Intervention | None:
        """The act."""

    def of(self, session: int) -> Sequence[Intervention]:
        """All about the session, notes too, oldest first."""

    def in_force(self, sessions: Iterable[int], now: datetime) -> Mapping[int, Sequence[Intervention]]:
        """The overrides that hold at `now`, and the no-shows taken back, of each of these sessions that has any."""


class Ledger(Protocol):
    """What mentees get back."""

    def add(self, *entries: RefundEntry) -> None:
        """More lines."""

    def of(self, session: int) -> Sequence[RefundEntry]:
        """All lines about the session, oldest first."""

    def of_all(self, sessions: Iterable[int]) -> Mapping[int, Sequence[RefundEntry]]:
        """The same of each of these sessions that has any."""

    def get(self, entry: int) -> RefundEntry | None:
        """The line."""

    def settle(self, entry: RefundEntry, was: RefundStatus) -> bool:
        """Keep its status, and who decided when; False where it is not `was` any more."""

    def waiting(self, limit: int) -> Sequence[RefundEntry]:
        """Lines that wait for a second admin, those first whose time is over first."""

    def overdue(self, now: datetime) -> Sequence[int]:
        """Lines whose time to be approved is over, the longest overdue first."""
