"""Servers on loopback for the gateways to talk to."""

import socket
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from aiohttp import web

from tests.ports import free_port

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Site:
    """A web server that remembers what it was asked; `pages` are by path, "*" is any other."""

    def __init__(self, port: int, scheme: str = "http") -> None:
        self.port = port
        self.scheme = scheme
        self.pages: dict[str, Handler] = {}
        self.asked: list[web.Request] = []

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "/", host: str | None = None) -> str:
        return f"{self.scheme}://{host or '127.0.0.1'}:{self.port}{path}"

    def says(self, path: str, body: bytes | str, **more: object) -> None:
        raw = body.encode() if isinstance(body, str) else body

        async def say(_: web.Request) -> web.Response:
            return web.Response(body=raw, **more)  # type: ignore[arg-type]

        self.pages[path] = say

    def refers(self, path: str, to: str, status: int = 302) -> None:
        self.says(path, b"", status=status, headers={"Location": to})

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request)
        page = self.pages.get(request.path) or self.pages.get("*")
        return web.Response(status=404) if page is None else await page(request)


@asynccontextmanager
async def site(address: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> AsyncIterator[Site]:
    made = Site(0, "https" if tls else "http")
    runner = web.ServerRunner(web.Server(made.answer), shutdown_timeout=0.1)
    await runner.setup()
    door = web.TCPSite(runner, address, 0, ssl_context=tls)
    await door.start()
    made.port = runner.addresses[0][1]
    try:
        yield made
    finally:
        await runner.cleanup()


RADICALE = """
[server]
hosts = 127.0.0.1:{port}
[auth]
type = htpasswd
htpasswd_filename = {folder}/users
htpasswd_encryption = plain
delay = 0
[storage]
filesystem_folder = {folder}/collections
[logging]
level = error
"""


@contextmanager
def radicale() -> Iterator[str]:
    """A real CalDAV server; ada's password is `s3cret @/:`. Yields its address."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="radicale-") as name:
        folder = Path(name)
        (folder / "users").write_text("ada:s3cret @/:\n")
        (folder / "config").write_text(RADICALE.format(port=port, folder=folder))
        process = subprocess.Popen([sys.executable, "-m", "radicale", "--config", folder / "config"])
        try:
            _wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait()


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return
