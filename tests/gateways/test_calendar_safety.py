"""Addresses that mentors type must not lead into the network that Parley stands in."""

import ssl

import pytest
from httpx import URL

from core.calendars import Trouble
from core.errors.calendars import CalendarUnreadable
from gateways.calendars.safety import Guard, is_public
from gateways.calendars.wire import CalendarWire
from tests.gateways.conftest import Names
from tests.gateways.servers import Site, site

PUBLIC = ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
INSIDE = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.2.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "100.100.100.200",
    "168.63.129.16",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a00:1",
    "64:ff9b:1::1",
    "100::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:a00:1::",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%1",
    "fec0::1",
    "ff02::1",
    "rubbish",
]


async def trouble(wire: CalendarWire, url: str) -> str:
    with pytest.raises(CalendarUnreadable) as refused:
        await wire.ask("GET", url)
    return refused.value.trouble


@pytest.mark.spec("AVL-5", "SAF-1")
def test_only_addresses_of_the_open_internet_are_public() -> None:
    assert [address for address in PUBLIC if not is_public(address)] == []
    assert [address for address in INSIDE if is_public(address)] == []


@pytest.mark.spec("AVL-5")
@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "0",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "169.254.169.254",
        "[fe80::1]",
        "10.1.2.3",
        "[fd12::1]",
        "LOCALHOST",
        "127.0.0.1.",
    ],
)
async def test_private_places_are_refused_however_they_are_written(web: Site, host: str) -> None:
    refused = {Trouble.UNSAFE, Trouble.UNREACHABLE, Trouble.NO_ADDRESS}
    assert await trouble(CalendarWire(Guard()), f"https://{host}:{web.port}/x") in refused
    assert web.asked == []


@pytest.mark.spec("AVL-5")
async def test_a_name_that_leads_inside_is_refused_even_if_it_leads_outside_too(web: Site) -> None:
    names = Names(
        a_test=[["127.0.0.1"]], b_test=[["93.184.216.34", "10.0.0.1"]], c_test=[["::1", "8.8.8.8"]]
    )
    for host in ("a.test", "b.test", "c.test"):
        assert (
            await trouble(CalendarWire(Guard(resolve=names)), f"https://{host}:{web.port}/")
            == Trouble.UNSAFE
        )
    assert web.asked == []


@pytest.mark.spec("AVL-5")
async def test_a_name_is_resolved_once_and_that_very_address_is_connected_to() -> None:
    async with site("127.0.0.2") as meant, site("127.0.0.1") as inside:
        names = Names(cal_test=[["127.0.0.2"], ["127.0.0.1"]])
        wire = CalendarWire(Guard(frozenset({"cal.test"}), names))
        for server in (meant, inside):
            server.says("/", server.host)
        assert (await wire.ask("GET", meant.url(host="cal.test"))).status == 200
        assert names.asked == ["cal.test"]
        assert [request.host for request in meant.asked] == [f"cal.test:{meant.port}"]
        assert inside.asked == []


@pytest.mark.spec("AVL-5")
async def test_each_hop_of_a_redirect_is_judged_anew(web: Site, wire: CalendarWire) -> None:
    targets = {
        f"http://localhost:{web.port}/secret": Trouble.NOT_HTTPS,
        f"https://localhost:{web.port}/secret": Trouble.UNSAFE,
        "https://169.254.169.254/latest/meta-data": Trouble.UNSAFE,
        f"//[::1]:{web.port}/secret": Trouble.NOT_HTTPS,
        "file:///etc/passwd": Trouble.NO_ADDRESS,
        "gopher://127.0.0.1:6379/_FLUSHALL": Trouble.NO_ADDRESS,
        "https://": Trouble.NO_ADDRESS,
    }
    for target, expected in targets.items():
        web.refers("/feed", target)
        assert await trouble(wire, web.url("/feed")) == expected, target
    assert {request.path for request in web.asked} == {"/feed"}


