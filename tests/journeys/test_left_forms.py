"""A form that is asked question by question ends with a typed command that does the same, or makes it pointless."""

import pytest

from bot.actions.sessions import CancelSession
from core.sessions import Session
from tests.journeys.conftest import Cast
from tests.journeys.moves import asks, booked
from tests.journeys.programme import Someone

__all__ = ["booked"]


@pytest.mark.spec("CHT-3", "CHT-9")
async def test_a_complete_command_ends_the_form_that_asks_for_the_same(cast: Cast, booked: Session) -> None:
    await cast.olga.command("admin", f"session {booked.code} cancel")
    cast.olga.sees("Type your answer.")
    await cast.olga.command("admin", f"session {booked.code} cancel 50% the mentor is ill")
    await cast.olga.press("Cancel the session")
    await cast.olga.say("what is up")
    assert "What Parley can do" in cast.olga.last()
    cast.olga.sees_not("Type your answer.")


@pytest.mark.spec("CHT-3", "CHT-9")
async def test_a_command_that_makes_a_form_pointless_ends_it(cast: Cast, booked: Session) -> None:
    await asks(cast.ana, booked, "fri 5pm", "A conflict")
    await cast.mia.command("sessions", f"{booked.code} edit")
    await cast.mia.command("sessions", f"{booked.code} accept")
    await cast.mia.say("what is up")
    assert "What Parley can do" in cast.mia.last()


@pytest.mark.spec("CHT-3", "CHT-9")
async def test_words_for_a_form_that_is_of_no_use_any_more_are_a_command_if_they_are_one(
    cast: Cast, booked: Session
) -> None:
    await cast.olga.command("admin", f"session {booked.code} complete")
    await cast.mia.push(CancelSession(booked.id, booked.revision))
    await cast.mia.fill({"Reason": "Schedule conflict"})
    await cast.olga.say("admin members")
    assert "Mia Chen" in cast.olga.last()


@pytest.mark.spec("CHT-3")
async def test_looking_around_leaves_a_form_open(cast: Cast, booked: Session) -> None:
    await cast.olga.command("admin", f"session {booked.code} note")
    await cast.olga.command("sessions")
    await cast.olga.command("admin", f"session {booked.code}")
    await cast.olga.say("Call back on Monday")
    cast.olga.sees("Admins see it with the session.")


@pytest.mark.parametrize(("who", "typed_as"), [("mia", "command"), ("mia", "words"), ("ana", "words")])
@pytest.mark.spec("CHT-1", "CHT-3")
async def test_a_command_beside_an_open_question_is_carried_out_and_says_that_the_form_is_open(
    cast: Cast, booked: Session, typed_as: str, who: str
) -> None:
    """At the door with modals, where forms are asked in the talk of whoever types, and at the one without."""
    someone: Someone = getattr(cast, who)
    await someone.say(f"sessions {booked.code} cancel")
    someone.sees("Reason (1 of")
    for line, answer in (f"sessions {booked.code}", booked.code), ("/help", "What Parley can do"):
        name, _, rest = line.partition(" ")
        if typed_as == "command":
            await someone.command(name.removeprefix("/"), rest)
        else:
            await someone.say(line)
        assert answer in someone.last()
        assert "is still open: what you type next answers “Reason”." in someone.last()
    await someone.press("Open “")
    await someone.say("Schedule conflict")
    someone.sees("(2 of")


@pytest.mark.spec("CHT-3")
async def test_words_that_can_be_the_answer_are_the_answer(cast: Cast, booked: Session) -> None:
    await cast.olga.command("admin", f"session {booked.code} note")
    await cast.olga.say("book a room for the two")
    cast.olga.sees("Admins see it with the session.")
