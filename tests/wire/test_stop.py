"""A running bot is stopped in the middle of the nightly check."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

import pytest
from sqlalchemy import text

from bot.demo import SECRET_KEY
from core.clock import Clock
from storage.check import SqlCheck
from storage.store import SqlStore, open_store
from tests.ports import free_port
from tests.storage.samples import a_session, people_in

CHECKOUT = Path(__file__).parents[2]
PATIENCE = 120.0
"""However busy the machine is; and far less than the quarter of an hour that a question of the check may take."""
MUCH = 0.5
"""Seconds of processor time."""
ENDLESS = (
    "CREATE VIEW departures AS WITH RECURSIVE up (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up) "
    "SELECT n AS session, n AS mentor FROM up"
)


@pytest.mark.spec("OPS-2", "OPS-5")
def test_a_stop_ends_the_check_in_the_middle_of_a_question(database_url: str, tmp_path: Path) -> None:
    """Who has left sessions is asked of a view without an end, so that the check is at it until it is stopped."""
    store = open_store(database_url, Clock(), keys=[SECRET_KEY])
    session = a_session(*people_in(store, "Ana", "Ben"))
    with store.write() as tx:
        tx.sessions.add(session)
    with store.engines.writer.begin() as connection:
        connection.execute(text("DROP TABLE departures"))
        connection.execute(text(ENDLESS))
    store.close()
    port = free_port()
    settings = {
        "SLACK_CLIENT_ID": "1.2",
        "SLACK_CLIENT_SECRET": "secret",
        "SLACK_SIGNING_SECRET": "signing",
        "PARLEY_DATABASE_URL": database_url,
        "PARLEY_SECRET_KEYS": SECRET_KEY,
        "PARLEY_PUBLIC_URL": "https://parley.example",
        "PARLEY_HTTP_PORT": "0",
        "PARLEY_OPERATIONS_PORT": str(port),
    }
    with (tmp_path / "log").open("wb") as log:
        command = [sys.executable, "-m", "bot", "run"]
        bot = subprocess.Popen(command, env=os.environ | settings, cwd=CHECKOUT, stdout=log, stderr=log)
    try:
        _wait_until_it_is_at_it(store, bot, port)
        bot.terminate()
        assert bot.wait(PATIENCE) == 0, (tmp_path / "log").read_text()
    finally:
        bot.kill()
        bot.wait()
        store.close()
    assert _remembered(database_url) == [], "another process makes it again"


def _wait_until_it_is_at_it(store: SqlStore, bot: subprocess.Popen[bytes], port: int) -> None:
    """On PostgreSQL the server says so. SQLite works in the bot, which has nothing else to do once it is healthy."""
    _until(lambda: _is_healthy(port))
    if store.engines.on_postgresql:
        _until(lambda: _is_asked(store))
    else:
        begun = _worked(bot.pid)
        _until(lambda: _worked(bot.pid) > begun + MUCH)


def _is_asked(store: SqlStore) -> bool:
    asked = text(
        "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%JOIN departures%' AND pid <> pg_backend_pid()"
    )
    with (
        store.engines.reader.begin() as connection
    ):  # it shows what it was when the transaction began to ask
        return bool(connection.execute(asked).scalar_one())


def _until(so: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not so():
        assert time.monotonic() < until
        time.sleep(0.1)


def _is_healthy(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/health") as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _worked(process: int) -> float:
    """Seconds of processor time."""
    spent = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11]
    return int(spent) / os.sysconf("SC_CLK_TCK")


def _remembered(url: str) -> list[str]:
    """The nights that have been checked."""
    store = open_store(url, Clock(), exclusive=False, keys=[SECRET_KEY])
    try:
        found = SqlCheck(store).last_night()
        return [] if found is None else [found]
    finally:
        store.close()
