"""Of each column of the database it is said what becomes of it, in code and in docs/data.md."""

from pathlib import Path

import pytest

from core.people import NAMELESS
from storage import store
from storage.fates import Fate, Fates
from storage.fates_of_tables import FATES
from storage.tables import metadata, people
from tests.architecture import data_table

pytestmark = pytest.mark.spec("PPL-5")


def test_every_table_is_named_once() -> None:
    assert store  # it knows all tables
    assert sorted(fates.table.name for fates in FATES) == sorted(metadata.tables)


@pytest.mark.parametrize("fates", FATES, ids=lambda fates: fates.table.name)
def test_of_every_column_one_thing_is_said(fates: Fates) -> None:
    columns = {column.name for column in fates.table.c}
    said = {name: fates.of(name) for name in columns}
    assert len(said) == len(columns)
    assert set(fates.named) <= columns, "no column is named that is none"
    assert set(fates.exported) <= columns
    assert bool(fates.exported) is (fates.whose is not None)
    if fates.named:
        assert not fates.passes
        assert set(fates.named) == columns, "of a table whose rows stay, each column is named"


def test_who_is_named_by_a_column_that_stays_is_a_pseudonym() -> None:
    names = [
        (fates.table.name, column.name)
        for fates in FATES
        for column in fates.table.c
        if any(key.column is people.c.id for key in column.foreign_keys)
        and fates.of(column.name) in {Fate.KEPT, Fate.EMPTIED}
    ]
    assert names == []


def test_no_text_that_somebody_may_have_typed_is_sent_to_who_did_not_type_it() -> None:
    """What mentors, coordinators and admins write for themselves goes to its author alone."""
    private = {"private_notes": "mentor", "council_notes": "author"}
    for fates in FATES:
        if fates.table.name in private:
            assert str(fates.whose).split(" = ")[0] == f"{fates.table.name}.{private[fates.table.name]}"
        if fates.table.name == "disputes":
            assert "notes" not in fates.exported, "these are the admins'"
    assert NAMELESS


def test_the_documentation_says_the_same() -> None:
    written = Path(data_table.PAGE).read_text(encoding="utf-8")
    assert data_table.table() in written, "python -m tests.architecture.data_table writes it"
