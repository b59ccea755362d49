"""What tests of several rooms share: a movable clock, and a store on both databases."""

import gc
import logging
import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import hypothesis
import pytest

from bot.logs import NOISY
from core import ids
from core.clock import Clock
from storage.migrate import upgrade
from storage.store import SqlStore
from tests.databases import Databases, PostgresDatabases, SqliteFiles, lent, opened, postgres_databases
from tests.depth import DEEP
from tests.postgres import in_memory, shared_server
from tests.statements import share_compiled

# The same code gets the same verdict; `make faults` looks for examples that nobody has tried.
hypothesis.settings.register_profile("quick", derandomize=True, deadline=None, max_examples=50)
hypothesis.settings.register_profile("deep", deadline=None, max_examples=200)
hypothesis.settings.load_profile("deep" if DEEP else "quick")
share_compiled()
gc.disable()  # what is imported and collected stays: see pytest_collection_finish

MORNING = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
"""A Monday."""


_WAITING = {"faults", "wire", "playground", "gateways", "mail"}
"""Folders whose tests wait more than they work."""


def pytest_itemcollected(item: pytest.Item) -> None:
    """What hypothesis tries on examples of its own, `make faults` tries on more."""
    if hypothesis.is_hypothesis_test(getattr(item, "obj", None)):
        item.add_marker("deep")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first, then what waits: it fills one worker while the others work."""

    def place(item: pytest.Item) -> int:
        if item.get_closest_marker("deep"):
            return 0
        return 1 if _WAITING & set(item.path.parts) else 2

    items.sort(key=place)


def pytest_configure() -> None:
    """Each worker numbers what it makes from another start: all of it is of one morning, and databases are shared."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    ids._tails = count(worker % 8 << 19)


def pytest_collection_finish() -> None:
    """As the bot does: what stays for the whole run is not looked over for garbage again and again."""
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)
    gc.enable()


@pytest.fixture(autouse=True)
def _log_as_before() -> Iterator[None]:
    """A command line has the log written where its test looks, which is closed when the test is over."""
    root = logging.getLogger()
    handlers, levels = root.handlers[:], {name: logging.getLogger(name).level for name in (None, *NOISY)}
    yield
    for handler in set(root.handlers).difference(handlers):
        root.removeHandler(handler)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.fixture
def clock() -> Clock:
    """A clock that stands at MORNING when the test begins, and can be moved."""
    clock = Clock()
    clock.move_to(MORNING)
    return clock


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest) -> Databases:
    """Makes databases, once on SQLite and once on PostgreSQL."""
    made: Databases = request.getfixturevalue(f"{request.param}_databases")
    return made


@pytest.fixture
def kept_in(request: pytest.FixtureRequest) -> Databases:
    """Where a journey takes its database from: SQLite, unless it is told on both."""
    made: Databases = request.getfixturevalue(f"{getattr(request, 'param', 'sqlite')}_databases")
    return made


@pytest.fixture
def database_url(databases: Databases) -> Iterator[str]:
    """A migrated, empty database, once on SQLite and once on PostgreSQL."""
    with lent(databases) as url:
        yield url


@pytest.fixture
def store(database_url: str, clock: Clock) -> Iterator[SqlStore]:
    """A store on `database_url`, moved by `clock`."""
    store = opened(database_url, clock)
    yield store
    store.close()


@pytest.fixture
def sqlite_url(sqlite_databases: SqliteFiles) -> Iterator[str]:
    """A migrated, empty SQLite file."""
    with lent(sqlite_databases) as url:
        yield url


@pytest.fixture
def postgresql_url(postgresql_databases: PostgresDatabases) -> Iterator[str]:
    """A migrated, empty PostgreSQL database."""
    with lent(postgresql_databases) as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_databases(sqlite_template: Path) -> SqliteFiles:
    return SqliteFiles(sqlite_template, sqlite_template.parent)


@pytest.fixture(scope="session")
def sqlite_template() -> Iterator[Path]:
    """A file to copy."""
    with tempfile.TemporaryDirectory(prefix="parley-sqlite-", dir=in_memory()) as folder:
        path = Path(folder) / "template.db"
        upgrade(f"sqlite:///{path}")
        yield path


@pytest.fixture(scope="session")
def postgresql_databases(
    postgres_server: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[PostgresDatabases]:
    prefix = f"parley_test_{os.getpid()}"
    with postgres_databases(postgres_server, prefix, _meeting(tmp_path_factory)) as databases:
        yield databases


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where databases are made: TEST_DATABASE_URL, else a server of our own, one for all workers."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    with shared_server(_meeting(tmp_path_factory)) as server:
        yield server.url()


def _meeting(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that all workers of one run share."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "postgres"
    folder.mkdir(exist_ok=True)
    return folder
