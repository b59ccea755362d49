"""What admins have decided about people."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, bindparam, insert, select

from core.measures import Decision, Measure
from storage.intervention_tables import measures
from storage.transaction import UnitOfWork

_GET = select(measures).where(measures.c.id == bindparam("decision"))
_OF = select(measures).where(measures.c.person == bindparam("person")).order_by(measures.c.id)


class SqlMeasures:
    """Meets core.ports.measures.Measures."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def add(self, decision: Decision) -> None:
        """One more."""
        self._work.connection.execute(
            insert(measures),
            {
                "id": decision.id,
                "person": decision.person,
                "by": decision.by,
                "measure": decision.measure.value,
                "reason": decision.reason,
                "at": decision.at,
            },
        )

    def get(self, decision: int) -> Decision | None:
        """The decision."""
        row = self._work.connection.execute(_GET, {"decision": decision}).one_or_none()
        return None if row is None else _decision_of(row)

    def of(self, person: int) -> Sequence[Decision]:
        """All about the person, oldest first."""
        return [_decision_of(row) for row in self._work.connection.execute(_OF, {"person": person})]


def _decision_of(row: Row[Any]) -> Decision:
    return Decision(row.id, row.person, row.by, Measure(row.measure), row.reason, row.at)
