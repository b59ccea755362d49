"""Addresses of calendars, which may hold passwords, are kept encrypted."""

import stat
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from bot.__main__ import main
from core.calendars import Trouble
from core.clock import Clock
from core.drafts import Draft
from core.inbox import Delivery
from core.starting import CannotStart
from storage.inbox import SqlInbox
from storage.store import SqlStore, open_store
from storage.vault import Vault, is_sealed, new_key
from tests.storage.samples import people_in
from tests.storage.test_calendars import a_link, mentors_in, put

ADDRESS = "https://ada:pass-canary@cal.example/path-canary"


def kept(store: SqlStore) -> str:
    with store.work(read_only=True) as work:
        found: str = work.connection.execute(text("SELECT url FROM calendar_links")).scalar_one()
        return found


def address(store: SqlStore) -> str:
    with store.read() as tx:
        link = tx.calendars.get(1)
        assert link is not None
        assert link.host == "cal.example"
        return link.url


def opened(url: str, clock: Clock, keys: Sequence[str] = ()) -> SqlStore:
    return open_store(url, clock, keys=keys)


def with_a_calendar(url: str, clock: Clock, keys: Sequence[str]) -> None:
    store = opened(url, clock, keys)
    put(store, a_link(mentors_in(store, "Ada")[0], url=ADDRESS))
    assert is_sealed(kept(store))
    assert "canary" not in kept(store)
    assert address(store) == ADDRESS
    store.close()


@pytest.mark.spec("AVL-5", "SAF-6")
def test_an_address_is_encrypted_with_the_first_key_and_read_with_any(
    database_url: str, clock: Clock
) -> None:
    old, new = new_key(), new_key()
    with_a_calendar(database_url, clock, [old])
    store = opened(database_url, clock, [new, old])
    before = kept(store)
    assert address(store) == ADDRESS
    assert store.seal_addresses(anew=True) == 1
    assert kept(store) != before
    store.close()
    store = opened(database_url, clock, [new])
    assert address(store) == ADDRESS
    store.close()


@pytest.mark.spec("AVL-5", "SAF-6")
def test_an_address_that_stands_in_clear_is_encrypted_at_the_next_start(
    database_url: str, clock: Clock
) -> None:
    with_a_calendar(database_url, clock, [key := new_key()])
    store = opened(database_url, clock, [key])
    with store.work() as work:
        work.connection.execute(text("UPDATE calendar_links SET url = :url"), {"url": ADDRESS})
    assert address(store) == ADDRESS
    store.close()
    store = opened(database_url, clock, [key])
    assert is_sealed(kept(store))
    assert address(store) == ADDRESS
    store.close()


@pytest.mark.spec("AVL-5", "SAF-6")
def test_an_address_whose_key_is_lost_is_kept_as_it_is(database_url: str, clock: Clock) -> None:
    right, wrong = new_key(), new_key()
    with_a_calendar(database_url, clock, [right])
    store = opened(database_url, clock, [wrong])
    before = kept(store)
    with store.read() as tx:
        link = tx.calendars.get(1)
    assert link is not None
    assert link.is_locked
    assert "canary" not in link.url
    with store.write() as tx:
        tx.calendars.put(link)
    assert store.seal_addresses(anew=True) == 0
    assert kept(store) == before
    store.close()
    store = opened(database_url, clock, [wrong, right])
    assert address(store) == ADDRESS, "the key is found again"
    store.close()


@pytest.mark.spec("AVL-5", "SAF-6")
def test_an_sqlite_database_has_a_file_of_keys_that_nobody_else_can_read(
    sqlite_url: str, clock: Clock
) -> None:
    file = Path(f"{make_url(sqlite_url).database}.key")
    with_a_calendar(sqlite_url, clock, ())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    first = file.read_text()
    store = opened(sqlite_url, clock, [new_key()])
    assert address(store) == ADDRESS, "keys of the file are read beside those of the settings"
    store.close()
    store = open_store(sqlite_url, clock, exclusive=False)
    assert address(store) == ADDRESS
    store.close()
    assert file.read_text() == first


@pytest.mark.spec("AVL-5", "SAF-6")
def test_a_file_of_keys_that_is_damaged_stops_the_start_with_a_sentence(
    sqlite_url: str, clock: Clock
) -> None:
    file = Path(f"{make_url(sqlite_url).database}.key")
    file.write_text("rubbish\n")
    with pytest.raises(CannotStart, match="put the file of keys back") as refused:
        opened(sqlite_url, clock)
    assert "rubbish" not in str(refused.value)
    file.unlink()
    opened(sqlite_url, clock).close()


@pytest.mark.spec("AVL-5", "SAF-6")
def test_keys_are_made_and_rotated_from_the_command_line(
    sqlite_url: str, clock: Clock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PARLEY_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:x")
    with_a_calendar(sqlite_url, clock, ())
    file = Path(f"{make_url(sqlite_url).database}.key")
    before = file.read_text().split()
    assert main(["rotate-keys"]) == 0
    assert "1 address encrypted" in capsys.readouterr().out
    first, *others = file.read_text().split()
    assert others == before
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.write_text(first)
    store = opened(sqlite_url, clock)
    assert address(store) == ADDRESS, "the old key is needed no more"
    assert main(["rotate-keys"]) == 1, "not while the bot runs"
    store.close()
    assert main(["new-key"]) == 0
    Vault([capsys.readouterr().out.strip()])


@pytest.mark.spec("AVL-5")
def test_a_key_that_is_lost_is_told_in_words() -> None:
    from bot.calendars.refusals import TROUBLES

    assert "connect it again" in TROUBLES[Trouble.LOCKED]


@pytest.mark.spec("AVL-5", "SAF-6")
def test_what_is_typed_is_encrypted_until_it_has_been_carried_out(database_url: str, clock: Clock) -> None:
    key, body = new_key(), f'{{"text": "availability calendar {ADDRESS}"}}'
    store = opened(database_url, clock, [key])
    delivery = Delivery("1", "ada", body, typed=True)
    assert SqlInbox(store).accept_and_claim(delivery, "one", timedelta(minutes=1)) == (True, delivery)
    [ada] = people_in(store, "Ada")
    draft = Draft(1, ada, "acc", clock.now(), "", {"address": ADDRESS, "password": "pass-canary"})
    with store.write() as tx:
        tx.drafts.put(draft)
    with store.work(read_only=True) as work:
        written = [
            *work.connection.execute(text("SELECT body FROM inbox")).scalars(),
            *work.connection.execute(text("SELECT filled FROM drafts")).scalars(),
        ]
    assert len(written) == 2
    assert "canary" not in str(written)
    store.close()
    store = opened(database_url, clock, [new_key(), key])
    with store.read() as tx:
        assert tx.drafts.get(1) == draft
    clock.move(timedelta(minutes=2))
    again = replace(delivery, again=True)
    assert SqlInbox(store).claim("ada", "another", timedelta(minutes=1)) == again
    store.close()


@pytest.mark.spec("SAF-6")
def test_a_form_whose_key_is_lost_is_gone(store: SqlStore) -> None:
    [ada] = people_in(store, "Ada")
    store._vault = Vault([new_key()])
    with store.write() as tx:
        tx.drafts.put(Draft(1, ada, "acc", store.clock.now(), "", {"password": "pass-canary"}))
    store._vault = Vault([new_key()])
    with store.read() as tx:
        assert tx.drafts.get(1) is None
        assert tx.drafts.current(ada) is None
