"""Disputes and what happened to them in the store."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from core.attendance import Dispute, DisputeEvent
from core.disputes import DisputeFigures, DisputeQuery
from core.ports.statistics import Span


class Disputes(Protocol):
    """What admins have to decide, and have decided."""

    def get(self, dispute: int) -> Dispute | None:
        """The dispute."""

    def of(self, sessions: Iterable[int]) -> Mapping[int, Sequence[Dispute]]:
        """The disputes about each of these sessions that has any, oldest first."""

    def coded(self, code: str) -> Dispute | None:
        """The dispute with this short name; of several an undecided one, and the latest."""

    def find(self, query: DisputeQuery, limit: int, offset: int = 0) -> Sequence[Dispute]:
        """What the query lets through: undecided ones most urgent first, then oldest; all of them latest first."""

    def count(self, query: DisputeQuery) -> int:
        """How many these are."""

    def figures(self, span: Span) -> DisputeFigures:
        """What was opened and decided within the span."""

    def of_party(self, person: int) -> Sequence[Dispute]:
        """Undecided disputes in which the person takes part, latest first."""

    def questions(self, person: int) -> Sequence[DisputeEvent]:
        """What admins have asked the person about undecided disputes and waits for an answer, oldest first."""

    def unattended(self, now: datetime) -> Sequence[int]:
        """Undecided disputes about which admins are to be alarmed again by now."""

    def overdue(self, before: datetime) -> Sequence[int]:
        """Disputes opened until then, about sessions over by then, that nobody has decided, oldest first."""

    def put(self, dispute: Dispute) -> None:
        """Insert or replace the dispute with this id."""

    def add_event(self, event: DisputeEvent) -> None:
        """Keep what happened to a dispute."""

    def events(self, dispute: int) -> Sequence[DisputeEvent]:
        """What happened to the dispute, oldest first."""
