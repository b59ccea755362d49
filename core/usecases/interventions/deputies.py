"""An admin acts for a party: whatever the party may do, by the party's own rules, and named as the admin's doing."""

from dataclasses import dataclass

from core.desk import Desk
from core.errors.common import NotFound
from core.people import Person, Role
from core.usecases.interventions.cases import open_case


@dataclass(frozen=True, slots=True)
class Deputy:
    """The party for whom an admin acts, the other one, and the desk at which they do so."""

    desk: Desk
    party: Person
    other: Person


def stand_in(desk: Desk, admin: Person, session_id: int, role: Role) -> Deputy:
    """Act for the mentor or the mentee of a session; raises NotAdmin, NotFound, OwnSession."""
    with desk.store.read() as tx:
        case = open_case(tx, admin, session_id)
    if role is Role.MENTEE:
        return Deputy(desk.deputised(admin.id), case.mentee, case.mentor)
    if case.mentor not in case.concerned:
        raise NotFound("session")
    return Deputy(desk.deputised(admin.id), case.mentor, case.mentee)
