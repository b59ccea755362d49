"""Answering a reschedule request, taking it back, and ending those that nobody answers in time."""

from dataclasses import dataclass, replace
from functools import partial

from core.cancelling import checked_note
from core.desk import Desk
from core.errors.booking import SlotTaken
from core.notices import Kind
from core.people import Person
from core.refunds import RefundKind, refund
from core.reschedule_rules import check_answer, check_movable
from core.reschedules import RequestStatus, RescheduleAnswer, RescheduleRequest, ended
from core.sessions import Cancellation, Status, moved
from core.slots import Reason
from core.usecases.refunding import enter
from core.usecases.reschedule_steps import (
    Rescheduled,
    close_request,
    end,
    expire,
    kept_pause,
    own_request,
    reschedule,
)
from core.usecases.reschedule_times import check_free, check_month, diary_for, not_free
from core.usecases.rooms import close as close_room
from core.usecases.rounds import one_by_one
from core.usecases.session_views import SessionView
from core.usecases.telling import settle, tell_both


@dataclass(frozen=True, slots=True)
class RescheduleClosed:
    """A request that was ended; the session stays as it was."""

    view: SessionView
    request: RescheduleRequest


@dataclass(frozen=True, slots=True)
class CalledOff:
    """A session that its mentee cancelled because the mentor asked to reschedule it."""

    view: SessionView


def session_of(desk: Desk, actor: Person, request_id: int) -> int:
    """The actor's session that a request is about; raises NotFound."""
    with desk.store.read() as tx:
        _, request = own_request(tx, actor, request_id)
        return request.session


def accept(desk: Desk, actor: Person, request_id: int, turn: int) -> Rescheduled:
    """Agree to the time on the table: the session moves.

    Raises NotFound, what `check_answer` and `check_movable` raise, MonthUsedUp, TheirMonthUsedUp, and RescheduleNotFree
    where the time was not kept and has gone.
    """
    try:
        return _accept(desk, actor, request_id, turn)
    except SlotTaken as faster:
        with desk.store.read() as tx:
            view, request = own_request(tx, actor, request_id)
            diary, start = diary_for(tx, view), request.last.starts_at
            assert start is not None
            reason = diary.judge(start, request.last.minutes) or Reason.BOOKED
            raise not_free(view, diary, turn, start, request.last.minutes, reason) from faster


def _accept(desk: Desk, actor: Person, request_id: int, turn: int) -> Rescheduled:
    with desk.begin() as tx:
        view, request = own_request(tx, actor, request_id, lock=True)
        check_answer(request, view.viewer, RescheduleAnswer.ACCEPT, turn, tx.now, view.policies)
        check_movable(view.session, tx.now)
        tx.people.lock([view.mentor.id, view.mentee.id])
        start = request.last.starts_at
        assert start is not None
        check_month(tx, view, start)
        diary = diary_for(tx, view)
        # Both have agreed to a time that is kept for them, whatever the mentor's hours have become since.
        pause = kept_pause(tx, view, request, diary.rules.buffer)
        if pause is None:
            check_free(view, diary, turn, start, request.last.minutes)
            pause = diary.rules.buffer
        accepted = ended(request, RequestStatus.ACCEPTED, tx.now, view.viewer)
        tx.reschedules.put(accepted, was=request.turn)
        return reschedule(desk, tx, view, accepted, pause)


def decline(desk: Desk, actor: Person, request_id: int, turn: int) -> RescheduleClosed:
    """Leave the session as it is; raises NotFound and what `check_answer` raises."""
    return _close(desk, actor, request_id, turn, RescheduleAnswer.DECLINE, RequestStatus.DECLINED)


def withdraw(desk: Desk, actor: Person, request_id: int, turn: int) -> RescheduleClosed:
    """Take one's own request back; raises NotFound and what `check_answer` raises."""
    return _close(desk, actor, request_id, turn, RescheduleAnswer.WITHDRAW, RequestStatus.WITHDRAWN)


def _close(
    desk: Desk, actor: Person, request_id: int, turn: int, answer: RescheduleAnswer, status: RequestStatus
) -> RescheduleClosed:
    with desk.begin() as tx:
        view, request = own_request(tx, actor, request_id, lock=True)
        check_answer(request, view.viewer, answer, turn, tx.now, view.policies)
        closed = ended(request, status, tx.now, view.viewer)
        end(desk, tx, view.session, closed, (view.viewer, actor.id))
        requests = (*(each for each in view.requests if each.id != closed.id), closed)
        return RescheduleClosed(replace(view, requests=requests), closed)


def calling_off(desk: Desk, actor: Person, request_id: int, turn: int) -> SessionView:
    """What the actor would cancel; raises NotFound and what stands against it."""
    with desk.store.read() as tx:
        view, request = own_request(tx, actor, request_id)
        _check_call_off(view, request, turn)
        return view


def call_off(desk: Desk, actor: Person, request_id: int, turn: int, words: str) -> CalledOff:
    """Cancel the session with a full refund, whatever the cutoff, in answer to a mentor who asked to reschedule it.

    It does not count against the mentee's month. Raises NotFound, TooLong, and what stands against it.
    """
    words = checked_note(words)
    with desk.begin() as tx:
        view, request = own_request(tx, actor, request_id, lock=True)
        _check_call_off(view, request, turn)
        before = view.session
        given_back = refund(before.paid, 100, before.refund)
        after = moved(
            before,
            status=Status.CANCELLED,
            counted=False,
            cancellation=Cancellation(view.viewer, tx.now, None, words),
            refund=given_back,
        )
        after = enter(tx, before, after, RefundKind.CANCELLATION)
        tx.sessions.save(after, was=before.revision)
        tx.claims.release(after.id)
        close_room(tx, after.id)
        close_request(tx, after, by=view.viewer)
        tx.notices.drop(after.id)
        tell_both(tx, after, Kind.CANCELLED)
        settle(tx, after)
        desk.note(
            tx,
            "SESSION_CANCELLED",
            actor.id,
            session=after.id,
            before={"status": before.status, "revision": before.revision, "request": request.id},
            after={
                "status": after.status,
                "by": view.viewer,
                "reason": None,
                "counted": int(after.counted),
                "refund_pct": given_back.pct,
                "refund_amount": given_back.amount,
                "refund_status": given_back.status,
            },
        )
        return CalledOff(replace(view, session=after))


def expire_overdue(desk: Desk) -> int:
    """End requests that were not answered in time; returns how many. Safe to run twice at once."""
    with desk.store.read() as tx:
        overdue = tx.reschedules.overdue(tx.now)
    return one_by_one(desk, "reschedules", overdue, partial(_expire, desk))


def _expire(desk: Desk, number: int) -> bool:
    with desk.store.write() as tx:
        found = tx.reschedules.get(number)
        session = None if found is None else tx.sessions.lock(found.session)
        request = tx.reschedules.get(number)
        if session is None or request is None or not request.is_open or request.is_live(tx.now):
            return False
        expire(desk, tx, session, request)
        return True


def _check_call_off(view: SessionView, request: RescheduleRequest, turn: int) -> None:
    check_answer(request, view.viewer, RescheduleAnswer.CANCEL, turn, view.now, view.policies)
    check_movable(view.session, view.now)
