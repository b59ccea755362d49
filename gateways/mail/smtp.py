"""Mail over SMTP: one connection that is kept, and what each answer of the server means."""

import asyncio
import re
import ssl
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import cache

from aiosmtplib import (
    SMTP,
    SMTPAuthenticationError,
    SMTPException,
    SMTPResponseException,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)

from core.clock import steady
from core.mail import Mail, problem_of
from core.mail_servers import Security, Sender, SmtpServer
from core.outbox import AddressRefused, Scope, SetUpWrongly, TryLater, Unreachable, Unsure
from gateways.mail.messages import message_of, without_addresses

ANSWERS_WITHIN = 20.0
"""Seconds for one answer of the server."""
AWAY = timedelta(seconds=30)
"""For how long nothing is sent when the server does not answer, or asks us to come again."""
WRONG = timedelta(minutes=15)
"""The same, where an operator has to change something."""
_IDLE = 45.0
"""Seconds after which a connection is made anew: servers and what stands between end it unheard."""
_NO_SUCH_MAILBOX = re.compile(r"5\.(1\.[0-36]|2\.1)\b")
_UUID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
_SAID = 200
_NOT_AVAILABLE = 421
_SYNTAX = 500


class SmtpTransport:
    """Meets core.ports.mail.MailTransport.

    Mails go one after the other. When the server is away all of them wait a while, so that nobody knocks for each.
    """

    def __init__(
        self,
        server: SmtpServer,
        sender: Sender,
        now: Callable[[], datetime],
        *,
        name: str = "smtp",
        within: float = ANSWERS_WITHIN,
    ) -> None:
        self.name = name
        self._server = server
        self._sender = sender
        self._now = now
        self._within = within
        self._client: SMTP | None = None
        self._used = 0.0
        self._turn = asyncio.Lock()
        self._rests: tuple[float, TryLater] | None = None

    async def send(self, mail: Mail) -> str:
        """Hand it over; raises what MailTransport says."""
        if problem := problem_of(mail.to):
            raise AddressRefused(f"no mail can be addressed there ({problem})")
        try:
            message = message_of(mail, self._sender, self._now())
        except ValueError as fault:
            raise Unreachable(f"it cannot be written down as mail: {fault}") from fault
        if self.name == "resend":
            message = b"Resend-Idempotency-Key: " + mail.message_id.encode("ascii") + b"\r\n" + message
        async with self._turn:
            if self._rests is not None and steady() < self._rests[0]:
                raise self._rests[1]
            self._rests = None
            try:
                return await self._hand_over(mail.to, message)
            except TryLater as later:
                if later.scope is Scope.BOT:
                    await self._leave()
                    self._rests = steady() + min(AWAY.total_seconds(), self._within), later
                raise

    async def check(self) -> None:
        """Connect and log in; raises TryLater (SetUpWrongly)."""
        async with self._turn:
            await self._leave()
            await self._reach()

    async def aclose(self) -> None:
        """Close the connection."""
        async with self._turn:
            await self._leave()

    async def _hand_over(self, to: str, message: bytes) -> str:
        client = await self._announce()
        try:
            await client.rcpt(to)
        except SMTPResponseException as answer:
            await self._forget(client)
            raise _of_recipient(answer) from answer
        except (OSError, SMTPException) as fault:
            raise _away(fault) from fault
        try:
            _, said = await client.data(message)
        except SMTPResponseException as answer:
            await self._forget(client)
            raise _of_content(answer) from answer
        except (OSError, SMTPException) as fault:
            await self._leave()
            raise Unsure(f"the mail server ended the connection: {type(fault).__name__}") from fault
        except asyncio.CancelledError:
            await self._leave()
            raise
        self._used = steady()
        return _id_in(said)

    async def _announce(self) -> SMTP:
        """A connection at which a mail of ours is begun; one that was kept may have ended meanwhile."""
        kept = await self._kept()
        if kept is not None:
            with suppress(SMTPServerDisconnected, OSError):
                await self._begin(kept)
                return kept
            await self._leave()
        client = await self._reach()
        try:
            await self._begin(client)
        except (SMTPServerDisconnected, OSError) as fault:
            raise _away(fault) from fault
        return client

    async def _begin(self, client: SMTP) -> None:
        try:
            await client.mail(self._sender.address)
        except SMTPSenderRefused as answer:
            await self._forget(client)
            raise _of_sender(answer) from answer
        except SMTPResponseException as answer:
            raise _away(answer) from answer

    async def _kept(self) -> SMTP | None:
        client = self._client
        if client is None:
            return None
        if client.is_connected and steady() - self._used < _IDLE:
            return client
        await self._leave()
        return None

    async def _reach(self) -> SMTP:
        server = self._server
        client = SMTP(
            hostname=server.host,
            port=server.port,
            timeout=self._within,
            use_tls=server.security is Security.TLS,
            start_tls=server.security is Security.STARTTLS,
            tls_context=_trusting(server.ca) if server.security is not Security.NONE else None,
            local_hostname=self._sender.domain,
        )
        try:
            await client.connect()
            if server.user:
                await client.login(server.user, server.password)
        except BaseException as fault:
            client.close()
            raise _of_connecting(fault) from fault
        self._client, self._used = client, steady()
        return client

    async def _forget(self, client: SMTP) -> None:
        """Have the server forget a mail that was begun; where it does not, the connection is left."""
        self._used = steady()
        try:
            await client.rset()
        except (OSError, SMTPException):
            await self._leave()

    async def _leave(self) -> None:
        client, self._client = self._client, None
        if client is None:
            return
        if client.is_connected:
            await _within(1.0, client.quit())
        client.close()


