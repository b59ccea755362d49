"""Whom the programme's rules concern, counted in the store."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.people import Plan, Role


@dataclass(frozen=True, slots=True)
class MentorCount:
    """How many mentors there are, how many take money, and how many have set a value of their own, by rule."""

    all: int
    paid: int
    own: Mapping[str, int]


class PolicyReach(Protocol):
    """How many there are of what a rule is about."""

    def sessions(self, since: datetime, until: datetime | None = None, *, paid: bool = False) -> int:
        """Agreed sessions that start after `since`, up to `until`; with `paid` those that cost something."""

    def moved(self, role: Role, since: datetime, least: int, below: int | None = None) -> int:
        """Agreed sessions that start after `since` and that the role has moved `least` times or more, not `below`."""

    def councils(self, since: datetime) -> int:
        """Confirmed councils that start after `since`."""

    def holds(self, now: datetime) -> int:
        """Times that are held at `now`."""

    def bookings(self) -> int:
        """Bookings that wait for their mentor."""

    def requests(self) -> int:
        """Open requests for another time."""

    def polls(self) -> int:
        """Councils whose mentors are being asked."""

    def refunds(self) -> int:
        """Refunds that wait for a second admin."""

    def disputes(self) -> int:
        """Disputes that nobody has decided."""

    def mentors(self) -> MentorCount:
        """All mentors."""

    def members(self) -> Mapping[Plan, int]:
        """Members by plan."""
