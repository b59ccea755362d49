"""Reminders and join links follow the rules in force: once these have changed, what is ahead is planned anew."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

from core.councils import CouncilStatus
from core.desk import Desk
from core.ids import code_of
from core.policies import Replanning
from core.ports.store import Transaction
from core.sessions import Status
from core.usecases.councils.notice_batch import NoticeBatch, expected
from core.usecases.rounds import in_batches
from core.usecases.telling import remind_both

AT_ONCE = 100
"""Sessions or councils in one transaction: others have their turn in between."""
_ROUND = "reminders"
_SETTLED = timedelta(seconds=10)
"""How long after a change a transaction may still go by the rules of before."""
_Plan = Callable[[Transaction, Sequence[int]], int]


def replan(desk: Desk) -> int:
    """Plan anew what is ahead while the rules about reminders have changed; returns for how many.

    Safe to run twice at once, and to be broken off: what was planned so is planned so again. It is done once it
    has begun when every transaction went by the new rules; what could not be planned is tried again.
    """
    with desk.store.read() as tx:
        pending, began = tx.replanning(), tx.now
        if pending is None or (pending.done is not None and not pending.left):
            return 0
        sessions, councils = tx.sessions.agreed_after(began), tx.councils.confirmed_after(began)
    if pending.done is not None:
        sessions, councils = (
            [each for each in ahead if each in pending.left] for ahead in (sessions, councils)
        )
    planned = _plan_all(desk, sessions, _plan_sessions, code_of)
    planned += _plan_all(desk, councils, _plan_councils, partial(code_of, letter="C"))
    if began - pending.changed >= _SETTLED:
        failed = desk.setbacks.left(_ROUND)
        left = tuple(each for each in (*sessions, *councils) if each in failed)
        with desk.store.write() as tx:
            if tx.replanning() == pending:
                tx.set_replanning(
                    Replanning(changed=pending.changed, done=pending.done or tx.now, left=left)
                )
    return planned


def _plan_all(desk: Desk, ahead: Sequence[int], plan: _Plan, called: Callable[[int], str]) -> int:
    def plan_some(some: Sequence[int]) -> int:
        with desk.store.write() as tx:
            return plan(tx, some)

    return in_batches(desk, _ROUND, ahead, plan_some, called, at_once=AT_ONCE, most=len(ahead))


def _plan_sessions(tx: Transaction, some: Sequence[int]) -> int:
    agreed = [
        session
        for session in tx.sessions.lock_all(some)
        if session.status is Status.SCHEDULED and not session.is_unanswered
    ]
    tx.notices.drop(*(session.id for session in agreed), due_after=tx.now)
    for session in agreed:
        remind_both(tx, session)
    return len(agreed)


def _plan_councils(tx: Transaction, some: Sequence[int]) -> int:
    councils = [each for each in tx.councils.take_all(some) if each.status is CouncilStatus.CONFIRMED]
    places = tx.councils.places(council.id for council in councils)
    notices = NoticeBatch(tx)
    for council in councils:
        notices.replan_ahead(council, expected(council, places.get(council.id, ())))
    notices.send()
    return len(councils)
