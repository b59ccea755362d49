"""Workspaces from which we have been removed, and the identities in a workspace."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, bindparam, delete, distinct, exists, func, or_, select, update
from sqlalchemy.dialects import postgresql

from core.people import Address
from core.ports.workspaces import Presence
from core.sessions import Status
from storage.message_tables import admin_channels
from storage.tables import IS_ADMIN, addresses, people, sessions
from storage.transaction import UnitOfWork
from storage.workspace_tables import closed_workspaces

_CLOSE = (
    postgresql.insert(closed_workspaces).on_conflict_do_nothing().returning(closed_workspaces.c.workspace)
)
_OPEN = delete(closed_workspaces).where(
    closed_workspaces.c.platform == bindparam("of_platform"),
    closed_workspaces.c.workspace == bindparam("of_workspace"),
)
_IS_CLOSED = exists().where(
    closed_workspaces.c.platform == addresses.c.platform,
    closed_workspaces.c.workspace == addresses.c.workspace,
)
# Of a whole organisation all workspaces except those that are closed themselves.
_HERE = (
    addresses.c.platform == bindparam("of_platform"),
    or_(
        addresses.c.workspace == bindparam("of_workspace"),
        and_(addresses.c.enterprise == bindparam("of_workspace"), ~_IS_CLOSED),
    ),
)
_MENTORS = (
    select(addresses.c.platform, addresses.c.workspace, addresses.c.account, addresses.c.enterprise)
    .join(people, people.c.id == addresses.c.person)
    .where(*_HERE, people.c.is_mentor, addresses.c.reachable == bindparam("are_reachable"))
    .order_by(addresses.c.person)
)
_SET = update(addresses).where(*_HERE).values(reachable=bindparam("becomes_reachable"))
_CLOSED = (
    select(closed_workspaces)
    .where(closed_workspaces.c.platform == bindparam("of_platform"))
    .order_by(closed_workspaces.c.closed_at.desc())
)
_OF_HERE = select(addresses.c.person).where(*_HERE, addresses.c.reachable)
_MEMBERS = select(func.count()).select_from(people).where(people.c.id.in_(_OF_HERE))
_AHEAD = (
    select(func.count())
    .select_from(sessions)
    .where(
        sessions.c.status == Status.SCHEDULED.value,
        sessions.c.starts_at > bindparam("present"),
        or_(sessions.c.mentor.in_(_OF_HERE), sessions.c.mentee.in_(_OF_HERE)),
    )
)
_CHANNELS = (
    select(func.count())
    .select_from(admin_channels)
    .where(
        admin_channels.c.platform == bindparam("of_platform"),
        admin_channels.c.workspace == bindparam("of_workspace"),
    )
)
_IS_ELSEWHERE = or_(
    addresses.c.platform != bindparam("of_platform"),
    and_(
        addresses.c.workspace != bindparam("of_workspace"),
        addresses.c.enterprise.is_distinct_from(bindparam("of_workspace")),
    ),
)
_ELSEWHERE = (
    select(func.count(distinct(people.c.id)))
    .select_from(people.join(addresses, addresses.c.person == people.c.id))
    .where(IS_ADMIN, ~people.c.suspended, addresses.c.reachable, _IS_ELSEWHERE)
)
_THERE = select(
    _MEMBERS.scalar_subquery(),
    _MEMBERS.where(people.c.is_mentor).scalar_subquery(),
    _AHEAD.scalar_subquery(),
    _CHANNELS.scalar_subquery(),
    _ELSEWHERE.scalar_subquery(),
)


class SqlWorkspaces:
    """Meets core.ports.workspaces.Workspaces."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def close(self, platform: str, workspace: str) -> bool:
        """Keep that it is closed to us; False when that was known."""
        values = {"platform": platform, "workspace": workspace, "closed_at": self._work.now}
        return self._work.connection.execute(_CLOSE, values).one_or_none() is not None

    def open(self, platform: str, workspace: str) -> bool:
        """Keep that it is not any more; False when it was not."""
        return self._work.connection.execute(_OPEN, _of(platform, workspace)).rowcount > 0

    def closed(self, platform: str) -> Sequence[tuple[str, datetime]]:
        """Those from which we have been removed, and when, latest first."""
        rows = self._work.connection.execute(_CLOSED, {"of_platform": platform})
        return [(row.workspace, row.closed_at) for row in rows]

    def there(self, platform: str, workspace: str) -> Presence:
        """Who and what is there."""
        wanted = {**_of(platform, workspace), "present": self._work.now}
        return Presence(*self._work.connection.execute(_THERE, wanted).one())

    def mentors_in(self, platform: str, workspace: str, *, reachable: bool) -> Sequence[Address]:
        """Identities of mentors there that can be written to, or cannot."""
        wanted = {**_of(platform, workspace), "are_reachable": reachable}
        return [Address(*row) for row in self._work.connection.execute(_MENTORS, wanted)]

    def set_reachable(self, platform: str, workspace: str, *, reachable: bool) -> None:
        """Keep of all identities there that they can be written to, or cannot."""
        self._work.connection.execute(_SET, {**_of(platform, workspace), "becomes_reachable": reachable})


def _of(platform: str, workspace: str) -> dict[str, object]:
    return {"of_platform": platform, "of_workspace": workspace}
