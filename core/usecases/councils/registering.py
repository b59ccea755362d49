"""Mentees who come: registering with goals and questions, and leaving again."""

from dataclasses import dataclass, replace

from core.councils import Attendance, Council, CouncilStatus, Place
from core.desk import Desk
from core.errors.common import NotFound
from core.errors.councils import BusyThen, CouncilNotAllowed, CouncilOver, CouncilPlanNeeded
from core.notices import Kind
from core.payloads import Attends, CouncilConfirmed
from core.people import Person, Plan
from core.ports.store import Transaction
from core.usecases.councils.drafting import WORDS_LIMIT, checked
from core.usecases.councils.notice_batch import NoticeBatch
from core.usecases.councils.places import claim_place, move_up, registered_in
from core.usecases.councils.views import CouncilView, registrable, seen_by, view_of
from core.usecases.mailing import mail_calendar
from core.usecases.members import check_active


@dataclass(frozen=True, slots=True)
class Registered:
    """The council with the actor's place in it, or on its waiting list; `again` where they had it before."""

    view: CouncilView
    again: bool


def registration(desk: Desk, actor: Person, council_id: int) -> CouncilView:
    """The council that the actor could register for, or change their words in; raises what `register` does."""
    with desk.store.read() as tx:
        council, person = seen_by(tx, actor, council_id)
        _check_registrable(tx, council, person)
        return view_of(tx, council, person)


def register(
    desk: Desk, actor: Person, council_id: int, goals: str = "", questions: str = ""
) -> Registered:
    """Take a place, or one on the waiting list; again, only the words are changed.

    Raises NotFound, Suspended, CouncilPlanNeeded, CouncilNotAllowed for its mentors, CouncilOver, TooLong; BusyThen
    where the time is decided and the actor has something else.
    """
    goals, questions = checked("goals", goals, WORDS_LIMIT), checked("questions", questions, WORDS_LIMIT)
    with desk.begin() as tx:
        council, person = seen_by(tx, actor, council_id, hold=True)
        _check_registrable(tx, council, person)
        earlier = tx.councils.place(council_id, person.id)
        again = earlier is not None and earlier.attendance is not Attendance.LEFT
        place = replace(earlier, goals=goals, questions=questions) if again and earlier else None
        if place is None:
            places = tx.councils.places([council_id]).get(council_id, ())
            is_full = registered_in(places) >= council.capacity
            attendance = Attendance.WAITING if is_full else Attendance.REGISTERED
            place = Place(person.id, tx.now, goals, questions, attendance)
        place = _claimed(tx, council, place, again=again)
        tx.councils.put_places({council_id: [place]})
        if not again:
            _welcome(tx, council, place)
        desk.note(
            tx,
            "COUNCIL_REGISTERED",
            actor.id,
            council=council_id,
            after={"attendance": place.attendance, "again": int(again)},
        )
        return Registered(view_of(tx, council, actor), again)


def leave(desk: Desk, actor: Person, council_id: int) -> CouncilView:
    """Give up one's place: who has waited longest moves up. Leaving again changes nothing.

    Raises NotFound, CouncilOver; CouncilNotAllowed for who called it, who cancels it instead.
    """
    with desk.begin() as tx:
        council, person = seen_by(tx, actor, council_id, hold=True)
        place = tx.councils.place(council_id, person.id)
        if place is None:
            raise NotFound("council")
        if place.attendance is Attendance.LEFT:
            return view_of(tx, council, actor)
        if council.own and council.coordinator == person.id:
            raise CouncilNotAllowed("leave")
        if not registrable(council, tx.now):
            raise CouncilOver(council_id, council.status.value)
        tx.claims.release_of(council_id, person.id)
        tx.councils.put_places({council_id: [replace(place, attendance=Attendance.LEFT, busy=False)]})
        notices = NoticeBatch(tx)
        mail_calendar(tx, person.id, council=council_id)
        move_up(desk, tx, notices, council)
        notices.home(person.id)
        notices.send()
        desk.note(
            tx,
            "COUNCIL_LEFT",
            actor.id,
            council=council_id,
            before={"attendance": place.attendance},
            after={"attendance": Attendance.LEFT},
        )
        return view_of(tx, council, actor)


def _check_registrable(tx: Transaction, council: Council, person: Person) -> None:
    check_active(person)
    if council.seat_of(person.id) is not None:
        raise CouncilNotAllowed("register")
    if person.plan is not Plan.COUNCIL:
        raise CouncilPlanNeeded(person.plan)
    if not registrable(council, tx.now):
        raise CouncilOver(council.id, council.status.value)


def _claimed(tx: Transaction, council: Council, place: Place, *, again: bool) -> Place:
    """The place with the mentee's time claimed, once there is a time; raises BusyThen for a new one."""
    if place.attendance is not Attendance.REGISTERED or (again and not place.busy):
        return place
    if claim_place(tx, council, place.person):
        return replace(place, busy=False)
    if again:
        return place
    assert council.starts_at is not None
    raise BusyThen(council.starts_at)


def _welcome(tx: Transaction, council: Council, place: Place) -> None:
    notices = NoticeBatch(tx)
    if council.status is CouncilStatus.CONFIRMED:
        attends: Attends = "registrant" if place.attendance is Attendance.REGISTERED else "waiting"
        key = f"{council.revision}:{tx.now.timestamp()}"
        notices.tell(
            Kind.COUNCIL_CONFIRMED,
            place.person,
            council,
            key=key,
            payload=CouncilConfirmed(attends=attends),
        )
        if place.attendance is Attendance.REGISTERED:
            notices.plan_ahead(council, [place.person])
    notices.home(place.person)
    notices.send()
