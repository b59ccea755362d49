"""How much of a queue is waiting."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits in a queue: how many are due, and since when the first of them could have left."""

    due: int
    oldest: datetime | None
    now: datetime

    @property
    def age(self) -> timedelta:
        """How long the oldest has been waiting for no reason of its own."""
        return timedelta() if self.oldest is None else max(self.now - self.oldest, timedelta())
