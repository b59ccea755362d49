"""The real adapter at the simulated service, with a door that only takes note."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.inbound import Inbound
from bot.reception import FormAnswer
from bot.telegram.app import PollingLease, TelegramApp
from bot.telegram.sender import TelegramPlatform
from core.clock import Clock
from playground.cast import CAST
from playground.telegram.person import TelegramPerson
from playground.telegram.service import TelegramService
from playground.wire import Wire
from tests.ports import free_port

RAVI, MIA, TARA = 7001, 7002, 7000
SECRET = "a-webhook-secret_of-32-characters"


class RecordingDoor:
    """Keeps what it receives, once per key, and fails as often as told."""

    def __init__(self) -> None:
        self.taken: list[Inbound] = []
        self.repeated: list[str] = []
        self.failures = 0

    async def receive(self, inbound: Inbound) -> None:
        if self.failures:
            self.failures -= 1
            raise ConnectionError("the database is away")
        if any(inbound.key == kept.key for kept in self.taken):
            self.repeated.append(inbound.key)
        else:
            self.taken.append(inbound)

    async def submit(self, inbound: Inbound) -> FormAnswer:  # noqa: ARG002 (there is nothing to submit)
        raise AssertionError("Telegram has no forms")

    @property
    def bodies(self) -> list[Any]:
        return [inbound.body for inbound in self.taken]


class Stage:
    """One simulated service, one adapter; `start` lets updates flow, by webhook or by polling."""

    def __init__(self, service: TelegramService, wire: Wire, base: str) -> None:
        self.service = service
        self.wire = wire
        self.door = RecordingDoor()
        self.platform = TelegramPlatform(service.token, api_url=f"{base}/bot", strict=True)
        self.app = TelegramApp(self.platform, self.door)
        self.server: TestServer | None = None

    def person(self, user_id: int, chat: int | None = None) -> TelegramPerson:
        return TelegramPerson(self.service, user_id, chat)

    async def start(
        self,
        *,
        webhook: bool = False,
        lease: PollingLease | None = None,
        menu: Sequence[tuple[str, str]] = (),
    ) -> None:
        if webhook:
            port = free_port()
            url = f"http://127.0.0.1:{port}"
            self.app = TelegramApp(self.platform, self.door, webhook_secret=SECRET, public_url=url)
            pages = web.Application()
            pages.add_routes(self.app.routes())
            self.server = TestServer(pages, port=port)
            await self.server.start_server()
        else:
            self.app = TelegramApp(self.platform, self.door, lease=lease, menu=menu)
        await self.app.start()

    async def stop(self) -> None:
        await self.app.stop()
        if self.server:
            await self.server.close()
        await self.platform.close()

    def calls(self, method: str) -> list[dict[str, Any]]:
        """What the adapter asked of the service, oldest first."""
        return [e["body"] for _, e in self.wire.recent if e.get("method") == method]


async def until(fact: Callable[[], object], seconds: float = 60.0) -> None:
    """Wait until the fact holds."""
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds
    while not fact():
        assert loop.time() < end, "it did not happen"
        await asyncio.sleep(0.01)


@asynccontextmanager
async def telegram_stage() -> AsyncIterator[Stage]:
    """A stage whose service must have had nothing to complain about in the end."""
    wire = Wire()
    service = TelegramService(Clock(), wire, CAST)
    service.flood.enabled = False
    app = web.Application()
    app.add_subapp("/telegram", service.app)
    async with AsyncExitStack() as stack:
        server = TestServer(app)
        await server.start_server(access_log=None)  # it would log the token
        stack.push_async_callback(server.close)
        stage = Stage(service, wire, str(server.make_url("/telegram")))
        stack.push_async_callback(stage.stop)
        yield stage
    assert service.faults == []
