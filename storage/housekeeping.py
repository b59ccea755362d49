"""What is of no more use is forgotten, in small batches, so that nobody waits for it.

Sessions, councils, disputes, the audit log, feedback and notes stay: they are the record.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Table,
    and_,
    bindparam,
    delete,
    exists,
    func,
    or_,
    select,
    tuple_,
)
from sqlalchemy.exc import DBAPIError

from core.ids import first_id
from core.jobs import JobState
from core.notices import KEPT
from core.sessions import ENDED
from core.setbacks import Setbacks
from storage.chat_tables import chat_texts
from storage.council_tables import councils
from storage.evidence_tables import evidence, files
from storage.installation_tables import used_tickets
from storage.job_tables import job_items, jobs
from storage.mail_tables import mails
from storage.message_tables import IS_WAITING, booking_attempts, drafts, inbox, invitations, notices
from storage.session_tables import IS_UNDECIDED, disputes
from storage.store import SqlStore
from storage.tables import claims, exceptions, holds, session_queries, sessions
from storage.transaction import UnitOfWork

A_WEEK = timedelta(days=7)
"""Keys of deliveries, forms that nobody sends in, holds that have expired."""
A_MONTH = timedelta(days=30)
"""Queries of admins that nobody uses and that have no name."""
BATCH = 500

_WEEK_AGO: BindParameter[Any] = bindparam("week_ago")
_LONG_AGO: BindParameter[Any] = bindparam("long_ago")


class _Batch:
    """Rows of a table that are of no more use, a batch of them and each; what somebody is at waits for another time."""

    def __init__(self, table: Table, *where: ColumnElement[bool]) -> None:
        columns = tuple(table.primary_key)
        key = tuple_(*columns) if len(columns) > 1 else columns[0]
        chosen = select(*columns).where(*where).limit(BATCH)
        self.table = table.name
        self.round = f"housekeeping of {table.name}"
        self.all = delete(table).where(key.in_(chosen.with_for_update(skip_locked=True)))
        self.keys = chosen
        self.one = delete(table).where(
            *where, *(column == bindparam(f"its_{column.name}") for column in columns)
        )


def _lasts(owner: ColumnElement[Any]) -> ColumnElement[bool]:
    """That the session or council may still be changed, shown to others, or looked at by the nightly check."""
    return or_(
        exists().where(
            sessions.c.id == owner,
            or_(
                sessions.c.status.not_in([status.value for status in ENDED]), sessions.c.ends_at > _LONG_AGO
            ),
        ),
        exists().where(disputes.c.session == owner, IS_UNDECIDED),
        exists().where(
            councils.c.id == owner,
            or_(
                councils.c.ended_at.is_(None),
                councils.c.ended_at > _LONG_AGO,
                councils.c.ends_at > _LONG_AGO,
            ),
        ),
    )


_IS_OLD = or_(
    and_(jobs.c.state == JobState.PLANNED.value, jobs.c.at <= _WEEK_AGO), jobs.c.ended_at <= _LONG_AGO
)
_HAS_EXPIRED = holds.c.expires_at <= _WEEK_AGO
_AFTER: BindParameter[Any] = bindparam("after")
_UNTIL: BindParameter[Any] = bindparam("until")


class _Walk:
    """Old rows of which many must stay, because what they are about lasts: a batch of them is looked at in each sweep.

    Ids are in order of time: what ended so long ago was made before, and stands first. Where the end is reached, the
    next sweep begins anew.
    """

    def __init__(self, table: Table, ended: ColumnElement[Any]) -> None:
        number = table.c.id
        old = number > _AFTER, number < bindparam("first_of_then")
        looked_at = select(number).where(*old).order_by(number).limit(BATCH).subquery()
        self.end = select(func.max(looked_at.c.id), func.count()).select_from(looked_at)
        self.forget = _Batch(
            table,
            number > _AFTER,
            number <= _UNTIL,
            ended <= _LONG_AGO,
            or_(table.c.session.is_(None), ~_lasts(table.c.session)),
            or_(table.c.council.is_(None), ~_lasts(table.c.council)),
        )


_WALKS = (_Walk(notices, notices.c.ended_at), _Walk(mails, mails.c.sent_at))
_FORGET = (
    _Batch(inbox, inbox.c.done_at <= _WEEK_AGO),
    _Batch(used_tickets, used_tickets.c.until <= _WEEK_AGO),
    _Batch(drafts, drafts.c.changed_at <= _WEEK_AGO),
    _Batch(claims, claims.c.owner.in_(select(holds.c.id).where(_HAS_EXPIRED))),
    _Batch(holds, _HAS_EXPIRED, ~exists().where(claims.c.owner == holds.c.id)),
    _Batch(claims, claims.c.ends_at <= _LONG_AGO, ~_lasts(claims.c.owner)),
    _Batch(chat_texts, ~exists().where(notices.c.id == chat_texts.c.notice, IS_WAITING)),
    _Batch(booking_attempts, booking_attempts.c.started_at <= _LONG_AGO),
    _Batch(invitations, invitations.c.ends_at <= _LONG_AGO),
    _Batch(job_items, exists().where(jobs.c.id == job_items.c.job, _IS_OLD)),
    _Batch(jobs, _IS_OLD, ~exists().where(job_items.c.job == jobs.c.id)),
    _Batch(exceptions, exceptions.c.last_date < bindparam("that_day")),
    _Batch(
        evidence,
        exists().where(disputes.c.id == evidence.c.dispute, disputes.c.closed_at <= _LONG_AGO),
    ),
    _Batch(files, files.c.used_at <= _WEEK_AGO, ~exists().where(evidence.c.digest == files.c.digest)),
    _Batch(
        session_queries,
        session_queries.c.name.is_(None),
        session_queries.c.used_at <= bindparam("month_ago"),
    ),
)


class SqlHousekeeping:
    """Forgets deliveries, drafts and holds after a week; notices, claims, attempts and evidence after `KEPT`.

    Any number of processes may do it at once. A row that cannot be forgotten is left among the `setbacks`.
    """

    def __init__(self, store: SqlStore, setbacks: Setbacks | None = None) -> None:
        self._store = store
        self._setbacks = setbacks or Setbacks()
        self._reached = dict.fromkeys(_WALKS, 0)

    def sweep(self) -> int:
        """Forget a batch of each kind, each in its own transaction; how many rows. All is gone when it is 0."""
        gone = sum(self._forget(batch) for batch in _FORGET) + sum(map(self._walk, _WALKS))
        if not gone:
            self._store.engines.optimize()
        return gone

    def _forget(self, batch: _Batch, **window: object) -> int:
        if not self._setbacks.left(batch.round):
            with suppress(DBAPIError), self._store.work() as work:
                return work.connection.execute(batch.all, {**_known(work), **window}).rowcount
        return self._forget_each(batch, window)

    def _forget_each(self, batch: _Batch, window: Mapping[str, object]) -> int:
        """The rows of a batch one by one, since one of them cannot be forgotten; what is away raises once more."""
        with self._store.work(read_only=True) as work:
            now, known = work.now, {**_known(work), **window}
            keys = [row._asdict() for row in work.connection.execute(batch.keys, known)]
        gone, waiting = 0, self._setbacks.waiting(batch.round, now)
        for key in keys:
            row = tuple(key.values())
            if row in waiting:
                continue
            called = " ".join(map(str, (batch.table, *row)))
            try:
                with self._store.work() as work:
                    its = {f"its_{name}": value for name, value in key.items()}
                    gone += work.connection.execute(batch.one, {**known, **its}).rowcount
            except DBAPIError as fault:
                self._setbacks.note(batch.round, row, called, now, fault)
            else:
                self._setbacks.settle(batch.round, row, called)
        return gone

    def _walk(self, walk: _Walk) -> int:
        after = self._reached[walk]
        with self._store.work(read_only=True) as work:
            until, looked_at = work.connection.execute(walk.end, {**_known(work), "after": after}).one()
        gone = self._forget(walk.forget, after=after, until=until or 0)
        self._reached[walk] = until if looked_at == BATCH else 0
        return gone


def _known(work: UnitOfWork) -> dict[str, object]:
    long_ago = work.now - KEPT
    return {
        "week_ago": work.now - A_WEEK,
        "month_ago": work.now - A_MONTH,
        "long_ago": long_ago,
        "first_of_then": first_id(long_ago),
        "that_day": long_ago.date(),
    }
