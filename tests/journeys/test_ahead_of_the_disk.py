"""A delivery is handled while the disk is at it, and acknowledged when it cannot be lost any more."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.reception import Reception
from storage.executor import Executor
from tests.journeys.conftest import Cast
from tests.journeys.test_work_per_press import looking
from tests.slow_disk import SlowDisk
from tests.wire.telegram_stage import until


@pytest.mark.spec("SAF-1")
async def test_a_press_is_answered_before_it_is_on_the_disk_and_acknowledged_after_that(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    programme, executor = cast.programme, Executor(1)
    reception = Reception(
        programme.desk,
        programme.inbox,
        programme.conversation,
        executor.run,
        executor.ahead,
        programme.owner,
    )
    assert programme.store.engines.log is not None
    programme.store.engines.log._thread = ThreadPoolExecutor(1)
    press, before = await looking(cast), cast.ben.last()
    disk = SlowDisk(monkeypatch)
    acknowledging = asyncio.create_task(reception.receive(press))
    await until(lambda: cast.ben.last() != before and disk.asked.is_set())
    assert not acknowledging.done()
    disk.may.set()
    await acknowledging
    await reception.finish()
    executor.close()
