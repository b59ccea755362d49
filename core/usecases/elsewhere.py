"""What a party has done to a session where its room is, instead of in the chat: the rules are the same."""

from dataclasses import replace
from datetime import timedelta

from core.desk import AlreadyDone, Desk
from core.errors.common import Refusal
from core.errors.interventions import NotAhead
from core.ids import new_id
from core.notices import Kind
from core.payloads import Elsewhere
from core.people import Person, Role
from core.ports.store import Transaction
from core.reschedule_rules import check_askable
from core.reschedules import RequestStatus, RescheduleProposal, asked, ended
from core.rooms import CalledOffThere, ChangedThere, MadeRoom, MovedThere, Room
from core.sessions import CancelReason, Status, parties
from core.usecases.cancelling import cancel_session
from core.usecases.reschedule_steps import ABOUT_REQUESTS, close_request, reschedule
from core.usecases.reschedule_times import check_both_free, check_month
from core.usecases.rooms import abandon, ask_for_session, close, look_after
from core.usecases.session_views import own_session
from core.usecases.telling import settle, tell


def take(desk: Desk, told: ChangedThere) -> None:
    """Do the same to the session, once however often it is told; where a rule forbids it, it stays and both hear so.

    What we did there ourselves, and what is none of ours, changes nothing.
    """
    with desk.store.read() as tx:
        room = tx.rooms.named(told.channel, told.handle)
        session = None if room is None or room.session is None else tx.sessions.get(room.session)
        if room is None or session is None:
            return
        role = told.by if isinstance(told, CalledOffThere) else Role.MENTEE
        actor = tx.people.get(session.mentor if role is Role.MENTOR else session.mentee)
        assert actor is not None
    if room.closed_at is not None:
        if isinstance(told, MovedThere):  # nobody meets in what it has become either
            with desk.begin() as tx:
                abandon(tx, replace(room, made=told.made))
        return
    try:
        if isinstance(told, MovedThere):
            _move(desk, actor, room, told)
        else:
            cancel_session(desk, actor, session.id, session.revision, CancelReason.OTHER, _words(told))
    except AlreadyDone:
        return
    except Refusal:
        _keep(desk, actor, room, told)


def _move(desk: Desk, actor: Person, room: Room, told: MovedThere) -> None:
    """The mentee has chosen another of the times that the mentor offers there, which needs nobody's approval."""
    assert room.session is not None
    with desk.begin() as tx:
        view = own_session(tx, actor, room.session, lock=True)
        session = view.session
        if told.starts_at == session.starts_at:
            look_after(tx, replace(room, made=_follow(tx, room, told)), session)
            return
        tx.people.lock([session.mentor, session.mentee])
        close_request(tx, session)
        requests = [each for each in view.requests if not each.is_open]
        check_askable(session, view.viewer, requests, tx.now, view.policies)
        latest = tx.now + timedelta(days=view.policies.max_days_ahead)
        if not tx.now < told.starts_at <= latest:
            raise NotAhead(session.id, tx.now, latest)
        check_month(tx, view, told.starts_at)
        check_both_free(tx, session, (view.mentor, view.mentee), requests, told.starts_at)
        settle(tx, session, ABOUT_REQUESTS, about="moved elsewhere")
        proposal = RescheduleProposal(view.viewer, tx.now, told.starts_at, session.minutes, "")
        request = asked(new_id(tx.now), session, proposal, view.policies)
        request = ended(request, RequestStatus.ACCEPTED, tx.now, view.viewer)
        tx.reschedules.put(request)
        followed = _follow(tx, room, told)
        moved = reschedule(desk, tx, view, request, session.buffer_minutes, link=followed.url)
        look_after(tx, replace(room, made=followed), moved.view.session)


def _follow(tx: Transaction, room: Room, told: MovedThere) -> MadeRoom:
    """The room as it is called now. Until its link is known, the earlier one stands for it."""
    assert room.made is not None
    made = replace(told.made, url=told.made.url or room.made.url)
    tx.rooms.save(replace(room, made=made))
    tx.rooms.give_link(room, made.url)
    return made


def _keep(desk: Desk, actor: Person, room: Room, told: ChangedThere) -> None:
    """The session stays as it is, with another room; both hear why."""
    assert room.session is not None
    with desk.begin() as tx:
        session = tx.sessions.lock(room.session)
        if session is None or session.status is not Status.SCHEDULED or tx.now >= session.starts_at:
            return
        if not close(tx, session.id):
            return
        if isinstance(told, MovedThere):
            abandon(tx, replace(room, made=told.made))
        tx.rooms.give_link(room, "")
        ask_for_session(desk, tx, replace(session, meeting_url=""))
        is_move = isinstance(told, MovedThere)
        desk.note(tx, "SESSION_CHANGE_UNDONE", actor.id, session=session.id, after={"moved": int(is_move)})
        both = [person for person, _ in parties(session)]
        payload = Elsewhere(channel=told.channel, by=actor.id, moved=is_move)
        tell(tx, session, Kind.UNDONE, both, about=told.handle, payload=payload)


def _words(told: CalledOffThere) -> str:
    return told.words or "Calendly"
