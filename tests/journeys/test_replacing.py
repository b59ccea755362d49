"""When a mentor cancels: another one is found or chosen, or the session is off; everybody is told of each outcome."""

from datetime import UTC, datetime

import pytest

from bot.actions.replacing import (
    BrowseReplacements,
    CancelUnreplaced,
    ChooseReplacement,
    KeepReplacement,
    ReplacementWeek,
)
from bot.actions.rescheduling import PickTime
from bot.actions.sessions import CancelSession, JoinSession, ShowSession
from core.usecases import giving_up
from tests.journeys.replacements import HOUR, MINUTE, START, Story, story
from tests.journeys.test_sessions import book

__all__ = ["story"]


# --- found


@pytest.mark.spec("RAS-1", "RAS-2", "CAN-2")
async def test_the_best_who_is_free_is_found_and_everybody_hears_in_their_own_time(story: Story) -> None:
    before = story.session
    await story.leaves(story.ana)
    session = story.session
    assert (session.mentor, session.reassignment) == (story.bea.id, "pending_acceptance")
    assert (session.status, session.starts_at, session.rate) == ("scheduled", START, 4999)
    assert session.meeting_url != before.meeting_url
    left = story.ana.sees("Session Reassigned Successfully")
    assert "17:00 (America/Sao_Paulo)" in left
    assert "reassigned to another mentor" in left
    changed = story.mia.sees("Your mentor changed")
    assert "Ana Lima cannot make" in changed
    assert "15:00 (America/New_York)" in changed
    assert "Bea Stone is free at the same time" in changed
    assert "Careers for shy people" in changed
    assert "The price stays" in changed
    assert "otherwise it is cancelled with a full refund" in changed
    for label in ("[Continue with Bea]", "[Browse others]", "[Cancel with full refund]"):
        assert label in changed
    asked = story.bea.sees("A session for you")
    assert "20:00 (Europe/London)" in asked
    assert "is being asked" in asked
    assert "private words" not in story.bea.screen()
    story.check()


@pytest.mark.spec("RAS-2", "NTF-2", "NTF-5")
async def test_kept_the_session_goes_on_with_reminders_and_all_are_told(story: Story) -> None:
    await story.leaves(story.ana)
    await story.mia.press("Continue with Bea")
    session = story.session
    assert (session.mentor, session.reassignment) == (story.bea.id, "accepted")
    confirmed = story.mia.sees("Session Confirmed")
    assert "You’ve confirmed the session with Bea Stone" in story.mia.sees("You’ve confirmed")
    assert "[Cancel session]" in confirmed
    assert "Mia Chen goes on with you" in story.bea.sees("Session Confirmed")
    assert "goes on with another mentor" in story.ana.sees("Your session goes on without you")
    for someone in (story.mia, story.bea, story.ana):
        assert all("[Continue" not in message for message in someone.messages())
    await story.day_of(START)
    assert len(story.reminders(story.mia)) == len(story.reminders(story.bea)) == 3
    assert story.reminders(story.ana) == []
    await story.bea.press("Join")
    assert [link.url for link in story.bea.links()] == [session.meeting_url]
    story.check()


@pytest.mark.spec("RAS-2")
async def test_until_answered_nothing_else_can_be_done_and_nobody_is_reminded(story: Story) -> None:
    was = story.session
    await story.leaves(story.ana)
    session = story.session
    await story.mia.push(ShowSession(session.id))
    assert {"Continue with Bea", "Browse others", "Cancel with full refund"} <= set(story.mia.buttons())
    assert not {"Join", "Reschedule", "Cancel session"} & set(story.mia.buttons())
    await story.cast.programme.until(START - 10 * MINUTE)
    assert story.reminders(story.mia) == story.reminders(story.bea) == story.reminders(story.ana) == []
    for pressed in (
        JoinSession(session.id),
        PickTime(session.id),
        CancelSession(session.id, session.revision),
    ):
        await story.mia.push(pressed)
        assert "has to choose first how this session is to go on" in story.mia.last()
        assert {"Continue with Bea", "Browse others"} <= set(story.mia.buttons())
    await story.mia.push(CancelSession(was.id, was.revision))
    assert "changed meanwhile" in story.mia.last()
    await story.bea.push(JoinSession(session.id))
    assert story.bea.links() == []
    assert story.session.status == "scheduled"


