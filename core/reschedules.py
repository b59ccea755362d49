"""Moving a session by agreement: a request, counter-proposals, an end. Instants are aware UTC."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from core.people import Role
from core.policies import CountRescheduleOn, Policies
from core.sessions import Session, Status


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


class RescheduleAnswer(StrEnum):
    """What a party may do about an open request."""

    ACCEPT = "accept"
    CHOOSE = "choose"  # a time, where the mentor asked without one
    COUNTER = "counter"
    DECLINE = "decline"
    CANCEL = "cancel"  # the session, with a full refund
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class RescheduleProposal:
    """A time that one party proposed, and their words; without `starts_at` the mentee is asked to choose."""

    by: Role
    at: datetime
    starts_at: datetime | None
    minutes: int
    note: str = ""

    @property
    def ends_at(self) -> datetime | None:
        """The end of the proposed time."""
        return None if self.starts_at is None else self.starts_at + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class RescheduleRequest:
    """A request to reschedule a session, with everything that was proposed since, oldest first.

    `mentor` was the session's mentor then: to a successor it is somebody else's talk (RSC-8).
    `original_start` and `original_minutes` are the session's when it was asked. `ended_by` is who ended it, None
    as long as it is open and when its time ran out.
    """

    id: int
    session: int
    mentor: int
    by: Role
    status: RequestStatus
    proposals: tuple[RescheduleProposal, ...]
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
    def last(self) -> RescheduleProposal:
        """What is on the table."""
        return self.proposals[-1]

    @property
    def asked_at(self) -> datetime:
        """When it was asked."""
        return self.proposals[0].at

    @property
    def is_open(self) -> bool:
        """Whether it has not been ended."""
        return self.status in OPEN

    def is_live(self, now: datetime) -> bool:
        """Whether somebody may still answer: open, and its time is not over."""
        return self.is_open and now < self.expires_at

    @property
    def responder(self) -> Role:
        """Whose turn it is."""
        return Role.MENTEE if self.last.by is Role.MENTOR else Role.MENTOR


def asked(
    request: int, session: Session, first: RescheduleProposal, policies: Policies
) -> RescheduleRequest:
    """A new request of this id, which waits for the other side."""
    return RescheduleRequest(
        request,
        session.id,
        session.mentor,
        first.by,
        RequestStatus.PENDING,
        (first,),
        session.starts_at,
        session.minutes,
        _expiry(session, first, policies),
    )


def countered(
    request: RescheduleRequest, session: Session, proposal: RescheduleProposal, policies: Policies
) -> RescheduleRequest:
    """The request with another time on the table; its time begins anew."""
    return replace(
        request,
        status=RequestStatus.COUNTERED,
        proposals=(*request.proposals, proposal),
        expires_at=_expiry(session, proposal, policies),
    )


def chosen(request: RescheduleRequest, proposal: RescheduleProposal) -> RescheduleRequest:
    """The request that left the choice to the mentee, with the choice, which needs no answer."""
    complete = replace(request, proposals=(*request.proposals, proposal))
    return ended(complete, RequestStatus.ACCEPTED, proposal.at, proposal.by)


def ended(
    request: RescheduleRequest, status: RequestStatus, now: datetime, by: Role | None
) -> RescheduleRequest:
    """The request, closed; `by` is None where nobody answered in time."""
    return replace(request, status=status, ended_at=now, ended_by=by)


def counts_now(session: Session, policies: Policies, moment: CountRescheduleOn) -> bool:
    """Whether this moment uses up one of the asker's moves; another time for a mere request to book never does."""
    return session.status is not Status.REQUESTED and policies.count_reschedules_on is moment


def used_one_more(session: Session, role: Role) -> Session:
    """The session, with one more of the role's allowance used."""
    if role is Role.MENTOR:
        return replace(session, mentor_reschedules=session.mentor_reschedules + 1)
    return replace(session, mentee_reschedules=session.mentee_reschedules + 1)


def asked_by(requests: Iterable[RescheduleRequest], role: Role) -> int:
    """How many of the requests this role made, whatever became of them."""
    return sum(request.by is role for request in requests)


def _expiry(session: Session, proposal: RescheduleProposal, policies: Policies) -> datetime:
    """Its time is over after the policy's hours, or at the present or the proposed start (RSC-4)."""
    limits = [proposal.at + timedelta(hours=policies.reschedule_expiry_hours), session.starts_at]
    return min(limits if proposal.starts_at is None else [*limits, proposal.starts_at])
