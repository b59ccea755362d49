"""Paying for a session: the money books it, or goes back."""

import pytest

from core.outbox import TryLater, Unsure
from core.people import Address
from core.provider_refusals import Refused
from core.providers import Disputed, LinkClosed, Paid, PaymentFailed, Reason, RefundChanged, Told
from core.refunds import RefundStatus
from core.sessions import Session
from core.usecases import booking_steps
from core.usecases.payments import facts
from tests.journeys.conftest import Cast
from tests.journeys.paying import begins, books, hears, now, passes
from tests.journeys.programme import Someone
from tests.payments import Provider


@pytest.mark.spec("PAY-1", "BOK-7", "SES-1")
async def test_a_payment_confirms_the_session_for_both_at_once(
    cast: Cast, mentee: Someone, provider: Provider
) -> None:
    await mentee.command("book", "@ana tomorrow 3pm")
    review = mentee.sees("Review and pay")
    assert all(part in review for part in ("$25.00", "Cancelling is free until", "20 minutes"))
    assert "outside" not in review
    await mentee.press("Go to payment")
    (session,) = mentee.programme.sessions_of(mentee)
    assert (session.status, session.meeting_url != "") == ("awaiting_payment", True)
    assert [link.url for link in mentee.links()] == [next(iter(provider.sold.values())).link.url]
    assert "20 minutes are left" in mentee.sees("Pay to confirm your session")
    assert mentee.screen().count("Pay to confirm your session") == 1, "whoever acts is told once"
    cast.ana.sees_not("Mentor session")
    await cast.ana.command("sessions", session.code)
    cast.ana.sees("Not found")

    await passes(cast.programme, minutes=5)
    assert "15 minutes are left" in mentee.sees("Pay to confirm your session")
    paid = provider.pay()
    await hears(cast.programme, paid, paid)
    session = now(mentee, session)
    assert (session.status, session.rate, session.confirm_by) == ("scheduled", 2500, None)
    assert "Auto-confirmed after payment." in mentee.sees("Your session is confirmed")
    assert "Auto-confirmed after payment." in cast.ana.sees("New booking: Mentor session")
    assert "It is paid" in mentee.sees("Pay to confirm your session")
    await mentee.command("sessions", f"{session.code} receipt")
    assert all(part in mentee.sees("Receipt") for part in ("$25.00", "Razorpay", session.code, "Ana Lima"))
    await mentee.command("sessions", f"{session.code} pay")
    mentee.sees("There is nothing to pay now")


@pytest.mark.spec("PAY-2")
async def test_without_a_webhook_the_provider_is_asked(
    cast: Cast, mentee: Someone, provider: Provider
) -> None:
    session = await begins(mentee)
    await passes(cast.programme, seconds=10)
    assert provider.calls == ["open", "look"]
    await passes(cast.programme, minutes=4)
    await passes(cast.programme, seconds=10)
    assert provider.calls == ["open", "look", "look"], "seldom, when nobody looks"
    provider.pay()
    await mentee.press("I have paid")
    assert now(mentee, session).status == "scheduled"
    mentee.sees("Your session is confirmed")


@pytest.mark.spec("PAY-1", "BOK-4")
async def test_what_is_not_paid_in_time_is_free_again_and_the_link_is_closed(
    cast: Cast, mentee: Someone, provider: Provider
) -> None:
    session = await begins(mentee)
    await mentee.command("book", "@ana thursday 3pm")
    await mentee.press("Go to payment")
    mentee.sees("A session waits for your payment")
    await passes(cast.programme, minutes=21)
    assert now(mentee, session).status == "cancelled"
    mentee.sees("Not booked: it was not paid in time")
    assert not next(iter(provider.sold.values())).is_open
    assert "[Pay now]" not in mentee.sees("Pay to confirm your session")
    cast.ana.sees_not("Mentor session")
    other = cast.mia if mentee is cast.ben else cast.ben
    await other.command("timezone", "Berlin" if mentee is cast.ben else "New York")
    await other.command("book", "@ana tomorrow 3pm")
    other.sees("Review and pay")


