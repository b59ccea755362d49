"""Sessions as CSV files: what is found, in its order, each file whole by itself."""

import csv
from pathlib import Path

import pytest

from core.exports import BOM
from core.people import Role
from core.session_queries import EVERYTHING, SessionQuery, Sort
from core.sessions import Cancellation, CancelReason, Session, Status, Topic
from storage.session_export import COLUMNS, SqlSessionExport
from storage.store import SqlStore
from tests.conftest import MORNING
from tests.storage.samples import DAY, a_person, a_session

NOTE = "the secret of a mentor"


def filled(store: SqlStore, count: int = 5) -> list[Session]:
    ana, ben = a_person("Ana Lima", email="ana@example.org"), a_person('=cmd|"/c calc"!A1')
    made = [
        a_session(
            ana.id,
            ben.id,
            MORNING + number * DAY,
            topic=Topic(f'+{number} "quoted", two\nlines', ""),
            rate=1999,
            status=Status.CANCELLED if number % 2 else Status.SCHEDULED,
            cancellation=Cancellation(Role.MENTEE, MORNING, CancelReason.OTHER, "@sum")
            if number % 2
            else None,
        )
        for number in range(count)
    ]
    with store.write() as tx:
        tx.people.add(ana)
        tx.people.add(ben)
        for session in made:
            tx.sessions.add(session)
        tx.aftermath.put_note(made[0].id, ana.id, NOTE, MORNING)
    return made


def written(
    store: SqlStore, query: SessionQuery, folder: Path, largest: int = 10**6
) -> list[list[dict[str, str]]]:
    """The rows of each file."""
    files = SqlSessionExport(store).write(query, folder, largest, lambda *_: True)
    tables = []
    for file in files:
        text = file.read_bytes().decode("utf-8")
        assert len(text.encode()) <= largest
        assert text.startswith(BOM)
        assert NOTE not in text
        tables.append(list(csv.DictReader(text.removeprefix(BOM).splitlines(keepends=True))))
    return tables


@pytest.mark.spec("ADM-5")
def test_a_row_tells_what_the_list_tells_and_is_no_formula(store: SqlStore, tmp_path: Path) -> None:
    made = filled(store)
    [rows] = written(store, SessionQuery(statuses=(Status.CANCELLED,), descending=False), tmp_path)
    assert [row["id"] for row in rows] == [str(made[1].id), str(made[3].id)]
    row = rows[0]
    assert tuple(row) == COLUMNS
    assert row["code"] == made[1].code
    assert row["title"] == '\'+1 "quoted", two\nlines'
    assert row["mentor"] == "Ana Lima"
    assert row["mentor_email"] == "ana@example.org"
    assert row["mentee"] == '\'=cmd|"/c calc"!A1'
    assert row["starts_at_utc"] == "2026-03-03T08:00:00Z"
    assert (row["rate"], row["currency"], row["refund_status"]) == ("19.99", "USD", "none")
    assert (row["cancelled_by"], row["cancel_note"]) == ("mentee", "'@sum")


@pytest.mark.spec("ADM-5")
@pytest.mark.parametrize("sort", list(Sort))
def test_the_rows_are_in_the_order_of_the_list(store: SqlStore, tmp_path: Path, sort: Sort) -> None:
    filled(store, 9)
    for descending in (True, False):
        query = SessionQuery(sort=sort, descending=descending)
        with store.read() as tx:
            expected = [str(each) for each in tx.session_queries.page(query, 50)]
        [rows] = written(store, query, tmp_path)
        assert [row["id"] for row in rows] == expected


@pytest.mark.spec("ADM-5")
def test_what_is_too_large_for_one_file_is_split_and_nothing_is_lost(
    store: SqlStore, tmp_path: Path
) -> None:
    made = filled(store, 20)
    tables = written(store, SessionQuery(descending=False), tmp_path, 1500)
    assert len(tables) > 3
    assert all(tables)
    assert [row["id"] for rows in tables for row in rows] == [str(session.id) for session in made]


@pytest.mark.spec("ADM-5")
def test_nothing_found_is_a_file_with_its_heading(store: SqlStore, tmp_path: Path) -> None:
    filled(store)
    [file] = SqlSessionExport(store).write(SessionQuery(search="!!!"), tmp_path, 10**6, lambda *_: True)
    assert file.read_bytes().count(b"\r\n") == 1


@pytest.mark.spec("ADM-5", "CHT-5")
def test_progress_is_told_and_can_end_the_work(
    store: SqlStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(store, 5)
    monkeypatch.setattr("storage.session_export.SLICE", 2)
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        told.append((done, total))
        return len(told) < 2

    SqlSessionExport(store).write(EVERYTHING, tmp_path, 10**6, progress)
    assert told == [(2, 5), (4, 5)]