@pytest.mark.spec("RAS-4", "NTF-2")
async def test_who_has_not_answered_is_asked_a_day_and_two_hours_ahead(story: Story) -> None:
    await story.leaves(story.ana)
    for before, count in ((25 * HOUR, 0), (24 * HOUR - MINUTE, 1), (3 * HOUR, 1), (2 * HOUR - MINUTE, 2)):
        await story.cast.programme.until(START - before)
        assert story.mia.screen().count("Please answer:") == count
    await story.mia.press("Continue with Bea")
    assert story.session.reassignment == "accepted"


@pytest.mark.spec("RAS-4")
async def test_no_prompt_leaves_once_it_is_answered(story: Story) -> None:
    await story.leaves(story.ana)
    await story.mia.press("Continue with Bea")
    await story.cast.programme.until(START)
    story.mia.sees_not("Please answer")


@pytest.mark.spec("RAS-2", "RAS-1")
async def test_browsing_shows_who_is_free_at_the_same_time_and_choosing_is_final(story: Story) -> None:
    await story.leaves(story.ana)
    await story.mia.press("Browse others")
    shown = story.mia.last()
    assert "Cleo Marsh" in shown
    assert "Rust, gently" in shown
    assert "The price stays" in shown
    assert "Ana" not in shown
    assert "[Bea Stone]" not in shown, "she is kept by her own button"
    assert "Continue with Bea" in story.mia.buttons()
    await story.mia.press("Cleo Marsh")
    session = story.session
    assert (session.mentor, session.reassignment, session.rate) == (story.cleo.id, "accepted", 4999)
    assert "Mia Chen goes on with you" in story.cleo.sees("Session Confirmed")
    assert "goes on with another mentor. Your time is free again" in story.bea.sees(
        "Another mentor was chosen"
    )
    assert "goes on with another mentor" in story.ana.sees("Your session goes on without you")
    await story.bea.push(ShowSession(session.id))
    assert "no longer the mentor" in story.bea.last()
    await story.cast.ben.command("book", "@bea thu 9pm")
    story.cast.ben.sees("Review and confirm")
    story.check()


@pytest.mark.spec("RAS-2", "RAS-4", "CAN-3", "BOK-2", "CHT-4")
async def test_cancelled_everything_comes_back_and_both_mentors_hear(story: Story) -> None:
    story.cast.programme.set_policies(late_cancellation=True)
    await story.leaves(story.ana)
    await story.cast.programme.until(START - 30 * MINUTE)
    await story.mia.press("Cancel with full refund")
    assert "100 % ($49.99)" in story.mia.sees("Cancel session")
    await story.mia.fill({"In your words": "I wanted Ana"})
    session = story.session
    assert (session.status, session.reassignment, session.counted) == ("cancelled", "rejected", False)
    assert session.refund is not None
    assert (session.refund.pct, session.refund.amount, session.refund.status) == (100, 4999, "pending")
    assert "100 % ($49.99)" in story.mia.sees("Cancellation Confirmed")
    assert "Mia Chen cancelled" in story.bea.sees("Session Cancelled")
    assert "wanted no other mentor" in story.ana.sees("Session Cancelled")
    story.check()


