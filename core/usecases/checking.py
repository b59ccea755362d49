"""Which night a check belongs to, and telling the admins what it found."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from core.desk import Desk
from core.ids import new_id
from core.invariants import Violation
from core.notices import Kind, Notice
from core.payloads import Alarm

NIGHT = timedelta(hours=3)  # UTC: the day of checks begins when most people are asleep
QUOTED = 3


def night_of(instant: datetime) -> str:
    """The night to which an instant (aware UTC) belongs, as a date."""
    return (instant - NIGHT).date().isoformat()


def alarm(desk: Desk, night: str, found: Sequence[Violation]) -> None:
    """Tell every admin, once a night, how much was found, and the first of it."""
    quoted = {str(place): str(violation) for place, violation in enumerate(found[:QUOTED])}
    payload = Alarm.model_validate({"found": len(found), **quoted})
    with desk.store.write() as tx:
        tx.notices.add(
            [
                Notice(new_id(tx.now), Kind.ALARM, admin, tx.now, f"alarm:{night}:{admin}", payload=payload)
                for admin in tx.people.admins()
            ]
        )
    desk.wake()
