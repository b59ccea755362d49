"""A mentor who drops out of a council whose time is decided: replaced by a like one, else the coordinator decides."""

from dataclasses import dataclass, replace

from core.councils import (
    Council,
    CouncilStatus,
    Seat,
    Standing,
    check_present,
    check_status,
    with_seats,
)
from core.desk import Desk
from core.errors.booking import SlotTaken
from core.errors.common import NotFound
from core.errors.councils import CouncilOver
from core.mentors import Mentor
from core.notices import Kind
from core.payloads import CouncilChanged, CouncilConfirmed
from core.people import Person
from core.ports.store import Transaction
from core.usecases.councils.claiming import claim_of
from core.usecases.councils.drafting import WORDS_LIMIT, checked
from core.usecases.councils.mentors import free_at, seats_for, substitutes_for
from core.usecases.councils.notice_batch import NoticeBatch, expected
from core.usecases.councils.views import CouncilView, has_begun, seen_by, view_of
from core.usecases.mailing import mail_calendar

_TRIED = 20


@dataclass(frozen=True, slots=True)
class Dropped:
    """The council without the actor; `replacement` takes part instead, `short` where it is below its minimum."""

    view: CouncilView
    replacement: Person | None
    short: bool


def drop_out(desk: Desk, actor: Person, council_id: int, revision: int, reason: str = "") -> Dropped:
    """Leave a decided council as its mentor; a free mentor of like expertise takes the place.

    The reason is for the coordinators. Raises NotFound, StaleCouncil, CouncilOver.
    """
    reason = checked("reason", reason, WORDS_LIMIT)
    with desk.begin() as tx:
        before, seat = _own_seat(tx, actor, council_id, revision)
        took_part = seat.standing is Standing.PARTICIPATING
        pool = _pool(tx, before, actor.id) if took_part else []
        tx.people.lock([actor.id, *(candidate.id for candidate in pool)])
        tx.claims.release_of(before.id, actor.id)
        gone = replace(seat, standing=Standing.DROPPED, lead=False, conflict=reason or seat.conflict)
        after = with_seats(replace(before, revision=before.revision + 1), [gone])
        found = _first_free(tx, after, pool)
        if found is not None:
            [fresh] = seats_for(
                [found], after.expertise, None, 1 + max(s.place for s in after.seats), tx.now
            )
            after = with_seats(after, [replace(fresh, standing=Standing.PARTICIPATING)])
        tx.councils.save(after, was=before.revision)
        short = len(after.participating) < after.least
        _tell(tx, after, actor.id, found, took_part=took_part, short=short)
        mail_calendar(tx, actor.id, council=after.id)
        desk.note(
            tx,
            "COUNCIL_MENTOR_DROPPED",
            actor.id,
            council=after.id,
            before={"mentor": actor.id, "standing": seat.standing, "revision": before.revision},
            after={
                "replacement": found.id if found else None,
                "mentors": len(after.participating),
                "revision": after.revision,
            },
        )
        return Dropped(view_of(tx, after, actor), found.person if found else None, short and took_part)


def _own_seat(tx: Transaction, actor: Person, council_id: int, revision: int) -> tuple[Council, Seat]:
    council, _ = seen_by(tx, actor, council_id, hold=True)
    seat = council.seat_of(actor.id)
    if seat is None:
        raise NotFound("council")
    check_status(council, {CouncilStatus.CONFIRMED})
    if has_begun(council, tx.now) or seat.standing not in {Standing.PARTICIPATING, Standing.OPTIONAL}:
        raise CouncilOver(council.id, council.status.value)
    check_present(council, revision)
    return council, seat


def _pool(tx: Transaction, council: Council, leaving: int) -> list[Mentor]:
    """Who could take the place, best first."""
    mentor = tx.mentors.get(leaving)
    if mentor is None:
        return []
    places = tx.councils.places([council.id]).get(council.id, ())
    there = {seat.mentor for seat in council.seats} | {place.person for place in places}
    return [each.mentor for each in substitutes_for(tx, mentor, council.expertise, there)[:_TRIED]]


def _first_free(tx: Transaction, council: Council, pool: list[Mentor]) -> Mentor | None:
    """The first who is free, their time claimed; None where nobody is."""
    assert council.starts_at is not None
    free = free_at(tx, council, pool, council.starts_at)
    for candidate in pool:
        if candidate.id not in free:
            continue
        try:
            with tx.attempt():
                tx.claims.take([claim_of(council, candidate.id, candidate.schedule.buffer_minutes or 0)])
        except SlotTaken:
            continue
        return candidate
    return None


def _tell(
    tx: Transaction,
    council: Council,
    leaving: int,
    found: Mentor | None,
    *,
    took_part: bool,
    short: bool,
) -> None:
    notices = NoticeBatch(tx)
    places = tx.councils.places([council.id]).get(council.id, ())
    notices.edit(council)
    if found is not None:
        payload = CouncilConfirmed(attends="mentor", replaces=leaving)
        notices.tell(Kind.COUNCIL_CONFIRMED, found.id, council, payload=payload)
        notices.home(found.id)
    if took_part:
        change = CouncilChanged(out=leaving, came=(found.id,) if found else ())
        alerted = {council.coordinator} if short else set()
        told = {*expected(council, places), council.coordinator} - alerted - {leaving}
        for person in sorted(told - ({found.id} if found else set())):
            notices.tell(Kind.COUNCIL_CHANGED, person, council, payload=change)
        if short:
            notices.alert(council, "short")
    notices.home(leaving)
    notices.renew_ahead(council, expected(council, places))
    notices.send()
