"""The desk at which every intention is carried out: store, clock and rooms, and on whose behalf."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from core.people import Address
from core.ports import AuditEntry, Rooms, Store, Transaction


class AlreadyDone(Exception):  # noqa: N818
    """The delivery that is being answered took effect before; show the present state instead."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What each use case receives.

    `wake` is called after a transaction that may have written notices. `delivery` is the key of the inbound
    delivery being answered: the first writing transaction stamps it, so that it takes effect once; `asker` is
    where it came from, for the audit log.
    """

    store: Store
    rooms: Rooms
    wake: Callable[[], None] = lambda: None
    delivery: str | None = None
    asker: Address | None = None

    def answering(self, delivery: str, asker: Address) -> "Desk":
        """The same desk, for one inbound delivery."""
        return replace(self, delivery=delivery, asker=asker)

    @contextmanager
    def begin(self) -> Iterator[Transaction]:
        """A transaction of a use case: commits on clean exit; raises AlreadyDone when its delivery was answered."""
        with self.store.write() as tx:
            if self.delivery is not None and not tx.inbox.stamp(self.delivery):
                raise AlreadyDone(self.delivery)
            yield tx
        self.wake()

    def note(self, tx: Transaction, action: str, actor: int | None, **what: object) -> None:
        """Append to the audit log, with where it came from. Keywords as of AuditEntry."""
        place = self.asker or Address("parley", "", "")
        tx.audit(AuditEntry(action, actor, place.platform, place.workspace, **what))  # type: ignore[arg-type]
