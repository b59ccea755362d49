"""A copy of everything that is kept, in a file that either database can be filled from.

The file is gzip of JSON lines: `{"parley": revision, "at": …}`; for each table `{"table": name, "columns": […]}`
and its rows as arrays; at the end `{"rows": how many}`, by which a file that was cut off is known. Secrets that are
encrypted in the database are so in the file.
"""

import gzip
import json
import os
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Date, LargeBinary, Table, delete, func, insert, select, text

import storage.store  # noqa: F401 (it knows all tables)
from core.starting import CannotStart
from storage.engines import engines_for, is_missing, lock_file
from storage.migrate import HEAD, WrongSchema, current, migrate
from storage.tables import metadata
from storage.types import Instant

_SLICE = 1000
_COMPRESSION = 3
_FIRST_KEPT = {"leases", "rests", "settings"}
"""Tables of which a new database may have rows; those of the backup take their place."""
_CODECS: dict[type, tuple[Callable[[Any], object], Callable[[Any], object]]] = {
    Instant: (datetime.isoformat, datetime.fromisoformat),
    Date: (date.isoformat, date.fromisoformat),
    LargeBinary: (lambda value: b64encode(value).decode(), b64decode),
}


class BadBackup(CannotStart):
    """The file is no backup that can be restored here."""


def back_up(url: str, file: Path, now: datetime) -> int:
    """Write everything to a new file, readable by its owner only, also while the bot runs; returns how many rows.

    It is one consistent view. Raises CannotStart where the database cannot be read, or the file exists.
    """
    if is_missing(url):
        raise BadBackup("there is no such database; look at PARLEY_DATABASE_URL")
    engines = engines_for(url)
    aside = file.with_name(f"{file.name}.part")
    try:
        if file.exists():
            raise BadBackup(f"{file} exists already; name another")
        descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as raw, engines.reader.begin() as connection:
            with gzip.open(raw, "wt", _COMPRESSION, encoding="utf-8") as lines:
                rows = 0
                for line in _lines_of(connection, now):
                    lines.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
                    rows += isinstance(line, list)
                lines.write(json.dumps({"rows": rows}) + "\n")
            raw.flush()
            os.fsync(raw.fileno())
        aside.replace(file)
    except OSError as problem:
        raise BadBackup(f"{file} cannot be written ({problem.strerror})") from problem
    else:
        return rows
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        engines.dispose()


def restore(url: str, file: Path) -> int:
    """Fill a database that is new or empty, all or nothing; returns how many rows.

    Raises CannotStart where the database is in use or not empty, and where the file is damaged or of another version.
    """
    lock = lock_file(url)
    engines = engines_for(url)
    try:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            read = map(json.loads, lines)
            _check_version(next(read, None), file)
            migrate(engines.writer)
            with engines.writer.begin() as connection:
                _make_room(connection)
                return _fill(connection, read, file)
    except FileNotFoundError:
        raise BadBackup(f"there is no file {file}") from None
    except (OSError, EOFError, UnicodeDecodeError, json.JSONDecodeError) as problem:
        raise BadBackup(f"{file} is damaged, or no backup of Parley's") from problem
    finally:
        engines.dispose()
        if lock is not None:
            lock.close()


def _lines_of(connection: Connection, now: datetime) -> Iterator[object]:
    if (found := current(connection)) != HEAD:
        raise WrongSchema(found)
    yield {"parley": HEAD, "at": now.isoformat()}
    for table in metadata.sorted_tables:
        yield {"table": table.name, "columns": [column.name for column in table.columns]}
        codecs = [_CODECS.get(type(column.type), (None, None))[0] for column in table.columns]
        ordered = select(table).order_by(*table.primary_key.columns)
        for row in connection.execution_options(yield_per=_SLICE).execute(ordered):
            yield [
                value if codec is None or value is None else codec(value)
                for value, codec in zip(row, codecs, strict=True)
            ]


def _check_version(first: object, file: Path) -> None:
    revision = first.get("parley") if isinstance(first, dict) else None
    if revision is None:
        raise BadBackup(f"{file} is no backup of Parley's")
    if revision != HEAD:
        raise BadBackup(
            f"{file} was made by another version (its tables are at revision {revision}, here {HEAD}): "
            "restore it with that version, then install this one"
        )


def _make_room(connection: Connection) -> None:
    for table in metadata.sorted_tables:
        if table.name in _FIRST_KEPT:
            connection.execute(delete(table))
        elif connection.execute(select(table).limit(1)).first() is not None:
            raise BadBackup("the database is not empty; name a new one in PARLEY_DATABASE_URL")


def _fill(connection: Connection, read: Iterator[Any], file: Path) -> int:
    rows = 0
    head = next(read, None)
    while isinstance(head, dict) and "table" in head:
        table = metadata.tables[head["table"]]
        given = _Rows(read)
        while part := list(islice(given, _SLICE)):
            connection.execute(insert(table), _values(table, head["columns"], part))
            rows += len(part)
        _count_on(connection, table)
        head = given.following
    if head != {"rows": rows}:
        raise BadBackup(f"{file} is not whole; nothing was restored")
    return rows


class _Rows:
    """The rows until a line that is none, which is kept as `following`."""

    def __init__(self, read: Iterator[Any]) -> None:
        self._read = read
        self.following: object = None

    def __iter__(self) -> Iterator[list[Any]]:
        return self

    def __next__(self) -> list[Any]:
        if self.following is None:
            line: Any = next(self._read, {})
            if isinstance(line, list):
                return line
            self.following = line
        raise StopIteration


def _values(table: Table, columns: Iterable[str], rows: Iterable[list[Any]]) -> list[dict[str, Any]]:
    codecs = [(name, _CODECS.get(type(table.columns[name].type), (None, None))[1]) for name in columns]
    return [
        {
            name: value if codec is None or value is None else codec(value)
            for (name, codec), value in zip(codecs, row, strict=True)
        }
        for row in rows
    ]


def _count_on(connection: Connection, table: Table) -> None:
    """Let PostgreSQL number new rows after those that were restored; SQLite does so by itself."""
    numbered = table.autoincrement_column
    if numbered is None or connection.dialect.name != "postgresql":
        return
    last = select(func.coalesce(func.max(numbered), 0)).scalar_subquery()
    sequence = func.pg_get_serial_sequence(table.name, numbered.name)
    connection.execute(select(func.setval(sequence, last + 1, text("false"))))
