"""A simulated Slack on loopback, and a small Bolt app to play against it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from core.clock import Clock
from playground.slack.person import SlackPerson
from playground.slack.service import SlackService
from playground.wire import Wire
from tests.depth import in_no_hurry

SECRET = "shh"


@dataclass
class Stage:
    service: SlackService
    app: AsyncApp
    client: AsyncWebClient
    ana: SlackPerson
    ben: SlackPerson
    olga: SlackPerson
    traffic: list[dict[str, Any]]

    def requests(self, kind: str) -> list[dict[str, Any]]:
        return [
            e["request"]["payload"] for e in self.traffic if "request" in e and e["request"]["type"] == kind
        ]


async def serve(application: web.Application) -> tuple[web.AppRunner, int]:
    runner = web.AppRunner(application, shutdown_timeout=0.2)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    return runner, runner.addresses[0][1]


@asynccontextmanager
async def stage(*, http: bool = False) -> AsyncIterator[Stage]:
    wire = Wire()
    traffic: list[dict[str, Any]] = []
    wire.on_traffic(lambda _service, entry: traffic.append(entry))
    service = SlackService(Clock(), wire)
    service.settings.retry_delays = (0.05,)
    in_no_hurry(service)
    application = web.Application()
    service.mount(application)
    runner, port = await serve(application)
    client = AsyncWebClient(token=service.bot_token, base_url=f"http://127.0.0.1:{port}/slack/api/")
    app = AsyncApp(client=client, signing_secret=SECRET)
    people = [SlackPerson(service, user) for user in ("U1ANA", "U1BEN", "U1OLGA")]
    played = Stage(service, app, client, *people, traffic)
    if http:
        app_runner, app_port = await serve(app.web_app())
        await client.auth_test()
        await service.deliver_http(f"http://127.0.0.1:{app_port}/slack/events", SECRET)
        close = app_runner.cleanup
    else:
        handler = AsyncSocketModeHandler(app, service.app_token, web_client=client)
        await handler.connect_async()
        close = handler.close_async
    try:
        yield played
    finally:
        await close()
        await runner.cleanup()
