"""What admins do to one session that its parties cannot. Instants are aware UTC, amounts minor units."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from core.errors.common import Missing, TooLong
from core.errors.interventions import ActNotPossible, NotAhead
from core.people import Role
from core.policies import Policies
from core.refunds import RefundKind
from core.reschedules import RescheduleRequest
from core.sessions import Session, Status

WORDS_LIMIT = 500
NOTE_LIMIT = 2000


class Act(StrEnum):
    """What was done, by its name in the audit log (ADM-4)."""

    FORCE_CANCEL = "ADMIN_FORCE_CANCEL"
    FORCE_COMPLETE = "ADMIN_FORCE_COMPLETE"
    MANUAL_REFUND = "ADMIN_MANUAL_REFUND"
    REASSIGN = "ADMIN_REASSIGN_SESSION"
    RESCHEDULE = "ADMIN_RESCHEDULE_SESSION"
    CLEAR_NO_SHOW = "ADMIN_CLEAR_NO_SHOW"
    OVERRIDE = "ADMIN_POLICY_OVERRIDE"
    NOTE = "ADMIN_NOTE_ADDED"


class Lifts(StrEnum):
    """Which rule an override lifts."""

    RESCHEDULE = "allow_reschedule"
    CANCELLATION = "allow_cancellation"
    DEADLINE = "extend_time"  # of a booking or a request that waits for its answer


@dataclass(frozen=True, slots=True)
class Intervention:
    """One act of an admin's; `words` are its reason, or an internal note, which no party reads.

    `before` and `after` are the session's status then. `details` are ids, codes and numbers of the act. `told` says
    whether the parties hear of it. `expires_at` is until when an override holds.
    """

    id: int
    session: int
    by: int
    act: Act
    words: str
    at: datetime
    before: Status
    after: Status
    details: Mapping[str, str | int] = field(default_factory=dict)
    told: bool = True
    expires_at: datetime | None = None

    @property
    def lifts(self) -> Lifts | None:
        """Which rule it lifts, of an override."""
        return Lifts(str(self.details["lifts"])) if self.act is Act.OVERRIDE else None


# What an admin wishes, as the form gives it.


@dataclass(frozen=True, slots=True)
class CancelWish:
    """Cancel, give back `pct` percent of what was paid, and `tell` the parties."""

    reason: str
    pct: int = 100
    tell: bool = True


@dataclass(frozen=True, slots=True)
class CompleteWish:
    """Have it taken place; `minutes` is how long it really was, where that is known."""

    reason: str
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class RefundWish:
    """Give back all that is left, a part, or more than was paid (a bonus); without `amount` all that is left."""

    reason: str
    kind: RefundKind
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class ReassignWish:
    """Have another mentor give the session, whatever its mentee says."""

    reason: str
    mentor: int


@dataclass(frozen=True, slots=True)
class RescheduleWish:
    """Move the session to any time at which both are free, because `asked_by` wishes so."""

    reason: str
    start: datetime
    asked_by: Role


@dataclass(frozen=True, slots=True)
class ClearWish:
    """Take a no-show back: the session counts as completed or cancelled."""

    reason: str
    restore: Status


@dataclass(frozen=True, slots=True)
class OverrideWish:
    """Lift a rule until then, or (DEADLINE) have what waits for an answer wait until then."""

    reason: str
    lifts: Lifts
    until: datetime


Wish = CancelWish | CompleteWish | RefundWish | ReassignWish | RescheduleWish | ClearWish | OverrideWish
ACTS: Mapping[type[Wish], Act] = {
    CancelWish: Act.FORCE_CANCEL,
    CompleteWish: Act.FORCE_COMPLETE,
    RefundWish: Act.MANUAL_REFUND,
    ReassignWish: Act.REASSIGN,
    RescheduleWish: Act.RESCHEDULE,
    ClearWish: Act.CLEAR_NO_SHOW,
    OverrideWish: Act.OVERRIDE,
}
_AGREED = frozenset({Status.SCHEDULED, Status.IN_PROGRESS})
_NOT_OVER = frozenset({Status.AWAITING_PAYMENT, Status.REQUESTED, *_AGREED})


def checked_words(words: str, name: str, limit: int = WORDS_LIMIT) -> str:
    """The words of the field `name` without space around them; raises Missing, TooLong."""
    words = words.strip()
    if not words:
        raise Missing(name)
    if len(words) > limit:
        raise TooLong(name, limit, len(words))
    return words


def is_possible(act: Act, session: Session, now: datetime) -> bool:
    """Whether a session in this state leaves room for the act, whatever the wish."""
    status, ahead = session.status, now < session.starts_at
    match act:
        case Act.FORCE_CANCEL:
            return status in _NOT_OVER
        case Act.FORCE_COMPLETE:
            return status in _AGREED and not ahead and not session.is_unanswered
        case Act.MANUAL_REFUND:
            return not session.is_unaccepted and status is not Status.AWAITING_PAYMENT
        case Act.REASSIGN:
            return status is Status.SCHEDULED and ahead
        case Act.RESCHEDULE:
            return status is Status.SCHEDULED and ahead and not session.is_unanswered
        case Act.CLEAR_NO_SHOW:
            return status is Status.NO_SHOW
        case Act.OVERRIDE:
            return status in {Status.SCHEDULED, Status.REQUESTED} and ahead
        case Act.NOTE:
            return True


def check_possible(act: Act, session: Session, now: datetime) -> None:
    """Raise ActNotPossible where the session's state leaves no room for the act."""
    if not is_possible(act, session, now):
        raise ActNotPossible(session.id, act.value, session.status.value)


