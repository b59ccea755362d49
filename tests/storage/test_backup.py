"""Backup and restore: everything comes back, on either database, or nothing does."""

import gzip
import json
import stat
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Date,
    Float,
    Integer,
    LargeBinary,
    Text,
    func,
    insert,
    select,
)

from bot.__main__ import main
from core.clock import Clock
from core.inbox import Delivery
from storage.backup import BadBackup, back_up, restore
from storage.engines import DatabaseInUse, engines_for
from storage.evidence_tables import file_slices, files
from storage.inbox import SqlInbox
from storage.message_tables import inbox
from storage.store import SqlStore, open_store
from storage.tables import exceptions, metadata, people, sessions
from storage.types import Instant
from tests.conftest import MORNING
from tests.databases import Databases, lent
from tests.storage.samples import MINUTE, a_claim, a_notice, a_session
from tests.storage.test_mentors import a_mentor, keep

pytestmark = pytest.mark.spec("OPS-2")


def fill(store: SqlStore) -> None:
    """Something of each type of column, and texts that are hard to write down."""
    ana, ben = a_mentor("Zoë “Ana”\n\t\\ अ 😀"), a_mentor("Ben")
    keep(store, ana, ben)
    session = a_session(ana.id, ben.id)
    with store.write() as tx:
        tx.sessions.add(session)
        tx.claims.take([a_claim(ana.id, owner=session.id)])
        tx.notices.add([a_notice(ana.id)])
        tx.notices.add([a_notice(ben.id, session=session.id, revision=1)])
    with store.engines.writer.begin() as connection:
        connection.execute(insert(files).values(digest="d", size=4, used_at=MORNING))
        connection.execute(insert(file_slices).values(digest="d", place=0, content=b"\x00\xff\r\n"))
        off = {
            "first_date": date(2026, 12, 24),
            "last_date": date(2026, 12, 31),
            "kind": "off",
            "reason": "",
        }
        connection.execute(insert(exceptions).values(id=1, mentor=ana.id, **off))
    SqlInbox(store).accept_and_claim(Delivery("key", "slack:T1:U1", "{}"), "me", MINUTE)


def lines_of(file: Path) -> list[Any]:
    """All but the first line, which says when it was made."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines][1:]


@pytest.mark.parametrize("to", ["sqlite", "postgresql"])
def test_everything_comes_back_on_either_database(
    store: SqlStore, database_url: str, to: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    fill(store)
    first, second = tmp_path / "first.parley", tmp_path / "second.parley"
    rows = back_up(database_url, first, MORNING)
    assert stat.S_IMODE(first.stat().st_mode) == 0o600
    databases: Databases = request.getfixturevalue(f"{to}_databases")
    with lent(databases) as fresh:
        assert restore(fresh, first) == rows
        assert back_up(fresh, second, MORNING) == rows
        assert lines_of(second) == lines_of(first)
        again = open_store(fresh, Clock())
        try:
            SqlInbox(again).accept_and_claim(Delivery("later", "slack:T1:U1", "{}"), "me", MINUTE)
            with again.engines.reader.begin() as connection:
                assert connection.execute(select(func.count()).select_from(inbox)).scalar_one() == 2
        finally:
            again.close()


def test_a_backup_is_one_view_of_what_was_there(store: SqlStore, database_url: str, tmp_path: Path) -> None:
    empty = back_up(database_url, tmp_path / "empty", MORNING)
    fill(store)
    assert back_up(database_url, tmp_path / "full", MORNING) > empty
    assert not list(tmp_path.glob("*.part"))
    with pytest.raises(BadBackup, match="exists already"):
        back_up(database_url, tmp_path / "full", MORNING)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda data: data[: len(data) // 2], "damaged"),
        (lambda _: b"no backup at all", "damaged"),
        (lambda _: gzip.compress(b'{"something": "else"}\n'), "no backup of Parley's"),
        (lambda data: gzip.compress(b"\n".join(gzip.decompress(data).splitlines()[:-1])), "not whole"),
        (lambda data: gzip.compress(b"\n".join(gzip.decompress(data).splitlines()[:-3])), "not whole"),
        (lambda _: gzip.compress(b'{"parley": "0001", "at": ""}\n'), "another version"),
    ],
    ids=["cut", "text", "other", "no end", "no last rows", "old"],
)  # fmt: skip
def test_what_is_damaged_cut_off_or_of_another_version_restores_nothing(
    store: SqlStore, database_url: str, databases: Databases, tmp_path: Path, spoil: Any, said: str
) -> None:
    fill(store)
    file = tmp_path / "a.parley"
    back_up(database_url, file, MORNING)
    file.write_bytes(spoil(file.read_bytes()))
    with lent(databases) as fresh:
        with pytest.raises(BadBackup, match=said):
            restore(fresh, file)
        engines = engines_for(fresh)
        with engines.reader.connect() as connection:
            assert all(
                connection.execute(select(table)).first() is None for table in (people, sessions, inbox)
            )
        engines.dispose()


def test_nothing_is_restored_over_what_is_there_or_under_a_bot_that_runs(
    store: SqlStore, database_url: str, tmp_path: Path, sqlite_url: str
) -> None:
    fill(store)
    back_up(database_url, tmp_path / "a", MORNING)
    running = open_store(sqlite_url, Clock())
    try:
        with pytest.raises(DatabaseInUse):
            restore(sqlite_url, tmp_path / "a")
    finally:
        running.close()
    restore(sqlite_url, tmp_path / "a")
    with pytest.raises(BadBackup, match="not empty"):
        restore(sqlite_url, tmp_path / "a")


def test_the_commands_say_what_they_did_and_what_comes_next(
    sqlite_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = open_store(sqlite_url, Clock())
    fill(store)
    store.close()
    file, new = tmp_path / "a.parley", f"sqlite:///{tmp_path / 'new.db'}"
    assert main(["backup", str(file), "--database", sqlite_url]) == 0
    assert "Keep the keys apart" in capsys.readouterr().out
    assert main(["restore", str(file), "--database", new]) == 0
    assert "parley check" in capsys.readouterr().out
    assert main(["restore", str(tmp_path / "none"), "--database", new]) == 1
    assert "there is no file" in capsys.readouterr().err
    assert main(["backup", str(file), "--database", f"sqlite:///{tmp_path / 'none.db'}"]) == 1
    assert "no such database" in capsys.readouterr().err
    assert not (tmp_path / "none.db").exists()


def test_each_type_of_column_is_known_to_the_backup() -> None:
    plain = {BigInteger, Boolean, Float, Integer, JSON, Text}
    kinds = {type(column.type) for table in metadata.sorted_tables for column in table.columns}
    assert kinds == plain | {Date, Instant, LargeBinary}, "say in storage.backup how it is written"
