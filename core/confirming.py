"""Bookings that their mentor has to accept: which, until when, and what comes of them (BOK-8)."""

from datetime import datetime, timedelta

from core.cancelling import refund_of
from core.errors.confirming import ConfirmTooLate
from core.errors.sessions import AlreadyOver
from core.mentors import Mentor
from core.people import Role
from core.policies import Policies
from core.sessions import Cancellation, Session, Status, moved


def needs_acceptance(mentor: Mentor) -> bool:
    """Whether the mentor accepts each booking; what costs something is never accepted or declined."""
    return not mentor.schedule.instant_booking and mentor.rate == 0


def confirm_until(starts_at: datetime, now: datetime, policies: Policies) -> datetime:
    """Until when the mentor has to answer a request that is made now."""
    return min(now + timedelta(hours=policies.confirmation_expiry_hours), starts_at)


def check_answerable(session: Session, now: datetime) -> None:
    """Raise AlreadyOver unless the session waits for its mentor, ConfirmTooLate when it does no more."""
    if session.status is not Status.REQUESTED or session.confirm_by is None:
        raise AlreadyOver(session.id, session.status.value)
    if now >= session.confirm_by:
        raise ConfirmTooLate(session.id, session.confirm_by)


def accept(session: Session, now: datetime) -> Session:
    """The session as it is agreed; raises what `check_answerable` raises."""
    check_answerable(session, now)
    return moved(session, status=Status.SCHEDULED, confirm_by=None)


def end(session: Session, by: Role | None, now: datetime, policies: Policies, note: str = "") -> Session:
    """The request declined by its mentor, or (`by` None) not answered in time: the month's place is given back.

    `confirm_by` stays, and tells it from a session that was agreed and cancelled.
    """
    return moved(
        session,
        status=Status.CANCELLED,
        counted=False,
        cancellation=Cancellation(by, now, None, note),
        refund=refund_of(session, by, now, policies),
    )
