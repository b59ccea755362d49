"""A message that somebody wants to discuss becomes what a session is about."""

import pytest

from bot.inbound import Shortcut
from core.topics import LIMITS
from tests.journeys.conftest import Cast

pytestmark = pytest.mark.spec("CHT-2")
QUESTION = "Should we shard <b>before</b> we cache?\nI am not sure."


async def test_the_message_is_what_the_session_is_about_at_the_mentors_next_free_time(cast: Cast) -> None:
    ben = cast.ben
    await ben.deliver(Shortcut(name="discuss", text=QUESTION))
    wrong = await ben.fill({"Mentor": "nobody"})
    assert "no mentor called" in wrong["Mentor"]
    assert await ben.fill({"Mentor": "@ana"}) == {}
    review = ben.last()
    assert "Review and confirm" in review
    assert f"About: {QUESTION}" in review
    await ben.press("‹ Other time")
    await ben.command("book", "@ana thu 9pm")
    assert f"About: {QUESTION}" in ben.last(), "another time of the same mentor keeps it"
    await ben.press("Confirm booking")
    (session,) = cast.programme.sessions_of(ben)
    assert session.topic.description == QUESTION


async def test_a_long_message_is_cut_where_a_description_ends(cast: Cast) -> None:
    await cast.ben.deliver(Shortcut(name="discuss", text="long " * 400))
    assert await cast.ben.fill({"Mentor": "ana"}) == {}
    await cast.ben.press("Confirm booking")
    (session,) = cast.programme.sessions_of(cast.ben)
    assert session.topic.description.endswith("…")
    assert len(session.topic.description) <= LIMITS["description"]


async def test_whoever_has_no_plan_is_told_and_a_mentor_without_a_free_time_is_named(cast: Cast) -> None:
    await cast.ana.command("availability", "off 1 jan 2026 to 31 dec 2026")
    await cast.ana.press("Save")
    await cast.ben.deliver(Shortcut(name="discuss", text=QUESTION))
    assert "Name another mentor" in (await cast.ben.fill({"Mentor": "ana"}))["Mentor"]
    await cast.olga.command("admin", "plan @ben none")
    await cast.ben.deliver(Shortcut(name="discuss", text=QUESTION))
    await cast.ben.fill({"Mentor": "ana"})
    assert "plan" in cast.ben.last()
