"""Admins act on one session: form, preview, confirmation; and what the two of them read of it."""

from datetime import timedelta

import pytest

from bot.actions.interventions import ApproveRefund, ConfirmAct, ShowActs
from core.sessions import Session, Status
from core.usecases.interventions import refunds
from tests.journeys.conftest import Cast
from tests.journeys.programme import SUPPORT, Someone, at_once
from tests.journeys.test_sessions import book

HOUR = timedelta(hours=1)


@pytest.fixture
async def paid(cast: Cast) -> Session:
    """Mia has booked Ana for Thursday, three in the afternoon in New York, for 200 dollars."""
    cast.programme.change_mentor(cast.ana, rate=20_000, currency="USD")
    await book(cast.mia, "thu 3pm")
    return session_of(cast)


@pytest.fixture
async def bea(cast: Cast) -> Someone:
    """Another admin, at the door with modals."""
    bea = cast.programme.meets("Bea Boateng", "Europe/Paris", "slate")
    await bea.joins()
    await cast.olga.command("admin", "admin @bea")
    await cast.olga.press("Make admin")
    return bea


def session_of(cast: Cast) -> Session:
    (session,) = cast.programme.sessions_of(cast.mia)
    return session


async def acts(someone: Someone, session: Session, button: str) -> None:
    await someone.push(ShowActs(session.id))
    await someone.press(button)


@pytest.mark.spec("ADM-3", "ADM-4")
async def test_a_note_is_for_admins_alone(cast: Cast, paid: Session) -> None:
    await acts(cast.olga, paid, "Internal note")
    await cast.olga.fill({"Note": "wants <b>a refund</b>"})
    await cast.olga.press("The session")
    assert "Olga Okafor noted" in cast.olga.last()
    assert "wants <b>a refund</b>" in cast.olga.last()
    for party in (cast.mia, cast.ana):
        await party.command("sessions", paid.code)
        party.sees_not("wants")


@pytest.mark.spec("ADM-4", "CHT-4", "CHT-9", "EML-4")
@pytest.mark.parametrize("with_modals", [False, True])
async def test_a_cancellation_is_shown_confirmed_and_told_to_both_in_their_own_time(
    cast: Cast, paid: Session, bea: Someone, with_modals: bool
) -> None:
    admin = bea if with_modals else cast.olga
    await acts(admin, paid, "Cancel it")
    await admin.fill({"Reason": "the mentor is ill & away", "Refund (%)": "50", "Tell both of them": "Yes"})
    preview = admin.sees("Cancel this session?")
    assert "Mia Chen gets back $100.00 (50 % of what was paid)." in preview
    assert "Ana Lima: that support has cancelled it, and why." in preview
    assert "the mentor is ill & away" in preview
    assert session_of(cast) == paid, "nothing is done yet"
    await admin.press("Cancel the session")
    admin.sees("The session is cancelled")
    after = session_of(cast)
    assert after.status is Status.CANCELLED
    assert after.refund is not None
    assert after.refund.amount == 10_000
    mia, ana = (each.sees("Your session has been cancelled by support") for each in (cast.mia, cast.ana))
    assert "(America/New_York)" in mia
    assert "(America/Sao_Paulo)" in ana
    assert "Your refund: 50 % ($100.00)" in mia
    assert "$" not in ana
    for text in (mia, ana):
        assert "the mentor is ill & away" in text
        assert SUPPORT in text
    assert "ADMIN_FORCE_CANCEL" in cast.programme.audited()


@pytest.mark.spec("ADM-4", "CHT-9")
async def test_a_preview_that_is_left_changes_nothing_and_cannot_be_confirmed_later(
    cast: Cast, paid: Session
) -> None:
    await acts(cast.olga, paid, "Cancel it")
    await cast.olga.fill({"Reason": "no"})
    _, confirm = cast.olga.control("Cancel the session")
    await cast.olga.press("Keep the session")
    await cast.olga.push(confirm.action)
    cast.olga.sees("This has changed meanwhile")
    assert session_of(cast) == paid
    cast.mia.sees_not("by support")


@pytest.mark.spec("BOK-6", "ADM-4")
async def test_confirming_twice_or_by_two_admins_does_it_once(
    cast: Cast, paid: Session, bea: Someone
) -> None:
    for admin in (cast.olga, bea):
        await acts(admin, paid, "Refund")
        await admin.fill(
            {"Which refund": "A bonus, beyond what was paid", "Amount": "5", "Reason": "sorry"}
        )
    (_, first), (_, second) = (each.control("Give the refund") for each in (cast.olga, bea))
    assert isinstance(first.action, ConfirmAct)
    await at_once(
        lambda: cast.olga.push(first.action),
        lambda: cast.olga.push(first.action),
        lambda: bea.push(second.action),
    )
    with cast.programme.store.read() as tx:
        assert [entry.amount for entry in tx.ledger.of(paid.id)] == [500]


