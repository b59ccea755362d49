"""Connections in memory: who listens on the loop is reached by all of its HTTP clients, and no socket is opened."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import Context, copy_context
from itertools import count
from typing import Any
from unittest.mock import patch

from aiohttp import ClientConnectorError, TCPConnector
from aiohttp.client_proto import ResponseHandler
from aiohttp.client_reqrep import ClientRequest

Factory = Callable[[], asyncio.BaseProtocol]


class Line(asyncio.Transport):
    """One end of a connection. What is written arrives in order, and in the process that reads it."""

    def __init__(self, protocol: Any, context: Context, port: int) -> None:
        super().__init__({"peername": ("127.0.0.1", port), "sockname": ("127.0.0.1", port)})
        self._protocol = protocol
        self._context = context
        self._arrived: deque[bytes] = deque()
        self._is_paused = False
        self._is_closing = False
        self.other: Line

    def write(self, data: Any) -> None:
        if not self._is_closing:
            self.other._take(bytes(data))

    def close(self) -> None:
        self._end(None)

    def abort(self) -> None:
        self._end(ConnectionResetError())

    def is_closing(self) -> bool:
        return self._is_closing

    def pause_reading(self) -> None:
        self._is_paused = True

    def resume_reading(self) -> None:
        self._is_paused = False
        self._soon(self._read)

    def is_reading(self) -> bool:
        return not self._is_paused

    def get_protocol(self) -> Any:
        return self._protocol

    def set_protocol(self, protocol: Any) -> None:
        self._protocol = protocol

    def get_write_buffer_size(self) -> int:
        return 0

    def can_write_eof(self) -> bool:
        return False

    def begin(self) -> None:
        """Tell the protocol that it is connected."""
        self._soon(self._protocol.connection_made, self)

    def _take(self, data: bytes) -> None:
        self._arrived.append(data)
        self._soon(self._read)

    def _read(self) -> None:
        while self._arrived and not self._is_paused and not self._is_closing:
            self._protocol.data_received(self._arrived.popleft())

    def _end(self, problem: Exception | None) -> None:
        for end in (self, self.other):
            if not end._is_closing:
                end._soon(end._lose, problem)
        self._is_closing = True

    def _lose(self, problem: Exception | None) -> None:
        self._read()
        self._is_closing = True
        self._protocol.connection_lost(problem)

    def _soon(self, callback: Callable[..., None], *args: Any) -> None:
        asyncio.get_running_loop().call_soon(callback, *args, context=self._context)


class Server:
    """What `create_server` gives, as far as it is asked."""

    def __init__(self, ports: "Ports", port: int) -> None:
        self._ports = ports
        self.sockets = [self]
        self._port = port

    def getsockname(self) -> tuple[str, int]:
        return "127.0.0.1", self._port

    def close(self) -> None:
        self._ports.listening.pop(self._port, None)

    async def wait_closed(self) -> None:
        """Nothing goes on."""


class Ports:
    """Who listens where. Names of hosts lead to ports; `routed` says to which."""

    def __init__(self) -> None:
        self.listening: dict[int, tuple[Factory, Context]] = {}
        self.routed: dict[str, Callable[[], int | None]] = {}
        self._numbers = count(1024)

    async def create_server(
        self, factory: Factory, _host: object = None, port: int = 0, **_: object
    ) -> Server:
        """As the loop's, in the process that calls it."""
        port = port or next(self._numbers)
        self.listening[port] = factory, copy_context()
        return Server(self, port)

    async def connect(self, request: ClientRequest, protocol: ResponseHandler) -> None:
        """Connect a client; raises ClientConnectorError where nobody listens."""
        host, port = request.url.host or "", request.url.port
        if host in self.routed:
            port = self.routed[host]()
        found = self.listening.get(port or 0)
        await asyncio.sleep(0.001)
        if found is None:
            raise ClientConnectorError(request.connection_key, ConnectionRefusedError(111, "refused"))
        factory, context = found
        here = copy_context()
        client, server = (
            Line(protocol, here, port or 0),
            Line(context.run(factory), context.copy(), port or 0),
        )
        client.other, server.other = server, client
        protocol.connection_made(client)
        server.begin()


@contextmanager
def in_memory(ports: Ports) -> Iterator[None]:
    """All HTTP clients reach what listens there, and nothing else."""

    async def connected(self: TCPConnector, request: ClientRequest, *_: object) -> ResponseHandler:
        protocol: ResponseHandler = self._factory()
        await ports.connect(request, protocol)
        return protocol

    with patch.object(TCPConnector, "_create_connection", connected):
        yield
