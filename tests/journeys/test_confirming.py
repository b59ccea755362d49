"""Bookings that a mentor accepts first: asked, accepted, declined, left unanswered."""

from datetime import timedelta

import pytest

from bot.actions.confirming import AcceptBooking, DeclineBooking
from bot.actions.sessions import CancelSession
from bot.ui import Card
from core.notices import Receipt
from core.people import Address
from core.sessions import Session, Status
from core.usecases import confirming
from storage.check import SqlCheck
from tests.journeys.conftest import Cast
from tests.journeys.programme import Someone
from tests.recorder import controls

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
async def asked(cast: Cast) -> Session:
    """Ana accepts each booking first, and Mia has asked for Thursday, three in the afternoon in New York."""
    await confirms(cast.ana)
    await ask(cast.mia, "thu 3pm")
    return only(cast, cast.mia)


async def confirms(mentor: Someone) -> None:
    await mentor.command("availability")
    await mentor.press("Limits")
    assert await mentor.fill({"Bookings": "I accept each one first"}) == {}
    await mentor.press("Save")


async def ask(someone: Someone, when: str) -> None:
    await someone.command("book", f"@ana {when}")
    await someone.press("Send request")


def only(cast: Cast, someone: Someone) -> Session:
    (session,) = cast.programme.sessions_of(someone)
    return session


def is_whole(cast: Cast) -> bool:
    return not [str(each) for each in SqlCheck(cast.programme.store).violations(2 * HOUR)]


@pytest.mark.spec("BOK-8", "NTF-5")
async def test_what_was_edited_meanwhile_can_be_answered_no_longer_than_the_request(
    cast: Cast, asked: Session
) -> None:
    await cast.mia.command("sessions", f"{asked.code} edit")
    assert await cast.mia.fill({"Title": "Yeast"}) == {}
    assert "[Accept]" in cast.ana.sees("Session Updated")
    await cast.ana.press("Accept")
    edited = cast.ana.sees("Session Updated")
    assert "[Accept]" not in edited
    assert "Accepted by you." in edited


@pytest.mark.spec("BOK-8", "BOK-7")
async def test_a_booking_is_a_request_until_the_mentor_accepts_it(cast: Cast, asked: Session) -> None:
    assert asked.status is Status.REQUESTED
    sent = cast.mia.sees("Booking request sent")
    assert "needs Ana Lima’s acceptance" in sent
    assert "not confirmed yet" in sent
    for someone in (cast.mia, cast.ana):
        someone.sees_not("is confirmed")
        someone.sees_not("New booking")
    assert "needs your acceptance" in cast.ana.sees("Booking request: Mentor session")
    assert is_whole(cast)
    await cast.ana.press("Accept")
    assert only(cast, cast.mia).status is Status.SCHEDULED
    cast.mia.sees("Your session is confirmed")
    assert "You accepted this booking, and Mia Chen is told." in cast.ana.sees("New booking")
    assert "Accepted by you" in cast.ana.sees("Accepted by")
    assert "Accepted by Ana Lima" in cast.mia.sees("Accepted by")
    assert is_whole(cast)
    await cast.programme.until(asked.starts_at - HOUR)
    for someone in (cast.mia, cast.ana):
        someone.sees("In 1 h")


