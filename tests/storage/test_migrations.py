"""The tables: up, down, and as the code believes them to be."""

from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, insert, inspect, text

import storage.council_tables
import storage.message_tables  # noqa: F401 (both register their tables)
from core.clock import Clock
from core.errands import Errand, Task
from core.errors.booking import SlotTaken
from core.inbox import Delivery
from core.notices import Receipt
from core.outbox import Sent
from core.people import Address
from core.policies import Policies
from core.ports.audit import AuditEntry
from core.sessions import Topic
from storage import migrate
from storage.check import SqlCheck
from storage.engines import Engines, engines_for
from storage.inbox import SqlInbox
from storage.migrate import WrongSchema
from storage.outbox import SqlOutbox
from storage.store import SqlStore, open_store
from storage.tables import audit, metadata
from tests.conftest import MORNING
from tests.databases import with_database
from tests.storage.samples import (
    HOUR,
    MINUTE,
    TEN,
    a_claim,
    a_notice,
    a_person,
    a_session,
    at_once,
    people_in,
)

LEASE = MINUTE

GUARDS = {
    "sqlite": {
        "audit_append_only_delete",
        "audit_append_only_update",
        "claims_no_overlap",
        "claims_no_overlap_moved",
        "policy_states_append_only_delete",
        "policy_states_append_only_update",
    },
    "postgresql": {"audit_append_only", "claims_no_overlap", "policy_states_append_only"},
}
_GUARDS_IN = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal "
    "UNION SELECT conname FROM pg_constraint WHERE contype = 'x'",
}


@pytest.fixture
def engines(database_url: str) -> Iterator[Engines]:
    made = engines_for(database_url)
    yield made
    made.dispose()


@pytest.fixture
def empty_url(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> str:
    if database_url.startswith("sqlite"):
        return f"sqlite:///{tmp_path / 'empty.db'}"
    migrate.downgrade(database_url, "base")
    return database_url


def guards(connection: Connection) -> set[str]:
    return set(connection.execute(text(_GUARDS_IN[connection.dialect.name])).scalars())


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def test_migrations_make_the_tables_that_the_code_declares(engines: Engines) -> None:
    with engines.writer.begin() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts={**options, "target_metadata": metadata})
        assert compare_metadata(context, metadata) == []


@pytest.mark.spec("OPS-2")
def test_migrations_leave_the_room_on_pages_that_the_code_declares(engines: Engines) -> None:
    if not engines.on_postgresql:
        return
    declared = {
        table.name: [f"{name}={value}" for name, value in given.items()]
        for table in metadata.tables.values()
        if (given := table.dialect_options["postgresql"]["with"])
    }
    with engines.writer.begin() as connection:
        found = connection.execute(
            text("SELECT relname, reloptions FROM pg_class WHERE relkind = 'r' AND reloptions IS NOT NULL")
        )
        rows = {row.relname: row.reloptions for row in found if row.relname in metadata.tables}
    assert rows == declared


def test_every_rule_has_a_name(engines: Engines) -> None:
    inspector = inspect(engines.writer)
    for table in metadata.tables:
        keys = [*inspector.get_foreign_keys(table), *inspector.get_unique_constraints(table)]
        for key in [*keys, *inspector.get_check_constraints(table), inspector.get_pk_constraint(table)]:
            assert key["name"], table


@pytest.mark.spec("BOK-5", "SAF-5")
def test_the_guards_that_only_the_database_can_give_are_there(engines: Engines) -> None:
    with engines.writer.begin() as connection:
        assert guards(connection) == GUARDS[connection.dialect.name]


def test_migrations_go_down_to_nothing_and_up_again(database_url: str, engines: Engines) -> None:
    assert tables(engines.writer) == set(metadata.tables)
    migrate.downgrade(database_url, "base")
    assert tables(engines.writer) == set()
    migrate.upgrade(database_url)
    assert tables(engines.writer) == set(metadata.tables)
    with engines.writer.begin() as connection:
        assert migrate.current(connection) == migrate.HEAD
        assert guards(connection) == GUARDS[connection.dialect.name]


