"""A session by chat of somebody on Slack and somebody on Telegram, over both wires."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio

from core.people import Address
from core.sessions import Meeting, Session, Topic
from core.usecases.telling import remind_both
from playground.cast import TEAM
from playground.slack.person import SlackPerson
from playground.telegram.person import TelegramPerson
from tests.storage.samples import MINUTE, a_session
from tests.wire.whole import Whole, on_slack, on_telegram, settle_in, whole

ANA, MIA = Address("slack", TEAM, "U1ANA"), Address("telegram", "", "7002")
BEN, RAVI = Address("slack", TEAM, "U1BEN"), Address("telegram", "", "7001")
PATIENCE = 60.0


@pytest_asyncio.fixture
async def one(sqlite_url: str) -> AsyncIterator[Whole]:
    """Everybody is a member."""
    async with whole(sqlite_url, hurried=True) as running:
        await running.parley.executor.run(settle_in, running)
        for user in (7001, 7002):
            await on_telegram(running, user).start()
            await on_telegram(running, user).sees("Welcome", PATIENCE)
        yield running
        assert running.faults() == []


def opened(one: Whole, mentor: Address, mentee: Address) -> Session:
    """Their session by chat, which begins in five minutes."""
    with one.parley.store.write() as tx:
        people = [tx.people.find(each) for each in (mentor, mentee)]
        first, second = (person.id for person in people if person is not None)
        start = tx.now + 5 * MINUTE
        session = a_session(
            first, second, start, topic=Topic("Pastry", meeting=Meeting.CHAT), booked_at=tx.now
        )
        tx.sessions.add(session)
        remind_both(tx, session)
    return session


def kept(one: Whole, word: str) -> list[str]:
    """The tables in which the word stands somewhere."""
    with one.parley.store.engines.reader.begin() as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars()
        return [
            table
            for table in tables.all()
            if word in str(connection.exec_driver_sql(f"SELECT * FROM {table}").all())
        ]


@pytest.mark.spec("BOK-1", "MTG-3", "CHT-1")
async def test_texts_go_from_slack_to_telegram_and_back_as_plain_text(one: Whole) -> None:
    session = await one.parley.executor.run(opened, one, ANA, MIA)
    ana, mia = on_slack(one, "U1ANA"), on_telegram(one, 7002)
    await ana.sees("goes to Mia Chen", PATIENCE)
    await mia.sees("goes to Ana Lima", PATIENCE)
    await ana.say("*Meringue* & <b>sugar</b> <!channel> @here <https://evil.example|cake.example>")
    arrived = await mia.sees("Meringue", PATIENCE)
    assert "*Meringue* & <b>sugar</b>" in arrived
    assert "https://evil.example" in arrived
    assert "What you write to me here" in arrived
    await ana.sees("Passed on to Mia Chen", PATIENCE)
    for text in (
        "One: *bold* _it_ ~no~ `x`",
        "<!channel> <@U1BEN> <https://evil.example|cake>",
        "Meringue\n\n> three",
    ):
        await mia.say(text)
    await ana.sees("> three", PATIENCE)
    slack = one.playground.slack.workspace
    channel = slack.channels[slack.dm("U1ANA")]
    told = [message for message in channel.messages if message.by_bot][-3:]
    for message, text in zip(told, ("One: *bold*", "<!channel> <@U1BEN>", "Meringue"), strict=True):
        leaves = _leaves(message.blocks)
        assert {leaf["type"] for leaf in leaves} == {"text"}, "no mention, no link, no broadcast"
        assert text in "".join(leaf["text"] for leaf in leaves)
        assert not any("style" in leaf for leaf in leaves if text in leaf["text"])
    with one.parley.store.read() as tx:
        now = tx.sessions.get(session.id)
        assert now is not None
        assert now.mentor_joined_at is not None
        assert now.mentee_joined_at is not None
    one.clock.move(timedelta(minutes=40))
    await ana.sees("The chat with Mia Chen is closed", PATIENCE)
    await mia.sees("The chat with Ana Lima is closed", PATIENCE)
    assert await one.parley.executor.run(kept, one, "eringue") == []


def _leaves(blocks: object) -> list[dict[str, str]]:
    """The elements of rich text, however deep."""
    if isinstance(blocks, list):
        return [leaf for each in blocks for leaf in _leaves(each)]
    if not isinstance(blocks, dict):
        return []
    if blocks.get("type", "").startswith("rich_text"):
        return _leaves(blocks["elements"])
    return [blocks] if blocks.get("type") in {"text", "link", "user", "broadcast", "channel"} else []


@pytest.mark.spec("BOK-1")
async def test_edits_and_files_are_answered_on_both_platforms(one: Whole) -> None:
    await one.parley.executor.run(opened, one, ANA, MIA)
    ana, mia = on_slack(one, "U1ANA"), on_telegram(one, 7002)
    await ana.sees("goes to Mia Chen", PATIENCE)
    await mia.say("Flour")
    await ana.sees("Flour", PATIENCE)
    await mia.edit("Flour", "Flower")
    await mia.sees("Ana Lima still reads it as it was", PATIENCE)
    await mia.send_file("cake.png", b"png")
    await mia.sees("Ana Lima does not get the file", PATIENCE)
    await ana.send_files(("cake.txt", b"words"), text="A picture")
    await mia.sees("A picture", PATIENCE)
    await ana.sees("Your words went to Mia Chen", PATIENCE)
    assert "Flower" not in ana.screen()


@pytest.mark.spec("BOK-1")
@pytest.mark.parametrize(
    ("mentor", "mentee", "url"),
    [(ANA, BEN, "https://slack.com/app_redirect?channel=U1BEN&team=T1"), (RAVI, MIA, "https://t.me/")],
)
async def test_who_shares_a_platform_gets_the_others_own_chat(
    one: Whole, mentor: Address, mentee: Address, url: str
) -> None:
    await one.parley.executor.run(opened, one, mentor, mentee)
    person: SlackPerson | TelegramPerson = (
        on_slack(one, mentor.user) if mentor is ANA else on_telegram(one, int(mentor.user))
    )
    await person.sees("Time to join", PATIENCE)
    assert "What you write to me" not in person.screen()
    await person.press("Join")
    await person.sees("Write to each other directly", PATIENCE)
    assert url in str(one.playground.slack.workspace.channels) + str(one.playground.telegram.world.chats)
