"""Both chat services and Razorpay on loopback with a stopwatch on the wire, and bots as processes of their own."""

import asyncio
import os
import sys
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from aiohttp import web

from core.clock import Clock
from playground.cast import Character
from playground.razorpay.service import RazorpayService
from playground.slack.person import SlackPerson
from playground.slack.service import SlackService
from playground.telegram.person import TelegramPerson
from playground.telegram.service import TelegramService
from playground.wire import Wire

CHECKOUT = Path(__file__).parent.parent
PATIENCE = 20.0
LOOK = 0.002
QUIET = 0.03
ANSWERS = {"chat.update", "editmessagetext"}
POSTS = {"chat.postmessage", "sendmessage"}


@dataclass(frozen=True, slots=True)
class Bot:
    """A bot that runs; `seconds` went by from its start until both services could reach it."""

    process: int
    seconds: float

    @property
    def megabytes(self) -> float:
        """Its resident memory."""
        status = Path(f"/proc/{self.process}/status").read_text(encoding="ascii")
        return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))

    @property
    def processor_seconds(self) -> float:
        """How long it has worked, in all its threads."""
        stat = Path(f"/proc/{self.process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")


class Simulator:
    """A Slack and a Telegram without rate limits, and a Razorpay."""

    def __init__(self, cast: Sequence[Character]) -> None:
        clock, wire = Clock(), Wire()
        self.slack = SlackService(clock, wire, cast)
        self.slack.settings.rate_limited = False
        self.telegram = TelegramService(clock, wire, cast)
        self.telegram.flood.enabled = False
        self.razorpay = RazorpayService(clock, wire)
        for character in cast:
            if character.telegram is not None:
                self.telegram.world.chats[character.telegram].started = True
        self._cast = cast
        self._url = ""
        self._polled = False
        self._traffic = 0.0
        self.calls = Counter[str]()
        """What the bot has asked of the chat services, by method in lower case."""
        self.opened: dict[str, float] = {}
        """When the first byte of what is written to somebody arrived at Slack, by their account."""
        self._pressed: float | None = None
        self._answered: asyncio.Future[float] | None = None
        self._awaited: tuple[bytes, int, asyncio.Future[float]] | None = None
        wire.on_traffic(self._record)

    @asynccontextmanager
    async def serve(self) -> AsyncIterator["Simulator"]:
        """Listen on a free port."""
        app = web.Application(middlewares=[self._middleware()])
        self.slack.mount(app)
        app.add_subapp("/telegram", self.telegram.app)
        app.add_subapp("/razorpay", self.razorpay.app())
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self._url = self.razorpay.origin = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield self
        finally:
            await self.razorpay.webhook.stop()
            await runner.cleanup()

    @asynccontextmanager
    async def bot(
        self, module: str, *arguments: str, database: str = "", more: dict[str, str] | None = None
    ) -> AsyncIterator[Bot]:
        """Run a module as a bot, with the settings that Parley takes and `more`, until the block is left.

        As installed: with bytecode of our own modules as of the libraries, whatever the environment says.
        """
        settings = {
            "SLACK_BOT_TOKEN": self.slack.bot_token,
            "SLACK_APP_TOKEN": self.slack.app_token,
            "PARLEY_SLACK_API_URL": self.slack_url,
            "TELEGRAM_BOT_TOKEN": self.telegram.token,
            "PARLEY_TELEGRAM_API_URL": f"{self._url}/telegram/bot",
            "PARLEY_DATABASE_URL": database,
            "PARLEY_OPERATIONS_PORT": "0",
            "PYTHONDONTWRITEBYTECODE": "",
        }
        self._polled = False
        with tempfile.TemporaryFile("w+b") as log:
            began = perf_counter()
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", module, *arguments,
                env=os.environ | settings | (more or {}), cwd=CHECKOUT, stdout=log, stderr=log,
            )  # fmt: skip
            try:
                while not (self._polled and self.slack.deliveries.sockets):
                    if process.returncode is not None or perf_counter() - began > PATIENCE:
                        log.seek(0)
                        raise RuntimeError(f"{module} does not run:\n{log.read().decode()}")
                    await asyncio.sleep(LOOK)
                yield Bot(process.pid, perf_counter() - began)
            finally:
                if process.returncode is None:
                    process.terminate()
                await process.wait()

    @property
    def slack_url(self) -> str:
        """Where its Web API is."""
        return f"{self._url}/slack/api/"

    def person(self, key: str) -> SlackPerson | TelegramPerson:
        """Somebody of the cast at their chat window."""
        character = next(one for one in self._cast if one.key == key)
        if character.slack is not None:
            return SlackPerson(self.slack, character.slack)
        assert character.telegram is not None
        return TelegramPerson(self.telegram, character.telegram)

    async def quiet(self) -> None:
        """Wait until the bot has nothing more to say."""
        while (left := self._traffic + QUIET - perf_counter()) > 0:  # noqa: ASYNC110 (it waits for nothing)
            await asyncio.sleep(left)

    async def answered(self, press: Awaitable[None], *, amid: bool = False) -> float:
        """Milliseconds from sending the press to receiving the call that edits its message.

        What the bot did before has come to rest, unless it is to be measured `amid` other work.
        """
        if not amid:
            await self.quiet()
        self._pressed = None
        self._answered = asyncio.get_running_loop().create_future()
        await press
        async with asyncio.timeout(PATIENCE):
            return await self._answered * 1000

    async def told(self, act: Callable[[], object], words: str, times: int) -> float:
        """Milliseconds from an act at a provider until `times` messages with these words have been received."""
        await self.quiet()
        arrived: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._awaited = words.encode(), times, arrived
        began = perf_counter()
        act()
        async with asyncio.timeout(PATIENCE):
            return (await arrived - began) * 1000

    def _record(self, _: str, entry: dict[str, Any]) -> None:
        """Every update and envelope passes here just before it is sent."""
        if entry.get("request", {}).get("type") == "interactive" or "callback_query" in entry.get(
            "update", {}
        ):
            self._pressed = perf_counter()

    def _count(self, message: bytes, now: float) -> None:
        """One more of the messages that are awaited has been received, perhaps."""
        if self._awaited is None:
            return
        words, times, arrived = self._awaited
        if words not in message:
            return
        self._awaited = (words, times - 1, arrived) if times > 1 else None
        if self._awaited is None:
            arrived.set_result(now)

    def _middleware(self) -> Any:
        @web.middleware
        async def arrived(
            request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
        ) -> web.StreamResponse:
            now, method = perf_counter(), request.path.rpartition("/")[2].lower()
            self.calls[method] += 1
            if method == "getupdates":
                self._polled = True
            else:
                self._traffic = now
            if method in ANSWERS and self._pressed and self._answered and not self._answered.done():
                self._answered.set_result(now - self._pressed)
            if method == "conversations.open":
                self.opened.setdefault(request.query["users"], now)
            if self._awaited is not None and method in POSTS:
                self._count(await request.read(), now)
            return await handler(request)

        return arrived
