"""Admins act on a session over the wire: on Slack by modals, on Telegram by questions; both parties read it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
import pytest_asyncio

from core.people import Address, Role
from core.sessions import Session
from core.usecases import booking, members, roles
from playground.cast import TEAM
from playground.slack.person import SlackPerson
from playground.telegram.person import TelegramPerson
from tests.wire.whole import Whole, on_slack, on_telegram, settle_in, whole

ANA, MIA, OLGA = (
    Address("slack", TEAM, "U1ANA"),
    Address("telegram", "", "7002"),
    Address("slack", TEAM, "U1OLGA"),
)
RAVI = Address("telegram", "", "7001")
PATIENCE = 120.0


@pytest_asyncio.fixture
async def one(sqlite_url: str) -> AsyncIterator[Whole]:
    """Olga on Slack and Ravi on Telegram are admins; Mia has booked Ana for 200 dollars, paid outside."""
    async with whole(sqlite_url) as running:
        await running.parley.executor.run(settle_in, running)
        for user in (7001, 7002):
            await on_telegram(running, user).start()
            await on_telegram(running, user).sees("Welcome", PATIENCE)
        yield running
        assert running.faults() == []


def booked(one: Whole) -> Session:
    desk, store = replace(one.parley.desk, gateways=()), one.parley.store
    olga, ana, mia, ravi = (members.find(desk, address) for address in (OLGA, ANA, MIA, RAVI))
    assert olga and ana and mia and ravi  # noqa: PT018 (all of them have joined)
    roles.grant_role(desk, olga, ravi.id, Role.ADMIN)
    with store.write() as tx:
        mentor = tx.mentors.get(ana.id)
        assert mentor is not None
        tx.mentors.save(replace(mentor, rate=20_000))
    start = (one.clock.now() + timedelta(days=6)).replace(hour=14, minute=0, second=0, microsecond=0)
    while start.weekday() > 4:
        start += timedelta(days=1)
    held = booking.hold_time(desk, mia, ana.id, start)
    return booking.book(desk, mia, held.hold.id).view.session


@pytest.mark.spec("ADM-4", "ADM-9", "CHT-2", "CHT-3")
@pytest.mark.parametrize("platform", ["slack", "telegram"])
async def test_an_admin_cancels_another_approves_and_both_parties_read_it(
    one: Whole, platform: str
) -> None:
    session = await one.parley.executor.run(booked, one)
    on: tuple[SlackPerson | TelegramPerson, SlackPerson | TelegramPerson] = (
        on_slack(one, "U1OLGA"),
        on_telegram(one, 7001),
    )
    admin, second = on if platform == "slack" else on[::-1]
    await admin.command("admin", f"session {session.code}")
    await admin.press("What can be done")
    await admin.press("Cancel it")
    await admin.fill({"Reason": "ill & <b>away</b>", "Refund (%)": "100", "Tell both of them": "Yes"})
    await admin.sees("Cancel this session?", PATIENCE)
    await admin.sees("waits for a second one", PATIENCE)
    await admin.press("Cancel the session")
    await admin.sees("The session is cancelled", PATIENCE)
    for party in (on_slack(one, "U1ANA"), on_telegram(one, 7002)):
        await party.sees("Your session has been cancelled by support", PATIENCE)
        await party.sees("ill & <b>away</b>", PATIENCE)
    await second.sees("A refund to approve", PATIENCE)
    await second.press("Approve the refund")
    await second.sees("It is approved", PATIENCE)
    await on_telegram(one, 7002).sees("Refund issued for your session", PATIENCE)
    await admin.sees("A refund was approved", PATIENCE)