@pytest.mark.spec("ADM-4", "SAF-1")
async def test_who_loses_the_role_between_preview_and_confirmation_does_nothing(
    cast: Cast, paid: Session, bea: Someone
) -> None:
    await acts(bea, paid, "Cancel it")
    await bea.fill({"Reason": "no"})
    await cast.olga.command("admin", "remove admin @bea")
    await cast.olga.press("Remove admin")
    await bea.press("Cancel the session")
    bea.sees("For admins only")
    assert session_of(cast) == paid


@pytest.mark.spec("ADM-4")
async def test_what_makes_no_sense_is_said_at_its_field_and_nothing_is_done(
    cast: Cast, paid: Session, bea: Someone
) -> None:
    await acts(bea, paid, "Cancel it")
    assert "no percentage" in (await bea.fill({"Reason": "x", "Refund (%)": "101"}))["Refund (%)"]
    assert await bea.fill({"Reason": "", "Refund (%)": "100"})
    for amount, said in (
        ("-5", "not more than nothing"),
        ("25 EUR", "paid in USD"),
        ("200.01", "is left of what was paid"),
        ("1.0055", "is finer than USD"),
        ("lots", "no amount"),
        ("", "How much?"),
    ):
        await acts(bea, paid, "Refund")
        wrong = await bea.fill({"Which refund": "A part of it", "Amount": amount, "Reason": "x"})
        assert said in wrong["Amount"], (amount, wrong)
    await acts(bea, paid, "Another mentor")
    assert await bea.fill({"Mentor": "nobody", "Reason": "x"})
    await acts(bea, paid, "Make an exception")
    wrong = await bea.fill({"What": "Allow moving it", "Until when": "in 30 days", "Reason": "x"})
    assert wrong["Until when"]
    assert session_of(cast) == paid


@pytest.mark.spec("ADM-9", "EML-4")
async def test_a_refund_above_the_limit_waits_for_another_admin_who_approves_it(
    cast: Cast, paid: Session, bea: Someone
) -> None:
    await acts(cast.olga, paid, "Refund")
    await cast.olga.fill({"Which refund": "All that is left", "Reason": "poor quality"})
    preview = cast.olga.sees("Give this refund?")
    assert "waits for a second one" in preview
    assert "1 other admin is asked" in preview
    await cast.olga.press("Give the refund")
    cast.olga.sees("The refund waits for another admin")
    cast.mia.sees_not("Refund issued")
    await bea.push(ShowActs(paid.id))
    await bea.press("Waits for approval")
    asked = bea.sees("A refund to approve")
    assert "$200.00" in asked
    assert "Olga Okafor" in asked
    _, approve = bea.control("Approve the refund")
    assert isinstance(approve.action, ApproveRefund)
    await cast.olga.push(approve.action)
    cast.olga.sees("Another admin has to approve it")
    await bea.push(approve.action)
    assert "poor quality" in cast.mia.sees("Refund issued for your session")
    cast.olga.sees("A refund was approved")
    await bea.push(approve.action)
    bea.sees("Decided before")
    cast.ana.sees_not("efund")


@pytest.mark.spec("ADM-9", "NTF-5")
async def test_of_two_refunds_that_wait_each_message_tells_of_its_own(
    cast: Cast, paid: Session, bea: Someone
) -> None:
    cast.programme.set_policies(refund_second_admin=50)
    for amount in ("60", "70"):
        await cast.olga.command("admin", f"session {paid.code} refund {amount} poor sound")
        await cast.olga.press("Give the refund")
    first, second = [text for text in bea.messages() if "A refund to approve" in text]
    assert "$70.00" in second
    await bea.press("Approve the refund")
    assert second not in bea.messages()
    assert first in bea.messages(), "the other still waits, and its message says so"


@pytest.mark.spec("ADM-9")
async def test_what_nobody_approves_in_three_days_is_withdrawn(
    cast: Cast, paid: Session, bea: Someone
) -> None:
    await acts(cast.olga, paid, "Cancel it")
    await cast.olga.fill({"Reason": "all of it"})
    await cast.olga.press("Cancel the session")
    assert "support still has to approve" in cast.mia.sees("cancelled by support")
    await cast.programme.later(days=3)
    refunds.expire_waiting(cast.programme.desk)
    await cast.programme.settle()
    cast.mia.sees("No refund for your session")
    cast.olga.sees("A refund was withdrawn")
    assert "withdrawn" in bea.sees("A refund to approve")


