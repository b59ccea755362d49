"""A mentor leaves a session that goes on: with another mentor, or until the mentee has chosen one."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.cancelling import check_reason
from core.desk import Desk
from core.errors.booking import SlotTaken
from core.errors.common import NotFound
from core.errors.mentors import MentorNotBookable
from core.errors.replacing import ReplacementNotFree
from core.errors.sessions import AlreadyOver, Stale
from core.ids import code_of
from core.mentors import Mentor
from core.notices import Kind
from core.payloads import MentorLeft, Reassigned
from core.people import Person, Role
from core.ports.claims import Claim
from core.ports.store import Transaction
from core.replacements import prompts_of
from core.reschedules import RequestStatus
from core.sessions import CancelReason, Departure, Reassignment, Session, Status, moved
from core.slots import Diary
from core.usecases.diaries import diary_of
from core.usecases.matching import free_then, offered_mentor
from core.usecases.reschedule_steps import close_request
from core.usecases.rooms import ask_for_session
from core.usecases.rooms import close as close_room
from core.usecases.rounds import one_by_one
from core.usecases.session_views import SessionView, check_cancel, check_present, own_session
from core.usecases.telling import refresh_homes, settle, tell
from core.weeks import nearest

SHORTLIST = 10
NEAREST = 4


@dataclass(frozen=True, slots=True)
class LeftSession:
    """A session that goes on without the mentor who left it, as they see it; `found` when another takes it on."""

    view: SessionView
    found: bool


@dataclass(frozen=True, slots=True)
class TakenOn:
    """What another mentor changes about a session; the time has been claimed."""

    mentor: Mentor
    starts_at: datetime
    buffer_minutes: int
    meeting_url: str


def leave_session(
    desk: Desk, actor: Person, session: Session, revision: int, why: tuple[CancelReason | None, str]
) -> LeftSession:
    """Cancel as a mentor where the policies have another one sought: the best who is free takes the session on.

    Where others are faster to get a mentor's time, the next best is asked. Raises what `cancel_session` raises.
    """
    return _with_the_best(
        desk, session, lambda mentor: _leave_to(desk, actor, session.id, revision, why, mentor)
    )


def replace_unreachable(desk: Desk, actor: Person, session_id: int, revision: int) -> LeftSession:
    """Have another mentor sought, as the mentee of one who cannot be written to; the best who is free takes it on.

    Raises NotFound, Stale, AlreadyOver.
    """
    with desk.store.read() as tx:
        session = own_session(tx, actor, session_id).session

    def leave(mentor: int | None) -> LeftSession:
        with desk.begin() as tx:
            view = unanswered(tx, actor, session_id, revision, lock=True, or_unreachable=True)
            if not (view.lacks_mentor and view.policies.reassign_on_mentor_cancel):
                raise Stale(session_id)
            return _leave(desk, tx, view, (None, ""), mentor, by=actor.id)

    return _with_the_best(desk, session, leave)


def relieve_suspended(desk: Desk) -> int:
    """Have other mentors sought for what suspended ones were to give; returns for how many sessions."""
    with desk.store.read() as tx:
        found = tx.sessions.led_by_suspended(tx.now)
    return one_by_one(desk, "suspensions", found, lambda session: hand_over_of(desk, [session]), code_of)


def hand_over_of(desk: Desk, sessions: Sequence[int]) -> list[LeftSession]:
    """Have another mentor sought for each of these, whose mentor is suspended; others are left as they are."""
    left: list[LeftSession] = []
    for session_id in sessions:
        with suppress(Stale):
            left.append(_relieved(desk, session_id))
    return left


def _relieved(desk: Desk, session_id: int) -> LeftSession:
    with desk.store.read() as tx:
        session = tx.sessions.get(session_id)
    assert session is not None

    def leave(mentor: int | None) -> LeftSession:
        with desk.begin() as tx:
            present = tx.sessions.lock(session_id)
            assert present is not None
            mentee = tx.people.get(present.mentee)
            assert mentee is not None
            view = own_session(tx, mentee, session_id)
            agreed = present.status is Status.SCHEDULED and tx.now < present.starts_at
            if not (agreed and present.has_mentor and view.mentor.suspended):
                raise Stale(session_id)
            return _leave(desk, tx, view, (None, ""), mentor, by=None)

    return _with_the_best(desk, session, leave)


def _with_the_best(desk: Desk, session: Session, leave: Callable[[int | None], LeftSession]) -> LeftSession:
    """Leave it to the best who is free; where others are faster to get their time, to the next, or to nobody."""
    lost: set[int] = set()
    while True:
        with desk.store.read() as tx:
            found = free_then(tx, session, SHORTLIST, lost).mentors
        if not found:
            return leave(None)
        for mentor in found:
            try:
                return leave(mentor)
            except (SlotTaken, ReplacementNotFree, MentorNotBookable):
                lost.add(mentor)


def take_on(
    desk: Desk,
    tx: Transaction,
    before: Session,
    mentee: Person,
    mentor_id: int,
    start: datetime,
    *,
    forced: bool = False,
) -> TakenOn:
    """Have another mentor take a session on at `start`, and claim the time of both; nothing else of it is changed.

    `forced` by an admin it may be off the grid, and with a mentor who accepts each booking.
    Raises NotFound, MentorNotBookable, ReplacementNotFree, and SlotTaken where somebody was faster.
    """
    tx.people.lock([mentee.id, mentor_id])
    mentor = offered_mentor(tx, before, mentee, mentor_id, forced=forced)
    diary = diary_of(tx, mentor, mentee, tx.policies(), ignoring=before)
    check_free_for(before, mentor, diary, start, forced=forced)
    end, buffer = start + timedelta(minutes=before.minutes), diary.rules.buffer
    tx.claims.release(before.id)
    close_room(tx, before.id)
    tx.claims.take(
        [
            Claim(mentor.id, start, end + timedelta(minutes=buffer), before.id, None, buffer),
            Claim(mentee.id, start, end, before.id),
        ]
    )
    return TakenOn(mentor, start, buffer, desk.rooms.link(mentor))


def check_free_for(
    session: Session, mentor: Mentor, diary: Diary, start: datetime, *, forced: bool
) -> None:
    """Raise ReplacementNotFree unless the mentor, whose diary it is, could give the session at `start`."""
    if reason := (diary.conflict if forced else diary.judge)(start, session.minutes):
        near = () if session.has_mentor else tuple(nearest(diary, start, NEAREST, session.minutes))
        name = mentor.person.name
        raise ReplacementNotFree(session.id, session.revision, mentor.id, name, start, reason, near)


def unanswered(
    tx: Transaction,
    actor: Person,
    session_id: int,
    revision: int | None = None,
    *,
    lock: bool = False,
    or_unreachable: bool = False,
) -> SessionView:
    """The mentee's own session which they have to answer about; raises NotFound, Stale, AlreadyOver.

    With `or_unreachable` also one whose mentor cannot be written to.
    """
    view = own_session(tx, actor, session_id, lock=lock)
    session = view.session
    if view.viewer is not Role.MENTEE:
        raise NotFound("session")
    if revision is not None:
        check_present(session, revision)
    if session.status is not Status.SCHEDULED or tx.now >= session.starts_at:
        raise AlreadyOver(session.id, session.status.value)
    if not (session.is_unanswered or (or_unreachable and view.lacks_mentor)):
        raise Stale(session.id)
    return view


def _leave_to(
    desk: Desk,
    actor: Person,
    session_id: int,
    revision: int,
    why: tuple[CancelReason | None, str],
    mentor: int | None,
) -> LeftSession:
    with desk.begin() as tx:
        view = own_session(tx, actor, session_id, lock=True)
        check_present(view.session, revision)
        check_cancel(view)
        check_reason(why, view.policies)
        return _leave(desk, tx, view, why, mentor, by=actor.id)


def _leave(
    desk: Desk,
    tx: Transaction,
    view: SessionView,
    why: tuple[CancelReason | None, str],
    mentor: int | None,
    *,
    by: int | None,
) -> LeftSession:
    """Take the mentor off the session and leave it to another, or to the mentee's choice."""
    before = view.session
    close_request(tx, before, RequestStatus.CANCELLED)
    after = _searched(tx, before) if mentor is None else _handed_over(desk, tx, view, mentor)
    tx.departures.add(Departure(after.id, before.mentor, tx.now, *why))
    tx.sessions.save(after, was=before.revision)
    tx.notices.drop(after.id)
    if mentor is not None:
        ask_for_session(desk, tx, after)
    _tell(tx, view, after)
    desk.note(
        tx,
        "SESSION_MENTOR_LEFT",
        by,
        session=after.id,
        before={
            "mentor": before.mentor,
            "reassignment": before.reassignment,
            "revision": before.revision,
        },
        after={"mentor": mentor, "reassignment": after.reassignment, "reason": why[0]},
    )
    seen = replace(view, session=after, former=view.viewer is Role.MENTOR)
    return LeftSession(seen, found=mentor is not None)


