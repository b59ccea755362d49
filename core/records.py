"""What core asks of the store about the life of sessions: requests, departures, and what comes after."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.attendance import Dispute, Feedback
from core.people import Role
from core.reschedules import RescheduleRequest
from core.sessions import Departure


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


class Reschedules(Protocol):
    """Requests to move sessions."""

    def get(self, request: int) -> RescheduleRequest | None:
        """The request."""

    def of(self, sessions: Iterable[int]) -> Mapping[int, Sequence[RescheduleRequest]]:
        """All requests about each of these sessions that has any, oldest first."""

    def put(self, request: RescheduleRequest, *, was: int | None = None) -> None:
        """A new request, or a later state of the open one that has `was` proposals.

        Raises core.errors.RequestOpen where the session has another, and Stale where the one has moved on.
        """

    def overdue(self, now: datetime, limit: int) -> Sequence[RescheduleRequest]:
        """Open requests whose time is over, the longest waiting first."""

    def moved_since(self, mentor: int, since: datetime) -> int:
        """How many requests of this mentor's were accepted since then, whatever the session."""


class Departures(Protocol):
    """Mentors who cancelled sessions that went on without them."""

    def add(self, departure: Departure) -> None:
        """One more; a mentor leaves a session once."""

    def of(self, session: int) -> Sequence[Departure]:
        """Who left the session, first one first."""

    def by(self, mentor: int, limit: int) -> Sequence[int]:
        """The sessions that this mentor left, the latest first."""

    def left(self, mentor: int, session: int) -> bool:
        """Whether this mentor left this session."""


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

    def dispute(self, dispute: int) -> Dispute | None:
        """The dispute."""

    def disputes_of(self, sessions: Iterable[int]) -> Mapping[int, Sequence[Dispute]]:
        """The disputes about each of these sessions that has any, oldest first."""

    def open_disputes(self, limit: int, offset: int = 0) -> Sequence[Dispute]:
        """Disputes nobody has decided, most urgent first, then oldest."""

    def put_dispute(self, dispute: Dispute) -> None:
        """Insert or replace the dispute with this id."""

    def track_records(self, people: Iterable[int], role: Role) -> Mapping[int, TrackRecord]:
        """What each of these people did about their last 20 sessions that are over or were cancelled."""
