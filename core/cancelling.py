"""Cancelling: who may, until when, and what it costs."""

from datetime import datetime, timedelta

from core.errors.cancelling import CancelTooLate, ReasonMissing
from core.errors.common import TooLong
from core.errors.confirming import Unaccepted
from core.errors.payments import PaymentOpen
from core.errors.sessions import AlreadyOver, NotAllowed
from core.people import Role
from core.policies import Policies
from core.refunds import Refund, refund, share
from core.sessions import Cancellation, CancelReason, Reassignment, Session, Status, moved

NOTE_LIMIT = 500
MENTEES_REASONS = frozenset({CancelReason.NO_NEED, CancelReason.ELSEWHERE})


def reasons_of(role: Role) -> tuple[CancelReason, ...]:
    """The reasons for which this role may cancel; whether a session is still needed is for its mentee to say."""
    return tuple(each for each in CancelReason if role is not Role.MENTOR or each not in MENTEES_REASONS)


def cancel_until(session: Session, role: Role, policies: Policies) -> datetime:
    """The last instant at which `role` may cancel within the rules (the cutoff itself is still in time).

    What no mentor has accepted yet can be taken back until the start.
    """
    if session.status is Status.REQUESTED:
        return session.starts_at
    return session.starts_at - timedelta(hours=policies.cancellation_cutoff_hours(role) or 0)


def check_cancellable(session: Session, role: Role, now: datetime, policies: Policies) -> None:
    """Raise the refusal that stands against `role` cancelling at `now`.

    Unaccepted (a mentor declines a request), PaymentOpen, NotAllowed, AlreadyOver or CancelTooLate.
    """
    if session.status is Status.AWAITING_PAYMENT:
        raise PaymentOpen(session.id)
    if session.status is Status.REQUESTED and role is Role.MENTOR:
        raise Unaccepted(session.id)
    if not policies.may_cancel(role) and session.status is not Status.REQUESTED:
        instead = "reschedule" if policies.may_reschedule(role) else None
        raise NotAllowed("cancel", session.id, role.value, instead)
    if session.status not in {Status.SCHEDULED, Status.REQUESTED} or now >= session.starts_at:
        raise AlreadyOver(session.id, session.status.value)
    until = cancel_until(session, role, policies)
    late = role is Role.MENTEE and policies.late_cancellation
    if now > until and not late:
        raise CancelTooLate(until)


def refund_of(session: Session, by: Role | None, now: datetime, policies: Policies) -> Refund:
    """What the mentee gets back if `by` cancels now (CAN-3); a requested session was never paid."""
    rate = 0 if session.status is Status.REQUESTED else session.rate
    cutoff = cancel_until(session, Role.MENTEE, policies)
    pct = share(session.terms, session.starts_at, by, now, cutoff)
    return refund(rate, pct, session.refund, currency=session.currency)


def checked_note(note: str) -> str:
    """The words that come with a reason, without space around them; raises TooLong."""
    note = note.strip()
    if len(note) > NOTE_LIMIT:
        raise TooLong("note", NOTE_LIMIT, len(note))
    return note


def check_reason(why: tuple[CancelReason | None, str], policies: Policies) -> None:
    """Raise ReasonMissing where the policy wants a reason, or OTHER comes without words."""
    reason, note = why
    if policies.require_cancellation_reason and reason is None:
        raise ReasonMissing("reason")
    if reason is CancelReason.OTHER and not note:
        raise ReasonMissing("note")


def cancel(
    session: Session, role: Role, now: datetime, policies: Policies, why: tuple[CancelReason | None, str]
) -> Session:
    """The cancelled session; raises what `check_cancellable` raises, or ReasonMissing.

    The month's place is given back unless the mentee cancels after the cutoff (BOK-2).
    """
    check_cancellable(session, role, now, policies)
    check_reason(why, policies)
    return withdrawn(session, role, now, policies, why)


def withdrawn(
    session: Session, role: Role, now: datetime, policies: Policies, why: tuple[CancelReason | None, str]
) -> Session:
    """The session cancelled by `role`, whether or not they may: for somebody who leaves the programme."""
    late = role is Role.MENTEE and now > cancel_until(session, role, policies)
    return moved(
        session,
        status=Status.CANCELLED,
        counted=late,
        cancellation=Cancellation(role, now, *why),
        refund=refund_of(session, role, now, policies),
    )


def give_up(session: Session, by: Role | None, now: datetime, note: str = "") -> Session:
    """The session cancelled after its mentor left, by the mentee or (None) because nobody answered in time (RAS-2).

    All comes back, and the month's place with it. A mentor who had been found, or is out of reach, is still a party.
    """
    return moved(
        session,
        status=Status.CANCELLED,
        counted=False,
        cancellation=Cancellation(by, now, None, note),
        refund=refund(session.rate, 100, session.refund),
        reassignment=Reassignment.REJECTED if session.has_mentor else session.reassignment,
    )
