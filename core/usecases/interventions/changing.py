"""Changing a session for its parties: another mentor, another time, a rule lifted, a later deadline."""

from dataclasses import replace
from datetime import timedelta

from core.desk import Desk
from core.errors.common import NotFound
from core.errors.interventions import NoSuccessor, NotAhead
from core.errors.rescheduling import SameTime
from core.ids import new_id
from core.interventions import (
    Act,
    Intervention,
    Lifts,
    OverrideWish,
    ReassignWish,
    RescheduleWish,
    check_override,
)
from core.notices import Asks, Kind, kinds_that, prompt_at
from core.payloads import Proposed, Supported
from core.people import Person, Role
from core.ports.store import Transaction
from core.reschedules import RequestStatus, RescheduleProposal, asked, ended
from core.sessions import Reassignment, Session, Status, moved
from core.usecases.diaries import diary_of
from core.usecases.interventions.cases import Case, record
from core.usecases.matching import free_then, offered_mentor
from core.usecases.replacing import check_free_for, take_on
from core.usecases.reschedule_steps import ABOUT_REQUESTS, close_request
from core.usecases.reschedule_steps import reschedule as reschedule_to
from core.usecases.reschedule_times import check_both_free
from core.usecases.rooms import ask_for_session
from core.usecases.session_views import views_of
from core.usecases.telling import refresh_homes, remind_both, settle, tell

OFFERED = 20
_ASKING_TO_ACCEPT = kinds_that(lambda told: told.asks is Asks.BOOKING)


# --- another mentor


def successors(tx: Transaction, case: Case) -> tuple[Person, ...]:
    """The best mentors who are free at the session's time, best first."""
    found = free_then(tx, case.session, OFFERED).mentors[:OFFERED]
    people = {person.id: person for person in tx.people.of(found)}
    return tuple(people[each] for each in found)


def successor(tx: Transaction, case: Case, wish: ReassignWish) -> Person:
    """The mentor who is to take it on; raises NoSuccessor, OwnMentor, MentorNotBookable, ReplacementNotFree."""
    try:
        mentor = offered_mentor(tx, case.session, case.mentee, wish.mentor, forced=True)
    except NotFound:
        person = tx.people.get(wish.mentor)
        if person is None:
            raise
        raise NoSuccessor(case.session.id, person.name, person.is_mentor) from None
    diary = diary_of(tx, mentor, case.mentee, case.policies, ignoring=case.session)
    check_free_for(case.session, mentor, diary, case.session.starts_at, forced=True)
    return mentor.person


def reassign(desk: Desk, tx: Transaction, case: Case, wish: ReassignWish) -> Session:
    """Give the session to another mentor at once; both mentors and the mentee are told (ADM-4).

    Raises what `successor` raises, and SlotTaken where somebody was faster.
    """
    before = case.session
    start = before.starts_at
    taken = take_on(desk, tx, before, case.mentee, wish.mentor, start, forced=True)
    close_request(tx, before)
    after = moved(
        before,
        mentor=wish.mentor,
        buffer_minutes=taken.buffer_minutes,
        meeting_url=taken.meeting_url,
        reassignment=Reassignment.ACCEPTED,
    )
    tx.sessions.save(after, was=before.revision)
    tx.notices.drop(after.id)
    ask_for_session(desk, tx, after)
    details: dict[str, str | int] = {"left": before.mentor, "mentor": after.mentor}
    made = record(desk, tx, case, Act.REASSIGN, wish.reason, after, details)
    tell(tx, after, Kind.ASSIGNED, [after.mentor])
    told = [person.id for person in case.concerned]
    payload = Supported(intervention=made.id)
    tell(tx, after, Kind.SUPPORT, told, about=str(made.id), payload=payload)
    remind_both(tx, after)
    concerned = {before.mentor, after.mentor, after.mentee}
    settle(tx, after, people=concerned)
    refresh_homes(tx, after, list(concerned))
    return after


# --- another time


def check_reschedule(tx: Transaction, case: Case, wish: RescheduleWish) -> None:
    """Raise what stands against the time: SameTime, NotAhead, NotBothFree. Hours and notice do not."""
    session = case.session
    if wish.start == session.starts_at:
        raise SameTime(session.id)
    latest = tx.now + timedelta(days=case.policies.max_days_ahead)
    if not tx.now < wish.start <= latest:
        raise NotAhead(session.id, tx.now, latest)
    check_both_free(tx, session, (case.mentor, case.mentee), case.requests, wish.start)


