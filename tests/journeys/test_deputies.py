"""An admin does for a party what the party may do; everybody reads whose doing it was."""

from dataclasses import replace

import pytest

from bot.actions.deputies import ActFor, FillFor, PressFor
from bot.actions.sessions import CancelSession
from bot.deputies.inner import written
from core.sessions import Session, Status
from storage.tables import audit
from tests.journeys.conftest import Cast
from tests.journeys.test_interventions import session_of
from tests.journeys.test_sessions import book

FOR_MIA = "Done by support (Olga Okafor) for Mia Chen."


@pytest.fixture
async def booked(cast: Cast) -> Session:
    """Mia has booked Ana for Thursday."""
    await book(cast.mia, "thu 3pm")
    return session_of(cast)


@pytest.mark.spec("ADM-4", "SAF-5")
async def test_an_admin_cancels_as_the_mentees_wish_by_the_mentees_rules(
    cast: Cast, booked: Session
) -> None:
    await cast.olga.push(ActFor(booked.id, as_mentor=False))
    seen = cast.olga.sees("For Mia Chen:")
    assert "You act for Mia Chen." in seen
    await cast.olga.press("Cancel session")
    await cast.olga.fill({"Reason": "Personal emergency", "In your words": "she phoned"})
    cast.olga.sees("For Mia Chen: Session Cancelled")
    session = session_of(cast)
    assert session.cancellation is not None
    assert (session.status, session.cancellation.by) == (Status.CANCELLED, "mentee")
    assert FOR_MIA in cast.ana.sees("Session Cancelled")
    assert "Done by support (Olga Okafor) for you." in cast.mia.sees("Cancellation Confirmed")
    with cast.programme.store.engines.reader.connect() as connection:
        row = connection.execute(audit.select().where(audit.c.action == "SESSION_CANCELLED")).one()
    assert (row.actor, row.after["on_behalf_of"], row.after["by"]) == (cast.olga.id, cast.mia.id, "mentee")


@pytest.mark.spec("ADM-4", "BOK-8")
async def test_an_admin_accepts_a_booking_for_its_mentor(cast: Cast) -> None:
    with cast.programme.store.read() as tx:
        mentor = tx.mentors.get(cast.ana.id)
    assert mentor is not None
    cast.programme.change_mentor(cast.ana, schedule=replace(mentor.schedule, instant_booking=False))
    await cast.mia.command("book", "@ana thu 3pm")
    await cast.mia.press("Send request")
    session = session_of(cast)
    await cast.olga.push(ActFor(session.id, as_mentor=True))
    await cast.olga.press("Accept")
    assert session_of(cast).status is Status.SCHEDULED
    assert "Done by support (Olga Okafor) for Ana Lima." in cast.mia.sees("Your session is confirmed")
    assert "Done by support (Olga Okafor) for you." in cast.ana.sees("New booking")


@pytest.mark.spec("ADM-4", "RSC-2")
async def test_an_admin_asks_for_one_and_answers_for_the_other(cast: Cast, booked: Session) -> None:
    await cast.olga.push(ActFor(booked.id, as_mentor=False))
    await cast.olga.press("Reschedule")
    await cast.olga.press("16:00")
    await cast.olga.fill({})
    assert FOR_MIA in cast.ana.sees("Reschedule request")
    await cast.olga.push(ActFor(booked.id, as_mentor=True))
    await cast.olga.press("Accept")
    assert session_of(cast).starts_at != booked.starts_at
    assert "support (Olga Okafor) for Ana Lima" in cast.mia.screen()


@pytest.mark.spec("SAF-1", "AFT-2")
async def test_nobody_acts_for_others_who_is_no_admin_or_is_a_party(cast: Cast, booked: Session) -> None:
    forged = (
        ActFor(booked.id, as_mentor=False),
        PressFor(booked.id, as_mentor=False, what="s/1"),
        FillFor(booked.id, as_mentor=False, what=written(CancelSession(booked.id, booked.revision))),
    )
    for someone in (cast.ana, cast.ben, cast.mia):
        for action in forged:
            await someone.push(action)
            someone.sees("For admins only")
    await cast.olga.command("admin", "admin @ana")
    await cast.olga.press("Make admin")
    await cast.ana.push(forged[0])
    cast.ana.sees("That is your own session")
    other = FillFor(booked.id + 1, as_mentor=False, what=forged[2].what)
    await cast.ana.push(other)
    assert session_of(cast) == booked
    await cast.programme.until(booked.ends_at)
    await cast.olga.push(ActFor(booked.id, as_mentor=True))
    assert not any("notes" in label.lower() or label == "Join" for label in cast.olga.buttons())
