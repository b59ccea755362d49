"""What an operator asks a running bot over HTTP."""

import asyncio
import json
import logging
import math
import os
import re
import subprocess
import sys
import threading
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import func, select

from bot import logs, service
from bot.metrics import Durations
from bot.service import Parley, PollingTurn
from bot.web import WebServer
from core.backlog import Backlog
from core.clock import Clock
from core.inbox import Delivery
from core.people import Address
from core.starting import CannotStart
from playground.server import Playground
from storage.housekeeping import A_WEEK
from storage.leases import SqlLeases
from storage.message_tables import inbox
from tests.conftest import MORNING
from tests.ports import free_port
from tests.storage.samples import a_notice, a_person
from tests.wire.telegram_stage import until
from tests.wire.test_http_mode import http_settings

CHECKOUT = Path(__file__).parents[2]
PATIENCE = 60.0


@pytest.fixture
async def bot(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[Parley, str]]:
    """One that has looked into its store, and waits for it as long as a busy machine takes."""
    monkeypatch.setattr(service, "LOOK_WITHIN", PATIENCE)
    clock = Clock()
    playground = Playground(clock)
    await playground.start()
    port = free_port()
    parley = Parley(http_settings(playground, sqlite_url, port), clock)
    try:
        await parley.start()
        await until(lambda: parley.wakeups.heartbeat_age < math.inf)
        yield parley, f"http://127.0.0.1:{parley.operations.port}"
    finally:
        await parley.stop()
        await playground.stop()


