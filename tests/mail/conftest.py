"""A mail server on loopback, and our transport at it."""

from collections.abc import AsyncIterator, Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from core.clock import Clock
from core.mail import Mail
from core.mail_servers import Security, Sender, SmtpServer
from gateways.mail import smtp
from gateways.mail.smtp import SmtpTransport
from playground.mail.certificate import make_certificate, server_side
from playground.mail.server import MailServer, Received

SENDER = Sender("mentors@parley.example", "Mentoring", "help@parley.example")
USER, PASSWORD = "parley", "s3cret @/:"
WITHIN = 10.0
"""Seconds that an answer may take."""


def a_mail(number: int = 1, **more: object) -> Mail:
    values: dict[str, object] = {
        "to": "ben@example.org",
        "name": "Ben Wölff",
        "subject": "Your session is booked ✓",
        "text": "Tuesday\n.\n.. and a dot\n",
        "html": "<p>Tuesday</p>",
        "message_id": f"booked.{number}@parley.example",
    }
    return Mail(**{**values, **more})  # type: ignore[arg-type]


def parsed(received: Received) -> EmailMessage:
    message = message_from_bytes(received.content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


def body(received: Received, kind: str) -> str:
    part = parsed(received).get_body((kind,))
    assert part is not None
    said: str = part.get_content()
    return said.replace("\r\n", "\n")


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
async def server(certificate: Path) -> AsyncIterator[MailServer]:
    made = MailServer({USER: PASSWORD}, server_side(certificate))
    await made.start()
    yield made
    await made.stop()


Reach = Callable[..., SmtpTransport]


@pytest.fixture
async def reach(
    server: MailServer, certificate: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Reach]:
    """Our transport at the server. Its pauses pass by `clock`."""
    monkeypatch.setattr(smtp, "steady", lambda: clock.now().timestamp())
    made: list[SmtpTransport] = []

    def make(**more: object) -> SmtpTransport:
        usual: dict[str, object] = {"user": USER, "password": PASSWORD, "ca": str(certificate)}
        where = SmtpServer("localhost", server.port, Security.STARTTLS, **{**usual, **more})  # type: ignore[arg-type]
        made.append(SmtpTransport(where, SENDER, clock.now, within=WITHIN))
        return made[-1]

    yield make
    for each in made:
        await each.aclose()


@pytest.fixture
def post(reach: Reach) -> SmtpTransport:
    return reach()


class Kept:
    """A transport that keeps what it is given."""

    name = "smtp"

    def __init__(self) -> None:
        self.mails: list[Mail] = []

    async def send(self, mail: Mail) -> str:
        self.mails.append(mail)
        return ""

    async def aclose(self) -> None:
        """Nothing is open."""
