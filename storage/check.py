"""The invariants of `core.invariants`, asked of the tables themselves.

Everything is judged afresh: no query trusts a constraint, or the code that wrote the rows. A violation's
facts are the columns of the row that shows it.
"""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import cache, partial

from sqlalchemy import Connection, select, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DBAPIError

from core.invariants import Invariant, Violation
from storage.checks.councils import council_queries
from storage.checks.messages import delivery_queries, notice_queries
from storage.checks.moments import moments
from storage.checks.payments import payment_queries
from storage.checks.records import record_queries
from storage.checks.refunds import refund_queries
from storage.checks.requests import request_queries, unkept
from storage.checks.rooms import room_queries
from storage.checks.slices import SLICED, ranges, within
from storage.checks.telling import missing_reminders, told_queries, untrue_reminders
from storage.checks.terms import MINUTE, Query, setting
from storage.checks.times import hold_queries, time_queries
from storage.engines import interrupt
from storage.store import POLICIES, SqlStore, in_force
from storage.tables import metadata, settings
from storage.transaction import UnitOfWork

_NIGHT = "last check"
Look = Callable[[UnitOfWork], Iterator[Violation]]


class SqlCheck:
    """Meets core.ports.checks.Check."""

    def __init__(self, store: SqlStore) -> None:
        self._store = store
        self._reading: Connection | None = None
        self._stopped = False
        self._lock = threading.Lock()

    def violations(self, patience: timedelta) -> Iterator[Violation]:
        """Yield all that is wrong; what is due or open may be late by `patience`.

        Each question is a transaction of its own, or several, so that no snapshot is held for long. What one finds must
        be there in a second look: what it compares with may have changed since it was read.
        """
        for rule, look in self._looks(patience):
            try:
                if found := self._found(look):
                    still = set(map(str, self._found(look)))
                    yield from (violation for violation in found if str(violation) in still)
            except DBAPIError as fault:
                if self._stopped:
                    raise
                self.last_night()  # raises where the database does not answer: then it is no row's fault
                yield Violation(Invariant.UNREAD, {"rule": rule.name, "fault": type(fault).__name__})

    def interrupt(self) -> None:
        """Make the query that `violations` waits for fail, and so end it; may be called from any thread."""
        self._stopped = True
        with self._lock:
            if self._reading is not None:
                interrupt(self._reading)

    def _looks(self, patience: timedelta) -> Iterator[tuple[Invariant, Look]]:
        """What is looked for, one after the other."""
        if not self._store.engines.on_postgresql:
            for name, table in metadata.tables.items():
                if table.foreign_keys:
                    yield Invariant.DANGLING, partial(_dangling, name)
        yield Invariant.UNKEPT, unkept

        def asked(query: Query, rules: Mapping[str, object]) -> Look:
            return lambda work: _found(work, query, {**moments(work.now, patience, _grace(work)), **rules})

        for rule, question in _queries(self._store.engines.on_postgresql):
            if (slices := SLICED.get(rule)) is None:
                yield rule, asked((rule, question), {})
                continue
            for bounds in ranges(self._store, slices):
                yield rule, asked((rule, within(question, slices.called)), bounds)
        with self._store.work(read_only=True) as work:
            reminders = list(missing_reminders(work))
        for query, rules in reminders:
            yield query[0], asked(query, rules)

    def _found(self, look: Look) -> list[Violation]:
        with self._store.work(read_only=True) as work:
            self._reading = work.connection.inner
            try:
                return list(look(work))
            finally:
                with self._lock:  # nobody interrupts who uses the connection next
                    self._reading = None

    def last_night(self) -> str | None:
        """The night of the last check, in any process."""
        last = select(settings.c.value).where(settings.c.name == _NIGHT)
        with self._store.work(read_only=True) as work:
            found: str | None = work.connection.execute(last).scalar_one_or_none()
            return found

    def remember(self, night: str) -> None:
        """Note that the check of this night has been."""
        new = postgresql.insert(settings).values(name=_NIGHT, value=night)
        with self._store.work() as work:
            work.connection.execute(
                new.on_conflict_do_update(index_elements=[settings.c.name], set_={"value": night})
            )


@cache
def _queries(on_postgresql: bool) -> Sequence[Query]:
    """All but those that depend on the policies; their parameters are `moments`."""
    return (
        *time_queries(on_postgresql),
        *hold_queries(on_postgresql),
        *told_queries(),
        *untrue_reminders(),
        *notice_queries(),
        *delivery_queries(),
        *record_queries(),
        *request_queries(),
        *refund_queries(),
        *payment_queries(),
        *council_queries(),
        *room_queries(),
    )


def _found(work: UnitOfWork, query: Query, values: Mapping[str, object]) -> Iterator[Violation]:
    invariant, select_them = query
    for row in work.connection.execute(select_them, values):
        yield Violation(invariant, dict(row._mapping))  # noqa: SLF001 (the documented way to a dict)


_PARENTLESS = text('SELECT DISTINCT "table", parent FROM pragma_foreign_key_check(:of)')


def _grace(work: UnitOfWork) -> timedelta:
    """How long after its end a session or council is closed."""
    return in_force(setting(work, POLICIES)).policies.completion_grace_minutes * MINUTE


def _dangling(of: str, work: UnitOfWork) -> Iterator[Violation]:
    """References of a table to nothing. PostgreSQL refuses them; on an SQLite file whoever opens it by hand may not."""
    for row in work.connection.execute(_PARENTLESS, {"of": of}):
        yield Violation(Invariant.DANGLING, {"table": row.table, "other": row.parent})
