"""What operators do from the command line: admins where none is left, and rules for another installation."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.__main__ import main
from core.people import Address, Role
from core.policies import PRESETS, Policies
from core.usecases import joining
from core.usecases.joining import Introduction
from storage.store import SqlStore, open_store
from storage.tables import audit
from tests.clocks import Still
from tests.databases import Databases, lent

pytestmark = pytest.mark.spec("OPS-1", "ADM-1")
ANA, ANNA, BEN = (
    Address("slack", "T1", "U1ANA"),
    Address("slack", "T1", "U1ANNA"),
    Address("telegram", "", "7001"),
)


@pytest.fixture
def joined(store: SqlStore) -> SqlStore:
    """Three members, none of whom is an admin."""
    from core.desk import Desk
    from gateways.jitsi import JitsiRooms

    desk = Desk(store, JitsiRooms("https://rooms.example"))
    for address, name, handle, email in (
        (ANA, "Ana Lima", "ana", "ana@example.org"),
        (ANNA, "Ana Silva", "silva", None),
        (BEN, "Ben Wolff", "ben", None),
    ):
        joining.meet(desk, address, Introduction(name, handle, email, "Europe/Berlin", "en"), greet=False)
    return store


def roles_of(store: SqlStore, address: Address) -> frozenset[Role]:
    with store.read() as tx:
        found = tx.people.find(address)
        assert found is not None
        return found.roles


def last_audited(store: SqlStore) -> tuple[str, int | None, str]:
    with store.work(read_only=True) as work:
        row = work.connection.execute(select(audit).order_by(audit.c.seq.desc()).limit(1)).one()
        return row.action, row.actor, row.platform


@pytest.mark.parametrize("who", ["@ana", "ana@example.org", "slack:T1/U1ANA", "Ana Lima"])
def test_a_member_becomes_an_admin_when_none_is_left_and_hears_of_it(
    joined: SqlStore, database_url: str, capsys: pytest.CaptureFixture[str], who: str
) -> None:
    assert main(["admin", "--database", database_url]) == 0
    assert "There is no admin" in capsys.readouterr().out
    assert main(["admin", who, "--database", database_url]) == 0
    assert "Ana Lima (@ana, ana@example.org, slack:T1/U1ANA) is an admin now." in capsys.readouterr().out
    assert Role.ADMIN in roles_of(joined, ANA)
    assert last_audited(joined) == ("ROLE_GRANTED", None, "command line")
    with joined.read() as tx:
        ana = tx.people.find(ANA)
        assert ana is not None
    from storage.message_tables import notices

    with joined.work(read_only=True) as work:
        kinds = work.connection.execute(select(notices.c.kind).where(notices.c.person == ana.id)).scalars()
        assert "role_changed" in kinds.all()
    assert main(["admin", who, "--database", database_url]) == 0
    assert "was an admin before" in capsys.readouterr().out
    assert main(["admin", "--database", database_url]) == 0
    assert capsys.readouterr().out == "Ana Lima (@ana, ana@example.org, slack:T1/U1ANA)\n"


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("zed", "no member is zed. Whoever is to be one writes to the bot first"),
        ("telegram:1", "no member is telegram:1"),
        ("", "There is no admin"),
        ("Ana", "several members are Ana"),
    ],
)
def test_whoever_cannot_be_told_apart_becomes_nothing(
    joined: SqlStore, database_url: str, capsys: pytest.CaptureFixture[str], who: str, said: str
) -> None:
    assert main(["admin", who, "--database", database_url]) == (1 if who else 0)
    told = capsys.readouterr()
    assert said in told.out + told.err
    assert all(Role.ADMIN not in roles_of(joined, each) for each in (ANA, ANNA, BEN))


def test_nobody_who_is_suspended_becomes_an_admin(
    joined: SqlStore, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with joined.write() as tx:
        ben = tx.people.find(BEN)
        assert ben is not None
        tx.people.save(replace(ben, suspended=True))
    assert main(["admin", "@ben", "--database", database_url]) == 1
    assert "is suspended" in capsys.readouterr().err


def test_rules_go_from_one_installation_to_another_without_secrets_or_names(
    joined: SqlStore,
    databases: Databases,
    database_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-secret")
    rules = PRESETS["aureeture"].model_copy(update={"hold_minutes": 7, "reminder_offsets_minutes": (30,)})
    with joined.write() as tx:
        tx.set_policies(rules)
    file = tmp_path / "rules.json"
    assert main(["export-config", str(file), "--database", database_url]) == 0
    written = file.read_text(encoding="utf-8")
    assert json.loads(written)["rules"]["hold_minutes"] == 7
    assert not any(secret in written for secret in ("xoxb", "Ana", "example.org", "T1"))
    capsys.readouterr()
    assert main(["export-config", "--database", database_url]) == 0
    assert capsys.readouterr().out == written
    with lent(databases) as fresh:
        open_store(fresh, Still()).close()
        assert main(["import-config", str(file), "--database", fresh]) == 0
        assert "hold_minutes: 10 -> 7" in capsys.readouterr().out
        other = open_store(fresh, Still(), exclusive=False)
        try:
            with other.read() as tx:
                assert tx.policies() == rules
                assert tx.replanning() is not None, "reminders follow the rules"
            assert last_audited(other) == ("POLICIES_CHANGED", None, "command line")
        finally:
            other.close()
        assert main(["import-config", str(file), "--database", fresh]) == 0
        assert "Nothing has changed" in capsys.readouterr().out


def test_a_preset_is_named(joined: SqlStore, database_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    with joined.write() as tx:
        tx.set_policies(PRESETS["mentra"])
    assert main(["export-config", "--database", database_url]) == 0
    assert json.loads(capsys.readouterr().out)["preset"] == "mentra"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "holds no rules of a programme"),
        ("[]", "holds no rules of a programme"),
        ('{"rules": {"hold_minutes": -1}}', "rules.hold_minutes: "),
        ('{"rules": {"nothing_like_it": 1}}', "rules.nothing_like_it: "),
        ('{"rules": {"default_duration": 35}}', "default_duration must be one of durations"),
        ('{"rules": {}, "SLACK_BOT_TOKEN": "x"}', "SLACK_BOT_TOKEN: "),
        (None, "cannot be read"),
    ],
)
def test_what_holds_no_rules_changes_nothing(
    joined: SqlStore,
    database_url: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    text: str | None,
    said: str,
) -> None:
    file = tmp_path / "rules.json"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    assert main(["import-config", str(file), "--database", database_url]) == 1
    assert said in capsys.readouterr().err
    with joined.read() as tx:
        assert tx.policies() == Policies()
