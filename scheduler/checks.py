"""The round that proves at night that the stored programme is whole."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

from core.desk import Desk
from core.invariants import Violation
from core.ports import Check
from core.usecases.checking import alarm, night_of

PATIENCE = timedelta(minutes=15)
LOOK_AGAIN = timedelta(minutes=10)


class NightlyCheck:
    """Checks once a night, in whichever process is first, and tells each admin once what it finds.

    After a downtime much is late for a while: what is found must be there again after `pause`. A check reads
    for seconds, so it runs in threads of its own: on SQLite everybody else shares one.
    """

    def __init__(self, desk: Desk, check: Check, pause: timedelta = LOOK_AGAIN) -> None:
        self._desk = desk
        self._check = check
        self._pause = pause

    async def check(self) -> Sequence[Violation]:
        """Check unless it was done this night; returns what was told."""
        night = night_of(await asyncio.to_thread(self._desk.now))
        if await asyncio.to_thread(self._check.last_night) == night:
            return ()
        found = await asyncio.to_thread(self._look)
        if found:
            await asyncio.sleep(self._pause.total_seconds())
            still = set(map(str, await asyncio.to_thread(self._look)))
            found = [violation for violation in found if str(violation) in still]
        if found:
            await asyncio.to_thread(alarm, self._desk, night, found)
        await asyncio.to_thread(self._check.remember, night)
        return found

    def _look(self) -> list[Violation]:
        return list(self._check.violations(PATIENCE))
