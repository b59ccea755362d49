"""A mentor who leaves Slack, or blocks the bot on Telegram, over the wire."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.people import Address, Role
from core.usecases import booking, members
from playground.cast import TEAM
from tests.wire.whole import Whole, on_slack, on_telegram, settle_in, whole

ANA, RAVI = Address("slack", TEAM, "U1ANA"), Address("telegram", "", "7001")
BEN = Address("slack", TEAM, "U1BEN")
PATIENCE = 120.0


def _book(one: Whole, address: Address) -> None:
    """Ben books the mentor."""
    desk = one.parley.desk
    ben, mentor = members.find(desk, BEN), members.find(desk, address)
    assert ben is not None
    assert mentor is not None
    start = (one.clock.now() + timedelta(days=6)).replace(hour=14, minute=0, second=0, microsecond=0)
    while start.weekday() > 4:
        start += timedelta(days=1)
    held = booking.hold_time(desk, ben, mentor.id, start)
    booking.book(desk, ben, held.hold.id)


@pytest.mark.spec("ADM-13", "NTF-3")
@pytest.mark.parametrize("how", ["user_change", "my_chat_member"])
async def test_whoever_booked_a_mentor_who_is_gone_is_told_with_a_choice(sqlite_url: str, how: str) -> None:
    async with whole(sqlite_url, hurried=True) as one:
        await one.parley.executor.run(settle_in, one)
        await on_telegram(one, 7001).start()
        await on_telegram(one, 7001).sees("Welcome", PATIENCE)
        ben, olga = on_slack(one, "U1BEN"), on_slack(one, "U1OLGA")
        mentor = ANA if how == "user_change" else RAVI
        await one.parley.executor.run(_book, one, mentor)
        if how == "user_change":
            one.playground.slack.deactivate("U1ANA")
        else:
            await on_telegram(one, 7001).block()
        await ben.sees("I cannot reach", PATIENCE)
        await ben.sees("Find another mentor", PATIENCE)
        await olga.sees("A mentor cannot be reached", PATIENCE)
        assert one.faults() == []


@pytest.mark.spec("PPL-5", "ADM-13")
async def test_a_workspace_that_removes_us_is_closed_until_somebody_there_writes_again(
    sqlite_url: str,
) -> None:
    async with whole(sqlite_url, hurried=True) as one:
        await one.parley.executor.run(settle_in, one)
        await on_telegram(one, 7001).start()
        await on_telegram(one, 7001).sees("Welcome", PATIENCE)
        await one.parley.executor.run(_promote, one, RAVI)
        await one.playground.slack.uninstall()
        await on_telegram(one, 7001).sees("A workspace has removed me", PATIENCE)
        for address in (ANA, BEN):
            closed = members.find(one.parley.desk, address)
            assert closed is not None
            assert not closed.reachable
        one.playground.slack.workspace.installed = True
        await on_slack(one, "U1BEN").say("hello")
        await on_slack(one, "U1BEN").sees("/book", PATIENCE)
        for address in (ANA, BEN):
            opened = members.find(one.parley.desk, address)
            assert opened is not None
            assert opened.reachable


def _promote(one: Whole, address: Address) -> None:
    """Make them an admin."""
    with one.parley.store.write() as tx:
        person = tx.people.find(address)
        assert person is not None
        tx.people.save(replace(person, roles=person.roles | {Role.ADMIN}))
