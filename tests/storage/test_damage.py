"""Files that are damaged: the bot does not start on them, and `parley check` says so in a sentence."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.__main__ import main
from core.clock import Clock
from storage.damage import AT_START, DatabaseDamaged, look_through
from storage.engines import engines_for
from storage.store import open_store
from tests.depth import examples
from tests.storage.samples import people_in

PAGE = 4096
Damage = Callable[[Path], None]


def a_file(url: str, clock: Clock) -> Path:
    """A database that was in use, with its log folded into it."""
    store = open_store(url, clock)
    people_in(store, *(f"Member {number}" for number in range(50)))
    store.close()
    return Path(url.removeprefix("sqlite:///"))


def overwritten(file: Path, page: int, content: bytes = b"\xff" * PAGE) -> None:
    with file.open("r+b") as opened:
        opened.seek((page - 1) * PAGE)
        opened.write(content)


def truncated(file: Path) -> None:
    with file.open("r+b") as opened:
        opened.truncate(file.stat().st_size // PAGE // 2 * PAGE)


def cut_within_a_page(file: Path) -> None:
    with file.open("r+b") as opened:
        opened.truncate(file.stat().st_size - PAGE - 100)


def emptied(file: Path) -> None:
    file.write_bytes(b"")


DAMAGES: dict[str, Damage] = {
    "truncated": truncated,
    "cut within a page": cut_within_a_page,
    "emptied": emptied,
    "no database": lambda file: file.write_text("These are the notes of the first of March.\n" * 200) and None,
    "first page": lambda file: overwritten(file, 1),
    "schema": lambda file: overwritten(file, 2),
    "noise": lambda file: overwritten(file, 3, random.Random(1).randbytes(PAGE)),
    "zeros": lambda file: overwritten(file, 4, bytes(PAGE)),
}  # fmt: skip


@pytest.mark.spec("OPS-4", "OPS-5")
@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_file_is_told_in_a_sentence_by_the_start_and_by_the_check(
    sqlite_url: str, clock: Clock, damage: Damage, capsys: pytest.CaptureFixture[str]
) -> None:
    damage(a_file(sqlite_url, clock))
    with pytest.raises(
        DatabaseDamaged, match=r"is damaged, .* “Backup and restore” in docs/operations\.md"
    ):
        open_store(sqlite_url, clock)
    assert main(["check", "--database", sqlite_url]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("parley: ")
    assert "Backup and restore" in said.err
    assert len(said.err.splitlines()) == 1


@pytest.mark.spec("OPS-4")
def test_whichever_page_is_overwritten_the_bot_does_not_start(sqlite_url: str, clock: Clock) -> None:
    file = a_file(sqlite_url, clock)
    whole = file.read_bytes()
    for page in range(1, len(whole) // PAGE + 1):
        file.write_bytes(whole)
        overwritten(file, page)
        with pytest.raises(DatabaseDamaged):
            open_store(sqlite_url, clock)


@pytest.mark.spec("OPS-4")
def test_a_new_file_may_be_empty(tmp_path: Path, clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "new.db"
    file.touch()
    assert main(["check", "--database", f"sqlite:///{file}"]) == 1
    assert "revision none" in capsys.readouterr().err
    open_store(f"sqlite:///{file}", clock).close()
    assert main(["check", "--database", f"sqlite:///{file}"]) == 0


@pytest.mark.spec("OPS-5")
def test_the_check_reads_files_of_any_size_and_the_start_those_that_are_read_at_once(
    sqlite_url: str, clock: Clock
) -> None:
    file = a_file(sqlite_url, clock)
    overwritten(file, file.stat().st_size // PAGE)
    engines = engines_for(sqlite_url)
    try:
        look_through(engines.reader, sqlite_url, up_to=file.stat().st_size - 1)
        for up_to in (file.stat().st_size, AT_START, None):
            with pytest.raises(DatabaseDamaged):
                look_through(engines.reader, sqlite_url, up_to=up_to)
    finally:
        engines.dispose()


@pytest.mark.deep
@pytest.mark.spec("OPS-5")
def test_damage_that_shows_only_in_the_midst_of_a_check_is_told_in_a_sentence(
    sqlite_url: str, clock: Clock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = a_file(sqlite_url, clock)
    monkeypatch.setattr("storage.store.look_through", lambda *_, **__: None)
    pages = file.stat().st_size // PAGE
    whole = file.read_bytes()
    for page in range(3, pages, examples(7, 1)):
        file.write_bytes(whole)
        overwritten(file, page)
        main(["check", "--database", sqlite_url])
    assert "is damaged" in capsys.readouterr().err
