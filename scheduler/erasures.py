"""Carries out the erasures that are due."""

import logging

from core.desk import Desk
from core.faults import trace_of
from core.ports.store import Run
from core.usecases.erasing import leaving

log = logging.getLogger(__name__)


class ErasureRound:
    """Takes members out of what is ahead step by step; one that fails holds no other up. Safe to run in processes."""

    def __init__(self, desk: Desk, run: Run) -> None:
        self._desk = desk
        self._run = run

    async def go(self) -> None:
        """One round."""
        for erasure in await self._run(leaving.due, self._desk):
            try:
                while await self._run(leaving.go_on, self._desk, erasure.person):
                    pass  # others have their turn between two steps
            except Exception as fault:  # noqa: BLE001 (whatever it is: the next round tries again)
                log.error("a member is not erased yet: %s\n%s", type(fault).__name__, trace_of(fault))
