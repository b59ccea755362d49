"""The connection of a transaction. SQLAlchemy writes what is said on it, and carries out what is said only once.

A statement that comes again goes to the driver as it was written: what SQLAlchemy does for each execution
took a third of a booking's processor time.
"""

from collections import defaultdict
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any, TypeVarTuple, overload
from weakref import WeakKeyDictionary

import sqlalchemy
from sqlalchemy import CursorResult, Executable
from sqlalchemy.sql.selectable import TypedReturnsRows

from storage.statements import Fetched, Outcome, Shape, Values, Written, shape_of, written

_Ts = TypeVarTuple("_Ts")
_Written = WeakKeyDictionary[Executable, dict[Shape, Written | None]]
_written: defaultdict[str, _Written] = defaultdict(WeakKeyDictionary)
"""By the dialect's name; what was said once has nothing yet."""


class Connection:
    """Meets what the repositories use of SQLAlchemy's connection."""

    def __init__(self, inner: sqlalchemy.Connection) -> None:
        self.inner = inner
        self.dialect = inner.dialect
        self._driver = inner.connection
        self.known = _written[inner.dialect.name]
        # Whoever listens hears of each execution from SQLAlchemy.
        self._is_heard = bool(inner.dispatch.before_execute or inner.dispatch.before_cursor_execute)

    @overload
    def execute(
        self, statement: TypedReturnsRows[*_Ts], values: Values | Sequence[Values] | None = None
    ) -> CursorResult[*_Ts] | Fetched[*_Ts]: ...

    @overload
    def execute(
        self, statement: Executable, values: Values | Sequence[Values] | None = None
    ) -> Outcome: ...

    def execute(self, statement: Executable, values: Values | Sequence[Values] | None = None) -> Outcome:
        """Carry it out with these values, or with each of several."""
        several = values if isinstance(values, list) else None
        one: Any = next(iter(several), {}) if several is not None else values or {}
        ready = self._ready(statement, one)
        if ready is None or (several and ready.returns):
            return self.inner.execute(statement, values)
        cursor = self._driver.cursor()
        try:
            if several:
                cursor.executemany(ready.sql, [ready.bound(each) for each in several])
            else:
                cursor.execute(ready.sql, ready.bound(one))
            return ready.fetched(cursor)
        except BaseException as problem:  # noqa: BLE001 (raised in SQLAlchemy's words, which notices a lost connection)
            self.inner._handle_dbapi_exception(problem, ready.sql, None, cursor, None)  # noqa: SLF001 (the way to them)
        finally:
            cursor.close()

    def begin_nested(self) -> AbstractContextManager[object]:
        """A savepoint, gone back to where an exception leaves the block."""
        return self.inner.begin_nested()

    def _ready(self, statement: Executable, values: Values) -> Written | None:
        """As the driver takes it; None where SQLAlchemy has to carry it out."""
        if self._is_heard:
            return None
        known = self.known.get(statement)
        if known is None:
            self.known[statement] = {}
            return None
        shape = shape_of(values)
        if shape is None:
            return None
        if shape not in known:
            known[shape] = written(statement, self.dialect, values)
        return known[shape]
