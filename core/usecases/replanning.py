"""Reminders and join links follow the rules in force: once these have changed, what is ahead is planned anew."""

from collections.abc import Callable
from datetime import datetime, timedelta

from core.desk import Desk
from core.policies import Replanning
from core.ports.store import Transaction
from core.usecases.councils.notice_batch import NoticeBatch, expected
from core.usecases.telling import remind_both

AT_ONCE = 100
"""Sessions or councils in one transaction: others have their turn in between."""
_SETTLED = timedelta(seconds=10)
"""How long after a change a transaction may still go by the rules of before."""
_Place = tuple[datetime, int]  # the start and id of the last one that was planned
_Slice = Callable[[Transaction, _Place], _Place | None]


def replan(desk: Desk) -> int:
    """Plan anew what is ahead while the rules about reminders have changed; returns how many slices it took.

    Safe to run twice at once, and to be broken off: what was planned so is planned so again. It is done once it
    has begun when every transaction went by the new rules.
    """
    with desk.store.read() as tx:
        pending, began = tx.replanning(), tx.now
    if pending is None or pending.done is not None:
        return 0
    slices = sum(_plan_all(desk, some, began) for some in (_plan_sessions, _plan_councils))
    if began - pending.changed >= _SETTLED:
        with desk.store.write() as tx:
            if tx.replanning() == pending:
                tx.set_replanning(Replanning(changed=pending.changed, done=tx.now))
    return slices


def _plan_all(desk: Desk, some: _Slice, began: datetime) -> int:
    slices, last = 0, (began, 0)
    while True:
        with desk.store.write() as tx:
            found = some(tx, last)
        if found is None:
            return slices
        desk.wake()
        slices, last = slices + 1, found


def _plan_sessions(tx: Transaction, last: _Place) -> _Place | None:
    sessions = tx.sessions.agreed_after(*last, AT_ONCE)
    answered = [session for session in sessions if not session.is_unanswered]
    tx.notices.drop(*(session.id for session in answered), due_after=tx.now)
    for session in answered:
        remind_both(tx, session)
    return (sessions[-1].starts_at, sessions[-1].id) if sessions else None


def _plan_councils(tx: Transaction, last: _Place) -> _Place | None:
    councils = tx.councils.confirmed_after(*last, AT_ONCE)
    places = tx.councils.places(council.id for council in councils)
    notices = NoticeBatch(tx)
    for council in councils:
        notices.replan_ahead(council, expected(council, places.get(council.id, ())))
    notices.send()
    if not councils:
        return None
    assert councils[-1].starts_at is not None
    return councils[-1].starts_at, councils[-1].id
