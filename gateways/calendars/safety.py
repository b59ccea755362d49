"""Which addresses may be asked: a mentor types them, so none may lead into the network that Parley stands in.

What is judged is the address a name resolves to, and the connection is made to that very address: a name that
points elsewhere a moment later (DNS rebinding) gains nothing. Each hop of a redirect is judged anew.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

import httpx

from core.calendars import Trouble
from core.errors.calendars import CalendarUnreadable

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""Host and port to addresses; raises OSError where there are none."""

PORTS = {"https": 443, "http": 80}
_MOST_ADDRESSES = 4
_NAT64 = IPv6Network("64:ff9b::/96")
# Nobody's calendar, though `ipaddress` takes them for public: Azure's host, 6to4, examples, SRv6, old site-local.
_SPECIAL = tuple(map(ip_network, ("168.63.129.16/32", "2002::/16", "3fff::/20", "5f00::/16", "fec0::/10")))


async def resolve(host: str, port: int) -> Sequence[str]:
    """Ask the system's resolver."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


def is_public(address: str) -> bool:
    """Whether an address is one of the open internet; an IPv4 address inside an IPv6 one is judged itself."""
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv6Address) and (carried := _carried(ip)) is not None:
        ip = carried
    return (
        ip.is_global
        and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)
        and not any(ip in special for special in _SPECIAL)
    )


def _carried(ip: IPv6Address) -> IPv4Address | None:
    return IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else ip.ipv4_mapped


class Guard:
    """Lets a request through to public addresses, over https.

    `trusted` are hosts (`calendar.lan`, `127.0.0.1:5232`) that an operator vouches for: they may be inside and
    speak plain http.
    """

    def __init__(self, trusted: frozenset[str] = frozenset(), resolve: Resolve = resolve) -> None:
        self._trusted = trusted
        self._resolve = resolve

    async def addresses(self, url: httpx.URL) -> Sequence[str]:
        """Where to connect for this address, in order; raises CalendarUnreadable."""
        port = url.port or PORTS.get(url.scheme, 0)
        trusted = not self._trusted.isdisjoint({url.host, f"{url.host}:{port}"})
        if url.scheme not in PORTS or not url.host:
            raise CalendarUnreadable(Trouble.NO_ADDRESS, url.host)
        if url.scheme != "https" and not trusted:
            raise CalendarUnreadable(Trouble.NOT_HTTPS, url.host)
        try:
            found = await self._resolve(url.raw_host.decode("ascii").strip("[]"), port)
        except (OSError, UnicodeError) as problem:
            raise CalendarUnreadable(Trouble.UNREACHABLE, url.host) from problem
        if not found:
            raise CalendarUnreadable(Trouble.UNREACHABLE, url.host)
        if not trusted and not all(map(is_public, found)):
            raise CalendarUnreadable(Trouble.UNSAFE, url.host)
        return found[:_MOST_ADDRESSES]
