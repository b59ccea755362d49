"""Many rows in one statement.

They travel as one parameter: as statements of their own, or with a parameter for each value, most of the time would go
into carrying them. SQLite is in our own process: there the driver writes row by row, unless the statement returns some.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Executable,
    FromClause,
    Text,
    bindparam,
    cast,
    column,
    func,
    select,
)

from storage.statements import Outcome
from storage.transaction import UnitOfWork
from storage.types import Instant

_INSTANT = Instant()


class Bulk:
    """A statement over rows with these columns; an INSERT of them says in which order, lest two wait for each other."""

    def __init__(
        self, columns: Iterable[Column[Any]], statement: Callable[[FromClause], Executable]
    ) -> None:
        kept = tuple(columns)
        self._names = tuple(each.name for each in kept)
        rows = bindparam("rows", type_=Text)
        by_name = func.json_to_recordset(cast(rows, JSON)).table_valued(
            *(column(each.name, each.type) for each in kept)
        )
        row = func.json_each(rows).table_valued("value").c.value
        by_place = select(*(row.op("->>")(place).label(each.name) for place, each in enumerate(kept)))
        alone = select(*(bindparam(f"of_{each.name}", type_=each.type).label(each.name) for each in kept))
        self._on_postgresql = statement(by_name.render_derived(with_types=True))
        self._on_sqlite = statement(by_place.subquery())
        self._of_a_row = statement(alone.subquery())
        self._returns = bool(getattr(self._of_a_row, "exported_columns", ()))

    def execute(self, work: UnitOfWork, rows: Sequence[Mapping[str, object]], **values: object) -> Outcome:
        """Carry it out on these rows, with what it takes besides.

        Raises KeyError where a row lacks a value, ValueError for a naive datetime.
        """
        if not (work.on_postgresql or self._returns):
            each = [{f"of_{name}": row[name] for name in self._names} | values for row in rows]
            return work.connection.execute(self._of_a_row, each)
        dialect = work.connection.dialect

        def plain(at: datetime) -> str | int | None:
            bound = _INSTANT.process_bind_param(at, dialect)
            return bound.isoformat() if isinstance(bound, datetime) else bound

        statement, listed = self._on_postgresql, list[object](rows)
        if not work.on_postgresql:
            statement, listed = self._on_sqlite, [[row[name] for name in self._names] for row in rows]
        carried = json.dumps(listed, default=plain, ensure_ascii=False)
        return work.connection.execute(statement, {"rows": carried, **values})
