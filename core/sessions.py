"""What a session is, and the moves it can make."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from core.attendance import Absent
from core.ids import code_of
from core.people import Role
from core.refunds import Refund, RefundTerms


class Status(StrEnum):
    """Where a session is in its life."""

    AWAITING_PAYMENT = "awaiting_payment"
    REQUESTED = "requested"
    SCHEDULED = "scheduled"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"


ENDED = frozenset({Status.COMPLETED, Status.CANCELLED, Status.NO_SHOW})


class Reassignment(StrEnum):
    """Where the search for another mentor is, beside a status that stays `scheduled` (RAS)."""

    NONE = "none"
    PENDING_ACCEPTANCE = "pending_acceptance"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    AWAITING_CHOICE = "awaiting_mentee_choice"


UNANSWERED = frozenset({Reassignment.PENDING_ACCEPTANCE, Reassignment.AWAITING_CHOICE})
"""The mentee has to say first how it goes on."""


class Meeting(StrEnum):
    """How the two meet."""

    VIDEO = "video"
    AUDIO = "audio"
    CHAT = "chat"
    IN_PERSON = "in_person"


class CancelReason(StrEnum):
    """Why a session is cancelled; OTHER comes with a text."""

    CONFLICT = "schedule_conflict"
    EMERGENCY = "personal_emergency"
    NO_NEED = "no_longer_needed"
    ELSEWHERE = "found_another_solution"
    TECHNICAL = "technical_issues"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Topic:
    """What a session is about and how it takes place."""

    title: str = ""
    description: str = ""
    meeting: Meeting = Meeting.VIDEO
    location: str = ""


@dataclass(frozen=True, slots=True)
class Hold:
    """A time kept for a mentee until `expires_at`; it has the id of the session it may become.

    `rate` and `currency` are the price as it was when the time was chosen, and as it is booked.
    """

    id: int
    mentor: int
    mentee: int
    starts_at: datetime
    minutes: int
    expires_at: datetime
    topic: Topic = Topic()
    rate: int = 0
    currency: str = "USD"

    @property
    def ends_at(self) -> datetime:
        """The end, aware UTC."""
        return self.starts_at + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class Cancellation:
    """Who cancelled, when and why; `by` is None where nobody answered in time."""

    by: Role | None
    at: datetime
    reason: CancelReason | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Departure:
    """A mentor who cancelled a session that went on without them."""

    session: int
    mentor: int
    at: datetime
    reason: CancelReason | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """A session between a mentor and a mentee; instants are aware UTC.

    `revision` counts what was agreed (time, mentor, status). `month` is the calendar month (first day, ISO) of
    the start in the mentee's zone when it was agreed, against which the mentee's monthly number is counted while
    `counted`. `rate` is in minor units of `currency`, `terms` what booking promised about it.
    `mentee_reschedules` and `mentor_reschedules` are how much of each role's allowance is used.
    `confirm_by` is until when a mentor may accept a requested session, or a mentee pay for one; `payment` is what was
    paid for it through a provider. While another mentor is sought and none is found, `mentor` is still the one who
    cancelled, and no party.
    """

    id: int
    mentor: int
    mentee: int
    starts_at: datetime
    minutes: int
    buffer_minutes: int
    month: str
    booked_at: datetime
    topic: Topic
    meeting_url: str
    status: Status = Status.SCHEDULED
    revision: int = 1
    counted: bool = True
    rate: int = 0
    currency: str = "USD"
    cancellation: Cancellation | None = None
    mentor_joined_at: datetime | None = None
    mentee_joined_at: datetime | None = None
    terms: RefundTerms = field(default_factory=RefundTerms)
    refund: Refund | None = None
    reassignment: Reassignment = Reassignment.NONE
    mentee_reschedules: int = 0
    mentor_reschedules: int = 0
    absent: Absent | None = None
    attendance_asked_at: datetime | None = None
    confirm_by: datetime | None = None
    payment: int | None = None

    @property
    def ends_at(self) -> datetime:
        """The end, aware UTC."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def code(self) -> str:
        """The short name people type."""
        return code_of(self.id)

    @property
    def has_mentor(self) -> bool:
        """False while the mentee has to choose another one."""
        return self.reassignment is not Reassignment.AWAITING_CHOICE

    @property
    def is_unaccepted(self) -> bool:
        """Whether nobody has accepted or paid it: it waits for that, or did so to its end (BOK-8, PAY-1)."""
        return self.confirm_by is not None

    @property
    def was_never_paid(self) -> bool:
        """Whether it ended without the payment that it waited for; its mentor has not heard of it."""
        return self.status is Status.CANCELLED and self.is_unaccepted and self.rate > 0

    @property
    def through_provider(self) -> bool:
        """Whether its price is paid through Parley, or was to be."""
        return self.payment is not None or (self.is_unaccepted and self.rate > 0)

    @property
    def paid(self) -> int:
        """What the mentee has paid for it, in minor units."""
        return 0 if self.is_unaccepted or self.status is Status.AWAITING_PAYMENT else self.rate

    @property
    def refundable(self) -> int:
        """What was paid and has not been given back."""
        return max(0, self.paid - (self.refund.amount if self.refund else 0))

    @property
    def is_unanswered(self) -> bool:
        """Whether the mentee has to say first how it goes on after the mentor cancelled."""
        return self.status is Status.SCHEDULED and self.reassignment in UNANSWERED

    def role_of(self, person: int) -> Role | None:
        """MENTOR or MENTEE for the two parties, None for everybody else: a mentor hears of what is paid."""
        if person == self.mentor:
            agreed = (
                self.has_mentor and self.status is not Status.AWAITING_PAYMENT and not self.was_never_paid
            )
            return Role.MENTOR if agreed else None
        return Role.MENTEE if person == self.mentee else None

    def reschedules(self, role: Role) -> int:
        """How much of the role's allowance is used."""
        return self.mentor_reschedules if role is Role.MENTOR else self.mentee_reschedules

    def other(self, person: int) -> int:
        """The party who is not `person`."""
        return self.mentee if person == self.mentor else self.mentor

    def opens_at(self, window_minutes: int) -> datetime:
        """When Join opens: `window_minutes` before the start."""
        return self.starts_at - timedelta(minutes=window_minutes)

    def joinable(self, now: datetime, window_minutes: int) -> bool:
        """Whether Join is open: from `window_minutes` before the start until the end."""
        live = self.status in {Status.SCHEDULED, Status.IN_PROGRESS} and not self.is_unanswered
        return live and self.opens_at(window_minutes) <= now < self.ends_at