@pytest.mark.spec("RAS-1", "RAS-2")
async def test_the_new_mentor_may_leave_too_and_who_left_never_comes_back(story: Story) -> None:
    await story.leaves(story.ana)
    await story.leaves(story.bea)
    assert story.session.mentor == story.cleo.id
    changed = story.mia.sees("Cleo Marsh is free at the same time")
    assert "Bea Stone cannot make" in changed
    await story.leaves(story.cleo)
    session = story.session
    assert session.reassignment == "awaiting_mentee_choice"
    await story.mia.press("Browse mentors")
    assert "Nobody else is free" in story.mia.last()
    for gone in (story.ana, story.bea, story.cleo):
        await story.mia.push(ReplacementWeek(session.id, gone.id))
        assert "no such mentor" in story.mia.last()
        await story.mia.push(ChooseReplacement(session.id, session.revision, gone.id, START))
        assert "no such mentor" in story.mia.last()
    assert story.session == session
    story.check()


@pytest.mark.spec("RAS-1", "SES-1")
async def test_an_accepted_replacement_who_leaves_is_replaced_again(story: Story) -> None:
    await story.leaves(story.ana)
    await story.mia.press("Continue with Bea")
    await story.leaves(story.bea)
    assert (story.session.mentor, story.session.reassignment) == (story.cleo.id, "pending_acceptance")
    await story.mia.press("Continue with Cleo")
    await story.day_of(START)
    assert story.reminders(story.bea) == story.reminders(story.ana) == []
    assert len(story.reminders(story.cleo)) == 3
    story.check()


# --- not found


@pytest.mark.spec("RAS-3", "RAS-1", "BOK-5")
async def test_nobody_found_the_mentee_chooses_any_mentor_and_any_free_time(story: Story) -> None:
    story.away(story.bea, story.cleo)
    await story.leaves(story.ana)
    assert "No other mentor was free" in story.ana.sees("Session Cancelled")
    changed = story.mia.sees("Your mentor cancelled")
    assert "[Browse mentors]" in changed
    assert "[Cancel with full refund]" in changed
    story.check()
    story.back(story.bea, story.cleo)
    await story.mia.press("Browse mentors")
    assert story.mia.last().index("Bea Stone") < story.mia.last().index("Cleo Marsh"), "best match first"
    await story.mia.press("Cleo Marsh")
    await story.mia.press("Fri 6")
    await story.mia.press("10:00")
    session = story.session
    friday = datetime(2026, 3, 6, 15, tzinfo=UTC)
    assert (session.mentor, session.starts_at) == (story.cleo.id, friday)
    assert (session.reassignment, session.minutes, session.rate) == ("accepted", 30, 4999)
    assert "Fri 6 Mar 2026, 10:00 (America/New_York)" in story.mia.sees("Session Confirmed")
    assert "Fri 6 Mar 2026, 10:00 (America/Toronto)" in story.cleo.sees("Session Confirmed")
    assert "goes on with another mentor" in story.ana.sees("Your session goes on without you")
    await story.day_of(friday)
    assert len(story.reminders(story.cleo)) == 3
    story.check()


@pytest.mark.spec("RAS-3", "SES-1", "SAF-1")
async def test_who_left_is_no_party_any_more_and_their_time_is_free(story: Story) -> None:
    story.away(story.bea, story.cleo)
    await story.leaves(story.ana)
    await story.ana.push(ShowSession(story.session.id))
    assert story.ana.last() == (
        f"Session {story.session.code}\nWith: Mia Chen (mentee)\nYou are no longer the mentor of this session.\n"
        "[Private notes] [‹ My sessions]"
    )
    await story.ana.command("sessions")
    assert "Nothing is coming up" in story.ana.last()
    await book(story.cast.ben, "thu 9pm")
    story.cast.ben.sees("Your session is confirmed")
    await story.mia.command("sessions")
    assert "has no mentor yet" in story.mia.last()
    await story.mia.command("book", "@bea thu 3pm")
    story.mia.sees_not("Review and confirm")
    story.check()


