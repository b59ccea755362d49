"""A session's life: what is coming up, reminders, coming to it, cancelling it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.actions.sessions import JoinSession, ShowSession
from core.notices import Kind
from core.sessions import Session
from core.usecases import closing
from tests.journeys.conftest import Cast
from tests.journeys.programme import Someone

START = datetime(2026, 3, 5, 15, tzinfo=ZoneInfo("America/New_York")).astimezone(UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
BOTH = ("In 24 h", "In 1 h", "Time to join")


@pytest.fixture
async def booked(cast: Cast) -> Session:
    """Mia has booked Ana for Thursday, three in the afternoon in New York."""
    await book(cast.mia, "thu 3pm")
    (session,) = cast.programme.sessions_of(cast.mia)
    assert session.starts_at == START
    return session


async def book(someone: Someone, when: str) -> None:
    await someone.command("book", f"@ana {when}")
    await someone.press("Confirm booking")


async def cancel(someone: Someone, reason: str = "Schedule conflict", words: str = "") -> None:
    await someone.command("sessions")
    await someone.press(someone.buttons()[0])
    await someone.press("Cancel session")
    await someone.fill({"Reason": reason} | ({"In your words": words} if words else {}))


def told(someone: Someone) -> list[str]:
    """The titles of the reminders that somebody has had."""
    titles = [message.splitlines()[0] for message in someone.messages()]
    return [title for title in titles if title.startswith((*BOTH, "Coming up"))]


# --- reminders


@pytest.mark.spec("NTF-2", "MTG-2")
async def test_both_are_reminded_a_day_and_an_hour_ahead_and_get_the_join_button(
    cast: Cast, booked: Session
) -> None:
    for before, title in ((24 * HOUR, "In 24 h"), (HOUR, "In 1 h"), (15 * MINUTE, "Time to join")):
        await cast.programme.until(START - before - MINUTE)
        cast.mia.sees_not(title)
        await cast.programme.until(START - before)
        for someone in (cast.mia, cast.ana):
            reminder = someone.sees(title)
            assert "late" not in reminder
    assert "Thu 5 Mar 2026, 17:00 (America/Sao_Paulo)" in cast.ana.sees("In 1 h")
    assert "Thu 5 Mar 2026, 15:00 (America/New_York)" in cast.mia.sees("In 1 h")
    assert len(told(cast.mia)) == len(told(cast.ana)) == 3


@pytest.mark.spec("NTF-2")
async def test_a_session_booked_an_hour_ahead_gets_no_reminder_of_the_day_before(cast: Cast) -> None:
    await book(cast.ben, "today 2pm")
    for hours in (4, 0.75):
        await cast.programme.later(hours=hours)
    assert [title.split(":")[0] for title in told(cast.ben)] == ["In 1 h", "Time to join"]


@pytest.mark.spec("NTF-2", "CAN-1")
async def test_nobody_is_reminded_of_a_cancelled_session(cast: Cast, booked: Session) -> None:
    await cancel(cast.mia)
    await cast.programme.until(START + HOUR)
    assert told(cast.mia) == told(cast.ana) == []


@pytest.mark.spec("NTF-2")
async def test_after_downtime_what_still_matters_goes_out_late_and_says_so(
    cast: Cast, booked: Session
) -> None:
    cast.programme.running = False
    await cast.programme.until(START - 10 * HOUR)
    cast.programme.running = True
    await cast.programme.settle()
    for someone in (cast.mia, cast.ana):
        assert "late" in someone.sees("Coming up")
    cast.programme.running = False
    await cast.programme.until(START + 10 * MINUTE)
    cast.programme.running = True
    await cast.programme.settle()
    assert "It has begun" in cast.mia.sees("Time to join")
    assert "Join" in cast.mia.buttons()
    assert [title.split(":")[0] for title in told(cast.mia)] == ["Coming up", "Time to join"], (
        "the hour has passed"
    )


@pytest.mark.spec("NTF-2")
async def test_after_the_end_nothing_of_it_is_sent_any_more(cast: Cast, booked: Session) -> None:
    cast.programme.running = False
    await cast.programme.until(START + HOUR)
    cast.programme.running = True
    await cast.programme.settle()
    assert told(cast.mia) == told(cast.ana) == []


@pytest.mark.spec("NTF-3")
async def test_somebody_who_has_blocked_the_bot_costs_the_other_nothing(
    cast: Cast, booked: Session
) -> None:
    cast.ana.door.blocks("ana")
    await cast.programme.until(START - HOUR)
    cast.mia.sees("In 1 h")
    assert cast.programme.delivery.outcomes[Kind.REMINDER, "dead"] > 0


# --- coming to it


@pytest.mark.spec("MTG-2", "SES-2")
async def test_join_opens_a_quarter_of_an_hour_before_and_closes_at_the_end(
    cast: Cast, booked: Session
) -> None:
    await cast.programme.until(START - 16 * MINUTE)
    cast.mia.sees_not(booked.meeting_url)
    await cast.mia.push(JoinSession(booked.id))
    assert "Join opens" in cast.mia.last()
    await cast.mia.push(ShowSession(booked.id))
    assert "Join" not in cast.mia.buttons()
    await cast.programme.until(START - 15 * MINUTE)
    await cast.mia.press("Join")
    assert [link.url for link in cast.mia.links()] == [booked.meeting_url]
    await cast.programme.until(START + 29 * MINUTE)
    await cast.ana.press("Join")
    assert cast.ana.links()
    await cast.programme.until(START + 30 * MINUTE)
    await cast.mia.push(JoinSession(booked.id))
    assert "Too late" in cast.mia.last()
    (seen,) = cast.programme.sessions_of(cast.mia)
    assert seen.mentee_joined_at is not None
    assert seen.mentor_joined_at is not None
    assert seen.mentee_joined_at < seen.mentor_joined_at


@pytest.mark.spec("MTG-2", "SAF-1")
async def test_join_is_for_the_parties_only(cast: Cast, booked: Session) -> None:
    await cast.programme.until(START)
    await cast.ben.push(JoinSession(booked.id))
    assert "not yours" in cast.ben.last()
    assert cast.ben.links() == []


@pytest.mark.spec("MTG-2", "CHT-4")
async def test_join_can_be_typed(cast: Cast, booked: Session) -> None:
    await cast.programme.until(START)
    await cast.mia.command("sessions", f"{booked.code} join")
    assert cast.mia.links()


async def book_as(someone: Someone, when: str, meeting: str, place: str = "") -> Session:
    await someone.command("book", f"@ana {when}")
    await someone.press("Details")
    await someone.fill({"Meeting": meeting} | ({"Place": place} if place else {}))
    await someone.press("Confirm booking")
    return session_of(someone)


def session_of(someone: Someone) -> Session:
    (session,) = someone.programme.sessions_of(someone)
    return session


@pytest.mark.spec("BOK-1", "MTG-2")
async def test_who_meets_in_the_chat_is_led_to_the_other(cast: Cast) -> None:
    session = await book_as(cast.ben, "thu 9pm", "Chat")
    await cast.programme.until(session.starts_at)
    cast.ana.sees("Time to join")
    await cast.ana.press("Join")
    assert "Ben Wolff" in cast.ana.last()
    assert cast.ana.links() == []


@pytest.mark.spec("BOK-1", "MTG-2", "NTF-2")
async def test_in_person_everybody_is_told_the_place_and_nobody_a_join_button(cast: Cast) -> None:
    for someone in (cast.mia, cast.ben):
        session = await book_as(
            someone, "thu 3pm" if someone is cast.mia else "fri 3pm", "In person", "Café"
        )
        for before in (HOUR, 10 * MINUTE):
            await cast.programme.until(session.starts_at - before)
        for party in (someone, cast.ana):
            assert "Join" not in party.sees("New booking" if party is cast.ana else "is confirmed")
            assert "Café" in party.sees("In 1 h")
            told = party.sees("Time to meet")
            assert "Café" in told
            assert "Join" not in told
            party.sees_not("Time to join")
            await party.push(ShowSession(session.id))
            assert "Join" not in party.buttons()


@pytest.mark.spec("MTG-2", "CHT-4", "SES-2")
@pytest.mark.parametrize("before", [20 * HOUR, 10 * MINUTE, -10 * MINUTE])
async def test_in_person_there_is_nothing_to_join(cast: Cast, before: timedelta) -> None:
    for someone in (cast.mia, cast.ben):
        session = await book_as(
            someone, "thu 3pm" if someone is cast.mia else "fri 3pm", "In person", "Café"
        )
        await cast.programme.until(session.starts_at - before)
        for party in (someone, cast.ana):
            await party.command("sessions", f"{session.code} join")
            assert "you meet at Café" in party.last()
            await party.push(JoinSession(session.id))
            assert "you meet at Café" in party.last()
            assert party.links() == []
        after = session_of(someone)
        assert (after.mentor_joined_at, after.mentee_joined_at) == (None, None)


@pytest.mark.spec("BOK-1", "SES-2")
async def test_a_place_has_its_own_time_for_who_lives_by_another(cast: Cast) -> None:
    await cast.mia.command("book", "@ana thu 3pm")
    await cast.mia.press("Details")
    await cast.mia.fill({"Meeting": "In person", "Place": "Café Central"})
    assert "Café Central (17:00 there)" in cast.mia.last()
    await cast.mia.press("Confirm booking")
    assert "Café Central (17:00 there)" in cast.mia.sees("is confirmed")
    assert " there)" not in cast.ana.sees("New booking")
    await cast.programme.until(START - HOUR)
    assert "Café Central (17:00 there)" in cast.mia.sees("In 1 h")
    await cast.programme.until(START - 10 * MINUTE)
    assert "at Café Central (17:00 there)." in cast.mia.sees("Time to meet")
    assert "at Café Central." in cast.ana.sees("Time to meet")


@pytest.mark.spec("BOK-1")
async def test_where_it_is_another_day_at_the_place_the_day_is_said(cast: Cast) -> None:

    session = await book_as(cast.ben, "thu 10:30pm", "In person", "Café Central")
    await cast.ana.command("timezone", "Asia/Tokyo")
    await cast.ben.push(ShowSession(session.id))
    assert "Café Central (Fri 6 Mar, 06:30 there)" in cast.ben.last()


@pytest.mark.spec("SES-4")
async def test_a_session_is_completed_some_time_after_its_end(cast: Cast, booked: Session) -> None:
    await cast.programme.until(START)
    for someone in (cast.mia, cast.ana):
        await someone.press("Join")
    await cast.programme.until(START + 44 * MINUTE)
    assert closing.complete_ended(cast.programme.desk) == 0
    await cast.programme.until(START + 46 * MINUTE)
    assert closing.complete_ended(cast.programme.desk) == 1
    assert closing.complete_ended(cast.programme.desk) == 0
    await cast.programme.settle()
    await cast.mia.command("sessions", "past")
    assert "completed" in cast.mia.last()


@pytest.mark.spec("BOK-7", "CAN-1")
async def test_the_confirmation_names_the_button_as_it_is_called(cast: Cast, booked: Session) -> None:
    for party, title in ((cast.mia, "is confirmed"), (cast.ana, "New booking")):
        told = party.sees(title)
        assert f"press Cancel session or type /sessions {booked.code} cancel" in told
        assert "send the Join button 15 minutes before the start." in told
        assert "[Cancel session]" in party.screen()


# --- the list


@pytest.mark.spec("SES-2")
async def test_each_party_sees_what_is_coming_up_with_the_other_and_in_their_own_time(
    cast: Cast, booked: Session
) -> None:
    await cast.mia.command("sessions")
    assert "Thu 5 Mar, 15:00" in cast.mia.last()
    assert "Ana Lima (your mentor)" in cast.mia.last()
    await cast.ana.command("sessions")
    assert "Thu 5 Mar, 17:00" in cast.ana.last()
    assert "Mia Chen (your mentee)" in cast.ana.last()
    await cast.ben.command("sessions")
    assert "Nothing is coming up" in cast.ben.last()
    await cancel(cast.mia)
    await cast.mia.command("sessions", "past")
    assert "cancelled by you" in cast.mia.last()
    await cast.ana.command("sessions", "past")
    assert "cancelled by Mia Chen" in cast.ana.last()


@pytest.mark.spec("SES-2")
async def test_a_long_list_is_paged(cast: Cast) -> None:
    await cast.olga.command("admin", "plan mia council")
    cast.programme.set_policies(monthly_sessions={"individual": 2, "council": 9, "none": 0})
    for day in ("tue", "wed", "thu", "fri", "mon 9 march", "tue 10 march"):
        await book(cast.mia, f"{day} 3pm")
        await cast.programme.later(minutes=1)
    await cast.mia.command("sessions")
    assert "Tue 10 Mar" not in cast.mia.last()
    await cast.mia.press("More")
    assert "Tue 10 Mar" in cast.mia.last()
    await cast.mia.press("Back")
    assert "Tue 3 Mar" in cast.mia.last()


@pytest.mark.spec("CHT-7", "SES-2", "SAF-1")
async def test_a_session_is_shown_and_cancelled_by_its_code(cast: Cast, booked: Session) -> None:
    for typed in (booked.code, booked.code.lower(), booked.code.removeprefix("S-")):
        await cast.mia.command("sessions", typed)
        assert booked.code in cast.mia.last()
    await cast.ben.command("sessions", booked.code)
    theirs = cast.ben.last()
    await cast.ben.command("sessions", "S-0000")
    assert cast.ben.last() == theirs, "not found and not yours look the same"
    await cast.ana.command("sessions", f"{booked.code} cancel")
    await cast.ana.fill({"Reason": "Personal emergency"})
    cast.mia.sees("Your mentor cancelled")


@pytest.mark.spec("EML-1", "CHT-3")
async def test_a_deep_link_shows_the_session_to_its_parties_and_greets_everybody_else(
    cast: Cast, booked: Session
) -> None:
    await cast.mia.command("start", booked.code)
    assert f"Code: {booked.code}" in cast.mia.last()
    await cast.mia.command("start", f"s_{booked.code.removeprefix('S-')}-cancel")
    assert "Cancel" in cast.mia.last()
    await cast.ben.command("start", booked.code)
    assert cast.ben.last().startswith("Welcome")
    assert f"“{booked.code}” leads to nothing of yours" in cast.ben.last()
    for forged in ("C-7F3K", "S-0000-cancel", "s_%%%%", "x" * 64, "book"):
        await cast.mia.command("start", forged)
        assert cast.mia.last().startswith("Welcome")
        assert f"“{forged}” leads to nothing of yours" in cast.mia.last()
    await cast.mia.command("start")
    assert "leads to nothing" not in cast.mia.last()
