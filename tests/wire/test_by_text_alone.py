"""Whole journeys by the plain text of messages and typed lines: with a screen reader, or from notifications."""

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.wire.by_text import SlackTypist, TelegramTypist, Typist
from tests.wire.whole import Whole, settle_in, whole

DAY, TIME = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d+", r"\d\d:\d\d"
ON = pytest.mark.parametrize("platform", ["slack", "telegram"])


@pytest_asyncio.fixture
async def one(sqlite_url: str) -> AsyncIterator[Whole]:
    """Everybody is a member."""
    async with whole(sqlite_url, hurried=True) as running:
        await running.parley.executor.run(settle_in, running)
        yield running
        assert running.faults() == []


async def people(one: Whole, platform: str, *keys: str) -> list[Typist]:
    """Those who take part; on Telegram they have what to type shown, as the welcome says."""
    if platform == "slack":
        users = {"mentor": "U1ANA", "mentee": "U1BEN", "admin": "U1OLGA"}
        typing: list[Typist] = [SlackTypist(one, users[key]) for key in keys]
        for each in typing:
            await each.write("help")
            await each.sees("What Parley can do")
        return typing
    accounts = {"mentor": 7001, "mentee": 7002, "admin": 7000}
    typists = [TelegramTypist(one, accounts[key]) for key in keys]
    for each in typists:
        await each.write("/start")
        await each.sees("/profile typing on")
        await each.types("/profile typing on", "From now on")
    return [*typists]


def code_in(text: str) -> str:
    found = re.search(r"[SCD]-[0-9A-Z]{4}", text)
    assert found is not None, text
    return found[0]


async def picks(someone: Typist, day: int, then: str) -> str:
    """A day of the week that is shown, and a time of it."""
    await someone.chooses(someone.names(DAY)[day], "Free on")
    times = someone.names(TIME)
    return await someone.chooses(times[len(times) // 2], then)


@ON
@pytest.mark.spec("CHT-4")
async def test_a_session_is_found_booked_moved_and_cancelled(one: Whole, platform: str) -> None:
    mentor, mentee = await people(one, platform, "mentor", "mentee")
    await mentor.types("/availability mon-sun 0-24", "save them?")
    await mentor.chooses("Save", "Saved.")
    said = await mentee.types("/help", "What Parley can do")
    assert ("/profile typing on" in said) is (platform == "slack")
    await mentee.chooses("Book a session", "Mentors")
    name = mentee.names(r"(?:Ana Lima|Ravi Menon)")[0] if platform == "slack" else "Ravi Menon"
    await mentee.chooses(name, "A time with")
    await picks(mentee, 3, "Review and confirm")
    await mentee.writes("so", "I did not use “so”.")
    await mentee.types("/policies", "The rules")
    booked = await mentee.chooses("Confirm booking", "Your session is confirmed")
    code = code_in(booked.partition("Code: ")[2])
    assert code in await mentee.chooses("My sessions", "Upcoming sessions")
    await mentee.chooses("Reschedule", "Another time for")
    await picks(mentee, 2, "Length (1 of 2)")
    await mentee.chooses("Skip the rest: Ask for this time", code)
    await mentor.sees("New time")
    await mentor.chooses("Counter", "Another time for")
    await picks(mentor, 4, "Length (1 of 2)")
    await mentor.chooses("Skip the rest: Propose this time", code)
    await mentee.sees("Accept")
    await mentee.chooses("Accept", "Reschedule Confirmed")
    await mentee.types(f"/sessions {code} reschedule", "Another time for")
    await picks(mentee, 1, "Length (1 of 2)")
    await mentee.chooses("Skip the rest: Ask for this time", code)
    await mentor.sees("asks to move your session")
    await mentor.chooses("Decline", "stays")
    await mentee.chooses("My sessions", "Upcoming sessions")
    await mentee.chooses("Cancel session", "Reason (1 of 2)")
    await mentee.chooses("Other", "(2 of 2)")
    await mentee.answers("I am ill", "ancelled")
    await mentor.sees("I am ill")
