"""Cancelling a session: what it means is shown beforehand, everything is as before afterwards, everybody is told."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.actions.sessions import CancelSession, ShowSession
from bot.formats import card_text
from bot.ui import Card, SelectField
from core.notices import KEPT
from core.policies import PRESETS
from core.sessions import Session
from core.usecases import closing
from storage.housekeeping import SqlHousekeeping
from tests.journeys.conftest import Cast
from tests.journeys.programme import SUPPORT, Someone
from tests.journeys.test_sessions import book, cancel

START = datetime(2026, 3, 5, 15, tzinfo=ZoneInfo("America/New_York")).astimezone(UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
async def booked(cast: Cast) -> Session:
    """Mia has booked Ana, who takes nothing for it, for Thursday, three in the afternoon in New York."""
    await book(cast.mia, "thu 3pm")
    (session,) = cast.programme.sessions_of(cast.mia)
    assert session.starts_at == START
    return session


@pytest.fixture
async def paid(cast: Cast) -> Session:
    """The same with a price of 49.99 dollars."""
    cast.programme.change_mentor(cast.ana, rate=4999, currency="USD")
    await book(cast.mia, "thu 3pm")
    (session,) = cast.programme.sessions_of(cast.mia)
    return session


def session_of(cast: Cast) -> Session:
    (session,) = cast.programme.sessions_of(cast.mia)
    return session


async def opens_form(someone: Someone, session: Session) -> str:
    """The form for cancelling, as it reads."""
    await someone.command("sessions", f"{session.code} cancel")
    form = someone.door.chat(someone.address.user).form
    if form is None:
        return someone.last()
    return card_text(Card(form.title, form.intro))


# --- the mentee


@pytest.mark.spec("CAN-1", "CAN-2", "SES-2", "BOK-2")
async def test_the_mentee_cancels_with_a_reason_and_everything_is_as_before(
    cast: Cast, booked: Session
) -> None:
    await cast.mia.command("sessions")
    await cast.mia.press("Ana")
    await cast.mia.press("Cancel session")
    consequences = cast.mia.sees("Cancel session")
    assert "does not count" in consequences
    assert "Ana Lima is told" in consequences
    await cast.mia.fill({"Reason": "Other", "In your words": "my train & <b>me</b>"})
    assert "my train & <b>me</b>" in cast.ana.sees("Session Cancelled")
    assert "does not count" in cast.mia.sees("Cancellation Confirmed")
    session = session_of(cast)
    assert (session.status, session.counted) == ("cancelled", False)
    await cast.mia.command("profile")
    assert "0 of 2" in cast.mia.last()
    await book(cast.ben, "thu 9pm")
    cast.ben.sees("Your session is confirmed")


@pytest.mark.spec("CAN-2")
async def test_nothing_is_said_of_money_where_there_is_no_price(cast: Cast, booked: Session) -> None:
    said = await opens_form(cast.mia, booked)
    await cast.mia.fill({"Reason": "Schedule conflict"})
    for text in (said, *cast.mia.messages(), *cast.ana.messages()):
        assert not any(word in text for word in ("efund", "USD", "$", "payment"))


@pytest.mark.spec("CAN-2", "CAN-3")
@pytest.mark.parametrize(
    ("ahead", "pct", "amount", "words"),
    [
        (24 * HOUR + MINUTE, 100, 4999, "100 % ($49.99)"),
        (24 * HOUR - MINUTE, 70, 3499, "70 % ($34.99)"),
        (2 * HOUR + MINUTE, 70, 3499, "70 % ($34.99)"),
        (2 * HOUR - MINUTE, 0, 0, "0 %"),
    ],
)
async def test_the_mentee_sees_rate_percentage_and_amount_and_gets_just_that(
    cast: Cast, paid: Session, ahead: timedelta, pct: int, amount: int, words: str
) -> None:
    cast.programme.set_policies(late_cancellation=True)
    await cast.programme.until(START - ahead)
    said = await opens_form(cast.mia, paid)
    assert "Session rate: $49.99" in said
    assert f"Your refund: {words}" in said
    await cast.mia.fill({"Reason": "Schedule conflict"})
    refund = session_of(cast).refund
    assert refund is not None
    status = "pending" if amount else "none"
    assert (refund.pct, refund.amount, refund.status) == (pct, amount, status)
    confirmed = cast.mia.sees("Cancellation Confirmed")
    assert (words if amount else "There is no refund") in confirmed
    assert words in shown_fact(await shown(cast.mia, paid), "Refund")


async def shown(someone: Someone, session: Session) -> str:
    await someone.push(ShowSession(session.id))
    return someone.last()


def shown_fact(card: str, label: str) -> str:
    return next(line for line in card.splitlines() if line.startswith(f"{label}: "))


@pytest.mark.spec("CAN-3")
async def test_the_terms_are_those_of_the_booking_and_the_cutoff_is_the_present_one(
    cast: Cast, paid: Session
) -> None:
    cast.programme.set_policies(
        free_cancellation_hours=72, partial_refund_pct=10, mentee_cancellation_cutoff_hours=5
    )
    await cast.programme.until(START - 23 * HOUR)
    assert "Your refund: 70 %" in await opens_form(cast.mia, paid)
    await cast.programme.until(START - 5 * HOUR + MINUTE)
    await cast.mia.command("sessions", f"{paid.code} cancel")
    assert "Too late to cancel" in cast.mia.last()


@pytest.mark.spec("CAN-2")
async def test_a_limit_that_passes_while_the_form_is_open_is_told_before_anything_is_lost(
    cast: Cast, paid: Session
) -> None:
    await cast.programme.until(START - 24 * HOUR - MINUTE)
    assert "Your refund: 100 %" in await opens_form(cast.mia, paid)
    await cast.programme.later(minutes=2)
    await cast.mia.fill({"Reason": "Schedule conflict"})
    assert "70 % would come back now" in cast.mia.last()
    assert session_of(cast).status == "scheduled"
    await cast.mia.press("Cancel it all the same")
    await cast.mia.fill({"Reason": "Schedule conflict"})
    refund = session_of(cast).refund
    assert refund is not None
    assert refund.amount == 3499


@pytest.mark.spec("CAN-1", "BOK-2")
async def test_where_late_cancelling_is_allowed_it_counts_and_says_so(cast: Cast, booked: Session) -> None:
    cast.programme.set_policies(late_cancellation=True)
    await cast.programme.until(START - HOUR)
    await cast.mia.command("sessions", f"{booked.code} cancel")
    assert "still counts" in cast.mia.sees("Cancel session")
    await cast.mia.fill({"Reason": "Schedule conflict"})
    assert session_of(cast).counted is True
    await cast.mia.command("profile")
    assert "1 of 2" in cast.mia.last()


@pytest.mark.spec("CHT-4", "CHT-9")
async def test_the_last_question_names_the_session_and_its_buttons_say_what_they_do(
    cast: Cast, booked: Session
) -> None:
    await cast.mia.command("sessions", f"{booked.code} cancel")
    await cast.mia.press("Schedule conflict")
    asked = cast.mia.last()
    assert "with Ana Lima?" in asked
    assert "Thu 5 Mar, 15:00" in asked
    assert "Sending it does this: Cancel the session." in asked
    assert cast.mia.buttons() == ["Cancel the session", "‹ Back", "Keep the session"]
    await cast.mia.press("Keep the session")
    assert "Nothing was changed" in cast.mia.last()
    assert session_of(cast).status == "scheduled"
    await cast.mia.command("sessions", f"{booked.code} cancel")
    await cast.mia.press("Schedule conflict")
    await cast.mia.press("Cancel the session")
    assert session_of(cast).status == "cancelled"


@pytest.mark.spec("CHT-3", "NTF-5")
async def test_typing_cancel_takes_the_buttons_off_the_open_question(cast: Cast, booked: Session) -> None:
    await cast.mia.command("sessions", f"{booked.code} cancel")
    question, _ = cast.mia.control("Keep the session")
    await cast.mia.command("cancel")
    assert cast.mia.message(question) == "Left as it was\nYou left this form. Nothing was changed."
    assert session_of(cast).status == "scheduled"
    assert "[‹ Back]" in cast.mia.messages()[-1]


# --- both


@pytest.mark.spec("CHT-3", "NTF-5")
@pytest.mark.parametrize("opened_by", ["press", "command"])
async def test_opening_another_form_takes_the_buttons_off_the_open_question(
    cast: Cast, booked: Session, opened_by: str
) -> None:
    mia = cast.mia
    await mia.command("sessions", f"{booked.code} cancel")
    question, _ = mia.control("Keep the session")
    if opened_by == "command":
        await mia.command("profile", "quiet")
    else:
        await mia.command("profile")
        await mia.press("Quiet hours")
    left = "Left as it was\nYou left this form. Nothing was changed."
    assert mia.message(question) == left
    assert await mia.fill({"Quiet hours": "22-7"}) == {}
    assert mia.messages().count(left) == 1
    assert session_of(cast).status == "scheduled"


@pytest.mark.spec("CHT-3")
async def test_a_form_that_is_opened_twice_is_asked_once(cast: Cast) -> None:
    await cast.mia.command("profile", "quiet")
    await cast.mia.command("profile", "quiet")
    assert cast.mia.screen().count("You left this form.") == 1
    assert await cast.mia.fill({"Quiet hours": "22-7"}) == {}
    assert "22:00–07:00" in cast.mia.screen()


@pytest.mark.spec("CAN-1")
async def test_a_reason_is_required_and_other_needs_words(cast: Cast, booked: Session) -> None:
    cast.programme.set_policies(reassign_on_mentor_cancel=False)
    await cast.ana.command("sessions", f"{booked.code} cancel")
    assert "reason" in (await cast.ana.fill({}))["Reason"]
    assert "why" in (await cast.ana.fill({"Reason": "Other"}))["In your words"]
    too_long = await cast.ana.fill({"Reason": "Other", "In your words": "x" * 501})
    assert "at most 500" in too_long["In your words"]
    assert session_of(cast).status == "scheduled"
    assert await cast.ana.fill({"Reason": "Other", "In your words": "a cold"}) == {}
    assert "a cold" in cast.mia.sees("Session Cancelled")


@pytest.mark.spec("CAN-1", "POL")
async def test_no_reason_where_policy_asks_for_none(cast: Cast, booked: Session) -> None:
    cast.programme.set_policies(require_cancellation_reason=False)
    await cast.mia.command("sessions", f"{booked.code} cancel")
    await cast.mia.fill({})
    cast.ana.sees("Session Cancelled")


@pytest.mark.spec("CAN-1")
async def test_each_side_may_cancel_up_to_its_own_cutoff(cast: Cast, booked: Session) -> None:
    cast.programme.set_policies(reassign_on_mentor_cancel=False)
    await cast.programme.until(START - 2 * HOUR + MINUTE)
    await cast.mia.command("sessions", f"{booked.code} cancel")
    assert "Too late to cancel" in cast.mia.last()
    await cast.mia.push(ShowSession(booked.id))
    assert "Cancel session" not in cast.mia.buttons()
    await cast.ana.command("sessions", f"{booked.code} cancel")
    await cast.ana.fill({"Reason": "Personal emergency"})
    cast.mia.sees("Session Cancelled")
    assert session_of(cast).counted is False


@pytest.mark.spec("CAN-1", "BOK-6")
async def test_after_the_start_and_a_second_time_nothing_is_cancelled(cast: Cast, booked: Session) -> None:
    cancels = CancelSession(booked.id, booked.revision)
    await cancel(cast.mia)
    await cast.mia.push(cancels)
    assert "cancelled already" in cast.mia.last()
    await cast.ana.push(cancels)
    assert "cancelled already" in cast.ana.last()
    assert cast.programme.audited().count("SESSION_CANCELLED") == 1
    await book(cast.mia, "thu 3:30pm")
    await cast.programme.until(START + HOUR)
    (later,) = (s for s in cast.programme.sessions_of(cast.mia) if s.status == "scheduled")
    await cast.mia.push(CancelSession(later.id, later.revision))
    assert "has begun" in cast.mia.last()


@pytest.mark.spec("NTF-5")
async def test_buttons_on_older_messages_vanish_for_both_once_it_is_cancelled(
    cast: Cast, booked: Session
) -> None:
    await cast.programme.until(START - 24 * HOUR)
    messages = {name: who.notices() for name, who in (("mia", cast.mia), ("ana", cast.ana))}
    assert all(len(found) == 2 for found in messages.values()), "the confirmation and the reminder"
    await cancel(cast.mia)
    for who in (cast.mia, cast.ana):
        for message in messages[who.address.user]:
            assert "[" not in who.message(message), "no button is left"
            assert "Cancelled by" in who.message(message)


@pytest.mark.spec("NTF-5", "CHT-3")
async def test_pressing_a_button_of_a_notice_never_overwrites_the_notice(
    cast: Cast, booked: Session
) -> None:
    confirmation = cast.mia.sees("Your session is confirmed")
    await cast.mia.press("My sessions")
    assert cast.mia.sees("Your session is confirmed") == confirmation
    cast.mia.sees("Upcoming sessions")


@pytest.mark.spec("NTF-5", "CHT-3")
async def test_a_notice_is_not_overwritten_either_when_nobody_remembers_it(
    cast: Cast, booked: Session
) -> None:
    message, button = cast.mia.control("My sessions")
    sent_at = cast.programme.clock.now()
    for pause in (timedelta(days=10), timedelta(days=2), KEPT + timedelta(days=20)):
        cast.programme.clock.move(pause)
        closing.complete_ended(cast.programme.desk)
        closing.close_unattested(cast.programme.desk)
    await cast.programme.settle()
    housekeeping = SqlHousekeeping(cast.programme.store)
    while housekeeping.sweep():
        pass
    assert message not in cast.mia.notices()
    settled = cast.mia.message(message)
    press = cast.mia.inbound_press(button.action, message)
    place = press.place.model_copy(update={"sent_at": sent_at})
    await cast.programme.reception.receive(press.model_copy(update={"place": place}))
    await cast.programme.settle()
    assert cast.mia.message(message) == settled
    assert "sessions" in cast.mia.last()


@pytest.mark.spec("BOK-6")
async def test_sending_a_cancellation_twice_tells_everybody_once(cast: Cast, booked: Session) -> None:
    cast.programme.set_policies(reassign_on_mentor_cancel=False)
    await cast.ana.command("sessions", f"{booked.code} cancel")
    form = cast.ana.door.chat("ana").form
    await cast.ana.fill({"Reason": "Personal emergency"})
    cast.ana.door.chat("ana").form = form
    await cast.ana.fill({"Reason": "Personal emergency"})
    assert cast.mia.screen().count("Session Cancelled") == 1
    assert cast.programme.audited().count("SESSION_CANCELLED") == 1


# --- the mentor, by the rules of each programme


@pytest.mark.spec("CAN-2", "CAN-3", "RAS-1")
async def test_without_a_search_the_mentor_sees_the_full_refund_and_the_mentee_gets_it(
    cast: Cast, paid: Session
) -> None:
    cast.programme.set_policies(reassign_on_mentor_cancel=False)
    await cast.programme.until(START - HOUR)
    said = await opens_form(cast.ana, paid)
    assert "What happens next" in said
    assert "Mia Chen receives a full refund" in said
    assert "No payment will be issued to you" in said
    assert "may affect your mentor rating" in said
    assert "another mentor" not in said
    await cast.ana.fill({"Reason": "Personal emergency"})
    assert "full refund of $49.99" in cast.ana.sees("Cancellation Confirmed")
    assert "100 % ($49.99)" in cast.mia.sees("Session Cancelled")
    assert session_of(cast).refund is not None
    assert session_of(cast).reassignment == "none"


@pytest.mark.spec("CAN-2", "RAS-1")
async def test_with_a_search_the_mentor_sees_what_happens_next(cast: Cast, paid: Session) -> None:
    said = await opens_form(cast.ana, paid)
    for sentence in (
        "I try to find another mentor for this session",
        "Mia Chen can accept or cancel for a full refund",
        "If nobody is free, Mia Chen can choose another mentor",
        "No payment will be issued to you",
        "may affect your mentor rating",
    ):
        assert sentence in said


@pytest.mark.spec("CAN-1", "CAN-4", "POL")
@pytest.mark.parametrize("preset", PRESETS)
async def test_each_programme_offers_the_mentor_what_it_allows_and_says_what_is_left(
    cast: Cast, booked: Session, preset: str
) -> None:
    policies = PRESETS[preset]
    with cast.programme.store.write() as tx:
        tx.set_policies(policies)
    await cast.ana.push(ShowSession(booked.id))
    assert ("Cancel session" in cast.ana.buttons()) is policies.mentor_may_cancel
    await cast.ana.command("sessions", f"{booked.code} cancel")
    if policies.mentor_may_cancel:
        assert cast.ana.door.chat("ana").form is not None
    elif policies.mentor_may_reschedule:
        assert "you can ask for another time" in cast.ana.last()
        assert "Ask for another time" in cast.ana.buttons()
    else:
        assert "Only the mentee can cancel or reschedule this session" in cast.ana.last()
    await cast.mia.push(ShowSession(booked.id))
    assert "Cancel session" in cast.mia.buttons()


@pytest.mark.spec("CAN-4", "EML-4")
async def test_where_a_mentor_may_do_neither_they_are_told_whom_to_ask(cast: Cast, booked: Session) -> None:
    cast.programme.set_policies(mentor_may_cancel=False, mentor_may_reschedule=False)
    await cast.ana.command("sessions", f"{booked.code} cancel")
    assert SUPPORT in cast.ana.last()
    await cast.ana.push(ShowSession(booked.id))
    assert SUPPORT in cast.ana.last()


@pytest.mark.spec("CAN-1")
async def test_each_is_offered_the_reasons_of_their_role(cast: Cast, booked: Session) -> None:
    both = {"Schedule conflict", "Personal emergency", "Technical issues expected", "Other"}
    mentees = {"No longer need this session", "Found alternative solution"}
    await cast.mia.command("sessions", f"{booked.code} cancel")
    assert both | mentees <= set(cast.mia.buttons())
    await cast.ana.command("sessions", f"{booked.code} cancel")
    form = cast.ana.door.chat("ana").form
    assert form is not None
    reasons = next(field for field in form.fields if isinstance(field, SelectField))
    assert {said for _, said in reasons.options} == both
