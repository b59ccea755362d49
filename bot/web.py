"""The HTTP server: Slack's events, Telegram's webhook, health and metrics."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Iterable

from aiohttp import web

from bot.gate import Connection, Gate, requests_log
from core.starting import CannotStart

Probe = Callable[[], Awaitable[dict[str, bool]]]
Scrape = Callable[[], Awaitable[bytes]]

BODY_LIMIT = 2**20
BODY_SECONDS = 5.0
UNVERIFIED_LIMIT = 16 * 2**20
"""Bytes of bodies that may be in memory at once before anybody knows who sent them."""
LINGER_SECONDS = 2.0
"""For which a refused body is still taken in, so that the refusal is read."""


class BodyRefused(Exception):  # noqa: N818 (it names what has become of it)
    """A body is not read; `status` is the HTTP answer."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Bodies:
    """Reads bodies of requests whose sender is not known yet, within limits of size, time and memory."""

    def __init__(self, limit: int = UNVERIFIED_LIMIT, seconds: float = BODY_SECONDS) -> None:
        self._limit = limit
        self._seconds = seconds
        self._held = 0

    async def read(self, request: web.Request, most: int = BODY_LIMIT) -> bytes:
        """The body; raises BodyRefused where it is larger than `most` or too slow, or where too many are being read."""
        if (request.content_length or 0) > most:
            raise BodyRefused(413)
        body = bytearray()
        status = None
        try:
            async with asyncio.timeout(self._seconds):
                async for chunk in request.content.iter_any():
                    self._held += len(chunk)
                    body += chunk
                    if len(body) > most or self._held > self._limit:
                        status = 413 if len(body) > most else 503
                        break
        except TimeoutError:
            status = 408
        except Exception:  # noqa: BLE001 (whatever is wrong with it, it cannot be read)
            status = 400
        finally:
            self._held -= len(body)
        if status is not None:
            raise BodyRefused(status)
        return bytes(body)


class WebServer:
    """Serves `routes` and `/health` (the process lives).

    Where `probe` and `scrape` are given, also `/ready` (it can do its work) and `/metrics`. `named` is what the
    settings of host and port begin with.
    """

    def __init__(
        self,
        host: str,
        port: int,
        routes: Iterable[web.RouteDef],
        probe: Probe | None = None,
        scrape: Scrape | None = None,
        *,
        gate: Gate | None = None,
        named: str = "PARLEY_HTTP",
    ) -> None:
        self.port = port
        self._host = host
        self._routes = tuple(routes)
        self._probe = probe
        self._scrape = scrape
        self._gate = gate or Gate()
        self._named = named
        self._runner: web.AppRunner | None = None
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        """Listen; port 0 takes a free one. Raises CannotStart where we cannot."""
        app = web.Application(client_max_size=BODY_LIMIT, middlewares=[self._gate.watch])
        app.add_routes([*self._routes, web.get("/health", self._health)])
        if self._probe is not None:
            app.router.add_get("/ready", self._ready)
        if self._scrape is not None:
            app.router.add_get("/metrics", self._metrics)
        runner = web.AppRunner(
            app,
            access_log=None,
            logger=requests_log,
            shutdown_timeout=5.0,
            lingering_time=LINGER_SECONDS,
            read_bufsize=2**16,
            # Neither platform compresses; what says so is read as it is, and no small body becomes a large one.
            auto_decompress=False,
        )
        self._runner = runner
        await runner.setup()
        make = runner.server
        assert make is not None
        try:
            self._server = await asyncio.get_running_loop().create_server(
                lambda: Connection(self._gate, make), self._host, self.port
            )
        except OSError as problem:
            raise CannotStart(
                f"{self._host}:{self.port} cannot be listened on ({os.strerror(problem.errno or 0)}); "
                f"look at {self._named}_HOST and {self._named}_PORT: each bot on this machine needs a port of its own"
            ) from problem
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Finish the requests at hand and close."""
        if self._server is not None:
            self._server.close()
        if self._runner is not None:
            await self._runner.cleanup()

    async def _health(self, _: web.Request) -> web.Response:
        return web.json_response({"alive": True})

    async def _ready(self, _: web.Request) -> web.Response:
        assert self._probe is not None
        state = await self._probe()
        return web.json_response(state, status=200 if all(state.values()) else 503)

    async def _metrics(self, _: web.Request) -> web.Response:
        assert self._scrape is not None
        return web.Response(body=await self._scrape(), content_type="text/plain", charset="utf-8")
