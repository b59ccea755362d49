"""Sessions of the whole programme, counted. Each span is [start, end) of the sessions' beginnings, aware UTC."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.attendance import Absent
from core.people import Role
from core.ports.aftermath import MarkTotals
from core.sessions import CancelReason, Status

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many sessions of a status and a currency begin within a span, and the sum of their rates in minor units."""

    span: int
    status: Status
    currency: str
    sessions: int
    rates: int


@dataclass(frozen=True, slots=True)
class CancelledCount:
    """Cancelled sessions by who cancelled (None: nobody answered in time) and why (None: no reason was asked)."""

    by: Role | None
    reason: CancelReason | None
    sessions: int


@dataclass(frozen=True, slots=True)
class RescheduleCount:
    """Requests to move sessions by who asked, how many were accepted, and their counter-proposals together."""

    by: Role
    requests: int
    accepted: int
    rounds: int


@dataclass(frozen=True, slots=True)
class Incidents:
    """How often somebody did not come, or also cancelled, in a role."""

    person: int
    role: Role
    times: int


class Statistics(Protocol):
    """What admins see of all sessions, as figures. Nothing that somebody wrote is among them."""

    def extent(self) -> Span | None:
        """The first and the last beginning of all sessions; None without any."""

    def tallies(self, spans: Sequence[Span]) -> Sequence[Tally]:
        """The sessions of each span; `span` is its place. Nothing is said of what there is none of."""

    def cancelled(self, span: Span) -> Sequence[CancelledCount]:
        """The cancelled sessions, most first."""

    def missed(self, span: Span) -> dict[Absent, int]:
        """The no-shows by who did not come."""

    def marks(self, span: Span) -> MarkTotals:
        """What mentees said of the sessions."""

    def refunded(self, span: Span) -> dict[str, int]:
        """What was given back for the sessions and has been processed, by currency, bonuses too."""

    def pending_reschedules(self, now: datetime) -> int:
        """How many requests wait for an answer that can still be given."""

    def reschedules(self, span: Span) -> Sequence[RescheduleCount]:
        """The requests to move the sessions, by who asked."""

    def rescheduled(self, span: Span) -> int:
        """How many of the sessions were moved by agreement, once or more."""

    def repeated_no_shows(self, span: Span, limit: int) -> Sequence[Incidents]:
        """Who did not come to more than one of the sessions, most often first."""

    def unreliable(self, span: Span, role: Role, limit: int) -> Sequence[Incidents]:
        """Who cancelled or missed sessions in the role, most often first; each session counts once."""
