"""Strangers at the web server: none of them holds a socket, memory or the log."""

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession, web

from bot.gate import Gate, OncePerMinute
from bot.web import BODY_LIMIT, Bodies, BodyRefused, WebServer
from tests.wire.telegram_stage import until

HALF = b"POST /take HTTP/1.1\r\nHost: x\r\n"


async def server_with(gate: Gate, bodies: Bodies) -> WebServer:
    async def take(request: web.Request) -> web.Response:
        try:
            return web.Response(text=str(len(await bodies.read(request))))
        except BodyRefused as refused:
            return web.Response(status=refused.status)

    server = WebServer("127.0.0.1", 0, [web.post("/take", take)], gate=gate)
    await server.start()
    return server


@pytest.fixture
async def server() -> AsyncIterator[WebServer]:
    server = await server_with(Gate(), Bodies(limit=3 * BODY_LIMIT))
    yield server
    await server.stop()


async def half(server: WebServer, sent: bytes = HALF) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write(sent)
    await writer.drain()
    return reader, writer


async def closed(reader: asyncio.StreamReader) -> bytes:
    """What came until the server closed."""
    async with asyncio.timeout(20):
        try:
            return await reader.read()
        except ConnectionError:
            return b""


@pytest.mark.spec("SAF-2")
@pytest.mark.parametrize("sent", [b"", b"P", HALF, HALF + b"X: " + b"y" * 100])
async def test_half_a_head_is_waited_for_no_longer_than_the_deadline(sent: bytes) -> None:
    server = await server_with(Gate(head=0.5), Bodies())
    reader, writer = await half(server, sent)
    assert await closed(reader) == b""
    writer.close()
    await server.stop()


@pytest.mark.spec("SAF-2")
async def test_half_a_second_request_on_the_same_connection_is_not_waited_for_either() -> None:
    server = await server_with(Gate(idle=0.5), Bodies())
    reader, writer = await half(server, b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n" + HALF)
    assert b"alive" in await closed(reader)
    writer.close()
    await server.stop()


@pytest.mark.spec("SAF-2")
async def test_a_body_that_does_not_come_is_refused() -> None:
    server = await server_with(Gate(), Bodies(seconds=0.5))
    reader, writer = await half(server, HALF + b"Content-Length: 10\r\n\r\nabc")
    assert b" 408 " in await reader.readline()
    writer.close()
    await server.stop()


@pytest.mark.spec("SAF-2")
async def test_many_that_wait_take_no_room_from_one_that_asks() -> None:
    server = await server_with(Gate(most=20), Bodies())
    waiting = [await half(server) for _ in range(100)]
    async with ClientSession() as client, client.get(f"http://127.0.0.1:{server.port}/health") as answer:
        assert answer.status == 200
    assert await closed(waiting[0][0]) == b""
    for _, writer in waiting:
        writer.close()
    await server.stop()


@pytest.mark.spec("SAF-2")
async def test_a_body_is_refused_by_its_length_before_it_is_read(server: WebServer) -> None:
    reader, writer = await half(server, HALF + f"Content-Length: {BODY_LIMIT + 1}\r\n\r\n".encode())
    assert b" 413 " in await reader.readline()
    writer.close()


@pytest.mark.spec("SAF-2")
async def test_bodies_of_strangers_share_a_little_memory() -> None:
    bodies = Bodies(limit=100_000)
    server = await server_with(Gate(), bodies)
    url = f"http://127.0.0.1:{server.port}/take"
    held = [await half(server, HALF + b"Content-Length: 40000\r\n\r\n" + b"x" * 30_000) for _ in range(3)]
    await until(lambda: bodies._held >= 90_000, 20)
    async with ClientSession() as client:
        async with client.post(url, data=b"x" * 50_000) as refused:
            assert refused.status == 503
        for reader, writer in held:
            writer.write(b"x" * 10_000)
            assert b" 200 " in await reader.readline()
            writer.close()
        async with client.post(url, data=b"x" * 50_000) as taken:
            assert await taken.text() == "50000"
    await server.stop()


@pytest.mark.spec("SAF-2")
@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "nonsense", "\xff"])
async def test_an_encoding_is_never_undone(server: WebServer, encoding: str) -> None:
    head = HALF + b"Content-Length: 3\r\nContent-Encoding: " + encoding.encode("latin-1") + b"\r\n\r\nabc"
    reader, writer = await half(server, head)
    assert b" 500 " not in await reader.readline()
    writer.close()


def test_the_log_has_one_line_a_minute_and_no_trace() -> None:
    once = OncePerMinute()
    records = [
        logging.LogRecord("x", logging.ERROR, "", 0, "bad %s", ("request",), None) for _ in range(50)
    ]
    assert [once.filter(record) for record in records] == [True] + [False] * 49
