"""How a session goes on after its mentor cancelled: the mentee keeps who was found, or chooses another."""

from dataclasses import dataclass, replace
from datetime import datetime

from core import payloads
from core.desk import Desk
from core.errors.booking import SlotTaken
from core.errors.common import NotFound
from core.errors.mentors import MentorNotBookable
from core.errors.replacing import ReplacementNotFree
from core.errors.sessions import Stale
from core.notices import Kind
from core.people import Person
from core.ports.store import Transaction
from core.sessions import Reassignment, Session, moved
from core.slots import Reason
from core.usecases.booking import check_month
from core.usecases.diaries import diary_of
from core.usecases.members import check_active
from core.usecases.quota import month_of
from core.usecases.replacing import NEAREST, take_on, unanswered
from core.usecases.rooms import ask_for_session
from core.usecases.session_views import SessionView
from core.usecases.telling import refresh_homes, remind_both, settle, tell
from core.weeks import nearest


@dataclass(frozen=True, slots=True)
class ChoiceMade:
    """A session that goes on, as the mentee sees it."""

    view: SessionView


def keep(desk: Desk, actor: Person, session_id: int, revision: int) -> ChoiceMade:
    """Go on with the mentor who was found. Raises NotFound, Stale, AlreadyOver, ReplacementNotFree."""
    with desk.begin() as tx:
        view = unanswered(tx, actor, session_id, revision, lock=True)
        before = view.session
        if not before.has_mentor:
            raise Stale(before.id)
        if view.mentor.suspended or not view.mentor.reachable:
            raise ReplacementNotFree(
                before.id,
                before.revision,
                before.mentor,
                view.mentor.name,
                before.starts_at,
                "suspended" if view.mentor.suspended else "unreachable",
            )
        after = moved(before, reassignment=Reassignment.ACCEPTED)
        tell(tx, after, Kind.REASSIGNMENT_SETTLED, [after.mentor])
        return _goes_on(desk, tx, replace(view, session=after), before)


def choose(
    desk: Desk, actor: Person, session_id: int, revision: int, mentor_id: int, start: datetime
) -> ChoiceMade:
    """Go on with this mentor: at the session's time, or where nobody was found, at any that is free.

    Raises NotFound, Stale, AlreadyOver, Suspended, MonthUsedUp, and ReplacementNotFree with free times near.
    """
    try:
        return _choose(desk, actor, session_id, revision, mentor_id, start)
    except SlotTaken as faster:
        raise _overtaken(desk, actor, session_id, mentor_id, start) from faster


def _choose(
    desk: Desk, actor: Person, session_id: int, revision: int, mentor_id: int, start: datetime
) -> ChoiceMade:
    with desk.begin() as tx:
        view = unanswered(tx, actor, session_id, revision, lock=True)
        before = view.session
        check_active(actor)
        if before.has_mentor and start != before.starts_at:
            raise NotFound("time")
        if (hold := tx.sessions.hold_of(actor.id)) is not None:
            tx.claims.release(hold.id)
            tx.sessions.drop_hold(hold.id)
        try:
            taken = take_on(desk, tx, before, actor, mentor_id, start)
        except MentorNotBookable as gone:
            raise ReplacementNotFree(
                before.id, before.revision, mentor_id, gone.name, start, gone.why
            ) from gone
        month = month_of(actor, start).isoformat()
        if month != before.month:
            check_month(tx, actor, start)
        after = moved(
            before,
            mentor=mentor_id,
            starts_at=start,
            month=month,
            buffer_minutes=taken.buffer_minutes,
            meeting_url=taken.meeting_url,
            reassignment=Reassignment.ACCEPTED,
        )
        ask_for_session(desk, tx, after)
        tell(tx, after, Kind.ASSIGNED, [after.mentor])
        if before.has_mentor:
            tell(
                tx,
                after,
                Kind.REASSIGNMENT_SETTLED,
                [before.mentor],
                payload=payloads.Chosen(declined=True),
            )
        return _goes_on(desk, tx, replace(view, session=after, mentor=taken.mentor.person), before)


def _goes_on(desk: Desk, tx: Transaction, view: SessionView, before: Session) -> ChoiceMade:
    """Store what the mentee has chosen and tell everybody but the new mentor, who has been told."""
    after = view.session
    tx.sessions.save(after, was=before.revision)
    remind_both(tx, after)
    left = [departure.mentor for departure in tx.departures.of(after.id)]
    tell(tx, after, Kind.REASSIGNMENT_SETTLED, [after.mentee])
    tell(tx, after, Kind.REASSIGNMENT_SETTLED, left, key="left")
    concerned = {before.mentor, after.mentor, after.mentee}
    settle(tx, after, people=concerned)
    refresh_homes(tx, after, list(concerned))
    desk.note(
        tx,
        "SESSION_REASSIGNMENT_ACCEPTED",
        after.mentee,
        session=after.id,
        before={
            "mentor": before.mentor,
            "starts_at": before.starts_at.isoformat(),
            "reassignment": before.reassignment,
            "revision": before.revision,
        },
        after={
            "mentor": after.mentor,
            "starts_at": after.starts_at.isoformat(),
            "reassignment": after.reassignment,
        },
    )
    return ChoiceMade(view)


def _overtaken(
    desk: Desk, actor: Person, session_id: int, mentor_id: int, start: datetime
) -> ReplacementNotFree:
    """Somebody was faster, as the database has found: what is free now."""
    with desk.store.read() as tx:
        view = unanswered(tx, actor, session_id)
        session = view.session
        mentor = tx.mentors.get(mentor_id)
        assert mentor is not None
        diary = diary_of(tx, mentor, actor, view.policies, ignoring=session)
        reason = diary.judge(start, session.minutes) or Reason.BOOKED
        near = () if session.has_mentor else tuple(nearest(diary, start, NEAREST, session.minutes))
        return ReplacementNotFree(
            session.id, session.revision, mentor.id, mentor.person.name, start, reason, near
        )
