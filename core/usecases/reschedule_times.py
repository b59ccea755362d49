"""Whether a session can be rescheduled to a time, and what is free instead."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from core.errors.booking import DurationNotOffered, MonthUsedUp
from core.errors.interventions import NotBothFree
from core.errors.rescheduling import LengthPaidFor, RescheduleNotFree, SameTime, TheirMonthUsedUp
from core.people import Person, Role
from core.ports.store import Transaction
from core.reschedule_rules import answers
from core.reschedules import RescheduleAnswer, RescheduleRequest
from core.sessions import Session
from core.slots import Diary, Reason
from core.usecases.diaries import diary_of
from core.usecases.quota import month_of, quota_of
from core.usecases.session_views import SessionView
from core.weeks import nearest

OFFERED = 4


def diary_for(tx: Transaction, view: SessionView) -> Diary:
    """The mentor's time as the mentee sees it, without what the session and its open request take.

    It offers the session's present length too, whatever can be booked now.
    """
    mentor = tx.mentors.get(view.session.mentor)
    assert mentor is not None
    request = view.request
    wanted = request.last.minutes if request else view.session.minutes
    lengths = dict.fromkeys((*view.policies.durations, view.session.minutes, wanted))
    policies = view.policies.model_copy(update={"durations": tuple(lengths)})
    return diary_of(
        tx, mentor, view.mentee, policies, ignoring=view.session, request=request.id if request else None
    )


def check_time(
    tx: Transaction, view: SessionView, diary: Diary, turn: int, start: datetime, minutes: int
) -> None:
    """Raise what stands against this time being proposed, where `turn` proposals were made.

    SameTime, LengthPaidFor, DurationNotOffered, RescheduleNotFree, MonthUsedUp, TheirMonthUsedUp.
    """
    session, request = view.session, view.request
    standing = [(session.starts_at, session.minutes)]
    standing += (
        [(request.last.starts_at, request.last.minutes)] if request and request.last.starts_at else []
    )
    if (start, minutes) in standing:
        raise SameTime(session.id)
    if session.rate and minutes != session.minutes:
        raise LengthPaidFor(session.minutes)
    check_free(view, diary, turn, start, minutes)
    check_month(tx, view, start)


def check_free(view: SessionView, diary: Diary, turn: int, start: datetime, minutes: int) -> None:
    """Raise DurationNotOffered or RescheduleNotFree unless both could meet then."""
    if reason := diary.judge(start, minutes):
        raise not_free(view, diary, turn, start, minutes, reason)


def not_free(
    view: SessionView, diary: Diary, turn: int, start: datetime, minutes: int, reason: Reason
) -> RescheduleNotFree | DurationNotOffered:
    """The refusal of a time, with free ones near it as long as the viewer may propose any."""
    if reason is Reason.DURATION:
        return DurationNotOffered(minutes, view.policies.durations)
    request = view.request
    ways = answers(request, view.viewer, view.policies) if request else {RescheduleAnswer.COUNTER}
    near: tuple[datetime, ...] = ()
    if ways & {RescheduleAnswer.COUNTER, RescheduleAnswer.CHOOSE}:
        others = [
            each
            for each in nearest(diary, start, OFFERED + 2, minutes)
            if each not in (start, view.session.starts_at)
        ]
        near = tuple(sorted(sorted(others, key=lambda each: abs(each - start))[:OFFERED]))
    session = view.session
    return RescheduleNotFree(
        session.id, session.revision, turn, view.viewer.value, start, reason.value, near, minutes
    )


def check_both_free(
    tx: Transaction,
    session: Session,
    both: tuple[Person, Person],
    requests: Sequence[RescheduleRequest],
    start: datetime,
) -> None:
    """Raise NotBothFree where its mentor or mentee has something else then; a mentor's hours do not count."""
    own = {session.id, *(request.id for request in requests)}
    until = start + timedelta(minutes=session.minutes)
    pause = timedelta(minutes=session.buffer_minutes)
    for person, end in zip(both, (until + pause, until), strict=True):
        if any(claim.owner not in own for claim in tx.claims.of([person.id], start, end, tx.now)):
            raise NotBothFree(session.id, person.name, start)


def check_month(tx: Transaction, view: SessionView, start: datetime) -> None:
    """Raise MonthUsedUp, to a mentor TheirMonthUsedUp, for a start in another month that is full (BOK-2)."""
    if month_of(view.mentee, start).isoformat() == view.session.month:
        return
    quota = quota_of(tx, view.mentee, start)
    if quota.allowed is None or quota.used < quota.allowed:
        return
    if view.viewer is Role.MENTEE:
        raise MonthUsedUp(quota.allowed, quota.renews)
    raise TheirMonthUsedUp(view.session.id, view.mentee.name, quota.renews)
