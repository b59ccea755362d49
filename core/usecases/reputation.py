"""How reliable somebody is, and how good the sessions with them are: for admins, and for mentors themselves."""

from dataclasses import dataclass

from core.figures import UNKNOWN_RECORD, UNMARKED, average, quality, reliability
from core.people import Person, Role
from core.ports.store import Transaction


@dataclass(frozen=True, slots=True)
class Reputation:
    """How somebody did in their last sessions in one role; None where there is nothing to go by.

    `reliability` is from 0 to 100. `rating` and `quality`, from 1 to 5, come from the `feedback` of so many mentees.
    """

    role: Role
    reliability: float | None
    rating: float | None = None
    quality: float | None = None
    feedback: int = 0


def reputations_of(tx: Transaction, person: Person) -> tuple[Reputation, ...]:
    """Their reputation in each role in which they have had sessions, mentor first."""
    return tuple(
        reputation
        for role in (Role.MENTOR, Role.MENTEE)
        if (reputation := reputation_of(tx, person.id, role)).reliability is not None
    )


def reputation_of(tx: Transaction, person: int, role: Role) -> Reputation:
    """Their reputation as a mentor or as a mentee."""
    record = tx.aftermath.track_records([person], role).get(person, UNKNOWN_RECORD)
    kept = reliability(record) if record.sessions else None
    if role is Role.MENTEE:
        return Reputation(role, kept)
    marks = tx.aftermath.marks([person]).get(person, UNMARKED)
    return Reputation(role, kept, average(marks), quality(marks) if marks.count else None, marks.count)
