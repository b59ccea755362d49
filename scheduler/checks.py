"""The round that proves at night that the stored programme is whole."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from core.desk import Desk
from core.invariants import Violation
from core.ports.checks import Check
from core.usecases.checking import alarm, night_of

PATIENCE = timedelta(minutes=15)
LOOK_AGAIN = timedelta(minutes=10)
INTERRUPT_EVERY = 0.02
"""Seconds. An interruption between two queries is lost: it is repeated until the check has ended."""


class NightlyCheck:
    """Checks once a night, in the first process to begin, and tells each admin the findings once.

    After a downtime much is late for a while: what is found must be there again after `pause`. A check reads
    for seconds, so it runs in threads of its own: on SQLite everybody else shares one.
    """

    def __init__(self, desk: Desk, check: Check, pause: timedelta = LOOK_AGAIN) -> None:
        self._desk = desk
        self._check = check
        self._pause = pause
        self._stopping = False
        self._threads = ThreadPoolExecutor(1, thread_name_prefix="check")
        self._looking: asyncio.Future[list[Violation]] | None = None

    async def check(self) -> Sequence[Violation]:
        """Check unless it was done this night; returns the violations told."""
        night = night_of(await asyncio.to_thread(self._desk.now))
        if await asyncio.to_thread(self._check.last_night) == night:
            return ()
        found = await self._look()
        if found:
            await asyncio.sleep(self._pause.total_seconds())
            still = set(map(str, await self._look()))
            found = [violation for violation in found if str(violation) in still]
        if found:
            await asyncio.to_thread(alarm, self._desk, night, found)
        await asyncio.to_thread(self._check.remember, night)
        return found

    async def stop(self) -> None:
        """End the check at once: the next process makes it again. Raises CancelledError in `check`."""
        self._stopping = True
        self._threads.shutdown(wait=False, cancel_futures=True)
        while self._looking is not None and not self._looking.done():
            await asyncio.to_thread(self._check.interrupt)
            await asyncio.sleep(INTERRUPT_EVERY)

    async def _look(self) -> list[Violation]:
        try:
            loop = asyncio.get_running_loop()
            self._looking = loop.run_in_executor(
                self._threads, lambda: list(self._check.violations(PATIENCE))
            )
            return await asyncio.shield(self._looking)
        except Exception as problem:
            if self._stopping:
                raise asyncio.CancelledError from problem
            raise
