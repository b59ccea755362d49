"""Long work for admins in the store."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from core.jobs import Job, JobItem, Outcome, Why


class Jobs(Protocol):
    """Jobs and their items."""

    def add(self, job: Job, items: Sequence[JobItem]) -> None:
        """A new job."""

    def get(self, job: int) -> Job | None:
        """The job."""

    def lock(self, job: int) -> Job | None:
        """The job as it is now; nobody else changes it or its items until the transaction ends."""

    def save(self, job: Job) -> None:
        """Its state, how many items it has, and where it is shown."""

    def drop_planned(self, person: int) -> None:
        """Forget what this admin was shown and has not confirmed."""

    def latest(self, limit: int) -> Sequence[Job]:
        """What was confirmed by anybody, latest first."""

    def running(self, person: int | None = None) -> Sequence[Job]:
        """What is being done, of this admin or of all, latest first."""

    def waiting(self, job: int, limit: int) -> Sequence[JobItem]:
        """The next items, in their turn."""

    def settle(self, job: int, items: Sequence[JobItem]) -> None:
        """Keep what became of them."""

    def counts(self, job: int) -> Mapping[tuple[Outcome, Why], int]:
        """How many items came to what."""

    def items(self, job: int, limit: int, offset: int = 0, *, undone: bool = False) -> Sequence[JobItem]:
        """Its items in their turn; only those that were skipped or failed where `undone`."""