def reschedule(desk: Desk, tx: Transaction, case: Case, wish: RescheduleWish) -> Session:
    """Move it at once, as one party wishes; both are told, and nobody's allowance is used.

    Raises what `check_reschedule` raises, and SlotTaken where somebody was faster.
    """
    tx.people.lock([case.mentor.id, case.mentee.id])
    check_reschedule(tx, case, wish)
    before = case.session
    close_request(tx, before)
    settle(tx, before, ABOUT_REQUESTS, about="moved by an admin")
    party = case.mentor if wish.asked_by is Role.MENTOR else case.mentee
    view = views_of(tx, [before], party)[0]
    proposal = RescheduleProposal(wish.asked_by, tx.now, wish.start, before.minutes, wish.reason)
    request = ended(
        asked(new_id(tx.now), before, proposal, view.policies),
        RequestStatus.ACCEPTED,
        tx.now,
        wish.asked_by,
    )
    tx.reschedules.put(request)
    deputy = desk.deputised(case.reader.id)
    after = reschedule_to(deputy, tx, view, request, before.buffer_minutes, counts=False).view.session
    details: dict[str, str | int] = {
        "asked_by": wish.asked_by.value,
        "from": before.starts_at.isoformat(),
        "to": after.starts_at.isoformat(),
    }
    record(desk, tx, case, Act.RESCHEDULE, wish.reason, after, details)
    return after


# --- a rule lifted, a later deadline


def check_overriding(tx: Transaction, case: Case, wish: OverrideWish) -> None:
    """Raise what stands against it: ActNotPossible, NotAhead."""
    check_override(wish, case.session, case.requests, tx.now)


def override(desk: Desk, tx: Transaction, case: Case, wish: OverrideWish) -> Session:
    """Lift a rule for a while, or have what waits for an answer wait longer; both are told what is possible now."""
    check_overriding(tx, case, wish)
    before = case.session
    after = _extended(tx, case, wish) if wish.lifts is Lifts.DEADLINE else before
    details: dict[str, str | int] = {
        "lifts": wish.lifts.value,
        "mentee_reschedules": before.mentee_reschedules,
        "mentor_reschedules": before.mentor_reschedules,
    }
    made = record(desk, tx, case, Act.OVERRIDE, wish.reason, after, details, expires_at=wish.until)
    told = [person.id for person in case.concerned]
    payload = Supported(intervention=made.id)
    tell(tx, after, Kind.ALLOWED, told, about=str(made.id), expires=wish.until, payload=payload)
    refresh_homes(tx, after, told, str(made.id))
    if wish.lifts is Lifts.DEADLINE:
        _renew(tx, case, after, str(made.id))
        _prompt_again(tx, case, after, made)
    return after


def _extended(tx: Transaction, case: Case, wish: OverrideWish) -> Session:
    """A live request, and a booking that waits beside it, or the booking alone: their time lasts longer."""
    session = case.session
    live = next((request for request in case.requests if request.is_live(tx.now)), None)
    if live is not None:
        tx.reschedules.put(replace(live, expires_at=wish.until), was=live.turn)
        tx.claims.keep(live.id, tx.now, wish.until)
    if session.confirm_by is None or session.confirm_by >= wish.until:
        return session
    after = replace(session, confirm_by=wish.until)
    tx.sessions.save(after, was=session.revision)
    tx.claims.keep(after.id, tx.now, wish.until)
    return after


def _renew(tx: Transaction, case: Case, after: Session, about: str) -> None:
    """Have the messages that ask for the answer say the later deadline."""
    live = next((request for request in case.requests if request.is_live(tx.now)), None)
    if live is not None:
        settle(tx, after, ABOUT_REQUESTS, about=about, request=live.id, renewed=1)
    else:
        settle(tx, after, _ASKING_TO_ACCEPT, about=about, renewed=1)


def _prompt_again(tx: Transaction, case: Case, after: Session, made: Intervention) -> None:
    """Remind whoever has to answer once more, before the later deadline."""
    assert made.expires_at is not None
    due = prompt_at(tx.now, made.expires_at)
    live = next((request for request in case.requests if request.is_live(tx.now)), None)
    if live is not None:
        person = after.mentor if live.responder is Role.MENTOR else after.mentee
        tell(
            tx,
            after,
            Kind.RESCHEDULE_PROMPT,
            [person],
            about=f"{live.id}:{live.turn}:{made.id}",
            due=due,
            expires=made.expires_at,
            payload=Proposed(request=live.id, turn=live.turn),
        )
    elif after.status is Status.REQUESTED:
        tell(
            tx,
            after,
            Kind.REQUEST_PROMPT,
            [after.mentor],
            about=str(made.id),
            due=due,
            expires=made.expires_at,
        )
