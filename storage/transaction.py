"""The unit of work that the repositories of one transaction share."""

from datetime import UTC, datetime, timedelta
from functools import cached_property

from sqlalchemy import func, select

from core.clock import Clock
from storage.connection import Connection
from storage.wakeups import announce

_PRESENT = select(func.clock_timestamp())
MANY = 200
"""Above this many people, scan the time range instead of `IN (…)`."""


class UnitOfWork:
    """A transaction's connection and its present; the repositories of one transaction share it.

    In `one_moment` nothing changes: what was read once need not be read again.
    """

    def __init__(self, connection: Connection, clock: Clock, *, one_moment: bool = False) -> None:
        self.connection = connection
        self.one_moment = one_moment
        self._clock = clock
        self._goes_out: datetime | None = None

    @property
    def on_postgresql(self) -> bool:
        """Whether several processes may be at work beside this one."""
        return self.connection.dialect.name == "postgresql"

    @cached_property
    def now(self) -> datetime:
        """The present, aware UTC, read once; of the database where processes share it: skew is harmless."""
        if not self.on_postgresql:
            return self._clock.now()
        at: datetime = self.connection.execute(_PRESENT).scalar_one()
        return at.astimezone(UTC) + self._clock.offset

    def goes_out(self, at: datetime) -> None:
        """Something that this transaction has written to the outbox, or let go on there, can leave at this instant."""
        self._goes_out = at if self._goes_out is None else min(at, self._goes_out)

    @property
    def goes_out_in(self) -> timedelta | None:
        """How long after the transaction's present the first of that can leave; None where there is none."""
        return None if self._goes_out is None else max(self._goes_out - self.now, timedelta())

    def finish(self) -> None:
        """Before the commit: other processes hear of what can leave now."""
        if self.on_postgresql and self.goes_out_in == timedelta():
            announce(self.connection)
