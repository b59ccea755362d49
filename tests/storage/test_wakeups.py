"""A notice that is due wakes other processes on PostgreSQL."""

import asyncio
from collections.abc import Iterator
from contextlib import suppress

import psycopg
import pytest

from core.clock import Clock
from storage.store import SqlStore, open_store
from storage.wakeups import Listener
from tests.conftest import MORNING
from tests.storage.samples import HOUR, a_notice, people_in


@pytest.fixture
def store(postgresql_url: str, clock: Clock) -> Iterator[SqlStore]:
    store = open_store(postgresql_url, clock)
    yield store
    store.close()


async def test_a_commit_with_a_due_notice_wakes_a_listener(store: SqlStore, postgresql_url: str) -> None:
    woken: asyncio.Queue[None] = asyncio.Queue()
    (ada,) = people_in(store, "Ada")
    listening = asyncio.create_task(Listener(postgresql_url, lambda: woken.put_nowait(None)).run())
    async with asyncio.timeout(60):
        await woken.get()
    with store.write() as tx:
        tx.notices.add([a_notice(ada, MORNING + HOUR)])
    with store.write() as tx:
        tx.notices.add([a_notice(ada)])
        assert woken.empty()
    async with asyncio.timeout(60):
        await woken.get()
    assert woken.empty(), "one that is not due yet wakes nobody"
    listening.cancel()
    with suppress(asyncio.CancelledError):
        await listening


async def test_a_listener_that_loses_its_connection_makes_another(
    postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.wakeups._PAUSE", 0.01)
    woken: asyncio.Queue[None] = asyncio.Queue()
    listening = asyncio.create_task(Listener(postgresql_url, lambda: woken.put_nowait(None)).run())
    async with asyncio.timeout(60):
        await woken.get()
        with psycopg.connect(postgresql_url, autocommit=True) as admin:
            admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND query LIKE 'LISTEN%'"
            )
        await woken.get()
    listening.cancel()
    with suppress(asyncio.CancelledError):
        await listening
