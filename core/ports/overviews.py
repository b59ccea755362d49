"""Sessions in the store, counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Totals:
    """What a mentor's sessions come to, cancelled ones aside."""

    mentees: int
    sessions: int
    upcoming: int
    completed: int


@dataclass(frozen=True, slots=True)
class MenteeTotals:
    """What one mentee's sessions with a mentor come to; `last` and `next` are starts, aware UTC."""

    mentee: int
    sessions: int
    completed: int
    last: datetime | None
    next: datetime | None


class Overviews(Protocol):
    """Sessions counted and gathered, for schedules and homes; cancelled ones are left out."""

    def totals(self, mentor: int, now: datetime) -> Totals:
        """What the mentor's sessions come to."""

    def ahead(self, mentor: int, now: datetime, limit: int, offset: int = 0) -> Sequence[int]:
        """The mentor's sessions that are not over at `now`, soonest first."""

    def mentees(self, mentor: int, now: datetime, limit: int, offset: int = 0) -> Sequence[MenteeTotals]:
        """The mentor's mentees, those whose last session was latest first, then those who have none yet."""

    def unsettled(self, person: int, now: datetime, since: datetime, limit: int) -> Sequence[int]:
        """Sessions that ended after `since` about which the person may have something to say, latest first.

        Of a mentee: completed ones without feedback. Of either: those whose parties were asked who came.
        """

    def starting(self, start: datetime, end: datetime) -> int:
        """How many sessions of the programme start within [start, end)."""
