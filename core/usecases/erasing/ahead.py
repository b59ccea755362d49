"""What is ahead of somebody who is to be erased."""

from collections.abc import Sequence
from datetime import datetime

from core.councils import AHEAD, Attendance, Council, CouncilStatus, PollAnswer, Standing
from core.ports.store import Transaction
from core.sessions import Session, Status

MOST = 10_000
_NOT_BEGUN = {Status.AWAITING_PAYMENT, Status.REQUESTED, Status.SCHEDULED}


def sessions_ahead(tx: Transaction, person: int, after: datetime) -> Sequence[Session]:
    """Their sessions that begin later, soonest first; a mentor who has left one has no part in it."""
    return [
        session
        for session in tx.sessions.upcoming(person, after, MOST)
        if session.status in _NOT_BEGUN
        and session.starts_at > after
        and (session.mentee == person or session.has_mentor)
    ]


def councils_ahead(tx: Transaction, person: int) -> Sequence[Council]:
    """Councils that wait for something of theirs, or in which they would take part."""
    return [each for each in tx.councils.concerning(person, MOST) if _takes_part(tx, each, person)]


def _takes_part(tx: Transaction, council: Council, person: int) -> bool:
    if council.starts_at is not None and council.starts_at <= tx.now:
        return False
    if council.coordinator == person:
        return True
    place = tx.councils.place(council.id, person)
    if place is not None and place.attendance is not Attendance.LEFT:
        return council.status in AHEAD
    seat = council.seat_of(person)
    if seat is None:
        return False
    if council.status is CouncilStatus.CONFIRMED:
        return seat.standing in {Standing.PARTICIPATING, Standing.OPTIONAL}
    votes = council.votes_of(person)
    said_no = {proposal for proposal, vote in votes.items() if vote.answer is PollAnswer.NO}
    return council.status in AHEAD and not said_no.issuperset(each.id for each in council.proposals)
