"""Moving a session: the limits, the times that are free, and where nobody has to agree."""

from dataclasses import replace

import pytest

from core.people import Role
from core.reschedules import RequestStatus
from core.sessions import Session, Status
from tests.journeys.conftest import Cast
from tests.journeys.moves import (
    FRIDAY,
    HOUR,
    MINUTE,
    START,
    asks,
    booked,
    now,
    opened,
    requests,
    whole,
)

__all__ = ["booked"]


# --- limits


@pytest.mark.spec("RSC-1")
async def test_the_allowance_is_shown_and_used_up(cast: Cast, booked: Session) -> None:
    for hour in (4, 3):
        assert f"{4 - hour} of 2 used" in await opened(cast.mia, booked)
        await asks(cast.mia, booked, f"fri {hour}pm")
        await cast.ana.press("Accept")
    card = await opened(cast.mia, booked)
    assert "2 of 2 used" in card
    assert "[Reschedule]" not in card
    await cast.mia.command("sessions", f"{booked.code} reschedule fri 2pm")
    assert "You have used 2 of 2 reschedules" in cast.mia.last()
    await asks(cast.ana, booked, "fri 6pm", "My turn")
    assert len(requests(cast)) == 3, "each role has its own"


@pytest.mark.spec("RSC-1")
async def test_requests_can_be_counted_instead_of_moves(cast: Cast, booked: Session) -> None:
    cast.programme.set_policies(count_reschedules_on="request", mentee_max_reschedules=1)
    await asks(cast.mia, booked, "fri 4pm")
    assert now(cast).mentee_reschedules == 1
    await cast.ana.press("Decline")
    assert now(cast).mentee_reschedules == 1
    await cast.mia.command("sessions", f"{booked.code} reschedule fri 5pm")
    assert "You have used 1 of 1 reschedules" in cast.mia.last()


@pytest.mark.spec("RSC-1")
async def test_after_the_cutoff_nobody_asks_and_the_card_says_until_when(
    cast: Cast, booked: Session
) -> None:
    assert "You can ask until Thu 5 Mar, 11:00 (America/New_York)" in await opened(cast.mia, booked)
    await cast.programme.until(START - 4 * HOUR + MINUTE)
    card = await opened(cast.mia, booked)
    assert "[Reschedule]" not in card
    await cast.mia.command("sessions", f"{booked.code} reschedule fri 4pm")
    assert "Another time could be asked for until Thu 5 Mar 2026, 11:00" in cast.mia.last()
    assert "[Reschedule]" in await opened(cast.ana, booked), "a mentor has until two hours before"


@pytest.mark.spec("BOK-2", "RSC-1")
async def test_a_move_into_a_full_month_is_refused_to_either(cast: Cast, booked: Session) -> None:
    for when in ("2 apr 3pm", "3 apr 3pm"):
        await cast.mia.command("book", f"@ana {when}")
        await cast.mia.press("Confirm booking")
    await cast.mia.command("sessions", f"{booked.code} reschedule 7 apr 3pm")
    assert "You've used all your monthly sessions." in cast.mia.last()
    assert "Fri 1 May 2026" in cast.mia.last()
    await cast.ana.command("sessions", f"{booked.code} reschedule 7 apr 3pm")
    assert "Mia Chen has used all sessions of that month" in cast.ana.last()
    await cast.mia.command("sessions", f"{booked.code} reschedule 31 mar 3pm")
    assert "Nothing moves until Ana Lima agrees" in cast.mia.last()


# --- the time


@pytest.mark.spec("RSC-2", "BOK-5")
async def test_a_proposed_time_is_kept_for_both_until_it_is_answered(cast: Cast, booked: Session) -> None:
    await asks(cast.mia, booked, "fri 4pm")
    await cast.ben.command("book", "@ana fri 10pm")
    assert "cannot be booked: the mentor is booked then" in cast.ben.last()
    await cast.ana.sets_hours("off 6 mar")
    await cast.ana.press("Accept")
    assert now(cast).starts_at == FRIDAY, "both have agreed to it"
    await cast.ben.command("book", "@ana thu 9pm")
    cast.ben.sees("Review and confirm")
    assert whole(cast)


@pytest.mark.spec("RSC-2")
async def test_what_was_not_kept_and_has_gone_is_answered_with_fresh_slots(
    cast: Cast, booked: Session
) -> None:
    cast.programme.set_policies(hold_proposed_time=False)
    await asks(cast.mia, booked, "fri 4pm")
    await cast.ben.command("book", "@ana fri 10pm")
    await cast.ben.press("Confirm booking")
    await cast.ana.press("Accept")
    gone = cast.ana.last()
    assert "Fri 6 Mar, 18:00 (America/Sao_Paulo) is not free: you are booked then" in gone
    assert now(cast).starts_at == START
    await cast.ana.press("Fri 6 Mar 17:30")
    await cast.ana.fill({})
    cast.ana.sees("Counter-Proposal Sent")
    await cast.mia.press("Accept")
    assert now(cast).starts_at == FRIDAY - 30 * MINUTE
    assert whole(cast)


