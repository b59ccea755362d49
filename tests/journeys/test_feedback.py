"""How a session was: feedback by its mentee, and its mentor's own notes."""

import pytest

from bot.actions.aftermath import GiveFeedback, WriteNote
from bot.actions.sessions import ShowSession
from bot.inbound import Command, Origin
from core.sessions import Session
from tests.journeys.afterwards import booked, held, now_of
from tests.journeys.conftest import Cast

__all__ = ["booked"]

SECRET = "She should practise saying no"


@pytest.mark.spec("AFT-1")
async def test_feedback_is_three_questions_once_and_the_mentor_reads_it(
    cast: Cast, booked: Session
) -> None:
    await held(cast, cast.ana, cast.mia)
    await cast.mia.press("Give feedback")
    assert "Ana Lima reads it" in cast.mia.last()
    await cast.mia.fill(
        {"Overall": "5 – excellent", "How useful was it?": "4", "Anything else?": "Thanks <b>a lot</b>"}
    )
    cast.mia.sees("Thank you")
    read = cast.ana.sees("Feedback: Mentor session")
    assert "5 of 5, usefulness 4 of 5" in read
    assert "Thanks <b>a lot</b>" in read
    cast.mia.sees_not("How was it: ")
    await cast.mia.push(GiveFeedback(booked.id))
    assert "given feedback" in cast.mia.last()
    await cast.mia.command("sessions", f"{booked.code} feedback 1 1 no")
    assert "given feedback" in cast.mia.last()
    await cast.ana.command("sessions", f"{booked.code} feedback 5 5")
    assert "mentee only" in cast.ana.last()
    with cast.programme.store.read() as tx:
        assert tx.aftermath.marks([cast.ana.id])[cast.ana.id].overall == 5
    await cast.ben.command("mentors")
    assert "rated 5.0 of 5" in cast.ben.last()
    await cast.ben.command("book", "fri 3pm")
    assert "rated 5.0 of 5" in cast.ben.last()
    await cast.olga.command("admin", "ana")
    assert "rated 5.0 of 5 by 1 mentee, quality 4.1 of 5" in cast.olga.last()


@pytest.mark.spec("AFT-1", "CHT-4")
async def test_feedback_is_optional_and_typed_in_one_line(cast: Cast, booked: Session) -> None:
    await cast.mia.command("sessions", f"{booked.code} feedback 5 4")
    assert "sessions that took place" in cast.mia.last()
    await held(cast, cast.ana, cast.mia)
    await cast.mia.command("sessions", f"{booked.code} feedback lovely")
    await cast.mia.press("Close")
    await cast.mia.command("sessions", f"{booked.code} feedback 4/3 many thanks")
    assert "4 of 5, usefulness 3 of 5" in cast.mia.sees("Thank you")
    assert "many thanks" in cast.ana.sees("Feedback: ")


# --- private notes


@pytest.mark.spec("AFT-2", "SAF-6")
async def test_private_notes_are_the_mentors_alone(
    cast: Cast, booked: Session, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    await held(cast, cast.ana, cast.mia)
    await cast.ana.push(ShowSession(booked.id))
    await cast.ana.press("Private notes")
    await cast.ana.fill({"Your notes": SECRET})
    assert "Only you can see them" in cast.ana.last()
    cast.ana.sees_not(SECRET)
    await cast.ana.push(WriteNote(booked.id))
    form = cast.ana.door.chat("ana").form
    assert form is not None
    assert [field.initial for field in form.fields if hasattr(field, "initial")] == [SECRET]
    await cast.olga.command("admin", "admin ben")
    await cast.olga.press("Make admin")
    for someone in (cast.mia, cast.ben, cast.olga):
        await someone.push(WriteNote(booked.id))
        await someone.push(ShowSession(booked.id))
        await someone.command("sessions", f"{booked.code} notes")
        await someone.command("admin", "ana")
        someone.sees_not(SECRET)
    assert SECRET not in caplog.text
    for someone in (cast.mia, cast.ana, cast.olga):
        await someone.open_home()
    homes = [
        str(someone.door.chat(someone.address.user).home) for someone in (cast.mia, cast.ana, cast.olga)
    ]
    assert not any(SECRET in home for home in homes)
    with cast.programme.store.engines.reader.begin() as connection:
        tables = (
            connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
            .scalars()
            .all()
        )
        holding = [
            table
            for table in tables
            if any(SECRET in str(row) for row in connection.exec_driver_sql(f"SELECT * FROM {table}"))
        ]
    assert holding == ["private_notes"], "no audit entry, notice, draft or delivery keeps a word of it"
    await cast.ana.fill({"Your notes": ""})
    with cast.programme.store.read() as tx:
        assert tx.aftermath.note(booked.id, cast.ana.id) == ""


@pytest.mark.spec("AFT-2")
async def test_notes_that_are_typed_in_a_channel_are_answered_in_private_without_a_word_of_them(
    cast: Cast, booked: Session
) -> None:
    typed = cast.ana.inbound(Command(name="sessions", text=f"{booked.code} notes {SECRET}"))
    place = Origin(channel="channel", message=None, trigger=typed.place.trigger, direct=False)
    await cast.programme.reception.receive(typed.model_copy(update={"place": place}))
    await cast.programme.settle()
    assert cast.ana.door.chat("channel").messages == {}
    assert "Your notes are kept" in cast.ana.last()
    assert all(SECRET not in message for message in cast.ana.messages())


@pytest.mark.spec("AFT-2", "CHT-3")
async def test_a_mentor_without_modals_reads_the_whole_of_the_notes_before_changing_them(
    cast: Cast,
) -> None:
    await cast.olga.command("admin", "mentor mia")
    await cast.mia.sets_hours("mon-fri 9-19")
    await cast.ben.command("book", "@mia thu 9pm")
    await cast.ben.press("Confirm booking")
    session = now_of(cast.ben)
    await cast.mia.command("sessions", f"{session.code} notes {SECRET}")
    await cast.mia.command("sessions", f"{session.code} notes")
    assert SECRET in cast.mia.last()
    await cast.mia.say("-")
    with cast.programme.store.read() as tx:
        assert tx.aftermath.note(session.id, cast.mia.id) == ""