async def get(url: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as web, web.get(url) as answer:
        return answer.status, await answer.text()


def figures(text: str) -> dict[str, float]:
    """The samples by name and labels."""
    return {
        f"{sample.name}{sorted(sample.labels.values()) or ''}": sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@pytest.mark.spec("OPS-2")
async def test_the_figures_tell_what_the_bot_does(bot: tuple[Parley, str]) -> None:
    parley, url = bot
    present = asyncio.get_running_loop().time
    began = present()
    stranger = a_person("Nobody", addresses=(Address("pigeon", "", "1"),))
    with parley.store.write() as tx:
        tx.people.add(stranger)
        tx.notices.add([a_notice(stranger.id, tx.now)])
    await parley.delivery.send_due()
    parley.wakeups.wake()
    await until(lambda: parley.wakeups.heartbeat_age < present() - began)
    status, text = await get(f"{url}/metrics")
    assert status == 200
    told = figures(text)
    assert told["parley_notices_total['dead', 'welcome']"] == 1
    assert told["parley_notices_due"] == told["parley_notices_overdue"] == 0
    assert told["parley_inbox_open"] == told["parley_inbox_oldest_seconds"] == 0
    assert told["parley_inbox_set_aside"] == 0
    assert told["parley_database_up"] == 1
    assert told["parley_faults_total['conversation']"] == told["parley_faults_total['delivery']"] == 0
    assert 0 <= told["parley_heartbeat_age_seconds"] < present() - began
    assert told["parley_pool_limit['writer']"] == 1
    alarms = set(re.findall(r"`(parley_[a-z_]+)", (CHECKOUT / "docs" / "operations.md").read_text()))
    assert {name for name in alarms if name not in text} == set(), "the manual names what there is"
    assert told["parley_acknowledge_seconds_count"] >= 0


@pytest.mark.spec("SAF-6")
async def test_what_was_handled_a_week_ago_is_forgotten_by_itself(
    bot: tuple[Parley, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    parley, _ = bot
    swept: list[datetime] = []
    sweep = parley.housekeeping.sweep

    def told() -> bool:
        now = parley.store.clock.now()
        more = sweep()
        swept.append(now)
        return more

    monkeypatch.setattr(parley.housekeeping, "sweep", told)
    parley.inbox.accept_and_claim(Delivery("key", "lane", "words"), "me", timedelta(minutes=1))
    parley.inbox.done_and_claim("key", "lane", "me", timedelta(minutes=1))
    handled = parley.store.clock.now()

    def known() -> int:
        with parley.store.work(read_only=True) as work:
            return work.connection.execute(select(func.count()).select_from(inbox)).scalar_one()

    for hours, left in ((-1, 1), (0, 0)):
        moved = handled + A_WEEK + timedelta(hours=hours)
        parley.store.clock.move_to(moved)
        await until(lambda moved=moved: swept and swept[-1] >= moved)  # type: ignore[misc]
        assert known() == left


@pytest.mark.spec("SAF-6", "OPS-4")
def test_secrets_are_not_in_the_list_of_processes(tmp_path: Path) -> None:
    """Settings come from the environment: whoever may run `ps` reads none of them."""
    secrets = {
        "TELEGRAM_BOT_TOKEN": "7:telegram-canary",
        "TELEGRAM_WEBHOOK_SECRET": "webhook-canary-of-sixteen-or-more",
        "SLACK_BOT_TOKEN": "xoxb-slack-canary",
        "SLACK_SIGNING_SECRET": "signing-canary-0123456789abcdef",
    }
    settings = {
        "PARLEY_DATABASE_URL": f"sqlite:///{tmp_path / 'parley.db'}",
        "PARLEY_PUBLIC_URL": "https://parley.example",
        "PARLEY_HTTP_PORT": "0",
        "PARLEY_OPERATIONS_PORT": "0",
        "PARLEY_SLACK_API_URL": "http://127.0.0.1:9/slack/",
        "PARLEY_TELEGRAM_API_URL": "http://127.0.0.1:9/bot",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        env=os.environ | settings | secrets,
        cwd=CHECKOUT,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        line = process.stderr.readline()
        shown = Path(f"/proc/{process.pid}/cmdline").read_text()
    finally:
        process.kill()
        rest = process.communicate()[1]
    assert "bot" in shown
    assert [secret for secret in secrets.values() if secret in shown + line + rest] == []


@pytest.mark.spec("OPS-4")
@pytest.mark.parametrize("named", ["PARLEY_HTTP", "PARLEY_OPERATIONS"])
async def test_a_port_that_is_taken_is_told_in_a_sentence(bot: tuple[Parley, str], named: str) -> None:
    async def nothing() -> dict[str, bool]:
        return {}

    async def no_figures() -> bytes:
        return b""

    taken = int(bot[1].rpartition(":")[2])
    server = WebServer("127.0.0.1", taken, (), nothing, no_figures, named=named)
    with pytest.raises(CannotStart, match=f"127.0.0.1:{taken} cannot be listened on .* {named}_PORT"):
        await server.start()
    await server.stop()


@pytest.mark.spec("OPS-2", "SAF-4")
async def test_readiness_and_figures_are_not_on_the_port_that_strangers_reach(
    bot: tuple[Parley, str],
) -> None:
    parley, operations = bot
    assert parley.web is not None
    public = f"http://127.0.0.1:{parley.web.port}"
    assert [(await get(f"{public}/{page}"))[0] for page in ("health", "ready", "metrics")] == [
        200,
        404,
        404,
    ]
    assert [(await get(f"{operations}/{page}"))[0] for page in ("health", "ready", "metrics")] == [200] * 3
    assert (await get(f"{operations}/slack/events"))[0] == 404


@pytest.mark.spec("OPS-2")
async def test_readiness_tells_the_truth(bot: tuple[Parley, str], monkeypatch: pytest.MonkeyPatch) -> None:
    parley, url = bot
    status, text = await get(f"{url}/ready")
    assert (status, set(json.loads(text).values())) == (200, {True})
    with monkeypatch.context() as silence:
        silence.setattr(service, "LONGEST_SILENCE", -1.0)
        status, text = await get(f"{url}/ready")
        assert status == 503
        assert json.loads(text)["heartbeat"] is False
    late = Backlog(1, MORNING, MORNING + timedelta(minutes=6))
    monkeypatch.setattr(parley.outbox, "backlog", lambda: late)
    status, text = await get(f"{url}/ready")
    assert status == 503
    assert json.loads(text)["delivery"] is False
    assert (await get(f"{url}/health"))[0] == 200, "the process lives all the same"


@pytest.mark.spec("OPS-2")
async def test_without_its_database_the_bot_is_not_ready(
    bot: tuple[Parley, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    parley, url = bot

    def away() -> Backlog:
        raise ConnectionError

    monkeypatch.setattr(parley.outbox, "backlog", away)
    status, text = await get(f"{url}/ready")
    assert status == 503
    assert json.loads(text)["database"] is False
    status, text = await get(f"{url}/metrics")
    assert status == 200
    told = figures(text)
    assert told["parley_database_up"] == 0
    assert "parley_heartbeat_age_seconds" in told
    assert "parley_notices_due" not in told


@pytest.mark.spec("OPS-2")
async def test_a_database_that_hangs_is_asked_once_and_not_waited_for(
    bot: tuple[Parley, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    parley, url = bot
    answers, asked = threading.Event(), []

    def hangs() -> Backlog:
        asked.append(1)
        assert answers.wait(20)
        return Backlog(0, None, MORNING)

    monkeypatch.setattr(parley.outbox, "backlog", hangs)
    monkeypatch.setattr(service, "LOOK_WITHIN", 0.1)
    answered = await asyncio.gather(*(get(f"{url}/{page}") for page in ("ready", "metrics", "ready")))
    assert [status for status, _ in answered] == [503, 200, 503]
    await until(lambda: asked)
    answers.set()
    monkeypatch.setattr(service, "LOOK_WITHIN", PATIENCE)
    assert (await get(f"{url}/ready"))[0] == 200
    assert len(asked) <= 2, "once by all three, and perhaps once more by the last"


@pytest.mark.spec("OPS-2")
async def test_a_stop_while_the_database_is_away_is_a_stop_all_the_same(sqlite_url: str) -> None:
    clock = Clock()
    playground = Playground(clock)
    await playground.start()
    parley = Parley(http_settings(playground, sqlite_url, free_port()), clock)
    parley.turn = PollingTurn(parley.executor, SqlLeases(parley.store), parley.owner)
    try:
        await parley.start()
        with parley.store.engines.writer.begin() as connection:
            connection.exec_driver_sql("DROP TABLE leases")
    finally:
        await parley.stop()
        await playground.stop()
    assert not parley.wakeups._scheduler.running


@pytest.mark.spec("OPS-2")
def test_durations_are_counted_in_rising_buckets() -> None:
    durations = Durations()
    for seconds in (0.001, 0.005, 0.3, 9.0):
        durations.add(seconds)
    buckets = dict(durations.buckets())
    assert (buckets["0.005"], buckets["0.25"], buckets["0.5"], buckets["3"], buckets["+Inf"]) == (
        2,
        2,
        3,
        3,
        4,
    )
    assert durations.total == pytest.approx(9.306)


@pytest.mark.spec("OPS-2", "SAF-6")
def test_the_log_can_be_read_by_machines(capsys: pytest.CaptureFixture[str]) -> None:
    logs.to_json()
    try:
        raise ZeroDivisionError
    except ZeroDivisionError as fault:
        logging.getLogger("bot.test").error("fault %s", "4F2A", exc_info=fault)
    line = json.loads(capsys.readouterr().err)
    assert (line["event"], line["level"], line["logger"]) == ("fault 4F2A", "error", "bot.test")
    assert "ZeroDivisionError" in line["exception"]
    assert line["time"].endswith("Z")
