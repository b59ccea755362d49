"""A web server on loopback, and readers that may ask it."""

import ssl
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path

import pytest

from gateways.calendars import worker
from gateways.calendars.safety import Guard
from gateways.calendars.wire import CalendarWire
from tests.gateways.servers import Site, radicale, site

CERTIFICATE = Path(__file__).parent / "cal.test.pem"


class Names:
    """A resolver: each name's answers, one after the other; the last one stays. `asked` are the names."""

    def __init__(self, **answers: list[list[str]]) -> None:
        self._answers = {name.replace("_", "."): found for name, found in answers.items()}
        self.asked: list[str] = []

    async def __call__(self, host: str, port: int) -> Sequence[str]:  # noqa: ARG002 (as the system has it)
        self.asked.append(host)
        found = self._answers.get(host)
        if found is None:
            raise OSError(host)
        return found.pop(0) if len(found) > 1 else found[0]


@pytest.fixture(autouse=True)
def in_no_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """A calendar is worked through in another process, for which a busy machine may take long."""
    monkeypatch.setattr(worker, "SECONDS", 120)


@pytest.fixture
async def web() -> AsyncIterator[Site]:
    async with site() as made:
        yield made


@pytest.fixture
def wire(web: Site) -> CalendarWire:
    """May ask `web`, and otherwise only what is public."""
    return CalendarWire(Guard(frozenset({web.host})))


@pytest.fixture
def server_tls() -> ssl.SSLContext:
    """Of a server that calls itself cal.test."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


@pytest.fixture
def client_tls() -> ssl.SSLContext:
    """Trusts that server and nobody else."""
    return ssl.create_default_context(cafile=str(CERTIFICATE))


@pytest.fixture(scope="session")
def caldav_server() -> Iterator[str]:
    with radicale() as url:
        yield url
