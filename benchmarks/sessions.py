"""How long admins wait among 1,000,000 sessions of 5,000 mentors and 50,000 members: lists, a card, figures, a file."""

import resource
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from benchmarks.crowd import NOW, fill
from benchmarks.session_lists import LISTS, drawn
from benchmarks.table import Row, percentile
from core.clock import Clock
from core.desk import Desk
from core.ids import new_id
from core.people import Person, Role
from core.periods import Period, Usual
from core.session_queries import SessionQuery
from core.usecases import admin_session, admin_sessions, statistics
from gateways.jitsi import JitsiRooms
from storage.session_export import SqlSessionExport
from storage.store import open_store
from tests.postgres import shared_server

SESSIONS = 1_000_000
ROUNDS = 20
DRAWN = 150
AIM, CARD_AIM, SPEED_AIM, MEMORY_AIM = 100.0, 50.0, 20_000, 150
YEAR_AIM, ALL_AIM = 300.0, 1000.0
LARGEST = 49 * 2**20


def rows() -> Iterator[Row]:
    """On both databases, each filled anew: it takes some minutes."""
    with TemporaryDirectory(prefix="parley-bench-") as folder:
        yield from on("SQLite", f"sqlite:///{Path(folder) / 'sessions.db'}", SESSIONS)
        yield from on_postgresql(Path(folder) / "postgresql", SESSIONS)


def on_postgresql(folder: Path, sessions: int) -> Iterator[Row]:
    """On a server of its own."""
    with shared_server(folder) as server:
        with psycopg.connect(server.url(), autocommit=True) as admin:
            admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier("bench_sessions")))
        url = make_url(server.url()).set(database="bench_sessions")
        yield from on("PostgreSQL", url.render_as_string(hide_password=False), sessions)


def on(where: str, url: str, sessions: int) -> Iterator[Row]:
    """The figures of one database."""
    clock = Clock()
    clock.move_to(NOW)
    store = open_store(url, clock)
    try:
        fill(store, sessions)
        olga = Person(new_id(NOW), "Olga", NOW, roles=frozenset({Role.ADMIN}))
        with store.write() as tx:
            tx.people.add(olga)
        desk = Desk(store, JitsiRooms("https://meet.example.org"))
        yield from _lists(where, desk, olga)
        yield from _figures(where, desk, olga)
    finally:
        store.close()
    yield from _file(where, url)


def _lists(where: str, desk: Desk, olga: Person) -> Iterator[Row]:
    for name, queries in LISTS.items():
        stored = [admin_sessions.find(desk, olga, query) for query in queries]
        taken = [
            _p95(partial(admin_sessions.show, desk, olga, shown.stored, page))
            for shown in stored
            for page in {0, min(9, shown.pages - 1)}
        ]
        yield _row(f"a page {name}, {where}", max(taken), AIM)
        last = [
            _p95(partial(admin_sessions.show, desk, olga, shown.stored, shown.pages - 1))
            for shown in stored
        ]
        yield _row(f"the last page {name}, {where}", max(last), AIM)
    taken = [
        _p95(partial(admin_sessions.show, desk, olga, shown.stored, page), 3)
        for shown in (admin_sessions.find(desk, olga, query) for query in drawn(DRAWN))
        for page in {0, min(9, shown.pages - 1), shown.pages - 1}
    ]
    yield _row(f"{len(taken)} pages of {DRAWN} lists drawn by lot, {where}", percentile(taken, 95), AIM)
    yield Row(f"the slowest of these, {where}", f"{max(taken):.0f} ms")
    session = admin_sessions.show(desk, olga, 0).listed[0].session
    yield _row(
        f"the card of a session, {where}",
        _p95(partial(admin_session.dossier, desk, olga, session.id)),
        CARD_AIM,
    )


def _figures(where: str, desk: Desk, olga: Person) -> Iterator[Row]:
    year = Period(date(2025, 1, 1), date(2025, 12, 31))
    for name, asked, aim in (("a year", year, YEAR_AIM), ("all time", Usual.ALL, ALL_AIM)):
        taken = _p95(partial(statistics.statistics, desk, olga, asked), 5)
        yield _row(f"the figures of {name}, {where}", taken, aim)


def _p95(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """In milliseconds; the first time is not counted."""
    work()
    times = []
    for _ in range(rounds):
        began = perf_counter()
        work()
        times.append(perf_counter() - began)
    return percentile(times, 95) * 1000


def _row(what: str, taken: float, aim: float) -> Row:
    return Row(f"{what}, p95", f"{taken:.0f} ms", "", "", f"< {aim:.0f} ms", taken < aim)


def _file(where: str, url: str) -> Iterator[Row]:
    with ProcessPoolExecutor(1, get_context("spawn")) as writer:
        written, seconds, memory = writer.submit(_write, url).result()
    speed = written / seconds
    yield Row(
        f"rows a second of a CSV file of {written:,} sessions, {where}", f"{speed:.0f}", "", "", f">= {SPEED_AIM}",
        speed >= SPEED_AIM,
    )  # fmt: skip
    yield Row(
        f"memory at most while it is written, {where}", f"{memory:.0f} MB", "", "", f"< {MEMORY_AIM} MB",
        memory < MEMORY_AIM,
    )  # fmt: skip


def _write(url: str) -> tuple[int, float, float]:
    """How many rows, in how many seconds, with how many megabytes at most: in a process that does nothing else."""
    clock = Clock()
    clock.move_to(NOW)
    store = open_store(url, clock)
    written = 0

    def progress(done: int, _total: int) -> bool:
        nonlocal written
        written = done
        return True

    try:
        with TemporaryDirectory(prefix="parley-bench-") as folder:
            began = perf_counter()
            SqlSessionExport(store).write(SessionQuery(), Path(folder), LARGEST, progress)
            taken = perf_counter() - began
    finally:
        store.close()
    return written, taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
