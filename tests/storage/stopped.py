"""Fixtures for tests in which time stands still until they move it: nothing hangs on how fast the machine is."""

from collections.abc import Iterator

import pytest

from core.clock import Clock
from storage.store import SqlStore
from tests.clocks import Stopped, stop_time
from tests.databases import opened


@pytest.fixture
def clock() -> Clock:
    return Stopped()


@pytest.fixture
def store(database_url: str, clock: Clock) -> Iterator[SqlStore]:
    if database_url.startswith("postgresql"):
        stop_time(database_url)
    store = opened(database_url, clock)
    yield store
    store.close()
