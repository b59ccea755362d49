"""Every rule of the programme that an admin may change, and the sets of rules it can start from."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Final, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from core.errors.policies import PolicyRefused
from core.people import Plan, Role

Count = Annotated[int, Field(ge=0, le=1000)]
Minutes = Annotated[int, Field(ge=0, le=10_080)]
Hours = Annotated[int, Field(ge=0, le=8760)]
Percent = Annotated[int, Field(ge=0, le=100)]
Length = Annotated[int, Field(ge=5, le=720)]
TimeOfDay = Annotated[int, Field(ge=0, le=1440)]

Rule = TypeVar("Rule")
ABOUT_REMINDERS = frozenset({"reminder_offsets_minutes", "join_window_minutes"})
"""Rules by which reminders and join links are planned."""


class Replanning(BaseModel):
    """Reminders follow the rules about them, which were `changed`, for all that was agreed until `done`.

    `left` are the sessions and councils ahead whose reminders could not be planned anew yet.
    """

    model_config = ConfigDict(frozen=True)

    changed: datetime
    done: datetime | None = None
    left: tuple[int, ...] = ()


class CountRescheduleOn(StrEnum):
    """The moment at which a reschedule uses up one of a role's allowance."""

    ACCEPT = "accept"
    REQUEST = "request"


class DisputeEnd(StrEnum):
    """What becomes of a dispute that no admin has decided in time."""

    REFUND = "refund"  # the mentee who reported gets all back
    DISMISS = "dismiss"


class Clash(ValueError):  # noqa: N818 (it is what an admin is told, not a fault)
    """Rules that do not go together. `problem` is a code."""

    def __init__(self, problem: str, message: str) -> None:
        super().__init__(message)
        self.problem = problem


