"""A press on an answer, and the same press again: from another device, or because a finger was heavy (BOK-6, NTF-5).

After the first press the message says what was done, and nothing on it is dead. After the second it says so too, and
shows at least as much.
"""

from dataclasses import dataclass, replace

import pytest

from bot.actions import Action
from bot.actions.booking import ConfirmBooking, Describe, LeaveBooking, Review
from bot.actions.disputes import ShowDispute
from bot.formats import card_text
from bot.tokens import from_token, to_token
from bot.ui import Button, Card, Option
from core.ids import code_of, new_id
from core.notices import Kind, Notice, Receipt
from core.sessions import Session, Status
from core.usecases import mentoring, notices
from storage.outbox import SqlOutbox
from tests.journeys.afterwards import END, HOUR, MINUTE, dispute_of, reports_ana, rounds
from tests.journeys.assembly import Assembly, after, asked, assembly
from tests.journeys.conftest import Cast
from tests.journeys.moves import asks, booked, now
from tests.journeys.programme import Someone
from tests.journeys.replacements import Story, story
from tests.recorder import controls, shown

__all__ = ["assembly", "booked", "story"]


@dataclass
class Twice:
    """What the message showed after the first press and after the second, and what was pressed."""

    someone: Someone
    pressed: Action
    first: Card
    second: Card

    def says(self, first: str, second: str) -> None:
        assert first in shown(self.first), shown(self.first)
        assert second in shown(self.second), shown(self.second)

    def leaves_nothing_dead(self) -> None:
        for card in (self.first, self.second):
            left = [control.action for control in controls(card) if isinstance(control, Button | Option)]
            assert self.pressed not in left, shown(card)

    def shows_all_of(self, title: str, *facts: str) -> None:
        assert self.second.title == title, shown(self.second)
        for fact in facts:
            assert fact in card_text(self.second), shown(self.second)


async def twice(someone: Someone, label: str, values: dict[str, str] | None = None) -> Twice:
    """Press, fill in what is asked for, and press the same button again on the message that answered."""
    message, control = someone.control(label)
    assert not is_notice(someone, message), "notices last, and are settled by what follows"
    await someone.push(control.action, message)
    if values is not None:
        assert await someone.fill(values) == {}
    chat = someone.door.chat(someone.address.user)
    answered = message if values is None or someone.door.has_modals else next(reversed(chat.messages))
    first, before = chat.messages[answered], list(chat.messages)
    await someone.push(control.action, answered)
    more = [each for each in chat.messages if each not in before]
    if is_notice(someone, answered):  # it lasts, and the second answer stands below it
        assert chat.messages[answered] == first
        [answered] = more
    else:
        assert not more
    done = Twice(someone, from_token(to_token(control.action)), first, chat.messages[answered])
    done.leaves_nothing_dead()
    return done


def is_notice(someone: Someone, message: str) -> bool:
    receipt = Receipt(someone.door.name, "", someone.address.user, message)
    return notices.must_last(someone.programme.desk, someone.person, receipt, None)


async def opens(someone: Someone, session: Session) -> None:
    await someone.command("sessions", session.code)


REASON = {"Reason": "Schedule conflict"}


# --- sessions


@pytest.mark.spec("BOK-6", "NTF-5")
@pytest.mark.parametrize("who", ["mia", "ana"])
async def test_cancelling(cast: Cast, booked: Session, who: str) -> None:
    cast.programme.set_policies(reassign_on_mentor_cancel=False)
    someone: Someone = getattr(cast, who)
    await opens(someone, booked)
    done = await twice(someone, "Cancel session", REASON)
    done.says("Cancellation Confirmed", "The session has been cancelled already.")
    done.shows_all_of("Mentor session", "Status: cancelled", "Reason: Schedule conflict", booked.code)
    assert cast.programme.audited().count("SESSION_CANCELLED") == 1


@pytest.mark.spec("BOK-6", "RAS-1")
async def test_leaving_a_session_to_another_mentor(story: Story) -> None:
    await opens(story.ana, story.session)
    done = await twice(story.ana, "Cancel session", REASON)
    done.says("The session has been reassigned to another mentor.", "perhaps by your own first press")
    done.shows_all_of(f"Session {story.session.code}", "You are no longer the mentor of this session.")


@pytest.mark.spec("BOK-6", "RAS-2")
async def test_going_on_with_the_mentor_who_was_found(story: Story) -> None:
    await story.leaves(story.ana)
    await opens(story.mia, story.session)
    done = await twice(story.mia, "Continue with Bea")
    done.says("You’ve confirmed the session with Bea Stone", "perhaps by your own first press")
    done.shows_all_of("Mentor session", "With: Bea Stone (mentor)", "Status: scheduled")
    assert story.cast.programme.audited().count("SESSION_REASSIGNMENT_ACCEPTED") == 1


