"""Mail over SMTP, at a real server: one connection, never a password in the clear, and what each answer means."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from core.clock import Clock
from core.mail_servers import Security, SmtpServer
from core.outbox import AddressRefused, Scope, SetUpWrongly, TryLater, Unreachable, Unsure
from gateways.mail.smtp import SmtpTransport
from playground.mail.certificate import server_side
from playground.mail.server import DROP, HANG, TAKE_AND_DROP, MailServer
from tests.clocks import let_pass
from tests.mail.conftest import PASSWORD, SENDER, USER, WITHIN, Reach, a_mail, parsed
from tests.wire.telegram_stage import until


@pytest.mark.spec("EML-1")
async def test_mails_go_one_after_the_other_over_one_encrypted_connection(
    server: MailServer, post: SmtpTransport
) -> None:
    said = await asyncio.gather(*(post.send(a_mail(n)) for n in range(5)))
    assert (server.talks, len(server.mails)) == (1, 5)
    assert all(each.encrypted and each.user == USER for each in server.mails)
    assert sorted(said) == [f"2.0.0 queued as {n:06}" for n in range(1, 6)]
    assert [each.recipient for each in server.mails] == ["ben@example.org"] * 5
    assert parsed(server.mails[0])["Message-ID"] == "<booked.0@parley.example>"


async def test_a_connection_that_ended_meanwhile_is_made_anew(
    server: MailServer, post: SmtpTransport
) -> None:
    await post.send(a_mail(1))
    server.says["MAIL"].append(DROP)
    await post.send(a_mail(2))
    assert (server.talks, len(server.mails)) == (2, 2)


@pytest.mark.parametrize(
    ("verb", "answer", "raised"),
    [
        ("RCPT", "550 5.1.1 no such user", AddressRefused),
        ("RCPT", "550 <ben@example.org>: no such user", AddressRefused),
        ("RCPT", "553 5.1.3 bad address", AddressRefused),
        ("RCPT", "550 5.7.1 we do not like your address", Unreachable),
        ("RCPT", "552 5.2.2 mailbox full", Unreachable),
        ("RCPT", "450 4.2.0 greylisted", TryLater),
        ("RCPT", "451 4.3.0 try later", TryLater),
        ("DATA", "451 4.3.0 try later", TryLater),
        (".", "452 4.3.1 disk full", TryLater),
        (".", "554 5.6.0 that looks like spam", Unreachable),
    ],
)
async def test_what_is_said_of_one_mail_stops_no_other(
    server: MailServer, post: SmtpTransport, verb: str, answer: str, raised: type[Exception]
) -> None:
    server.says[verb].append(answer)
    with pytest.raises(raised) as told:
        await post.send(a_mail(1))
    assert type(told.value) is raised
    assert answer.split(maxsplit=1)[0] in str(told.value)
    if isinstance(told.value, TryLater):
        assert told.value.scope is Scope.NOTICE
        assert told.value.after is None  # so that attempts are counted, with growing pauses
    await post.send(a_mail(2))
    assert server.talks == 1
    assert [parsed(each)["Message-ID"] for each in server.mails] == ["<booked.2@parley.example>"]


@pytest.mark.parametrize(
    ("verb", "answer"),
    [("CONNECT", "421 4.3.2 too busy"), ("CONNECT", DROP), ("EHLO", DROP), ("MAIL", "421 4.3.2 closing"),
     ("RCPT", "421 4.3.2 closing"), ("RCPT", DROP), ("AUTH", "454 4.7.0 not now")],
)  # fmt: skip
async def test_where_the_server_is_away_all_mail_waits(
    server: MailServer, post: SmtpTransport, clock: Clock, verb: str, answer: str
) -> None:
    server.says[verb].extend([answer] * (2 if verb == "AUTH" else 1))  # there are two ways to log in
    with pytest.raises(TryLater) as told:
        await post.send(a_mail(1))
    assert told.value.scope is Scope.BOT
    assert not isinstance(told.value, SetUpWrongly)
    talks = server.talks
    with pytest.raises(TryLater):
        await post.send(a_mail(2))
    assert server.talks == talks, "nobody knocks again for each mail that waits"
    clock.move(timedelta(seconds=10))
    await post.send(a_mail(3))
    assert len(server.mails) == 1


async def test_nobody_listens(server: MailServer, post: SmtpTransport) -> None:
    await server.stop()
    with pytest.raises(TryLater) as told:
        await post.send(a_mail())
    assert told.value.scope is Scope.BOT


@pytest.mark.parametrize(
    ("verb", "answer", "taken"), [(".", TAKE_AND_DROP, 1), (".", DROP, 0), (".", HANG, 0)]
)
async def test_after_the_content_nobody_knows(
    server: MailServer,
    post: SmtpTransport,
    verb: str,
    answer: str,
    taken: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    server.says[verb].append(answer)
    sending = asyncio.create_task(post.send(a_mail(1)))
    await until(lambda: not server.says[verb])
    if answer == HANG:
        let_pass(monkeypatch, WITHIN)
    with pytest.raises(Unsure):
        await sending
    assert len(server.mails) == taken
    await post.send(a_mail(1))
    assert {parsed(each)["Message-ID"] for each in server.mails} == {"<booked.1@parley.example>"}


@pytest.mark.parametrize(
    ("verb", "answer"),
    [("AUTH", "535 5.7.8 wrong"), ("CONNECT", "554 5.7.1 go away"), ("MAIL", "553 5.7.1 not your address"),
     ("STARTTLS", "502 5.5.1 no")],
)  # fmt: skip
async def test_what_an_operator_has_to_change_is_told_apart(
    server: MailServer, post: SmtpTransport, verb: str, answer: str
) -> None:
    server.says[verb].extend([answer] * 2)  # there are two ways to log in
    with pytest.raises(SetUpWrongly) as told:
        await post.send(a_mail())
    assert told.value.scope is Scope.BOT
    assert PASSWORD not in str(told.value)
    assert server.mails == []


async def test_a_wrong_password_is_never_shown(reach: Reach, server: MailServer) -> None:
    with pytest.raises(SetUpWrongly, match="name and password"):
        await reach(password="hunter2").send(a_mail())
    assert server.mails == []


async def test_a_server_whose_certificate_nobody_vouches_for_gets_no_password(
    reach: Reach, server: MailServer
) -> None:
    with pytest.raises(SetUpWrongly, match="certificate"):
        await reach(ca=None).send(a_mail())
    assert server.mails == []


async def test_where_encryption_is_not_offered_nothing_is_sent(clock: Clock) -> None:
    server = MailServer()
    await server.start()
    post = SmtpTransport(
        SmtpServer("localhost", server.port, Security.STARTTLS, USER, PASSWORD), SENDER, clock.now
    )
    try:
        with pytest.raises(SetUpWrongly):
            await post.send(a_mail())
        assert server.mails == []
    finally:
        await post.aclose()
        await server.stop()


@pytest.mark.parametrize("security", [Security.TLS, Security.NONE])
async def test_the_other_ways_to_connect(clock: Clock, certificate: Path, security: Security) -> None:
    encrypted = security is Security.TLS
    server = MailServer(tls=server_side(certificate) if encrypted else None, from_the_start=encrypted)
    await server.start()
    where = SmtpServer("localhost", server.port, security, ca=str(certificate))
    post = SmtpTransport(where, SENDER, clock.now)
    try:
        await post.send(a_mail())
        assert [each.encrypted for each in server.mails] == [encrypted]
    finally:
        await post.aclose()
        await server.stop()


@pytest.mark.parametrize(
    "to", ["a b@example.org", "a\r\nRCPT TO:<eve@example.org>", "jörg@example.org", ""]
)
async def test_what_cannot_be_an_address_is_refused_before_anything_is_sent(
    server: MailServer, post: SmtpTransport, to: str
) -> None:
    with pytest.raises((AddressRefused, Unreachable)):
        await post.send(a_mail(to=to))
    assert server.mails == []


@pytest.mark.spec("EML-1")
async def test_resends_own_door_hears_which_mail_it_is(
    server: MailServer, certificate: Path, clock: Clock
) -> None:
    where = SmtpServer("localhost", server.port, Security.STARTTLS, USER, PASSWORD, str(certificate))
    post = SmtpTransport(where, SENDER, clock.now, name="resend")
    made = "49a3999c-0ce1-4ea6-ab68-afcd6dc2e794"
    server.says["."].append(f"250 2.0.0 Ok: {made}")
    try:
        assert await post.send(a_mail()) == made, "by which its webhooks tell of it"
    finally:
        await post.aclose()
    assert parsed(server.mails[0])["Resend-Idempotency-Key"] == "booked.1@parley.example"
