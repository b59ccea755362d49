"""Proving at night that the stored programme is whole, and telling the admins where it is not."""

from collections.abc import Sequence
from datetime import timedelta

from core.desk import Desk
from core.ids import new_id
from core.invariants import Violation
from core.notices import Kind, Notice
from core.ports import Check

NIGHT = timedelta(hours=3)  # UTC: the check's day begins when most people are asleep or not yet up
PATIENCE = timedelta(minutes=15)
QUOTED = 3


def check_nightly(desk: Desk, check: Check) -> Sequence[Violation]:
    """Check once a night, in whichever process asks first; what is found goes to every admin as a notice."""
    night = (desk.now() - NIGHT).date().isoformat()
    if not check.is_first(night):
        return ()
    found = tuple(check.violations(PATIENCE))
    if found:
        _alarm(desk, night, found)
    return found


def _alarm(desk: Desk, night: str, found: Sequence[Violation]) -> None:
    details = {"found": str(len(found))}
    details |= {str(place): str(violation) for place, violation in enumerate(found[:QUOTED])}
    with desk.store.write() as tx:
        tx.notices.add(
            [
                Notice(new_id(tx.now), Kind.ALARM, admin, tx.now, f"alarm:{night}:{admin}", details=details)
                for admin in tx.people.admins()
            ]
        )
    desk.wake()