@pytest.mark.spec("ADM-4", "SES-2", "CAN-1")
async def test_an_exception_shows_the_party_what_is_possible_now(cast: Cast, paid: Session) -> None:
    await cast.programme.until(paid.starts_at - HOUR)
    await cast.mia.command("sessions", paid.code)
    assert "Cancel session" not in cast.mia.buttons()
    await acts(cast.olga, paid, "Make an exception")
    await cast.olga.fill(
        {"What": "Allow cancelling it", "Until when": "in 30 minutes", "Reason": "a medical emergency"}
    )
    assert "gets back what is due after the cutoff" in cast.olga.sees("Make this exception?")
    await cast.olga.press("Make the exception")
    assert "a medical emergency" in cast.mia.sees("Support has made an exception")
    await cast.mia.command("sessions", paid.code)
    assert "Cancel session" in cast.mia.buttons()
    assert "support allows cancelling it until" in cast.mia.last()
    await cast.programme.later(minutes=31)
    await cast.mia.command("sessions", paid.code)
    assert "Cancel session" not in cast.mia.buttons()


@pytest.mark.spec("ADM-4", "RAS-1")
async def test_another_mentor_is_chosen_from_those_who_are_free(cast: Cast, paid: Session) -> None:
    leo = cast.programme.meets("Leo Baum", "America/New_York", "slate")
    await leo.joins()
    await cast.olga.command("admin", "mentor @leo")
    await leo.confirms_hours()
    await acts(cast.olga, paid, "Another mentor")
    await cast.olga.fill({"Free mentors, best first": "Leo Baum", "Reason": "Ana is away"})
    assert "Leo Baum gives it in place of Ana Lima" in cast.olga.sees("another mentor?")
    await cast.olga.press("Change the mentor")
    assert "Ana is away" in cast.mia.sees("Your mentor changed")
    assert "another mentor" in cast.ana.sees("Session given to another mentor")
    assert "Support has given this session to you" in leo.sees("Session Confirmed")
    session = session_of(cast)
    assert (session.mentor, session.rate) == (leo.id, 20_000)


@pytest.mark.spec("ADM-4", "RSC-5")
async def test_a_session_is_moved_outside_the_hours_and_named_as_supports_doing(
    cast: Cast, paid: Session
) -> None:
    await acts(cast.olga, paid, "Move it")
    await cast.olga.fill(
        {"New time": "sat 11:00 pm", "Whose wish it is": "Mia Chen", "Reason": "a train strike"}
    )
    assert "as Mia Chen wishes" in cast.olga.sees("Move this session?")
    await cast.olga.press("Move the session")
    cast.mia.sees("Done by support (Olga Okafor) for you.")
    cast.ana.sees("Done by support (Olga Okafor) for Mia Chen.")
    session = session_of(cast)
    assert session.starts_at.strftime("%a %H:%M") == "Sat 23:00", "in Olga's own zone, which is London"
    assert session.mentee_reschedules == 0


@pytest.mark.spec("ADM-4", "RSC-4", "NTF-5")
async def test_a_later_deadline_stands_in_the_very_message_that_asks(cast: Cast, paid: Session) -> None:
    await cast.mia.command("sessions", f"{paid.code} reschedule fri 3pm")
    await cast.mia.fill({})
    before = cast.ana.sees("Please answer by")
    await acts(cast.olga, paid, "Make an exception")
    await cast.olga.fill(
        {"What": "Give more time to answer", "Until when": "thu 19:30", "Reason": "Ana is travelling"}
    )
    await cast.olga.press("Make the exception")
    cast.ana.sees("There is more time to answer")
    after = cast.ana.sees("Please answer by")
    assert after != before
    assert "Thu 5 Mar, 16:30" in after, "in Ana's time"
    await cast.ana.press("Accept")
    assert session_of(cast).starts_at != paid.starts_at


# --- typed


