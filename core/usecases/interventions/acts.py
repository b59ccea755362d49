"""What an admin can do to a session now, and what has been done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.desk import Desk
from core.interventions import Act, Intervention, is_possible
from core.people import Person
from core.usecases.interventions.cases import Case, look


@dataclass(frozen=True, slots=True)
class Acts:
    """What is `possible` now, and what was `done` before, by whom; oldest first."""

    case: Case
    possible: tuple[Act, ...]
    done: Sequence[Intervention]
    people: Mapping[int, Person]

    @property
    def notes(self) -> tuple[Intervention, ...]:
        """Internal notes among what was done."""
        return tuple(each for each in self.done if each.act is Act.NOTE)


def acts(desk: Desk, actor: Person, session_id: int) -> Acts:
    """What the actor can do to a session; nothing where they are a party. Raises NotAdmin, NotFound."""
    with desk.store.read() as tx:
        case = look(tx, actor, session_id)
        done = tx.interventions.of(session_id)
        known = {person.id: person for person in tx.people.of(each.by for each in done)}
        possible = () if case.is_own else tuple(a for a in Act if is_possible(a, case.session, case.now))
        return Acts(case, possible, done, known)
