"""The whole bot in HTTP mode: Slack's signed requests and Telegram's webhook reach one web server."""

import aiohttp
import pytest
from pydantic import SecretStr

from bot.config import Settings
from bot.demo import settings_for
from bot.service import Parley
from core.clock import Clock
from playground.server import Playground
from playground.slack.person import SlackPerson
from playground.telegram.person import TelegramPerson
from tests.ports import free_port

SIGNING_SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
WEBHOOK_SECRET = "Zk3_-token-of-sixteen-or-more"


def http_settings(playground: Playground, database_url: str, port: int) -> Settings:
    return settings_for(playground, database_url).model_copy(
        update={
            "slack_app_token": None,
            "slack_signing_secret": SecretStr(SIGNING_SECRET),
            "telegram_webhook_secret": SecretStr(WEBHOOK_SECRET),
            "public_url": f"http://127.0.0.1:{port}",
            "http_port": port,
        }
    )


@pytest.mark.spec("CHT-2", "CHT-3", "OPS-2")
async def test_a_mentee_books_over_http_on_both_platforms(sqlite_url: str) -> None:
    clock = Clock()
    playground = Playground(clock)
    await playground.start()
    port = free_port()
    parley = Parley(http_settings(playground, sqlite_url, port), clock)
    try:
        await parley.start()
        await playground.slack.deliver_http(f"http://127.0.0.1:{port}/slack/events", SIGNING_SECRET)
        olga, ana = SlackPerson(playground.slack, "U1OLGA"), SlackPerson(playground.slack, "U1ANA")
        mia = TelegramPerson(playground.telegram, 7002)
        await olga.command("admin", "mentor @ana")
        await olga.sees("is a mentor now")
        await ana.sees("You are a mentor now")
        await ana.press("Offer the usual hours")
        await mia.start()
        await mia.say("New York")
        await mia.sees("Time zone set")
        await olga.command("admin", "plan mia individual")
        await mia.sees("individual plan")
        await mia.command("book", "ana")
        await mia.sees("A time with Ana Lima")
        await mia.press(next(label for label in mia.buttons() if ":" in label))
        await mia.sees("Review and confirm")
        await mia.press("Confirm booking")
        await mia.sees("Your session is confirmed")
        await ana.sees("New booking")
        async with (
            aiohttp.ClientSession() as web,
            web.get(f"http://127.0.0.1:{parley.operations.port}/ready") as ready,
        ):
            assert {"slack", "telegram", "database"} <= {
                name for name, well in (await ready.json()).items() if well
            }
            assert ready.status == 200
    finally:
        await parley.stop()
        await playground.stop()
    assert playground.slack.faults == []
    assert playground.telegram.faults == []


@pytest.mark.spec("SAF-2")
async def test_the_web_server_refuses_what_nobody_signed(sqlite_url: str) -> None:
    clock = Clock()
    playground = Playground(clock)
    await playground.start()
    port = free_port()
    parley = Parley(http_settings(playground, sqlite_url, port), clock)
    try:
        await parley.start()
        async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as web:
            async with web.post("/slack/events", data=b"payload={}") as unsigned:
                assert unsigned.status == 401
            async with web.post("/telegram/guessed", json={"update_id": 1}) as guessed:
                assert guessed.status == 404
            async with web.get("/health") as health:
                assert health.status == 200
    finally:
        await parley.stop()
        await playground.stop()
