"""Whom the programme's rules concern, counted."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Select, func, select

from core.people import Plan, Role
from core.ports.policy_reach import MentorCount
from storage.council_tables import IS_CONFIRMED, IS_POLLING, councils
from storage.intervention_tables import WAITS_FOR_APPROVAL, refunds
from storage.session_tables import IS_OPEN_REQUEST, IS_UNDECIDED, disputes, reschedules
from storage.tables import IS_LIVE, IS_REQUESTED, holds, mentors, people, sessions
from storage.transaction import UnitOfWork

_AGREED = select(func.count()).select_from(sessions).where(IS_LIVE)
_MOVED = {Role.MENTEE: sessions.c.mentee_reschedules, Role.MENTOR: sessions.c.mentor_reschedules}
_OWN = {
    "default_hours": mentors.c.weekly,
    "default_duration": mentors.c.default_duration,
    "min_notice_minutes": mentors.c.min_notice_minutes,
    "max_days_ahead": mentors.c.max_days_ahead,
}


class SqlPolicyReach:
    """Meets core.ports.policy_reach.PolicyReach."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def sessions(self, since: datetime, until: datetime | None = None, *, paid: bool = False) -> int:
        """Agreed sessions that start after `since`, up to `until`; with `paid` those that cost something."""
        counted = _after(since)
        if until is not None:
            counted = counted.where(sessions.c.starts_at <= until)
        return self._count(counted.where(sessions.c.rate > 0) if paid else counted)

    def moved(self, role: Role, since: datetime, least: int, below: int | None = None) -> int:
        """Agreed sessions that start after `since` and that the role has moved `least` times or more, not `below`."""
        counted = _after(since).where(_MOVED[role] >= least)
        return self._count(counted if below is None else counted.where(_MOVED[role] < below))

    def councils(self, since: datetime) -> int:
        """Confirmed councils that start after `since`."""
        return self._count(
            select(func.count()).select_from(councils).where(IS_CONFIRMED, councils.c.starts_at > since)
        )

    def holds(self, now: datetime) -> int:
        """Times that are held at `now`."""
        return self._count(select(func.count()).select_from(holds).where(holds.c.expires_at > now))

    def bookings(self) -> int:
        """Bookings that wait for their mentor."""
        return self._count(select(func.count()).select_from(sessions).where(IS_REQUESTED))

    def requests(self) -> int:
        """Open requests for another time."""
        return self._count(select(func.count()).select_from(reschedules).where(IS_OPEN_REQUEST))

    def polls(self) -> int:
        """Councils whose mentors are being asked."""
        return self._count(select(func.count()).select_from(councils).where(IS_POLLING))

    def refunds(self) -> int:
        """Refunds that wait for a second admin."""
        return self._count(select(func.count()).select_from(refunds).where(WAITS_FOR_APPROVAL))

    def disputes(self) -> int:
        """Disputes that nobody has decided."""
        return self._count(select(func.count()).select_from(disputes).where(IS_UNDECIDED))

    def mentors(self) -> MentorCount:
        """All mentors."""
        counted = (
            select(
                func.count().label("all"),
                func.count().filter(mentors.c.rate > 0).label("paid"),
                *(func.count(column).label(key) for key, column in _OWN.items()),
            )
            .select_from(mentors)
            .join(people, people.c.id == mentors.c.person)
            .where(people.c.is_mentor)
        )
        row = self._work.connection.execute(counted).mappings().one()
        return MentorCount(row["all"], row["paid"], {key: row[key] for key in _OWN})

    def members(self) -> Mapping[Plan, int]:
        """Members by plan."""
        rows = self._work.connection.execute(select(people.c.plan, func.count()).group_by(people.c.plan))
        found = {Plan(plan): count for plan, count in rows}
        return {plan: found.get(plan, 0) for plan in Plan}

    def _count(self, counted: Select[int]) -> int:
        found: int = self._work.connection.execute(counted).scalar_one()
        return found


def _after(since: datetime) -> Select[int]:
    # `ends_at` leads into the index of live sessions.
    return _AGREED.where(sessions.c.ends_at > since, sessions.c.starts_at > since)