MOVES: dict[Status, frozenset[Status]] = {
    Status.AWAITING_PAYMENT: frozenset({Status.SCHEDULED, Status.CANCELLED}),
    Status.REQUESTED: frozenset({Status.SCHEDULED, Status.CANCELLED}),
    Status.SCHEDULED: frozenset(
        {Status.SCHEDULED, Status.IN_PROGRESS, Status.COMPLETED, Status.CANCELLED, Status.NO_SHOW}
    ),
    Status.IN_PROGRESS: frozenset({Status.COMPLETED, Status.NO_SHOW, Status.CANCELLED}),
    Status.COMPLETED: frozenset({Status.NO_SHOW}),
    Status.NO_SHOW: frozenset({Status.COMPLETED, Status.CANCELLED}),
    Status.CANCELLED: frozenset(),
}
"""Which status can follow which (SES-1). A session in progress is only cancelled by an admin, a no-show cleared."""


def moved(before: Session, **changes: Any) -> Session:
    """The session after an agreed change, at the next revision; raises ValueError where SES-1 has no such move.

    What was not paid in time is cancelled, and goes on all the same once the payment arrives (PAY-3).

    Another mentor begins anew: they have not joined, and have moved nothing (RSC-8).
    """
    if changes.get("mentor", before.mentor) != before.mentor:
        changes = {"mentor_joined_at": None, "mentor_reschedules": 0, **changes}
    after: Session = replace(before, revision=before.revision + 1, **changes)
    is_paid_late = before.was_never_paid and after.status is Status.SCHEDULED
    if not is_paid_late and after.status not in MOVES[before.status] and after.status is not before.status:
        message = f"a session does not go from {before.status} to {after.status}"
        raise ValueError(message)
    return after


def parties(session: Session) -> tuple[tuple[int, Role], tuple[int, Role]]:
    """Both parties with their roles, mentor first."""
    return (session.mentor, Role.MENTOR), (session.mentee, Role.MENTEE)
