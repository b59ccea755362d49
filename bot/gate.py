"""Keeps strangers from holding the web server's sockets: aiohttp waits for ever for the rest of a request."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from aiohttp import web

CONNECTIONS = 256
"""At once. The usual limit is 1024 descriptors for a process, and sending and the database need theirs."""
HEAD_SECONDS = 10.0
"""From connecting until the head of the request has come."""
IDLE_SECONDS = 75.0
"""From an answer until the head of the next request has come."""
QUIET_SECONDS = 60.0

log = logging.getLogger(__name__)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class OncePerMinute(logging.Filter):
    """Lets one record a minute through, without its trace: whoever can cause it could fill the log."""

    def __init__(self) -> None:
        super().__init__()
        self._last = float("-inf")
        self._held = 0

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether this one is written; it says how many were not."""
        if 0 <= record.created - self._last < QUIET_SECONDS:  # a clock that was set back silences nothing
            self._held += 1
            return False
        self._last = record.created
        if self._held:
            record.msg, record.args = f"{record.getMessage()} (and {self._held} more like it)", ()
        record.exc_info = None
        self._held = 0
        return True


log.addFilter(OncePerMinute())
requests_log = logging.getLogger("parley.web")
requests_log.addFilter(OncePerMinute())


class Gate:
    """Counts connections and ends those that do not come to the point.

    Where there are `most`, a new one takes the place of the one that has waited longest for a request's head; it is
    refused where none waits.
    """

    def __init__(
        self, most: int = CONNECTIONS, head: float = HEAD_SECONDS, idle: float = IDLE_SECONDS
    ) -> None:
        self._most = most
        self._head = head
        self._idle = idle
        self._open: set[asyncio.BaseTransport] = set()
        self._deadlines: dict[asyncio.BaseTransport, asyncio.TimerHandle] = {}

    def enter(self, transport: asyncio.BaseTransport) -> bool:
        """Take a new connection in; False where there is no room."""
        if len(self._open) >= self._most:
            log.warning("there are %d connections at once", self._most)
            longest = next(iter(self._deadlines), None)
            if longest is None:
                return False
            self._end(longest)
        self._open.add(transport)
        self._wait(transport, self._head)
        return True

    def leave(self, transport: asyncio.BaseTransport) -> None:
        """The connection is closed."""
        self._open.discard(transport)
        self._stop_waiting(transport)

    @web.middleware
    async def watch(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """While a request is handled, nothing is waited for; afterwards, for the next one."""
        transport = request.transport
        if transport is not None:
            self._stop_waiting(transport)
        try:
            return await handler(request)
        finally:
            if transport is not None and transport in self._open:
                self._wait(transport, self._idle)

    def _wait(self, transport: asyncio.BaseTransport, seconds: float) -> None:
        loop = asyncio.get_running_loop()
        self._deadlines[transport] = loop.call_later(seconds, self._end, transport)

    def _stop_waiting(self, transport: asyncio.BaseTransport) -> None:
        if deadline := self._deadlines.pop(transport, None):
            deadline.cancel()

    def _end(self, transport: asyncio.BaseTransport) -> None:
        self.leave(transport)
        if isinstance(transport, asyncio.Transport):
            transport.abort()


class Connection(asyncio.Protocol):
    """One connection: what comes through the gate goes on to aiohttp's own protocol."""

    def __init__(self, gate: Gate, make: Callable[[], asyncio.Protocol]) -> None:
        self._gate = gate
        self._make = make
        self._inner: asyncio.Protocol | None = None
        self._transport: asyncio.BaseTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Go on only where there is room."""
        if not self._gate.enter(transport):
            assert isinstance(transport, asyncio.Transport)
            transport.abort()
            return
        self._transport = transport
        self._inner = self._make()
        self._inner.connection_made(transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """Make room."""
        if self._inner is not None and self._transport is not None:
            self._gate.leave(self._transport)
            self._inner.connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Pass on."""
        if self._inner is not None:
            self._inner.data_received(data)

    def eof_received(self) -> bool | None:
        """Pass on."""
        return None if self._inner is None else self._inner.eof_received()

    def pause_writing(self) -> None:
        """Pass on."""
        if self._inner is not None:
            self._inner.pause_writing()

    def resume_writing(self) -> None:
        """Pass on."""
        if self._inner is not None:
            self._inner.resume_writing()
