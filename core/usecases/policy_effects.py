"""What another rule changes for whom, before it is put in force (ADM-8)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from core.people import Plan, Role
from core.policies import Difference, Policies
from core.ports.policy_reach import PolicyReach


class Concern(StrEnum):
    """What follows for those whom a rule is about."""

    FROM_NOW = "from_now"  # nothing that stands changes
    IDLE = "idle"  # the rule makes no difference as long as another forbids the whole
    SESSIONS = "sessions"  # agreed ones take it at once
    GAINED = "gained"  # agreed ones whose party may do it from now on
    LOST = "lost"  # agreed ones whose party may no longer do it
    LATE = "late"  # agreed ones for which it becomes too late at once
    IN_TIME = "in_time"  # agreed ones for which it is no longer too late
    USED_UP = "used_up"  # agreed ones that have been moved as often as may be
    FREED = "freed"  # agreed ones that may be moved again
    PROMISED = "promised"  # agreed ones with a price, which keep what was promised
    REMINDERS = "reminders"  # agreed ones whose reminders and join links are planned anew
    COUNCIL_REMINDERS = "council_reminders"
    HOLDS = "holds"  # times that stay held as long as was said
    BOOKINGS = "bookings"  # that wait for their mentor as long as was said
    REQUESTS_KEEP = "requests_keep"  # open ones stay as they are
    REQUESTS_TAKE = "requests_take"  # open ones take it at once
    POLLS = "polls"  # keep what was said
    REFUNDS = "refunds"  # that wait for a second admin go on waiting
    DISPUTES = "disputes"  # undecided ones take it at once
    MENTORS = "mentors"
    PAID_MENTORS = "paid_mentors"
    WITHOUT_OWN = "without_own"  # mentors who have set no value of their own
    WITH_OWN = "with_own"  # mentors for whom their own value holds
    MAY_BOOK = "may_book"  # members of a plan
    MAY_NOT_BOOK = "may_not_book"
    QUOTA = "quota"


@dataclass(frozen=True, slots=True)
class Effect:
    """What follows for how many; `plan` where it is for the members of one."""

    concern: Concern
    count: int = 0
    plan: Plan | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A rule with another value, and what follows."""

    rule: Difference
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class _Setting:
    """The rules as they would be, and where to count whom they concern."""

    after: Policies
    reach: PolicyReach
    now: datetime


_Follows = Callable[[_Setting, Any, Any], Iterator[Effect]]


def effects_of(rule: Difference, after: Policies, reach: PolicyReach, now: datetime) -> tuple[Effect, ...]:
    """What follows from one of the rules of `after`."""
    follows = _FOLLOWS.get(rule.key, _from_now)
    return tuple(follows(_Setting(after, reach, now), rule.before, rule.after))


def _from_now(_setting: _Setting, _before: object, _after: object) -> Iterator[Effect]:
    yield Effect(Concern.FROM_NOW)


def _sessions(it: _Setting, _before: object, _after: object) -> Iterator[Effect]:
    yield Effect(Concern.SESSIONS, it.reach.sessions(it.now))


def _promised(it: _Setting, _before: object, _after: object) -> Iterator[Effect]:
    yield Effect(Concern.PROMISED, it.reach.sessions(it.now, paid=True))


def _permission(it: _Setting, _before: bool, after: bool) -> Iterator[Effect]:
    yield Effect(Concern.GAINED if after else Concern.LOST, it.reach.sessions(it.now))


def _cutoff(may: Callable[[Policies], bool]) -> _Follows:
    def follows(it: _Setting, before: int | None, after: int | None) -> Iterator[Effect]:
        if not may(it.after):
            yield Effect(Concern.IDLE)
            return
        was, becomes = (it.now + timedelta(hours=hours or 0) for hours in (before, after))
        yield Effect(Concern.SESSIONS, it.reach.sessions(it.now))
        if was < becomes:
            yield Effect(Concern.LATE, it.reach.sessions(was, becomes))
        else:
            yield Effect(Concern.IN_TIME, it.reach.sessions(becomes, was))

    return follows


def _allowance(role: Role) -> _Follows:
    def follows(it: _Setting, before: int | None, after: int | None) -> Iterator[Effect]:
        if not it.after.may_reschedule(role):
            yield Effect(Concern.IDLE)
            return
        yield Effect(Concern.SESSIONS, it.reach.sessions(it.now))
        if after is not None and (before is None or after < before):
            yield Effect(Concern.USED_UP, it.reach.moved(role, it.now, after, before))
        elif before is not None:
            yield Effect(Concern.FREED, it.reach.moved(role, it.now, before, after))

    return follows


