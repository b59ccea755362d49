"""The Slack adapter against the simulated Slack, with a door that only remembers."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from io import BytesIO

from aiohttp import ClientSession, web

from bot.inbound import Body, Inbound
from bot.reception import FormAnswer, FormClosed
from bot.slack.app import SlackApp
from bot.slack.sender import SlackPlatform
from core.clock import Clock
from core.people import Address
from playground.slack.person import SlackPerson
from playground.slack.service import SlackService
from playground.wire import Wire
from tests.depth import in_no_hurry

SECRET = "shh"
ANA = Address("slack", "T1", "U1ANA")
BEN = Address("slack", "T1", "U1BEN")


@dataclass
class Remembering:
    """A door that keeps each key once, and is shut while told so."""

    kept: dict[str, Inbound] = field(default_factory=dict)
    knocks: int = 0
    shut: int = 0
    verdict: FormAnswer = field(default_factory=FormClosed)

    async def receive(self, inbound: Inbound) -> None:
        self.knocks += 1
        if self.shut:
            self.shut -= 1
            raise ConnectionError
        self.kept.setdefault(inbound.key, inbound)

    async def submit(self, inbound: Inbound) -> FormAnswer:
        await self.receive(inbound)
        return self.verdict

    @property
    def bodies(self) -> list[Body]:
        return [inbound.body for inbound in self.kept.values()]

    @property
    def last(self) -> Inbound:
        return list(self.kept.values())[-1]


@dataclass
class Stage:
    service: SlackService
    door: Remembering
    platform: SlackPlatform
    app: SlackApp
    ana: SlackPerson
    ben: SlackPerson
    olga: SlackPerson
    url: str


async def serve(application: web.Application) -> tuple[web.AppRunner, str]:
    runner = web.AppRunner(application, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner, f"http://127.0.0.1:{runner.addresses[0][1]}"


@asynccontextmanager
async def stage(
    mode: str, prepare: Callable[[SlackService], None] = lambda _: None
) -> AsyncIterator[Stage]:
    """`mode` is socket or http; `prepare` is done before the bot starts."""
    service = SlackService(Clock(), Wire())
    service.settings.retry_delays = (0.05, 0.05)
    service.settings.rate_limited = False
    in_no_hurry(service)
    prepare(service)
    simulator = web.Application()
    service.mount(simulator)
    runner, address = await serve(simulator)
    door = Remembering()
    platform = SlackPlatform(service.bot_token, api_url=f"{address}/slack/api/", strict=True)
    app = SlackApp(
        door,
        platform,
        app_token=service.app_token if mode == "socket" else None,
        signing_secret=SECRET if mode == "http" else None,
    )
    await app.start()
    ours = web.Application()
    ours.add_routes(app.routes())
    our_runner, url = await serve(ours)
    if mode == "http":
        await service.deliver_http(f"{url}/slack/events", SECRET)
    people = [SlackPerson(service, user) for user in ("U1ANA", "U1BEN", "U1OLGA")]
    try:
        yield Stage(service, door, platform, app, *people, url)
    finally:
        await app.stop()
        await platform.close()
        await our_runner.cleanup()
        await runner.cleanup()


async def post(url: str, body: bytes, headers: dict[str, str]) -> int:
    async with ClientSession() as session, session.post(url, data=BytesIO(body), headers=headers) as answer:
        return answer.status
