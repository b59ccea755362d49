"""What payment providers tell, as the simulated ones send it: facts for us, and nothing of what is not ours."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from multidict import CIMultiDict

from core.clock import Clock
from core.ports.payments import PaymentEvents
from core.providers import Disputed, Fact, LinkClosed, Paid, PaymentFailed, RefundChanged, Told
from core.refunds import RefundStatus
from gateways.payments.razorpay_events import RazorpayEvents
from gateways.payments.stripe_events import StripeEvents
from playground.payments.webhook import Event
from playground.razorpay.service import RazorpayService
from playground.stripe.service import StripeService
from playground.wire import Wire
from tests.gateways.providers import RazorpayCase, StripeCase

pytestmark = pytest.mark.spec("PAY-2")
REFERENCE = "S-7F3K.1-c2jx"


class Heard:
    """What our side makes of everything that a provider has told so far."""

    def __init__(self, events: PaymentEvents, told: list[Event], clock: Clock) -> None:
        self.events = events
        self.told = told
        self.clock = clock

    def read(self, event: Event) -> Told | None:
        return self.events.read(CIMultiDict(event.headers), event.body, self.clock.now())

    def facts(self) -> list[Fact]:
        return [told.fact for event in self.told if (told := self.read(event)) is not None]


def heard_from(service: RazorpayService | StripeService, clock: Clock) -> Heard:
    events: PaymentEvents = (
        RazorpayEvents((service.webhook_secret,))
        if isinstance(service, RazorpayService)
        else StripeEvents((service.webhook_secret,), live=False)
    )
    return Heard(events, service.webhook.told, clock)


async def test_razorpay_tells_of_a_failure_a_payment_and_what_goes_back(clock: Clock) -> None:
    async with RazorpayCase(clock).open() as case:
        service, heard = case.service, heard_from(case.service, clock)
        link = await case.gateway.open_link(case.order())
        failed = service.fail(link.id)
        paid = service.pay(link.id)
        refund = await case.gateway.refund(case.giving_back(paid.id, 50_000))
        service.settle(paid.refunds[0], "failed")
        service.dispute(paid)
        changed = {
            "refund": refund.id,
            "payment": paid.id,
            "amount": 50_000,
            "currency": "INR",
            "key": "refund-0000000001",
        }
        (dispute,) = (each.dispute for each in heard.facts() if isinstance(each, Disputed))
        assert heard.facts() == [
            PaymentFailed(failed.id, "", REFERENCE),
            Paid(paid.id, 150_000, "INR", "", REFERENCE),
            Paid(paid.id, 150_000, "INR", link.id, REFERENCE),
            RefundChanged(**changed, status=RefundStatus.PROCESSED),
            RefundChanged(**changed, status=RefundStatus.PROCESSED),
            RefundChanged(**changed, status=RefundStatus.FAILED),
            Disputed(dispute, paid.id, 150_000, "INR", "goods_or_services_not_received"),
        ]


async def test_stripe_tells_of_a_failure_a_payment_and_what_goes_back(clock: Clock) -> None:
    async with StripeCase(clock).open() as case:
        service, heard = case.service, heard_from(case.service, clock)
        link = await case.gateway.open_link(case.order())
        service.fail(link.id)
        session = service.pay(link.id)
        payment = session.payment_intent or ""
        service.slow_refunds = True
        refund = await case.gateway.refund(case.giving_back(payment, 50_000))
        service.settle(session.refunds[0], "succeeded")
        service.settle(session.refunds[0], "failed", "lost_or_stolen_card")
        service.dispute(session)
        changed = {
            "refund": refund.id,
            "payment": payment,
            "amount": 50_000,
            "currency": "EUR",
            "key": "refund-0000000001",
        }
        (dispute,) = (each.dispute for each in heard.facts() if isinstance(each, Disputed))
        assert heard.facts() == [
            PaymentFailed(payment, "", REFERENCE),
            Paid(payment, 150_000, "EUR", "", REFERENCE),
            Paid(payment, 150_000, "EUR", link.id, REFERENCE),
            RefundChanged(**changed, status=RefundStatus.PENDING),
            RefundChanged(**changed, status=RefundStatus.PROCESSED),
            RefundChanged(**changed, status=RefundStatus.FAILED, words="lost_or_stolen_card"),
            Disputed(dispute, payment, 150_000, "EUR", "fraudulent"),
        ]


@pytest.mark.parametrize("case_of", [RazorpayCase, StripeCase])
async def test_a_link_that_is_closed_is_told_with_its_reference(
    clock: Clock, case_of: Callable[[Clock], RazorpayCase | StripeCase]
) -> None:
    async with case_of(clock).open() as case:
        heard = heard_from(case.service, clock)
        link = await case.gateway.open_link(case.order())
        await case.gateway.close_link(link.id)
        assert heard.facts() == [LinkClosed(link.id, REFERENCE)]


async def test_stripes_complete_and_unpaid_session_is_no_payment(clock: Clock) -> None:
    async with StripeCase(clock).open() as case:
        heard = heard_from(case.service, clock)
        session = case.service.wait((await case.gateway.open_link(case.order())).id)
        assert heard.facts() == []
        case.service.settle_late(session)
        assert heard.facts() == [Paid(session.payment_intent or "", 150_000, "EUR", session.id, REFERENCE)]


@pytest.mark.parametrize("case_of", [RazorpayCase, StripeCase])
async def test_an_event_keeps_its_name_however_often_it_is_told(
    clock: Clock, case_of: Callable[[Clock], RazorpayCase | StripeCase]
) -> None:
    async with case_of(clock).open() as case:
        heard = heard_from(case.service, clock)
        case.pay(await case.gateway.open_link(case.order()))
        told = [heard.read(event) for event in heard.told]
        assert told == [heard.read(event) for event in heard.told]
        assert len({each.event for each in told if each}) == len(heard.told)


def razorpay_paid(**changed: Any) -> dict[str, Any]:
    payment = {
        "id": "pay_1",
        "amount": 100,
        "currency": "INR",
        "status": "captured",
        "notes": {"parley_reference": REFERENCE},
    }
    return {"event": "payment.captured", "payload": {"payment": {"entity": payment | changed}}}


@pytest.mark.parametrize(
    "changed",
    [
        {"notes": []},
        {"notes": None},
        {"notes": {"order": "a shop's"}},
        {"notes": {"parley_reference": "7"}},
        {"amount": "100"},
        {"amount": True},
        {"amount": None},
        {"id": None},
        {"currency": None},
    ],
)
def test_a_payment_that_is_not_ours_or_makes_no_sense_is_left_alone(changed: Mapping[str, Any]) -> None:
    service = RazorpayService(Clock(), Wire())
    heard = heard_from(service, Clock())
    service.webhook.tell("evt_1", "payment.captured", razorpay_paid())
    service.webhook.tell("evt_2", "payment.captured", razorpay_paid(**changed))
    assert heard.facts() == [Paid("pay_1", 100, "INR", "", REFERENCE)]


def test_what_stripe_tells_of_another_account_or_mode_is_left_alone() -> None:
    clock = Clock()
    service = StripeService(clock, Wire())
    heard = heard_from(service, clock)
    intent = {
        "id": "pi_1",
        "amount_received": 100,
        "currency": "eur",
        "metadata": {"parley_reference": REFERENCE},
    }
    service.tell("payment_intent.succeeded", intent)
    event = json.loads(service.webhook.told[0].body)
    for changed in ({"account": "acct_1"}, {"livemode": True}, {"id": 7}, {"data": {"object": [intent]}}):
        service.webhook.tell("evt", event["type"], event | changed)
    assert heard.facts() == [Paid("pi_1", 100, "EUR", "", REFERENCE)]
