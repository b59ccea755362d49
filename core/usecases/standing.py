"""How reliable somebody is, and how good the sessions with them are: for admins, and for mentors themselves."""

from dataclasses import dataclass

from core.figures import UNKNOWN_CONDUCT, UNMARKED, average, quality, reliability
from core.people import Person, Role
from core.ports import Transaction


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody's last sessions say of them in one role; None where there is nothing to go by.

    `reliability` is from 0 to 100. `rating` and `quality`, from 1 to 5, come from the `feedback` of so many mentees.
    """

    role: Role
    reliability: float | None
    rating: float | None = None
    quality: float | None = None
    feedback: int = 0


def standings_of(tx: Transaction, person: Person) -> tuple[Standing, ...]:
    """Their standing in each role in which they have had sessions, mentor first."""
    return tuple(
        standing
        for role in (Role.MENTOR, Role.MENTEE)
        if (standing := standing_of(tx, person.id, role)).reliability is not None
    )


def standing_of(tx: Transaction, person: int, role: Role) -> Standing:
    """Their standing as a mentor or as a mentee."""
    conduct = tx.aftermath.conduct([person], role).get(person, UNKNOWN_CONDUCT)
    kept = reliability(conduct) if conduct.sessions else None
    if role is Role.MENTEE:
        return Standing(role, kept)
    marks = tx.aftermath.marks([person]).get(person, UNMARKED)
    return Standing(role, kept, average(marks), quality(marks) if marks.count else None, marks.count)
