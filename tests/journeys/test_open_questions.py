"""What people read while somebody has still to answer, and those whom the answer no longer concerns."""

import pytest

from bot.actions.replacing import KeepReplacement
from bot.actions.rescheduling import LetThemChoose
from core.sessions import Session
from core.usecases import confirming, rescheduling
from tests.journeys.conftest import Cast
from tests.journeys.moves import FRIDAY, HOUR, START, asks, booked, counters, opened
from tests.journeys.replacements import Story, story
from tests.journeys.test_confirming import ask, confirms, is_whole, only

__all__ = ["booked", "story"]


@pytest.mark.spec("RSC-1", "SES-2")
async def test_a_choice_that_was_left_to_the_mentee_is_not_accepted_but_made(
    cast: Cast, booked: Session
) -> None:
    await cast.ana.push(LetThemChoose(booked.id, booked.revision))
    assert await cast.ana.fill({"Reason": "A conflict"}) == {}
    assert "until Mia Chen has chosen another time" in cast.ana.sees(
        "Reschedule Request Sent\nYour mentee has been asked"
    )
    assert "You have asked Mia Chen to choose another time" in await opened(cast.ana, booked)
    await cast.mia.command("sessions", f"{booked.code} accept")
    assert "Another time for" in cast.mia.last()
    await cast.mia.command("sessions", f"{booked.code} withdraw")
    assert "Not this way" in cast.mia.last()
    assert "Show the session" in cast.mia.buttons()
    assert cast.programme.faults == []


@pytest.mark.spec("RSC-2", "SES-2")
async def test_whoever_may_cancel_with_a_full_refund_is_offered_no_other_cancelling(
    cast: Cast, booked: Session
) -> None:
    await asks(cast.ana, booked, "fri 5pm", "A conflict")
    await opened(cast.mia, booked)
    assert [label for label in cast.mia.buttons() if label.startswith("Cancel")] == ["Cancel the session"]
    assert "press Cancel session" not in cast.mia.last()
    await opened(cast.ana, booked)
    assert "Cancel session" in cast.ana.buttons()


@pytest.mark.spec("BOK-8")
async def test_another_time_for_a_booking_that_is_not_accepted_says_that_it_ends_unanswered(
    cast: Cast,
) -> None:
    await confirms(cast.ana)
    await ask(cast.mia, "thu 3pm")
    await asks(cast.ana, only(cast, cast.mia), "fri 5pm", "A conflict")
    told = cast.mia.sees("Reschedule request")
    assert "has not accepted your booking as it is" in told
    assert "Without an answer the booking request ends" in told
    await cast.programme.later(hours=49)
    assert rescheduling.expire_overdue(cast.programme.desk) == 1
    assert confirming.expire_unconfirmed(cast.programme.desk) == 1
    await cast.programme.settle()
    assert "You did not answer the proposal of another time" in cast.mia.sees(
        "Request not answered in time"
    )
    assert "Mia Chen did not answer the proposal" in cast.ana.sees("Request not answered in time")
    for someone in (cast.mia, cast.ana):
        someone.sees_not("still requested")
    assert is_whole(cast)


@pytest.mark.spec("BOK-8", "RSC-2")
async def test_there_is_one_accept_for_a_counter_proposal_to_a_booking_request(cast: Cast) -> None:
    await confirms(cast.ana)
    await ask(cast.mia, "thu 3pm")
    session = only(cast, cast.mia)
    await asks(cast.ana, session, "fri 5pm", "A conflict")
    await counters(cast.mia, session, "fri 4pm")
    await opened(cast.ana, session)
    assert [label for label in cast.ana.buttons() if label in {"Accept", "Decline"}] == [
        "Accept",
        "Decline",
    ]
    await cast.ana.press("Accept")
    assert only(cast, cast.mia).starts_at == FRIDAY
    assert is_whole(cast)


@pytest.mark.spec("CAN-1")
async def test_who_cancels_late_is_not_told_of_a_limit_that_has_passed(cast: Cast, booked: Session) -> None:
    cast.programme.set_policies(late_cancellation=True)
    await cast.programme.until(START - HOUR)
    card = await opened(cast.mia, booked)
    assert "can still cancel until the start, but then it counts" in card
    assert "You can cancel until" not in card


@pytest.mark.spec("RAS-2", "NTF-5")
async def test_a_mentor_who_left_hears_nothing_of_later_moves(story: Story) -> None:
    await story.leaves(story.ana)
    await story.mia.push(KeepReplacement(story.session.id, story.session.revision))
    await asks(story.mia, story.session, "fri 2pm")
    await story.bea.press("Accept")
    assert story.session.starts_at == FRIDAY - 2 * HOUR
    story.ana.sees("You are no longer the mentor of this session")
    story.ana.sees_not("has been moved")
    story.check()
