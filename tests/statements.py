"""Statements are compiled once for all databases of a run: by itself each engine, and so each test, compiles anew."""

from collections.abc import Hashable
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

_compiled: dict[Hashable, Any] = {}


def share_compiled() -> None:
    """Engines on the same kind of database count as one to SQLAlchemy's cache of statements."""
    for dialect in (PGDialect_psycopg, SQLiteDialect_pysqlite):
        dialect.__eq__ = lambda self, other: type(self) is type(other)  # type: ignore[method-assign]
        dialect.__hash__ = lambda self: hash(type(self))  # type: ignore[method-assign]
    Engine._compiled_cache = property(lambda _: _compiled, lambda _, _own: None)  # type: ignore[assignment]
