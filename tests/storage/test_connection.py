"""Statements that come again go to the driver as they were written: they read, write and refuse the same."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Executable, bindparam, event, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from storage.connection import Connection
from storage.message_tables import IS_WAITING, notices
from storage.statements import Fetched
from storage.store import SqlStore
from storage.tables import addresses, people, settings
from tests.storage.samples import people_in

_ALL = select(people).order_by(people.c.id)
_THESE = (
    select(people.c.id).where(people.c.id.in_(bindparam("these", expanding=True))).order_by(people.c.id)
)
_PUT = insert(settings)
_SET = update(settings).where(settings.c.name == bindparam("of_name")).values(value=bindparam("becomes"))
_NAMES = select(settings.c.name).order_by(settings.c.name)
_ADD_ADDRESS = insert(addresses)
_WAITING = (
    select(notices.c.id)
    .where(IS_WAITING, notices.c.channel == bindparam("at_channel"), notices.c.ready_at <= bindparam("at"))
    .order_by(notices.c.ready_at)
)
_CALLED = select(people.c.id).where(people.c.name_words.like(bindparam("called")))


@pytest.fixture
def connection(store: SqlStore) -> Iterator[Connection]:
    people_in(store, "Ana", "Ben", "Mia")
    with store.work() as work:
        yield work.connection


def again(connection: Connection, statement: Any, values: Any = None) -> Fetched[*tuple[Any, ...]]:
    """How it comes out for the driver, which is given it from the second time on."""
    connection.execute(statement, values)
    answer = connection.execute(statement, values)
    assert isinstance(answer, Fetched)
    return answer


def test_rows_read_as_sqlalchemy_reads_them(connection: Connection) -> None:
    ours, theirs = again(connection, _ALL), connection.inner.execute(_ALL)
    assert list(ours.keys()) == list(theirs.keys())
    rows = ours.all()
    assert rows == theirs.all()
    assert {type(row.suspended) for row in rows} == {bool}
    assert all(row.joined_at.tzinfo is not None for row in rows)


@pytest.mark.parametrize("length", [0, 1, 2, 3, 40])
def test_lists_are_of_any_length(connection: Connection, length: int) -> None:
    known = connection.execute(select(people.c.id).order_by(people.c.id)).scalars().all()
    wanted = [*known, *range(1, 100)][:length]
    expected = [each for each in known if each in wanted]
    for these in (wanted, tuple(wanted), frozenset(wanted), wanted):
        assert connection.execute(_THESE, {"these": these}).scalars().all() == expected


def test_what_changed_is_counted_and_many_rows_are_written_at_once(connection: Connection) -> None:
    again(connection, _NAMES)
    connection.execute(_PUT, [{"name": "a", "value": "1"}, {"name": "b", "value": "2"}])
    rows = [{"name": "c", "value": "1"}, {"name": "d", "value": "2"}]
    assert connection.execute(_PUT, rows).rowcount == 2
    assert connection.execute(_NAMES).scalars().all() == ["a", "b", "c", "d"]
    assert again(connection, _SET, {"of_name": "a", "becomes": "3"}).rowcount == 1
    assert connection.execute(_SET, {"of_name": "z", "becomes": "3"}).rowcount == 0
    assert connection.execute(_PUT, {"name": "e", "value": "4"}).rowcount == 1


def test_a_refusal_is_in_sqlalchemys_words_and_quotes_no_row(connection: Connection) -> None:
    row = {"name": "secret", "value": "1"}
    with connection.begin_nested() as once:
        connection.execute(_PUT, row)
        once.rollback()
    for _ in range(2):
        with pytest.raises(IntegrityError) as refused, connection.begin_nested():
            connection.execute(_PUT, [row, row])
        assert refused.value.orig is not None
        assert "secret" not in str(refused.value)
    assert connection.execute(_NAMES).all() == []


def test_whoever_listens_hears_every_execution(store: SqlStore) -> None:
    heard: list[str] = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        heard.append(statement)

    with store.work() as work:
        again(work.connection, _NAMES)
    event.listen(store.engines.writer, "before_cursor_execute", hear)
    try:
        with store.work() as work:
            work.connection.execute(_NAMES)
            work.connection.execute(_NAMES)
    finally:
        event.remove(store.engines.writer, "before_cursor_execute", hear)
    assert len([each for each in heard if each.startswith("SELECT settings.name")]) == 2


_NOW = datetime(2026, 3, 2, tzinfo=UTC)
_LATER = [_NOW + timedelta(minutes=minutes) for minutes in range(3)]


@pytest.mark.parametrize(
    ("statement", "several"),
    [
        (_WAITING, [{"at_channel": "homes", "at": at} for at in _LATER]),
        (_WAITING, [{"at_channel": "mail", "at": at} for at in _LATER]),
        (_CALLED, [{"called": pattern} for pattern in ("% ana%", "% ben%", " cem")]),
    ],
)
def test_sqlite_plans_no_statement_again_for_other_values(
    connection: Connection, statement: Executable, several: list[dict[str, object]]
) -> None:
    if connection.dialect.name != "sqlite":
        pytest.skip("PostgreSQL's driver prepares what comes again by itself")
    planned = []
    again(connection, statement, several[0])

    def plans(*what: object) -> int:
        planned.append(what)
        return sqlite3.SQLITE_OK

    driver = connection.inner.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    driver.set_authorizer(plans)  # SQLite asks it while it plans, and has to do that once more after this
    try:
        connection.execute(statement, several[0])
        assert planned
        planned.clear()
        for values in several:
            connection.execute(statement, values)
        assert not planned
    finally:
        driver.set_authorizer(None)


def test_a_statement_that_is_gone_is_not_kept(connection: Connection) -> None:
    again(connection, text("SELECT 1"))
    before = len(connection.known)
    for _ in range(20):
        again(connection, text("SELECT 1"))
    assert len(connection.known) <= before