@pytest.mark.spec("BOK-8", "NTF-5")
async def test_who_presses_before_it_is_written_down_where_a_notice_stands_is_answered_below_it(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    await confirms(cast.ana)
    ana, reception = cast.ana, cast.programme.reception
    send, pressed = ana.door.send, list[str]()

    async def sent(to: Address, card: Card, *, key: str) -> Receipt:
        receipt = await send(to, card, key=key)
        for action in {getattr(each, "action", None) for each in controls(card)}:
            if isinstance(action, AcceptBooking) and not pressed:
                pressed.append(receipt.message)
                await reception.receive(ana.inbound_press(action, receipt.message))
                await reception.finish()
        return receipt

    monkeypatch.setattr(ana.door, "send", sent)
    await ask(cast.mia, "thu 3pm")
    assert only(cast, cast.mia).status is Status.SCHEDULED
    messages = ana.door.chat(ana.address.user).messages
    assert messages[pressed[0]].title == "Booking request: Mentor session"
    assert "You accepted this booking" in ana.last()
    assert is_whole(cast)


@pytest.mark.spec("BOK-8", "BOK-2", "BOK-5")
async def test_a_declined_request_frees_the_time_and_gives_the_place_back(
    cast: Cast, asked: Session
) -> None:
    await ask(cast.mia, "wed 3pm")
    await cast.mia.command("profile")
    assert "2 of 2 sessions used" in cast.mia.last(), "a request counts"
    await cast.ana.push(DeclineBooking(asked.id, 1))
    assert await cast.ana.fill({"Reason": "I am away that day"}) == {}
    assert "Mia Chen is told" in cast.ana.sees("Request declined")
    told = cast.mia.sees("Request declined")
    assert "I am away that day" in told
    assert "does not count against your month" in told
    assert "Declined by Ana Lima" in cast.mia.sees("Declined by")
    await cast.mia.command("profile")
    assert "1 of 2 sessions used" in cast.mia.last()
    await ask(cast.ben, "thu 9pm")
    assert only(cast, cast.ben).starts_at == asked.starts_at
    assert is_whole(cast)


@pytest.mark.spec("BOK-8", "NTF-2")
async def test_who_does_not_answer_is_reminded_and_then_the_request_ends(
    cast: Cast, asked: Session
) -> None:
    booked_at = asked.booked_at
    await cast.programme.until(booked_at + 16 * HOUR - MINUTE)
    cast.ana.sees_not("Please answer:")
    await cast.programme.until(booked_at + 16 * HOUR)
    assert "still waits" in cast.ana.sees("Please answer")
    await cast.programme.until(booked_at + 24 * HOUR - MINUTE)
    assert confirming.expire_unconfirmed(cast.programme.desk) == 0
    await cast.programme.until(booked_at + 24 * HOUR)
    await cast.ana.push(AcceptBooking(asked.id, 1))
    assert "Too late to answer" in cast.ana.last(), "time that passes needs no round"
    assert confirming.expire_unconfirmed(cast.programme.desk) == 1
    assert confirming.expire_unconfirmed(cast.programme.desk) == 0
    await cast.programme.settle()
    assert "Ana Lima did not answer" in cast.mia.sees("Request not answered in time")
    assert "You did not answer" in cast.ana.sees("Request not answered in time")
    ended = only(cast, cast.mia)
    assert (ended.status, ended.counted) == (Status.CANCELLED, False)
    assert ended.cancellation is not None
    assert ended.cancellation.by is None
    assert is_whole(cast)


@pytest.mark.spec("BOK-8")
async def test_a_request_ends_at_the_start_at_the_latest(cast: Cast) -> None:
    await confirms(cast.ana)
    await ask(cast.ben, "today 2pm")
    asked = only(cast, cast.ben)
    assert asked.confirm_by == asked.starts_at


@pytest.mark.spec("BOK-8", "BOK-5", "NTF-2")
async def test_a_dead_scheduler_blocks_nobodys_time(cast: Cast, asked: Session) -> None:
    cast.programme.running = False
    await cast.programme.until(asked.booked_at + 25 * HOUR)
    await ask(cast.ben, "thu 9pm")
    cast.programme.running = True
    await cast.programme.settle()
    cast.ana.sees_not("Please answer:")
    assert only(cast, cast.ben).starts_at == asked.starts_at
    assert is_whole(cast)


@pytest.mark.spec("BOK-8", "BOK-6", "SAF-1")
async def test_answers_that_do_not_fit_change_nothing(cast: Cast, asked: Session) -> None:
    for stranger in (cast.ben, cast.mia, cast.olga):
        await stranger.push(AcceptBooking(asked.id, 1))
        assert "no such session" in stranger.last()
        await stranger.push(DeclineBooking(asked.id, 1))
        assert "no such session" in stranger.last()
    await cast.ana.push(CancelSession(asked.id, 1))
    assert "This is a request" in cast.ana.last()
    await cast.ana.push(AcceptBooking(asked.id, 1))
    await cast.ana.push(AcceptBooking(asked.id, 1))
    cast.ana.sees("Accepted before")
    await cast.ana.push(DeclineBooking(asked.id, 1))
    assert "changed meanwhile" in cast.ana.last()
    assert only(cast, cast.mia).revision == 2


@pytest.mark.spec("BOK-8", "CAN-1", "BOK-2")
async def test_a_mentee_takes_a_request_back_whenever_they_like(cast: Cast, asked: Session) -> None:
    cast.programme.set_policies(mentee_cancellation_cutoff_hours=1000)
    await cast.mia.command("sessions", f"{asked.code} cancel")
    await cast.mia.fill({"Reason": "Schedule conflict"})
    ended = only(cast, cast.mia)
    assert (ended.status, ended.counted) == (Status.CANCELLED, False)
    assert "Session Cancelled" in cast.ana.sees("Session Cancelled")
    assert "Taken back by Mia Chen" in cast.ana.sees("Taken back")
    await cast.ana.push(AcceptBooking(asked.id, 1))
    assert "cancelled already" in cast.ana.last()
    assert is_whole(cast)


@pytest.mark.spec("BOK-8", "CHT-4", "CHT-7")
async def test_accepting_and_declining_can_be_typed(cast: Cast, asked: Session) -> None:
    await ask(cast.ben, "wed 9pm")
    await cast.ana.command("sessions", f"{asked.code} accept")
    assert only(cast, cast.mia).status is Status.SCHEDULED
    await cast.ana.command("sessions", f"{only(cast, cast.ben).code} decline")
    await cast.ana.fill({})
    assert only(cast, cast.ben).status is Status.CANCELLED


@pytest.mark.spec("BOK-8", "AVL-2")
async def test_what_costs_something_is_booked_at_once(cast: Cast) -> None:
    await confirms(cast.ana)
    cast.programme.change_mentor(cast.ana, rate=5000)
    await cast.mia.command("mentors")
    cast.mia.sees_not("accepts each booking first")
    await cast.mia.command("book", "@ana thu 3pm")
    await cast.mia.press("Confirm booking")
    assert only(cast, cast.mia).status is Status.SCHEDULED
    await cast.ana.command("availability")
    await cast.ana.press("Limits")
    form = cast.ana.door.chat("ana").form
    assert form is not None
    assert "Bookings" not in [field.label for field in form.fields]


@pytest.mark.spec("BOK-8", "BOK-1", "SES-2")
async def test_who_looks_for_a_mentor_sees_who_accepts_first(cast: Cast, asked: Session) -> None:
    await cast.ben.command("mentors")
    assert "accepts each booking first" in cast.ben.last()
    await cast.ben.command("book", "@ana wed 9pm")
    assert "It needs Ana Lima’s acceptance" in cast.ben.last()
    await cast.mia.command("sessions")
    assert "requested, needs Ana Lima’s acceptance" in cast.mia.last()
    await cast.ana.command("sessions", asked.code)
    assert cast.ana.buttons()[:3] == ["Accept", "Propose another time", "Decline"]


@pytest.mark.spec("BOK-8", "SAF-5")
async def test_the_audit_log_tells_of_requests(cast: Cast, asked: Session) -> None:
    await cast.ana.push(AcceptBooking(asked.id, 1))
    assert cast.programme.audited()[-2:] == ["SESSION_REQUESTED", "SESSION_ACCEPTED"]


# --- another time instead


@pytest.mark.spec("BOK-8", "RSC-2", "RSC-5")
async def test_the_mentor_proposes_another_time_and_the_mentees_yes_makes_it_a_session(
    cast: Cast, asked: Session
) -> None:
    await cast.ana.press("Propose another time")
    await cast.ana.command("sessions", f"{asked.code} reschedule fri 5pm")
    await cast.ana.fill({"Reason": "I teach on Thursdays"})
    assert only(cast, cast.mia).status is Status.REQUESTED
    assert is_whole(cast)
    await cast.mia.press("Accept")
    agreed = only(cast, cast.mia)
    assert (agreed.status, agreed.confirm_by) == (Status.SCHEDULED, None)
    assert agreed.starts_at == asked.starts_at + 24 * HOUR
    assert agreed.mentor_reschedules == 0, "it was no session yet, so that nothing is counted"
    cast.mia.sees("Your session is confirmed")
    cast.ana.sees("New booking")
    assert is_whole(cast)


@pytest.mark.spec("BOK-8", "RSC-4")
async def test_a_request_does_not_end_while_another_time_is_on_the_table(
    cast: Cast, asked: Session
) -> None:
    await cast.programme.until(asked.booked_at + 10 * HOUR)
    await cast.ana.command("sessions", f"{asked.code} reschedule fri 5pm")
    await cast.ana.fill({"Reason": "I teach on Thursdays"})
    await cast.programme.until(asked.booked_at + 30 * HOUR)
    assert confirming.expire_unconfirmed(cast.programme.desk) == 0
    cast.ana.sees_not("Please answer:")
    assert is_whole(cast)
    await cast.mia.press("Accept")
    assert only(cast, cast.mia).status is Status.SCHEDULED


@pytest.mark.spec("BOK-8", "RSC-2")
async def test_the_mentor_may_still_take_the_time_that_was_asked_for(cast: Cast, asked: Session) -> None:
    await cast.ana.command("sessions", f"{asked.code} reschedule fri 5pm")
    await cast.ana.fill({"Reason": "I teach on Thursdays"})
    await cast.ana.push(AcceptBooking(asked.id, 1))
    agreed = only(cast, cast.mia)
    assert (agreed.status, agreed.starts_at) == (Status.SCHEDULED, asked.starts_at)
    await ask(cast.ben, "fri 9pm")
    assert only(cast, cast.ben).starts_at == asked.starts_at + 24 * HOUR, "what was proposed is free again"
    assert is_whole(cast)
