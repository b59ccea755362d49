"""A day out of a month: of free times, for a council, in a form."""

from datetime import date, timedelta

import pytest

from bot.actions.booking import ShowMonth
from bot.actions.councils.calling import PickTimesDay
from bot.actions.forms import AnswerDay, AnswerQuestion, TurnMonth
from bot.actions.rescheduling import PickDay
from core.sessions import Session
from core.usecases.forms import current_draft
from tests.journeys.assembly import Assembly, assembly
from tests.journeys.conftest import Cast
from tests.journeys.programme import Someone
from tests.journeys.test_council_places import picks

__all__ = ["assembly"]


@pytest.mark.spec("BOK-1", "SLT-3", "SLT-4", "CHT-3")
async def test_a_day_of_the_month_is_chosen_and_why_another_is_not_free_is_told(
    cast: Cast, mentee: Someone
) -> None:
    await mentee.command("book", "@ana")
    await mentee.press("Month")
    month = mentee.sees("A day with Ana Lima")
    assert "Days with free times of 30 min" in month
    assert "over: 1" in month
    assert "no hours: 7–8, 14–15, 21–22, 28–29" in month
    assert "[Mon 2 Mar] [Tue 3 Mar]" in month
    assert "[Sat 7 Mar]" not in month
    await mentee.push(ShowMonth(cast.ana.id, date(2026, 3, 1), date(2026, 3, 7)))
    assert mentee.sees("Sat 7 Mar: no hours")
    await mentee.press("Apr 2026 ›")
    assert "not open yet: 30" not in mentee.last()
    assert "[Wed 1 Apr]" in mentee.last()
    await mentee.press("Fri 10 Apr")
    assert "Free on Fri 10 Apr" in mentee.sees("A time with Ana Lima")
    await mentee.press("15:00")
    assert "Fri 10 Apr 2026, 15:00" in mentee.sees("Review and confirm")
    await mentee.push(ShowMonth(cast.ana.id, date(2026, 9, 1)))
    assert "not open yet: " in mentee.sees("A day with Ana Lima"), "the month nearest to one beyond"
    await mentee.press("Week")
    assert "A time with Ana Lima" in mentee.last()


@pytest.mark.spec("SLT-5", "CHT-3")
async def test_a_month_keeps_to_the_hours_and_the_length_that_were_typed(cast: Cast) -> None:
    await cast.mia.command("book", "@ana between 2pm and 4pm for 60 minutes")
    await cast.mia.press("Month")
    month = cast.mia.sees("A day with Ana Lima")
    assert "Only times between 14:00 and 16:00 are shown." in month
    assert "free times of 1 h" in month
    await cast.mia.press("Thu 12 Mar")
    assert "[14:00] [14:30] [15:00]" in cast.mia.sees("A time with Ana Lima")


@pytest.mark.spec("RSC-1", "CHT-3", "SAF-1")
async def test_a_session_is_moved_to_a_day_of_another_month(cast: Cast, mentee: Someone) -> None:
    await mentee.command("book", "@ana thu 3pm")
    await mentee.press("Confirm booking")
    (session,) = cast.programme.sessions_of(mentee)
    await mentee.command("sessions", f"{session.code} reschedule")
    await mentee.press("Month")
    assert "It is Thu 5 Mar, 15:00" in mentee.sees("Another day for")
    await mentee.press("Apr 2026 ›")
    await mentee.press("Tue 7 Apr")
    await mentee.press("14:00")
    await mentee.fill({})
    assert "Tue 7 Apr" in mentee.last()
    await cast.olga.push(PickDay(session.id))
    assert cast.olga.last().startswith("Not found")


@pytest.mark.spec("CNL-1", "CHT-3")
async def test_the_times_of_a_council_begin_on_a_day_of_the_month(assembly: Assembly) -> None:
    olga = assembly.olga
    await olga.command("council", "new Growth")
    await olga.fill({})
    await picks(olga, "Ada Byron", "Grace Hall", "Linus Rao")
    await olga.press("Times")
    await olga.press("Month")
    month = olga.sees("On which day shall the times begin?")
    assert "[Mon 2 Mar]" not in month, "the mentors have three days to answer"
    council = assembly.council
    await olga.push(PickTimesDay(council.id, date(2026, 3, 1), date(2026, 3, 3)))
    olga.sees("Tue 3 Mar: the mentors have time to answer until then.")
    await olga.push(PickTimesDay(council.id, date(2026, 3, 1), date(2026, 3, 8)))
    olga.sees("Sun 8 Mar: none of them is free.")
    await olga.press("Wed 18 Mar")
    assert "Wed 18 Mar" in olga.last()
    assert "Tue 17 Mar" not in olga.last()