@pytest.mark.spec("BOK-6", "RSC-2")
@pytest.mark.parametrize(
    ("who", "label", "first", "again"),
    [
        ("ana", "Accept", "Reschedule Confirmed", "The new time has been agreed already."),
        ("ana", "Decline", "Reschedule Request Declined", "The request has been declined"),
        ("mia", "Withdraw request", "Reschedule Request Withdrawn", "The request has been withdrawn"),
    ],
)
async def test_answering_a_request_to_move(
    cast: Cast, booked: Session, who: str, label: str, first: str, again: str
) -> None:
    await asks(cast.mia, booked, "fri 4pm")
    someone: Someone = getattr(cast, who)
    await opens(someone, booked)
    done = await twice(someone, label)
    done.says(first, again)
    day = "Fri 6 Mar 2026" if label == "Accept" else "Thu 5 Mar 2026"
    done.shows_all_of("Mentor session", f"When: {day}", "Status: scheduled", booked.code)


@pytest.mark.spec("BOK-6", "RSC-1")
async def test_asking_for_another_time(cast: Cast, booked: Session) -> None:
    await opens(cast.ana, booked)
    await cast.ana.press("Reschedule")
    done = await twice(cast.ana, "Let them choose", {"Reason": "I am ill"})
    done.says("Reschedule Request Sent", "There is a request already")
    done.shows_all_of("Mentor session", "You asked to move it", booked.code)
    assert [control.label for control in controls(done.second)].count("Withdraw request") == 1


@pytest.mark.spec("BOK-6", "BOK-8")
@pytest.mark.parametrize(
    ("label", "values", "first", "again", "status"),
    [
        ("Accept", None, "You accepted this booking", "Accepted before", ""),
        (
            "Decline",
            {},
            "Request declined",
            "The session has been cancelled already.",
            "Status: declined by you",
        ),
    ],
)
async def test_answering_a_booking_request(
    cast: Cast, label: str, values: dict[str, str] | None, first: str, again: str, status: str
) -> None:
    own = mentoring.availability(cast.programme.desk, cast.ana.person).mentor
    cast.programme.change_mentor(cast.ana, schedule=replace(own.schedule, instant_booking=False))
    await cast.mia.command("book", "@ana thu 3pm")
    await cast.mia.press("Send request")
    await opens(cast.ana, now(cast))
    done = await twice(cast.ana, label, values)
    done.says(first, again)
    done.says(first, now(cast).code)
    assert status in card_text(done.second), shown(done.second)


@pytest.mark.spec("BOK-6")
@pytest.mark.parametrize("left", [Review, Describe, LeaveBooking])
async def test_what_is_booked_is_not_called_unbooked_by_another_device(
    cast: Cast, left: type[Review | Describe | LeaveBooking]
) -> None:
    await cast.mia.command("book", "@ana thu 3pm")
    _, control = cast.mia.control("Confirm booking")
    assert isinstance(control.action, ConfirmBooking)
    await cast.mia.press("Confirm booking")
    await cast.mia.push(left(control.action.hold))
    assert "Nothing" not in cast.mia.last()
    assert "perhaps by your own first press" in cast.mia.last()
    assert "Status: scheduled" in cast.mia.last()
    assert now(cast).status is Status.SCHEDULED


# --- afterwards


@pytest.mark.spec("BOK-6", "AFT-3")
async def test_reporting_that_the_mentee_did_not_come(cast: Cast, booked: Session) -> None:
    await cast.programme.until(booked.starts_at + 15 * MINUTE)
    await opens(cast.ana, booked)
    done = await twice(cast.ana, "Mia did not come", {"What happened?": "Mia Chen did not come"})
    done.says("No-show", "perhaps by your own first press")
    done.shows_all_of("Mentor session", "Mia Chen did not come", booked.code)
    await opens(cast.ana, booked)
    done = await twice(cast.ana, "It took place")
    done.says("It did take place", "perhaps by your own first press")
    done.shows_all_of("Mentor session", "Status: completed")


@pytest.mark.spec("BOK-6", "AFT-3", "AFT-4")
@pytest.mark.parametrize(
    ("label", "decision", "again"),
    [("Confirm", "Confirmed.", "has been decided"), ("Dismiss", "Dismissed.", "has been dismissed")],
)
async def test_deciding_a_dispute(
    cast: Cast, booked: Session, label: str, decision: str, again: str
) -> None:
    await rounds(cast, END + HOUR)
    await opens(cast.mia, booked)
    await reports_ana(cast)
    number, _ = dispute_of(cast, booked)
    title = f"Dispute {code_of(number, 'D')}"
    await cast.olga.push(ShowDispute(number))
    why = {"Reason": "Nothing of it is so"} if label == "Dismiss" else None
    done = await twice(cast.olga, label, why)
    done.says(decision, again)
    done.shows_all_of(title, decision, "Mia Chen says that Ana Lima did not come", booked.code)


