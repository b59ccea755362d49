"""Moving a session by agreement: a request, counter-proposals, an end. Instants are aware UTC."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.people import Role


class RequestStatus(StrEnum):
    """Where a reschedule request is in its life."""

    PENDING = "pending"
    COUNTERED = "counter_proposed"
    ACCEPTED = "accepted"
    DECLINED = "rejected"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    CANCELLED = "cancelled"  # the session itself was


OPEN = frozenset({RequestStatus.PENDING, RequestStatus.COUNTERED})


class Answer(StrEnum):
    """What a party may do about an open request."""

    ACCEPT = "accept"
    CHOOSE = "choose"  # a time, where the mentor asked without one
    COUNTER = "counter"
    DECLINE = "decline"
    CANCEL = "cancel"  # the session, with a full refund
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A time that one party proposed, and their words; without `starts_at` the mentee is asked to choose."""

    by: Role
    at: datetime
    starts_at: datetime | None
    minutes: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class RescheduleRequest:
    """A request to move a session, with everything that was proposed since, oldest first.

    `original_start` and `original_minutes` are the session's when it was asked. `ended_by` is who ended it, None
    as long as it is open and when its time ran out.
    """

    id: int
    session: int
    by: Role
    status: RequestStatus
    proposals: tuple[Proposal, ...]
    original_start: datetime
    original_minutes: int
    expires_at: datetime
    ended_at: datetime | None = None
    ended_by: Role | None = None

    @property
    def turn(self) -> int:
        """How many proposals there are: a button of an earlier turn is stale."""
        return len(self.proposals)

    @property
    def rounds(self) -> int:
        """How many counter-proposals there were."""
        return len(self.proposals) - 1

    @property
    def last(self) -> Proposal:
        """What is on the table."""
        return self.proposals[-1]

    @property
    def asked_at(self) -> datetime:
        """When it was asked."""
        return self.proposals[0].at

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to answer."""
        return self.status in OPEN

    @property
    def responder(self) -> Role:
        """Whose turn it is."""
        return Role.MENTEE if self.last.by is Role.MENTOR else Role.MENTOR

    @property
    def ends_at(self) -> datetime | None:
        """The end of the proposed time."""
        start = self.last.starts_at
        return None if start is None else start + timedelta(minutes=self.last.minutes)
