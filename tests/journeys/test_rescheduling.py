"""Moving a session by agreement: asking, countering, agreeing, ending; each reads it in their own time."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.actions.rescheduling import AcceptTime, PickTime, ProposeTime, WithdrawRequest
from core.reschedules import RequestStatus
from core.sessions import Session, Status
from core.usecases import rescheduling
from tests.journeys.conftest import Cast
from tests.journeys.moves import (
    FRIDAY,
    HOUR,
    MINUTE,
    START,
    asks,
    booked,
    counters,
    now,
    opened,
    requests,
    whole,
)
from tests.journeys.programme import Someone

__all__ = ["booked"]


# --- agreeing


@pytest.mark.spec("RSC-2", "NTF-5")
async def test_only_the_request_itself_can_be_answered_so_that_no_button_outlives_it(
    cast: Cast, booked: Session
) -> None:
    await asks(cast.mia, booked, "fri 4pm", "The train is late")
    assert "[Accept]" in cast.ana.sees("asks to move your session")
    await cast.mia.command("sessions", f"{booked.code} edit")
    assert await cast.mia.fill({"Title": "Yeast"}) == {}
    edited = cast.ana.sees("Session Updated")
    assert "[Accept]" not in edited
    assert "[Decline]" not in edited
    await cast.mia.command("sessions", f"{booked.code} withdraw")
    assert "[Accept]" not in "".join(cast.ana.messages())


@pytest.mark.spec("RSC-1", "RSC-2", "RSC-5", "CHT-7")
async def test_a_mentee_asks_the_mentor_accepts_and_each_reads_it_in_their_own_time(
    cast: Cast, booked: Session
) -> None:
    await asks(cast.mia, booked, "fri 4pm", "The train is late")
    answer = cast.mia.sees("has been sent to the mentor for approval")
    assert answer.startswith("Reschedule Request Sent")
    assert "Fri 6 Mar 2026, 16:00 (America/New_York)" in answer
    asked = cast.ana.sees("Mia Chen asks to move your session")
    assert "Currently: Thu 5 Mar 2026, 17:00 (America/Sao_Paulo)" in asked
    assert "New time: Fri 6 Mar 2026, 18:00 (America/Sao_Paulo)" in asked
    assert "The train is late" in asked
    assert "Please answer by Wed 4 Mar, 05:00 (America/Sao_Paulo)" in asked
    assert now(cast).starts_at == START, "nothing moves until the other side agrees"
    await cast.ana.press("Accept")
    assert now(cast).starts_at == FRIDAY
    confirmed = cast.ana.sees("Reschedule Confirmed")
    assert "Both parties have been notified" in confirmed
    assert "18:00 (America/Sao_Paulo)" in confirmed
    told = cast.mia.sees("Session Rescheduled")
    assert "Ana Lima agreed to the new time" in told
    assert "When: Fri 6 Mar 2026, 16:00 (America/New_York)" in told
    assert now(cast).mentee_reschedules == 1
    assert now(cast).mentor_reschedules == 0
    assert whole(cast)


@pytest.mark.spec("RSC-5", "NTF-5")
async def test_the_old_messages_say_how_it_went_and_lose_their_buttons(cast: Cast, booked: Session) -> None:
    await asks(cast.mia, booked, "fri 4pm")
    await cast.ana.press("Accept")
    for someone, whom in ((cast.mia, "Ana"), (cast.ana, "you")):
        moved, settled, _ = (someone.message(message) for message in someone.notices()[:3])
        assert "has been moved to Fri 6 Mar 2026" in moved
        assert f"Accepted by {whom}." in settled
        assert "[Accept]" not in settled
        assert "[Withdraw" not in settled


@pytest.mark.spec("RSC-5", "NTF-2")
async def test_reminders_follow_the_session_to_its_new_time(cast: Cast, booked: Session) -> None:
    await asks(cast.mia, booked, "fri 4pm")
    await cast.ana.press("Accept")
    await cast.programme.until(START + MINUTE)
    for someone in (cast.mia, cast.ana):
        someone.sees_not("In 1 h")
        someone.sees_not("Time to join")
    await cast.programme.until(FRIDAY - 24 * HOUR)
    for someone in (cast.mia, cast.ana):
        someone.sees("In 24 h")
    await cast.programme.until(FRIDAY - HOUR)
    for someone in (cast.mia, cast.ana):
        someone.sees("In 1 h")
    assert "Fri 6 Mar 2026, 16:00 (America/New_York)" in cast.mia.sees("In 1 h")


@pytest.mark.spec("RSC-1", "SES-2", "CHT-4")
async def test_a_time_is_chosen_by_buttons_from_real_free_slots(cast: Cast, booked: Session) -> None:
    await cast.ben.command("book", "@ana thu 8pm")
    await cast.ben.press("Confirm booking")
    await cast.mia.command("sessions")
    await cast.mia.press("Ana")
    await cast.mia.press("Reschedule")
    card = cast.mia.last()
    assert card.startswith("Another time for Mentor session")
    await cast.mia.press("Thu 5")
    labels = cast.mia.buttons()
    assert "15:00" not in labels, "where it is now"
    assert "14:00" not in labels, "Ben's"
    assert "15:30" in labels
    await cast.mia.press("15:30")
    assert "Nothing moves until Ana Lima agrees" in cast.mia.last()
    await cast.mia.fill({"Length": "30 min"})
    assert requests(cast)[0].last.starts_at == START + 30 * MINUTE


@pytest.mark.spec("RSC-1")
async def test_the_length_of_an_unpaid_session_can_change_with_its_time(
    cast: Cast, booked: Session
) -> None:
    await cast.mia.command("sessions", f"{booked.code} reschedule fri 4pm")
    await cast.mia.fill({"Length": "1 h"})
    assert "(1 h)" in cast.ana.sees("asks to move your session")
    await cast.ana.press("Accept")
    assert now(cast).minutes == 60


# --- countering


@pytest.mark.spec("RSC-2", "RSC-3")
async def test_after_three_rounds_it_is_taken_or_left(cast: Cast, booked: Session) -> None:
    await asks(cast.mia, booked, "fri 4pm")
    assert "[Counter]" in cast.ana.sees("asks to move your session")
    for someone, other, when in (
        (cast.ana, cast.mia, "fri 4pm"),
        (cast.mia, cast.ana, "fri 3pm"),
        (cast.ana, cast.mia, "fri 2pm"),
    ):
        await counters(someone, booked, when)
        assert someone.sees("Your alternative time of").startswith("Counter-Proposal Sent")
        other.sees("proposes another time")
    final = cast.mia.sees("no counter-proposals left")
    assert "[Accept] [Withdraw request] [Show the session]" in final
    await cast.mia.command("sessions", f"{booked.code} counter fri 1pm")
    assert "There were 3 counter-proposals already" in cast.mia.last()
    await cast.mia.press("Accept")
    moved = now(cast)
    assert moved.starts_at == datetime(2026, 3, 6, 14, tzinfo=ZoneInfo("America/Sao_Paulo")).astimezone(UTC)
    assert moved.mentee_reschedules == 1, "it counts for whoever asked"
    card = await opened(cast.mia, moved)
    assert "You asked to move it from Thu 5 Mar, 15:00" in card
    assert card.count("proposed Fri 6 Mar") == 3
    assert "Accepted by you." in card
    assert "1 of 2 used" in card
    assert whole(cast)


@pytest.mark.spec("RSC-2", "NTF-5")
async def test_an_answer_to_what_is_no_longer_on_the_table_shows_things_as_they_are(
    cast: Cast, booked: Session
) -> None:
    await asks(cast.mia, booked, "fri 4pm")
    (request,) = requests(cast)
    await counters(cast.ana, booked, "fri 5pm")
    await cast.ana.push(AcceptTime(request.id, 1))
    assert "This has changed meanwhile" in cast.ana.last()
    await cast.ana.push(AcceptTime(request.id, 2))
    assert "It is not your turn" in cast.ana.last()
    await cast.mia.push(AcceptTime(request.id, 2))
    await cast.mia.push(AcceptTime(request.id, 2))
    assert "The new time has been agreed already" in cast.mia.last()
    assert now(cast).mentee_reschedules == 1


@pytest.mark.spec("SAF-1")
async def test_nobody_else_sees_or_answers_a_request(cast: Cast, booked: Session) -> None:
    await asks(cast.mia, booked, "fri 4pm")
    (request,) = requests(cast)
    for action in (
        AcceptTime(request.id, 1),
        WithdrawRequest(request.id, 1),
        PickTime(booked.id),
        ProposeTime(booked.id, 1, 0, FRIDAY, 30),
        AcceptTime(2**62, 1),
    ):
        for someone in (cast.ben, cast.olga):
            await someone.push(action)
            assert someone.last().startswith("Not found")
    assert requests(cast) == [request]


# --- the mentor asks


@pytest.mark.spec("RSC-1", "RSC-2", "CAN-3")
async def test_a_mentor_needs_a_reason_and_the_mentee_may_cancel_instead(
    cast: Cast, booked: Session
) -> None:
    cast.programme.set_policies(mentee_cancellation_cutoff_hours=200)
    await cast.ana.command("sessions", f"{booked.code} reschedule fri 6pm")
    assert "Reason" in await cast.ana.fill({"Reason": "  "})
    await cast.ana.fill({"Reason": "A tooth"})
    asked = cast.mia.sees("Ana Lima asks to move your session")
    assert "Reason: A tooth" in asked
    assert "[Accept] [Counter] [Cancel the session]" in asked
    assert "[Decline]" not in asked, "a mentee does not decline, by policy"
    await cast.mia.press("Cancel the session")
    assert "It does not count against your month" in cast.mia.last()
    await cast.mia.fill({"In your words": "Then not"})
    assert "You cancelled" in cast.mia.sees("Cancellation Confirmed")
    assert "Then not" in cast.ana.sees("cancelled")
    session = now(cast)
    assert (session.status, session.counted) == (Status.CANCELLED, False)
    assert session.refund is not None
    assert session.refund.pct == 100
    assert [request.status for request in requests(cast)] == [RequestStatus.CANCELLED]
    assert whole(cast)


@pytest.mark.spec("RSC-2", "CAN-4")
async def test_where_the_policy_lets_mentees_decline_the_session_stays(cast: Cast, booked: Session) -> None:
    cast.programme.set_policies(mentee_may_decline_reschedule=True)
    await asks(cast.ana, booked, "fri 6pm", "A tooth")
    await cast.mia.press("Decline")
    assert cast.mia.sees("stays on Thu 5 Mar 2026, 15:00").startswith("Reschedule Request Declined")
    told = cast.ana.sees("Mia Chen declined the request")
    assert "stays on Thu 5 Mar 2026, 17:00 (America/Sao_Paulo)" in told
    assert now(cast) == booked


@pytest.mark.spec("RSC-1", "RSC-5")
async def test_a_mentor_leaves_the_choice_and_the_mentees_choice_moves_it_at_once(
    cast: Cast, booked: Session
) -> None:
    await cast.ana.command("sessions", f"{booked.code} reschedule")
    await cast.ana.press("Let them choose")
    await cast.ana.fill({"Reason": "Travelling"})
    cast.ana.sees("Your mentee has been asked to choose another time")
    asked = cast.mia.sees("asks you to choose another time")
    assert "[Choose a time] [Cancel the session] [Show the session]" in asked
    await cast.mia.press("Choose a time")
    await cast.mia.press("Fri 6")
    await cast.mia.press("16:00")
    assert "The session moves at once" in cast.mia.last()
    await cast.mia.fill({})
    moved = now(cast)
    assert moved.starts_at == FRIDAY
    assert (moved.mentor_reschedules, moved.mentee_reschedules) == (1, 0)
    assert "Mia Chen chose the new time" in cast.ana.sees("Session Rescheduled")
    assert whole(cast)


@pytest.mark.spec("RSC-6")
async def test_a_mentor_who_moves_often_is_warned_before_the_next(cast: Cast, booked: Session) -> None:
    cast.programme.set_policies(mentor_max_reschedules=None)
    warning = "Frequent rescheduling negatively impacts your Mentor Profile Rating"
    for hour in (5, 4):
        await cast.ana.command("sessions", f"{booked.code} reschedule fri {hour}pm")
        assert warning not in form_of(cast.ana)
        await cast.ana.fill({"Reason": "Travelling"})
        await cast.mia.press("Accept")
    await cast.ana.command("sessions", f"{booked.code} reschedule fri 6pm")
    assert warning in form_of(cast.ana)
    await cast.ana.fill({"Reason": "Travelling"})
    await cast.mia.press("Accept")
    await cast.ben.command("book", "@ana mon 5pm")
    await cast.ben.press("Confirm booking")
    (other,) = cast.programme.sessions_of(cast.ben)
    await cast.ana.command("sessions", f"{other.code} reschedule tue 6pm")
    assert warning in form_of(cast.ana), "in the last 90 days, whatever the session"


def form_of(someone: Someone) -> str:
    form = someone.door.chat(someone.address.user).form
    assert form is not None, someone.screen()
    return repr(form.intro)


# --- ending


@pytest.mark.spec("RSC-4", "NTF-2")
async def test_the_responder_is_prompted_and_without_an_answer_the_session_stays(
    cast: Cast, booked: Session
) -> None:
    asked_at = cast.programme.clock.now()
    await asks(cast.mia, booked, "fri 4pm")
    (request,) = requests(cast)
    assert asked_at + 48 * HOUR - MINUTE < request.expires_at < asked_at + 49 * HOUR
    await cast.programme.until(request.expires_at - 12 * HOUR - MINUTE)
    cast.ana.sees_not("Please answer:")
    await cast.programme.until(request.expires_at - 12 * HOUR)
    prompt = cast.ana.sees("Please answer:")
    assert "[Accept] [Counter] [Decline]" in prompt
    cast.mia.sees_not("Please answer:")
    await cast.programme.until(request.expires_at)
    await cast.ana.push(AcceptTime(request.id, 1))
    assert "not answered in time" in cast.ana.last(), "no round is needed for that"
    await cast.ben.command("book", "@ana fri 10pm")
    cast.ben.sees("Review and confirm")
    assert rescheduling.expire_overdue(cast.programme.desk) == 1
    assert rescheduling.expire_overdue(cast.programme.desk) == 0
    await cast.programme.settle()
    assert "You did not answer in time" in cast.ana.sees("Reschedule Request Expired")
    assert "Ana Lima did not answer in time" in cast.mia.sees("Reschedule Request Expired")
    assert "Not answered in time." in cast.ana.message(cast.ana.notices()[1])
    assert now(cast) == booked
    assert whole(cast)


@pytest.mark.spec("RSC-4", "OPS-2")
async def test_whoever_was_not_answered_asks_anew_before_any_round(cast: Cast, booked: Session) -> None:
    await asks(cast.mia, booked, "tomorrow 3pm")
    (first,) = requests(cast)
    await cast.programme.until(first.expires_at)
    await asks(cast.mia, booked, "fri 4pm")
    expired, second = requests(cast)
    assert (expired.status, second.status) == (RequestStatus.EXPIRED, RequestStatus.PENDING)
    assert rescheduling.expire_overdue(cast.programme.desk) == 0
    cast.mia.sees("Reschedule Request Expired")
    assert whole(cast)


@pytest.mark.spec("RSC-4")
async def test_nobody_is_prompted_about_what_was_answered(cast: Cast, booked: Session) -> None:
    await asks(cast.mia, booked, "fri 4pm")
    await cast.ana.press("Decline")
    await cast.programme.until(START - HOUR)
    cast.ana.sees_not("Please answer:")


@pytest.mark.spec("RSC-4", "NTF-5")
async def test_whoever_asked_may_withdraw_and_ask_anew(cast: Cast, booked: Session) -> None:
    await asks(cast.mia, booked, "fri 4pm")
    await cast.mia.command("sessions", f"{booked.code} reschedule fri 5pm")
    assert "It is not your turn" in cast.mia.last()
    await cast.mia.push(ProposeTime(booked.id, 1, 0, FRIDAY, 30))
    assert "There is a request already" in cast.mia.last()
    await cast.mia.press("Withdraw request")
    assert "Mia Chen withdrew the request" in cast.ana.sees("Reschedule Request Withdrawn")
    assert "Withdrawn by Mia." in cast.ana.message(cast.ana.notices()[1])
    await asks(cast.mia, booked, "fri 3pm")
    await cast.ana.command("sessions", f"{booked.code} accept")
    assert now(cast).starts_at == FRIDAY - HOUR
    await cast.ana.command("sessions", f"{booked.code} decline")
    assert "Nothing to answer" in cast.ana.last()


@pytest.mark.spec("RSC-1", "RSC-5", "CAN-1")
async def test_cancelling_the_session_ends_the_request_and_frees_its_time(
    cast: Cast, booked: Session
) -> None:
    await asks(cast.mia, booked, "fri 4pm")
    await cast.mia.command("sessions", f"{booked.code} cancel")
    await cast.mia.fill({"Reason": "Schedule conflict"})
    (request,) = requests(cast)
    assert request.status is RequestStatus.CANCELLED
    await cast.ana.push(AcceptTime(request.id, 1))
    assert "No longer open" in cast.ana.last()
    await cast.mia.command("book", "@ana fri 4pm")
    cast.mia.sees("Review and confirm")
    assert whole(cast)


@pytest.mark.spec("RSC-1", "CHT-4")
async def test_the_last_step_of_asking_says_what_it_does(cast: Cast, booked: Session) -> None:
    for way, asked in (("Keep the session as is", []), ("Ask for this time", [RequestStatus.PENDING])):
        await cast.mia.command("sessions", f"{booked.code} reschedule fri 4pm")
        await cast.mia.press("Keep “30 min”")
        assert "Move Mentor session from" in cast.mia.last()
        assert cast.mia.buttons() == ["Ask for this time", "‹ Back", "Keep the session as is"]
        await cast.mia.press(way)
        assert [request.status for request in requests(cast)] == asked
