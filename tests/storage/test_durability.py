"""What was committed on SQLite is on the disk before anybody outside learns of it, and others go on meanwhile."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep

import pytest

from core.clock import Clock
from storage.executor import Executor
from storage.store import SqlStore, open_store
from tests.slow_disk import PATIENCE, SlowDisk
from tests.storage.samples import people_in

SOON = 0.1


@pytest.fixture
def kept(sqlite_url: str, clock: Clock) -> Iterator[SqlStore]:
    store = open_store(sqlite_url, clock)
    yield store
    store.close()


@pytest.fixture
def disk(kept: SqlStore, monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowDisk]:
    disk = SlowDisk(monkeypatch)
    yield disk
    disk.may.set()


@pytest.fixture
async def executor() -> AsyncIterator[Executor]:
    executor = Executor(1)
    yield executor
    executor.close()


def names(store: SqlStore) -> list[str]:
    with store.read() as tx:
        return [found.name for found in tx.people.search("")]


@pytest.mark.spec("SAF-7")
def test_a_transaction_ends_when_it_is_on_the_disk_and_others_see_it_before(
    kept: SqlStore, disk: SlowDisk
) -> None:
    with ThreadPoolExecutor(1) as thread:
        writing = thread.submit(people_in, kept, "Ada")
        assert disk.asked.wait(PATIENCE)
        assert names(kept) == ["Ada"]
        assert not writing.done()
        disk.may.set()
        writing.result(PATIENCE)
    assert disk.syncs == 1


def test_one_sync_is_enough_for_all_that_was_committed_while_the_one_before_took(
    kept: SqlStore, disk: SlowDisk
) -> None:
    with ThreadPoolExecutor(9) as threads:
        first = threads.submit(people_in, kept, "Ada")
        assert disk.asked.wait(PATIENCE)
        others = [threads.submit(people_in, kept, f"Ben {number}") for number in range(8)]
        log = kept.engines.log
        assert log is not None
        while log._commits < 9:
            sleep(0.005)
        disk.may.set()
        for each in (first, *others):
            each.result(PATIENCE)
    assert disk.syncs == 2


def test_what_changes_nothing_waits_for_no_disk(kept: SqlStore, disk: SlowDisk) -> None:
    with kept.write() as tx:
        assert tx.people.search("") == []
    assert not disk.asked.is_set()


@pytest.mark.spec("SAF-7")
async def test_a_coroutine_goes_on_when_it_is_on_the_disk_unless_it_goes_ahead(
    kept: SqlStore, disk: SlowDisk, executor: Executor
) -> None:
    running = asyncio.create_task(executor.run(people_in, kept, "Ada"))
    done, _ = await asyncio.wait({running}, timeout=SOON)
    assert not done
    people, lasting = await executor.ahead(people_in, kept, "Ben")
    assert len(people) == 1
    waiting = asyncio.ensure_future(lasting())
    done, _ = await asyncio.wait({running, waiting}, timeout=SOON)
    assert not done
    disk.may.set()
    await asyncio.gather(running, waiting)
    assert names(kept) == ["Ada", "Ben"]


@pytest.mark.spec("SAF-7")
@pytest.mark.parametrize("refused", [ZeroDivisionError, asyncio.CancelledError])
async def test_what_was_committed_before_something_failed_is_waited_for_as_well(
    kept: SqlStore, disk: SlowDisk, executor: Executor, refused: type[BaseException]
) -> None:
    def fail() -> None:
        people_in(kept, "Ada")
        raise refused

    running = asyncio.create_task(executor.run(fail))
    done, _ = await asyncio.wait({running}, timeout=SOON)
    assert not done
    disk.may.set()
    with pytest.raises(refused):
        await running


async def test_who_gives_up_waiting_leaves_the_others_to_it(
    kept: SqlStore, disk: SlowDisk, executor: Executor
) -> None:
    first = asyncio.create_task(executor.run(people_in, kept, "Ada"))
    second = asyncio.create_task(executor.run(people_in, kept, "Ben"))
    await asyncio.wait({first, second}, timeout=SOON)
    second.cancel()
    with pytest.raises(asyncio.CancelledError):
        await second
    third = asyncio.create_task(executor.run(people_in, kept, "Cleo"))
    await asyncio.wait({third}, timeout=SOON)
    disk.may.set()
    await asyncio.gather(first, third)


@pytest.mark.spec("SAF-7")
async def test_a_disk_that_fails_is_a_fault(
    kept: SqlStore, executor: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_file: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("storage.durability.sync_data", broken)
    with pytest.raises(OSError, match="Input/output"):
        people_in(kept, "Ada")
    with pytest.raises(OSError, match="Input/output"):
        await executor.run(people_in, kept, "Ben")


def test_a_log_that_is_gone_has_been_copied_to_the_database(
    kept: SqlStore, sqlite_url: str, disk: SlowDisk
) -> None:
    log = Path(sqlite_url.removeprefix("sqlite:///") + "-wal")
    assert log.exists()
    kept.engines.reader.pool.dispose()
    kept.engines.writer.pool.dispose()
    assert not log.exists()
    assert kept.engines.log is not None
    kept.engines.log._bring(1)
    assert not disk.asked.is_set()
