"""Carries out the erasures that are due."""

from core.desk import Desk
from core.ports.store import Run
from core.usecases.erasing import leaving
from core.usecases.rounds import asking_outside


class ErasureRound:
    """Takes members out of what is ahead step by step. Safe to run in processes."""

    def __init__(self, desk: Desk, run: Run) -> None:
        self._desk = desk
        self._run = run

    async def go(self) -> None:
        """One round."""
        due = await self._run(leaving.due, self._desk)
        await asking_outside(
            self._desk, self._run, "erasures", due, self._erase, lambda who: f"member {who}"
        )

    async def _erase(self, person: int) -> None:
        while await self._run(leaving.go_on, self._desk, person):
            pass  # others have their turn between two steps
