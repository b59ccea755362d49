"""Taking somebody who is to be erased out of what is ahead, with the usual messages to the others, and erasing them.

Each step is a transaction of its own, so that two hundred sessions hold nobody up, and any process may go on.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from core.cancelling import withdrawn
from core.councils import Attendance, Council, CouncilStatus, PollAnswer
from core.desk import Desk
from core.erasing import FAREWELL, Erasure
from core.errors.booking import Suspended
from core.errors.common import Refusal
from core.errors.members import LastAdmin
from core.ids import new_id
from core.notices import Kind, Notice
from core.people import Person, Role
from core.ports.store import Transaction
from core.sessions import Session, Status
from core.usecases import recording
from core.usecases.booking import let_go
from core.usecases.cancelling import carry_out, seeks_replacement
from core.usecases.confirming import turn_down
from core.usecases.councils import deciding, dropping, polling, registering
from core.usecases.erasing.ahead import MOST, councils_ahead, sessions_ahead
from core.usecases.erasing.asking import check_erasable, unfinished_of
from core.usecases.giving_up import give_back
from core.usecases.members import existing, held
from core.usecases.payments.paying import end as end_unpaid
from core.usecases.replacing import hand_over_of
from core.usecases.session_views import views_of

AT_ONCE = 5
"""Sessions that are left before others have their turn."""


def due(desk: Desk) -> Sequence[int]:
    """The members whose grace is over, and who are not erased yet."""
    with desk.store.read() as tx:
        return tx.erasures.due(tx.now)


def go_on(desk: Desk, person_id: int) -> bool:
    """Do the next step; False where nothing more can be done for now. Safe to run twice at once."""
    with desk.store.read() as tx:
        erasure = tx.erasures.get(person_id)
        if erasure is None or erasure.erased_at is not None or erasure.due_at > tx.now:
            return False
        person = existing(tx, person_id)
        councils = councils_ahead(tx, person_id)
        sessions = sessions_ahead(tx, person_id, tx.now)
    if erasure.left_at is None:
        return _begin(desk, person_id)
    if councils and not person.suspended:
        for council in councils:
            with suppress(Refusal):
                _leave_council(desk, person, council)
    if not person.suspended:
        return _shut(desk, person_id)
    if left := sum(_leave_session(desk, person, session) for session in sessions[:AT_ONCE]):
        return bool(left)
    _erase(desk, person_id)
    return False


def _begin(desk: Desk, person_id: int) -> bool:
    """From now on it cannot be stopped; what has to end first has it wait, of which the member hears."""
    with desk.unasked().begin() as tx:
        admins = tx.people.count_admins()
        person = held(tx, person_id)
        erasure = tx.erasures.get(person_id)
        if erasure is None:
            return False
        try:
            check_erasable(person, admins)
            waits = bool(unfinished_of(tx, person_id))
        except (LastAdmin, Suspended):
            waits = True
        _tell(tx, erasure, "waits" if waits else "leaves")
        if waits:
            return False
        tx.erasures.put(replace(erasure, left_at=tx.now))
        desk.note(tx, "ERASURE_BEGUN", None, after={"person": person_id})
    return True


def _tell(tx: Transaction, erasure: Erasure, what: str) -> None:
    key = f"{Kind.ERASURE}:{erasure.person}:{erasure.asked_at.isoformat()}:{what}"
    tx.notices.add([Notice(new_id(tx.now), Kind.ERASURE, erasure.person, tx.now, key)])


def _shut(desk: Desk, person_id: int) -> bool:
    """Nobody books them any more, and they book nobody."""
    with desk.unasked().begin() as tx:
        person = held(tx, person_id)
        tx.people.save(replace(person, suspended=True))
        for hold in tx.sessions.holds_with(person_id):
            let_go(tx, hold)
        tx.subscriptions.close(person_id, tx.now)
    return True


def _leave_session(desk: Desk, person: Person, session: Session) -> bool:
    """Whether they are out of it; a refusal leaves it to another round."""
    desk = desk.unasked()
    if session.mentor == person.id and session.status is Status.SCHEDULED:
        with desk.store.read() as tx:
            seeks = seeks_replacement(views_of(tx, [session], person)[0])
        if seeks:
            return bool(hand_over_of(desk, [session.id]))
    with desk.begin() as tx:
        present = tx.sessions.lock(session.id)
        if present is None or present.revision != session.revision:
            return False
        _cancel(desk, tx, person, present)
    return True


def _cancel(desk: Desk, tx: Transaction, person: Person, session: Session) -> None:
    is_mentee = session.mentee == person.id
    if session.status is Status.AWAITING_PAYMENT:
        end_unpaid(desk, tx, session, person.id if is_mentee else None)
        return
    view = views_of(tx, [session], person)[0]
    if is_mentee and session.is_unanswered:
        give_back(desk, tx, session, Role.MENTEE)
    elif session.status is Status.REQUESTED and not is_mentee:
        turn_down(desk, tx, view)
    else:
        carry_out(desk, tx, view, withdrawn(session, view.viewer, tx.now, view.policies, (None, "")))


def _leave_council(desk: Desk, person: Person, council: Council) -> None:
    """As whatever they are in it; raises what refuses it, which leaves it to another round."""
    desk = desk.unasked()
    if council.coordinator == person.id and (council.own or council.status is CouncilStatus.PENDING):
        deciding.cancel(desk, person, council.id, council.revision)
        return
    if council.coordinator == person.id:
        _hand_over(desk, person, council)
        return
    with desk.store.read() as tx:
        place = tx.councils.place(council.id, person.id)
    if place is not None and place.attendance is not Attendance.LEFT:
        registering.leave(desk, person, council.id)
    elif council.status is CouncilStatus.CONFIRMED:
        dropping.drop_out(desk, person, council.id, council.revision)
    else:
        polling.answer_all(desk, person, council.id, PollAnswer.NO)


def _hand_over(desk: Desk, person: Person, council: Council) -> None:
    """Another admin coordinates it from now on."""
    with desk.begin() as tx:
        before = tx.councils.take(council.id)
        other = next((admin for admin in tx.people.admins() if admin != person.id), None)
        if before is None or other is None:
            return
        tx.councils.save(
            replace(before, coordinator=other, revision=before.revision + 1), was=before.revision
        )
        desk.note(
            tx,
            "COUNCIL_HANDED_OVER",
            None,
            council=council.id,
            before={"coordinator": person.id, "revision": before.revision},
            after={"coordinator": other, "revision": before.revision + 1},
        )


def _erase(desk: Desk, person_id: int) -> None:
    """Once what was told has had its time, and nothing of theirs goes on."""
    with desk.unasked().begin() as tx:
        held(tx, person_id)
        erasure = tx.erasures.get(person_id)
        if erasure is None or erasure.left_at is None or erasure.erased_at is not None:
            return
        if tx.now < erasure.left_at + FAREWELL or _goes_on(tx, person_id):
            return
        recording.drop_all(tx, person_id)
        tx.erasures.erase(person_id)
        tx.erasures.put(replace(erasure, erased_at=tx.now))
        desk.note(tx, "MEMBER_ERASED", None, after={"person": person_id})


def _goes_on(tx: Transaction, person_id: int) -> bool:
    """Whether a session or council of theirs has not ended, or what follows from one."""
    under_way = (each.status is CouncilStatus.CONFIRMED for each in tx.councils.concerning(person_id, MOST))
    return tx.erasures.goes_on(person_id) or bool(unfinished_of(tx, person_id)) or any(under_way)
