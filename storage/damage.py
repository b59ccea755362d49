"""SQLite files that are damaged, and what an operator is told of them."""

import sqlite3
from pathlib import Path

from sqlalchemy import Engine, make_url
from sqlalchemy.exc import DBAPIError

from storage.engines import DatabaseUnreachable
from storage.vault import key_file

AT_START = 64 * 2**20
"""Bytes up to which a file is looked through before the bot starts: that takes less than a second."""
_SIGNS = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class DatabaseDamaged(DatabaseUnreachable):
    """The SQLite file is damaged, or is no database."""

    def __init__(self, url: str, said: str) -> None:
        Exception.__init__(
            self,
            f"{make_url(url).database} is damaged, or is no database ({said}). Look at PARLEY_DATABASE_URL, or restore "
            "the last backup: see “Backup and restore” in docs/operations.md.",
        )


def is_damage(problem: DBAPIError) -> bool:
    """Whether SQLite says by this that the file is damaged."""
    code = getattr(problem.orig, "sqlite_errorcode", 0)
    return code & 0xFF in _SIGNS  # extended codes say more in their higher bits


def look_through(engine: Engine, url: str, *, up_to: int | None = None) -> None:
    """Raise DatabaseDamaged where SQLite finds its file damaged; larger ones than `up_to` bytes are not read."""
    if engine.dialect.name != "sqlite":
        return
    file = Path(make_url(url).database or "")
    size = file.stat().st_size if file.exists() else 0
    if file.exists() and not size and key_file(str(file)).exists():
        raise DatabaseDamaged(url, "it is empty, and was not")
    if size and (up_to is None or size <= up_to):
        with engine.connect() as connection:
            found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
        if found != "ok":
            raise DatabaseDamaged(url, " ".join(str(found).split()))