@pytest.mark.spec("RAS-3", "RAS-4")
async def test_nobody_found_and_nobody_wanted(story: Story) -> None:
    story.away(story.bea, story.cleo)
    await story.leaves(story.ana)
    await story.mia.press("Cancel with full refund")
    await story.mia.fill({})
    session = story.session
    assert (session.status, session.counted) == ("cancelled", False)
    assert session.refund is not None
    assert session.refund.amount == 4999
    assert "wanted no other mentor" in story.ana.sees("Session Cancelled")
    await story.ana.push(ShowSession(session.id))
    assert "no longer the mentor" in story.ana.last()
    story.check()


@pytest.mark.spec("RAS-4", "CAN-3", "BOK-2")
@pytest.mark.parametrize("found", [True, False])
async def test_unanswered_until_the_start_it_is_cancelled_with_a_full_refund(
    story: Story, found: bool
) -> None:
    if not found:
        story.away(story.bea, story.cleo)
    await story.leaves(story.ana)
    session = story.session
    await story.cast.programme.until(START - MINUTE)
    assert giving_up.expire_unanswered(story.cast.programme.desk) == 0
    await story.cast.programme.until(START)
    for pressed in (
        KeepReplacement(session.id, session.revision),
        BrowseReplacements(session.id),
        ChooseReplacement(session.id, session.revision, story.cleo.id, START),
        CancelUnreplaced(session.id, session.revision),
    ):
        await story.mia.push(pressed)
        assert "Too late for that" in story.mia.last(), "whether or not a round has been"
    assert giving_up.expire_unanswered(story.cast.programme.desk) == 1
    assert giving_up.expire_unanswered(story.cast.programme.desk) == 0
    await story.cast.programme.settle()
    ended = story.session
    assert (ended.status, ended.counted) == ("cancelled", False)
    assert ended.cancellation is not None
    assert ended.cancellation.by is None
    assert ended.refund is not None
    assert ended.refund.amount == 4999
    assert "100 % ($49.99)" in story.mia.sees("Session Cancelled")
    assert "had not answered by the start" in story.ana.sees("Session Cancelled")
    if found:
        assert "Mia Chen has not said by the start" in story.bea.sees("Session Cancelled")
    await story.cast.programme.until(START + 2 * HOUR)
    story.check()


@pytest.mark.spec("RAS-2", "CHT-4")
async def test_another_mentor_is_chosen_by_typing_the_name_that_the_list_shows(story: Story) -> None:
    await story.leaves(story.ana)
    code = story.session.code
    await story.mia.command("sessions", f"{code} browse")
    assert f"/sessions {code} with Cleo Marsh" in story.mia.last()
    await story.mia.command("sessions", f"{code} with nobody")
    assert "no mentor called" in story.mia.last()
    await story.mia.command("sessions", f"{code} with Cleo Marsh someday")
    assert story.session.mentor == story.bea.id
    await story.mia.command("sessions", f"{code} with Cleo Marsh")
    assert (story.session.mentor, story.session.reassignment) == (story.cleo.id, "accepted")


@pytest.mark.spec("RAS-3", "CHT-4")
async def test_where_nobody_was_free_a_name_shows_the_free_times_and_a_time_behind_it_is_taken(
    story: Story,
) -> None:
    story.away(story.bea, story.cleo)
    await story.leaves(story.ana)
    story.back(story.bea, story.cleo)
    code = story.session.code
    await story.mia.command("sessions", f"{code} with Bea Stone")
    assert "A time with Bea Stone" in story.mia.last()
    await story.mia.command("sessions", f"{code} with Bea Stone thu 2pm")
    session = story.session
    assert (session.mentor, session.reassignment) == (story.bea.id, "accepted")
    assert session.starts_at == START - HOUR


@pytest.mark.spec("RAS-2", "SAF-1")
async def test_a_name_behind_a_session_that_goes_on_means_nothing(story: Story) -> None:
    await story.mia.command("sessions", f"{story.session.code} with Cleo Marsh")
    assert story.session.mentor == story.ana.id
    assert "with Cleo Marsh" in story.mia.last()
