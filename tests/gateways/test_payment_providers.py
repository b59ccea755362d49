"""Both payment providers at the wire: what the port promises, whatever becomes of an answer."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from core.clock import Clock
from core.outbox import Scope, TryLater, Unsure
from core.provider_refusals import Refused
from core.providers import LinkState, LinkStatus, Payment, Reason
from core.refunds import RefundStatus
from gateways.payments import razorpay_wire
from gateways.payments.razorpay_wire import RazorpayWire
from gateways.payments.stripe_wire import StripeWire
from playground.payments.troubles import What
from playground.razorpay.checks import refusal as razorpay_refusal
from playground.stripe.checks import refusal as stripe_refusal
from tests.gateways.providers import RETURNS, RazorpayCase, StripeCase

pytestmark = pytest.mark.spec("PAY-2")
AnyCase = RazorpayCase | StripeCase


@pytest.fixture(params=[RazorpayCase, StripeCase])
async def case(request: pytest.FixtureRequest, clock: Clock) -> AsyncIterator[AnyCase]:
    async with request.param(clock).open() as opened:
        yield opened


@pytest.fixture
async def razorpay(clock: Clock) -> AsyncIterator[RazorpayCase]:
    async with RazorpayCase(clock).open() as opened:
        yield opened


@pytest.fixture
async def stripe(clock: Clock) -> AsyncIterator[StripeCase]:
    async with StripeCase(clock).open() as opened:
        yield opened


async def test_a_link_is_open_then_paid_with_what_arrived(case: AnyCase) -> None:
    link = await case.gateway.open_link(case.order())
    assert link.url.startswith(case.service.api_url)
    assert await case.gateway.look(link.id) == LinkState(LinkStatus.OPEN)
    payment = case.pay(link)
    paid = LinkState(LinkStatus.PAID, (Payment(payment, 150_000, case.currency),))
    assert await case.gateway.look(link.id) == paid
    assert await case.gateway.close_link(link.id) == paid, "already paid is no fault"


async def test_a_link_is_closed_once_and_for_all(case: AnyCase) -> None:
    link = await case.gateway.open_link(case.order())
    for _ in range(2):
        assert await case.gateway.close_link(link.id) == LinkState(LinkStatus.CLOSED)
    assert await case.gateway.look(link.id) == LinkState(LinkStatus.CLOSED)


async def test_asking_twice_gives_the_same_link(case: AnyCase) -> None:
    order = case.order()
    assert await case.gateway.open_link(order) == await case.gateway.open_link(order)
    other = await case.gateway.open_link(case.order(number=2))
    assert other != await case.gateway.open_link(order)


@pytest.mark.parametrize("what", ["reset", "500"])
async def test_a_lost_answer_is_unsure_and_the_next_try_finds_the_link(case: AnyCase, what: What) -> None:
    case.service.troubles.plan("create", what, after=True)
    with pytest.raises(Unsure):
        await case.gateway.open_link(case.order())
    link = await case.gateway.open_link(case.order())
    made = case.service.links if isinstance(case, RazorpayCase) else case.service.sessions
    assert list(made) == [link.id]


async def test_what_fails_before_it_is_done_is_tried_again(case: AnyCase) -> None:
    case.service.troubles.plan("create", "500")
    with pytest.raises(Unsure):
        await case.gateway.open_link(case.order())
    assert (await case.gateway.open_link(case.order())).url


async def test_a_request_too_many_rests_the_provider(case: AnyCase) -> None:
    case.service.troubles.plan("create", "429")
    with pytest.raises(TryLater) as told:
        await case.gateway.open_link(case.order())
    assert (told.value.after, told.value.scope) == (timedelta(seconds=1), Scope.BOT)


@pytest.mark.parametrize("what", ["500", "502", "html", "reset"])
async def test_looking_in_vain_is_only_later(case: AnyCase, what: What) -> None:
    link = await case.gateway.open_link(case.order())
    case.service.troubles.plan("fetch", what)
    with pytest.raises(TryLater):
        await case.gateway.look(link.id)


async def test_a_provider_that_does_not_answer_in_time_is_given_up(
    case: AnyCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = await case.gateway.open_link(case.order())
    monkeypatch.setattr(razorpay_wire, "ANSWER_SECONDS", 0.2)
    if isinstance(case, StripeCase):
        case.gateway._wire._http._timeout = 0.2
    case.service.troubles.stalls = 1.0
    case.service.troubles.plan("fetch", "timeout")
    with pytest.raises(TryLater, match="cannot be reached"):
        await case.gateway.look(link.id)


async def test_nobody_at_the_address_is_later_for_what_was_never_sent(case: AnyCase) -> None:
    await case.gateway.aclose()
    if isinstance(case, StripeCase):
        case.gateway._wire = StripeWire("sk_test_1", "http://127.0.0.1:9")
    else:
        case.gateway._wire = RazorpayWire("k", "s", "http://127.0.0.1:9")
    with pytest.raises(TryLater):
        await case.gateway.open_link(case.order())


async def test_keys_that_are_refused_say_so(case: AnyCase) -> None:
    if isinstance(case, StripeCase):
        case.service.key = "sk_test_other"
    else:
        case.service.key_secret = "other"
    with pytest.raises(Refused) as told:
        await case.gateway.open_link(case.order())
    assert told.value.reason is Reason.LOGIN
    assert "401" in str(told.value)


async def test_what_is_unknown_there_is_refused(case: AnyCase) -> None:
    for asked in (case.gateway.look("nothing"), case.gateway.close_link("nothing")):
        with pytest.raises(Refused) as told:
            await asked
        assert told.value.reason is Reason.UNKNOWN


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"amount": 20_000_000_000}, Reason.TOO_MUCH),
        ({"amount": 20}, Reason.TOO_LITTLE),
        ({"amount": 1_235, "currency": "KWD"}, Reason.AMOUNT),
        ({"currency": "AUD"}, Reason.CURRENCY),
    ],
)
async def test_a_price_that_cannot_be_paid_there_is_refused_with_the_reason(
    case: AnyCase, changed: dict[str, Any], reason: Reason
) -> None:
    order = replace(case.order(), **changed)
    assert case.gateway.takes(order.currency)
    with pytest.raises(Refused) as told:
        await case.gateway.open_link(order)
    assert told.value.reason is reason


@pytest.mark.parametrize(
    ("wire", "words", "reason"),
    [
        ("razorpay", "The amount must be at least INR 1.00", Reason.TOO_LITTLE),
        ("razorpay", "Order amount less than minimum amount allowed", Reason.TOO_LITTLE),
        ("razorpay", "Amount should be atleast 0.10 USD", Reason.TOO_LITTLE),
        ("razorpay", "timestamp must be atleast 15 minutes in future", Reason.TOO_SHORT),
        ("razorpay", "Amount exceeds maximum amount allowed.", Reason.TOO_MUCH),
        ("razorpay", "International cards are not supported for this merchant", Reason.CURRENCY),
        ("razorpay", "this Seller is not allowed to accept payments.", Reason.ACCOUNT),
        ("razorpay", "something new", Reason.OTHER),
        ("stripe", "Your account cannot currently make live charges.", Reason.ACCOUNT),
        ("stripe", "Invalid currency: xyz.", Reason.CURRENCY),
        ("stripe", "something new", Reason.OTHER),
    ],
)
async def test_words_that_providers_are_known_to_use_are_understood(
    clock: Clock, wire: str, words: str, reason: Reason
) -> None:
    case_of, refusal = {
        "razorpay": (RazorpayCase, razorpay_refusal),
        "stripe": (StripeCase, stripe_refusal),
    }[wire]
    async with case_of(clock).open() as case:
        case.service.troubles.plan("create", refusal(words))
        with pytest.raises(Refused) as told:
            await case.gateway.open_link(case.order())
    assert told.value.reason is reason
    assert words in str(told.value)


@pytest.mark.spec("PAY-4")
async def test_a_refund_goes_back_once_however_often_it_is_asked_for(case: AnyCase) -> None:
    payment = case.pay(await case.gateway.open_link(case.order()))
    order = case.giving_back(payment, 50_000)
    assert await case.gateway.look_at_refund(order) is None
    first = await case.gateway.refund(order)
    assert first.status is RefundStatus.PROCESSED
    assert await case.gateway.refund(order) == first == await case.gateway.look_at_refund(order)
    second = await case.gateway.refund(case.giving_back(payment, 100_000, "refund-0000000002"))
    assert second.id != first.id


@pytest.mark.spec("PAY-4")
@pytest.mark.parametrize(
    ("what", "after"), [("reset", True), ("500", True), ("500", False), ("reset", False)]
)
async def test_a_refund_whose_answer_is_lost_is_made_once(case: AnyCase, what: What, after: bool) -> None:
    payment = case.pay(await case.gateway.open_link(case.order()))
    order = case.giving_back(payment, 150_000)
    case.service.troubles.plan("refund", what, after=after)
    with pytest.raises(Unsure):
        await case.gateway.refund(order)
    done = await case.gateway.refund(order)
    assert done.status is RefundStatus.PROCESSED
    assert case.service.asked["refund"] == (
        1 if after else 2 if what == "reset" or isinstance(case, RazorpayCase) else 3
    )


@pytest.mark.spec("PAY-4")
async def test_more_than_was_paid_does_not_go_back(case: AnyCase) -> None:
    payment = case.pay(await case.gateway.open_link(case.order()))
    await case.gateway.refund(case.giving_back(payment, 100_000))
    with pytest.raises(Refused) as told:
        await case.gateway.refund(case.giving_back(payment, 100_000, "refund-0000000002"))
    assert told.value.reason is Reason.ABOVE_PAID
    await case.gateway.refund(case.giving_back(payment, 50_000, "refund-0000000003"))
    with pytest.raises(Refused) as told:
        await case.gateway.refund(case.giving_back(payment, 100, "refund-0000000004"))
    assert told.value.reason is Reason.ABOVE_PAID


@pytest.mark.spec("PAY-4")
async def test_a_refund_that_waits_arrives_or_fails_later(case: AnyCase) -> None:
    payment = case.pay(await case.gateway.open_link(case.order()))
    case.service.slow_refunds = True
    order = case.giving_back(payment, 150_000)
    assert (await case.gateway.refund(order)).status is RefundStatus.PENDING
    if isinstance(case, StripeCase):
        (session,) = case.service.sessions.values()
        case.service.settle(session.refunds[0], "failed", "lost_or_stolen_card")
    else:
        case.service.settle(case.service.payments[payment].refunds[0], "failed")
    state = await case.gateway.look_at_refund(order)
    assert state is not None
    assert state.status is RefundStatus.FAILED
    assert state.words == ("lost_or_stolen_card" if isinstance(case, StripeCase) else "")


@pytest.mark.spec("PAY-4")
async def test_too_little_balance_is_told_as_such(case: AnyCase) -> None:
    payment = case.pay(await case.gateway.open_link(case.order()))
    case.service.balance = 10
    with pytest.raises(Refused) as told:
        await case.gateway.refund(case.giving_back(payment, 150_000))
    assert told.value.reason is Reason.NO_BALANCE


async def test_razorpay_is_asked_for_what_we_need_and_nothing_else(razorpay: RazorpayCase) -> None:
    order = razorpay.order()
    link = razorpay.service.links[(await razorpay.gateway.open_link(order)).id]
    assert link.asked == {
        "amount": 150_000,
        "currency": "INR",
        "description": "Career advice, Mo 2 Mar",
        "reference_id": "S-7F3K.1-c2jx",
        "expire_by": int(order.closes_at.timestamp()),
        "notify": {"sms": False, "email": False},
        "reminder_enable": False,
        "accept_partial": False,
        "notes": {"parley_reference": "S-7F3K.1-c2jx", "parley_session": "S-7F3K"},
        "callback_url": RETURNS.address("S-7F3K.1-c2jx"),
        "callback_method": "get",
    }


async def test_razorpays_link_lives_as_long_as_razorpay_insists(razorpay: RazorpayCase) -> None:
    link = await razorpay.gateway.open_link(razorpay.order(minutes=2))
    assert razorpay.service.links[link.id].asked["expire_by"] == pytest.approx(
        (razorpay.clock.now() + timedelta(minutes=16)).timestamp(), abs=5
    )


async def test_a_reference_of_somebody_elses_link_is_refused(razorpay: RazorpayCase) -> None:
    await razorpay.gateway.open_link(razorpay.order())
    with pytest.raises(Refused, match="another link"):
        await razorpay.gateway.open_link(razorpay.order(amount=1000))


@pytest.mark.spec("PAY-3")
async def test_what_arrives_when_razorpays_link_is_closed_is_seen_and_twice_too(
    razorpay: RazorpayCase,
) -> None:
    link = await razorpay.gateway.open_link(razorpay.order())
    begun = razorpay.service.begin(link.id)
    assert await razorpay.gateway.close_link(link.id) == LinkState(LinkStatus.CLOSED)
    razorpay.service.arrive(begun)
    once = Payment(begun.id, 150_000, "INR")
    assert await razorpay.gateway.look(link.id) == LinkState(LinkStatus.PAID, (once,))
    again = razorpay.service.pay(link.id)
    twice = LinkState(LinkStatus.PAID, (once, Payment(again.id, 150_000, "INR")))
    assert await razorpay.gateway.look(link.id) == twice
    await razorpay.gateway.refund(razorpay.giving_back(begun.id, 150_000))
    assert await razorpay.gateway.look(link.id) == twice, "what is refunded has arrived all the same"


async def test_a_failed_try_leaves_the_link_open(case: AnyCase) -> None:
    link = await case.gateway.open_link(case.order())
    case.service.fail(link.id)
    assert await case.gateway.look(link.id) == LinkState(LinkStatus.OPEN)


async def test_razorpays_shapes_of_unset_values_make_no_difference(razorpay: RazorpayCase) -> None:
    for number in range(6):
        link = await razorpay.gateway.open_link(razorpay.order(number=number))
        assert await razorpay.gateway.look(link.id) == LinkState(LinkStatus.OPEN)
        payment = razorpay.pay(link)
        assert [each.id for each in (await razorpay.gateway.look(link.id)).payments] == [payment]


async def test_the_sdk_prints_nothing_and_trusts_todays_certificates(
    razorpay: RazorpayCase, capfd: pytest.CaptureFixture[str]
) -> None:
    razorpay.service.troubles.plan("create", "reset")
    with pytest.raises(Unsure):
        await razorpay.gateway.open_link(razorpay.order())
    assert capfd.readouterr().out == ""

    async def trusted() -> object:
        return await razorpay.gateway._wire.ask(lambda client: {"verify": client.cert_path})

    assert await trusted() == {"verify": True}


async def test_razorpay_refunds_three_decimals_with_a_zero(razorpay: RazorpayCase) -> None:
    link = await razorpay.gateway.open_link(replace(razorpay.order(amount=1_230), currency="KWD"))
    payment = razorpay.pay(link)
    assert (await razorpay.gateway.look(link.id)).payments == (Payment(payment, 1_230, "KWD"),)
    with pytest.raises(Refused, match="steps of 10"):
        await razorpay.gateway.refund(replace(razorpay.giving_back(payment, 615), currency="KWD"))
    done = await razorpay.gateway.refund(replace(razorpay.giving_back(payment, 610), currency="KWD"))
    assert done.status is RefundStatus.PROCESSED


async def test_stripe_is_asked_for_cards_at_the_agreed_price(stripe: StripeCase) -> None:
    order = stripe.order()
    session = stripe.service.sessions[(await stripe.gateway.open_link(order)).id]
    named = {"parley_reference": "S-7F3K.1-c2jx", "parley_session": "S-7F3K"}
    price = {
        "currency": "eur",
        "unit_amount": "150000",
        "product_data": {"name": "Career advice, Mo 2 Mar"},
    }
    back = RETURNS.address("S-7F3K.1-c2jx")
    assert session.asked == {
        "mode": "payment",
        "submit_type": "book",
        "allowed_payment_method_types": ["card"],
        "adaptive_pricing": {"enabled": "false"},
        "line_items": [{"price_data": price, "quantity": "1"}],
        "client_reference_id": "S-7F3K.1-c2jx",
        "metadata": named,
        "payment_intent_data": {"metadata": named},
        "expires_at": str(int((order.closes_at + timedelta(minutes=31)).timestamp())),
        "success_url": back,
        "cancel_url": back,
    }


@pytest.mark.parametrize(
    ("currency", "ours", "theirs"), [("ISK", 2500, 250_000), ("JPY", 900, 900), ("KWD", 1230, 1230)]
)
async def test_stripe_counts_some_currencies_in_its_own_way(
    stripe: StripeCase, currency: str, ours: int, theirs: int
) -> None:
    link = await stripe.gateway.open_link(replace(stripe.order(amount=ours), currency=currency))
    assert stripe.service.sessions[link.id].amount == theirs
    payment = stripe.pay(link)
    assert (await stripe.gateway.look(link.id)).payments == (Payment(payment, ours, currency),)


async def test_what_settles_days_later_is_not_paid_yet(stripe: StripeCase) -> None:
    link = await stripe.gateway.open_link(stripe.order())
    session = stripe.service.wait(link.id)
    assert await stripe.gateway.look(link.id) == LinkState(LinkStatus.CLOSED)
    stripe.service.settle_late(session)
    assert (await stripe.gateway.look(link.id)).status is LinkStatus.PAID
