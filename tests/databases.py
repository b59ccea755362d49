"""Databases for tests: made from a migrated template, or as a copy of one that a test module has prepared."""

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from core.clock import Clock
from storage.engines import engines_for, lock_file
from storage.migrate import upgrade
from storage.store import SqlStore
from storage.vault import key_file, vault_for
from tests.postgres import locked

T = TypeVar("T")
_TEMPLATE = "parley_template"
_numbers = count()


class Databases(Protocol):
    """The databases of one server or folder. Each is named by its URL."""

    def make(self, like: str | None = None) -> str:
        """A migrated, empty database, or one with the content of another, to which nobody may be connected."""

    def drop(self, url: str) -> None:
        """Remove it, whoever is connected."""


class SqliteFiles:
    """Files in a folder; `template` is a migrated one."""

    def __init__(self, template: Path, folder: Path) -> None:
        self._template = template
        self._folder = folder

    def make(self, like: str | None = None) -> str:
        source = _file_of(like) if like else self._template
        made = self._folder / f"{next(_numbers)}.db"
        shutil.copy(source, made)
        if (keys := key_file(str(source))).exists():
            shutil.copy(keys, key_file(str(made)))
        return f"sqlite:///{made}"

    def drop(self, url: str) -> None:
        file = _file_of(url)
        for path in file.parent.iterdir():
            if path.name.startswith(file.name):  # with its log, its index, its lock and its key
                path.unlink()


def _file_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


class PostgresDatabases:
    """Databases of one server, made under names that begin with `prefix`."""

    def __init__(self, server: str, admin: psycopg.Connection, prefix: str) -> None:
        self._server = server
        self._admin = admin
        self._prefix = prefix

    def make(self, like: str | None = None) -> str:
        source = _name_of(like) if like else _TEMPLATE
        name = f"{self._prefix}_{next(_numbers)}"
        # Copying files is cheaper than logging their pages: without fsync a checkpoint costs nothing.
        self._admin.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
                sql.Identifier(name), sql.Identifier(source)
            )
        )
        return with_database(self._server, name)

    def drop(self, url: str) -> None:
        self._admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(_name_of(url))))


@contextmanager
def postgres_databases(server: str, prefix: str, meeting: Path) -> Iterator[PostgresDatabases]:
    """Databases on this server; the first of the processes that meet in the folder makes the template."""
    with psycopg.connect(server, autocommit=True) as admin:
        with locked(meeting / "template"):
            found = admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [_TEMPLATE]).fetchone()
            if found is None:
                admin.execute(f"CREATE DATABASE {_TEMPLATE}_new")
                upgrade(with_database(server, f"{_TEMPLATE}_new"))
                admin.execute(f"ALTER DATABASE {_TEMPLATE}_new RENAME TO {_TEMPLATE}")
        yield PostgresDatabases(server, admin, prefix)


def with_database(url: str, name: str) -> str:
    """The same server's other database."""
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def _name_of(url: str) -> str:
    name = make_url(url).database
    assert name is not None
    return name


@dataclass(frozen=True)
class Prepared(Generic[T]):
    """A database to copy, the time it had become when it was made, and what is in it."""

    url: str
    now: datetime
    found: T


@contextmanager
def lent(databases: Databases, like: str | None = None) -> Iterator[str]:
    """A database of one's own, dropped afterwards."""
    url = databases.make(like)
    try:
        yield url
    finally:
        databases.drop(url)


def opened(url: str, clock: Clock) -> SqlStore:
    """A store on a database as `Databases` makes them: `open_store` would look for damage, and for older tables."""
    return synced_at_once(
        SqlStore(engines_for(url), clock, lock_file(url), vault_for(url, (), may_write=True))
    )


class _AtOnce(Executor):
    """Does what it is given before anything else happens."""

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(function(*args, **kwargs))
        return done


def synced_at_once(store: SqlStore) -> SqlStore:
    """The store, which syncs in whichever thread commits: handing that over took a third of a journey."""
    if store.engines.log is not None:
        store.engines.log.close()
        store.engines.log._thread = _AtOnce()  # type: ignore[assignment]
    return store
