"""The rounds that bring councils on: polls whose deadline has come, councils that are over."""

from dataclasses import replace

from core.councils import Council, CouncilStatus, moved
from core.desk import Desk
from core.ports import Transaction
from core.usecases.councils.confirming import conclude, fail, lock_people, undecided
from core.usecases.councils.telling import Herald

_AT_ONCE = 50  # councils in one transaction: it stays short, and what it costs is shared


def close_polls(desk: Desk) -> int:
    """Decide what is due: the best time, else the coordinator; returns how many. Safe to run twice at once."""
    count = 0
    while True:
        with desk.store.write() as tx:
            due = tx.councils.due(tx.now, _AT_ONCE)
            herald = Herald(tx)
            lock_people(tx, due)
            for council in due:
                close(desk, tx, herald, council)
            herald.send()
        if not due:
            return count
        count += len(due)
        desk.wake()


def complete_ended(desk: Desk) -> int:
    """Close councils whose end and grace have passed; returns how many. Safe to run twice at once."""
    count = 0
    while True:
        with desk.store.write() as tx:
            over = tx.councils.over(tx.now, tx.policies().completion_grace_minutes, _AT_ONCE)
            herald = Herald(tx)
            for before in over:
                after = replace(moved(before, CouncilStatus.COMPLETED), ended_at=tx.now)
                tx.councils.save(after, was=before.revision)
                herald.edit(after)
                desk.note(
                    tx,
                    "COUNCIL_COMPLETED",
                    None,
                    council=after.id,
                    before={"status": before.status, "revision": before.revision},
                    after={"status": after.status, "revision": after.revision},
                )
            herald.send()
        if not over:
            return count
        count += len(over)
        desk.wake()


def close(desk: Desk, tx: Transaction, herald: Herald, council: Council) -> Council:
    """What becomes of a council at its deadline; the council's row and its people's are locked by the caller."""
    after = conclude(desk, tx, herald, council)
    if after.status is CouncilStatus.CONFIRMED:
        return after
    if council.status is CouncilStatus.DECIDING:
        return fail(desk, tx, herald, council)
    return undecided(desk, tx, herald, council)
