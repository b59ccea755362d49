"""From the list of mentors to a confirmed session."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.actions.booking import ConfirmBooking, TakeSlot
from core.clock import Clock
from core.people import Plan
from tests.journeys.conftest import Cast, settled_in
from tests.journeys.programme import Programme, Someone, at_once

TOMORROW_3PM = datetime(2026, 3, 3, 15, tzinfo=ZoneInfo("America/New_York")).astimezone(UTC)


@pytest.fixture(params=["modals", "questions"])
async def mentee(request: pytest.FixtureRequest, cast: Cast) -> Someone:
    """Ben fills in modals, Mia answers questions; both live in New York here."""
    someone = cast.ben if request.param == "modals" else cast.mia
    await someone.command("timezone", "New York")
    return someone


@pytest.fixture
async def anywhere(database_url: str, clock: Clock) -> AsyncIterator[Cast]:
    """The cast on SQLite and on PostgreSQL."""
    programme = Programme(database_url, clock)
    yield await settled_in(programme)
    programme.close()
    assert programme.faults == []


@pytest.mark.spec("BOK-1", "BOK-7", "SLT-3", "SLT-4", "SLT-5", "CHT-4")
async def test_the_wizard_from_the_list_of_mentors_to_both_confirmations(
    cast: Cast, mentee: Someone
) -> None:
    await mentee.command("book")
    assert "0 of 2" in mentee.last(), "the quota is shown before the picker"
    assert "next free" in mentee.last()
    await mentee.press("Ana Lima")
    week = mentee.sees("A time with Ana Lima")
    assert "times in America/New_York" in week
    assert "Sat 7 Mar: no hours" in week
    await mentee.press("Later")
    assert "Mon 9 Mar" in mentee.last()
    await mentee.press("Earlier")
    await mentee.press("Tue 3")
    await mentee.press("15:00")
    assert "Tue 3 Mar 2026, 15:00" in mentee.sees("Review and confirm")
    await mentee.press("Details")
    assert await mentee.fill({"Length": "45 min", "Title": "My talk", "What is it about?": "A & <b>"}) == {}
    review = mentee.sees("Review and confirm")
    assert all(part in review for part in ("45 min", "My talk", "A & <b>", "no charge", "until"))
    await mentee.press("Confirm booking")

    mine = mentee.sees("Your session is confirmed")
    theirs = cast.ana.sees("New booking: My talk")
    assert "Tue 3 Mar 2026, 15:00 (America/New_York)" in mine
    assert "Tue 3 Mar 2026, 17:00 (America/Sao_Paulo)" in theirs
    assert "Ana Lima" in mine
    assert mentee.person.name in theirs
    assert "cancel until" in mine
    assert "A & <b>" in theirs
    (session,) = cast.programme.sessions_of(mentee)
    assert (session.starts_at, session.minutes, session.status) == (TOMORROW_3PM, 45, "scheduled")
    assert session.meeting_url.startswith("https://rooms.example/")
    assert "SESSION_BOOKED" in cast.programme.audited()


@pytest.mark.spec("BOK-1", "BOK-5", "OPS-2")
async def test_one_typed_line_and_two_presses_book_on_both_databases(anywhere: Cast) -> None:
    await anywhere.mia.command("book", "@ana tomorrow 3pm")
    await anywhere.mia.press("Confirm booking")
    anywhere.mia.sees("Your session is confirmed")
    anywhere.ana.sees("New booking")
    await anywhere.mia.press("Cancel session")
    await anywhere.mia.fill({"Reason": "Schedule conflict"})
    anywhere.ana.sees("Session Cancelled")
    await anywhere.ben.command("book", "@ana tomorrow 9pm")
    await anywhere.ben.press("Confirm booking")
    await anywhere.programme.until(TOMORROW_3PM - timedelta(minutes=15))
    await anywhere.ben.press("Join")
    anywhere.ben.sees("The link is for the two of you")


@pytest.mark.spec("BOK-1")
async def test_each_step_of_the_wizard_can_be_taken_back(cast: Cast) -> None:
    await cast.mia.command("book", "@ana tomorrow 3pm")
    await cast.mia.press("Other time")
    cast.mia.sees("A time with Ana Lima")
    await cast.mia.press("Other mentor")
    await cast.mia.press("Ana Lima")
    await cast.mia.press("13:00")
    await cast.mia.press("Cancel")
    assert "Nothing booked" in cast.mia.last()
    assert cast.programme.sessions_of(cast.mia) == []
    await cast.ben.command("book", "@ana today 7pm")
    assert "Review" in cast.ben.last(), "what was held is free at once"


@pytest.mark.spec("BOK-1", "CHT-3")
async def test_the_wizard_edits_one_message(cast: Cast) -> None:
    await cast.mia.command("book")
    before = len(cast.mia.messages())
    for label in ("Ana Lima", "Later", "Earlier", "13:00", "Other time"):
        await cast.mia.press(label)
    assert len(cast.mia.messages()) == before


@pytest.mark.spec("BOK-1")
async def test_questions_can_be_taken_back_skipped_and_left(cast: Cast) -> None:
    await cast.mia.command("book", "@ana tomorrow 3pm")
    await cast.mia.press("Details")
    await cast.mia.press("1 h")
    await cast.mia.press("Back")
    await cast.mia.press("45 min")
    await cast.mia.press("Audio call")
    await cast.mia.press("Skip the rest")
    assert all(part in cast.mia.sees("Review and confirm") for part in ("45 min", "Audio call"))
    await cast.mia.press("Details")
    await cast.mia.press("Close")
    await cast.mia.press("Back")
    assert "45 min" in cast.mia.sees("Review and confirm"), "leaving the form leads back into the wizard"
    await cast.mia.press("Details")
    await cast.mia.command("cancel")
    await cast.mia.press("Back")
    await cast.mia.say("a sentence that is no answer any more")
    assert "/book" in cast.mia.last()
    cast.mia.sees("Review and confirm")


@pytest.mark.spec("BOK-1", "CHT-3")
async def test_a_typed_answer_that_does_not_fit_is_asked_again(cast: Cast) -> None:
    await cast.mia.command("book", "@ana tomorrow 3pm")
    await cast.mia.press("Details")
    await cast.mia.say("as long as you like")
    assert "choose one" in cast.mia.last().lower()
    await cast.mia.say("45 min")
    await cast.mia.say("video")
    cast.mia.sees("Meeting: Video call")
    cast.mia.sees("Place")


@pytest.mark.spec("BOK-1", "SAF-3")
async def test_what_is_missing_or_too_long_keeps_the_form_open_with_what_was_typed(
    cast: Cast, mentee: Someone
) -> None:
    await mentee.command("book", "@ana tomorrow 3pm")
    await mentee.press("Details")
    told = {"Meeting": "In person", "Title": "Coffee"}
    if mentee.door.has_modals:
        wrong = await mentee.fill(told)
        assert "location" in next(iter(wrong.values()))
    else:
        with pytest.raises(AssertionError, match="cannot be skipped"):
            await mentee.fill(told)
        del told["Meeting"]
    assert not await mentee.fill({**told, "Place": "Café Central"})
    assert "In person: Café Central" in mentee.sees("Review and confirm")
    await mentee.press("Details")
    assert "100" in (await mentee.fill({"Title": "x" * 101}))["Title"]


@pytest.mark.spec("BOK-4")
async def test_a_held_time_is_nobody_elses_until_the_hold_ends(cast: Cast) -> None:
    await cast.mia.command("book", "@ana tomorrow 3pm")
    await cast.ben.command("book", "@ana tomorrow 9pm")  # the same instant in Berlin
    assert "booked then" in cast.ben.sees("That time is not free")
    nearest = [label for label in cast.ben.buttons() if "Mar" in label]
    assert len(nearest) == 4
    await cast.ben.command("book", "@ana tuesday")
    assert "21:00" not in cast.ben.buttons()
    await cast.mia.command("book", "@ana tuesday")
    assert "15:00" in cast.mia.buttons(), "one's own hold does not hide the time"
    await cast.programme.later(minutes=11)
    await cast.ben.command("book", "@ana tomorrow 9pm")
    await cast.ben.press("Confirm booking")
    cast.ben.sees("Your session is confirmed")


@pytest.mark.spec("BOK-4")
async def test_an_expired_hold_cannot_be_confirmed_described_or_revived(
    cast: Cast, mentee: Someone
) -> None:
    await mentee.command("book", "@ana tomorrow 3pm")
    _, confirm = mentee.control("Confirm booking")
    await mentee.press("Details")
    await cast.programme.later(minutes=11)
    if mentee.door.has_modals:
        await mentee.fill({"Title": "Too late"})
    else:
        await mentee.say("45 min")
    assert "no longer held" in mentee.last()
    await mentee.push(confirm.action)
    assert "no longer held" in mentee.last()
    assert cast.programme.sessions_of(mentee) == []
    await mentee.say("hello")
    assert "no longer held" not in mentee.last(), (
        "a form that is of no use any more does not catch what is said"
    )
    await mentee.press("Choose a time")
    mentee.sees("A time with Ana Lima")


@pytest.mark.spec("BOK-4")
async def test_choosing_again_lets_go_of_the_first_choice_and_keeps_what_was_described(cast: Cast) -> None:
    await cast.mia.command("book", "@ana tomorrow 3pm")
    await cast.mia.press("Details")
    await cast.mia.fill({"Title": "My talk"})
    await cast.mia.press("Other time")
    await cast.mia.press("15:30")
    assert "My talk" in cast.mia.sees("Review and confirm")
    await cast.ben.command("book", "@ana tomorrow 9pm")
    assert "Review" in cast.ben.last()
    await cast.mia.press("Confirm booking")
    (session,) = cast.programme.sessions_of(cast.mia)
    assert session.starts_at == TOMORROW_3PM + timedelta(minutes=30)


@pytest.mark.spec("BOK-6", "NTF-1")
async def test_pressing_confirm_twice_books_once_and_says_so(cast: Cast) -> None:
    await cast.mia.command("book", "@ana tomorrow 3pm")
    message, confirm = cast.mia.control("Confirm booking")
    press = cast.programme.reception.receive
    first, second = (cast.mia.inbound_press(confirm.action, message) for _ in range(2))
    await at_once(lambda: press(first), lambda: press(second))
    await cast.programme.settle()
    await cast.mia.push(confirm.action, message)
    assert "Already booked" in cast.mia.screen()
    assert len(cast.programme.sessions_of(cast.mia)) == 1
    assert cast.mia.screen().count("Your session is confirmed") == 1
    assert cast.ana.screen().count("New booking") == 1


@pytest.mark.spec("BOK-5", "BOK-6")
async def test_of_two_who_press_the_same_time_at_once_one_gets_it(anywhere: Cast) -> None:
    for someone in (anywhere.mia, anywhere.ben):
        await someone.command("book", "@ana tuesday")
    take = TakeSlot(anywhere.ana.id, TOMORROW_3PM, 30)
    presses = [someone.inbound_press(take) for someone in (anywhere.mia, anywhere.ben)]
    await at_once(*(lambda p=press: anywhere.programme.reception.receive(p) for press in presses))
    await anywhere.programme.settle()
    held = [someone for someone in (anywhere.mia, anywhere.ben) if "Review" in someone.last()]
    assert len(held) == 1
    (other,) = {anywhere.mia.id: anywhere.mia, anywhere.ben.id: anywhere.ben}.keys() - {held[0].id}
    loser = anywhere.ben if other == anywhere.ben.id else anywhere.mia
    assert "not free" in loser.last() or "faster" in loser.last()


@pytest.mark.spec("BOK-2")
async def test_the_months_sessions_are_counted_refused_with_the_renewal_and_given_back(cast: Cast) -> None:
    for when in ("tomorrow 3pm", "wed 3pm"):
        await cast.mia.command("book", f"@ana {when}")
        await cast.mia.press("Confirm booking")
    await cast.mia.command("book", "@ana thu 3pm")
    refused = cast.mia.sees("You've used all your monthly sessions.")
    assert "Wed 1 Apr 2026" in refused
    await cast.mia.command("book", "@ana 1 april 3pm")
    assert "Review" in cast.mia.last(), "another month's sessions are another month's"
    await cast.mia.command("sessions")
    await cast.mia.press("Tue 3 Mar")
    await cast.mia.press("Cancel session")
    await cast.mia.fill({"Reason": "Schedule conflict"})
    await cast.mia.command("profile")
    assert "1 of 2" in cast.mia.last()
    await cast.mia.command("book", "@ana thu 3pm")
    await cast.mia.press("Confirm booking")
    assert len([s for s in cast.programme.sessions_of(cast.mia) if s.status == "scheduled"]) == 2


@pytest.mark.spec("BOK-2")
async def test_the_month_is_the_mentees_own(cast: Cast) -> None:
    await cast.ana.sets_hours("mon-sun 0:00-24:00")
    await cast.ben.command("timezone", "Tokyo")
    await cast.ben.command("book", "@ana 1 april 2am")  # still March in London
    await cast.ben.press("Confirm booking")
    (session,) = cast.programme.sessions_of(cast.ben)
    assert (session.month, session.starts_at.month) == ("2026-04-01", 3)


@pytest.mark.spec("BOK-2")
async def test_a_month_that_fills_between_hold_and_booking_is_refused(cast: Cast) -> None:
    await cast.mia.command("book", "@ana tomorrow 3pm")
    cast.programme.set_policies(monthly_sessions={Plan.INDIVIDUAL: 0, Plan.COUNCIL: 5, Plan.NONE: 0})
    await cast.mia.press("Confirm booking")
    cast.mia.sees("You've used all your monthly sessions.")
    assert cast.programme.sessions_of(cast.mia) == []


@pytest.mark.spec("BOK-1")
async def test_mentors_are_paged_and_searched(cast: Cast) -> None:
    for name in ("Bea", "Cleo", "Dora", "Ella", "Fay", "Gina", "Hope"):
        mentor = await cast.programme.meets(f"{name} Mentor", "Europe/Paris").joins()
        await cast.olga.command("admin", f"mentor {name}")
        await mentor.confirms_hours()
    await cast.mia.command("book")
    await cast.mia.press("Next")
    assert "Hope Mentor" in cast.mia.last()
    await cast.mia.press("Previous")
    await cast.mia.press("Search")
    await cast.mia.fill({"Name or topic": "fay"})
    found = cast.mia.sees("“fay”")
    assert "Fay Mentor" in found
    assert "Gina Mentor" not in found
    await cast.mia.command("book", "mentor")
    assert "fits several mentors" in cast.mia.last()
    await cast.mia.press("Dora Mentor")
    cast.mia.sees("A time with Dora Mentor")


@pytest.mark.spec("SLT-5")
@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("5/6 10:00", "Which time do you mean?"),
        ("tomorrow 3", "Which time do you mean?"),
        ("gibberish o'clock", "Which time?"),
        ("yesterday 3pm", "passed"),
        ("sun 8 march 2:30am", "does not exist"),
        ("tomorrow", "A time with Ana Lima"),
    ],
)
async def test_a_time_that_is_not_certain_is_asked_back_and_nothing_is_held(
    cast: Cast, typed: str, shown: str
) -> None:
    await cast.mia.command("book", f"@ana {typed}")
    assert shown in cast.mia.last()
    assert cast.mia.buttons()
    with cast.programme.store.read() as tx:
        assert tx.sessions.hold_of(cast.mia.id) is None


@pytest.mark.spec("SLT-5")
async def test_the_reading_that_was_meant_is_pressed(cast: Cast) -> None:
    await cast.mia.command("book", "@ana 3/4 15:00")
    readings = [label for label in cast.mia.buttons() if "15:00" in label]
    assert sorted(readings) == ["Fri 3 Apr 15:00", "Wed 4 Mar 15:00"]
    await cast.mia.press("Fri 3 Apr 15:00")
    assert "Fri 3 Apr 2026, 15:00" in cast.mia.sees("Review and confirm")


@pytest.mark.spec("SLT-4")
async def test_an_empty_week_says_why_and_leads_to_the_next_free_day(cast: Cast) -> None:
    await cast.ana.sets_hours("off 2 mar - 20 mar")
    await cast.mia.command("book", "@ana")
    assert "Mon 23 Mar" in cast.mia.last(), "the first week with a free time is shown"
    await cast.mia.press("Earlier")
    assert "takes no sessions this week" in cast.mia.last()
    await cast.mia.press("Next free day")
    assert "Mon 23 Mar" in cast.mia.last()


@pytest.mark.spec("BOK-4", "SAF-1")
async def test_a_booked_hold_of_somebody_else_is_as_unknown_as_none(cast: Cast) -> None:
    await cast.mia.command("book", "@ana tomorrow 3pm")
    _, confirm = cast.mia.control("Confirm booking")
    assert isinstance(confirm.action, ConfirmBooking)
    await cast.mia.press("Confirm booking")
    await cast.ben.push(confirm.action)
    own = cast.ben.last()
    await cast.ben.push(ConfirmBooking(12345))
    assert cast.ben.last() == own


@pytest.mark.spec("BOK-1", "BOK-7", "CAN-3")
@pytest.mark.parametrize(
    ("rules", "when", "said", "unsaid"),
    [
        ({}, "wed 4 march 3pm", ["You can cancel until Wed 4 Mar, 13:00"], ["free until", "back"]),
        (
            {"mentee_cancellation_cutoff_hours": 0},
            "wed 4 march 3pm",
            ["You can cancel until the start."],
            [],
        ),
        (
            {"rate": 5000},
            "wed 4 march 3pm",
            ["Cancelling is free until Tue 3 Mar, 15:00", "You get 70 % back until Wed 4 Mar, 13:00"],
            ["nothing back"],
        ),
        (
            {"rate": 5000, "late_cancellation": True, "late_refund_pct": 20},
            "wed 4 march 3pm",
            ["You get 70 % back until Wed 4 Mar, 13:00", "You get 20 % back until Wed 4 Mar, 15:00"],
            [],
        ),
        (
            {"rate": 5000, "late_cancellation": True},
            "wed 4 march 3pm",
            ["You get 70 % back until Wed 4 Mar, 13:00", "You get nothing back after that."],
            [],
        ),
        (
            {"rate": 5000, "free_cancellation_hours": 1},
            "wed 4 march 3pm",
            ["Cancelling is free until Wed 4 Mar, 13:00"],
            ["70 %"],
        ),
        (
            {"rate": 5000, "mentee_cancellation_cutoff_hours": 72},
            "wed 4 march 3pm",
            ["you can no longer cancel"],
            ["You can cancel until", "free until", "back"],
        ),
        (
            {"mentee_cancellation_cutoff_hours": 72, "late_cancellation": True},
            "wed 4 march 3pm",
            ["You can cancel until the start, but the session counts"],
            ["can no longer"],
        ),
        (
            {"rate": 5000, "mentee_may_cancel": False},
            "wed 4 march 3pm",
            ["Mentees do not cancel sessions here, but you can ask for another time"],
            ["You can cancel", "free until", "back until"],
        ),
        (
            {"mentee_may_cancel": False, "mentee_may_reschedule": False},
            "wed 4 march 3pm",
            ["Only the mentor can cancel or reschedule this session"],
            ["You can cancel"],
        ),
    ],
)
async def test_the_review_says_what_cancelling_will_mean(
    cast: Cast, rules: dict[str, object], when: str, said: list[str], unsaid: list[str]
) -> None:
    rules = dict(rules)
    if rate := rules.pop("rate", 0):
        cast.programme.change_mentor(cast.ana, rate=rate)
    cast.programme.set_policies(**rules)
    await cast.ben.command("book", f"@ana {when}")
    review = cast.ben.sees("Review and confirm")
    for part in said:
        assert part in review, review
    for part in unsaid:
        assert part not in review, review


@pytest.mark.spec("BOK-7", "CAN-3")
async def test_the_confirmation_repeats_what_comes_back(cast: Cast) -> None:
    cast.programme.change_mentor(cast.ana, rate=5000)
    await cast.ben.command("book", "@ana wed 4 march 3pm")
    await cast.ben.press("Confirm booking")
    confirmed = cast.ben.sees("Your session is confirmed")
    assert "Cancelling is free until Tue 3 Mar, 15:00" in confirmed
    assert "You get 70 % back until Wed 4 Mar, 13:00" in confirmed
    assert "back until" not in cast.ana.sees("New booking"), "the mentor gets nothing back"


@pytest.mark.spec("BOK-2")
async def test_the_review_names_the_month_whose_number_it_is(cast: Cast) -> None:
    await cast.ben.command("book", "@ana wed 4 march 3pm")
    assert "This month: 0 of 2" in cast.ben.sees("Review and confirm")
    await cast.ben.command("book", "@ana fri 3 april 3pm")
    assert "April 2026: 0 of 2" in cast.ben.last()
    assert "This month" not in cast.ben.last()


@pytest.mark.spec("BOK-4", "PAY-6")
async def test_what_was_reviewed_is_what_is_paid_though_the_mentor_asks_for_more_meanwhile(
    cast: Cast,
) -> None:
    cast.programme.change_mentor(cast.ana, rate=5000, currency="EUR")
    await cast.ben.command("book", "@ana wed 4 march 3pm")
    assert "€50.00" in cast.ben.sees("Review and confirm")
    cast.programme.change_mentor(cast.ana, rate=9000, currency="USD")
    await cast.ben.press("Details")
    assert await cast.ben.fill({"Title": "My talk"}) == {}
    assert "€50.00" in cast.ben.sees("Review and confirm")
    await cast.ben.press("Confirm booking")
    (session,) = cast.programme.sessions_of(cast.ben)
    assert (session.rate, session.currency) == (5000, "EUR")
    await cast.ben.command("book", "@ana thu 5 march 3pm")
    assert "$90.00" in cast.ben.sees("Review and confirm")


@pytest.mark.spec("BOK-4", "BOK-8")
async def test_a_free_time_is_still_asked_for_where_its_mentor_takes_money_meanwhile(cast: Cast) -> None:
    with cast.programme.store.read() as tx:
        mentor = tx.mentors.get(cast.ana.id)
    assert mentor is not None
    cast.programme.change_mentor(cast.ana, schedule=replace(mentor.schedule, instant_booking=False))
    await cast.ben.command("book", "@ana wed 4 march 3pm")
    cast.programme.change_mentor(cast.ana, rate=5000)
    await cast.ben.press("Send request")
    (session,) = cast.programme.sessions_of(cast.ben)
    assert (session.rate, session.status) == (0, "requested")