@pytest.mark.spec("RSC-1", "SLT-5")
async def test_typed_times_are_asked_back_and_what_is_not_free_has_neighbours(
    cast: Cast, booked: Session
) -> None:
    await cast.mia.command("sessions", f"{booked.code} reschedule 6/3 3pm")
    assert "Which time do you mean?" in cast.mia.last()
    await cast.mia.press("Fri 6 Mar 15:00")
    assert "Nothing moves until Ana Lima agrees" in cast.mia.last()
    await cast.mia.command("sessions", f"{booked.code} reschedule fri")
    assert cast.mia.last().startswith("Another time for")
    await cast.mia.command("sessions", f"{booked.code} reschedule whenever")
    assert "Which time?" in cast.mia.last()
    await cast.mia.command("sessions", f"{booked.code} reschedule fri 3am")
    assert "it is outside the mentor's hours" in cast.mia.last()
    await cast.mia.press(cast.mia.buttons()[0])
    assert "Nothing moves until Ana Lima agrees" in cast.mia.sees("to Fri 6 Mar 2026, 07:00")
    await cast.ana.command("sessions", f"{booked.code} reschedule fri 3am")
    assert "it is outside your hours" in cast.ana.last()
    await cast.mia.command("sessions", f"{booked.code} reschedule thu 3pm")
    assert "That is the same time" in cast.mia.last()


# --- without approval, and before the mentor has accepted


@pytest.mark.spec("RSC-7", "RSC-5")
async def test_where_no_approval_is_needed_the_move_is_immediate(cast: Cast, booked: Session) -> None:
    cast.programme.set_policies(reschedule_needs_approval=False)
    await cast.mia.command("sessions", f"{booked.code} reschedule fri 4pm")
    assert "The session moves at once" in cast.mia.last()
    await cast.mia.fill({})
    assert now(cast).starts_at == FRIDAY
    assert "You moved the session" in cast.mia.sees("Reschedule Confirmed")
    assert "Mia Chen moved the session" in cast.ana.sees("Session Rescheduled")
    (request,) = requests(cast)
    assert (request.status, request.ended_by) == (RequestStatus.ACCEPTED, Role.MENTEE)
    assert "You moved it from Thu 5 Mar, 15:00" in await opened(cast.mia, booked)
    assert now(cast).mentee_reschedules == 1
    assert whole(cast)


@pytest.mark.spec("BOK-8", "RSC-2")
async def test_a_mentor_proposes_another_time_instead_of_accepting_a_booking(cast: Cast) -> None:
    with cast.programme.store.read() as tx:
        mentor = tx.mentors.get(cast.ana.id)
    assert mentor is not None
    cast.programme.change_mentor(cast.ana, schedule=replace(mentor.schedule, instant_booking=False))
    await cast.mia.command("book", "@ana thu 3pm")
    await cast.mia.press("Send request")
    requested = now(cast)
    assert requested.status is Status.REQUESTED
    await cast.programme.later(hours=20)
    await asks(cast.ana, requested, "fri 6pm", "That suits me better")
    assert now(cast).confirm_by == requests(cast)[0].expires_at, "the booking waits for the answer"
    assert whole(cast)
    await cast.mia.press("Accept")
    session = now(cast)
    assert (session.status, session.starts_at) == (Status.SCHEDULED, FRIDAY)
    assert (session.mentor_reschedules, session.confirm_by) == (0, None)
    assert "Fri 6 Mar 2026, 16:00 (America/New_York)" in cast.mia.sees("Your session is confirmed")
    cast.ana.sees("New booking")
    assert whole(cast)
    await cast.programme.until(FRIDAY - HOUR)
    cast.mia.sees("In 1 h")


# --- which day is open


@pytest.mark.spec("RSC-1")
async def test_reschedule_opens_on_the_day_of_the_session(cast: Cast, booked: Session) -> None:
    for someone in (cast.mia, cast.ana):
        await opened(someone, booked)
        await someone.press("Reschedule")
        assert "Free on Thu 5 Mar" in someone.last()


@pytest.mark.spec("RSC-1")
async def test_reschedule_opens_on_the_next_free_day_where_the_day_of_the_session_has_none(
    cast: Cast, booked: Session
) -> None:
    await cast.ana.sets_hours("off 5 mar - 11 mar")
    await opened(cast.mia, booked)
    await cast.mia.press("Reschedule")
    assert "Free on Thu 12 Mar" in cast.mia.last()


@pytest.mark.spec("RSC-1")
async def test_where_nothing_is_free_after_the_session_an_earlier_day_is_open(
    cast: Cast, booked: Session
) -> None:
    await cast.ana.sets_hours("off 5 mar - 30 dec")
    await opened(cast.mia, booked)
    await cast.mia.press("Reschedule")
    assert "Free on Mon 2 Mar" in cast.mia.last()


@pytest.mark.spec("RSC-2")
async def test_countering_opens_on_the_day_that_was_proposed(cast: Cast, booked: Session) -> None:
    await asks(cast.mia, booked, "fri 13 mar 4pm")
    await cast.ana.press("Counter")
    assert "Free on Fri 13 Mar" in cast.ana.last()
