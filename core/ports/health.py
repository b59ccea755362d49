"""What in a programme needs an admin's attention, found in the store."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.calendars import Trouble
from core.people import Plan
from core.ports.statistics import Span


@dataclass(frozen=True, slots=True)
class IdleMentee:
    """A mentee without a session; `ever` says if they have had or booked one at any other time."""

    person: int
    ever: bool


@dataclass(frozen=True, slots=True)
class LateDispute:
    """A dispute that nobody has decided."""

    id: int
    session: int
    person: int
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class DeadCalendar:
    """A mentor's calendar that cannot be read, so that its mentor was told."""

    mentor: int
    trouble: Trouble
    since: datetime


class Health(Protocol):
    """What needs attention; each with how many there are, and the first of them."""

    def idle_mentees(
        self, plans: Collection[Plan], span: Span, limit: int
    ) -> tuple[int, Sequence[IdleMentee]]:
        """Mentees on these plans without a session within the span, cancelled ones aside; who joined first is first."""

    def late_disputes(self, before: datetime, limit: int) -> tuple[int, Sequence[LateDispute]]:
        """Disputes opened before this instant that nobody has decided, oldest first."""

    def dead_calendars(self, limit: int) -> tuple[int, Sequence[DeadCalendar]]:
        """Calendars whose mentors were told that they cannot be read, the longest first."""
