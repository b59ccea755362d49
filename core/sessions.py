"""What a session is, and the moves it can make."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from core.errors import AlreadyOver, CancelTooLate, NotAllowed, ReasonMissing
from core.ids import code_of
from core.people import Role
from core.policies import Policies


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
    """A time kept for a mentee until `expires_at`; it has the id of the session it may become."""

    id: int
    mentor: int
    mentee: int
    starts_at: datetime
    minutes: int
    expires_at: datetime
    topic: Topic = Topic()

    @property
    def ends_at(self) -> datetime:
        """The end, aware UTC."""
        return self.starts_at + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class Cancellation:
    """Who cancelled, when and why."""

    by: Role
    at: datetime
    reason: CancelReason | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """A session between a mentor and a mentee; instants are aware UTC.

    `revision` counts what was agreed (time, mentor, status). `month` is the calendar month (first day, ISO) of
    the start in the mentee's zone at booking, against which the mentee's monthly number is counted while
    `counted`. `rate` is in minor units of `currency`.
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

    @property
    def ends_at(self) -> datetime:
        """The end, aware UTC."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def code(self) -> str:
        """The short name people type."""
        return code_of(self.id)

    def role_of(self, person: int) -> Role | None:
        """MENTOR or MENTEE for the two parties, None for everybody else."""
        return {self.mentor: Role.MENTOR, self.mentee: Role.MENTEE}.get(person)

    def other(self, person: int) -> int:
        """The party who is not `person`."""
        return self.mentee if person == self.mentor else self.mentor

    def opens_at(self, window_minutes: int) -> datetime:
        """When Join opens: `window_minutes` before the start."""
        return self.starts_at - timedelta(minutes=window_minutes)

    def joinable(self, now: datetime, window_minutes: int) -> bool:
        """Whether Join is open: from `window_minutes` before the start until the end."""
        live = self.status in {Status.SCHEDULED, Status.IN_PROGRESS}
        return live and self.opens_at(window_minutes) <= now < self.ends_at


def cancel_until(session: Session, role: Role, policies: Policies) -> datetime:
    """The last instant at which `role` may cancel within the rules (the cutoff itself is still in time)."""
    return session.starts_at - timedelta(hours=policies.cancellation_cutoff_hours(role) or 0)


def check_cancellable(session: Session, role: Role, now: datetime, policies: Policies) -> None:
    """Raise the refusal that stands against `role` cancelling at `now`; NotAllowed, AlreadyOver or CancelTooLate."""
    if not policies.may_cancel(role):
        raise NotAllowed("cancel")
    if session.status not in {Status.SCHEDULED, Status.REQUESTED} or now >= session.starts_at:
        raise AlreadyOver(session.id, session.status.value)
    until = cancel_until(session, role, policies)
    late = role is Role.MENTEE and policies.late_cancellation
    if now > until and not late:
        raise CancelTooLate(until)


def cancel(
    session: Session, role: Role, now: datetime, policies: Policies, why: tuple[CancelReason | None, str]
) -> Session:
    """The cancelled session; raises what `check_cancellable` raises, or ReasonMissing.

    The month's place is given back unless the mentee cancels after the cutoff (BOK-2).
    """
    check_cancellable(session, role, now, policies)
    reason, note = why
    if policies.require_cancellation_reason and reason is None:
        raise ReasonMissing("reason")
    if reason is CancelReason.OTHER and not note:
        raise ReasonMissing("note")
    late = role is Role.MENTEE and now > cancel_until(session, role, policies)
    return replace(
        session,
        status=Status.CANCELLED,
        revision=session.revision + 1,
        counted=late,
        cancellation=Cancellation(role, now, reason, note),
    )