@pytest.mark.spec("PAY-1")
async def test_whoever_leaves_gets_back_what_they_pay_all_the_same(
    cast: Cast, mentee: Someone, provider: Provider
) -> None:
    session = await begins(mentee)
    await mentee.press("Do not book it")
    mentee.sees("Not booked: you left it")
    assert mentee.screen().count("Not booked") == 1, "whoever acts is told once"
    assert now(mentee, session).status == "cancelled"
    await hears(cast.programme, provider.pay())
    assert now(mentee, session).status == "cancelled"
    mentee.sees("Your payment goes back")
    [(order, _)] = provider.refunded.values()
    assert order.amount == 2500
    assert mentee.sees("Your refund has been sent")
    await mentee.command("sessions", f"{session.code} receipt")
    assert "sent back" in mentee.sees("Receipt")


@pytest.mark.spec("PAY-3")
async def test_a_late_payment_books_what_is_still_free(
    cast: Cast, mentee: Someone, provider: Provider
) -> None:
    session = await begins(mentee)
    await passes(cast.programme, minutes=21)
    assert now(mentee, session).status == "cancelled"
    await hears(cast.programme, provider.pay())
    session = now(mentee, session)
    assert (session.status, session.cancellation, session.counted) == ("scheduled", None, True)
    mentee.sees("Your session is confirmed")
    cast.ana.sees("New booking: Mentor session")
    assert provider.refunded == {}


@pytest.mark.spec("PAY-3")
async def test_a_late_payment_for_a_time_that_is_taken_goes_back_with_other_times(
    cast: Cast, provider: Provider
) -> None:
    session = await begins(cast.ben)
    await passes(cast.programme, minutes=21)
    await cast.mia.command("timezone", "Berlin")
    await books(cast.mia, provider)
    await hears(cast.programme, provider.pay(nth=0))
    returned = cast.ben.sees("Your payment goes back")
    assert "The nearest free times" in returned
    assert session.code in returned
    assert now(cast.ben, session).status == "cancelled"
    [(order, _)] = provider.refunded.values()
    assert order.amount == 2500


@pytest.mark.spec("PAY-3", "PAY-7")
async def test_what_is_paid_twice_goes_back_once(cast: Cast, mentee: Someone, provider: Provider) -> None:
    session = await books(mentee, provider)
    await hears(cast.programme, provider.pay())
    assert "once more" in mentee.sees("Your payment goes back")
    assert now(mentee, session).status == "scheduled"
    assert now(mentee, session).refund is None
    [(order, _)] = provider.refunded.values()
    first, second = next(iter(provider.sold.values())).payments
    assert order.payment == second.id
    await cast.olga.command("admin", f"session {session.code}")
    card = cast.olga.last()
    assert f"Razorpay: {first.id}" in card
    assert f"Razorpay: {second.id} (paid twice: it goes back)" in card


@pytest.mark.spec("PAY-2", "PAY-3")
@pytest.mark.parametrize("wrong", [{"amount": 2400}, {"currency": "EUR"}])
async def test_another_amount_or_currency_books_nothing_and_goes_back(
    cast: Cast, provider: Provider, wrong: dict[str, object]
) -> None:
    session = await begins(cast.ben)
    await hears(cast.programme, provider.pay(**wrong))  # type: ignore[arg-type]
    assert now(cast.ben, session).status == "awaiting_payment"
    cast.ben.sees("Your payment goes back")
    cast.olga.sees("A payment needs you")
    await cast.ben.press("Get another link")
    assert len(provider.sold) == 2
    await hears(cast.programme, provider.pay())
    assert now(cast.ben, session).status == "scheduled"