@pytest.mark.spec("AVL-5")
async def test_a_name_that_changes_its_mind_is_refused_from_then_on(web: Site) -> None:
    names = Names(cal_test=[["93.184.216.34"], ["127.0.0.1"]])
    guard = Guard(resolve=names)
    assert await guard.addresses(URL(f"https://cal.test:{web.port}/")) == ["93.184.216.34"]
    assert await trouble(CalendarWire(guard), f"https://cal.test:{web.port}/") == Trouble.UNSAFE
    assert web.asked == []


@pytest.mark.spec("AVL-5")
async def test_plain_http_is_for_hosts_that_the_operator_vouches_for(web: Site, wire: CalendarWire) -> None:
    assert await trouble(wire, "http://example.com/feed") == Trouble.NOT_HTTPS
    assert await trouble(wire, f"http://127.0.0.1:{web.port + 1}/feed") == Trouble.NOT_HTTPS
    web.says("/", "hello")
    assert (await wire.ask("GET", web.url())).body == b"hello"
    everything_there = CalendarWire(Guard(frozenset({"127.0.0.1"})))
    assert (await everything_there.ask("GET", web.url())).body == b"hello"


@pytest.mark.spec("AVL-5")
async def test_endless_redirects_end(web: Site, wire: CalendarWire) -> None:
    web.refers("*", "/next")
    assert await trouble(wire, web.url()) == Trouble.SERVER_ERROR
    assert len(web.asked) == 6


@pytest.mark.spec("AVL-5", "SAF-6")
async def test_a_login_goes_to_its_own_origin_only(web: Site, wire: CalendarWire) -> None:
    async with site() as other:
        both = CalendarWire(Guard(frozenset({web.host, other.host})))
        web.refers("/", "/moved", 301)
        web.refers("/moved", other.url("/elsewhere"), 308)
        other.says("/elsewhere", "hello")
        address = web.url().replace("//", "//ada:p%40ss@")
        assert (await both.ask("REPORT", address, content=b"<x/>")).body == b"hello"
        assert [request.headers.get("Authorization") for request in web.asked] == ["Basic YWRhOnBAc3M="] * 2
        assert [request.headers.get("Authorization") for request in other.asked] == [None]
        assert [request.method for request in (*web.asked, *other.asked)] == ["REPORT"] * 3
        assert all("ada" not in str(request.url) for request in (*web.asked, *other.asked))


@pytest.mark.spec("AVL-5")
async def test_tls_is_for_the_name_although_the_connection_is_to_an_address(
    server_tls: ssl.SSLContext, client_tls: ssl.SSLContext
) -> None:
    heard: list[str | None] = []
    server_tls.sni_callback = lambda _socket, name, _context: heard.append(name)
    async with site(tls=server_tls) as server:
        server.says("/", "hello")
        names = Names(cal_test=[["127.0.0.1"]], evil_test=[["127.0.0.1"]])
        wire = CalendarWire(Guard(frozenset({"cal.test", "evil.test"}), names), client_tls)
        assert (await wire.ask("GET", server.url(host="cal.test"))).body == b"hello"
        assert heard == ["cal.test"]
        assert await trouble(wire, server.url(host="evil.test")) == Trouble.UNREACHABLE
        strict = CalendarWire(Guard(frozenset({"cal.test"}), names))
        assert await trouble(strict, server.url(host="cal.test")) == Trouble.UNREACHABLE
        assert len(server.asked) == 1


@pytest.mark.spec("AVL-5")
async def test_an_address_that_is_shut_leads_to_the_names_next_one(web: Site) -> None:
    web.says("/", "hello")
    names = Names(cal_test=[["127.0.0.3", "127.0.0.1"]])
    wire = CalendarWire(Guard(frozenset({"cal.test"}), names))
    assert (await wire.ask("GET", web.url(host="cal.test"))).body == b"hello"


async def test_a_name_that_nobody_knows_cannot_be_reached() -> None:
    assert (
        await trouble(CalendarWire(Guard(resolve=Names())), "https://nowhere.test/") == Trouble.UNREACHABLE
    )
