"""A mentor's schedule, everybody's week, and the home that follows every change."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest

from bot.actions.schedule import ShowSchedule
from bot.actions.sessions import JoinSession, ShowSession
from bot.drawings import Tone, WeekDrawing
from bot.ui import Picture
from core.sessions import Session
from core.usecases import closing
from tests.journeys.afterwards import rounds
from tests.journeys.assembly import Assembly, assembly, start_of
from tests.journeys.conftest import Cast
from tests.journeys.programme import Someone
from tests.pseudo import in_english
from tests.recorder import shown as as_text

__all__ = ["assembly"]

START = datetime(2026, 3, 5, 17, tzinfo=ZoneInfo("America/Sao_Paulo")).astimezone(UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


async def book(someone: Someone, when: str) -> Session:
    await someone.command("book", f"@ana {when}")
    await someone.press("Confirm booking")
    return max(someone.programme.sessions_of(someone), key=lambda session: session.id)


@pytest.fixture
async def booked(cast: Cast) -> Session:
    """Ben has booked Ana for Thursday, five in the afternoon in São Paulo."""
    session = await book(cast.ben, "thu 9pm")
    assert session.starts_at == START
    return session


def drawing(someone: Someone) -> WeekDrawing:
    """The picture on the card that was written last."""
    (picture,) = (part for part in someone._last.parts if isinstance(part, Picture))
    return picture.drawing


def home(someone: Someone) -> str:
    """What their home shows, without their opening it."""
    shown = someone.door.chat(someone.address.user).home
    assert shown is not None
    return as_text(shown)


# --- the schedule


@pytest.mark.spec("SES-3", "SES-5")
async def test_a_mentor_sees_totals_and_the_week_as_a_picture_and_in_text(
    cast: Cast, booked: Session
) -> None:
    await book(cast.mia, "fri 11am")
    await cast.ana.command("schedule")
    said = cast.ana.last()
    assert said.startswith("Your schedule\nMentees: 2\nSessions, all time: 2\nUpcoming: 2\nCompleted: 0")
    assert "Thu 5 Mar\n17:00 (America/Sao_Paulo) · Ben Wolff · Mentor session · 30 min · scheduled" in said
    shown = drawing(cast.ana)
    assert (shown.title, shown.zone) == ("2 – 8 March 2026", "America/Sao_Paulo")
    assert (shown.today, shown.minute) == (0, 5 * 60)
    assert [(box.day, box.start, box.end, box.label, box.tone) for box in shown.boxes] == [
        (3, 17 * 60, 17 * 60 + 30, "Ben W.", Tone.AGREED),
        (4, 13 * 60, 13 * 60 + 30, "Mia C.", Tone.AGREED),
    ]
    await cast.ana.press("Thu 5 Mar 17:00 Ben Wolff")
    assert "With: Ben Wolff (mentee)" in cast.ana.last()
    assert "Starts: in 3 days 11 h" in cast.ana.last()


@pytest.mark.spec("SES-3", "SES-5", "CNL-8")
async def test_a_council_stands_in_the_weeks_of_all_who_are_expected_and_in_the_mentors_list(
    assembly: Assembly,
) -> None:
    await assembly.mia.command("book", "@ada fri 11am")
    await assembly.mia.press("Confirm booking")
    await assembly.calls()
    await assembly.mia.command("council", f"{assembly.code} register x")
    await assembly.ada.command("schedule")
    assert "Council" not in assembly.ada.last(), "nothing is decided yet"
    await assembly.ada.command("schedule", "list")
    assert "Scaling up · to be decided by" in assembly.ada.last()
    assert "3 times still to answer" in assembly.ada.last()
    for mentor in (assembly.ada, assembly.grace, assembly.linus):
        await assembly.answers(mentor, "yes no no")
    for mentor in (assembly.bea, assembly.ken):
        await mentor.press("None works")
    await assembly.ada.command("schedule")
    said = assembly.ada.last()
    day = said.index("Fri 6 Mar")
    assert "15:00 (Europe/Berlin) · Council: Scaling up · 1 h · you take part as a mentor" in said[day:]
    assert said.index("Council: Scaling up") < said.index("17:00 (Europe/Berlin) · Mia Chen")
    assert [(box.day, box.start, box.end, box.label) for box in drawing(assembly.ada).boxes] == [
        (4, 15 * 60, 16 * 60, "Scaling up"),
        (4, 17 * 60, 17 * 60 + 30, "Mia C."),
    ]
    (picture,) = (part for part in assembly.ada._last.parts if isinstance(part, Picture))
    assert picture.alt.endswith(": 1 session and 1 council")
    await assembly.ada.press("Fri 6 Mar 15:00 Council: Scaling up")
    assert assembly.ada.last().startswith("Council: Scaling up")
    await assembly.ada.command("schedule", "list")
    assert "you take part as a mentor" in assembly.ada.last()
    for someone, sees in ((assembly.mia, True), (assembly.bea, False), (assembly.ben, False)):
        await someone.command("sessions", "week")
        assert ("Council: Scaling up" in someone.last()) is sees
        assert ("Scaling up" in await someone.open_home()) is sees
    assert "you have a place" in assembly.mia.sees("Your week")
    await assembly.programme.until(start_of(assembly) + 2 * HOUR)
    await assembly.rounds()
    await assembly.grace.command("schedule")
    assert "Council: Scaling up · 1 h · over" in assembly.grace.last()
    assert [box.tone for box in drawing(assembly.grace).boxes] == [Tone.OVER]


@pytest.mark.spec("SES-3")
async def test_weeks_are_turned_and_typed(cast: Cast, booked: Session) -> None:
    await cast.ana.command("schedule", "next week")
    assert "Nothing from 9 – 15 March 2026" in cast.ana.last()
    assert not [part for part in cast.ana._last.parts if isinstance(part, Picture)]
    await cast.ana.press("‹ Week before")
    assert "Ben Wolff" in cast.ana.last()
    await cast.ana.press("Week after ›")
    await cast.ana.press("This week")
    assert drawing(cast.ana).title == "2 – 8 March 2026"
    for text, title in (
        ("2 apr", "30 March – 5 April 2026"),
        ("last week", "23 February – 1 March 2026"),
        ("week next", "9 – 15 March 2026"),
    ):
        await cast.ana.command("schedule", text)
        assert f"Nothing from {title}" in cast.ana.last()
    await cast.ana.command("schedule", "some time")
    assert "/schedule next week" in cast.ana.last()


@pytest.mark.spec("SES-3")
async def test_the_list_goes_by_pages_and_counts_down(cast: Cast, booked: Session) -> None:
    cast.programme.set_policies(monthly_sessions={"individual": None, "council": None, "none": 0})
    for hour in ("1pm", "1:30pm", "2pm"):
        await book(cast.mia, f"tue {hour}")
        await cast.programme.later(minutes=1)
    for hour in ("2:30pm", "3pm"):
        await book(cast.mia, f"tue {hour}")
        await cast.programme.later(minutes=1)
    await cast.ana.command("schedule", "list")
    assert cast.ana.last().index("Tue 3 Mar, 15:00") < cast.ana.last().index("Tue 3 Mar, 17:00")
    assert "Upcoming: 6" in cast.ana.last()
    assert "(in 1 day 9 h)" in cast.ana.last()
    assert "Ben Wolff" not in cast.ana.last()
    await cast.ana.press("More ›")
    assert "Ben Wolff" in cast.ana.last()
    await cast.ana.press("Thu 5 Mar 17:00 Ben")
    assert "Cancel session" in cast.ana.buttons()
    await cast.ana.press("‹ My schedule")
    assert cast.ana.last().startswith("Your schedule")


@pytest.mark.spec("SES-3", "CHT-2")
async def test_a_request_to_move_a_session_is_answered_from_the_schedule_and_from_home(
    cast: Cast, booked: Session
) -> None:
    await cast.ben.command("sessions", f"{booked.code} reschedule fri 7pm")
    await cast.ben.fill({})
    assert "Ben Wolff proposes Fri 6 Mar, 15:00" in home(cast.ana)
    assert "Waiting for you" in home(cast.ana)
    assert "You have proposed Fri 6 Mar, 19:00" in home(cast.ben)
    assert "Waiting for you" not in home(cast.ben)
    await cast.ana.command("schedule")
    assert "Ben Wolff proposes Fri 6 Mar, 15:00" in cast.ana.last()
    assert [box.tone for box in drawing(cast.ana).boxes] == [Tone.WAITING]
    await cast.ana.press("Thu 5 Mar 17:00 Ben Wolff")
    labels = cast.ana.buttons()
    assert all(any(word in label for label in labels) for word in ("Accept", "Counter", "Decline"))
    await cast.ana.press("Accept")
    await cast.ana.command("schedule")
    assert [(box.day, box.start, box.tone) for box in drawing(cast.ana).boxes] == [
        (4, 15 * 60, Tone.AGREED)
    ]
    for someone in (cast.ana, cast.ben):
        assert "Waiting for you" not in home(someone)
        assert "Fri 6 Mar" in home(someone)
    await cast.programme.until(booked.starts_at - 15 * MINUTE)
    assert "[Join]" not in home(cast.ben)
    await cast.programme.until(booked.starts_at + 22 * HOUR - 15 * MINUTE)
    assert "[Join]" in home(cast.ben)


@pytest.mark.spec("SES-3")
async def test_mentees_come_with_counts_and_their_last_and_next_session(
    cast: Cast, booked: Session
) -> None:
    await cast.ana.command("schedule", "mentees")
    assert "Ben Wolff\n1 session, 0 completed · no session yet · next Thu 5 Mar, 17:00" in cast.ana.last()
    await cast.programme.until(booked.starts_at)
    for someone in (cast.ana, cast.ben):
        await someone.press("Join")
    await rounds(cast, booked.ends_at + 16 * MINUTE)
    await cast.ana.command("schedule", "mentees")
    assert "Ben Wolff\n1 session, 1 completed · last Thu 5 Mar, 17:00" in cast.ana.last()
    await cast.ana.press("‹ My schedule")
    assert "Completed: 1" in cast.ana.last()


@pytest.mark.spec("SES-3", "SAF-1")
async def test_only_mentors_have_a_schedule(cast: Cast, booked: Session) -> None:
    for text in ("", "list", "mentees"):
        await cast.ben.command("schedule", text)
        assert "mentor" in cast.ben.last()
        assert "Mentees:" not in cast.ben.last()
    await cast.ben.push(ShowSchedule())
    assert "Mentees:" not in cast.ben.last()


# --- one's own sessions


@pytest.mark.spec("SES-5", "SES-2")
async def test_anybody_sees_their_week_in_their_own_zone(cast: Cast, booked: Session) -> None:
    await cast.ben.command("sessions")
    await cast.ben.press("My week")
    (box,) = drawing(cast.ben).boxes
    assert (box.day, box.start, box.label) == (3, 21 * 60, "Ana L.")
    assert "21:00 (Europe/Berlin) · Ana Lima" in cast.ben.last()
    await cast.ben.command("sessions", "week next")
    assert "Nothing from 9 – 15 March 2026" in cast.ben.last()


@pytest.mark.spec("SES-5")
async def test_a_session_over_midnight_is_on_both_days(cast: Cast, booked: Session) -> None:
    await cast.ben.command("timezone", "Asia/Kathmandu")
    await cast.ben.command("sessions", "week")
    assert [(box.day, box.start, box.end) for box in drawing(cast.ben).boxes] == [(4, 105, 135)]
    await cast.ben.command("timezone", "Europe/Moscow")
    await cast.ben.command("sessions", "week")
    assert [(box.day, box.start, box.end) for box in drawing(cast.ben).boxes] == [(3, 1380, 1410)]
    with cast.programme.store.write() as tx:
        tx.sessions.save(replace(booked, minutes=90), was=1)
    await cast.ben.command("sessions", "week")
    assert [(box.day, box.start, box.end) for box in drawing(cast.ben).boxes] == [
        (3, 1380, 1440),
        (4, 0, 30),
    ]


@pytest.mark.spec("SES-2")
async def test_the_list_says_what_can_be_done_right_now(cast: Cast, booked: Session) -> None:
    await cast.ben.command("sessions")
    assert "Now: " in cast.ben.last()
    assert "Edit · Cancel session" in cast.ben.last()
    await cast.programme.until(START - 15 * MINUTE)
    await cast.ben.command("sessions")
    assert "Now: Join" in cast.ben.last()


@pytest.mark.spec("SES-2")
async def test_a_session_is_added_to_a_calendar_without_the_way_in(cast: Cast, booked: Session) -> None:
    await cast.ben.push(ShowSession(booked.id))
    google, outlook = (link for link in cast.ben.links() if "Add to" in link.label)
    asked = parse_qs(urlsplit(google.url).query)
    assert asked["dates"] == ["20260305T200000Z/20260305T203000Z"]
    assert in_english(asked["text"][0]) == "Mentor session: Ana Lima and Ben Wolff"
    assert booked.code in asked["details"][0]
    assert parse_qs(urlsplit(outlook.url).query)["startdt"] == ["2026-03-05T20:00:00Z"]
    for link in (google, outlook):
        assert booked.meeting_url not in link.url
        assert "rooms.example" not in link.url
    await cast.programme.until(START)
    await cast.ben.push(ShowSession(booked.id))
    assert not [link for link in cast.ben.links() if "Add to" in link.label]


# --- at home


@pytest.mark.spec("CHT-2")
async def test_homes_follow_every_change_of_a_session_and_join_when_it_opens(
    cast: Cast, booked: Session
) -> None:
    both = (cast.ben, cast.ana)
    for someone in both:
        assert "Coming up\nThu 5 Mar" in home(someone)
        assert "[Join]" not in home(someone)
    await cast.ben.command("sessions", f"{booked.code} edit")
    await cast.ben.fill({"Title": "My thesis"})
    for someone in both:
        assert "My thesis" in home(someone)
    await cast.programme.until(START - 15 * MINUTE)
    for someone in both:
        assert "[Join]" in home(someone)
        assert "Today\n" in home(someone)
    await cast.ben.push(JoinSession(booked.id))
    await cast.ana.push(JoinSession(booked.id))
    for someone in both:
        assert "in progress" in home(someone)
    await cast.programme.until(START + 46 * MINUTE)
    closing.complete_ended(cast.programme.desk)
    await cast.programme.settle()
    assert "Waiting for you" in home(cast.ben)
    assert "How was it?" in home(cast.ben)
    assert "Nothing is coming up" in home(cast.ana)
    assert "Completed: 1" in home(cast.ana)


@pytest.mark.spec("CHT-2")
async def test_a_cancelled_session_leaves_both_homes(cast: Cast, booked: Session) -> None:
    await cast.ben.push(ShowSession(booked.id))
    await cast.ben.press("Cancel session")
    await cast.ben.fill({"Reason": "Schedule conflict"})
    for someone in (cast.ben, cast.ana):
        assert "Nothing is coming up" in home(someone)
    assert "Upcoming: 0" in home(cast.ana)


@pytest.mark.spec("CHT-2")
async def test_what_waits_for_an_answer_stands_first(cast: Cast, booked: Session) -> None:
    with cast.programme.store.write() as tx:
        mentor = tx.mentors.get(cast.ana.id)
        assert mentor is not None

        tx.mentors.save(replace(mentor, schedule=replace(mentor.schedule, instant_booking=False)))
    await cast.mia.command("book", "@ana fri 11am")
    await cast.mia.press(cast.mia.buttons()[0])
    shown = home(cast.ana)
    assert shown.index("Waiting for you") < shown.index("Mia Chen") < shown.index("Coming up")
    assert "Mia Chen asks for this session" in shown
    assert "[Accept]" in shown
    await cast.ana.command("schedule", "list")
    assert "Mia Chen asks for this session" in cast.ana.last()
    await cast.ana.command("schedule")
    assert [box.tone for box in drawing(cast.ana).boxes] == [Tone.AGREED, Tone.WAITING]


@pytest.mark.spec("CHT-2")
async def test_an_admins_home_shows_how_the_programme_does(cast: Cast) -> None:
    await book(cast.ben, "today 8pm")
    assert (
        "The programme\nToday: 1 session\nTo decide: nothing\nNot delivered: nothing"
        in await cast.olga.open_home()
    )
    assert "The programme" not in await cast.ben.open_home()
    assert "As a mentor" not in await cast.ben.open_home()
    assert "This month: 1 of 2" in await cast.ben.open_home()
