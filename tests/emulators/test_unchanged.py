"""The unchanged bot, started as anybody starts it, between a Slack and a Telegram that share nothing with ours."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web

from tests.emulators import slack, telegram
from tests.emulators.slack import SlackEmulator, ratelimited
from tests.emulators.telegram import TelegramEmulator, refused, too_many
from tests.emulators.waiting import until
from tests.ports import free_port

OLGA, ANA = "W08OLGA0001", "U08ANA00002"
MIA, PAUL = 7_100_200_300, 6_900_800_700
GROUP, SUPERGROUP = -4_123_456_789, -1_002_233_445_566
WEBHOOK_SECRET = "Zk3_-token-of-sixteen-or-more"

Services = tuple[SlackEmulator, TelegramEmulator]


@pytest.fixture
async def services() -> AsyncIterator[Services]:
    slack_, telegram_ = (
        SlackEmulator({OLGA: ("Olga Okafor", "Europe/London"), ANA: ("Ana Lima", "America/Sao_Paulo")}),
        TelegramEmulator({MIA: "Mia", PAUL: "Paul"}),
    )
    await slack_.start()
    await telegram_.start()
    yield slack_, telegram_
    await slack_.stop()
    await telegram_.stop()
    assert slack_.faults == []
    assert telegram_.faults == []


@asynccontextmanager
async def running(services: Services, folder: Path, *, http: bool = False) -> AsyncIterator[None]:
    """`python -m bot run`, with settings and nothing else."""
    slack_, telegram_ = services
    settings = {
        "SLACK_BOT_TOKEN": slack.BOT_TOKEN,
        "PARLEY_SLACK_API_URL": slack_.url,
        "TELEGRAM_BOT_TOKEN": telegram.TOKEN,
        "PARLEY_TELEGRAM_API_URL": telegram_.url,
        "PARLEY_DATABASE_URL": f"sqlite:///{folder / 'parley.db'}",
        "PARLEY_ADMINS": f"slack:{slack.TEAM}/{OLGA},telegram:{PAUL}",
        "PARLEY_OPERATIONS_PORT": "0",
    }
    if http:
        port = free_port()
        settings |= {
            "SLACK_SIGNING_SECRET": slack.SECRET,
            "TELEGRAM_WEBHOOK_SECRET": WEBHOOK_SECRET,
            "PARLEY_PUBLIC_URL": f"http://127.0.0.1:{port}",
            "PARLEY_HTTP_PORT": str(port),
        }
        slack_.events_at = f"http://127.0.0.1:{port}/slack/events"
    else:
        settings |= {"SLACK_APP_TOKEN": slack.APP_TOKEN}
    with (folder / "log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            env={"PATH": os.environ["PATH"], "HOME": str(folder), **settings},
            stdout=log,
            stderr=log,
        )
    try:
        if http:
            await until(lambda: telegram_.has_webhook, (folder / "log").read_text, 60)
        yield
    finally:
        process.terminate()
        await asyncio.wait_for(process.wait(), 20)
    assert process.returncode == 0


async def until_booked(services: Services) -> None:
    """Olga makes Ana a mentor on Slack; Mia books her on Telegram."""
    slack_, telegram_ = services
    await slack_.command(OLGA, "/parley")
    await slack_.sees(OLGA, "What Parley can do")
    await slack_.command(OLGA, f"/admin mentor <@{ANA}|ana>")
    await slack_.sees(ANA, "You are a mentor now")
    await slack_.press(ANA, "Offer the usual hours")
    await slack_.sees(ANA, "You are accepting new sessions")
    await telegram_.say(MIA, "/start")
    await telegram_.sees(MIA, "where are you")
    await telegram_.say(MIA, "New York")
    await telegram_.sees(MIA, "Time zone set")
    await slack_.command(OLGA, "/admin plan Mia individual")
    await telegram_.sees(MIA, "You are on the individual plan now")
    await telegram_.say(MIA, "/book ana")
    await telegram_.sees(MIA, "A time with Ana Lima")
    await telegram_.press(MIA, next(label for label in telegram_.buttons(MIA) if ":" in label))
    await telegram_.sees(MIA, "Review and confirm")
    await telegram_.press(MIA, "Confirm booking")
    await telegram_.sees(MIA, "Your session is confirmed")
    await slack_.sees(ANA, "New booking")


@pytest.mark.spec("OPS-1", "CHT-2", "CHT-3")
async def test_by_socket_and_by_polling(services: Services, tmp_path: Path) -> None:
    slack_, telegram_ = services
    async with running(services, tmp_path):
        await until_booked(services)
        await slack_.press(ANA, "Cancel session")
        await until(lambda: ANA in slack_.modals)
        assert await slack_.submit(ANA, {"Reason": "Schedule conflict"}) is None
        await telegram_.sees(MIA, "cancelled")
        await slack_.refresh()
        await slack_.open_home(OLGA)
        await until(lambda: OLGA in slack_.homes)
        await slack_.say(ANA, "my sessions")
        await slack_.sees(ANA, "Nothing is coming up")
    assert telegram_.unanswered() == []


@pytest.mark.spec("OPS-2", "CHT-2", "CHT-3")
async def test_by_signed_requests_and_by_webhook(services: Services, tmp_path: Path) -> None:
    async with running(services, tmp_path, http=True):
        await until_booked(services)


@pytest.mark.spec("NTF-3", "OPS-1")
async def test_services_that_are_busy_broken_or_have_moved(services: Services, tmp_path: Path) -> None:
    slack_, telegram_ = services
    slack_.refusals["auth.test"] = [ratelimited(1)]
    telegram_.refusals["getme"] = [refused(502, "Bad Gateway")]
    async with running(services, tmp_path):
        await slack_.command(OLGA, "/parley")
        await slack_.sees(OLGA, "What Parley can do")
        slack_.refusals["chat.postMessage"] = [ratelimited(1)]
        slack_.refusals["users.info"] = [web.Response(status=503, text="<html>Service Unavailable</html>")]
        await slack_.command(ANA, "/parley")
        telegram_.refusals["sendmessage"] = [too_many(1)]
        await telegram_.say(MIA, "/start")
        await telegram_.say(MIA, "Berlin")
        await telegram_.sees(MIA, "Time zone set")
        telegram_.chats[GROUP] = {}
        await telegram_.say(PAUL, "/start")
        await telegram_.say(PAUL, "Berlin")
        await telegram_.sees(PAUL, "Time zone set")
        await telegram_.say(PAUL, "/admin@parley_emulated_bot here", GROUP)
        await telegram_.sees(PAUL, "admin channel")
        await telegram_.press(PAUL, "Make it an admin channel")
        await telegram_.sees(GROUP, "This is an admin channel now")
        telegram_.chats[SUPERGROUP] = {}
        telegram_.migrated[GROUP] = SUPERGROUP
        await telegram_.say(PAUL, "/admin members", GROUP)
        await telegram_.sees(SUPERGROUP, "Olga Okafor")
        await slack_.sees(ANA, "What Parley can do")
