"""Rules of the programme, changed as an admin changes them."""

from core.desk import Desk
from core.people import Person
from core.usecases import policies


def change_rule(desk: Desk, admin: Person, key: str, value: object) -> None:
    """Look at what another value would change, and confirm it."""
    shown = policies.propose_policy(desk, admin, key, value)
    policies.carry_out(desk, admin, shown.draft)
