"""What tests of several rooms share: a movable clock, and a store on both databases."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import hypothesis
import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from core.clock import Clock
from storage.migrate import upgrade
from storage.store import SqlStore, open_store
from tests.postgres import locked, shared_server

# Where a run decides about others' work, the same code gets the same verdict.
hypothesis.settings.register_profile("ci", derandomize=True, deadline=None)
hypothesis.settings.register_profile("default", deadline=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "default")

MORNING = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
"""A Monday."""
_TEMPLATE = "parley_template"
_numbers = count()


@pytest.fixture
def clock() -> Clock:
    """A clock that stands at MORNING when the test begins, and can be moved."""
    clock = Clock()
    clock.move_to(MORNING)
    return clock


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated, empty database, once on SQLite and once on PostgreSQL."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def store(database_url: str, clock: Clock) -> Iterator[SqlStore]:
    """A store on `database_url`, moved by `clock`."""
    store = open_store(database_url, clock)
    yield store
    store.close()


@pytest.fixture
def sqlite_url(tmp_path: Path, sqlite_template: Path) -> str:
    """A migrated, empty SQLite file."""
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'parley.db')}"


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def postgresql_url(new_postgresql_database: Callable[[str], str], postgres_server: str) -> Iterator[str]:
    """A migrated, empty PostgreSQL database."""
    name = f"parley_test_{os.getpid()}_{next(_numbers)}"
    yield new_postgresql_database(name)
    with psycopg.connect(postgres_server, autocommit=True) as admin:
        admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where databases are made: TEST_DATABASE_URL, else a server of our own, one for all workers."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    with shared_server(_meeting(tmp_path_factory)) as server:
        yield server.url()


@pytest.fixture(scope="session")
def new_postgresql_database(
    postgres_server: str, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], str]:
    """Makes a database from a migrated template, and returns its URL."""
    with (
        locked(_meeting(tmp_path_factory) / "template"),
        psycopg.connect(postgres_server, autocommit=True) as admin,
    ):
        found = admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [_TEMPLATE]).fetchone()
        if found is None:
            admin.execute(f"CREATE DATABASE {_TEMPLATE}_new")
            upgrade(with_database(postgres_server, f"{_TEMPLATE}_new"))
            admin.execute(f"ALTER DATABASE {_TEMPLATE}_new RENAME TO {_TEMPLATE}")

    def make(name: str) -> str:
        with psycopg.connect(postgres_server, autocommit=True) as admin:
            admin.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                    sql.Identifier(name), sql.Identifier(_TEMPLATE)
                )
            )
        return with_database(postgres_server, name)

    return make


def with_database(url: str, name: str) -> str:
    """The same server's other database."""
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def _meeting(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that all workers of one run share."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "postgres"
    folder.mkdir(exist_ok=True)
    return folder
