"""Paying where something else happens meanwhile, and what is typed or pressed that cannot be."""

import pytest

from bot.actions import Action
from bot.actions.deputies import ActFor
from bot.actions.interventions import ShowActs
from bot.actions.payments import CheckPayment, LeavePayment, PayAgain, ShowPayment, ShowReceipt
from core.provider_refusals import Refused
from core.providers import Reason
from core.refunds import RefundStatus
from core.sessions import Status
from tests.journeys.conftest import Cast
from tests.journeys.paying import begins, hears, now, passes
from tests.journeys.programme import Someone
from tests.payments import Provider


@pytest.mark.spec("PAY-1", "PAY-3", "ADM-4")
async def test_an_admin_cancels_what_is_not_paid_yet_and_the_mentor_hears_nothing(
    cast: Cast, mentee: Someone, provider: Provider
) -> None:
    session = await begins(mentee)
    await cast.olga.push(ShowActs(session.id))
    assert f"[Act for {mentee.person.name}]" in cast.olga.last()
    assert "[Act for Ana Lima]" not in cast.olga.last(), "she knows nothing of it"
    await cast.olga.push(ActFor(session.id, as_mentor=True))
    cast.olga.sees("Not found")
    await cast.olga.push(ShowActs(session.id))
    await cast.olga.press("Cancel it")
    await cast.olga.fill({"Reason": "the mentor is ill", f"Tell {mentee.person.name}": "Yes"})
    preview = cast.olga.sees("Cancel this session?")
    assert "Ana Lima:" not in preview.partition("Who is told")[2]
    await cast.olga.press("Cancel the session")
    told = mentee.sees("Your session has been cancelled by support")
    assert "Nothing was paid. Should a payment of yours arrive all the same" in told
    assert "Cancelled by the programme." in mentee.sees("Pay to confirm your session")
    assert not next(iter(provider.sold.values())).is_open
    cast.ana.sees_not("Mentor session")

    await hears(cast.programme, provider.pay())
    assert now(mentee, session).status is Status.CANCELLED
    assert "All of it goes back to you" in mentee.sees("Your payment goes back")
    [(order, state)] = provider.refunded.values()
    assert (order.amount, state.status) == (2500, RefundStatus.PROCESSED)
    cast.ana.sees_not("Mentor session")


@pytest.mark.spec("PAY-3")
async def test_what_is_paid_after_all_is_said_where_it_was_said_to_be_over(
    cast: Cast, mentee: Someone, provider: Provider
) -> None:
    await begins(mentee)
    await passes(cast.programme, minutes=21)
    mentee.sees("Not booked: it was not paid in time")
    await hears(cast.programme, provider.pay())
    assert "Your payment has arrived after all" in mentee.sees("Not booked: it was not paid in time")
    mentee.sees("Your session is confirmed")


@pytest.mark.spec("PAY-6", "CAN-3")
async def test_a_price_that_changes_on_the_way_is_the_one_that_was_reviewed(
    cast: Cast, mentee: Someone, provider: Provider
) -> None:
    await mentee.command("book", "@ana tomorrow 3pm")
    assert "$25.00" in mentee.sees("Review and pay")
    await cast.ana.command("profile", "rate 90 USD")
    assert "Mentees pay it at Razorpay when they book." in cast.ana.sees("Saved")
    await mentee.press("Go to payment")
    assert "$25.00" in mentee.sees("Pay to confirm your session")
    await cast.ana.command("profile", "rate free")
    await hears(cast.programme, provider.closes())
    await mentee.press("Get another link")
    assert [sold.order.amount for sold in provider.sold.values()] == [2500, 2500]
    await hears(cast.programme, provider.pay())
    (session,) = cast.programme.sessions_of(mentee)
    assert (session.status, session.rate) == (Status.SCHEDULED, 2500)
    assert "$25.00" in cast.ana.sees("New booking")


