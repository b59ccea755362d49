"""What people are told of an admin's act, as it is when they are told."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.desk import Desk
from core.errors.common import NotFound
from core.interventions import Act, Intervention
from core.people import Person
from core.ports.store import Transaction
from core.refunds import RefundEntry


@dataclass(frozen=True, slots=True)
class ToldOf:
    """An act, or a line of the ledger that was decided, and the people whom it names."""

    intervention: Intervention | None
    entry: RefundEntry | None
    people: Mapping[int, Person]


def told_of(desk: Desk, intervention: int | None, refund: int | None) -> ToldOf:
    """What a notice tells of; raises NotFound."""
    with desk.store.read() as tx:
        act = None if intervention is None else tx.interventions.get(intervention)
        entry = None if refund is None else tx.ledger.get(refund)
        if act is None and entry is None:
            raise NotFound("session")
        return ToldOf(act, entry, _named(tx, act))


def is_assigned(desk: Desk, session: int, mentor: int) -> bool:
    """Whether an admin has given the session to this mentor."""
    with desk.store.read() as tx:
        return any(
            each.act is Act.REASSIGN and each.details["mentor"] == mentor
            for each in tx.interventions.of(session)
        )


def _named(tx: Transaction, act: Intervention | None) -> Mapping[int, Person]:
    if act is None:
        return {}
    named = {act.by, *(int(act.details[name]) for name in ("left", "mentor") if name in act.details)}
    return {person.id: person for person in tx.people.of(named)}
