"""One exchange over HTTP, bounded in time, size and redirects, and only with addresses that the guard lets through.

The transport is used without httpx's client, which would write the address, a secret, to the log.
"""

import ssl
import zlib
from base64 import b64encode
from collections.abc import AsyncIterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

import httpx

from core.calendars import Trouble
from core.errors.calendars import CalendarUnreadable
from gateways.calendars.safety import PORTS, Guard
from gateways.trust import on_the_web

MOST_BYTES = 5_000_000
MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TIMEOUT = httpx.Timeout(10.0, connect=5.0).as_dict()
_AGENT = "Parley (calendar reader)"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said in the end, after redirects."""

    status: int
    headers: httpx.Headers
    body: bytes


class CalendarWire:
    """Asks servers; nothing is kept from one request to the next, no connection and no cookie."""

    def __init__(self, guard: Guard, tls: ssl.SSLContext | None = None, most: int = MOST_BYTES) -> None:
        self._guard = guard
        self._tls = tls
        self._most = most

    async def ask(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None = None,
        content: bytes = b"",
        most: int | None = None,
    ) -> Answer:
        """The answer; a login in `url` is sent as such, to its own origin only.

        Raises CalendarUnreadable, also where the answer is longer than `most` bytes, or else the wire's own limit.
        """
        at = _parsed(url)
        login = _login(at)
        for _ in range(MOST_REDIRECTS + 1):
            answer = await self._hop(method, at, {**(headers or {}), **login}, content, most or self._most)
            target = answer.headers.get("location")
            if answer.status not in _REDIRECTS or target is None:
                return answer
            following = _parsed(target, at)
            if _origin(following) != _origin(at):
                login = {}
            if answer.status == 303:
                method, content = "GET", b""
            at = following
        raise CalendarUnreadable(Trouble.SERVER_ERROR, at.host)

    async def _hop(
        self, method: str, at: httpx.URL, headers: Mapping[str, str], content: bytes, most: int
    ) -> Answer:
        addresses = await self._guard.addresses(at)
        async with httpx.AsyncHTTPTransport(verify=self._tls or on_the_web(), limits=_ONE) as transport:
            try:
                response = await _first(transport, method, at, addresses, headers, content)
                try:
                    assert isinstance(response.stream, AsyncIterable)
                    body = await _body(response.stream, response.headers, at.host, most)
                finally:
                    await response.aclose()
            except httpx.TimeoutException as problem:
                raise CalendarUnreadable(Trouble.TOO_SLOW, at.host) from problem
            except httpx.TransportError as problem:
                raise CalendarUnreadable(Trouble.UNREACHABLE, at.host) from problem
        return Answer(response.status_code, response.headers, body)


_ONE = httpx.Limits(max_connections=1, max_keepalive_connections=0)


async def _first(
    transport: httpx.AsyncHTTPTransport,
    method: str,
    at: httpx.URL,
    addresses: Sequence[str],
    headers: Mapping[str, str],
    content: bytes,
) -> httpx.Response:
    """Ask the first of the addresses that can be connected to, by the name that was resolved to it."""
    port = at.port or PORTS[at.scheme]
    name = at.raw_host.decode("ascii")
    place = f"[{name}]" if ":" in name else name
    host = {"Host": place if port == PORTS[at.scheme] else f"{place}:{port}"}
    for number, address in enumerate(addresses, 1):
        request = httpx.Request(
            method,
            at.copy_with(host=address, username=None, password=None, fragment=None),
            headers={
                **host,
                "User-Agent": _AGENT,
                "Accept-Encoding": "gzip",
                "Connection": "close",
                **headers,
            },
            content=content,
            extensions={"timeout": _TIMEOUT, "sni_hostname": name},
        )
        try:
            return await transport.handle_async_request(request)
        except (httpx.ConnectError, httpx.ConnectTimeout):
            if number == len(addresses):
                raise
    raise AssertionError("there is at least one address")


async def _body(stream: AsyncIterable[bytes], headers: httpx.Headers, host: str, most: int) -> bytes:
    """The whole body, unpacked; raises CalendarUnreadable over `most` bytes, packed or not."""
    coding = headers.get("content-encoding", "identity").strip().lower()
    if coding not in {"identity", "", "gzip", "x-gzip"}:
        raise CalendarUnreadable(Trouble.NOT_A_CALENDAR, host)
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 16) if "gzip" in coding else None
    body = bytearray()
    async for chunk in stream:
        try:
            body += unpack.decompress(chunk, most + 1 - len(body)) if unpack else chunk
        except zlib.error as problem:
            raise CalendarUnreadable(Trouble.NOT_A_CALENDAR, host) from problem
        if len(body) > most:
            raise CalendarUnreadable(Trouble.TOO_BIG, host)
    return bytes(body)


def _parsed(url: str, base: httpx.URL | None = None) -> httpx.URL:
    try:
        return httpx.URL(url) if base is None else base.join(url)
    except (httpx.InvalidURL, ValueError) as problem:
        raise CalendarUnreadable(Trouble.NO_ADDRESS) from problem


def _login(url: httpx.URL) -> dict[str, str]:
    if not url.userinfo:
        return {}
    user, _, password = url.userinfo.decode("ascii").partition(":")
    secret = b64encode(f"{unquote(user)}:{unquote(password)}".encode()).decode()
    return {"Authorization": f"Basic {secret}"}


def _origin(url: httpx.URL) -> tuple[str, str, int]:
    return url.scheme, url.host, url.port or PORTS.get(url.scheme, 0)