@pytest.mark.spec("PAY-1", "PAY-6", "ADM-10")
@pytest.mark.parametrize(
    ("reason", "said", "remedy"),
    [
        (Reason.LOGIN, "Razorpay takes no payments for this programme at the moment.", "set new ones"),
        (Reason.ACCOUNT, "Razorpay takes no payments for this programme at the moment.", "what it lacks"),
        (Reason.CURRENCY, "Razorpay does not take USD for this programme.", "switch it on there"),
        (Reason.TOO_LITTLE, "$25.00 is less than Razorpay takes.", "raise it"),
        (Reason.TOO_MUCH, "$25.00 is more than Razorpay takes at once.", "lower it"),
        (Reason.AMOUNT, "$25.00 is no amount that Razorpay takes.", "round the price"),
        (Reason.OTHER, "Razorpay has not made a link to pay by.", "the provider makes no link"),
    ],
)
async def test_a_provider_that_refuses_is_told_to_the_mentee_and_to_admins_and_the_time_stays_held(
    cast: Cast, mentee: Someone, provider: Provider, reason: Reason, said: str, remedy: str
) -> None:
    cast.programme.knows("in its own words")
    provider.troubles = [Refused(reason, "in its own words")]
    session = await begins(mentee)
    card = mentee.sees("Pay to confirm your session")
    for words in (said, "Nothing was taken. Admins have been told.", "20 minutes are left", "Write to"):
        assert words in card
    assert "in its own words" not in mentee.screen()
    told = cast.olga.sees("A payment needs you")
    for words in (remedy, "in its own words", "$25.00", session.code):
        assert words in told
    provider.troubles = [Refused(reason, "in its own words")]
    await mentee.press("Get another link")
    assert cast.olga.screen().count("A payment needs you") == 1, "the same is told once a day"
    assert now(mentee, session).status is Status.AWAITING_PAYMENT
    await mentee.press("Get another link")
    assert "[Pay now]" in mentee.sees("Pay to confirm your session")
    await hears(cast.programme, provider.pay())
    assert now(mentee, session).status is Status.SCHEDULED


@pytest.mark.spec("PAY-6", "AVL-1")
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("-5 USD", "“-5 USD” is less than nothing."),
        ("99999999999 USD", "is more than any session may cost"),
        ("9.999 USD", "can be read in more than one way"),
        ("9.9999 USD", "“9.9999 USD” is finer than USD is counted."),
        ("40.5 JPY", "“40.5 JPY” is finer than JPY is counted."),
        ("40 ABC", "“40 ABC” has no currency that I know."),
        ("1.2345 KWD", "“1.2345 KWD” is finer than KWD is counted."),
        ("1.235 KWD", "KWD is paid in steps of KWD"),
    ],
)
async def test_a_rate_that_cannot_be_is_refused_with_what_is_wrong(
    cast: Cast, provider: Provider, typed: str, said: str
) -> None:
    provider.currencies |= {"KWD"}
    await cast.ana.command("profile", f"rate {typed}")
    assert said in cast.ana.last()
    assert "Saved" not in cast.ana.last()


@pytest.mark.spec("PAY-1", "PAY-6")
async def test_a_currency_that_no_provider_takes_is_paid_outside_and_everybody_reads_so(
    cast: Cast, mentee: Someone, provider: Provider
) -> None:
    await cast.ana.command("profile", "rate 40 EUR")
    assert (
        "No payment provider of the programme takes EUR: mentees pay it outside Parley." in cast.ana.last()
    )
    await mentee.command("book", "@ana tomorrow 3pm")
    assert "outside" in mentee.sees("Review and confirm")
    await mentee.press("Confirm booking")
    mentee.sees("Your session is confirmed")
    assert provider.calls == []


@pytest.mark.spec("PAY-1", "SAF-1")
@pytest.mark.parametrize("kind", [ShowPayment, CheckPayment, PayAgain, LeavePayment, ShowReceipt])
async def test_nobody_else_sees_or_changes_how_a_session_is_paid(
    cast: Cast, mentee: Someone, provider: Provider, kind: type[Action]
) -> None:
    waits = await begins(mentee)
    other = cast.mia if mentee is cast.ben else cast.ben
    for stranger in (other, cast.ana, cast.olga):
        await stranger.push(kind(waits.id))  # type: ignore[call-arg]
        assert "Not found" in stranger.last()
        assert "$" not in stranger.last()
    await hears(cast.programme, provider.pay())
    assert now(mentee, waits).status is Status.SCHEDULED
