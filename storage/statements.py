"""Statements as the driver takes them: SQLAlchemy writes each once for values of one shape."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVarTuple

from sqlalchemy import ClauseElement, CursorResult, Dialect, Executable
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.engine.result import IteratorResult, SimpleResultMetaData
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

_Ts = TypeVarTuple("_Ts")
Values = Mapping[str, Any]
Shape = tuple[str | tuple[str, int], ...]
_Process = Callable[[Any], Any]
_LISTS = frozenset({list, tuple})
_LONGEST = 16
"""Longer lists have too many lengths to keep a statement for each."""
_COMPARED = re.compile(r"((?:[=<>]|LIKE) )\?")
"""SQLite plans a statement anew for each value that it holds against the condition of a partial index, and for each
pattern, which takes longer than to carry it out; behind a sign it does not look at it."""


def shape_of(values: Values) -> Shape | None:
    """Their names, and the lengths of lists; None where one is too long."""
    shape: list[str | tuple[str, int]] = []
    for name, value in values.items():
        if type(value) not in _LISTS:
            shape.append(name)
        elif len(value) > _LONGEST:
            return None
        else:
            shape.append((name, len(value)))
    return tuple(shape)


class Fetched(IteratorResult[*_Ts]):
    """All rows that a statement returned, and how many it changed."""

    def __init__(self, metadata: SimpleResultMetaData, rows: Iterable[Any], rowcount: int) -> None:
        super().__init__(metadata, iter(rows))
        self.rowcount = rowcount


Outcome = CursorResult[*tuple[Any, ...]] | Fetched[*tuple[Any, ...]]


class Written:
    """A statement for values of one shape."""

    def __init__(self, compiled: SQLCompiler, example: Values, types: Sequence[TypeEngine[Any]]) -> None:
        dialect = compiled.dialect
        written = compiled.construct_expanded_state(example)
        self.sql = written.statement
        if dialect.name == "sqlite":
            self.sql = _COMPARED.sub(r"\1+?", self.sql)
        self.returns = bool(types)
        self._types = types
        self._dialect = dialect
        self._reading: _Reading | None = None
        # What differs from time to time is put into a copy of all that the driver is given.
        self._given: list[tuple[Any, str, int | None, _Process | None]] = []
        bound: dict[Any, Any] = {}
        parts = {
            part: (name, nth)
            for name, those in written.parameter_expansion.items()
            for nth, part in enumerate(those)
        }
        is_by_name = written.positiontup is None
        for place, part in enumerate(written.positiontup or written.parameters):
            at = part if is_by_name else place
            name, nth = parts.get(part, (part, None))
            process = compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect)
            if name in example:
                self._given.append((at, name, nth, process))
                bound[at] = None
            else:
                value = written.parameters[part]
                bound[at] = value if process is None else process(value)
        self._bound: Any = bound if is_by_name else list(bound.values())

    def bound(self, values: Values) -> Any:
        """The values as the driver takes them."""
        bound = self._bound.copy()
        for at, name, nth, process in self._given:
            value = values[name] if nth is None else values[name][nth]
            bound[at] = value if process is None else process(value)
        return bound

    def fetched(self, cursor: DBAPICursor) -> Outcome:
        """What it returned."""
        if self._reading is None:  # once: psycopg makes the description anew each time it is asked
            self._reading = _Reading(self._types, self._dialect, cursor.description or ())
        rows = self._reading.rows(cursor)
        return Fetched(self._reading.metadata, rows, cursor.rowcount)


def written(statement: Executable, dialect: Dialect, example: Values) -> Written | None:
    """None where SQLAlchemy has values of its own to add, or a list is no list whose length is in the shape."""
    assert isinstance(statement, ClauseElement)
    compiled = statement.compile(dialect=dialect, column_keys=list(example), for_executemany=True)
    assert isinstance(compiled, SQLCompiler)
    lists = [example[name] for name, bind in compiled.binds.items() if bind.expanding and name in example]
    if compiled.insert_prefetch or compiled.update_prefetch or {type(each) for each in lists} - _LISTS:
        return None
    columns = getattr(statement, "exported_columns", ())
    return Written(compiled, example, [column.type for column in columns])


class _Reading:
    """How the rows are read that a driver returns."""

    def __init__(
        self, types: Sequence[TypeEngine[Any]], dialect: Dialect, description: Sequence[Sequence[Any]]
    ) -> None:
        self.metadata = SimpleResultMetaData([column[0] for column in description])
        processes = [
            kind.dialect_impl(dialect).result_processor(dialect, column[1])
            for kind, column in zip(types, description, strict=bool(types))
        ]
        self._processes = [
            (place, process) for place, process in enumerate(processes) if process is not None
        ]

    def rows(self, cursor: DBAPICursor) -> Iterable[Any]:
        """With our values instead of the driver's."""
        rows: Sequence[Any] = cursor.fetchall() if self.metadata.keys else ()
        if not rows or not self._processes:
            return rows
        columns: list[Iterable[Any]] = list(zip(*rows, strict=True))
        for place, process in self._processes:
            columns[place] = map(process, columns[place])
        return zip(*columns, strict=True)
