"""Replacements under odd conditions: stale and foreign presses, times that have gone, rules that stand against it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.actions.replacing import (
    BrowseReplacements,
    CancelUnreplaced,
    ChooseReplacement,
    KeepReplacement,
    ReplacementWeek,
)
from core.quiet import Quiet
from tests.conftest import MORNING
from tests.journeys.programme import Programme, Someone
from tests.journeys.replacements import HOUR, START, Story, story
from tests.journeys.test_sessions import book

__all__ = ["story"]

NIGHT = Quiet(22 * 60, 7 * 60)


# --- races, stale and foreign presses


@pytest.mark.spec("BOK-6", "SAF-1")
async def test_stale_double_and_foreign_presses_do_nothing(story: Story) -> None:
    await story.leaves(story.ana)
    session = story.session
    keep = KeepReplacement(session.id, session.revision)
    for someone in (story.ana, story.bea, story.cast.ben):
        for pressed in (
            keep,
            BrowseReplacements(session.id),
            ChooseReplacement(session.id, session.revision, story.cleo.id, START),
            CancelUnreplaced(session.id, session.revision),
        ):
            await someone.push(pressed)
            assert "not yours" in someone.last()
    assert story.session == session
    await story.mia.push(ChooseReplacement(session.id, session.revision, story.cleo.id, START + HOUR))
    assert story.session == session, "another time is not offered as long as somebody is found"
    await story.mia.push(ReplacementWeek(session.id, story.cleo.id))
    assert story.session == session
    for _ in range(2):
        await story.mia.push(keep)
    assert "changed meanwhile" in story.mia.last()
    await story.mia.push(CancelUnreplaced(session.id, session.revision))
    assert "changed meanwhile" in story.mia.last()
    assert story.cast.programme.audited().count("SESSION_REASSIGNMENT_ACCEPTED") == 1
    assert story.bea.screen().count("goes on with you") == 1


@pytest.mark.spec("RAS-2", "RAS-3", "BOK-5")
async def test_a_time_that_has_gone_meanwhile_is_told_with_others_that_are_free(story: Story) -> None:
    story.away(story.bea, story.cleo)
    await story.leaves(story.ana)
    story.back(story.bea, story.cleo)
    await story.mia.press("Browse mentors")
    await story.mia.press("Cleo Marsh")
    await story.mia.press("Fri 6")
    await story.cast.ben.command("book", "@cleo fri 4pm")
    await story.mia.press("10:00")
    refused = story.mia.last()
    assert "Cleo Marsh is not free" in refused
    assert "Nothing was changed" in refused
    assert story.session.reassignment == "awaiting_mentee_choice"
    await story.mia.press("Fri 6 Mar 10:30")
    assert story.session.starts_at == datetime(2026, 3, 6, 15, 30, tzinfo=UTC)
    story.check()


@pytest.mark.spec("RAS-2")
async def test_a_mentor_who_was_shown_and_is_taken_meanwhile_is_refused(story: Story) -> None:
    await story.leaves(story.ana)
    await story.mia.press("Browse others")
    await book_with(story.cast.ben, "@cleo thu 9pm")
    await story.mia.press("Cleo Marsh")
    assert "Cleo Marsh is not free" in story.mia.last()
    assert "[Browse others]" in story.mia.last()
    assert story.session.mentor == story.bea.id


async def book_with(someone: Someone, typed: str) -> None:
    await someone.command("book", typed)
    await someone.press("Confirm booking")


@pytest.mark.spec("RAS-1", "ADM-11")
@pytest.mark.parametrize(
    "why",
    [
        {"accepting": False},
        {"active": False},
        {"verified": False},
        "suspended",
        "requests",
        "booked",
        "away",
    ],
)
async def test_nobody_is_found_who_cannot_be_booked_then(story: Story, why: object) -> None:
    programme, bea = story.cast.programme, story.bea
    match why:
        case dict():
            programme.change_mentor(bea, **why)
        case "suspended":
            programme.change(bea, suspended=True)
        case "requests":
            asks_first(programme, bea)
        case "booked":
            await book_with(story.cast.ben, "@bea thu 9pm")
        case "away":
            await bea.sets_hours("off 5 mar")
    await story.leaves(story.ana)
    assert story.session.mentor == story.cleo.id


def asks_first(programme: Programme, mentor: Someone) -> None:
    """The mentor accepts each booking first from now on."""
    with programme.store.read() as tx:
        known = tx.mentors.get(mentor.id)
    assert known is not None
    programme.change_mentor(mentor, schedule=replace(known.schedule, instant_booking=False))


@pytest.mark.spec("RAS-1")
async def test_who_accepts_each_booking_first_meanwhile_is_not_chosen_and_the_mentee_hears_why(
    story: Story,
) -> None:
    story.away(story.bea, story.cleo)
    await story.leaves(story.ana)
    story.back(story.bea, story.cleo)
    asks_first(story.cast.programme, story.bea)
    left = story.session
    await story.mia.push(ChooseReplacement(left.id, left.revision, story.bea.id, left.starts_at))
    assert "they accept each booking first" in story.mia.last()
    assert story.session == left


@pytest.mark.spec("RAS-1")
async def test_a_mentor_found_who_is_suspended_meanwhile_cannot_be_kept(story: Story) -> None:
    await story.leaves(story.ana)
    story.cast.programme.change(story.bea, suspended=True)
    await story.mia.press("Continue with Bea")
    assert "cannot be booked at present" in story.mia.last()
    await story.mia.press("Browse others")
    await story.mia.press("Cleo Marsh")
    assert story.session.mentor == story.cleo.id


@pytest.mark.spec("BOK-2", "RAS-3")
async def test_a_move_into_a_full_other_month_is_refused(story: Story) -> None:
    story.cast.programme.set_policies(
        monthly_sessions={"individual": 1, "council": 5, "none": 0}, max_days_ahead=60
    )
    await story.mia.command("book", "@cleo 2 april 3pm")
    await story.mia.press("Confirm booking")
    story.away(story.bea, story.cleo)
    session = story.cast.programme.sessions_of(story.mia)[0]
    await story.ana.command("sessions", f"{session.code} cancel")
    await story.ana.fill({"Reason": "Personal emergency"})
    story.back(story.bea, story.cleo)
    session = story.cast.programme.sessions_of(story.mia)[0]
    april = datetime(2026, 4, 3, 15, tzinfo=UTC)
    await story.mia.push(ChooseReplacement(session.id, session.revision, story.bea.id, april))
    assert "used all your monthly sessions" in story.mia.last()
    march = datetime(2026, 3, 27, 15, tzinfo=UTC)
    await story.mia.push(ChooseReplacement(session.id, session.revision, story.bea.id, march))
    assert story.cast.programme.sessions_of(story.mia)[0].starts_at == march


@pytest.mark.spec("BOK-4", "RAS-3")
async def test_a_time_the_mentee_holds_does_not_stand_in_the_way(story: Story) -> None:
    story.away(story.bea, story.cleo)
    await story.leaves(story.ana)
    story.back(story.bea, story.cleo)
    await story.mia.command("book", "@cleo fri 10am")
    session = story.session
    friday = datetime(2026, 3, 6, 15, tzinfo=UTC)
    await story.mia.push(ChooseReplacement(session.id, session.revision, story.cleo.id, friday))
    assert story.session.starts_at == friday
    story.check()


# --- typed, free of charge, and other ways in


@pytest.mark.spec("CHT-4", "CHT-7")
async def test_the_answers_can_be_typed(story: Story) -> None:
    await story.leaves(story.ana)
    code = story.session.code
    await story.mia.command("sessions", f"{code} browse")
    assert "Cleo Marsh" in story.mia.last()
    await story.mia.command("sessions", f"{code} cancel")
    assert "100 %" in story.mia.sees("Cancel session")
    await story.mia.press("Keep the session")
    await story.mia.command("sessions", f"{code} continue")
    assert story.session.reassignment == "accepted"


@pytest.mark.spec("CAN-2", "RAS-2")
async def test_without_a_price_nothing_is_said_of_money(story: Story) -> None:
    story.cast.programme.change_mentor(story.ana, rate=0)
    await book(story.cast.ben, "fri 5pm")
    (session,) = story.cast.programme.sessions_of(story.cast.ben)
    ana, ben = len(story.ana.messages()), len(story.cast.ben.messages())
    await story.ana.command("sessions", f"{session.code} cancel")
    await story.ana.fill({"Reason": "Personal emergency"})
    await story.cast.ben.press("Browse others")
    await story.cast.ben.command("sessions", session.code)
    await story.cast.ben.press("Cancel session")
    await story.cast.ben.fill({})
    said = [*story.ana.messages()[ana:], *story.cast.ben.messages()[ben:]]
    for text in said:
        assert not any(word in text for word in ("efund", "USD", "$", "payment", "price")), text


@pytest.mark.spec("RAS-1", "AVL-6")
async def test_cancelling_what_new_hours_leave_outside_seeks_a_replacement_too(story: Story) -> None:
    await story.ana.command("availability", "off thu")
    await story.ana.press("instead")
    await story.ana.fill({"Reason": "Schedule conflict"})
    story.ana.sees("is left to another mentor")
    assert story.session.mentor == story.bea.id


@pytest.mark.spec("RAS-1", "RSC-4")
async def test_an_open_request_to_move_it_ends_when_the_mentor_leaves(story: Story) -> None:
    await story.mia.command("sessions", f"{story.session.code} reschedule fri 3pm")
    await story.mia.fill({})
    await story.leaves(story.ana)
    assert story.session.mentor == story.bea.id
    with story.cast.programme.store.read() as tx:
        (request,) = tx.reschedules.of([story.session.id])[story.session.id]
    assert request.status == "cancelled"
    story.check()


@pytest.mark.spec("SAF-5", "CAN-3")
async def test_the_audit_log_tells_the_whole_story(story: Story) -> None:
    await story.leaves(story.ana)
    await story.leaves(story.bea)
    await story.mia.press("Continue with Cleo")
    told = [action for action in story.cast.programme.audited() if action.startswith("SESSION_")]
    assert told == [
        "SESSION_BOOKED",
        "SESSION_MENTOR_LEFT",
        "SESSION_MENTOR_LEFT",
        "SESSION_REASSIGNMENT_ACCEPTED",
    ]


# --- told late: it was true once, and of another mentor


@pytest.mark.spec("NTF-4", "RAS-3", "RSC-8")
async def test_what_a_mentor_agreed_to_is_not_told_of_their_successor(story: Story) -> None:
    await story.mia.command("sessions", f"{story.session.code} reschedule fri 9:30am")
    await story.mia.fill({"Note": "My train is late"})
    story.cast.programme.change(story.mia, quiet=NIGHT)
    await story.ana.press("Accept")
    await story.leaves(story.ana)
    await story.cast.programme.until(MORNING.replace(hour=12, minute=1))
    morning = story.mia.screen()
    assert "Your mentor changed" in morning
    assert "agreed to the new time" not in morning


@pytest.mark.spec("NTF-4", "RAS-3", "RSC-8")
async def test_what_a_mentor_declined_is_not_told_of_their_successor(story: Story) -> None:
    await story.mia.command("sessions", f"{story.session.code} reschedule fri 9:30am")
    await story.mia.fill({"Note": "My train is late"})
    story.cast.programme.change(story.mia, quiet=NIGHT)
    await story.ana.press("Decline")
    await story.leaves(story.ana)
    await story.cast.programme.until(MORNING.replace(hour=12, minute=1))
    morning = story.mia.screen()
    assert "Your mentor changed" in morning
    assert "Request Declined" not in morning


@pytest.mark.spec("NTF-4", "RAS-3")
async def test_a_booking_whose_mentor_has_left_is_not_told_as_one(story: Story) -> None:
    story.cast.programme.change(story.ana, quiet=Quiet(0, 9 * 60))
    await book(story.mia, "fri 3pm")
    second = story.cast.programme.sessions_of(story.mia)[-1]
    await story.ana.command("sessions", f"{second.code} cancel")
    await story.ana.fill({"Reason": "Personal emergency"})
    told = len(story.ana.messages())
    await story.cast.programme.until(MORNING.replace(hour=12, minute=1))
    assert not any("New booking" in message for message in story.ana.messages()[told:])
