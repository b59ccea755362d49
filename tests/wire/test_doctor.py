"""`parley doctor` at the simulated services: what is well, each fault, and how to mend it."""

import json
import logging
import os
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.__main__ import main
from bot.demo import settings_for
from bot.doctor.examination import examine
from bot.doctor.reach import examine_address
from bot.doctor.report import as_json, is_well, lines
from core.clock import Clock
from core.findings import Finding, State, fault, warning, well
from playground.meetings import meet as meeting
from playground.meetings.meet import MeetService
from playground.meetings.zoom import ACCOUNT, CLIENT, SECRET, ZoomService
from playground.server import Playground
from storage.migrate import downgrade
from storage.store import open_store
from storage.vault import new_key
from tests.storage.test_calendars import a_link, mentors_in, put

pytestmark = pytest.mark.spec("OPS-3")


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    one = Playground(Clock())
    await one.start()
    yield one
    await one.stop()


async def found(playground: Playground, url: str, **changed: object) -> list[Finding]:
    settings = settings_for(playground, url).model_copy(update={"support": "help@example.org", **changed})
    return await examine(settings, playground.clock)


def said(findings: list[Finding], state: State) -> list[str]:
    return [f"{each.subject}: {each.said}" for each in findings if each.state is state]


async def test_nothing_is_wrong_with_the_playgrounds_own_settings(
    playground: Playground, database_url: str
) -> None:
    open_store(database_url, playground.clock).close()
    findings = await found(playground, database_url)
    assert is_well(findings)
    assert not said(findings, State.FAULT)
    well = said(findings, State.WELL)
    for subject in ("Slack", "Telegram", "clock", "database", "razorpay", "stripe", "mail", "pictures"):
        assert any(each.startswith(subject) for each in well), subject
    assert not playground.slack.faults
    assert not playground.telegram.faults


async def test_a_database_that_is_not_there_yet_is_not_made_by_looking(
    playground: Playground, tmp_path: Path
) -> None:
    assert is_well(await found(playground, f"sqlite:///{tmp_path / 'parley.db'}"))
    assert not os.listdir(tmp_path)  # noqa: PTH208


@pytest.mark.parametrize(
    ("changed", "fault", "mend"),
    [
        ({"slack_bot_token": "xoxb-none"}, "Slack: the bot token is refused (invalid_auth)", "SLACK_BOT_TOKEN"),
        ({"slack_app_token": "xapp-none"}, "Slack: the app-level token is refused (invalid_auth)", "SLACK_APP_TOKEN"),
        ({"telegram_bot_token": "7:none"}, "Telegram: the token is refused", "@BotFather"),
        ({"razorpay_secret": "wrong"}, "razorpay: it", "RAZORPAY_KEY_SECRET"),
        ({"stripe_key": "sk_test_wrong"}, "stripe: it", "STRIPE_API_KEY"),
        ({"smtp_url": "smtp://127.0.0.1:1?tls=off"}, "mail: no mail leaves", "SMTP_URL"),
        ({"database_url": "mysql://x/y"}, "database: mysql is neither", "PARLEY_DATABASE_URL"),
        (
            {"database_url": "postgresql://nobody:secret@127.0.0.1:1/none"},
            "database: the database cannot be opened",
            "PARLEY_DATABASE_URL",
        ),
    ],
)  # fmt: skip
async def test_each_fault_is_named_with_what_to_do(
    playground: Playground, sqlite_url: str, changed: dict[str, str], fault: str, mend: str
) -> None:
    secrets = {
        name: value if name == "database_url" else SecretStr(value) for name, value in changed.items()
    }
    findings = await found(playground, sqlite_url, **secrets)
    assert [each.startswith(fault) for each in said(findings, State.FAULT)] == [True], said(
        findings, State.FAULT
    )
    (only,) = (each for each in findings if each.state is State.FAULT)
    assert mend in only.mend
    assert not any(value in f"{findings}" for value in changed.values() if value != "mysql://x/y"), (
        "a secret is told"
    )


async def test_scopes_that_the_manifest_asks_for_and_slack_has_not_given_are_named(
    playground: Playground, sqlite_url: str
) -> None:
    playground.slack.settings.scopes = frozenset({"commands", "chat:write", "im:write", "im:history"})
    findings = await found(playground, sqlite_url)
    (lacking,) = said(findings, State.FAULT)
    assert "users:read.email" in lacking
    assert "chat:write" not in lacking
    assert any("files:read" in each for each in said(findings, State.WARNING))


async def test_a_clock_that_is_far_off_is_a_fault_and_a_little_off_a_warning(
    playground: Playground, sqlite_url: str
) -> None:
    playground.clock.move(timedelta(minutes=1))
    assert any(
        each.startswith("clock: ") for each in said(await found(playground, sqlite_url), State.WARNING)
    )
    playground.clock.move(timedelta(minutes=5))
    assert any(
        each.startswith("clock: ") for each in said(await found(playground, sqlite_url), State.FAULT)
    )


