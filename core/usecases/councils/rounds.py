"""The rounds that bring councils on: polls whose deadline has come, councils that are over."""

from collections.abc import Sequence
from dataclasses import replace

from core.councils import Council, CouncilStatus, moved
from core.desk import Desk
from core.errors.booking import SlotTaken
from core.usecases.councils.confirming import close
from core.usecases.councils.decision_batch import DecisionBatch, persistently
from core.usecases.councils.notice_batch import NoticeBatch

_AT_ONCE = 200  # councils in one transaction: it stays short, and what it costs is shared


def close_polls(desk: Desk) -> int:
    """Decide what is due: the best time, else the coordinator; returns how many. Safe to run twice at once."""
    count = 0
    while closed := _close_due(desk):
        count += closed
        desk.wake()
    return count


def complete_ended(desk: Desk) -> int:
    """Close councils whose end and grace have passed; returns how many. Safe to run twice at once."""
    count = 0
    while completed := _complete(desk):
        count += completed
        desk.wake()
    return count


def next_up(desk: Desk, limit: int = 5) -> Sequence[Council]:
    """Councils ahead for anybody, soonest first; for the clock of the playground."""
    with desk.store.read() as tx:
        return tx.councils.listed(0, limit, everything=True)


def _close_due(desk: Desk) -> int:
    """Decide some together; where somebody was faster with a time, one by one."""
    try:
        return _close(desk, _AT_ONCE)
    except SlotTaken:
        return persistently(lambda: _close(desk, 1))


def _close(desk: Desk, limit: int) -> int:
    with desk.store.write() as tx:
        due = tx.councils.due(tx.now, limit)
        batch = DecisionBatch(desk, tx, due)
        for council in due:
            close(batch, council)
        batch.finish()
        return len(due)


def _complete(desk: Desk) -> int:
    with desk.store.write() as tx:
        over = tx.councils.over(tx.now, tx.policies().completion_grace_minutes, _AT_ONCE)
        notices = NoticeBatch(tx)
        for before in over:
            after = replace(moved(before, CouncilStatus.COMPLETED), ended_at=tx.now)
            tx.councils.save(after, was=before.revision)
            notices.edit(after)
            desk.note(
                tx,
                "COUNCIL_COMPLETED",
                None,
                council=after.id,
                before={"status": before.status, "revision": before.revision},
                after={"status": after.status, "revision": after.revision},
            )
        notices.send()
        return len(over)