# --- what a mentor keeps, and what admins do


@pytest.mark.spec("BOK-6", "AVL-6")
@pytest.mark.parametrize(("label", "first"), [("Save", "Saved."), ("Discard", "Nothing was changed.")])
async def test_saving_hours(cast: Cast, label: str, first: str) -> None:
    await cast.ana.command("availability", "mon-fri 10-12")
    done = await twice(cast.ana, label)
    done.says(first, "saved, replaced or removed before" if label == "Save" else "Nothing was changed.")
    done.shows_all_of("Your availability", "Monday")


@pytest.mark.spec("BOK-6", "ADM-8")
async def test_putting_a_member_on_a_plan(cast: Cast) -> None:
    await cast.olga.command("admin", "member @ben")
    message, control = next(
        (message, control)
        for message, control in [cast.olga.control("council")]
        if isinstance(control, Button)
    )
    for _ in range(2):
        await cast.olga.push(control.action, message)
        assert "Ben Wolff" in cast.olga.message(message)
        assert "council" in cast.olga.message(message)
    assert cast.programme.audited().count("PLAN_SET") == 3, "two were put on one before"


# --- councils


@pytest.mark.spec("BOK-6", "CNL-9")
async def test_calling_a_council_together_and_off(assembly: Assembly) -> None:
    await assembly.olga.command("council", "new")
    await assembly.olga.fill({"Topic": "Scaling up", "Expertise wanted": "systems"})
    done = await twice(assembly.olga, "Bea Lind leads")
    done.says("Bea Lind", "The council is no longer as it was")
    assert [each.label for each in controls(done.second)] == [each.label for each in controls(done.first)]
    await assembly.olga.press("Times ›")
    await assembly.proposes("6 mar 14:00; 9 mar 14:00; 10 mar 15:00")
    await assembly.olga.press("Review")
    done = await twice(assembly.olga, "Ask 5 mentors")
    done.says("The mentors are being asked.", "The council is no longer as it was")
    done.shows_all_of("Council: Scaling up", assembly.code)
    await assembly.olga.command("council", assembly.code)
    done = await twice(assembly.olga, "Call it off", {"Reason": "The speaker is ill"})
    done.says("Called off", "It was called off.")
    done.shows_all_of("Council: Scaling up", "Reason: The speaker is ill")


@pytest.mark.spec("BOK-6", "CNL-11")
@after(asked)
async def test_giving_up_a_place_and_dropping_out(assembly: Assembly) -> None:
    await assembly.mia.command("council", f"{assembly.code} register x")
    for mentor in assembly.mentors:
        await mentor.press("All of them work")
    await assembly.mia.command("council", f"{assembly.code} leave")
    done = await twice(assembly.mia, "Give it up")
    done.says("Your place is given up", "Your place is given up")
    await assembly.ada.command("council", assembly.code)
    done = await twice(assembly.ada, "Drop out", {"Reason": "ill"})
    done.says("You dropped out", "Not possible any more")
    done.shows_all_of("Council: Scaling up", assembly.code)


# --- a press while a notice is on its way


def being_sent(someone: Someone) -> None:
    """Another process is sending them something."""
    store = someone.programme.store
    with store.write() as tx:
        tx.notices.add([Notice(new_id(tx.now), Kind.WELCOME, someone.id, tx.now, "on its way")])
    someone.programme.clock.move(MINUTE)  # what they were answered a moment ago may hold it up
    [_] = SqlOutbox(store).claim("another process", 1, MINUTE)


@pytest.mark.spec("NTF-5", "CHT-3")
async def test_a_question_is_answered_where_it_stands_while_a_notice_is_being_sent(
    cast: Cast, booked: Session
) -> None:
    await cast.mia.command("sessions", f"{booked.code} cancel")
    being_sent(cast.mia)
    await cast.mia.press("Schedule conflict")
    await cast.mia.press("Cancel the session")
    assert "Reason (1 of 2)" not in cast.mia.screen()
    cast.mia.sees("Cancellation Confirmed")


@pytest.mark.spec("NTF-5", "BOK-6")
async def test_a_booking_is_confirmed_where_it_was_reviewed_while_a_notice_is_being_sent(
    cast: Cast,
) -> None:
    await cast.mia.command("book", "@ana thu 3pm")
    being_sent(cast.mia)
    await cast.mia.press("Confirm booking")
    assert "Confirm booking" not in cast.mia.screen()
    cast.mia.sees("Your session is confirmed")
