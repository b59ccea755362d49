"""The steps that asking, answering and ending a reschedule request share."""

from dataclasses import dataclass, replace
from datetime import timedelta

from core.desk import Desk
from core.errors.common import NotFound
from core.notices import Asks, Kind, kinds_that, prompt_at
from core.payloads import OfRequest, Proposed
from core.people import Person, Role
from core.policies import CountRescheduleOn
from core.ports.store import Transaction
from core.reschedules import (
    RequestStatus,
    RescheduleRequest,
    counts_now,
    ended,
    used_one_more,
)
from core.session_claims import claims_of, covered_until, kept_by
from core.sessions import Session, Status, moved, parties
from core.usecases.quota import month_of
from core.usecases.rooms import ask_for_session, take_along
from core.usecases.session_views import SessionView, own_session
from core.usecases.telling import refresh_homes, remind_both, settle, tell, tell_both

ABOUT_REQUESTS = kinds_that(lambda told: told.asks is Asks.MOVE)
"""Kinds whose buttons answer a request."""
TELLING_THE_TIME = kinds_that(lambda told: told.tells_time)
"""Kinds that tell when the session is, and have buttons that are stale once it has moved."""


@dataclass(frozen=True, slots=True)
class Rescheduled:
    """A session that has another time now; `request` is how that was agreed."""

    view: SessionView
    request: RescheduleRequest


def own_request(
    tx: Transaction, actor: Person, request_id: int, *, lock: bool = False
) -> tuple[SessionView, RescheduleRequest]:
    """A request about a session of the actor's, which with `lock` stays as it is; raises NotFound."""
    found = tx.reschedules.get(request_id)
    if found is None:
        raise NotFound("session")
    view = own_session(tx, actor, found.session, lock=lock)
    for request in view.requests:
        if request.id == request_id:
            return view, request
    raise NotFound("session")


def put_on_table(
    tx: Transaction, view: SessionView, request: RescheduleRequest, buffer: int, *, was: int | None = None
) -> None:
    """Keep the request and its time, and have the other side asked; `was` is how many proposals it had before.

    A booking that its mentor has not accepted waits as long as the request does. Raises SlotTaken.
    """
    session = view.session
    tx.reschedules.put(request, was=was)
    if session.confirm_by is not None and session.confirm_by < request.expires_at:
        session = replace(session, confirm_by=request.expires_at)
        tx.sessions.save(session, was=session.revision)
        tx.claims.keep(session.id, tx.now, session.confirm_by)
    tx.claims.release(request.id)
    if view.policies.hold_proposed_time:
        tx.claims.take(kept_by(request, session, buffer))
    asked, asker = _person(session, request.responder), _person(session, request.last.by)
    about = f"{request.id}:{request.turn}"
    if was is not None:
        settle(tx, session, ABOUT_REQUESTS, about=about, request=request.id)
    prompted = prompt_at(tx.now, request.expires_at)
    for kind, person, due in (
        (Kind.RESCHEDULE_ASKED, asked, tx.now),
        (Kind.RESCHEDULE_SENT, asker, tx.now),
        (Kind.RESCHEDULE_PROMPT, asked, prompted),
    ):
        tell(
            tx,
            session,
            kind,
            [person],
            about=about,
            due=due,
            expires=request.expires_at,
            payload=Proposed(request=request.id, turn=request.turn),
        )
    refresh_homes(tx, session, [asked, asker], about=about)


