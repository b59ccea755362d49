"""Having one's own data erased: when, and what has to end first. Instants are aware UTC."""

from dataclasses import dataclass
from datetime import datetime, timedelta

GRACE = timedelta(days=7)
"""How long it can be stopped."""
FAREWELL = timedelta(hours=1)
"""What is told of the sessions that were left has this long to arrive, under the name of before."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """A member's wish to be erased: `left_at` they had left what was ahead of them, `erased_at` it was done."""

    person: int
    asked_at: datetime
    due_at: datetime
    left_at: datetime | None = None
    erased_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What has to end before somebody can be erased: their undecided disputes, and refunds on their way."""

    disputes: int = 0
    refunds: int = 0

    def __bool__(self) -> bool:
        return bool(self.disputes or self.refunds)