def _reminders(it: _Setting, _before: object, _after: object) -> Iterator[Effect]:
    yield Effect(Concern.REMINDERS, it.reach.sessions(it.now))
    if councils := it.reach.councils(it.now):
        yield Effect(Concern.COUNCIL_REMINDERS, councils)


def _own(key: str) -> _Follows:
    def follows(it: _Setting, _before: object, _after: object) -> Iterator[Effect]:
        counted = it.reach.mentors()
        yield Effect(Concern.WITHOUT_OWN, counted.all - counted.own[key])
        if counted.own[key]:
            yield Effect(Concern.WITH_OWN, counted.own[key])

    return follows


def _plans(it: _Setting, before: tuple[Plan, ...], after: tuple[Plan, ...]) -> Iterator[Effect]:
    members = it.reach.members()
    for plan in Plan:
        if (plan in before) != (plan in after):
            concern = Concern.MAY_BOOK if plan in after else Concern.MAY_NOT_BOOK
            yield Effect(concern, members[plan], plan)


def _quotas(
    it: _Setting, before: dict[Plan, int | None], after: dict[Plan, int | None]
) -> Iterator[Effect]:
    members = it.reach.members()
    for plan in Plan:
        if before[plan] != after[plan]:
            yield Effect(Concern.QUOTA, members[plan], plan)


def _counted(concern: Concern, count: Callable[[_Setting], int]) -> _Follows:
    def follows(it: _Setting, _before: object, _after: object) -> Iterator[Effect]:
        yield Effect(concern, count(it))

    return follows


_MENTORS = _counted(Concern.MENTORS, lambda it: it.reach.mentors().all)
_REQUESTS_KEEP = _counted(Concern.REQUESTS_KEEP, lambda it: it.reach.requests())
_REQUESTS_TAKE = _counted(Concern.REQUESTS_TAKE, lambda it: it.reach.requests())
_POLLS = _counted(Concern.POLLS, lambda it: it.reach.polls())
_DISPUTES = _counted(Concern.DISPUTES, lambda it: it.reach.disputes())
_FOLLOWS: dict[str, _Follows] = {
    "plans_that_book": _plans,
    "monthly_sessions": _quotas,
    "durations": _MENTORS,
    "slot_interval": _MENTORS,
    "default_duration": _own("default_duration"),
    "default_hours": _own("default_hours"),
    "min_notice_minutes": _own("min_notice_minutes"),
    "max_days_ahead": _own("max_days_ahead"),
    "hold_minutes": _counted(Concern.HOLDS, lambda it: it.reach.holds(it.now)),
    "payment_minutes": _counted(Concern.HOLDS, lambda it: it.reach.holds(it.now)),
    "confirmation_expiry_hours": _counted(Concern.BOOKINGS, lambda it: it.reach.bookings()),
    "mentee_may_cancel": _permission,
    "mentor_may_cancel": _permission,
    "mentee_cancellation_cutoff_hours": _cutoff(lambda rules: rules.mentee_may_cancel),
    "mentor_cancellation_cutoff_hours": _cutoff(lambda rules: rules.mentor_may_cancel),
    "late_cancellation": _sessions,
    "late_refund_pct": _promised,
    "free_cancellation_hours": _promised,
    "partial_refund_pct": _promised,
    "mentee_may_reschedule": _permission,
    "mentor_may_reschedule": _permission,
    "reschedule_needs_approval": _REQUESTS_KEEP,
    "mentee_reschedule_cutoff_hours": _cutoff(lambda rules: rules.mentee_may_reschedule),
    "mentor_reschedule_cutoff_hours": _cutoff(lambda rules: rules.mentor_may_reschedule),
    "mentee_max_reschedules": _allowance(Role.MENTEE),
    "mentor_max_reschedules": _allowance(Role.MENTOR),
    "count_reschedules_on": _REQUESTS_TAKE,
    "max_reschedule_requests": _sessions,
    "reschedule_expiry_hours": _REQUESTS_KEEP,
    "max_counter_proposals": _REQUESTS_TAKE,
    "hold_proposed_time": _REQUESTS_KEEP,
    "mentee_may_decline_reschedule": _REQUESTS_TAKE,
    "take_payment": _counted(Concern.PAID_MENTORS, lambda it: it.reach.mentors().paid),
    "refund_second_admin": _counted(Concern.REFUNDS, lambda it: it.reach.refunds()),
    "dispute_days": _DISPUTES,
    "dispute_then": _DISPUTES,
    "join_window_minutes": _reminders,
    "reminder_offsets_minutes": _reminders,
    "completion_grace_minutes": _sessions,
    "council_minutes": _POLLS,
    "council_min_mentors": _POLLS,
    "council_max_mentors": _POLLS,
    "council_capacity": _POLLS,
    "council_deadline_hours": _POLLS,
}
