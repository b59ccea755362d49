"""How long `parley check` takes over a large programme."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.table import Row
from core.clock import Clock
from storage.check import SqlCheck
from storage.store import open_store
from tests.postgres import shared_server
from tests.storage.filling import fill
from tests.storage.samples import HOUR

SESSIONS = 100_000
AIM_S = 30


def rows() -> Iterator[Row]:
    """On both databases."""
    with TemporaryDirectory(prefix="parley-bench-") as folder:
        yield _measured("SQLite", f"sqlite:///{Path(folder) / 'check.db'}")
        with shared_server(Path(folder) / "postgresql") as server:
            yield _measured("PostgreSQL", server.url())


def _measured(database: str, url: str) -> Row:
    store = open_store(url, Clock())
    try:
        fill(store, SESSIONS)
        began = perf_counter()
        assert not list(SqlCheck(store).violations(HOUR))
        took = perf_counter() - began
    finally:
        store.close()
    what = f"parley check of {SESSIONS:,} sessions, {database}"
    return Row(what, f"{took:.1f} s", aim=f"< {AIM_S} s", met=took < AIM_S)