class Policies(BaseModel):
    """The rules in force. `None` means no limit, or a limit on what the role may not do at all."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    plans_that_book: tuple[Plan, ...] = (Plan.INDIVIDUAL, Plan.COUNCIL)
    monthly_sessions: dict[Plan, Count | None] = {Plan.INDIVIDUAL: 2, Plan.COUNCIL: 5, Plan.NONE: 0}
    durations: Annotated[tuple[Length, ...], Field(min_length=1)] = (15, 30, 45, 60, 90, 120, 180, 240)
    default_duration: Length = 30
    slot_interval: Length = 30
    default_hours: tuple[TimeOfDay, TimeOfDay] = (9 * 60, 21 * 60)
    min_notice_minutes: Minutes = 30
    max_days_ahead: Annotated[int, Field(ge=1, le=366)] = 60
    hold_minutes: Annotated[int, Field(ge=1, le=1440)] = 10
    payment_minutes: Annotated[int, Field(ge=1, le=1440)] = 20
    confirmation_expiry_hours: Annotated[int, Field(ge=1, le=720)] = 24

    mentee_may_cancel: bool = True
    mentor_may_cancel: bool = True
    mentee_cancellation_cutoff_hours: Hours | None = 2
    mentor_cancellation_cutoff_hours: Hours | None = 0
    late_cancellation: bool = False
    late_refund_pct: Percent = 0
    free_cancellation_hours: Hours = 24
    partial_refund_pct: Percent = 70
    require_cancellation_reason: bool = True

    mentee_may_reschedule: bool = True
    mentor_may_reschedule: bool = True
    reschedule_needs_approval: bool = True
    mentee_reschedule_cutoff_hours: Hours | None = 4
    mentor_reschedule_cutoff_hours: Hours | None = 2
    mentee_max_reschedules: Count | None = 2
    mentor_max_reschedules: Count | None = 2
    count_reschedules_on: CountRescheduleOn = CountRescheduleOn.ACCEPT
    max_reschedule_requests: Count | None = 5
    reschedule_expiry_hours: Annotated[int, Field(ge=1, le=720)] = 48
    max_counter_proposals: Count = 3
    hold_proposed_time: bool = True
    mentee_may_decline_reschedule: bool = False

    reassign_on_mentor_cancel: bool = True
    take_payment: bool = True
    refund_second_admin: Annotated[int, Field(ge=0)] = 100

    dispute_days: Annotated[int, Field(ge=1, le=365)] | None = 3
    dispute_then: DisputeEnd = DisputeEnd.REFUND

    weekly_summary: bool = True

    recording_days: Annotated[int, Field(ge=1, le=365)] = 30

    join_window_minutes: Annotated[int, Field(ge=0, le=1440)] = 15
    reminder_offsets_minutes: tuple[Annotated[int, Field(ge=1, le=43_200)], ...] = (1440, 60)
    completion_grace_minutes: Annotated[int, Field(ge=0, le=1440)] = 15

    council_minutes: Length = 60
    council_min_mentors: Annotated[int, Field(ge=1, le=20)] = 3
    council_max_mentors: Annotated[int, Field(ge=1, le=20)] = 5
    council_capacity: Annotated[int, Field(ge=1, le=1000)] = 12
    council_deadline_hours: Annotated[int, Field(ge=1, le=720)] = 72

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.default_duration not in self.durations:
            raise Clash("default_missing", "default_duration must be one of durations")
        if self.default_hours[0] >= self.default_hours[1]:
            raise Clash("reversed", "default_hours must end after they start")
        if self.council_min_mentors > self.council_max_mentors:
            raise Clash("council_reversed", "council_min_mentors must not exceed council_max_mentors")
        for key in ("plans_that_book", "durations", "reminder_offsets_minutes"):
            values = getattr(self, key)
            if len(set(values)) < len(values):
                raise Clash("repeated", "a list must not repeat a value")
        if set(self.monthly_sessions) != set(Plan):
            raise Clash("plan_missing", "monthly_sessions must name every plan")
        return self

    def may_cancel(self, role: Role) -> bool:
        """Whether this role may cancel its sessions; admins always may."""
        return self._of(role, self.mentee_may_cancel, self.mentor_may_cancel, admin=True)

    def cancellation_cutoff_hours(self, role: Role) -> int | None:
        """Hours before the start after which this role may no longer cancel in time."""
        cutoffs = self.mentee_cancellation_cutoff_hours, self.mentor_cancellation_cutoff_hours
        return self._of(role, *cutoffs, admin=None)

    def may_reschedule(self, role: Role) -> bool:
        """Whether this role may move its sessions, or ask to; admins always may."""
        return self._of(role, self.mentee_may_reschedule, self.mentor_may_reschedule, admin=True)

    def reschedule_cutoff_hours(self, role: Role) -> int | None:
        """Hours before the start after which this role may no longer ask for another time."""
        cutoffs = self.mentee_reschedule_cutoff_hours, self.mentor_reschedule_cutoff_hours
        return self._of(role, *cutoffs, admin=None)

    def max_reschedules(self, role: Role) -> int | None:
        """How often this role may move one session."""
        return self._of(role, self.mentee_max_reschedules, self.mentor_max_reschedules, admin=None)

    @staticmethod
    def _of(role: Role, mentee: Rule, mentor: Rule, admin: Rule) -> Rule:
        return {Role.MENTEE: mentee, Role.MENTOR: mentor, Role.ADMIN: admin}[role]


_EVERY_PLAN = tuple(Plan)
_UNLIMITED: dict[Plan, int | None] = dict.fromkeys(Plan)

PRESETS: Final[dict[str, Policies]] = {
    "default": Policies(),
    "mentra": Policies(
        durations=(30,),
        mentor_may_cancel=False,
        mentee_cancellation_cutoff_hours=24,
        mentor_cancellation_cutoff_hours=None,
        require_cancellation_reason=False,
        mentor_may_reschedule=False,
        reschedule_needs_approval=False,
        mentee_reschedule_cutoff_hours=24,
        mentor_reschedule_cutoff_hours=None,
        mentee_max_reschedules=None,
        mentor_max_reschedules=0,
        max_reschedule_requests=None,
        reassign_on_mentor_cancel=False,
        take_payment=False,
    ),
    "sharingminds_v1": Policies(
        plans_that_book=_EVERY_PLAN,
        monthly_sessions=_UNLIMITED,
        mentor_may_cancel=False,
        mentor_cancellation_cutoff_hours=None,
        mentor_may_reschedule=False,
        reschedule_needs_approval=False,
        mentor_reschedule_cutoff_hours=None,
        mentor_max_reschedules=0,
        reassign_on_mentor_cancel=False,
    ),
    "sharingminds": Policies(
        plans_that_book=_EVERY_PLAN,
        monthly_sessions=_UNLIMITED,
        late_cancellation=True,
    ),
    "aureeture": Policies(
        plans_that_book=_EVERY_PLAN,
        monthly_sessions=_UNLIMITED,
        mentor_may_cancel=False,
        mentor_cancellation_cutoff_hours=None,
        mentor_max_reschedules=5,
        count_reschedules_on=CountRescheduleOn.REQUEST,
        mentee_may_decline_reschedule=True,
        reassign_on_mentor_cancel=False,
    ),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """A rule that is another in two sets of rules."""

    key: str
    before: Any
    after: Any


def differences(before: Policies, after: Policies) -> tuple[Difference, ...]:
    """The rules that differ, in the model's order."""
    return tuple(
        Difference(key, was, becomes)
        for key in Policies.model_fields
        if (was := getattr(before, key)) != (becomes := getattr(after, key))
    )


def with_rule(policies: Policies, key: str, value: object) -> Policies:
    """The rules with another value of a known key; raises PolicyRefused where it makes no sense."""
    try:
        return Policies.model_validate({**policies.model_dump(), key: value})
    except ValidationError as error:
        first = error.errors()[0]
        facts = first.get("ctx", {})
        clash = facts.get("error")
        problem = clash.problem if isinstance(clash, Clash) else first["type"]
        raise PolicyRefused(key, problem, facts.get("ge", facts.get("le"))) from error
