"""After somebody is erased, nothing is left of what stood in any column of theirs but where its fate says so."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    Float,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    select,
)
from sqlalchemy.exc import IntegrityError

from storage.fates import Fate
from storage.fates_of_tables import FATES
from storage.named_members import NAMED
from storage.store import SqlStore
from storage.tables import metadata
from tests.conftest import MORNING
from tests.storage.samples import HOUR, a_person

SESSIONS = {"given": 1_001, "taken": 1_002}
"""By whether they give or take it."""
MEANT: Mapping[str, object] = {
    "sessions.status": "completed",
    "sessions.cancelled_by": None,
    "sessions.reassignment": "none",
    "councils.status": "completed",
    "councils.own": True,
    "notices.state": "sent",
    "notices.kind": "booked",
    "notices.admin_channel": None,
    "council_seats.standing": "participating",
    "reschedules.status": "accepted",
    "disputes.status": "resolved",
    "refunds.status": "processed",
}
"""What decides what becomes of a row."""
MARK = re.compile(r"mark ([a-z_]+\.[a-z_]+-[a-z]+)!")
OF_TWO = {"sessions", "reschedules", "feedback"}
OTHERS = {
    "sessions.title-given", "sessions.title_words-given", "sessions.description-given", "session_words.word-given",
    "feedback.comment-given", "payment_attempts.url-given",
}  # fmt: skip
"""Of a session that they gave, what its mentee wrote and pays by."""


def rows_of(table: Table, person: int, other: int, numbers: Iterator[int]) -> Iterator[dict[str, object]]:
    for role, session in SESSIONS.items():
        yield {column.name: value(column, role, session, person, other, numbers) for column in table.c}


def value(
    column: Column[Any], role: str, session: int, person: int, other: int, numbers: Iterator[int]
) -> object:
    """What stands in the column: who it is, or a mark that is nowhere else."""
    name = f"{column.table.name}.{column.name}"
    mark = f"mark {name}-{role}!"
    if name in MEANT:
        return MEANT[name]
    if column.name in {"mentor", "mentee"} and column.table.name in OF_TWO:
        return person if (column.name == "mentor") == (role == "given") else other
    if name == "sessions.id" or column.name == "session":
        return session
    match column.type:
        case JSON():
            return [{"by": "mentor" if role == "given" else "mentee", "note": mark}]
        case String() | Text():
            return mark
        case LargeBinary():
            return mark.encode()
        case Boolean():
            return False
        case Float():
            return 1.0
        case Date():
            return date(2026, 3, 2)
        case Integer() if name in NAMED:
            return person
        case Integer():
            return next(numbers)
        case _ if name in NAMED:
            return person
    return MORNING + (HOUR if column.name == "ends_at" else timedelta())


@contextmanager
def unguarded(store: SqlStore) -> Iterator[Connection]:
    """A transaction in which rows may refer to what is not there."""
    with store.engines.writer.connect() as connection:
        if store.engines.on_postgresql:
            with connection.begin():
                connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
                yield connection
            return
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys = OFF")
        driver.execute("PRAGMA ignore_check_constraints = ON")
        with connection.begin():
            yield connection
        driver.execute("PRAGMA ignore_check_constraints = OFF")
        driver.execute("PRAGMA foreign_keys = ON")


def mark_all(store: SqlStore, person: int, other: int) -> set[str]:
    """A row of theirs in every table for each role, whatever it refers to; returns all marks."""
    numbers, marks = count(10_000), set[str]()
    with unguarded(store) as connection:
        for table in metadata.sorted_tables:
            before = len(marks)
            for row in rows_of(table, person, other, numbers):
                with suppress(IntegrityError), connection.begin_nested():  # some have one of a kind
                    connection.execute(table.insert(), row)
                    marks |= set(MARK.findall(str(row)))
            has_text = any(isinstance(each.type, JSON | String) for each in table.c)
            assert len(marks) > before or not has_text, f"nothing of theirs is in {table.name}"
    return marks


def marks_in(store: SqlStore) -> set[str]:
    """The marks that stand anywhere in the database."""
    found = set[str]()
    with store.engines.reader.begin() as connection:
        for table in metadata.sorted_tables:
            for row in connection.execute(select(table)):
                found |= set(MARK.findall(str(tuple(row))))
    return found


@pytest.mark.spec("PPL-5")
def test_of_all_that_stands_in_any_column_only_what_is_kept_is_left(store: SqlStore) -> None:
    person, other = a_person("Ana"), a_person("Ben")
    with store.write() as tx:
        tx.people.add(other)
    marked = mark_all(store, person.id, other.id)
    fates = {
        f"{each.table.name}.{column.name}": each.of(column.name)
        for each in FATES
        for column in each.table.c
    }
    goes = {mark for mark in marked if fates[mark.rpartition("-")[0]] in {Fate.EMPTIED, Fate.DELETED}}
    assert len(goes) > 50
    assert marks_in(store) == marked
    with store.write() as tx:
        tx.erasures.erase(person.id)
    assert marks_in(store) == (marked - goes) | OTHERS
