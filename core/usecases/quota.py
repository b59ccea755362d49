"""How many sessions a mentee has used in a month, and how many the plan allows."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from core.people import Person
from core.ports.store import Transaction


@dataclass(frozen=True, slots=True)
class Quota:
    """`allowed` is None without a limit; `renews` is the first day of the next month in the mentee's zone."""

    used: int
    allowed: int | None
    renews: date

    @property
    def left(self) -> int | None:
        """How many more, None without a limit."""
        return None if self.allowed is None else max(0, self.allowed - self.used)


def month_of(person: Person, instant: datetime) -> date:
    """The first day of the calendar month of `instant` in the person's zone (BOK-2)."""
    return instant.astimezone(ZoneInfo(person.clock_zone)).date().replace(day=1)


def quota_of(tx: Transaction, person: Person, instant: datetime) -> Quota:
    """The person's quota in the month of `instant` (aware UTC)."""
    month = month_of(person, instant)
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    used = tx.sessions.counted(person.id, month.isoformat())
    return Quota(used, tx.policies().monthly_sessions[person.plan], following)
