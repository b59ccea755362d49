"""Recording the outcomes of notices; those that end at the same time share a transaction."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import timedelta

from core.batching import Batcher
from core.faults import trace_of
from core.outbox import Outbox, Outcome
from core.ports.store import Run

PAUSE = timedelta(seconds=1)
MOST = 500
log = logging.getLogger(__name__)


class Marks:
    """Records outcomes in the order in which they come; while the store is away, it keeps them and tries again."""

    def __init__(self, outbox: Outbox, run: Run, owner: str) -> None:
        self._outbox = outbox
        self._run = run
        self._owner = owner
        self._listeners: list[Callable[[], None]] = []
        self._together = Batcher(self._record, MOST)

    def on_written(self, listener: Callable[[], None]) -> None:
        """Call `listener` whenever something has ended: the next may be taken now."""
        self._listeners.append(listener)

    async def write(self, outcome: Outcome) -> None:
        """Returns when it is written down."""
        await self._together(outcome)

    async def stop(self) -> None:
        """Give up outcomes that the store does not accept: leases end, and another process checks what was sent."""
        await self._together.stop()

    async def _record(self, outcomes: list[Outcome]) -> Sequence[None]:
        while True:
            try:
                await self._run(self._outbox.record, self._owner, outcomes)
                break
            except Exception as fault:  # noqa: BLE001 (told without its words)
                log.error("outcomes are not written down yet: %s", trace_of(fault))
                await asyncio.sleep(PAUSE.total_seconds())
        self.tell()
        return [None] * len(outcomes)

    def tell(self) -> None:
        """Something has ended: call the listeners."""
        for listener in self._listeners:
            listener()
