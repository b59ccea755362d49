"""A mail server: SMTP with STARTTLS and AUTH (RFC 5321, 3207, 4954), as strict as the strict ones are."""

import asyncio
import base64
import binascii
import ssl
from collections import defaultdict, deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

LINE = 2048
LONGEST_LINE = 998
DROP = "drop"
"""In place of an answer: end the connection."""
HANG = "hang"
"""In place of an answer: say nothing."""
TAKE_AND_DROP = "take and drop"
"""In place of the answer to the content: take the mail, and end the connection unheard."""
_MOST_BYTES = 10_000_000


@dataclass(frozen=True, slots=True)
class Received:
    """A mail that was taken: its envelope and its content (CRLF), and how the connection was."""

    sender: str
    recipient: str
    content: bytes
    encrypted: bool
    user: str | None


@dataclass
class _Talk:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    encrypted: bool = False
    greeted: bool = False
    user: str | None = None
    sender: str | None = None
    recipients: list[str] = field(default_factory=list)

    def forget(self) -> None:
        self.sender = None
        self.recipients = []


class _Over(Exception):  # noqa: N818
    """The connection ends."""


class MailServer:
    """Takes mails on loopback. `mails` are those that it took; `talks` counts connections.

    With `users` nobody sends without logging in, and nobody logs in unencrypted. `says` are answers that it gives
    instead of its own, the first for the first: by command, `CONNECT` when somebody comes, `.` to a mail's content.
    """

    def __init__(
        self,
        users: dict[str, str] | None = None,
        tls: ssl.SSLContext | None = None,
        *,
        from_the_start: bool = False,
    ) -> None:
        self.mails: list[Received] = []
        self.talks = 0
        self.says: defaultdict[str, deque[str]] = defaultdict(deque)
        self.port = 0
        self._users = users or {}
        self._tls = tls
        self._from_the_start = from_the_start
        self._server: asyncio.Server | None = None
        self._talking: set[asyncio.StreamWriter] = set()
        self._listeners: list[Callable[[Received], None]] = []

    def on_mail(self, listener: Callable[[Received], None]) -> None:
        """Call `listener` for each mail that is taken."""
        self._listeners.append(listener)

    async def start(self, port: int = 0) -> None:
        """Listen on 127.0.0.1; port 0 takes a free one."""
        self._server = await asyncio.start_server(
            self._talk, "127.0.0.1", port, limit=LINE, ssl=self._tls if self._from_the_start else None
        )
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Listen no more, and end all connections."""
        if self._server is not None:
            self._server.close()
        for writer in tuple(self._talking):
            writer.transport.abort()
        if self._server is not None:
            await self._server.wait_closed()
            self._server = None

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.talks += 1
        self._talking.add(writer)
        talk = _Talk(reader, writer, encrypted=self._from_the_start)
        try:
            await self._answer(talk, "CONNECT", "220 localhost ready")
            while True:
                await self._command(talk)
        except (_Over, OSError, EOFError, ValueError):
            pass
        finally:
            self._talking.discard(writer)
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    async def _answer(self, talk: _Talk, verb: str, usual: str) -> bool:
        """Say what is usual, or what was set in its place; whether that is a success."""
        said = self.says[verb].popleft() if self.says[verb] else usual
        if said == HANG:
            await talk.reader.read()
        if said in {DROP, HANG}:
            raise _Over
        await _say(talk, said)
        if said.startswith("421"):
            raise _Over
        return said[:1] in "23"

    async def _command(self, talk: _Talk) -> None:
        try:
            line = await talk.reader.readuntil(b"\n")
        except asyncio.LimitOverrunError:
            await _say(talk, "500 5.5.6 line too long")
            raise _Over from None
        if not line.endswith(b"\r\n"):
            await _say(talk, "500 5.5.2 lines end with CRLF")
            return
        verb, _, rest = line[:-2].decode("ascii", "replace").partition(" ")
        match verb.upper():
            case "EHLO" if rest:
                talk.greeted = True
                talk.forget()
                await self._answer(talk, "EHLO", self._offers(talk))
            case "STARTTLS" if self._tls and not talk.encrypted:
                await self._encrypt(talk)
            case "AUTH":
                await self._log_in(talk, rest)
            case "MAIL":
                await self._begin(talk, rest)
            case "RCPT":
                await self._address(talk, rest)
            case "DATA" if not rest:
                await self._take(talk)
            case "RSET":
                talk.forget()
                await self._answer(talk, "RSET", "250 2.0.0 forgotten")
            case "NOOP":
                await self._answer(talk, "NOOP", "250 2.0.0 ok")
            case "QUIT":
                await self._answer(talk, "QUIT", "221 2.0.0 bye")
                raise _Over
            case _:
                await _say(talk, "502 5.5.1 not known here")

    def _offers(self, talk: _Talk) -> str:
        offers = ["localhost", "PIPELINING", f"SIZE {_MOST_BYTES}", "ENHANCEDSTATUSCODES"]
        offers += ["STARTTLS"] if self._tls and not talk.encrypted else []
        offers += ["AUTH PLAIN LOGIN"] if self._users and talk.encrypted else []
        return "\r\n".join(f"250{' ' if each is offers[-1] else '-'}{each}" for each in offers)

    async def _encrypt(self, talk: _Talk) -> None:
        if not await self._answer(talk, "STARTTLS", "220 2.0.0 go ahead"):
            return
        assert self._tls is not None
        await talk.writer.start_tls(self._tls)
        talk.encrypted, talk.greeted, talk.user = True, False, None
        talk.forget()

    async def _log_in(self, talk: _Talk, rest: str) -> None:
        method, _, first = rest.partition(" ")
        if not talk.encrypted:
            await _say(talk, "538 5.7.11 encryption required")
            return
        try:
            match method.upper():
                case "PLAIN":
                    _, user, password = (await self._secret(talk, "", first)).split("\0")
                case "LOGIN":
                    user = await self._secret(talk, "Username:", first)
                    password = await self._secret(talk, "Password:", "")
                case _:
                    await _say(talk, "504 5.5.4 not known here")
                    return
        except (ValueError, binascii.Error):
            await _say(talk, "501 5.5.2 not readable")
            return
        right = user in self._users and self._users[user] == password
        usual = "235 2.7.0 welcome" if right else "535 5.7.8 name or password wrong"
        if await self._answer(talk, "AUTH", usual) and right:
            talk.user = user

    async def _secret(self, talk: _Talk, asks: str, given: str) -> str:
        if not given:
            await _say(talk, f"334 {base64.b64encode(asks.encode()).decode()}")
            given = (await talk.reader.readuntil(b"\r\n"))[:-2].decode("ascii")
        return base64.b64decode(given, validate=True).decode()

    async def _begin(self, talk: _Talk, rest: str) -> None:
        sender = _path(rest, "FROM")
        if not talk.greeted or talk.sender is not None:
            await _say(talk, "503 5.5.1 not now")
        elif self._users and talk.user is None:
            await _say(talk, "530 5.7.0 log in first")
        elif sender is None:
            await _say(talk, "501 5.1.7 no address")
        elif await self._answer(talk, "MAIL", "250 2.1.0 ok"):
            talk.sender = sender

    async def _address(self, talk: _Talk, rest: str) -> None:
        recipient = _path(rest, "TO")
        if talk.sender is None:
            await _say(talk, "503 5.5.1 not now")
        elif not recipient or "\ufffd" in recipient:
            await _say(talk, "501 5.1.3 no address")
        elif await self._answer(talk, "RCPT", "250 2.1.5 ok"):
            talk.recipients.append(recipient)

    async def _take(self, talk: _Talk) -> None:
        if talk.sender is None or not talk.recipients:
            await _say(talk, "503 5.5.1 not now")
            return
        if not await self._answer(talk, "DATA", "354 go ahead"):
            talk.forget()
            return
        content, wrong = await _content(talk.reader)
        if wrong:
            await _say(talk, f"550 5.6.0 {wrong}")
        elif self.says["."] and self.says["."][0] == TAKE_AND_DROP:
            self.says["."].popleft()
            self._keep(talk, content)
            raise _Over
        elif await self._answer(talk, ".", f"250 2.0.0 queued as {len(self.mails) + 1:06}"):
            self._keep(talk, content)
        talk.forget()

    def _keep(self, talk: _Talk, content: bytes) -> None:
        assert talk.sender is not None
        for recipient in talk.recipients:
            received = Received(talk.sender, recipient, content, talk.encrypted, talk.user)
            self.mails.append(received)
            for listener in self._listeners:
                listener(received)


async def _say(talk: _Talk, text: str) -> None:
    talk.writer.write(text.encode("ascii") + b"\r\n")
    await talk.writer.drain()


async def _content(reader: asyncio.StreamReader) -> tuple[bytes, str]:
    """The mail up to the dot, and what is wrong with it."""
    lines: list[bytes] = []
    wrong = ""
    while (line := await reader.readuntil(b"\n")) != b".\r\n":
        if not line.endswith(b"\r\n"):
            wrong = "a line feed alone"
        if len(line) - 2 > LONGEST_LINE:
            wrong = "a line is too long"
        if not line.isascii():
            wrong = "8-bit content was not announced"
        lines.append(line.removeprefix(b"."))
    return b"".join(lines), wrong


def _path(rest: str, word: str) -> str | None:
    """The address in `FROM:<…>` or `TO:<…>`, whatever follows it."""
    given, _, path = rest.partition(":")
    address, closed, _ = path.strip().partition(">")
    if given.upper() != word or not closed or not address.startswith("<"):
        return None
    return address[1:]
