"""Lists of members."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    true,
)

from core.member_queries import IDLE_AFTER, Activity, MemberQuery, UsageQuery
from core.people import Person, Plan, Role
from core.sessions import Status
from storage.folding import patterns
from storage.people import BY_ADDRESS, COLUMNS, FIT, IS_CALLED, by_person, person_of
from storage.tables import addresses, people, sessions
from storage.transaction import UnitOfWork

_HAS = {Role.MENTEE: people.c.is_mentee, Role.MENTOR: people.c.is_mentor, Role.ADMIN: people.c.is_admin}
_LONGEST_MONTH = timedelta(days=33)
"""With a day on either side: the month is one of the member's own zone."""


class SqlMemberQueries:
    """Meets core.ports.member_queries.MemberQueries."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def find(self, query: MemberQuery, now: datetime, limit: int, offset: int) -> Sequence[Person]:
        """Members who fit: by name, or where a text is searched for, those whom it fits best first."""
        fit = [FIT] if query.text else []
        found = (
            select(people.c.id, (FIT if query.text else literal(0)).label("rank"))
            .where(*_conditions(query, now))
            .order_by(*fit, people.c.name_folded, people.c.id)
            .limit(limit)
            .offset(offset)
            .subquery("found")
        )
        rows = self._work.connection.execute(
            _with_addresses(found).order_by(found.c.rank, people.c.name_folded, *BY_ADDRESS),
            patterns(query.text) if query.text else {},
        )
        return [person_of(group) for group in by_person(rows)]

    def usage(self, query: UsageQuery, limit: int, offset: int) -> Sequence[tuple[Person, int]]:
        """(member, sessions used), most used first, then by name."""
        first = datetime.combine(query.month, time(), UTC) - timedelta(days=1)
        used = (
            select(sessions.c.mentee, func.count().label("used"))
            .where(
                sessions.c.month == query.month.isoformat(),
                sessions.c.counted,
                sessions.c.starts_at.between(first, first + _LONGEST_MONTH),
            )
            .group_by(sessions.c.mentee)
            .subquery("used")
        )
        count = func.coalesce(used.c.used, 0)
        fits: ColumnElement[bool] = or_(people.c.plan.in_([plan.value for plan in query.plans]), count > 0)
        if query.full:
            limits = {plan: most for plan, most in query.allowed.items() if most is not None}
            fits = or_(*(_reaches(plan, count, most) for plan, most in limits.items()), false())
        found = (
            select(people.c.id, count.label("rank"))
            .select_from(people.outerjoin(used, used.c.mentee == people.c.id))
            .where(fits)
            .order_by(count.desc(), people.c.name_folded, people.c.id)
            .limit(limit)
            .offset(offset)
            .subquery("found")
        )
        rows = self._work.connection.execute(
            _with_addresses(found).order_by(found.c.rank.desc(), people.c.name_folded, *BY_ADDRESS)
        )
        return [(person_of(group), group[0].rank) for group in by_person(rows)]


def _with_addresses(found: Subquery) -> Select[Any]:
    joined = found.join(people, people.c.id == found.c.id)
    return select(*COLUMNS, found.c.rank).select_from(
        joined.outerjoin(addresses, addresses.c.person == people.c.id)
    )


def _reaches(plan: Plan, used: ColumnElement[int], most: int) -> ColumnElement[bool]:
    return and_(people.c.plan == plan.value, used >= max(most, 1))


def _conditions(query: MemberQuery, now: datetime) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [true()]
    if query.role is not None:
        found.append(_HAS[query.role])
    if query.plan is not None:
        found.append(people.c.plan == query.plan.value)
    if query.activity is Activity.SUSPENDED:
        found.append(people.c.suspended)
    elif query.activity is not None:
        is_active = or_(
            *(
                exists().where(
                    party == people.c.id,
                    sessions.c.ends_at > now - IDLE_AFTER,
                    sessions.c.status != Status.CANCELLED.value,
                )
                for party in (sessions.c.mentor, sessions.c.mentee)
            )
        )
        found.append(is_active if query.activity is Activity.ACTIVE else ~is_active)
    if query.text:
        found.append(IS_CALLED)
    return found