def kept_pause(tx: Transaction, view: SessionView, request: RescheduleRequest, pause: int) -> int | None:
    """How many minutes of the mentor's `pause` are claimed after the time on the table; None where it is not."""
    session, start, end = view.session, request.last.starts_at, request.last.ends_at
    assert start is not None
    assert end is not None
    both = [session.mentor, session.mentee]
    found = tx.claims.of(both, start, end + timedelta(minutes=pause), tx.now)
    ours = [claim for claim in found if claim.owner in (session.id, request.id)]
    mentors, mentees = (
        covered_until(start, [claim for claim in ours if claim.person == person]) for person in both
    )
    if mentors < end or mentees < end:
        return None
    return min(pause, (mentors - end) // timedelta(minutes=1))


def reschedule(
    desk: Desk,
    tx: Transaction,
    view: SessionView,
    request: RescheduleRequest,
    buffer: int,
    *,
    counts: bool = True,
    link: str | None = None,
) -> Rescheduled:
    """Give the session the time that was agreed, with everything that follows (RSC-5); raises SlotTaken.

    It `counts` as one of the asker's moves, where the policies have these counted now. With a `link` its room is
    there at that time already.
    """
    before, agreed = view.session, request.last
    assert agreed.starts_at is not None
    if link is None:
        link = before.meeting_url if take_along(desk, tx, before) else ""
    counted = counts and counts_now(before, view.policies, CountRescheduleOn.ACCEPT)
    after = moved(
        used_one_more(before, request.by) if counted else before,
        starts_at=agreed.starts_at,
        minutes=agreed.minutes,
        month=month_of(view.mentee, agreed.starts_at).isoformat(),
        buffer_minutes=buffer,
        status=Status.SCHEDULED,
        confirm_by=None,
        meeting_url=link,
    )
    tx.sessions.save(after, was=before.revision)
    tx.claims.release(before.id)
    tx.claims.release(request.id)
    tx.claims.take(claims_of(after))
    tx.notices.drop(after.id)
    about = str(request.id)
    settle(tx, after, ABOUT_REQUESTS, about=about, request=request.id)
    settle(tx, after, TELLING_THE_TIME, about=about, moved=request.id)
    if before.status is Status.REQUESTED:
        tell_both(tx, after, Kind.BOOKED)
    else:
        both = [person for person, _ in parties(after)]
        tell(tx, after, Kind.RESCHEDULED, both, about=about, payload=OfRequest(request=request.id))
        refresh_homes(tx, after, both, about=about)
    remind_both(tx, after)
    ask_for_session(desk, tx, after)
    note(desk, tx, "SESSION_RESCHEDULED", view, before, request, after)
    requests = (*(each for each in view.requests if each.id != request.id), request)
    return Rescheduled(replace(view, session=after, requests=requests), request)


def end(
    desk: Desk, tx: Transaction, session: Session, request: RescheduleRequest, by: tuple[Role, int] | None
) -> None:
    """Tell both that a request was ended by a role and person, or by nobody, and that the session stays."""
    tx.reschedules.put(request, was=request.turn)
    tx.claims.release(request.id)
    both, about = [person for person, _ in parties(session)], str(request.id)
    settle(tx, session, ABOUT_REQUESTS, about=about, request=request.id)
    tell(tx, session, Kind.RESCHEDULE_ENDED, both, about=about, payload=OfRequest(request=request.id))
    refresh_homes(tx, session, both, about=about)
    desk.note(
        tx,
        f"SESSION_RESCHEDULE_{request.status.name}",
        by and by[1],
        session=session.id,
        before={"request": request.id, "turn": request.turn},
        after={"request": request.id, "status": request.status, "by": by and by[0]},
    )


def expire(desk: Desk, tx: Transaction, session: Session, request: RescheduleRequest) -> None:
    """End a request that was not answered in time."""
    end(desk, tx, session, ended(request, RequestStatus.EXPIRED, tx.now, None), None)


def close_request(
    tx: Transaction,
    session: Session,
    status: RequestStatus = RequestStatus.CANCELLED,
    by: Role | None = None,
) -> None:
    """End the open request about a session that is cancelled, or goes on otherwise; its time is free again.

    Whoever calls it tells the parties, and settles what they were written about it.
    """
    for request in tx.reschedules.of([session.id]).get(session.id, ()):
        if request.is_open:
            tx.reschedules.put(ended(request, status, tx.now, by), was=request.turn)
            tx.claims.release(request.id)


def note(
    desk: Desk,
    tx: Transaction,
    action: str,
    view: SessionView,
    before: Session,
    request: RescheduleRequest,
    after: Session | None = None,
) -> None:
    """Have the audit log tell of a proposal, or of the reschedule it came to."""
    after, start = after or before, request.last.starts_at
    desk.note(
        tx,
        action,
        view.reader.id,
        session=before.id,
        before={
            "status": before.status,
            "revision": before.revision,
            "starts_at": before.starts_at.isoformat(),
            "minutes": before.minutes,
        },
        after={
            "status": after.status,
            "revision": after.revision,
            "request": request.id,
            "turn": request.turn,
            "by": view.viewer,
            "starts_at": None if start is None else start.isoformat(),
            "minutes": request.last.minutes,
            "held": int(view.policies.hold_proposed_time),
        },
    )


def _person(session: Session, role: Role) -> int:
    return session.mentor if role is Role.MENTOR else session.mentee
