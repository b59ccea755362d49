"""Files that were given as evidence for disputes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, bindparam, func, select
from sqlalchemy.dialects import postgresql

from core.evidence import Evidence, KeptFile
from storage.evidence_tables import evidence
from storage.transaction import UnitOfWork

_GET = select(evidence).where(evidence.c.id == bindparam("evidence"))
_OF = select(evidence).where(evidence.c.dispute == bindparam("dispute")).order_by(evidence.c.id)
_COUNTS = (
    select(evidence.c.dispute, func.count().label("count"))
    .where(evidence.c.dispute.in_(bindparam("disputes", expanding=True)))
    .group_by(evidence.c.dispute)
)
_ADD = (
    postgresql.insert(evidence)
    .on_conflict_do_nothing(index_elements=[evidence.c.dispute, evidence.c.source])
    .returning(evidence.c.id)
)


class SqlEvidence:
    """Meets core.ports.evidence.EvidenceBook."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def add(self, given: Evidence) -> bool:
        """Keep it; False where the dispute has this file already."""
        values = {
            "id": given.id,
            "dispute": given.dispute,
            "person": given.person,
            "digest": given.file.digest,
            "name": given.file.name,
            "kind": given.file.kind,
            "size": given.file.size,
            "source": given.source,
            "at": given.at,
        }
        return self._work.connection.execute(_ADD, values).one_or_none() is not None

    def get(self, number: int) -> Evidence | None:
        """The file."""
        row = self._work.connection.execute(_GET, {"evidence": number}).one_or_none()
        return None if row is None else _evidence_of(row)

    def of(self, dispute: int) -> Sequence[Evidence]:
        """The files of the dispute, oldest first."""
        return [_evidence_of(row) for row in self._work.connection.execute(_OF, {"dispute": dispute})]

    def counts(self, disputes: Iterable[int]) -> Mapping[int, int]:
        """How many files each of these disputes has that has any."""
        found = self._work.connection.execute(_COUNTS, {"disputes": sorted({*disputes})})
        return {row.dispute: row[1] for row in found}


def _evidence_of(row: Row[Any]) -> Evidence:
    kept = KeptFile(row.digest, row.name, row.kind, row.size)
    return Evidence(row.id, row.dispute, row.person, kept, row.source, row.at)