@pytest.mark.spec("PAY-3")
async def test_a_payment_that_cannot_be_saved_is_safe_and_tried_again(
    cast: Cast, mentee: Someone, provider: Provider
) -> None:
    session = await begins(mentee)
    paid = provider.pay()
    cast.programme.knows("pay_" + paid.event.rpartition("_")[2])
    with cast.programme.broken("payments"), pytest.raises(Exception, match="broken"):
        facts.take(cast.programme.desk, paid)
    await cast.programme.settle()
    assert session.code in mentee.sees("Your payment is safe")
    cast.olga.sees("A payment needs you")
    assert now(mentee, session).status == "awaiting_payment"
    await hears(cast.programme, paid)
    assert now(mentee, session).status == "scheduled"


@pytest.mark.spec("PAY-1")
async def test_a_provider_that_is_down_keeps_nobody_from_their_time(
    cast: Cast, mentee: Someone, provider: Provider
) -> None:
    provider.troubles = [TryLater("500"), TryLater("500"), Unsure("no answer")]
    session = await begins(mentee)
    assert "is making the link" in mentee.sees("Pay to confirm your session")
    cast.programme.running = False
    await passes(cast.programme, seconds=10)
    cast.programme.running = True
    assert now(mentee, session).status == "awaiting_payment"
    await passes(cast.programme, minutes=1)
    assert "does not answer at the moment" in mentee.sees("Pay to confirm your session")
    await passes(cast.programme, minutes=1)
    assert "[Pay now]" in mentee.sees("Pay to confirm your session")
    assert len(provider.sold) == 1, "what was made unheard is found again"


@pytest.mark.spec("PAY-1")
async def test_after_a_failed_try_one_pays_again_and_a_closed_link_is_replaced(
    cast: Cast, mentee: Someone, provider: Provider
) -> None:
    session = await begins(mentee)
    link = next(iter(provider.sold.values())).link
    cast.programme.knows("this account takes no dollars")
    failed = Told("razorpay", "evt_failed", PaymentFailed("pay_failed", link=link.id))
    await hears(cast.programme, failed)
    assert "did not go through" in mentee.sees("Pay to confirm your session")
    await hears(cast.programme, Told("razorpay", "evt_closed", LinkClosed(link.id)))
    await mentee.press("Get another link")
    provider.troubles = [Refused(Reason.CURRENCY, "this account takes no dollars")]
    second = list(provider.sold.values())[-1].link
    await hears(cast.programme, Told("razorpay", "evt_closed2", LinkClosed(second.id)))
    await mentee.press("Get another link")
    assert "does not take USD" in mentee.sees("Pay to confirm your session")
    await mentee.press("Get another link")
    await hears(cast.programme, provider.pay())
    assert now(mentee, session).status == "scheduled"


@pytest.mark.spec("PAY-4", "CAN-3")
async def test_a_refund_goes_back_through_the_provider_and_both_see_how_far_it_is(
    cast: Cast, mentee: Someone, provider: Provider
) -> None:
    provider.becomes = RefundStatus.PENDING
    session = await books(mentee, provider)
    provider.troubles = [Unsure("no answer"), TryLater("429")]
    await mentee.command("sessions", f"{session.code} cancel")
    await mentee.fill({"Reason": "No longer need this session"})
    await mentee.command("sessions", session.code)
    assert "100 % ($25.00), on its way" in mentee.last()
    await cast.programme.later(minutes=1)
    [(order, state)] = provider.refunded.values()
    changed = RefundChanged(state.id, order.payment, 2500, "USD", RefundStatus.PROCESSED, order.key)
    await hears(cast.programme, Told("razorpay", "evt_refund", changed))
    assert "$25.00" in mentee.sees("Your refund has been sent")
    await mentee.command("sessions", f"{session.code} receipt")
    assert "The session was cancelled, and all of it goes back." in mentee.sees("Receipt")
    await cast.ana.command("sessions", session.code)
    assert "sent back" in cast.ana.last()


