"""A programme to measure delivery in: people with sessions, reminders that are due, and many more for later."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import text

from core.clock import Clock
from core.notices import Kind, Notice
from core.payloads import Ahead
from core.people import Address, Person, Role
from core.sessions import Session, Topic
from playground.cast import TEAM, Character
from storage.engines import engines_for
from storage.store import SqlStore, open_store

CHANNELS = {"slack": f"slack:{TEAM}", "telegram": "telegram"}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LATER = {
    "postgresql": """
        INSERT INTO notices (id, kind, person, due_at, dedupe, details, state, attempts, ready_at, channel)
        SELECT n, 'welcome', 1 + n % :people, due, 'later:' || n, '{}', 'waiting', 0, due, :channel FROM (
            SELECT n, CAST(:soon AS timestamptz) + (n - :first) * interval '10 seconds' AS due
            FROM generate_series(CAST(:first AS bigint), CAST(:last AS bigint)) AS n
        ) AS later
    """,
    "sqlite": """
        INSERT INTO notices (id, kind, person, due_at, dedupe, details, state, attempts, ready_at, channel)
        WITH RECURSIVE later(n, due) AS (
            SELECT :first, :soon UNION ALL SELECT n + 1, due + 10000000 FROM later WHERE n < :last
        )
        SELECT n, 'welcome', 1 + n % :people, due, 'later:' || n, '{}', 'waiting', 0, due, :channel FROM later
    """,
}


def cast_of(people: int, platform: str = "slack") -> list[Character]:
    """People with an account on one platform."""
    on_slack = platform == "slack"
    return [
        Character(
            f"p{n}",
            f"Person {n}",
            "UTC",
            f"p{n}@example.org",
            slack=f"U1{n}" if on_slack else None,
            telegram=None if on_slack else 9000 + n,
        )
        for n in range(1, people + 1)
    ]


def settle(url: str, cast: Sequence[Character]) -> None:
    """Make them members, numbered from 1; the odd are mentors, each of whom has a session with the next one."""
    store = open_store(url, Clock())
    try:
        with store.write() as tx:
            for number, character in enumerate(cast, 1):
                address = (
                    Address("telegram", "", str(character.telegram))
                    if character.slack is None
                    else Address("slack", TEAM, character.slack)
                )
                role = Role.MENTOR if number % 2 else Role.MENTEE
                tx.people.add(
                    Person(
                        number,
                        character.name,
                        tx.now,
                        zone="UTC",
                        roles=frozenset({role}),
                        addresses=(address,),
                    )
                )
            for number in range(1, len(cast), 2):
                tx.sessions.add(_session(number, tx.now))
    finally:
        store.close()


def remind(
    store: SqlStore, people: range, round_: int, due: datetime, within: timedelta = timedelta()
) -> None:
    """Write each of these people a reminder of their session, due from `due` on, evenly `within` a while."""
    first = (round_ + 1) * 10_000_000
    with store.write() as tx:
        tx.notices.add(
            [
                Notice(
                    first + number,
                    Kind.REMINDER,
                    number,
                    due + within * place / len(people),
                    f"reminder:{first + number}",
                    session=number - 1 + number % 2,
                    revision=1,
                    payload=Ahead(minutes=60),
                )
                for place, number in enumerate(people)
            ]
        )


def leave_for_later(url: str, count: int, people: int, platform: str = "slack") -> None:
    """Write `count` notices that are due from tomorrow on."""
    engines = engines_for(url)
    soon: Any = Clock().now() + timedelta(days=1)
    with engines.writer.begin() as connection:
        dialect = connection.dialect.name
        if dialect == "sqlite":
            soon = (soon - _EPOCH) // timedelta(microseconds=1)
        first = 10**12
        values = {"first": first, "last": first + count - 1, "soon": soon, "people": people}
        connection.execute(text(_LATER[dialect]), {**values, "channel": CHANNELS[platform]})
        connection.exec_driver_sql("ANALYZE")
    engines.dispose()


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
