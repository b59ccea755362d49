"""A stage for faults: both chat services, a database, and bots as processes that come and go under one clock."""

import asyncio
import json
import os
import signal
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import IO, Any

from aiohttp import web
from sqlalchemy import Row, bindparam, select

from core.clock import Clock
from core.desk import Desk
from core.people import Person
from core.sessions import Session
from gateways.jitsi import JitsiRooms
from playground.mail.server import MailServer
from playground.slack.person import SlackPerson
from playground.slack.service import SlackService
from playground.telegram.person import TelegramPerson
from playground.telegram.service import TelegramService
from playground.wire import Wire
from storage.message_tables import IS_OPEN, IS_WAITING, inbox, notices, rates
from storage.store import SqlStore, open_store
from tests.faults.balancer import Balancer
from tests.faults.nursery import Nursery, Process
from tests.faults.seeds import book_each, cast_of, on_the_half_hour, settle_in
from tests.faults.verdict import Seen, judged, seen

PATIENCE = 40.0
LOOK = 0.1
CALM, CALM_AT_WORK = 0.5, 3.0
"""Seconds without any change after which the clock is moved to the next attempt. A living process may be sending;
or what it holds was lost to it when the database went away."""
LONGEST_SKIP = timedelta(hours=2)
SECOND = timedelta(seconds=1)
SIGNING_SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
SECRET_KEY = "dGhlLWZhdWx0LXN1aXRlLWtlZXBzLW5vLXNlY3JldHM="
WEBHOOK_SECRET = "Zk3_-token-of-sixteen-or-more"

_DUE = (
    select(notices.c.id, notices.c.ready_at, notices.c.lease_owner, rates.c.free_at)
    .join_from(notices, rates, rates.c.person == notices.c.person)
    .where(IS_WAITING, notices.c.due_at <= bindparam("now"))
    .order_by(notices.c.id)
)
_OPEN = (
    select(inbox.c.seq, inbox.c.lane, inbox.c.owner, inbox.c.leased_until)
    .where(IS_OPEN)
    .order_by(inbox.c.seq)
)


@dataclass(frozen=True)
class Unrest:
    """What is due or open, in whose hands it is or was, and when the next of it can be taken."""

    rows: tuple[Row[Any], ...]
    owners: set[str]
    next_try: datetime


@dataclass
class Bot:
    """One process of the bot."""

    process: Process
    log: IO[bytes]
    port: int | None = None
    killed: bool = False

    @property
    def alive(self) -> bool:
        return self.process.alive

    async def says(self, word: str) -> str:
        """The rest of the next line, which must begin with `word`."""
        async with asyncio.timeout(PATIENCE):
            line = (await self.process.stdout.readline()).decode().strip()
        assert line.startswith(word), f"instead of {word!r}: {line!r}\n{self.logged()}"
        return line.removeprefix(word).strip()

    async def hears(self, line: str) -> None:
        self.process.stdin.write(f"{line}\n".encode())
        await self.process.stdin.drain()

    async def kill(self) -> None:
        """kill -9."""
        self.killed = True
        self.process.send_signal(signal.SIGKILL)
        await self.process.wait()

    async def dies(self) -> None:
        """Wait until it has killed itself where it was told to."""
        self.killed = True
        async with asyncio.timeout(PATIENCE):
            await self.process.wait()

    async def stop(self) -> None:
        """Stop it as an operator does."""
        self.killed = True
        self.process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(PATIENCE):
            await self.process.wait()

    def logged(self) -> str:
        self.log.seek(0)
        return self.log.read().decode(errors="replace")


