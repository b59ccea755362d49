"""Inline mode over the wire: a mentor's card in any chat, for members alone."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio

from core.availability import Schedule
from core.mentors import Mentor
from core.people import Address, Role
from core.usecases import joining
from core.usecases.joining import Introduction
from playground.cast import TEAM
from tests.wire.telegram_stage import MIA, RAVI, TARA
from tests.wire.whole import Whole, on_telegram, settle_in, whole

PATIENCE = 60.0


@pytest_asyncio.fixture
async def one(sqlite_url: str) -> AsyncIterator[Whole]:
    """Everybody is a member, and Ana a mentor."""
    async with whole(sqlite_url, hurried=True) as running:
        await running.parley.executor.run(settle_in, running)
        await on_telegram(running, MIA).start()
        await on_telegram(running, MIA).sees("Welcome", PATIENCE)
        yield running
        assert running.faults() == []


def add_mentors(one: Whole, count: int) -> None:
    """Nobody is told, for the simulated Slack knows none of them."""
    for number in range(count):
        address, mail = Address("slack", TEAM, f"UEXTRA{number}"), f"x{number}@secret.example"
        told = Introduction(f"Extra {number:02}", None, mail, "UTC", "en")
        person = joining.meet(one.parley.desk, address, told, greet=False).person
        with one.parley.store.write() as tx:
            mentor = replace(person, roles=person.roles | {Role.MENTOR})
            tx.people.save(mentor)
            tx.mentors.save(Mentor(mentor, Schedule(zone="UTC")))


def answers(one: Whole) -> list[dict[str, Any]]:
    return [e["body"] for _, e in one.playground.wire.recent if e.get("method") == "answerInlineQuery"]


@pytest.mark.spec("CHT-3", "SAF-6")
async def test_a_member_drops_a_mentors_card_into_a_group_and_its_link_opens_the_page(one: Whole) -> None:
    tara, group = on_telegram(one, TARA), one.playground.telegram.group
    await tara.start()
    await tara.sees("Welcome", PATIENCE)
    there = tara.in_chat(group.id)
    found = await there.asks_inline("ana")
    assert [result.title for result in found.results] == ["Ana Lima"]
    assert "no charge" in found.results[0].description
    await there.drops("Ana Lima")
    card = await there.sees("Seniority:")
    assert card.startswith("me: Ana Lima")
    assert "@" not in card.replace("@parley_playground_bot", ""), "no address of anybody's"
    await there.press("Book a session")
    (url,) = there.opened
    payload = url.partition("?start=")[2]
    assert payload.startswith("book_")
    mia = on_telegram(one, MIA)
    await mia.start(payload)
    await mia.sees("Free next, in your time:", PATIENCE)
    await one.playground.telegram.settled()
    assert "I did not understand" not in there.screen(), "our own card is not taken for words to us"
    assert [body["is_personal"] for body in answers(one)] == ["true"]


@pytest.mark.spec("SAF-1", "PPL-4")
async def test_whoever_is_no_member_sees_only_the_way_to_us(sqlite_url: str) -> None:
    async with whole(sqlite_url, hurried=True) as running:
        ravi = on_telegram(running, RAVI)
        await running.parley.executor.run(add_mentors, running, 2)
        found = await ravi.asks_inline("extra")
        assert found.results == ()
        assert found.button == ("Say hello to see the mentors", "hello")
        await ravi.start(found.button[1])
        welcome = await ravi.sees("Welcome to Parley", PATIENCE)
        assert "hello" not in welcome
        assert len((await ravi.asks_inline("extra")).results) == 2, (
            "what a stranger sees is not kept for members"
        )


@pytest.mark.spec("CHT-3", "CHT-6")
async def test_results_are_turned_page_by_page_and_the_same_is_not_asked_twice(one: Whole) -> None:
    await one.parley.executor.run(add_mentors, one, 8)
    mia = on_telegram(one, MIA)
    first = await mia.asks_inline("extra")
    assert len(first.results) == 6
    second = await mia.asks_inline("extra", first.next_offset)
    assert [result.title for result in second.results] == ["Extra 06", "Extra 07"]
    assert second.next_offset == ""
    for forged in ("-1", "x", "9" * 30):
        assert len((await mia.asks_inline("extra", forged)).results) in {0, 6}
    asked = len(answers(one))
    await mia.asks_inline("extra")
    assert len(answers(one)) == asked
    assert (await mia.asks_inline("nobody is called so")).button is not None
    assert "@secret.example" not in str(answers(one))


@pytest.mark.spec("CHT-3")
async def test_of_what_is_typed_letter_by_letter_the_last_is_answered(one: Whole) -> None:
    client, world = one.playground.telegram.client, one.playground.telegram.world
    for text in ("a", "an", "ana", "ana ", "ana l"):
        client.ask_inline(MIA, text)
    query = world.inline.latest[MIA]
    for _ in range(500):
        if query.answer is not None:
            break
        await asyncio.sleep(0.02)
    assert query.answer is not None
    assert [result.title for result in query.answer.results] == ["Ana Lima"]


@pytest.mark.spec("OPS-4")
async def test_where_it_is_off_nobody_asks_us(sqlite_url: str) -> None:
    async with whole(sqlite_url, telegram_inline=False) as running:
        running.playground.telegram.client.ask_inline(MIA, "ana")
        await running.playground.telegram.settled()
        assert answers(running) == []
