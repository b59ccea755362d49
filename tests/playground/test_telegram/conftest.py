"""A simulated Telegram on loopback, and python-telegram-bot's own client at it."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from telegram import Bot

from core.clock import Clock
from playground.cast import CAST
from playground.telegram.person import TelegramPerson
from playground.telegram.service import TelegramService
from playground.wire import Wire

RAVI, MIA, TARA = 7001, 7002, 7000
Connect = Callable[[str], Awaitable[Bot]]


@pytest.fixture(autouse=True)
def seconds_as_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
async def telegram(clock: Clock, wire: Wire) -> TelegramService:
    return TelegramService(clock, wire, CAST)


@pytest.fixture
async def telegram_server(telegram: TelegramService) -> AsyncIterator[TestServer]:
    app = web.Application()
    app.add_subapp("/telegram", telegram.app)
    server = TestServer(app)
    await server.start_server()
    yield server
    await server.close()


@pytest.fixture
async def connect(telegram_server: TestServer) -> AsyncIterator[Connect]:
    bots: list[Bot] = []

    async def connect(token: str) -> Bot:
        base = str(telegram_server.make_url("/telegram"))
        bot = Bot(token, base_url=f"{base}/bot", base_file_url=f"{base}/file/bot")
        bots.append(bot)
        await bot.initialize()
        return bot

    yield connect
    for bot in bots:
        await bot.shutdown()


@pytest.fixture
async def bot(telegram: TelegramService, connect: Connect) -> Bot:
    return await connect(telegram.token)


@pytest.fixture
async def ravi(telegram: TelegramService) -> TelegramPerson:
    ravi = TelegramPerson(telegram, RAVI)
    await ravi.start()
    return ravi
