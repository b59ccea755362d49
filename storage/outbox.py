"""How notices leave: leases, retries and the pace of each chat.

`rates.free_at` is when a person may be written to again: while one of their notices is being sent, the end
of its lease, so that there is one at a time; after it, a second later, as the platforms ask.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, case, func, select, update
from sqlalchemy.sql.dml import ReturningUpdate

from core.notices import Notice, Receipt
from storage.message_tables import IS_WAITING, notices, rates
from storage.notices import notice_of, receipt_values
from storage.store import SqlStore
from storage.work import Work

_PACE = timedelta(seconds=1)

_IS_DUE = and_(IS_WAITING, notices.c.ready_at <= bindparam("now"))
_IS_FREE = rates.c.free_at <= bindparam("now")
_RANKED = (
    select(
        notices.c.id,
        notices.c.person,
        notices.c.ready_at,
        func.row_number()
        .over(partition_by=notices.c.person, order_by=(notices.c.ready_at, notices.c.id))
        .label("place"),
    )
    .select_from(notices.join(rates, rates.c.person == notices.c.person))
    .where(_IS_DUE, _IS_FREE)
    .subquery("ranked")
)
# The lock on the person's rate keeps two processes from writing to one person at once: `free_at` is checked
# again under it.
_CHOOSE = (
    select(_RANKED.c.id, _RANKED.c.person)
    .join_from(rates, _RANKED, rates.c.person == _RANKED.c.person)
    .where(_RANKED.c.place == 1, _IS_FREE)
    .order_by(_RANKED.c.ready_at, _RANKED.c.id)
    .limit(bindparam("limit"))
    .with_for_update(of=rates, skip_locked=True)
)
_LEASE = (
    update(notices)
    .where(notices.c.id.in_(bindparam("chosen", expanding=True)), _IS_DUE)
    .values(lease_owner=bindparam("owner"), ready_at=bindparam("until"), attempts=notices.c.attempts + 1)
    .returning(*notices.c)
)
_PAUSE = (
    update(rates)
    .where(rates.c.person.in_(bindparam("people", expanding=True)))
    .values(free_at=bindparam("until"))
)
# Whatever its state: cancelled while on its way, a notice has left all the same, and its message is there.
_END = (
    update(notices)
    .where(notices.c.id == bindparam("notice"), notices.c.lease_owner == bindparam("me"))
    .values(lease_owner=None)
    .returning(notices.c.person)
)
_RETRY = _END.values(attempts=notices.c.attempts + bindparam("more"))
_NEXT_READY = select(func.min(notices.c.ready_at)).where(IS_WAITING, notices.c.ready_at > bindparam("now"))
_DUE_WHEN_FREE = (
    select(
        func.min(case((rates.c.free_at > notices.c.ready_at, rates.c.free_at), else_=notices.c.ready_at))
    )
    .select_from(notices.join(rates, rates.c.person == notices.c.person))
    .where(_IS_DUE)
)


class SqlOutbox:
    """Meets core.ports.Outbox."""

    def __init__(self, store: SqlStore) -> None:
        self._store = store

    def claim(self, owner: str, limit: int, lease: timedelta) -> Sequence[Notice]:
        """Lease due notices, at most one per person, oldest first; expired leases are taken over."""
        with self._store.work() as work:
            execute, now, until = work.connection.execute, work.now, work.now + lease
            chosen = execute(_CHOOSE, {"now": now, "limit": limit}).all()
            if not chosen:
                return []
            ids = [row.id for row in chosen]
            leased = execute(_LEASE, {"chosen": ids, "now": now, "owner": owner, "until": until}).all()
            execute(_PAUSE, {"people": [row.person for row in leased], "until": until})
        return sorted(map(notice_of, leased), key=lambda notice: ids.index(notice.id))

    def sent(self, notice: int, owner: str, receipt: Receipt | None) -> None:
        """It has left."""
        with self._store.work() as work:
            values: dict[str, object] = {"state": "sent", "ended_at": work.now, "last_error": None}
            if receipt is not None:
                values |= receipt_values(receipt)
            _end(work, _END, {"notice": notice, "me": owner, **values}, free_at=work.now + _PACE)

    def retry(self, notice: int, owner: str, at: datetime, error: str, *, counted: bool = True) -> None:
        """Try again at `at`; if the service only asked to wait (not `counted`), the chat rests."""
        with self._store.work() as work:
            values = {"ready_at": at, "last_error": error, "more": 0 if counted else -1}
            free_at = work.now + _PACE if counted else at
            _end(work, _RETRY, {"notice": notice, "me": owner, **values}, free_at=free_at)

    def give_up(self, notice: int, owner: str, state: str, error: str) -> None:
        """End it visibly: `state` is dead, dropped (no longer true or pointless) or unsure."""
        with self._store.work() as work:
            values = {"state": state, "ended_at": work.now, "last_error": error}
            _end(work, _END, {"notice": notice, "me": owner, **values}, free_at=work.now)

    def next_due(self) -> datetime | None:
        """When a waiting notice can be taken next; not in the future when one can be taken now."""
        with self._store.work(read_only=True) as work:
            now = {"now": work.now}
            times = [
                work.connection.execute(when, now).scalar_one() for when in (_NEXT_READY, _DUE_WHEN_FREE)
            ]
        return min((time for time in times if time is not None), default=None)

    def now(self) -> datetime:
        """The present of the store's clock."""
        with self._store.work(read_only=True) as work:
            return work.now


def _end(
    work: Work, statement: ReturningUpdate[tuple[int]], values: dict[str, Any], *, free_at: datetime
) -> None:
    person = work.connection.execute(statement, values).scalar_one_or_none()
    if person is not None:
        work.connection.execute(_PAUSE, {"people": [person], "until": free_at})
