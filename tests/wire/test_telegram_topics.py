"""Answers in the topic of a forum in which they were asked for."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from core.people import Address
from core.usecases import joining, member_plans, roles
from core.usecases.joining import Introduction
from playground.telegram.person import TelegramPerson
from tests.wire.telegram_stage import RAVI, TARA
from tests.wire.whole import Whole, on_telegram, settle_in, whole

PATIENCE = 30.0


def appoint(one: Whole) -> None:
    with one.parley.store.read() as tx:
        tara = tx.people.find(Address("telegram", "", str(TARA)))
    assert tara is not None
    roles.appoint(one.parley.desk, tara.id)


def ask_for_plan(one: Whole) -> None:
    told = Introduction("Ravi Menon", None, None, "UTC", "en")
    met = joining.meet(one.parley.desk, Address("telegram", "", str(RAVI)), told, greet=False)
    member_plans.ask_for_plan(one.parley.desk, met.person)


@pytest_asyncio.fixture
async def one(sqlite_url: str) -> AsyncIterator[Whole]:
    """Everybody is a member, and Tara an admin."""
    async with whole(sqlite_url, hurried=True) as running:
        await running.parley.executor.run(settle_in, running)
        await running.parley.executor.run(appoint, running)
        await on_telegram(running, TARA).start()
        await on_telegram(running, TARA).sees("Welcome", PATIENCE)
        yield running
        assert running.faults() == []


async def office(one: Whole) -> TelegramPerson:
    """Tara in a topic of the group, which is an admin channel."""
    telegram = one.playground.telegram
    opened = telegram.client.open_topic(TARA, telegram.group.id, "Office")
    tara = on_telegram(one, TARA)
    there = tara.in_chat(telegram.group.id).in_topic(opened.id)
    await there.command("admin", "here")
    await tara.sees("Make this an admin channel?", PATIENCE)
    await tara.press("Make it an admin channel")
    await there.command("admin")
    await there.sees("All sessions", PATIENCE)
    return there


@pytest.mark.spec("CHT-8", "ADM-1", "CHT-3")
async def test_an_admin_works_in_a_topic_and_all_that_is_said_stays_there(one: Whole) -> None:
    telegram, desk = one.playground.telegram, await office(one)
    talk = telegram.client.open_topic(TARA, telegram.group.id, "Talk")
    chatter = on_telegram(one, TARA).in_chat(telegram.group.id).in_topic(talk.id)
    await desk.press("All sessions")
    await desk.sees("Filter", PATIENCE)
    await desk.command("admin", "sessions status:nonsense")
    await desk.sees("nonsense", PATIENCE)
    await chatter.command("admin")
    await chatter.sees("I have answered you in our private chat.", PATIENCE)
    assert "All sessions" not in chatter.screen(), "only the topic of the channel is read by admins alone"
    said = [message.topic for message in telegram.group.shown if message.sender.is_bot]
    assert None not in said, "nothing has got into the general topic"


@pytest.mark.spec("CHT-8", "ADM-1", "NTF-3")
async def test_what_is_for_a_topic_that_was_deleted_reaches_the_admins_themselves(one: Whole) -> None:
    telegram = one.playground.telegram
    await office(one)
    topic = next(iter(telegram.group.topics))
    telegram.client.delete_topic(telegram.group.id, topic)
    await one.parley.executor.run(ask_for_plan, one)
    await on_telegram(one, TARA).sees("asks for a plan", PATIENCE)