async def test_webhooks_waiting_updates_and_groups_are_looked_at(
    playground: Playground, sqlite_url: str
) -> None:
    findings = await found(
        playground,
        sqlite_url,
        public_url="http://127.0.0.1:1",
        telegram_webhook_secret=SecretStr("a-secret-of-webhooks"),
    )
    assert "Telegram: the webhook is set at the next start" in said(findings, State.WELL)
    assert "public address: it is not https" in said(findings, State.WARNING)
    playground.telegram.webhook.url = "https://elsewhere.example.org/telegram/1"
    found_polling = said(await found(playground, sqlite_url), State.WARNING)
    assert any(
        each.startswith("Telegram: a webhook is set, which the next start removes")
        for each in found_polling
    )


async def test_an_address_is_only_well_where_a_bot_answers(playground: Playground) -> None:
    silent = await examine_address("https://127.0.0.1:1")
    assert silent.state is State.WARNING
    assert "cannot be reached" in silent.said


async def test_zoom_is_asked_whether_it_lets_us_in(playground: Playground, sqlite_url: str) -> None:
    async with ZoomService().open() as zoom:
        settings = {
            "zoom_account": ACCOUNT,
            "zoom_client": CLIENT,
            "zoom_secret": SecretStr(SECRET),
            "zoom_hosts": zoom.hosts,
            "zoom_oauth_url": zoom.url,
            "zoom_api_url": zoom.url,
        }
        assert "Zoom: it lets us make rooms" in said(
            await found(playground, sqlite_url, **settings), State.WELL
        )
        assert not zoom.made
        zoom.scopes.discard("list")
        (refused,) = said(await found(playground, sqlite_url, **settings), State.FAULT)
        assert "Zoom: it makes no rooms" in refused


async def test_google_is_asked_whether_it_lets_us_make_rooms(
    playground: Playground, sqlite_url: str
) -> None:
    async with MeetService(clock=playground.clock).open() as meet:
        settings = {
            "meet_client": meeting.CLIENT,
            "meet_secret": SecretStr(meeting.SECRET),
            "meet_refresh_token": SecretStr(meeting.REFRESH_TOKEN),
            "meet_oauth_url": meet.oauth_url,
            "meet_api_url": meet.url,
        }
        asked = await found(playground, sqlite_url, **settings)
        assert "Google Meet: it lets us make rooms" in said(asked, State.WELL)
        assert not meet.spaces
        revoked = settings | {"meet_refresh_token": SecretStr("revoked")}
        (refused,) = said(await found(playground, sqlite_url, **revoked), State.FAULT)
        assert "Google Meet: it makes no rooms (Google Meet answers 400 (invalid_grant))" in refused


async def test_tables_of_another_version_and_keys_that_fit_nothing_are_found(
    playground: Playground, database_url: str
) -> None:
    store = open_store(database_url, playground.clock, keys=[new_key()])
    (ana,) = mentors_in(store, "Ana")
    put(store, a_link(ana))
    store.close()
    (lost,) = said(await found(playground, database_url), State.FAULT)
    assert lost == "keys: no key fits 1 of 1 addresses of calendars"
    downgrade(database_url, "0028")
    older = await found(playground, database_url)
    assert any("revision 0028; the next start brings them" in each for each in said(older, State.WELL))


def test_faulty_settings_are_findings_and_the_exit_status_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SLACK_BOT_TOKEN", "nonsense")
    assert main(["doctor", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["well"] is False
    assert {"subject": "settings", "state": "fault"}.items() <= told["findings"][0].items()
    assert main(["doctor"]) == 1
    assert logging.getLogger("bot").isEnabledFor(logging.ERROR), (
        "what follows in this process is logged again"
    )
    assert "FAIL  settings: SLACK_BOT_TOKEN" in capsys.readouterr().out


def test_the_report_counts_what_is_to_mend() -> None:
    findings = [
        well("a", "is there"),
        warning("b", "is old", "renew it"),
        fault("c", "is gone", "bring it"),
    ]
    *told, last = lines(findings)
    assert told == [
        "ok    a: is there", "warn  b: is old", "      → renew it", "FAIL  c: is gone", "      → bring it",
    ]  # fmt: skip
    assert last == "1 to mend, 1 to look at, 1 in order"
    assert json.loads(as_json(findings))["well"] is False


async def test_inline_mode_has_to_be_on_here_and_at_botfather(
    playground: Playground, sqlite_url: str
) -> None:
    assert not said(await found(playground, sqlite_url), State.WARNING)
    (ours,) = said(await found(playground, sqlite_url, telegram_inline=False), State.WARNING)
    assert ours == "Telegram: it can be asked in other chats, and answers nothing there"
    playground.telegram.world.inline.on = False
    (theirs,) = said(await found(playground, sqlite_url), State.WARNING)
    assert theirs == "Telegram: PARLEY_TELEGRAM_INLINE is on, but it may not be asked in other chats"
    assert not said(await found(playground, sqlite_url, telegram_inline=False), State.WARNING)
