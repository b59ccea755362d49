"""Places and the waiting list: who comes when somebody leaves."""

from dataclasses import replace

from core.councils import Attendance, Council, CouncilStatus, Place
from core.desk import Desk
from core.errors.booking import SlotTaken
from core.notices import Kind
from core.ports.store import Transaction
from core.usecases.councils.claiming import busy_at, claim_of
from core.usecases.councils.notice_batch import NoticeBatch


def registered_in(places: tuple[Place, ...]) -> int:
    """How many have a place."""
    return sum(place.attendance is Attendance.REGISTERED for place in places)


def move_up(desk: Desk, tx: Transaction, notices: NoticeBatch, council: Council) -> None:
    """Give free places to those who have waited longest; of a decided council, to those who are free then."""
    places = tx.councils.places([council.id]).get(council.id, ())
    waiting = [place for place in places if place.attendance is Attendance.WAITING]
    free = council.capacity - registered_in(places)
    if free <= 0 or not waiting:
        return
    tx.people.lock([place.person for place in waiting])
    barred = {each.id for each in tx.people.of(place.person for place in waiting) if each.suspended}
    for place in waiting:
        if free <= 0:
            return
        if place.person in barred or not claim_place(tx, council, place.person):
            continue
        free -= 1
        tx.councils.put_places({council.id: [replace(place, attendance=Attendance.REGISTERED)]})
        notices.tell(Kind.COUNCIL_MOVED_UP, place.person, council, key=str(tx.now.timestamp()))
        notices.home(place.person)
        if council.status is CouncilStatus.CONFIRMED:
            notices.plan_ahead(council, [place.person])
        desk.note(
            tx,
            "COUNCIL_MOVED_UP",
            None,
            council=council.id,
            before={"person": place.person, "attendance": place.attendance},
            after={"attendance": Attendance.REGISTERED},
        )


def claim_place(tx: Transaction, council: Council, person: int) -> bool:
    """Claim a decided council's time for a mentee; False when they have something else then."""
    if council.status is not CouncilStatus.CONFIRMED:
        return True
    tx.people.lock([person])
    if busy_at(tx, council, [person]):
        return False
    try:
        with tx.attempt():
            tx.claims.take([claim_of(council, person)])
    except SlotTaken:
        return False
    return True