@pytest.mark.spec("CHT-4", "ADM-4")
async def test_each_act_can_be_typed_and_is_shown_before_it_is_done(
    cast: Cast, paid: Session, bea: Someone
) -> None:
    for typed, seen in (
        ("cancel the mentor is ill", "Cancel this session?"),
        ("cancel 50% the mentor is ill", "gets back $100.00 (50 % of what was paid)"),
        ("refund 25 poor sound", "gets back $25.00"),
        ("refund 25.50 USD poor sound", "gets back $25.50"),
        ("refund full poor sound", "gets back $200.00"),
        ("refund bonus 10 sorry", "a bonus of $10.00"),
        ("refund 300 too much", "At most $200.00"),
        ("reassign @bea Ana is away", "Bea Boateng is no mentor"),
        ("clear completed it took place", "The session is no no-show"),
        ("complete 45 min it took place", "Only a session that has begun"),
        ("acts", "What can be done"),
        ("for mentee", "You act for Mia Chen"),
        ("for @ana", "You act for Ana Lima"),
        ("for ben", "I did not use “for ben”"),
        ("note call back", "Noted"),
        ("dance", "I did not use “dance”"),
    ):
        await cast.olga.command("admin", f"session {paid.code} {typed}")
        assert seen in cast.olga.last(), (typed, cast.olga.last())
    assert session_of(cast) == paid
    for typed, asked in (
        ("cancel", "Reason"),
        ("refund 25", "Which refund"),
        ("move sat 11pm", "New time"),
        ("override cancel", "What"),
        ("for mentee cancel she phoned", "Reason"),
        ("reassign", "mentor"),
        ("note", "Note"),
    ):
        await cast.olga.command("admin", f"session {paid.code} {typed}")
        assert asked in cast.olga.last(), (typed, cast.olga.last())
        await cast.olga.command("cancel")
    await cast.olga.command("admin", f"session {paid.code} cancel 50% the mentor is ill")
    await cast.olga.press("Cancel the session")
    assert session_of(cast).status is Status.CANCELLED


@pytest.mark.spec("SAF-1")
async def test_nobody_else_types_an_act(cast: Cast, paid: Session) -> None:
    for someone in (cast.mia, cast.ana, cast.ben):
        await someone.command("admin", f"session {paid.code} cancel because I say so")
        someone.sees("For admins only")
    assert session_of(cast) == paid


@pytest.mark.spec("ADM-4", "CHT-9")
async def test_a_share_of_nothing_is_said_to_be_nothing(cast: Cast) -> None:
    await cast.mia.command("book", "@ana thu 3pm")
    await cast.mia.press("Confirm booking")
    code = session_of(cast).code
    await cast.olga.command("admin", f"session {code} cancel 50% the mentor is ill")
    assert "No charge was made, so nothing is given back." in cast.olga.last()


@pytest.mark.spec("ADM-4", "ADM-5")
@pytest.mark.parametrize("list_of", [False, True])
@pytest.mark.parametrize(
    ("typed", "said"), [("-5% storm", "-5"), ("50.5% storm", "50.5"), ("150% storm", "150")]
)
async def test_a_share_that_is_none_is_no_reason(
    cast: Cast, paid: Session, list_of: bool, typed: str, said: str
) -> None:
    about = "sessions status:scheduled" if list_of else f"session {paid.code}"
    await cast.olga.command("admin", f"{about} cancel {typed}")
    assert f"“{said}” is no percentage." in cast.olga.last()
    await cast.olga.command("admin", f"{about} cancel 50% storm")
    assert "$100.00" in cast.olga.last()


@pytest.mark.spec("ADM-4")
async def test_a_bare_number_before_the_reason_is_asked_about(
    cast: Cast, paid: Session, bea: Someone
) -> None:
    await bea.command("admin", f"session {paid.code} cancel 50 storm")
    form = bea.door.chat(bea.address.user).form
    assert form is not None
    filled = {field.name: field.initial for field in form.fields}
    assert (filled["pct"], filled["reason"]) == ("50", "storm")


@pytest.mark.spec("ADM-4")
async def test_a_currency_in_words_is_no_reason(cast: Cast, paid: Session) -> None:
    await cast.olga.command("admin", f"session {paid.code} refund 25 euros poor sound")
    assert "“25 euros” is no amount." in cast.olga.last()


@pytest.mark.spec("ADM-4")
async def test_who_cannot_take_a_session_on_is_named(cast: Cast, paid: Session) -> None:
    for who, why in (("@ben", "Ben Wolff is no mentor"), ("@ana", "Ana Lima gives this session")):
        await cast.olga.command("admin", f"session {paid.code} reassign {who} away")
        assert why in cast.olga.last()
        assert "[Show the session]" in cast.olga.last()
    await cast.olga.command("admin", f"session {paid.code} complete 9999 min it took place")
    assert "“9999 min” is no length that a session can have." in cast.olga.last()


@pytest.mark.spec("ADM-4")
async def test_a_time_and_the_reason_behind_it_are_told_apart(
    cast: Cast, paid: Session, bea: Someone
) -> None:
    await bea.command("admin", f"session {paid.code} move fri 3pm the mentee asks")
    form = bea.door.chat(bea.address.user).form
    assert form is not None
    filled = {field.name: field.initial for field in form.fields}
    assert (filled["when"], filled["reason"]) == ("2026-03-06 15:00", "the mentee asks")
