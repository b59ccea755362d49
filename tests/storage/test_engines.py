"""Connections: what a transaction is, who may write, and whose file it is."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError, InternalError, StatementError

from core.clock import Clock
from core.ports.store import Overtaken
from storage.engines import DatabaseInUse, DatabaseUnreachable, DatabaseUnsupported, direct, engines_for
from storage.store import SqlStore, open_store
from storage.tables import claims, leases
from tests.conftest import MORNING
from tests.storage.samples import DAY, a_claim, a_person, a_session, people_in

PRAGMAS = {"journal_mode": "wal", "synchronous": 1, "foreign_keys": 1, "busy_timeout": 30_000}


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://root:secret@localhost/parley"])
def test_other_databases_are_refused_without_showing_a_password(url: str) -> None:
    with pytest.raises(DatabaseUnsupported) as refused:
        engines_for(url)
    assert "secret" not in str(refused.value)


@pytest.mark.spec("OPS-4")
def test_what_is_no_address_of_a_database_is_refused_without_showing_it() -> None:
    with pytest.raises(DatabaseUnsupported, match="what PARLEY_DATABASE_URL says") as refused:
        engines_for("secret")
    assert "secret" not in str(refused.value)


@pytest.mark.spec("OPS-4")
def test_a_file_that_is_no_database_is_told_in_a_sentence(tmp_path: Path, clock: Clock) -> None:
    file = tmp_path / "notes.db"
    file.write_text("These are the notes of the meeting of the first of March.")
    for exclusive in (True, False):
        with pytest.raises(DatabaseUnreachable, match="file is not a database"):
            open_store(f"sqlite:///{file}", clock, exclusive=exclusive)


@pytest.mark.spec("OPS-5")
def test_looking_at_a_file_that_is_not_there_does_not_make_it(tmp_path: Path, clock: Clock) -> None:
    file = tmp_path / "typo.db"
    with pytest.raises(DatabaseUnreachable, match="no such file"):
        open_store(f"sqlite:///{file}", clock, exclusive=False)
    assert not file.exists()


@pytest.mark.spec("OPS-2")
def test_a_server_that_went_without_a_word_is_noticed_unless_the_address_says_otherwise() -> None:
    url = "postgresql+psycopg2://parley:secret@db/parley?sslmode=require&connect_timeout=3"
    said = conninfo_to_dict(direct(url))
    assert (said["user"], said["password"], said["sslmode"], said["connect_timeout"]) == (
        "parley",
        "secret",
        "require",
        "3",
    )
    assert int(said["keepalives_idle"]) + 5 * 4 <= int(said["tcp_user_timeout"]) / 1000
    assert engines_for(url).writer.url.query["tcp_user_timeout"] == said["tcp_user_timeout"]


def test_sqlite_is_set_up_to_be_safe(sqlite_url: str) -> None:
    engines = engines_for(sqlite_url)
    with engines.writer.begin() as connection:
        found = {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in PRAGMAS}
    engines.dispose()
    assert found == PRAGMAS


@pytest.mark.spec("BOK-5")
def test_a_second_bot_on_the_same_sqlite_file_refuses_to_start(sqlite_url: str, clock: Clock) -> None:
    first = open_store(sqlite_url, clock)
    with pytest.raises(DatabaseInUse, match="one bot at a time"):
        open_store(sqlite_url, clock)
    looking = open_store(sqlite_url, clock, exclusive=False)
    with looking.read() as tx:
        assert tx.people.search("") == []
    looking.close()
    first.close()
    open_store(sqlite_url, clock).close()


def test_the_lock_of_a_process_that_was_killed_is_gone(sqlite_url: str, clock: Clock) -> None:
    holder = (
        "import sys, signal; from core.clock import Clock; from storage.store import open_store;"
        f"store = open_store({sqlite_url!r}, Clock()); print('open', flush=True); signal.pause()"
    )
    root = Path(__file__).parents[2]
    with subprocess.Popen([sys.executable, "-c", holder], stdout=subprocess.PIPE, cwd=root) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"open\n"
        try:
            with pytest.raises(DatabaseInUse, match=f"process {process.pid}"):
                open_store(sqlite_url, clock)
        finally:
            process.kill()
    open_store(sqlite_url, clock).close()


@pytest.mark.spec("SAF-7")
def test_a_transaction_that_fails_leaves_nothing(store: SqlStore) -> None:
    ada, ben = a_person("Ada"), a_person("Ben")

    def fail() -> None:
        with store.write() as tx:
            tx.people.add(ada)
            tx.people.add(ben)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with store.read() as tx:
        assert tx.people.search("") == []


def test_a_view_stays_as_it_was_while_others_write(store: SqlStore) -> None:
    people_in(store, "Ada")
    with store.read() as tx:
        assert len(tx.people.search("")) == 1
        people_in(store, "Ben")
        assert len(tx.people.search("")) == 1
    with store.read() as tx:
        assert len(tx.people.search("")) == 2


def test_a_reference_to_nobody_is_refused(store: SqlStore) -> None:
    with pytest.raises(Overtaken), store.write() as tx:
        tx.claims.take([a_claim(12345)])


def test_time_must_run_forward(store: SqlStore) -> None:
    (ada,) = people_in(store, "Ada")
    with pytest.raises(IntegrityError, match="claims_forward"), store.write() as tx:
        tx.claims.take([a_claim(ada, minutes=0)])


@pytest.mark.parametrize(
    "instant",
    [
        datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
        datetime(2026, 3, 29, 1, 30, 0, 1, tzinfo=UTC),
        datetime(2026, 10, 25, 12, 0, tzinfo=timezone(timedelta(hours=5, minutes=45))),
        datetime(9999, 1, 1, tzinfo=UTC),
    ],
)
def test_an_instant_comes_back_to_the_microsecond_in_utc(store: SqlStore, instant: datetime) -> None:
    with store.engines.writer.begin() as connection:
        connection.execute(insert(leases), {"name": "x", "owner": "me", "until": instant})
        found = connection.execute(select(leases.c.until)).scalar_one()
    assert found == instant
    assert found.tzinfo is UTC


def test_a_naive_instant_is_refused(store: SqlStore) -> None:
    query = select(claims).where(claims.c.starts_at < MORNING.replace(tzinfo=None))
    with pytest.raises(StatementError, match="naive"), store.engines.reader.begin() as connection:
        connection.execute(query)


def test_the_present_is_one_throughout_a_transaction_and_follows_the_clock(
    store: SqlStore, clock: Clock
) -> None:
    with store.write() as tx:
        first = tx.now
        clock.move(timedelta(hours=1))
        assert tx.now == first
    with store.write() as tx:
        assert timedelta(hours=1) <= tx.now - first < timedelta(hours=1, minutes=1)


def test_a_process_whose_clock_is_wrong_does_no_harm_on_postgresql(postgresql_url: str) -> None:
    class WrongClock(Clock):
        def now(self) -> datetime:
            return super().now() + timedelta(minutes=10)

    store = open_store(postgresql_url, WrongClock())
    with store.write() as tx:
        assert abs(tx.now - Clock().now()) < timedelta(minutes=1)
    store.close()


def test_who_has_read_still_writes_only_where_the_server_lets_it(postgresql_url: str) -> None:
    store = open_store(postgresql_url, Clock())
    with store.work(read_only=True):
        pass
    with store.work() as work:
        work.connection.execute(text("SET default_transaction_read_only = on"))
    with pytest.raises(InternalError, match="read-only transaction"), store.write() as tx:
        tx.people.add(a_person())
    store.close()


@pytest.mark.spec("OPS-2")
def test_sqlite_counts_what_it_plans_by_when_there_is_something_to_count(
    tmp_path: Path, clock: Clock
) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'new.db'}", clock)
    ada, ben = people_in(store, "Ada", "Ben")
    with store.write() as tx:
        for day in range(9):
            tx.sessions.add(a_session(ada, ben, MORNING + day * DAY))
        tx.sessions.unattested(MORNING)
        tx.sessions.lock_all([1, 2])
    store.engines.optimize()
    with store.engines.reader.begin() as connection:
        counted = connection.execute(text("SELECT DISTINCT tbl FROM sqlite_stat1")).scalars().all()
    assert "sessions" in counted
    store.close()
