"""Changing what a session is about."""

from datetime import timedelta

import pytest

from bot.actions.sessions import EditSession, ShowSession
from core.sessions import Meeting, Session
from tests.journeys.conftest import Cast
from tests.journeys.programme import Someone, at_once

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
async def booked(cast: Cast) -> Session:
    """Ben has booked Ana for Thursday, nine in the evening in Berlin."""
    await cast.ben.command("book", "@ana thu 9pm")
    await cast.ben.press("Confirm booking")
    (session,) = cast.programme.sessions_of(cast.ben)
    return session


async def edit(someone: Someone, session: Session, values: dict[str, str]) -> dict[str, str]:
    await someone.command("sessions", f"{session.code} edit")
    return await someone.fill(values)


@pytest.mark.spec("SES-6")
async def test_the_mentee_edits_and_the_mentor_is_told_what_and_how_it_is_now(
    cast: Cast, booked: Session
) -> None:
    before = len(cast.ben.notices())
    assert await edit(cast.ben, booked, {"Title": "My thesis", "What is it about?": "Chapter two"}) == {}
    assert "You have changed the title and what it is about" in cast.ben.last()
    told = cast.ana.sees("Session Updated")
    assert "Ben Wolff changed the title and what it is about of your session on Thu 5 Mar, 17:00" in told
    assert "Title: My thesis" in told
    assert "About: Chapter two" in told
    assert "The time stays as it is" in told
    assert "Cancel session" in told
    assert len(cast.ben.notices()) == before
    (after,) = cast.programme.sessions_of(cast.ben)
    assert (after.topic.title, after.revision, after.starts_at) == ("My thesis", 1, booked.starts_at)


@pytest.mark.spec("SES-6", "SAF-5")
async def test_the_mentor_edits_and_the_log_names_fields_and_no_words(cast: Cast, booked: Session) -> None:
    await edit(cast.ana, booked, {"Meeting": "In person", "Place": "Rua Augusta 1"})
    assert "how you meet and the place" in cast.ben.sees("Session Updated")
    with cast.programme.store.engines.reader.begin() as connection:
        [row] = connection.exec_driver_sql(
            "SELECT actor, before, after FROM audit WHERE action = 'SESSION_EDITED'"
        )
    assert row.actor == cast.ana.id
    assert "Augusta" not in f"{row.before}{row.after}"
    assert "meeting,location" in row.after
    await edit(cast.ben, booked, {"Meeting": "Video call"})
    (after,) = cast.programme.sessions_of(cast.ben)
    assert (after.topic.meeting, after.topic.location) == (Meeting.VIDEO, "")


@pytest.mark.spec("SES-6", "SAF-3")
async def test_a_meeting_in_person_needs_a_place_and_texts_have_limits(cast: Cast, booked: Session) -> None:
    wrong = await edit(cast.ben, booked, {"Meeting": "In person"})
    assert "Place" in wrong
    assert "Title" in await cast.ben.fill({"Title": "x" * 101, "Meeting": "Audio call"})
    (unchanged,) = cast.programme.sessions_of(cast.ben)
    assert unchanged.topic == booked.topic
    cast.ana.sees_not("Session Updated")
    assert await cast.ben.fill({"Title": "Short", "Meeting": "Audio call"}) == {}
    cast.ana.sees("Session Updated")


@pytest.mark.spec("SES-6")
async def test_what_was_so_already_is_told_to_nobody(cast: Cast, booked: Session) -> None:
    await edit(cast.ben, booked, {})
    assert "It was so already" in cast.ben.last()
    cast.ana.sees_not("Session Updated")
    assert "SESSION_EDITED" not in cast.programme.audited()


@pytest.mark.spec("SES-6")
async def test_each_change_is_told_even_when_both_make_one_at_once(cast: Cast, booked: Session) -> None:
    await cast.ben.command("sessions", f"{booked.code} edit")
    await cast.ana.command("sessions", f"{booked.code} edit")
    await at_once(
        lambda: cast.ben.fill({"Title": "Ben's", "What is it about?": "his words"}),
        lambda: cast.ana.fill({"Title": "Ana's", "What is it about?": "her words"}),
    )
    cast.ana.sees("Ben Wolff changed")
    cast.ben.sees("Ana Lima changed")


@pytest.mark.spec("SES-6", "SES-2")
async def test_nothing_is_edited_once_it_has_started(cast: Cast, booked: Session) -> None:
    await cast.ben.push(ShowSession(booked.id))
    assert "Edit" in cast.ben.buttons()
    await cast.programme.until(booked.starts_at - MINUTE)
    await cast.ben.push(ShowSession(booked.id))
    assert "Edit" in cast.ben.buttons()
    await cast.programme.until(booked.starts_at)
    await cast.ben.push(ShowSession(booked.id))
    assert "Edit" not in cast.ben.buttons()
    await cast.ben.push(EditSession(booked.id, booked.revision))
    assert cast.ben.door.chat("ben").form is None


@pytest.mark.spec("SES-6", "SAF-1")
async def test_somebody_elses_session_cannot_be_edited(cast: Cast, booked: Session) -> None:
    await cast.mia.push(EditSession(booked.id, booked.revision))
    await cast.mia.command("sessions", f"{booked.code} edit")
    assert "not" in cast.mia.last().lower()
    (unchanged,) = cast.programme.sessions_of(cast.ben)
    assert unchanged.topic == booked.topic


@pytest.mark.spec("SES-6")
async def test_the_door_without_modals_asks_field_by_field(cast: Cast) -> None:
    await cast.mia.command("book", "@ana thu 3pm")
    await cast.mia.press("Confirm booking")
    (session,) = cast.programme.sessions_of(cast.mia)
    await edit(cast.mia, session, {"Title": "My career"})
    assert "Title: My career" in cast.ana.sees("Session Updated")
