"""Requests to reschedule: asking, and proposing another time instead of the one that was asked for."""

from dataclasses import dataclass, replace
from datetime import datetime

from core.cancelling import checked_note
from core.desk import Desk
from core.errors.booking import DurationNotOffered, SlotTaken
from core.errors.cancelling import ReasonMissing
from core.ids import new_id
from core.people import Person, Role
from core.policies import CountRescheduleOn
from core.ports.store import Transaction
from core.reschedule_rules import needs_approval
from core.reschedules import (
    RequestStatus,
    RescheduleAnswer,
    RescheduleProposal,
    RescheduleRequest,
    asked,
    chosen,
    countered,
    counts_now,
    ended,
    used_one_more,
)
from core.slots import Diary, Reason
from core.usecases.reschedule_preview import check_may_leave_open, check_way
from core.usecases.reschedule_steps import Rescheduled, expire, note, put_on_table, reschedule
from core.usecases.reschedule_times import check_time, diary_for, not_free
from core.usecases.session_views import SessionView, check_present, own_session


@dataclass(frozen=True, slots=True)
class RescheduleAsked:
    """A request that waits for the other side."""

    view: SessionView
    request: RescheduleRequest


@dataclass(frozen=True, slots=True)
class RescheduleCountered:
    """Another time is on the table, and the turn is the other side's."""

    view: SessionView
    request: RescheduleRequest


def propose(
    desk: Desk,
    actor: Person,
    session_id: int,
    revision: int,
    turn: int,
    start: datetime,
    minutes: int,
    words: str,
) -> RescheduleAsked | RescheduleCountered | Rescheduled:
    """Ask for this time (`turn` 0), or counter with it, or choose it where the mentor left the choice.

    Where the policy wants no agreement, and where the mentee chooses, the session moves at once. Raises NotFound,
    Stale, TooLong, ReasonMissing (of mentors who ask), and what stands against the proposal or its time.
    """
    words = checked_note(words)
    try:
        return _propose(desk, actor, session_id, revision, turn, start, minutes, words)
    except SlotTaken as faster:
        with desk.store.read() as tx:
            view = own_session(tx, actor, session_id)
            diary = diary_for(tx, view)
            reason = diary.judge(start, minutes) or Reason.BOOKED
            raise not_free(view, diary, turn, start, minutes, reason) from faster


def let_them_choose(
    desk: Desk, actor: Person, session_id: int, revision: int, words: str
) -> RescheduleAsked:
    """Ask the mentee for another time; raises what `propose` raises, NotAllowed to mentees."""
    words = checked_note(words)
    with desk.begin() as tx:
        view = own_session(tx, actor, session_id, lock=True)
        check_present(view.session, revision)
        check_way(view, 0)
        check_may_leave_open(view)
        _check_reason(view, words)
        proposal = RescheduleProposal(view.viewer, tx.now, None, view.session.minutes, words)
        return _ask(desk, tx, view, proposal, 0)


def _propose(
    desk: Desk,
    actor: Person,
    session_id: int,
    revision: int,
    turn: int,
    start: datetime,
    minutes: int,
    words: str,
) -> RescheduleAsked | RescheduleCountered | Rescheduled:
    with desk.begin() as tx:
        view = own_session(tx, actor, session_id, lock=True)
        check_present(view.session, revision)
        answer = check_way(view, turn)
        if answer is None:
            _check_reason(view, words)
        tx.people.lock([view.mentor.id, view.mentee.id])
        diary = diary_for(tx, view)
        check_time(tx, view, diary, turn, start, minutes)
        proposal = RescheduleProposal(view.viewer, tx.now, start, minutes, words)
        if view.request is None:
            if needs_approval(view.session, view.policies):
                return _ask(desk, tx, view, proposal, diary.rules.buffer)
            return _move_at_once(desk, tx, view, proposal, diary)
        if answer is RescheduleAnswer.CHOOSE:
            return _choose(desk, tx, view, view.request, proposal, diary)
        return _counter(desk, tx, view, view.request, proposal, diary)


def _ask(
    desk: Desk, tx: Transaction, view: SessionView, proposal: RescheduleProposal, buffer: int
) -> RescheduleAsked:
    _clear_away(desk, tx, view)
    before = view.session
    request = asked(new_id(tx.now), before, proposal, view.policies)
    if counts_now(before, view.policies, CountRescheduleOn.REQUEST):
        view = replace(view, session=used_one_more(before, view.viewer))
        tx.sessions.save(view.session, was=before.revision)
    put_on_table(tx, view, request, buffer)
    note(desk, tx, "SESSION_RESCHEDULE_REQUESTED", view, before, request)
    return RescheduleAsked(replace(view, requests=(*view.requests, request)), request)


def _move_at_once(
    desk: Desk, tx: Transaction, view: SessionView, proposal: RescheduleProposal, diary: Diary
) -> Rescheduled:
    _clear_away(desk, tx, view)
    request = asked(new_id(tx.now), view.session, proposal, view.policies)
    request = ended(request, RequestStatus.ACCEPTED, tx.now, view.viewer)
    tx.reschedules.put(request)
    if counts_now(view.session, view.policies, CountRescheduleOn.REQUEST):
        view = replace(view, session=used_one_more(view.session, view.viewer))
    return reschedule(desk, tx, view, request, diary.rules.buffer)


def _counter(
    desk: Desk,
    tx: Transaction,
    view: SessionView,
    request: RescheduleRequest,
    proposal: RescheduleProposal,
    diary: Diary,
) -> RescheduleCountered:
    after = countered(request, view.session, proposal, view.policies)
    put_on_table(tx, view, after, diary.rules.buffer, was=request.turn)
    note(desk, tx, "SESSION_RESCHEDULE_COUNTERED", view, view.session, after)
    requests = (*(each for each in view.requests if each.id != after.id), after)
    return RescheduleCountered(replace(view, requests=requests), after)


def _choose(
    desk: Desk,
    tx: Transaction,
    view: SessionView,
    request: RescheduleRequest,
    proposal: RescheduleProposal,
    diary: Diary,
) -> Rescheduled:
    if proposal.minutes != request.last.minutes:
        raise DurationNotOffered(proposal.minutes, (request.last.minutes,))
    after = chosen(request, proposal)
    tx.reschedules.put(after, was=request.turn)
    return reschedule(desk, tx, view, after, diary.rules.buffer)


def _check_reason(view: SessionView, words: str) -> None:
    if view.viewer is Role.MENTOR and not words:
        raise ReasonMissing("note")


def _clear_away(desk: Desk, tx: Transaction, view: SessionView) -> None:
    """End what was asked before and not answered in time, where no round has been at it yet."""
    for request in view.requests:
        if request.is_open:
            expire(desk, tx, view.session, request)
