"""Workspaces from which we have been removed, and the identities in a workspace."""

from collections.abc import Sequence

from sqlalchemy import bindparam, delete, or_, select, update
from sqlalchemy.dialects import postgresql

from core.people import Address
from storage.tables import addresses, people
from storage.transaction import UnitOfWork
from storage.workspace_tables import closed_workspaces

_CLOSE = (
    postgresql.insert(closed_workspaces).on_conflict_do_nothing().returning(closed_workspaces.c.workspace)
)
_OPEN = delete(closed_workspaces).where(
    closed_workspaces.c.platform == bindparam("of_platform"),
    closed_workspaces.c.workspace == bindparam("of_workspace"),
)
# Of a whole organisation all workspaces.
_HERE = (
    addresses.c.platform == bindparam("of_platform"),
    or_(
        addresses.c.workspace == bindparam("of_workspace"),
        addresses.c.enterprise == bindparam("of_workspace"),
    ),
)
_MENTORS = (
    select(addresses.c.platform, addresses.c.workspace, addresses.c.account, addresses.c.enterprise)
    .join(people, people.c.id == addresses.c.person)
    .where(*_HERE, people.c.is_mentor, addresses.c.reachable == bindparam("are_reachable"))
    .order_by(addresses.c.person)
)
_SET = update(addresses).where(*_HERE).values(reachable=bindparam("becomes_reachable"))


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

    def mentors_in(self, platform: str, workspace: str, *, reachable: bool) -> Sequence[Address]:
        """Identities of mentors there that can be written to, or cannot."""
        wanted = {**_of(platform, workspace), "are_reachable": reachable}
        return [Address(*row) for row in self._work.connection.execute(_MENTORS, wanted)]

    def set_reachable(self, platform: str, workspace: str, *, reachable: bool) -> None:
        """Keep of all identities there that they can be written to, or cannot."""
        self._work.connection.execute(_SET, {**_of(platform, workspace), "becomes_reachable": reachable})


def _of(platform: str, workspace: str) -> dict[str, object]:
    return {"of_platform": platform, "of_workspace": workspace}