@pytest.mark.spec("PAY-4", "ADM-10")
async def test_a_refund_that_fails_is_dealt_with_by_an_admin(cast: Cast, provider: Provider) -> None:
    session = await books(cast.ben, provider)
    provider.troubles = [Refused(Reason.NO_BALANCE, "too little balance")]
    await cast.ben.command("sessions", f"{session.code} cancel")
    await cast.ben.fill({"Reason": "No longer need this session"})
    await cast.programme.later(minutes=1)
    cast.ben.sees("Your refund is delayed")
    failed_one = cast.olga.sees("A refund has failed")
    assert f"A refund: $25.00 for {session.code}" in failed_one
    assert "too little balance" in failed_one
    await cast.olga.press("Try again")
    await cast.programme.later(minutes=1)
    assert now(cast.ben, session).refund is not None
    cast.ben.sees("Your refund has been sent")
    [(order, second)] = provider.refunded.values()
    failed = RefundChanged(
        second.id, order.payment, 2500, "USD", RefundStatus.FAILED, order.key, "card closed"
    )
    await hears(cast.programme, Told("razorpay", "evt_late", failed))
    await cast.olga.command("admin", "failed")
    assert "card closed" in cast.olga.last()
    await cast.olga.press("Settled by hand")
    await cast.olga.press("Yes, it is settled")
    assert "Nothing is left" in cast.olga.last()
    refund = now(cast.ben, session).refund
    assert refund is not None
    assert refund.status == "processed"


@pytest.mark.spec("PAY-2")
async def test_what_nobody_knows_and_what_a_bank_disputes_is_told_to_admins(
    cast: Cast, provider: Provider
) -> None:
    session = await books(cast.ben, provider)
    payment = next(iter(provider.sold.values())).payments[0]
    cast.programme.knows("fraudulent", "dp_1", "pay_unknown", "S-0000.1")
    await hears(
        cast.programme,
        Told("razorpay", "evt_1", Disputed("dp_1", payment.id, 2500, "USD", "fraudulent")),
        Told("razorpay", "evt_2", Paid("pay_unknown", 900, "USD", reference="S-0000.1")),
    )
    assert session.code in cast.olga.sees("fraudulent")
    cast.olga.sees("pay_unknown")
    assert now(cast.ben, session).status == "scheduled"


@pytest.mark.spec("PAY-6")
async def test_where_no_link_to_pay_may_stand_it_waits_in_the_other_chat(
    cast: Cast, provider: Provider
) -> None:
    """Mia writes from `paper`, where nothing is paid, and is on `slate` too."""
    cast.programme.pays_elsewhere("paper")
    await cast.mia.command("book", "@ana tomorrow 3pm")
    await cast.mia.press("Go to payment")
    cast.mia.sees("Not paid here")
    assert cast.programme.sessions_of(cast.mia) == []
    slate = Address("slate", "", "mia")
    with cast.programme.store.write() as tx:
        tx.people.add_address(cast.mia.id, slate)
    session = await begins(cast.mia)
    assert "in your chat on slate" in cast.mia.sees("Pay to confirm your session")
    assert provider.sold
    assert "https://pay" not in cast.mia.screen()
    await passes(cast.programme, seconds=10)
    other = Someone(cast.programme, slate, cast.mia.profile)
    assert "[Pay now]" in other.sees("Pay to confirm your session")
    await hears(cast.programme, provider.pay())
    assert now(cast.mia, session).status == "scheduled"


@pytest.mark.spec("ADM-4", "ADM-9", "PAY-4", "CAN-3")
async def test_refunds_in_parts_go_back_each_once_and_a_bonus_by_hand(
    cast: Cast, provider: Provider
) -> None:
    session = await books(cast.ben, provider)
    about = f"session {session.code}"
    for amount in ("5", "7.50"):
        await cast.olga.command("admin", f"{about} refund {amount} poor sound")
        await cast.olga.press("Give the refund")
    assert [order.amount for order, _ in provider.refunded.values()] == [500, 750]
    assert "50 % ($12.50), sent back" in (await shown(cast.ben, session))
    await cast.olga.command("admin", f"{about} refund bonus 9 with our thanks")
    await cast.olga.press("Give the refund")
    assert len(provider.refunded) == 2, "a bonus is paid out by hand"
    await cast.ben.command("sessions", f"{session.code} cancel")
    await cast.ben.fill({"Reason": "No longer need this session"})
    assert [order.amount for order, _ in provider.refunded.values()] == [500, 750, 1250]


