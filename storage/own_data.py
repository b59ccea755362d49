"""A member's own data, read kind by kind as `storage.fates_of_tables` says, so that no history is too long."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, select

from core.ids import code_of
from core.ports.own_data import OwnFile, OwnRecord, Sheet
from storage.evidence_tables import evidence
from storage.fates import PERSON, Fates
from storage.fates_of_tables import FATES
from storage.store import SqlStore
from storage.tables import people

SLICE = 1_000
_CODE = "code"
"""The column that is read out as the short name of its row."""
_FILES = (
    select(evidence.c.digest, evidence.c.name, evidence.c.size)
    .where(evidence.c.person == PERSON)
    .order_by(evidence.c.id)
)


class SqlOwnData:
    """Meets core.ports.own_data.OwnData."""

    def __init__(self, store: SqlStore) -> None:
        self._store = store

    @contextmanager
    def of(self, person: int) -> Iterator[OwnRecord]:
        """What there is of the member, as of the moment of entering."""
        with self._store.work(read_only=True) as work:
            yield _Record(work.connection.inner, person)


class _Record:
    def __init__(self, connection: Connection, person: int) -> None:
        self._connection = connection
        self._person = {PERSON.key: person}

    def sheets(self) -> Iterator[Sheet]:
        for fates in FATES:
            if fates.whose is not None:
                yield Sheet(fates.table.name, fates.exported, self._rows(fates))

    def files(self) -> Sequence[OwnFile]:
        return [OwnFile(*row) for row in self._connection.execute(_FILES, self._person)]

    def _rows(self, fates: Fates) -> Iterator[Sequence[Any]]:
        place = fates.exported.index(_CODE) if _CODE in fates.exported else None
        streamed = self._connection.execution_options(yield_per=SLICE)
        with streamed.execute(_read(fates), self._person) as rows:
            for row in rows:
                values = list(row)
                if place is not None:
                    values[place] = code_of(values[place])
                yield values


def _read(fates: Fates) -> Select[Any]:
    assert fates.whose is not None
    columns = [_shown(fates, name) for name in fates.exported]
    return select(*columns).where(fates.whose).order_by(*fates.table.primary_key)


def _shown(fates: Fates, name: str) -> ColumnElement[Any]:
    """The column, or the name of whom it is."""
    column = fates.table.c[name]
    if name not in fates.pseudonym and not any(key.column.table is people for key in column.foreign_keys):
        return column
    return select(people.c.name).where(people.c.id == column).scalar_subquery().label(name)
