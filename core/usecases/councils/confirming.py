"""What becomes of a council: a time at which everybody's is claimed, the coordinator's decision, or nothing."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from core.councils import (
    Attendance,
    Council,
    CouncilStatus,
    Standing,
    Verdict,
    moved,
    with_seats,
)
from core.decisions import Decision, Tally, decide
from core.notices import Kind
from core.usecases.councils.dockets import Docket
from core.usecases.councils.heralds import everybody
from core.usecases.rooms import ask_for_council


def conclude(docket: Docket, council: Council, *, early: bool = False) -> Council:
    """Confirm the best time there is; the Available of a mentor who has something else by now is a No.

    Without a feasible time the council is as it was, and `early` as long as an outstanding answer could change the
    decision.
    """
    decision = decide(council, docket.taken(council))
    winner = decision.winner
    if winner is None or (early and not decision.settled):
        return council
    standings = dict.fromkeys(winner.maybe, Standing.OPTIONAL) | dict.fromkeys(
        winner.available, Standing.PARTICIPATING
    )
    return confirm(docket, council, winner.proposal.starts_at, standings, _verdict(decision, winner))


def close(docket: Docket, council: Council) -> Council:
    """What becomes of a council at its deadline."""
    after = conclude(docket, council)
    if after.status is CouncilStatus.CONFIRMED:
        return after
    return fail(docket, council) if council.status is CouncilStatus.DECIDING else undecided(docket, council)


def confirm(
    docket: Docket,
    council: Council,
    starts_at: datetime,
    standings: Mapping[int, Standing],
    verdict: Verdict,
) -> Council:
    """Hold the council at this time with these mentors; the others are absent.

    Registrants who have something else then are marked as busy, the others' time is claimed with the mentors'.
    """
    seats = [
        replace(seat, standing=standings.get(seat.mentor, Standing.ABSENT))
        for seat in council.seats
        if seat.standing is Standing.INVITED
    ]
    after = replace(
        with_seats(moved(council, CouncilStatus.CONFIRMED), seats),
        starts_at=starts_at,
        meeting_url=docket.desk.rooms.link(council.id),
        verdict=verdict,
        deadline=None,
    )
    mentors = {seat.mentor for seat in after.participating}
    places = docket.places(council)
    registered = {place.person for place in places if place.attendance is Attendance.REGISTERED}
    busy = docket.busy_at(council, starts_at, registered - mentors)
    docket.claim(after, mentors | registered - busy)
    docket.save(
        "COUNCIL_CONFIRMED",
        verdict.by,
        council,
        after,
        starts_at=starts_at.isoformat(),
        mentors=",".join(str(seat.mentor) for seat in after.participating),
        edge=verdict.edge,
    )
    docket.tx.councils.put_places(after.id, [replace(p, busy=True) for p in places if p.person in busy])
    docket.herald.forget(after)
    docket.herald.edit(after)
    docket.herald.confirmed(after, places)
    ask_for_council(docket.desk, docket.tx, after)
    return after


def undecided(docket: Docket, council: Council) -> Council:
    """No time is feasible: the coordinator decides, for as long as mentors are usually asked."""
    hours = timedelta(hours=docket.tx.policies().council_deadline_hours)
    after = replace(moved(council, CouncilStatus.DECIDING), deadline=docket.tx.now + hours)
    _keep(docket, "COUNCIL_UNDECIDED", council, after)
    docket.herald.alert(after, "undecided")
    return after


def fail(docket: Docket, council: Council) -> Council:
    """Nobody has decided in time: the council does not take place."""
    after = replace(moved(council, CouncilStatus.FAILED), deadline=None, ended_at=docket.tx.now)
    _keep(docket, "COUNCIL_FAILED", council, after)
    docket.herald.all_of(Kind.COUNCIL_FAILED, after, everybody(after, docket.places(after)))
    return after


def _verdict(decision: Decision, winner: Tally) -> Verdict:
    over = decision.runner_up
    next_best = None if over is None else over.proposal.starts_at
    return Verdict(decision.edge, winner.lead, winner.number, winner.weight, next_best)


def _keep(docket: Docket, action: str, before: Council, after: Council) -> None:
    docket.save(action, None, before, after)
    docket.herald.forget(after)
    docket.herald.edit(after)