def deadline_of(session: Session, requests: Sequence[RescheduleRequest], now: datetime) -> datetime | None:
    """Until when an answer is waited for: to a request to move the session, or to the booking itself; None for none."""
    live = next((request for request in requests if request.is_live(now)), None)
    if live is not None:
        return live.expires_at
    waits = session.status is Status.REQUESTED and session.confirm_by is not None
    return session.confirm_by if waits and session.confirm_by and now < session.confirm_by else None


def latest_deadline(session: Session, requests: Sequence[RescheduleRequest], now: datetime) -> datetime:
    """The latest instant to which a deadline can be extended: the present or the proposed start (RSC-4)."""
    live = next((request for request in requests if request.is_live(now)), None)
    proposed = live.last.starts_at if live is not None else None
    return session.starts_at if proposed is None else min(session.starts_at, proposed)


def check_override(
    wish: OverrideWish, session: Session, requests: Sequence[RescheduleRequest], now: datetime
) -> None:
    """Raise what stands against an override: ActNotPossible, NotAhead."""
    deadline = deadline_of(session, requests, now)
    impossible = ActNotPossible(session.id, Act.OVERRIDE.value, session.status.value)
    if wish.lifts is Lifts.DEADLINE:
        if deadline is None:
            raise impossible
        latest = latest_deadline(session, requests, now)
        if not deadline < wish.until <= latest:
            raise NotAhead(session.id, deadline, latest)
        return
    if session.status is not Status.SCHEDULED or session.is_unanswered:
        raise impossible
    if not now < wish.until <= session.starts_at:
        raise NotAhead(session.id, now, session.starts_at)


def lifted(policies: Policies, overrides: Sequence[Intervention]) -> Policies:
    """The rules for a session about which these overrides hold.

    Only what is named is lifted: whoever may cancel late by an override gets back what is due after the cutoff.
    """
    changes: dict[str, object] = {}
    for override in overrides:
        match override.lifts:
            case Lifts.CANCELLATION:
                changes |= {
                    "mentee_may_cancel": True,
                    "late_cancellation": True,
                    "mentor_may_cancel": True,
                    "mentor_cancellation_cutoff_hours": 0,
                }
            case Lifts.RESCHEDULE:
                changes |= {
                    "mentee_may_reschedule": True,
                    "mentor_may_reschedule": True,
                    "mentee_reschedule_cutoff_hours": 0,
                    "mentor_reschedule_cutoff_hours": 0,
                    "mentee_max_reschedules": None,
                    "mentor_max_reschedules": None,
                    "max_reschedule_requests": None,
                }
    return policies.model_copy(update=changes) if changes else policies