async def _within(seconds: float, goodbye: Awaitable[object]) -> None:
    with suppress(OSError, SMTPException, TimeoutError):
        async with asyncio.timeout(seconds):
            await goodbye


@cache
def _trusting(ca: str | None) -> ssl.SSLContext:
    """Made once: reading all that a machine trusts takes tens of milliseconds."""
    context = ssl.create_default_context()
    if ca is not None:
        context.load_verify_locations(ca)
    return context


def _of_connecting(fault: BaseException) -> BaseException:
    match fault:
        case SMTPAuthenticationError() if fault.code >= _SYNTAX:
            return SetUpWrongly(
                f"the mail server does not accept our name and password: {_said(fault)}", WRONG
            )
        case SMTPResponseException() if fault.code >= _SYNTAX:
            return SetUpWrongly(f"the mail server does not want to hear from us: {_said(fault)}", WRONG)
        case SMTPResponseException():
            return _away(fault)
        case SMTPServerDisconnected():
            return _away(fault)
        case SMTPException() if _is_about_certificate(fault):
            return SetUpWrongly(
                f"the mail server's certificate is not to be trusted: {_line(str(fault))}", WRONG
            )
        case ssl.SSLCertVerificationError():
            return SetUpWrongly(
                f"the mail server's certificate is not to be trusted: {fault.verify_message}", WRONG
            )
        case SMTPException() if not isinstance(fault, OSError):
            return SetUpWrongly(f"the mail server cannot do what is needed: {_line(str(fault))}", WRONG)
        case OSError():
            return _away(fault)
    return fault


def _is_about_certificate(fault: BaseException) -> bool:
    cause = fault.__cause__ or fault.__context__
    return isinstance(cause, ssl.SSLCertVerificationError)


def _away(fault: BaseException) -> TryLater:
    said = _said(fault) if isinstance(fault, SMTPResponseException) else type(fault).__name__
    return TryLater(f"the mail server is away: {said}", AWAY, Scope.BOT)


def _of_sender(answer: SMTPSenderRefused) -> TryLater:
    if answer.code >= _SYNTAX:
        return SetUpWrongly(f"the mail server does not take mail from our address: {_said(answer)}", WRONG)
    return _away(answer)


def _of_recipient(answer: SMTPResponseException) -> Exception:
    if answer.code == _NOT_AVAILABLE:
        return _away(answer)
    if answer.code < _SYNTAX:
        return TryLater(f"not now: {_said(answer)}", scope=Scope.NOTICE)
    if _has_no_mailbox(answer):
        return AddressRefused(_said(answer))
    return Unreachable(_said(answer))


def _of_content(answer: SMTPResponseException) -> Exception:
    if answer.code == _NOT_AVAILABLE:
        return _away(answer)
    if answer.code < _SYNTAX:
        return TryLater(f"not now: {_said(answer)}", scope=Scope.NOTICE)
    return Unreachable(_said(answer))


def _has_no_mailbox(answer: SMTPResponseException) -> bool:
    """Whether nobody is there, rather than that we are not liked, or the mailbox is full."""
    if re.search(r"\b[245]\.\d{1,3}\.\d{1,3}\b", answer.message):
        return _NO_SUCH_MAILBOX.search(answer.message) is not None
    return answer.code in {550, 551, 553}


def _said(answer: SMTPResponseException) -> str:
    return _line(f"{answer.code} {answer.message}")


def _id_in(said: str) -> str:
    """What the server calls the mail: an id of Resend's where there is one, by which its webhooks tell of it."""
    found = _UUID.search(said)
    return found[0] if found else _line(said)


def _line(text: str) -> str:
    """In one line, without addresses: it goes into the log."""
    return without_addresses(" ".join(text.split()))[:_SAID]
