"""The whole bot at a mail server, as settings connect the two."""

import asyncio
from datetime import timedelta

import pytest
from aiohttp import ClientSession
from pydantic import SecretStr

from core.people import Address
from core.usecases import booking, members
from playground.cast import TEAM
from playground.mail.server import MailServer
from tests.mail.conftest import PASSWORD, SENDER, USER, body, parsed
from tests.wire.whole import Whole, settle_in, whole

ANA, BEN = Address("slack", TEAM, "U1ANA"), Address("slack", TEAM, "U1BEN")
PATIENCE = 120.0


def book(one: Whole) -> None:
    desk = one.parley.desk
    ana, ben = members.find(desk, ANA), members.find(desk, BEN)
    assert ana is not None
    assert ben is not None
    start = (one.clock.now() + timedelta(days=6)).replace(hour=14, minute=0, second=0, microsecond=0)
    while start.weekday() > 4:
        start += timedelta(days=1)
    held = booking.hold_time(desk, ben, ana.id, start)
    booking.book(desk, ben, held.hold.id)


@pytest.mark.spec("EML-1", "EML-4", "BOK-7", "OPS-4")
async def test_a_booking_reaches_both_mailboxes_with_the_way_into_the_chat(
    sqlite_url: str, server: MailServer, certificate: object
) -> None:
    url = f"smtp://{USER}:{PASSWORD.replace('@', '%40').replace('/', '%2F').replace(' ', '%20')}@localhost"
    async with whole(
        sqlite_url,
        smtp_url=SecretStr(f"{url}:{server.port}?ca={certificate}"),
        email_from=f"Mentors <{SENDER.address}>",
        brand="Grow Together",
        support="help@parley.example",
        public_url="https://parley.example",
        resend_webhook_secrets=(SecretStr("whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3"),),
    ) as one:
        await one.parley.executor.run(settle_in, one)
        await one.parley.executor.run(book, one)
        async with asyncio.timeout(PATIENCE):
            while len(server.mails) < 2:  # noqa: ASYNC110 (the server takes them when they come)
                await asyncio.sleep(0.05)
        with one.parley.store.read() as tx:
            people = [tx.people.find(each) for each in (ANA, BEN)]
        assert {each.recipient for each in server.mails} == {person.email for person in people if person}
        for received in server.mails:
            assert parsed(received)["From"] == f"Mentors <{SENDER.address}>"
            assert "Grow Together" in body(received, "plain")
            assert "help@parley.example" in body(received, "plain")
            assert "https://slack.com" in body(received, "html") or "slack://" in body(received, "html")
        assert one.parley.web is not None
        async with ClientSession(f"http://127.0.0.1:{one.parley.web.port}") as session:
            async with session.get("/mail/nobody/reminders") as answer:
                assert answer.status == 404
            async with session.post("/mail/resend", data=b"{}") as answer:
                assert answer.status == 400
