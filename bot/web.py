"""The one HTTP server: Slack's events, Telegram's webhook, health and metrics."""

import os
from collections.abc import Awaitable, Callable, Iterable

from aiohttp import web

from core.ports import CannotStart

Probe = Callable[[], Awaitable[dict[str, bool]]]
Scrape = Callable[[], Awaitable[bytes]]


class WebServer:
    """Serves the platforms' routes, `/health` (the process lives), `/ready` (it can do its work) and `/metrics`."""

    def __init__(
        self, host: str, port: int, routes: Iterable[web.RouteDef], probe: Probe, scrape: Scrape
    ) -> None:
        self.port = port
        self._host = host
        self._routes = tuple(routes)
        self._probe = probe
        self._scrape = scrape
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Listen; port 0 takes a free one. Raises CannotStart where we cannot."""
        app = web.Application(client_max_size=2**20)
        own = {"/health": self._health, "/ready": self._ready, "/metrics": self._metrics}
        app.add_routes([*self._routes, *(web.get(path, answer) for path, answer in own.items())])
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=5.0)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._host, self.port).start()
        except OSError as problem:
            raise CannotStart(
                f"{self._host}:{self.port} cannot be listened on ({os.strerror(problem.errno or 0)}); "
                "look at PARLEY_HTTP_HOST and PARLEY_HTTP_PORT"
            ) from problem
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Finish the requests at hand and close."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _health(self, _: web.Request) -> web.Response:
        return web.json_response({"alive": True})

    async def _ready(self, _: web.Request) -> web.Response:
        state = await self._probe()
        return web.json_response(state, status=200 if all(state.values()) else 503)

    async def _metrics(self, _: web.Request) -> web.Response:
        return web.Response(body=await self._scrape(), content_type="text/plain", charset="utf-8")
