"""How many bookings a second 32 callers make at once, next to the same statements by the driver alone.

The statements of real bookings are recorded with their parameters, reads included, and repeated by as many
callers on a copy of the same database.
"""

import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Barrier
from time import perf_counter
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import Connection, event, make_url

from benchmarks.programme import Programme, characters, found, slot
from benchmarks.table import Row
from core.clock import Clock
from core.desk import Desk
from core.usecases.booking import book, hold_time
from gateways.jitsi import JitsiRooms
from storage.engines import engines_for
from storage.store import open_store
from tests.postgres import shared_server

CALLERS = 32
EACH = 12
ROUNDS = 3
AIM = 0.5

Statement = tuple[str, Any]
Script = list[list[list[Statement]]]
"""Of each caller the transactions, each a list of statements with their parameters."""


def rows() -> Iterator[Row]:
    """Bookings a second on both databases."""
    cast = characters(CALLERS * EACH)
    with TemporaryDirectory(prefix="parley-bench-") as folder:
        yield _compared("SQLite", *_sqlite(Path(folder), cast))
        with shared_server(Path(folder) / "postgresql") as server:
            yield _compared("PostgreSQL", *_postgresql(server.url(), cast))


def _compared(database: str, programme: Programme, fresh: Callable[[], str]) -> Row:
    script = _recorded(programme, fresh())
    ours: list[float] = []
    bare: list[float] = []
    for _ in range(ROUNDS):
        ours.append(_booked(programme, fresh()))
        bare.append(_repeated(script, fresh()))
    ratio = median(one / other for one, other in zip(ours, bare, strict=True))
    return Row(
        f"bookings a second, {CALLERS} callers, {database}",
        f"{median(ours):.0f}",
        f"bare driver: {median(bare):.0f}",
        f"{ratio:.0%}",
        f">= {AIM:.0%}",
        ratio >= AIM,
    )


def _sqlite(folder: Path, cast: Sequence[Any]) -> tuple[Programme, Callable[[], str]]:
    template = folder / "template.db"
    programme = found(f"sqlite:///{template}", "slack", cast)
    numbers = count()
    return programme, lambda: f"sqlite:///{shutil.copy(template, folder / f'{next(numbers)}.db')}"


def _postgresql(server: str, cast: Sequence[Any]) -> tuple[Programme, Callable[[], str]]:
    numbers = count()

    def made(template: str) -> str:
        name = f"bench_{next(numbers)}"
        with psycopg.connect(server, autocommit=True) as admin:
            statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
            admin.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))
        return make_url(server).set(database=name).render_as_string(hide_password=False)

    programme = found(made("template1"), "slack", cast)
    return programme, lambda: made("bench_0")


@contextmanager
def _desk(url: str) -> Iterator[Desk]:
    store = open_store(url, Clock())
    try:
        yield Desk(store, JitsiRooms("https://meet.example.org"))
    finally:
        store.close()


def _book(desk: Desk, programme: Programme, number: int) -> None:
    mentor, start = slot(number)
    mentee = programme.mentees[number]
    held = hold_time(desk, mentee, programme.mentors[mentor].id, start)
    assert not book(desk, mentee, held.hold.id).again


def _booked(programme: Programme, url: str) -> float:
    """Bookings a second through the use cases."""
    with _desk(url) as desk:

        def call(caller: int) -> None:
            for number in range(caller * EACH, (caller + 1) * EACH):
                _book(desk, programme, number)

        return _rate(call)


def _recorded(programme: Programme, url: str) -> Script:
    """What the use cases ask of the database, one caller after the other."""
    script: Script = []
    with _desk(url) as desk:
        engine = desk.store.engines.writer  # type: ignore[attr-defined]

        @event.listens_for(engine, "begin")
        def begun(_: Connection) -> None:
            script[-1].append([])

        @event.listens_for(engine, "before_cursor_execute")
        def said(_: Connection, __: Any, statement: str, values: Any, *___: Any) -> None:
            script[-1][-1].append((statement, values))

        for caller in range(CALLERS):
            script.append([])
            for number in range(caller * EACH, (caller + 1) * EACH):
                _book(desk, programme, number)
    return script


def _repeated(script: Script, url: str) -> float:
    """Bookings a second by the driver alone; its connections are of the same pool, and sync what they commit."""
    engines = engines_for(url)
    if not engines.on_postgresql:
        connection = engines.writer.raw_connection()  # the only one
        connection.cursor().execute("PRAGMA synchronous=FULL")
        connection.close()

    def call(caller: int) -> None:
        for transaction in script[caller]:
            connection = engines.writer.raw_connection()
            cursor = connection.cursor()
            if not engines.on_postgresql:
                cursor.execute("BEGIN IMMEDIATE")
            for statement, values in transaction:
                run = cursor.executemany if isinstance(values, list) else cursor.execute
                run(statement, values)
                if cursor.description:
                    cursor.fetchall()
            connection.commit()
            connection.close()

    try:
        return _rate(call)
    finally:
        engines.dispose()


def _rate(call: Callable[[int], None]) -> float:
    """Bookings a second when all callers start together."""
    start = Barrier(CALLERS + 1)

    def waiting(caller: int) -> None:
        start.wait()
        call(caller)

    with ThreadPoolExecutor(CALLERS) as pool:
        calls = [pool.submit(waiting, caller) for caller in range(CALLERS)]
        start.wait()
        began = perf_counter()
        for each in calls:
            each.result()
        return CALLERS * EACH / (perf_counter() - began)