async def asks_for_days_off(assembly: Assembly) -> int:
    grace = assembly.grace
    await grace.command("availability")
    await grace.press("Days off")
    await grace.press("Off")
    draft = current_draft(assembly.programme.desk, grace.person)
    assert draft is not None
    return draft.id


@pytest.mark.spec("AVL-6", "CHT-3", "CHT-4", "BOK-6")
async def test_days_off_are_pressed_in_a_calendar(assembly: Assembly) -> None:
    """Where there are modals their clients have calendars of their own."""
    grace = assembly.grace
    draft = await asks_for_days_off(assembly)
    assert "Choose a day, or type it." in grace.last()
    assert "[Mon 2 Mar]" in grace.last()
    await grace.push(AnswerDay(draft, 1, date(2026, 3, 1)))
    grace.sees("Sun 1 Mar 2026 is over. Choose today or a later day.")
    await grace.press("Apr 2026 ›")
    await grace.press("Mon 6 Apr")
    assert "To (3 of 5)" in grace.last()
    assert "[Mon 6 Apr]" in grace.last(), "the month of the first day"
    assert "[Fri 3 Apr]" not in grace.last()
    await grace.push(AnswerDay(draft, 2, date(2026, 4, 3)))
    grace.sees("Fri 3 Apr 2026 is before Mon 6 Apr 2026.")
    await grace.push(AnswerDay(draft, 1, date(2026, 3, 20)))
    assert "To (3 of 5)" in grace.last(), "a press on an earlier question shows the open one"
    await grace.press("Wed 8 Apr")
    await grace.press("Skip the rest: Preview")
    assert "6 – 8 Apr" in grace.last() or "Mon 6 Apr" in grace.last()
    await grace.press("Save")
    for gone in (AnswerDay(draft, 1, date(2026, 3, 20)), TurnMonth(draft, 1, date(2026, 3, 1))):
        await grace.push(gone)
        grace.sees("This form has been sent in or closed already.")


@pytest.mark.spec("SAF-1", "CHT-3")
async def test_a_day_for_a_question_that_asks_for_none_changes_nothing(assembly: Assembly) -> None:
    draft = await asks_for_days_off(assembly)
    await assembly.grace.push(AnswerQuestion(draft, 1, 0))
    assert "From (2 of 5)" not in assembly.grace.last()
    await assembly.grace.command("availability")
    await assembly.grace.press("Days off")
    latest = current_draft(assembly.programme.desk, assembly.grace.person)
    assert latest is not None
    for forged in (AnswerDay(latest.id, 0, date(2026, 3, 9)), TurnMonth(latest.id, 0, date(2026, 3, 1))):
        await assembly.grace.push(forged)
        assert "What (1 of 5)" not in assembly.grace.last()
    for stranger in (assembly.mia, assembly.olga):
        await stranger.push(AnswerDay(latest.id, 0, date(2026, 3, 9)))
        stranger.sees("This form has been sent in or closed already.")


@pytest.mark.spec("ADM-5", "CHT-4")
async def test_a_day_of_long_work_is_typed_in_words(cast: Cast, session: Session) -> None:
    await cast.olga.command("admin", "@ana")
    await cast.olga.press("Move a day")
    await cast.olga.say("3")
    assert "I did not understand the day." in cast.olga.last()
    await cast.olga.fill({"Day": "thursday", "Earlier or later by": "+1h", "Reason": "a storm"})
    cast.olga.sees("Move 1 session?")
    await cast.olga.press("Move 1 session")
    (moved,) = cast.programme.sessions_of(cast.mia)
    assert moved.starts_at == session.starts_at + timedelta(hours=1)


@pytest.fixture
async def session(cast: Cast) -> Session:
    await cast.mia.command("book", "@ana thu 3pm")
    await cast.mia.press("Confirm booking")
    (booked,) = cast.programme.sessions_of(cast.mia)
    return booked
