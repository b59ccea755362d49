"""The rounds that bring councils on: polls whose deadline has come, councils that are over."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial

from core.councils import POLLING, Council, CouncilStatus, moved
from core.desk import Desk
from core.usecases.councils.confirming import close
from core.usecases.councils.decision_batch import DecisionBatch, persistently
from core.usecases.councils.notice_batch import NoticeBatch

_AT_ONCE = 200  # councils in one transaction: it stays short, and what it costs is shared
_Work = Callable[[Desk, Sequence[int]], int]


def close_polls(desk: Desk) -> int:
    """Decide what is due: the best time, else the coordinator; returns how many. Safe to run twice at once."""
    with desk.store.read() as tx:
        due = tx.councils.due(tx.now)
    return _each(desk, due, _close)


def complete_ended(desk: Desk) -> int:
    """Close councils whose end and grace have passed; returns how many. Safe to run twice at once."""
    with desk.store.read() as tx:
        over = tx.councils.over(tx.now - timedelta(minutes=tx.policies().completion_grace_minutes))
    return _each(desk, over, _complete)


def next_up(desk: Desk, limit: int = 5) -> Sequence[Council]:
    """Councils ahead for anybody, soonest first; for the clock of the playground."""
    with desk.store.read() as tx:
        return tx.councils.listed(0, limit, everything=True)


def _each(desk: Desk, councils: Sequence[int], work: _Work) -> int:
    """Work on many at once, where that fails on one by one; what fails alone is raised when the others are done."""
    count, faults = 0, list[Exception]()
    for first in range(0, len(councils), _AT_ONCE):
        some = councils[first : first + _AT_ONCE]
        try:
            count += work(desk, some)
        except Exception:  # noqa: BLE001 (whatever it is comes again below, unless somebody was only faster)
            for council in some:
                try:
                    count += persistently(partial(work, desk, [council]))
                except Exception as fault:  # noqa: BLE001 (whatever it is: the others do not wait for it)
                    faults.append(fault)
        desk.wake()
    if faults:
        raise faults[0]
    return count


def _close(desk: Desk, councils: Sequence[int]) -> int:
    with desk.store.write() as tx:
        due = [
            each
            for each in tx.councils.take_free(councils)
            if each.status in POLLING and each.deadline is not None and each.deadline <= tx.now
        ]
        batch = DecisionBatch(desk, tx, due)
        for council in due:
            close(batch, council)
        batch.finish()
        return len(due)


def _complete(desk: Desk, councils: Sequence[int]) -> int:
    with desk.store.write() as tx:
        over = [each for each in tx.councils.take_free(councils) if each.status is CouncilStatus.CONFIRMED]
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