@dataclass
class Stage:
    """The world of one fault. `without` are the protections that every bot goes without.

    Bots have its `settings` beside the usual ones. What a story finds wrong itself goes to `wrong`. `given_up` are
    states in which a notice may end here beside sent; `doubled` is how many messages on Telegram may have come a
    second time.
    """

    url: str
    nursery: Nursery
    without: Sequence[str] = ()
    http: bool = False
    pairs: int = 4
    patience: float = PATIENCE
    clock: Clock = field(default_factory=Clock)
    wrong: list[str] = field(default_factory=list)
    given_up: frozenset[str] = frozenset()
    doubled: int = 0
    settings: dict[str, str] = field(default_factory=dict)
    paying: bool = False
    mailing: bool = False
    came_again: int = 0
    bots: list[Bot] = field(default_factory=list)
    acted: set[str] = field(default_factory=set)
    people: dict[str, Person] = field(default_factory=dict)
    sessions: Sequence[Session] = ()

    def __post_init__(self) -> None:
        self.cast = {character.key: character for character in cast_of(self.pairs)}
        wire = Wire()
        self.slack = SlackService(self.clock, wire, self.cast.values())
        self.slack.settings.retry_delays = (0.3, 1.0, 3.0)
        self.telegram = TelegramService(self.clock, wire, self.cast.values(), admins=())
        for character in self.cast.values():
            if character.telegram is not None:
                self.telegram.world.chats[character.telegram].started = True
        self.mail = MailServer()
        self.balancer = Balancer()
        self.address = ""
        self._answering = asyncio.Event()
        self._answering.set()
        self._unanswered = asyncio.Event()

    @asynccontextmanager
    async def open(self) -> AsyncIterator["Stage"]:
        """Serve until the block is left; no process outlives it."""
        app = web.Application(middlewares=[self._held()])
        self.slack.mount(app)
        app.add_subapp("/telegram", self.telegram.app)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        async with AsyncExitStack() as stack:
            stack.push_async_callback(self.balancer.stop)
            await runner.setup()
            stack.push_async_callback(runner.cleanup)
            stack.push_async_callback(self._end_bots)
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            self.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
            await self.balancer.start()
            await self.mail.start()
            stack.push_async_callback(self.mail.stop)
            yield self

    @contextmanager
    def memory(self) -> Iterator[SqlStore]:
        """The database, as the checker sees it."""
        store = open_store(self.url, self.clock, exclusive=False)
        try:
            yield store
        finally:
            store.close()

    def prepare(self, *, ahead: timedelta | None) -> None:
        """Let the cast be members, and each pair have a session `ahead`, which they have not been told of."""
        with self.memory() as store:
            self.people = settle_in(store, self.cast.values())
            if ahead is None:
                return
            desk = Desk(store, JitsiRooms("https://rooms.example"))
            self.sessions = book_each(desk, self.people, on_the_half_hour(self.clock.now() + ahead))

    async def bot(self, *, die: tuple[str, str, int] | None = None, skew: float = 0.0) -> Bot:
        """Start a process and wait until it can be reached."""
        bot = await self.spawn(die=die, skew=skew)
        await self.ready(bot)
        return bot

    async def spawn(
        self, *, die: tuple[str, str, int] | None = None, skew: float = 0.0, wait: bool = False
    ) -> Bot:
        """Start a process; one told to `wait` is about to begin."""
        told = {
            "offset": self.clock.offset.total_seconds(),
            "without": list(self.without),
            "skew": skew,
            "die": die,
            "wait": wait,
        }
        log = tempfile.TemporaryFile()  # noqa: SIM115 (closed with the bot)
        environment = os.environ | self._settings() | {"FAULTS": json.dumps(told)}
        process = await self.nursery.born(environment, log)
        bot = Bot(process, log)
        self.bots.append(bot)
        if wait:
            await bot.says("waiting")
        return bot

    async def go(self, bot: Bot) -> None:
        """Let a process that waits begin."""
        await bot.hears(f"go {self.clock.offset.total_seconds()}")

    async def ready(self, bot: Bot) -> None:
        """Wait until the bot can be reached."""
        bot.port = int(await bot.says("ready"))
        if self.http or self.paying:
            self.balancer.backends.append(bot.port)
            if self.http and len(self.balancer.backends) == 1:
                url = f"http://127.0.0.1:{self.balancer.port}/slack/events"
                await self.slack.deliver_http(url, SIGNING_SECRET)

    def person(self, key: str) -> SlackPerson | TelegramPerson:
        """Somebody at their chat window, who will have answers beside their notices."""
        self.acted.add(key)
        character = self.cast[key]
        if character.telegram is not None:
            return TelegramPerson(self.telegram, character.telegram)
        assert character.slack is not None
        return SlackPerson(self.slack, character.slack)

    async def move(self, by: timedelta) -> None:
        """Move every clock."""
        self.clock.move(by)
        for bot in [bot for bot in self.bots if bot.alive and bot.port is not None]:
            try:
                await bot.hears(f"move {by.total_seconds()}")
                await bot.says("moved")
            except (OSError, AssertionError):
                assert not bot.alive or bot.killed, bot.logged()

    async def until(self, instant: datetime) -> None:
        """Move every clock to the instant."""
        await self.move(instant - self.clock.now())

    @asynccontextmanager
    async def storm(self, before: timedelta) -> AsyncIterator[None]:
        """The reminders are due; messages are there, on Slack at least, that no bot hears of within the block."""
        self._answering.clear()
        self._unanswered.clear()
        try:
            await self.until(self.sessions[0].starts_at - before + SECOND)
            async with asyncio.timeout(PATIENCE):
                await self._unanswered.wait()
            yield
        finally:
            self._answering.set()

    async def settle(self, *, skipping: bool = True) -> None:
        """Wait until nothing is due or open; pauses and dead processes' leases are skipped."""
        end = time.monotonic() + self.patience
        last, since = None, time.monotonic()
        while time.monotonic() < end:
            state = await asyncio.to_thread(self._state)
            if state is None:
                return
            if state != last:
                last, since = state, time.monotonic()
            elif skipping and time.monotonic() - since > (CALM_AT_WORK if self._at_work(state) else CALM):
                wait = max(state.next_try - self.clock.now(), SECOND)
                if wait < LONGEST_SKIP:
                    await self.move(wait)
                    last = None
            await asyncio.sleep(LOOK)
        raise AssertionError(f"there is no rest: {state}")

    async def land(self) -> None:
        """Wait until nothing is on its way; what waits for another attempt may wait."""
        end = time.monotonic() + self.patience
        while time.monotonic() < end:
            state = await asyncio.to_thread(self._state)
            if state is None or (not state.owners and state.next_try > self.clock.now()):
                return
            await asyncio.sleep(LOOK)
        raise AssertionError(f"something is still on its way: {state}")

    def verdict(self) -> list[str]:
        """Everything that is wrong, in sentences."""
        with self.memory() as store:
            wrong, self.came_again = judged(
                store, self.shown(), given_up=self.given_up, acted=self.channels(), doubled=self.doubled
            )
        wrong += [
            f"a bot has died:\n{bot.logged()}" for bot in self.bots if not bot.alive and not bot.killed
        ]
        return [*self.wrong, *wrong]

    def shown(self) -> Sequence[Seen]:
        """What people see that a bot has written."""
        return seen(self.slack, self.telegram)

    def channels(self) -> frozenset[str]:
        """The chats of those who have acted."""
        acted = [self.cast[key] for key in self.acted]
        on_slack = {self.slack.workspace.dm(who.slack) for who in acted if who.slack}
        return frozenset(on_slack | {str(who.telegram) for who in acted if who.telegram})

    def notices(self) -> Sequence[Row[Any]]:
        """All rows of notices."""
        with self.memory() as store, store.work(read_only=True) as work:
            return work.connection.execute(select(notices).order_by(notices.c.id)).all()

    async def expect_sight(self, key: str, text: str) -> None:
        """Note it when somebody does not come to see the text."""
        end = time.monotonic() + self.patience
        person = self.person(key)
        while text not in person.screen():
            if time.monotonic() > end:
                self.wrong.append(f"{key} does not see {text!r}:\n{person.screen()}")
                return
            await asyncio.sleep(LOOK)

    def expect(self, fact: object, otherwise: str) -> None:
        """Note what is wrong unless the fact holds."""
        if not fact:
            self.wrong.append(otherwise)

    def _state(self) -> Unrest | None:
        """What is due or open; None where there is nothing."""
        with self.memory() as store, store.work(read_only=True) as work:
            due = work.connection.execute(_DUE, {"now": work.now}).all()
            open_ = work.connection.execute(_OPEN).all()
            tries = [max(row.ready_at, row.free_at) for row in due]
            lanes = {
                row.lane: row.leased_until or work.now for row in reversed(open_)
            }  # the oldest goes first
            tries += lanes.values()
            owners = {row.lease_owner for row in due} | {row.owner for row in open_}
            return Unrest((*due, *open_), owners - {None}, min(tries)) if tries else None

    def _at_work(self, state: Unrest) -> bool:
        """Whether a process that lives has something in its hands."""
        alive = {str(bot.process.pid) for bot in self.bots if bot.alive}
        return any(owner.partition("-")[0] in alive for owner in state.owners)

    def _settings(self) -> dict[str, str]:
        settings = {
            "SLACK_BOT_TOKEN": self.slack.bot_token,
            "PARLEY_SLACK_API_URL": f"{self.address}/slack/api/",
            "TELEGRAM_BOT_TOKEN": self.telegram.token,
            "PARLEY_TELEGRAM_API_URL": f"{self.address}/telegram/bot",
            "PARLEY_DATABASE_URL": self.url,
            "PARLEY_SECRET_KEYS": SECRET_KEY,
            "PARLEY_OPERATIONS_PORT": "0",
            **self.settings,
        }
        if self.mailing:
            settings |= {
                "SMTP_URL": f"smtp://127.0.0.1:{self.mail.port}?tls=off",
                "EMAIL_FROM": "mentors@parley.example",
            }
        if not self.http:
            return settings | {"SLACK_APP_TOKEN": self.slack.app_token}
        return settings | {
            "SLACK_SIGNING_SECRET": SIGNING_SECRET,
            "TELEGRAM_WEBHOOK_SECRET": WEBHOOK_SECRET,
            "PARLEY_PUBLIC_URL": f"http://127.0.0.1:{self.balancer.port}",
            "PARLEY_HTTP_PORT": "0",
        }

    def _held(self) -> Any:
        """A message is there before the bot hears of it; while the storm is held, it does not hear of it."""

        @web.middleware
        async def answer(
            request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
        ) -> web.StreamResponse:
            response = await handler(request)
            if request.path.endswith("chat.postMessage"):
                self._unanswered.set()
            if request.path.lower().endswith(("chat.postmessage", "sendmessage")):
                await self._answering.wait()
            return response

        return answer

    async def _end_bots(self) -> None:
        for bot in self.bots:
            await bot.kill()
            bot.log.close()