async def shown(mentee: Someone, session: Session) -> str:
    await mentee.command("sessions", session.code)
    return mentee.last()


@pytest.mark.spec("ADM-9", "PAY-4")
async def test_a_refund_above_the_limit_leaves_once_a_second_admin_has_approved_it(
    cast: Cast, provider: Provider
) -> None:
    cast.programme.set_policies(refund_second_admin=10)
    session = await books(cast.ben, provider)
    await cast.olga.command("admin", "admin @mia")
    await cast.olga.press("Make admin")
    await cast.olga.command("admin", f"session {session.code} refund 25 poor sound")
    await cast.olga.press("Give the refund")
    assert provider.refunded == {}
    await cast.mia.press("Approve the refund")
    assert [order.amount for order, _ in provider.refunded.values()] == [2500]


@pytest.mark.spec("RAS-1", "RAS-3", "PAY-7", "CAN-3")
async def test_another_mentor_costs_nothing_more_and_what_was_paid_stays_with_the_session(
    cast: Cast, provider: Provider
) -> None:
    session = await books(cast.ben, provider)
    await cast.ana.command("sessions", f"{session.code} cancel")
    await cast.ana.fill({"Reason": "Personal emergency"})
    waits = now(cast.ben, session)
    assert (waits.payment, waits.rate, provider.refunded) == (session.payment, 2500, {})
    await cast.ben.press("Cancel with full refund")
    await cast.ben.fill({})
    assert [order.amount for order, _ in provider.refunded.values()] == [2500]


@pytest.mark.spec("POL", "PAY-1", "BOK-8", "RSC-1")
async def test_aureeture_runs_as_written(cast: Cast, provider: Provider) -> None:
    """Payment confirms, a mentor only asks for another time, and is warned after two."""
    await cast.olga.command("admin", "policies use aureeture")
    await cast.olga.press("Use")
    session = await books(cast.ben, provider)
    new = cast.ana.sees("New booking: Mentor session")
    assert all(word not in new for word in ("[Accept]", "[Decline]", "[Cancel session]"))
    assert "[Reschedule]" in new
    assert "Auto-confirmed after payment" in new
    await cast.ana.command("sessions", f"{session.code} cancel")
    assert now(cast.ben, session).status == "scheduled"
    await cast.ben.command("sessions", f"{session.code} cancel")
    await cast.ben.fill({"Reason": "No longer need this session"})
    assert [order.amount for order, _ in provider.refunded.values()] == [2500]


@pytest.mark.spec("BOK-9", "PAY-1", "ADM-7")
async def test_the_figures_tell_who_came_to_pay_and_who_did(cast: Cast, provider: Provider) -> None:
    await begins(cast.ben, "@ana tomorrow 2pm")
    await cast.ben.press("Do not book it")
    await begins(cast.ben, "@ana tomorrow 3pm")
    await books(cast.mia, provider, "@ana tomorrow 4pm")
    booking_steps.fold(cast.programme.desk)

    async def reads(*lines: str) -> None:
        await cast.olga.command("admin", "analytics")
        for line in ("A mentor chosen: 2", *lines):
            assert line in cast.olga.last(), cast.olga.last()

    await reads(
        "Paid: 1 of 2 with a price", "Booked within 24 h: 1 (50 %)", "Left without a booking: 0 (0 %)"
    )
    await cast.ben.press("Do not book it")
    booking_steps.fold(cast.programme.desk)
    await reads(
        "Paid: 1 of 2 with a price", "Booked within 24 h: 1 (50 %)", "Left without a booking: 1 (50 %)"
    )
