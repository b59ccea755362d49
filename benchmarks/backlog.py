"""A programme with many notices to measure delivery in: people with sessions, reminders due now, others later."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, text

from core.clock import Clock
from core.notices import Kind, Notice
from core.people import Address, Person, Role
from core.sessions import Session, Topic
from storage.engines import engines_for
from storage.store import SqlStore, open_store

_FUTURE = {
    "postgresql": """
        INSERT INTO notices (id, kind, person, due_at, dedupe, details, state, attempts, ready_at, door)
        SELECT n, 'welcome', 1 + n % :people, due, 'later:' || n, '{{}}', 'waiting', 0, due, :door
        FROM (
            SELECT n, CAST(:soon AS timestamptz) + n * interval '10 seconds' AS due
            FROM generate_series(CAST(:first AS bigint), CAST(:last AS bigint)) AS n
        ) AS later
    """,
    "sqlite": """
        INSERT INTO notices (id, kind, person, due_at, dedupe, details, state, attempts, ready_at, door)
        WITH RECURSIVE later(n) AS (SELECT :first UNION ALL SELECT n + 1 FROM later WHERE n < :last)
        SELECT n, 'welcome', 1 + n % :people, :soon + n * 10000000, 'later:' || n, '{{}}', 'waiting', 0,
            :soon + n * 10000000, :door FROM later
    """,
}


def settle(url: str, people: int, platform: str = "slack") -> None:
    """Make `people` members, numbered from 1; the odd are mentors, each of whom has a session with the next one."""
    clock = Clock()
    store = open_store(url, clock)
    try:
        with store.write() as tx:
            now = tx.now
            for number in range(1, people + 1):
                role = Role.MENTOR if number % 2 else Role.MENTEE
                address = Address(platform, "T1" if platform == "slack" else "", str(1000 + number))
                tx.people.add(
                    Person(
                        number, f"Person {number}", now, zone="UTC", roles=frozenset({role}), addresses=(address,)
                    )
                )
            for number in range(1, people, 2):
                tx.sessions.add(_session(number, now))
    finally:
        store.close()


def remind(store: SqlStore, people: int, first: int, due: datetime, within: timedelta = timedelta()) -> None:
    """Write each person a reminder of their session, due from `due` on, evenly `within` a while."""
    with store.write() as tx:
        tx.notices.add(
            [
                Notice(
                    first + number,
                    Kind.REMINDER,
                    number,
                    due + within * number / people,
                    f"reminder:{first + number}",
                    session=number - 1 + number % 2,
                    revision=1,
                    details={"minutes": "60"},
                )
                for number in range(1, people + 1)
            ]
        )


def wait_for_later(url: str, count: int, people: int, first: int) -> None:
    """Write `count` notices that are due from tomorrow on."""
    engines = engines_for(url)
    with engines.writer.begin() as connection:
        dialect = connection.dialect.name
        soon: Any = Clock().now() + timedelta(days=1)
        if dialect == "sqlite":
            soon = int(soon.timestamp() * 1_000_000)
        values = {"first": first, "last": first + count - 1, "soon": soon, "people": people, "door": "slack:T1"}
        connection.execute(text(_FUTURE[dialect].replace("{{}}", "{}")), values)
    with engines.writer.connect() as connection:
        _analyze(connection)
    engines.dispose()


def _analyze(connection: Connection) -> None:
    connection.execution_options(isolation_level="AUTOCOMMIT") if connection.dialect.name == "postgresql" else None
    connection.exec_driver_sql("ANALYZE notices")
    connection.commit()


def _session(number: int, now: datetime) -> Session:
    return Session(
        number,
        number,
        number + 1,
        now + timedelta(hours=2),
        30,
        0,
        now.date().replace(day=1).isoformat(),
        now,
        Topic("A talk", "about work"),
        "https://rooms.example.org/1",
    )
