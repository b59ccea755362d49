"""What admins have done to sessions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, insert, or_, select

from core.interventions import Act, Intervention
from core.sessions import Status
from storage.intervention_tables import interventions
from storage.transaction import UnitOfWork

_ADD = insert(interventions)
_GET = select(interventions).where(interventions.c.id == bindparam("intervention"))
_OF = (
    select(interventions)
    .where(interventions.c.session == bindparam("session"))
    .order_by(interventions.c.id)
)
_IN_FORCE = (
    select(interventions)
    .where(
        interventions.c.session.in_(bindparam("sessions", expanding=True)),
        or_(
            and_(
                interventions.c.act == Act.OVERRIDE.value,
                interventions.c.expires_at > bindparam("now"),
            ),
            interventions.c.act == Act.CLEAR_NO_SHOW.value,
        ),
    )
    .order_by(interventions.c.id)
)


class SqlInterventions:
    """Meets core.ports.interventions.Interventions."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._in_force: dict[tuple[int, datetime], Sequence[Intervention]] = {}

    def add(self, *interventions: Intervention) -> None:
        """More of them."""
        if interventions:
            self._work.connection.execute(_ADD, [_values(each) for each in interventions])

    def get(self, intervention: int) -> Intervention | None:
        """The act."""
        row = self._work.connection.execute(_GET, {"intervention": intervention}).one_or_none()
        return None if row is None else _intervention_of(row)

    def of(self, session: int) -> Sequence[Intervention]:
        """All about the session, oldest first."""
        found = self._work.connection.execute(_OF, {"session": session})
        return [_intervention_of(row) for row in found]

    def in_force(self, sessions: Iterable[int], now: datetime) -> Mapping[int, Sequence[Intervention]]:
        """The overrides that hold at `now`, and the no-shows taken back, of each of these sessions that has any."""
        asked = {*sessions}
        seen = {session for session in asked if self._work.one_moment and (session, now) in self._in_force}
        if missing := asked - seen:
            found: defaultdict[int, list[Intervention]] = defaultdict(list)
            for row in self._work.connection.execute(_IN_FORCE, {"sessions": sorted(missing), "now": now}):
                found[row.session].append(_intervention_of(row))
            self._in_force |= {(session, now): found[session] for session in missing}
        return {session: acts for session in asked if (acts := self._in_force[session, now])}


def _values(intervention: Intervention) -> dict[str, object]:
    return {
        "id": intervention.id,
        "session": intervention.session,
        "person": intervention.by,
        "act": intervention.act.value,
        "words": intervention.words,
        "at": intervention.at,
        "before": intervention.before.value,
        "after": intervention.after.value,
        "details": dict(intervention.details),
        "told": intervention.told,
        "expires_at": intervention.expires_at,
    }


def _intervention_of(row: Row[Any]) -> Intervention:
    return Intervention(
        id=row.id,
        session=row.session,
        by=row.person,
        act=Act(row.act),
        words=row.words,
        at=row.at,
        before=Status(row.before),
        after=Status(row.after),
        details=row.details,
        told=row.told,
        expires_at=row.expires_at,
    )
