"""Whole journeys by the plain text of messages and typed lines: with a screen reader, or from notifications."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio

from tests.wire.by_text import SlackTypist, TelegramTypist, Typist
from tests.wire.whole import Whole, settle_in, whole

DAY, TIME = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d+", r"\d\d:\d\d"
MOMENT = rf"{DAY} \w+ {TIME}"
ON = pytest.mark.parametrize("platform", ["slack", "telegram"])
MENTOR = {"slack": "Ana Lima", "telegram": "Ravi Menon"}
OTHER = {"slack": "telegram", "telegram": "slack"}


@pytest_asyncio.fixture
async def one(sqlite_url: str) -> AsyncIterator[Whole]:
    """Everybody is a member."""
    async with whole(sqlite_url, hurried=True) as running:
        await running.parley.executor.run(settle_in, running)
        yield running
        assert running.faults() == []


async def people(one: Whole, platform: str, *keys: str) -> list[Typist]:
    """Those who take part, who have asked for help; on Telegram they have what to type shown, as the welcome says."""
    if platform == "slack":
        users = {"mentor": "U1ANA", "mentee": "U1BEN", "admin": "U1OLGA", "newcomer": "U1DEVI"}
        typing: list[Typist] = [SlackTypist(one, users[key]) for key in keys]
        for each in typing:
            await each.write("help")
            await each.sees("What Parley can do")
        return typing
    accounts = {"mentor": 7001, "mentee": 7002, "admin": 7000, "newcomer": 7003}
    typists = [TelegramTypist(one, accounts[key]) for key in keys]
    for each in typists:
        await each.write("/start")
        await each.sees("/profile typing on")
        await each.types("/profile typing on", "From now on")
        await each.types("/help", "What Parley can do")
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
    await mentee.chooses(MENTOR[platform], "A time with")
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


@ON
@pytest.mark.spec("CHT-4")
async def test_a_council_is_called_polled_and_registered_for(one: Whole, platform: str) -> None:
    mentor, mentee, admin = await people(one, platform, "mentor", "mentee", "admin")
    (elsewhere,) = await people(one, OTHER[platform], "mentor")
    await admin.chooses("Councils", "No council is coming up")
    await admin.chooses("New council", "Topic (1 of 5)")
    await admin.answers("Scaling up", "Expertise wanted (2 of 5)")
    await admin.chooses("Skip the rest: Next", "Now choose the mentors")
    await admin.chooses("Ana Lima", "1 mentor in it")
    await admin.chooses("Ravi Menon", "2 mentors in it")
    await admin.chooses("Review ›", "Still missing: 1 mentor and 3 proposed times")
    await needs_two_mentors(admin)
    await admin.chooses("Times", "No time is chosen yet")
    for name in admin.names(MOMENT)[:3]:
        await admin.chooses(name, f"✓ {name}")
    await admin.chooses("Review ›", "Nobody has been asked yet")
    code = code_in(await admin.chooses("Ask 2 mentors", "0 of 2 mentors answered"))
    assert code in await mentee.sees("invites everybody on the council plan")
    await mentee.chooses("Register", "Your goals (1 of 2)")
    await mentee.answers("To lead", "Your questions (2 of 2)")
    await mentee.answers("Whom to hire first?", "You have a place")
    await mentor.sees("When can you? Scaling up")
    await mentor.chooses("All of them work", "You have answered everything")
    await elsewhere.sees("When can you? Scaling up")
    await elsewhere.chooses("1 No", "2 times still to answer")
    await elsewhere.chooses("2 Maybe", "1 time still to answer")
    await elsewhere.chooses("3 Available", "It takes place")
    for each in (mentor, mentee, admin, elsewhere):
        assert code in await each.sees("Council confirmed: Scaling up")
    await mentee.chooses("Goals and questions", "Your goals (1 of 2)")
    await mentee.chooses("Keep “To lead”", "Your questions (2 of 2)")
    await mentee.answers("How do I let people go?", "Your goals and questions are changed")
    await admin.chooses("Answers and notes", "How do I let people go?")


async def needs_two_mentors(admin: Typist) -> None:
    """The council that the newest text shows needs no third mentor."""
    await admin.chooses("Details", "Topic (1 of 8)")
    for asked, kept in (
        ("Expertise wanted", "Keep “Scaling up”"),
        ("Preparation material", "Skip"),
        ("Places for mentees", "Skip"),
        ("Deadline", "Keep “12”"),
        ("Length", "Keep “72 h”"),
        ("Mentors at least", "Keep “60 min”"),
    ):
        await admin.chooses(kept, f"{asked} (")
    await admin.answers("2", "Mentors at most (8 of 8)")
    await admin.chooses("Save", "Saved.")


@ON
@pytest.mark.spec("CHT-4", "AFT-1", "AFT-4")
async def test_after_a_session_it_is_attested_marked_and_a_problem_reported(
    one: Whole, platform: str
) -> None:
    mentor, mentee, admin = await people(one, platform, "mentor", "mentee", "admin")
    code = await books(mentee, MENTOR[platform])
    passes(one, code)
    await mentor.sees("Did it take place")
    await mentor.chooses("It took place", "The session counts as completed")
    await mentee.sees("How was it")
    await mentee.chooses("Give feedback", "Overall (1 of 3)")
    await mentee.chooses("5 – excellent", "How useful was it? (2 of 3)")
    await mentee.chooses("4", "Anything else? (3 of 3)")
    await mentee.answers("Very clear", "usefulness 4 of 5")
    await mentor.sees("Comment: Very clear")
    report = await reports(mentee, code, "No sound")
    assert report in await admin.sees("“No sound”")
    await admin.chooses("Take it", "has it.")


@ON
@pytest.mark.spec("CHT-4", "ADM-8", "ADM-10", "AFT-4")
async def test_an_admin_gives_a_plan_changes_a_rule_sees_what_failed_and_decides_a_dispute(
    one: Whole, platform: str
) -> None:
    newcomer, mentee, admin = await people(one, platform, "newcomer", "mentee", "admin")
    await newcomer.chooses("Book a session", "Ask for a plan")
    await newcomer.chooses("Ask for a plan", "Asked for a plan")
    await admin.sees("asks for a plan")
    await admin.chooses("Plan: individual", "individual")
    await newcomer.sees("individual")
    await admin.chooses("The programme", "To decide")
    await admin.chooses("What was not delivered", "Ravi Menon")
    await admin.chooses("Send again", "It is being sent again")
    await admin.chooses("Rules", "The rules of the programme")
    await admin.chooses("Booking", "Time to confirm: 10 min")
    await admin.chooses("Time to confirm", "Currently: 10 min")
    await admin.chooses("Change", "Type your answer")
    await admin.answers("15", "10 min → 15 min")
    await admin.chooses("Change the rule", "The rules have changed")
    code = await books(mentee, "Ana Lima")
    passes(one, code)
    report = await reports(mentee, code, "No sound")
    assert report in await admin.sees("“No sound”")
    await admin.chooses("Take it", "has it.")
    await admin.chooses("Nothing to be done", "Type your answer")
    await admin.answers("We have mended it", "Internal note (2 of 2)")
    await admin.chooses("Look at it", "Resolve it without an action?")
    await admin.chooses("Resolve it", "is resolved")
    await mentee.sees("We have mended it")


async def books(mentee: Typist, mentor: str) -> str:
    """A time in a few days; the code of the session."""
    await mentee.chooses("Book a session", "Or type a name")
    await mentee.chooses(mentor, "A time with")
    await picks(mentee, 3, "Review and confirm")
    booked = await mentee.chooses("Confirm booking", "Your session is confirmed")
    return code_in(booked.partition("Code: ")[2])


def passes(one: Whole, code: str) -> None:
    """The session is over, and the rounds after it have run."""
    with one.parley.store.read() as tx:
        [session] = [s for s in tx.sessions.coming(tx.now, 9) if s.code == code]
    one.clock.move_to(session.ends_at + timedelta(minutes=16))


async def reports(mentee: Typist, code: str, words: str) -> str:
    """A technical problem with the session; the code of the report."""
    await mentee.types(f"/sessions {code}", "Report a problem")
    await mentee.chooses("Report a problem", "What is it about? (1 of 4)")
    await mentee.chooses("Technical problem", "In one line (2 of 4)")
    await mentee.answers(words, "What happened? (3 of 4)")
    return code_in(await mentee.chooses("Skip the rest: Report it", "Reported: D-"))