def _handed_over(desk: Desk, tx: Transaction, view: SessionView, mentor: int) -> Session:
    taken = take_on(desk, tx, view.session, view.mentee, mentor, view.session.starts_at)
    return moved(
        view.session,
        mentor=mentor,
        buffer_minutes=taken.buffer_minutes,
        meeting_url=taken.meeting_url,
        reassignment=Reassignment.PENDING_ACCEPTANCE,
    )


def _searched(tx: Transaction, before: Session) -> Session:
    """Nobody is free: the mentee's time stays claimed, and the one who left is a party no more."""
    tx.claims.release(before.id)
    tx.claims.take([Claim(before.mentee, before.starts_at, before.ends_at, before.id)])
    return moved(before, reassignment=Reassignment.AWAITING_CHOICE)


def _tell(tx: Transaction, view: SessionView, after: Session) -> None:
    """Write to all concerned; who is out of reach sees it in the messages that they have, once they are back."""
    found, left = after.has_mentor, view.mentor
    if view.viewer is Role.MENTOR:
        tell(tx, after, Kind.MENTOR_LEFT, [left.id], payload=MentorLeft(found=found))
    tell(tx, after, Kind.REASSIGNED, [after.mentee], payload=Reassigned(left=left.id))
    if found:
        tell(tx, after, Kind.ASSIGNED, [after.mentor])
    dues = prompts_of(after, tx.now)
    for due, following in zip(dues, [*dues[1:], after.starts_at], strict=True):
        tell(
            tx,
            after,
            Kind.REASSIGNMENT_PROMPT,
            [after.mentee],
            about=due.isoformat(),
            due=due,
            expires=following,
        )
    concerned = {left.id, after.mentor, after.mentee}
    settle(tx, after, people=concerned)
    refresh_homes(tx, after, list(concerned))
