"""Which night a check belongs to, and telling the admins what it found."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from core.desk import Desk
from core.invariants import Violation
from core.notices import Alert, Kind
from core.payloads import Alarm

NIGHT = timedelta(hours=3)  # UTC: the day of checks begins when most people are asleep
QUOTED = 3


def night_of(instant: datetime) -> str:
    """The night to which an instant (aware UTC) belongs, as a date."""
    return (instant - NIGHT).date().isoformat()


def alarm(desk: Desk, night: str, found: Sequence[Violation]) -> None:
    """Tell the admins, once a night, how much was found, and the first of it."""
    quoted = {str(place): str(violation) for place, violation in enumerate(found[:QUOTED])}
    payload = Alarm.model_validate({"found": len(found), **quoted})
    with desk.store.write() as tx:
        tx.notices.alert(Alert(Kind.ALARM, tx.people.admins(), night, tx.now, payload=payload))
