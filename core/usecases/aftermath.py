"""What the parties say about who came to their session."""

from dataclasses import dataclass

from core.aftermath import LIVE, AttendanceStatement, check_statement, gives_in, missed
from core.attendance import Absent, Category, Dispute, DisputeStatus, Priority, Step
from core.desk import Desk
from core.disputes import ALARM_AFTER, PRESSING
from core.errors.common import Missing, TooLong
from core.ids import new_id
from core.notices import Asks, Kind, kinds_that
from core.payloads import OfDispute
from core.people import Person, Role
from core.ports.store import Transaction
from core.sessions import Status, parties
from core.usecases.closing import complete, save_outcome
from core.usecases.dispute_acts import alarm_admins
from core.usecases.disputes import close_dispute, happened, judges
from core.usecases.session_views import SessionView, check_present, own_session
from core.usecases.telling import refresh_homes, settle, tell, tell_admins

WORDS_LIMIT = 1000
_ASKING = kinds_that(lambda told: told.asks is Asks.OUTCOME)
"""Messages whose buttons do not apply while an admin decides."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A party has said what became of the session; `dispute` is what an admin has to decide about it."""

    view: SessionView
    dispute: Dispute | None = None


def to_state(
    desk: Desk, actor: Person, session_id: int, revision: int, statement: AttendanceStatement
) -> SessionView:
    """The session about which the actor would say so; raises NotFound, Stale and what `check_statement` raises."""
    with desk.store.read() as tx:
        view = own_session(tx, actor, session_id)
        _check(view, revision, statement)
        return view


def took_place(desk: Desk, actor: Person, session_id: int, revision: int) -> Stated:
    """Say that it took place, whatever was said before; ends a dispute that says so too, or that was one's own.

    Raises NotFound, Stale and what `check_statement` raises.
    """
    with desk.begin() as tx:
        view = _checked(tx, actor, session_id, revision, AttendanceStatement.TOOK_PLACE)
        before = after = view.session
        if before.status is not Status.COMPLETED:
            # A mentee is asked how it was in the answer to this.
            asked = view.viewer is Role.MENTOR and view.feedback is None
            after = complete(desk, tx, before, actor.id, ask=asked)
        review = view.review
        if review is not None and gives_in(before, view.viewer, review):
            agreed = review.by != actor.id
            how = DisputeStatus.RESOLVED if agreed else DisputeStatus.DISMISSED
            close_dispute(desk, tx, after, review, how, actor.id, "SESSION_DISPUTE_CLOSED")
        elif before.absent is not None:
            both = [person for person, _ in parties(after)]
            tell(tx, after, Kind.NO_SHOW, both, payload=OfDispute(took_place=True))
        return Stated(own_session(tx, actor, after.id))


def report_absent(desk: Desk, actor: Person, session_id: int, revision: int, description: str) -> Stated:
    """Say that the other one did not come: a mentee is recorded so, about a mentor an admin decides (AFT-3).

    A mentee describes what happened. Raises NotFound, Stale, Missing, TooLong and what `check_statement` raises.
    """
    with desk.begin() as tx:
        view = _checked(tx, actor, session_id, revision, AttendanceStatement.ABSENT)
        if view.viewer is Role.MENTOR:
            return _missed(desk, tx, view, Absent.MENTEE)
        return _dispute(desk, tx, view, description, Absent.MENTOR, Priority.HIGH)


def neither_came(desk: Desk, actor: Person, session_id: int, revision: int) -> Stated:
    """Say that it did not take place at all; admins hear of it.

    Raises NotFound, Stale and what `check_statement` raises.
    """
    with desk.begin() as tx:
        view = _checked(tx, actor, session_id, revision, AttendanceStatement.NEITHER)
        stated = _missed(desk, tx, view, Absent.BOTH)
        tell_admins(tx, stated.view.session, Kind.UNCONFIRMED, tx.people.admins())
        return stated


def object_no_show(desk: Desk, actor: Person, session_id: int, revision: int, description: str) -> Stated:
    """Say that one did come; admins decide.

    Raises NotFound, Stale, Missing, TooLong and what `check_statement` raises.
    """
    with desk.begin() as tx:
        view = _checked(tx, actor, session_id, revision, AttendanceStatement.OBJECT)
        return _dispute(desk, tx, view, description, None, Priority.MEDIUM)


def _checked(
    tx: Transaction, actor: Person, session_id: int, revision: int, statement: AttendanceStatement
) -> SessionView:
    view = own_session(tx, actor, session_id, lock=True)
    _check(view, revision, statement)
    return view


def _check(view: SessionView, revision: int, statement: AttendanceStatement) -> None:
    check_present(view.session, revision)
    check_statement(statement, view.session, view.viewer, view.now, view.disputes, ruled=view.is_ruled)


def _missed(desk: Desk, tx: Transaction, view: SessionView, absent: Absent) -> Stated:
    after = missed(view.session, absent)
    save_outcome(desk, tx, view.session, after, view.reader.id, "SESSION_NO_SHOW")
    tell(tx, after, Kind.NO_SHOW, [person for person, _ in parties(after)])
    return Stated(own_session(tx, view.reader, after.id))


def _dispute(
    desk: Desk,
    tx: Transaction,
    view: SessionView,
    description: str,
    absent: Absent | None,
    priority: Priority,
) -> Stated:
    """Put it before the admins; a session that is over counts as completed meanwhile, without asking how it was."""
    description = description.strip()
    if not description:
        raise Missing("what")
    if len(description) > WORDS_LIMIT:
        raise TooLong("what", WORDS_LIMIT, len(description))
    session, actor = view.session, view.reader.id
    pressing = priority in PRESSING
    dispute = Dispute(
        new_id(tx.now),
        session.id,
        actor,
        Category.NO_SHOW,
        description,
        tx.now,
        priority,
        absent=absent,
        alarm_at=tx.now + ALARM_AFTER if pressing else None,
    )
    tx.disputes.put(dispute)
    event = happened(tx, dispute, Step.OPENED, actor, code=dispute.category)
    about = str(dispute.id)
    if session.status in LIVE and tx.now >= session.ends_at:
        session = complete(desk, tx, session, actor, ask=False)
    else:
        settle(tx, session, _ASKING, about=about)
    both, deciding = [person for person, _ in parties(session)], judges(tx, session)
    payload = OfDispute(dispute=dispute.id)
    tell(tx, session, Kind.NO_SHOW, both, about=about, payload=payload)
    if pressing:
        alarm_admins(tx, session, dispute, event)
    else:
        tell_admins(tx, session, Kind.DISPUTED, deciding, about=about, payload=payload)
    for people in (both, deciding):
        refresh_homes(tx, session, people, about)
    desk.note(
        tx,
        "SESSION_DISPUTED",
        actor,
        session=session.id,
        before={"status": view.session.status, "revision": view.session.revision},
        after={"dispute": dispute.id, "category": dispute.category, "priority": priority, "absent": absent},
    )
    return Stated(own_session(tx, view.reader, session.id), dispute)
