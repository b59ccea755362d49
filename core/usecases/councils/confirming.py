"""Bringing a council to its time: every participant's time is claimed at once, and everybody is told."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

from core.councils import (
    Attendance,
    Council,
    CouncilStatus,
    Place,
    Standing,
    Verdict,
    moved,
    with_seats,
)
from core.decisions import Decision, Tally, decide
from core.desk import Desk
from core.errors import SlotTaken
from core.notices import Kind
from core.ports import Claim, Transaction
from core.usecases.councils.telling import Herald, everybody
from core.usecases.councils.views import taken_cells

_TRIES = 3


def lock_people(tx: Transaction, councils: Collection[Council]) -> None:
    """Hold the rows of all who may be claimed for these councils, after the councils' own."""
    places = tx.councils.places(council.id for council in councils)
    mentees = (place.person for each in places.values() for place in each)
    tx.people.lock({seat.mentor for council in councils for seat in council.seats} | {*mentees})


def conclude(
    desk: Desk, tx: Transaction, herald: Herald, council: Council, *, early: bool = False
) -> Council:
    """Confirm the best time there is: a conflict makes its mentor's Available a No, and the next best comes up.

    Without a feasible time the council is as it was, and `early` as long as an outstanding answer could change the
    decision. Everybody's rows are locked by the caller.
    """
    passed = frozenset(
        (seat.mentor, each.id)
        for each in council.proposals
        if each.starts_at <= tx.now
        for seat in council.seats
    )
    taken, tries = taken_cells(tx, council) | passed, 0
    while True:
        decision = decide(council, taken)
        winner = decision.winner
        if winner is None or (early and not decision.settled):
            return council
        try:
            return _confirm_winner(desk, tx, herald, council, decision, winner)
        except SlotTaken:
            lost, tries = taken_cells(tx, council) - taken, tries + 1
            if not lost and tries >= _TRIES:
                lost, tries = frozenset((mentor, winner.proposal.id) for mentor in winner.available), 0
            taken |= lost


def confirm(
    desk: Desk,
    tx: Transaction,
    herald: Herald,
    council: Council,
    starts_at: datetime,
    standings: dict[int, Standing],
    verdict: Verdict,
) -> Council:
    """Hold the council at this time with these mentors; the others are absent. Raises SlotTaken, nothing changed.

    Registrants who have something else then are marked as busy.
    """
    places = tx.councils.places([council.id]).get(council.id, ())
    after = with_seats(
        council,
        [
            replace(seat, standing=standings.get(seat.mentor, Standing.ABSENT))
            for seat in council.seats
            if seat.standing is Standing.INVITED
        ],
    )
    after = replace(
        moved(after, CouncilStatus.CONFIRMED),
        starts_at=starts_at,
        meeting_url=desk.rooms.link(council.id),
        verdict=verdict,
        deadline=None,
    )
    busy = _busy(tx, after, places)
    with tx.attempt():
        tx.claims.take(_claims(tx, after, [place for place in places if place.person not in busy]))
    places = tuple(replace(place, busy=place.person in busy) for place in places)
    tx.councils.save(after, was=council.revision)
    tx.councils.put_places(after.id, [place for place in places if place.busy])
    herald.forget(after)
    herald.edit(after)
    herald.confirmed(after, places)
    desk.note(
        tx,
        "COUNCIL_CONFIRMED",
        verdict.by,
        council=after.id,
        before={"status": council.status, "revision": council.revision},
        after={
            "status": after.status,
            "starts_at": starts_at.isoformat(),
            "mentors": ",".join(str(seat.mentor) for seat in after.participating),
            "edge": verdict.edge,
        },
    )
    return after


def undecided(desk: Desk, tx: Transaction, herald: Herald, council: Council) -> Council:
    """No time is feasible: the coordinator decides, for as long as mentors are usually asked."""
    hours = timedelta(hours=tx.policies().council_deadline_hours)
    after = replace(moved(council, CouncilStatus.DECIDING), deadline=tx.now + hours)
    tx.councils.save(after, was=council.revision)
    herald.forget(after)
    herald.edit(after)
    herald.alert(after, "undecided")
    _note_move(desk, tx, "COUNCIL_UNDECIDED", council, after)
    return after


def fail(desk: Desk, tx: Transaction, herald: Herald, council: Council) -> Council:
    """Nobody has decided in time: the council does not take place."""
    after = replace(moved(council, CouncilStatus.FAILED), deadline=None, ended_at=tx.now)
    tx.councils.save(after, was=council.revision)
    places = tx.councils.places([after.id]).get(after.id, ())
    herald.forget(after)
    herald.edit(after)
    herald.all_of(Kind.COUNCIL_FAILED, after, everybody(after, places))
    _note_move(desk, tx, "COUNCIL_FAILED", council, after)
    return after


def busy_at(tx: Transaction, council: Council, people: Collection[int]) -> set[int]:
    """Who of these people has something else at the council's time."""
    assert council.starts_at is not None
    claims = tx.claims.of(people, council.starts_at, council.starts_at + council.length, tx.now)
    return {claim.person for claim in claims if claim.matter != council.id}


def claim_of(council: Council, person: int, buffer_minutes: int = 0) -> Claim:
    """The person's time for a council whose time is decided; mentors with their pause after it."""
    assert council.starts_at is not None
    until = council.starts_at + council.length + timedelta(minutes=buffer_minutes)
    return Claim(person, council.starts_at, until, council.id, buffer_minutes=buffer_minutes)


def _confirm_winner(
    desk: Desk, tx: Transaction, herald: Herald, council: Council, decision: Decision, winner: Tally
) -> Council:
    over = decision.runner_up
    verdict = Verdict(
        decision.edge,
        winner.lead,
        winner.number,
        winner.weight,
        None if over is None else over.proposal.starts_at,
    )
    standings = dict.fromkeys(winner.maybe, Standing.OPTIONAL) | dict.fromkeys(
        winner.available, Standing.PARTICIPATING
    )
    return confirm(desk, tx, herald, council, winner.proposal.starts_at, standings, verdict)


def _busy(tx: Transaction, council: Council, places: Collection[Place]) -> set[int]:
    registered = [place.person for place in places if place.attendance is Attendance.REGISTERED]
    return busy_at(tx, council, registered) if registered else set()


def _claims(tx: Transaction, council: Council, free: Collection[Place]) -> list[Claim]:
    mentors = tx.mentors.of([seat.mentor for seat in council.participating])
    claims = {
        place.person: claim_of(council, place.person)
        for place in free
        if place.attendance is Attendance.REGISTERED
    }
    claims |= {
        mentor.id: claim_of(council, mentor.id, mentor.schedule.buffer_minutes or 0) for mentor in mentors
    }
    return list(claims.values())


def _note_move(desk: Desk, tx: Transaction, action: str, before: Council, after: Council) -> None:
    desk.note(
        tx,
        action,
        None,
        council=after.id,
        before={"status": before.status, "revision": before.revision},
        after={"status": after.status, "revision": after.revision},
    )
