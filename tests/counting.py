"""How much work a database is given: transactions and statements, counted as the driver gets them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, event

from storage.store import SqlStore


@dataclass
class Work:
    """Transactions that read and that write, and the statements in them in order."""

    reads: int = 0
    writes: int = 0
    statements: list[str] = field(default_factory=list)


@contextmanager
def counted(store: SqlStore) -> Iterator[Work]:
    """What the store is asked to do meanwhile, in all threads; an SQLite store."""
    work = Work()

    def read(_connection: Connection) -> None:
        work.reads += 1

    def write(_connection: Connection) -> None:
        work.writes += 1

    def state(_connection: Connection, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith("BEGIN"):
            work.statements.append(statement)

    engines = store.engines
    heard = [
        (engines.reader, "begin", read),
        (engines.writer, "begin", write),
        (engines.reader, "before_cursor_execute", state),
        (engines.writer, "before_cursor_execute", state),
    ]
    for each in heard:
        event.listen(*each)
    try:
        yield work
    finally:
        for each in heard:
            event.remove(*each)
