"""How fast a long list is cancelled, before the platforms' pace: preview, confirmation, slices."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from benchmarks.table import Row
from core.clock import Clock
from core.desk import Desk
from core.ids import new_id
from core.interventions import CancelWish
from core.jobs import JobState
from core.people import Address, Person, Role
from core.ports.store import Transaction
from core.session_claims import claims_of
from core.session_queries import SessionQuery
from core.sessions import Session, Status, Topic
from core.usecases import admin_sessions
from core.usecases.jobs import planning, running
from core.usecases.telling import remind_both
from gateways.jitsi import JitsiRooms
from storage.store import SqlStore, open_store
from tests.postgres import shared_server

SESSIONS = 10_000
MENTORS, MENTEES = 100, 1_000
AT_ONCE = 500
AIM = 500
HOUR = timedelta(hours=1)


def rows() -> Iterator[Row]:
    """On both databases."""
    with TemporaryDirectory(prefix="parley-bench-") as folder:
        yield from _on("SQLite", f"sqlite:///{Path(folder) / 'jobs.db'}")
        with shared_server(Path(folder) / "postgresql") as server:
            with psycopg.connect(server.url(), autocommit=True) as admin:
                admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier("bench_jobs")))
            url = make_url(server.url()).set(database="bench_jobs")
            yield from _on("PostgreSQL", url.render_as_string(hide_password=False))


def _on(where: str, url: str) -> Iterator[Row]:
    clock = Clock()
    store = open_store(url, clock)
    try:
        olga = _fill(store, clock)
        desk = Desk(store, JitsiRooms("https://meet.example.org"))
        listed = admin_sessions.find(desk, olga, SessionQuery(statuses=(Status.SCHEDULED,)))
        began = perf_counter()
        shown = planning.plan_cancel(desk, olga, listed.stored, CancelWish("a storm"))
        taken = (perf_counter() - began) * 1000
        assert shown.job.total == SESSIONS
        yield Row(f"the preview of cancelling {SESSIONS:,} sessions, {where}", f"{taken:.0f} ms")
        job = running.confirm(desk, olga, shown.job.id, None)
        began = process_time()
        while job.state is JobState.RUNNING:
            job = running.carry_on(desk, job.id)
        speed = SESSIONS / (process_time() - began)
        what = f"sessions a second of processor time, cancelling {SESSIONS:,}, {where}"
        yield Row(what, f"{speed:.0f}", "", "", f">= {AIM}", speed >= AIM)
    finally:
        store.close()


def _fill(store: SqlStore, clock: Clock) -> Person:
    """Everybody's sessions are ahead, paid for, and have reminders."""
    now = clock.now()
    mentors = [_person(f"M{n}", Role.MENTOR, clock) for n in range(MENTORS)]
    mentees = [_person(f"N{n}", Role.MENTEE, clock) for n in range(MENTEES)]
    olga = _person("OLGA", Role.ADMIN, clock)
    with store.write() as tx:
        for person in (*mentors, *mentees, olga):
            tx.people.add(person)
    start = now.replace(minute=0, second=0, microsecond=0) + timedelta(days=3)
    for first in range(0, SESSIONS, AT_ONCE):
        with store.write() as tx:
            for n in range(first, first + AT_ONCE):
                _book(tx, mentors[n % MENTORS], mentees[n % MENTEES], start + n // MENTORS * HOUR)
    return olga


def _book(tx: Transaction, mentor: Person, mentee: Person, start: datetime) -> None:
    session = Session(
        new_id(tx.now),
        mentor.id,
        mentee.id,
        start,
        30,
        0,
        "2026-01-01",
        tx.now,
        Topic("Talk", ""),
        "https://meet.example.org/1",
        rate=5_000,
        currency="USD",
    )
    tx.sessions.add(session)
    tx.claims.take(claims_of(session))
    remind_both(tx, session)


def _person(user: str, role: Role, clock: Clock) -> Person:
    now = clock.now()
    return Person(
        new_id(now), user.title(), now, roles=frozenset({role}), addresses=(Address("slack", "T1", user),)
    )
