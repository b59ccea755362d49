"""Many rows in one statement.

They travel as one parameter: as statements of their own, or with a parameter for each value, most of the time would go
into carrying them.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    CursorResult,
    Dialect,
    Executable,
    FromClause,
    Text,
    bindparam,
    cast,
    column,
    func,
    select,
)
from sqlalchemy.types import TypeDecorator

from storage.transaction import UnitOfWork
from storage.types import Instant

_INSTANT = Instant()


class _Rows(TypeDecorator[Sequence[Mapping[str, object]]]):
    """Rows as JSON; SQLite reads their values by place, PostgreSQL by name."""

    impl = Text
    cache_ok = True

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__()
        self.names = names

    def process_bind_param(self, value: Sequence[Mapping[str, object]] | None, dialect: Dialect) -> str:
        """Raise KeyError where a row lacks a value, ValueError for a naive datetime."""

        def plain(at: datetime) -> str | int | None:
            bound = _INSTANT.process_bind_param(at, dialect)
            return bound.isoformat() if isinstance(bound, datetime) else bound

        rows: Sequence[object] = value or ()
        if dialect.name == "sqlite":
            rows = [[row[name] for name in self.names] for row in value or ()]
        return json.dumps(rows, default=plain, ensure_ascii=False)


class Bulk:
    """A statement over rows with these columns; an INSERT of them says in which order, lest two wait for each other."""

    def __init__(
        self, columns: Iterable[Column[Any]], statement: Callable[[FromClause], Executable]
    ) -> None:
        kept = tuple(columns)
        rows = bindparam("rows", type_=_Rows(tuple(each.name for each in kept)))
        by_name = func.json_to_recordset(cast(rows, JSON)).table_valued(
            *(column(each.name, each.type) for each in kept)
        )
        row = func.json_each(rows).table_valued("value").c.value
        by_place = select(*(row.op("->>")(place).label(each.name) for place, each in enumerate(kept)))
        self._on_postgresql = statement(by_name.render_derived(with_types=True))
        self._on_sqlite = statement(by_place.subquery())

    def execute(self, work: UnitOfWork, rows: Sequence[Mapping[str, object]]) -> CursorResult[Any]:
        """Carry it out on these rows; instants are aware."""
        statement = self._on_postgresql if work.on_postgresql else self._on_sqlite
        return work.connection.execute(statement, {"rows": rows})