def test_the_revision_that_the_code_names_is_the_last_one() -> None:
    assert ScriptDirectory.from_config(migrate.config()).get_heads() == [migrate.HEAD]


def test_a_store_opens_on_an_empty_database(empty_url: str, clock: Clock) -> None:
    store = open_store(empty_url, clock)
    with store.read() as tx:
        assert tx.people.search("") == []
    store.close()


@pytest.mark.spec("NTF-1", "OPS-2")
def test_what_an_older_version_left_waiting_is_sent_after_the_upgrade(
    database_url: str, engines: Engines, clock: Clock
) -> None:
    address = Address("telegram", "", "7")
    with SqlStore(engines, clock).write() as tx:
        ada = a_person("Ada", addresses=(address,))
        tx.people.add(ada)
        tx.notices.add([a_notice(ada.id, MORNING), a_notice(ada.id, MORNING + HOUR)])
    migrate.downgrade(database_url, "0003")
    store = open_store(database_url, clock)
    outbox = SqlOutbox(store)
    for _ in range(2):
        [notice] = outbox.claim("me", 10, LEASE)
        outbox.record("me", [Sent(notice, Receipt("telegram", "", "7", str(notice.id)))])
        clock.move(HOUR)
    assert list(SqlCheck(store).violations(MINUTE)) == []
    store.close()


@pytest.mark.spec("NTF-6", "OPS-2")
def test_what_an_older_version_took_in_is_handled_after_the_upgrade(
    database_url: str, engines: Engines, clock: Clock
) -> None:
    delivery = Delivery("key", "lane", "words")
    SqlInbox(SqlStore(engines, clock)).accept_and_claim(delivery, "old", LEASE)
    migrate.downgrade(database_url, "0003")
    clock.move(LEASE)
    store = open_store(database_url, clock)
    inbox = SqlInbox(store)
    assert inbox.stranded() == ["lane"]
    assert inbox.claim("lane", "new", LEASE) == delivery
    store.close()


def test_two_processes_may_start_at_once_on_an_empty_database(
    postgres_server: str,
) -> None:
    with psycopg.connect(postgres_server, autocommit=True) as admin:
        admin.execute("CREATE DATABASE parley_empty")
        url = with_database(postgres_server, "parley_empty")
        at_once(4, lambda _: open_store(url, Clock()).close())
        engines = engines_for(url)
        assert tables(engines.writer) == set(metadata.tables)
        engines.dispose()
        admin.execute("DROP DATABASE parley_empty")


def test_looking_at_a_database_of_another_version_changes_nothing(empty_url: str, clock: Clock) -> None:
    if empty_url.startswith("sqlite"):
        Path(empty_url.removeprefix("sqlite:///")).touch()
    with pytest.raises(WrongSchema, match="none"):
        open_store(empty_url, clock, exclusive=False)
    engines = engines_for(empty_url)
    assert tables(engines.writer) == set()
    engines.dispose()


def test_a_database_of_a_newer_version_is_left_alone(
    database_url: str, engines: Engines, clock: Clock
) -> None:
    with engines.writer.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for exclusive in (True, False):
        with pytest.raises(WrongSchema, match="9999"):
            open_store(database_url, clock, exclusive=exclusive)


@pytest.mark.spec("NTF-1")
def test_what_waits_across_the_renaming_of_channels_leaves_afterwards(
    database_url: str, store: SqlStore, clock: Clock
) -> None:
    """Down, an errand goes: nobody there could have it done. The notice stays, there and back."""
    [person] = people_in(store, "Mia")
    with store.write() as tx:
        tx.notices.add([a_notice(person, dedupe="note")])
        tx.errands.add([Errand(1, Task.MAKE_ROOM, "zoom", person, MORNING, "errand")])
    store.close()
    migrate.downgrade(database_url, "0009")
    again = open_store(database_url, clock)
    assert [item.dedupe for item in SqlOutbox(again).claim("me", 10, LEASE)] == ["note"]
    again.close()


