"""The rounds that bring councils on: polls whose deadline has come, councils that are over."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial

from core.councils import POLLING, Council, CouncilStatus, moved
from core.desk import Desk
from core.ids import code_of
from core.usecases.councils.confirming import close
from core.usecases.councils.decision_batch import DecisionBatch
from core.usecases.councils.notice_batch import NoticeBatch
from core.usecases.rounds import in_batches


def close_polls(desk: Desk) -> int:
    """Decide what is due: the best time, else the coordinator; returns how many. Safe to run twice at once."""
    with desk.store.read() as tx:
        due = tx.councils.due(tx.now)
    return _in_batches(desk, "councils", due, _close)


def complete_ended(desk: Desk) -> int:
    """Close councils whose end and grace have passed; returns how many. Safe to run twice at once."""
    with desk.store.read() as tx:
        over = tx.councils.over(tx.now - timedelta(minutes=tx.policies().completion_grace_minutes))
    return _in_batches(desk, "complete councils", over, _complete)


def next_up(desk: Desk, limit: int = 5) -> Sequence[Council]:
    """Councils ahead for anybody, soonest first; for the clock of the playground."""
    with desk.store.read() as tx:
        return tx.councils.listed(0, limit, everything=True)


def _in_batches(
    desk: Desk, name: str, councils: Sequence[int], work: Callable[[Desk, Sequence[int]], int]
) -> int:
    called = partial(code_of, letter="C")
    return in_batches(desk, name, councils, partial(work, desk), called, most=len(councils))


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
