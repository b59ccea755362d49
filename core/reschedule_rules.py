"""Who may ask to reschedule a session, and who may answer how. Every check raises the refusal against it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from core.errors.confirming import ConfirmTooLate
from core.errors.replacing import AnswerFirst
from core.errors.rescheduling import (
    NotYourTurn,
    RequestClosed,
    RequestOpen,
    RescheduledEnough,
    RescheduleTooLate,
    RoundsUsedUp,
    StillRequested,
    TooManyRequests,
)
from core.errors.sessions import AlreadyOver, NotAllowed, Stale
from core.people import Role
from core.policies import Policies
from core.reschedules import RequestStatus, RescheduleAnswer, RescheduleRequest, asked_by
from core.sessions import Session, Status

MOVABLE = frozenset({Status.SCHEDULED, Status.REQUESTED})
MANY_MOVES = 2
MANY_MOVES_WITHIN = timedelta(days=90)


def ask_until(session: Session, role: Role, policies: Policies) -> datetime:
    """The last instant at which `role` may ask to reschedule the session (the cutoff itself is still in time)."""
    return session.starts_at - timedelta(hours=policies.reschedule_cutoff_hours(role) or 0)


def check_askable(
    session: Session,
    role: Role,
    requests: Sequence[RescheduleRequest],
    now: datetime,
    policies: Policies,
) -> None:
    """Raise what stands against `role` asking at `now`; `requests` are all about the session.

    A mentor proposes another time for a session that is only requested, whatever the policy says about moving
    (BOK-8); such a request is limited in number alone.
    """
    if session.status is Status.REQUESTED:
        _check_unconfirmed(session, role, now)
    elif not policies.may_reschedule(role):
        instead = "cancel" if policies.may_cancel(role) else None
        raise NotAllowed("reschedule", session.id, role.value, instead)
    check_movable(session, now)
    if any(request.is_live(now) for request in requests):
        raise RequestOpen(session.id)
    if session.status is Status.SCHEDULED:
        if now > (until := ask_until(session, role, policies)):
            raise RescheduleTooLate(session.id, until)
        allowed = policies.max_reschedules(role)
        if allowed is not None and session.reschedules(role) >= allowed:
            raise RescheduledEnough(session.id, allowed)
    most = policies.max_reschedule_requests
    if most is not None and asked_by(requests, role) >= most:
        raise TooManyRequests(session.id, most)


def check_movable(session: Session, now: datetime) -> None:
    """Raise what stands against the session getting another time from anybody: AlreadyOver, AnswerFirst."""
    if session.status not in MOVABLE or now >= session.starts_at:
        raise AlreadyOver(session.id, session.status.value)
    if session.is_unanswered:
        raise AnswerFirst(session.id)


def answers(request: RescheduleRequest, role: Role, policies: Policies) -> frozenset[RescheduleAnswer]:
    """All that `role` may do about the request as long as its time is not over."""
    if not request.is_open or role not in {Role.MENTOR, Role.MENTEE}:
        return frozenset()
    found = {RescheduleAnswer.WITHDRAW} if role is request.by else set()
    if role is request.responder:
        if request.last.starts_at is None:
            found.add(RescheduleAnswer.CHOOSE)
        else:
            found.add(RescheduleAnswer.ACCEPT)
            if request.rounds < policies.max_counter_proposals:
                found.add(RescheduleAnswer.COUNTER)
        if role is Role.MENTOR or policies.mentee_may_decline_reschedule:
            found.add(RescheduleAnswer.DECLINE)
        if role is Role.MENTEE and request.by is Role.MENTOR:
            found.add(RescheduleAnswer.CANCEL)
    return frozenset(found)


def check_answer(
    request: RescheduleRequest,
    role: Role,
    answer: RescheduleAnswer,
    turn: int,
    now: datetime,
    policies: Policies,
) -> None:
    """Raise what stands against `role` giving this answer to what was on the table at `turn`.

    RequestClosed, Stale, NotYourTurn, RoundsUsedUp, or NotAllowed where policy or the seat forbids it at any time.
    """
    if not request.is_live(now):
        over = RequestStatus.EXPIRED if request.is_open else request.status
        raise RequestClosed(request.session, over.value)
    if turn != request.turn:
        raise Stale(request.session)
    if answer in answers(request, role, policies):
        return
    if answer is not RescheduleAnswer.WITHDRAW and role is not request.responder:
        raise NotYourTurn(request.session)
    if answer is RescheduleAnswer.COUNTER and request.last.starts_at is not None:
        raise RoundsUsedUp(request.session, policies.max_counter_proposals)
    forbidden = "cancel_instead" if answer is RescheduleAnswer.CANCEL else answer.value
    raise NotAllowed(forbidden, request.session, role.value)


def needs_approval(session: Session, policies: Policies) -> bool:
    """Whether the other side has to agree; to a booking that nobody has accepted yet always."""
    return policies.reschedule_needs_approval or session.status is Status.REQUESTED


def moves_often(session: Session, moved_lately: int) -> bool:
    """Whether the mentor is warned before asking once more; `moved_lately` counts their moves of the last 90 days."""
    return session.mentor_reschedules >= MANY_MOVES or moved_lately >= MANY_MOVES


def _check_unconfirmed(session: Session, role: Role, now: datetime) -> None:
    if role is not Role.MENTOR:
        raise StillRequested(session.id)
    if session.confirm_by is not None and now >= session.confirm_by:
        raise ConfirmTooLate(session.id, session.confirm_by)
