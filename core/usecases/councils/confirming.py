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
from core.usecases.councils.decision_batch import DecisionBatch
from core.usecases.councils.notice_batch import everybody
from core.usecases.rooms import ask_for_council


def conclude(batch: DecisionBatch, council: Council, *, early: bool = False) -> Council:
    """Confirm the best time there is; the Available of a mentor who has something else by now is a No.

    Without a feasible time the council is as it was, and `early` as long as an outstanding answer could change the
    decision.
    """
    decision = decide(council, batch.taken(council))
    winner = decision.winner
    if winner is None or (early and not decision.settled):
        return council
    standings = dict.fromkeys(winner.maybe, Standing.OPTIONAL) | dict.fromkeys(
        winner.available, Standing.PARTICIPATING
    )
    return confirm(batch, council, winner.proposal.starts_at, standings, _verdict(decision, winner))


def close(batch: DecisionBatch, council: Council) -> Council:
    """What becomes of a council at its deadline."""
    after = conclude(batch, council)
    if after.status is CouncilStatus.CONFIRMED:
        return after
    return fail(batch, council) if council.status is CouncilStatus.DECIDING else undecided(batch, council)


def confirm(
    batch: DecisionBatch,
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
        meeting_url=batch.desk.rooms.link(),
        verdict=verdict,
        deadline=None,
    )
    mentors = {seat.mentor for seat in after.participating}
    places = batch.places(council)
    registered = {place.person for place in places if place.attendance is Attendance.REGISTERED}
    busy = batch.busy_at(council, starts_at, registered - mentors)
    batch.claim(after, mentors | registered - busy)
    batch.save(
        "COUNCIL_CONFIRMED",
        verdict.by,
        council,
        after,
        starts_at=starts_at.isoformat(),
        mentors=",".join(str(seat.mentor) for seat in after.participating),
        edge=verdict.edge,
    )
    batch.register(after, [replace(p, busy=True) for p in places if p.person in busy])
    batch.notices.forget(after)
    batch.notices.edit(after)
    batch.notices.confirmed(after, places)
    ask_for_council(batch.desk, batch.tx, after)
    return after


def undecided(batch: DecisionBatch, council: Council) -> Council:
    """No time is feasible: the coordinator decides, for as long as mentors are usually asked."""
    hours = timedelta(hours=batch.tx.policies().council_deadline_hours)
    after = replace(moved(council, CouncilStatus.DECIDING), deadline=batch.tx.now + hours)
    _keep(batch, "COUNCIL_UNDECIDED", council, after)
    batch.notices.alert(after, "undecided")
    return after


def fail(batch: DecisionBatch, council: Council) -> Council:
    """Nobody has decided in time: the council does not take place."""
    after = replace(moved(council, CouncilStatus.FAILED), deadline=None, ended_at=batch.tx.now)
    _keep(batch, "COUNCIL_FAILED", council, after)
    batch.notices.all_of(Kind.COUNCIL_FAILED, after, everybody(after, batch.places(after)))
    return after


def _verdict(decision: Decision, winner: Tally) -> Verdict:
    over = decision.runner_up
    next_best = None if over is None else over.proposal.starts_at
    return Verdict(decision.edge, winner.lead, winner.number, winner.weight, next_best)


def _keep(batch: DecisionBatch, action: str, before: Council, after: Council) -> None:
    batch.save(action, None, before, after)
    batch.notices.forget(after)
    batch.notices.edit(after)