@pytest.mark.spec("BOK-5", "OPS-2")
def test_claims_keep_their_owner_through_the_renaming_of_its_column(
    database_url: str, store: SqlStore, clock: Clock
) -> None:
    people = people_in(store, "Ada", "Ben")
    kept = [a_claim(people[0], owner=7), a_claim(people[1], owner=8, expires_at=MORNING + HOUR)]
    with store.write() as tx:
        tx.claims.take(kept)
    store.close()
    migrate.downgrade(database_url, "0013")
    engines = engines_for(database_url)
    with engines.writer.begin() as connection:
        rows = connection.execute(text("SELECT person, matter FROM claims")).all()
        assert sorted(map(tuple, rows)) == sorted(zip(people, (7, 8), strict=True))
        known = {guard for guard in GUARDS[connection.dialect.name] if "policy_states" not in guard}
        assert guards(connection) == known
    engines.dispose()
    again = open_store(database_url, clock)
    with again.write() as tx:
        found = tx.claims.of(people, MORNING, TEN + HOUR, tx.now)
        assert sorted(found, key=attrgetter("owner")) == kept
    with pytest.raises(SlotTaken), again.write() as tx:
        tx.claims.take([a_claim(people[0], owner=9)])
    with again.write() as tx:
        tx.claims.release(7)
        assert [claim.owner for claim in tx.claims.of(people, MORNING, TEN + HOUR, tx.now)] == [8]
    again.close()


@pytest.mark.spec("CHT-6", "OPS-2")
def test_a_title_that_was_ours_is_said_in_the_readers_language(
    database_url: str, engines: Engines, clock: Clock
) -> None:
    store = SqlStore(engines, clock)
    mentor, mentee = people_in(store, "Ada", "Ben")
    untitled = a_session(mentor, mentee, topic=Topic())
    titled = a_session(mentor, mentee, MORNING + 5 * HOUR, topic=Topic("Interviews"))
    with store.write() as tx:
        tx.sessions.add(untitled)
        tx.sessions.add(titled)

    def titles() -> list[str]:
        with engines.writer.begin() as connection:
            return list(connection.execute(text("SELECT title FROM sessions ORDER BY starts_at")).scalars())

    migrate.downgrade(database_url, "0015")
    assert sorted(titles()) == ["Interviews", "Mentor session"]
    migrate.upgrade(database_url)
    assert sorted(titles()) == ["", "Interviews"]


@pytest.mark.spec("SAF-5", "OPS-2")
def test_the_audit_log_reads_the_same_with_its_policies_by_reference_and_in_full(
    database_url: str, store: SqlStore, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In slices of two; a gap in the numbers and an entry from before policies were kept are left as they are."""
    monkeypatch.setattr("storage.migrations.versions.r0041_policy_states.SLICE", 2)
    entry = AuditEntry("SESSION_BOOKED", 1, "slack", "T1", 2, {"n": 1}, {"m": None})
    for minutes in (10, 11, 10):
        with store.write() as tx:
            tx.set_policies(Policies(hold_minutes=minutes))
            tx.audit(entry)
    engines = store.engines
    with engines.writer.begin() as connection:
        connection.execute(insert(audit).values(seq=9, at=MORNING, action="OLD", platform="", workspace=""))

    def log(of: str) -> list[tuple[object, ...]]:
        with engines.writer.begin() as connection:
            joined = " LEFT JOIN policy_states ON id = policies" if of == "rules" else ""
            said = f"SELECT seq, action, before, after, {of} FROM audit{joined} ORDER BY seq"
            return [tuple(row) for row in connection.execute(text(said))]

    by_reference = log("rules")
    migrate.downgrade(database_url, "0040")
    in_full = log("policies")
    assert in_full == by_reference
    migrate.upgrade(database_url)
    assert log("rules") == by_reference
    with engines.writer.begin() as connection:
        assert guards(connection) == GUARDS[connection.dialect.name]
        numbers = connection.execute(text("SELECT count(*) FROM policy_states")).scalar_one()
    assert numbers == 2
    store.close()
    again = open_store(database_url, clock)
    with again.write() as tx:
        tx.audit(entry)
    assert [row[0] for row in log("rules")] == [1, 2, 3, 9, 10]
    again.close()
