"""What happens to somebody's money in each fault: it books one session, or goes back, once.

A process is killed at each step from Pay to the confirmation, and from a refund to its answer.
"""

import asyncio
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from core.refunds import RefundStatus
from core.sessions import Status
from playground.razorpay.model import Link
from storage.intervention_tables import refunds
from storage.payment_tables import payments
from storage.tables import sessions
from tests.faults.stage import LOOK, PATIENCE, Stage
from tests.postgres import PostgresServer

DAYS = timedelta(days=3)
OPENS = "gateways.payments.razorpay:RazorpayGateway.open_link"
KEEPS = "bot.reception:Reception.tell"
TAKES = "core.usecases.payments.facts:take"
GIVES_BACK = "gateways.payments.razorpay:RazorpayGateway.refund"
SAVES_ATTEMPT = "storage.payments:SqlPaymentBook.add"
SAVES_PAYMENT = "storage.payments:SqlPaymentBook.record"
SAVES_REFUND = "storage.payments:SqlPaymentBook.change_refund"
BEFORE_THE_LINK = {SAVES_ATTEMPT, OPENS}
SLOWER_THAN_WE_WAIT = 8.0
RATE = 150_000
Death = tuple[str, str, int]


async def killed_in_the_transaction_of_pay(stage: Stage) -> None:
    await _begin(stage, die=(SAVES_ATTEMPT, "after", 1))
    await _live_on(stage)
    await _pay(stage)
    _expect_one_booking(stage)


async def killed_before_a_link_is_asked_for(stage: Stage) -> None:
    await _begin(stage, die=(OPENS, "before", 1))
    await _live_on(stage)
    await _pay(stage)
    _expect_one_booking(stage)


async def killed_between_making_a_link_and_writing_it_down(stage: Stage) -> None:
    await _begin(stage, die=(OPENS, "after", 1))
    await _live_on(stage)
    await _pay(stage)
    _expect_one_booking(stage)


async def killed_before_a_payment_is_written_down(stage: Stage) -> None:
    """The provider has no answer, and tells it again."""
    await _begin(stage, die=(KEEPS, "before", 1))
    stage.razorpay.pay(_link(stage).id)
    await _live_on(stage)
    await stage.razorpay.webhook.settled()
    await stage.settle()
    _expect_one_booking(stage)


async def killed_before_a_payment_is_taken(stage: Stage) -> None:
    await _begin(stage, die=(TAKES, "before", 1))
    stage.razorpay.pay(_link(stage).id)
    await _live_on(stage)
    await stage.settle()
    _expect_one_booking(stage)


async def killed_in_the_transaction_of_a_payment(stage: Stage) -> None:
    await _begin(stage, die=(SAVES_PAYMENT, "after", 1))
    stage.razorpay.pay(_link(stage).id)
    await _live_on(stage)
    await stage.settle()
    _expect_one_booking(stage)


async def killed_after_a_payment_is_taken(stage: Stage) -> None:
    await _begin(stage, die=(TAKES, "after", 1))
    stage.razorpay.pay(_link(stage).id)
    await _live_on(stage)
    await stage.settle()
    _expect_one_booking(stage)


async def killed_before_a_refund_is_asked_for(stage: Stage) -> None:
    await _pay_twice_through_a_death(stage, (GIVES_BACK, "before", 1))


async def killed_between_a_refund_and_writing_it_down(stage: Stage) -> None:
    await _pay_twice_through_a_death(stage, (GIVES_BACK, "after", 1))


async def killed_in_the_transaction_that_writes_a_refund_down(stage: Stage) -> None:
    await _pay_twice_through_a_death(stage, (SAVES_REFUND, "after", 1))


async def the_database_is_away_while_a_payment_is_told(stage: Stage, server: PostgresServer) -> None:
    """What cannot be kept is not acknowledged, so the provider tells it again."""
    await _begin(stage)
    link = _link(stage)
    await asyncio.to_thread(server.stop)
    stage.razorpay.pay(link.id)
    async with asyncio.timeout(PATIENCE):
        while not any(event.answers for event in stage.razorpay.webhook.told):  # noqa: ASYNC110 (as `again`)
            await asyncio.sleep(LOOK)
    await asyncio.to_thread(server.start)
    await stage.razorpay.webhook.settled()
    await stage.settle()
    _expect_one_booking(stage)


async def told_ten_times_by_two_processes(stage: Stage) -> None:
    stage.razorpay.webhook.copies = 10
    await _begin(stage, processes=2)
    await _pay(stage)
    _expect_one_booking(stage)


async def the_provider_acts_and_does_not_say_so(stage: Stage) -> None:
    """Of the link, of how it stands, and of the refund of a second payment."""
    stage.razorpay.troubles.plan("create", "reset", after=True)
    stage.razorpay.troubles.plan("fetch", "500", times=3)
    stage.razorpay.troubles.plan("refund", "500", after=True)
    await _begin(stage)
    await _pay(stage)
    stage.razorpay.pay(_link(stage).id)
    await stage.razorpay.webhook.settled()
    await stage.settle()
    _expect_one_refund(stage)


async def the_provider_is_limited_broken_and_silent(stage: Stage) -> None:
    """Of the link and of the refund of a second payment: too many requests, then a fault, then no answer in time."""
    troubles = stage.razorpay.troubles
    troubles.stalls = SLOWER_THAN_WE_WAIT
    for operation in ("create", "refund"):
        troubles.plan(operation, "429")
        troubles.plan(operation, "500")
        troubles.plan(operation, "timeout", after=True)
    await _begin(stage)
    await _pay(stage)
    stage.razorpay.pay(_link(stage).id)
    await stage.razorpay.webhook.settled()
    await stage.settle()
    _expect_one_refund(stage)
    stage.expect(len(stage.razorpay.links) == 1, f"{len(stage.razorpay.links)} links instead of one")


async def _pay_twice_through_a_death(stage: Stage, die: Death) -> None:
    """The second payment goes back once."""
    await _begin(stage, die=die)
    await _pay(stage)
    stage.razorpay.pay(_link(stage).id)
    await _live_on(stage)
    await stage.settle()
    _expect_one_refund(stage)


async def _begin(stage: Stage, *, die: Death | None = None, processes: int = 1) -> None:
    """A mentee has pressed Pay."""
    stage.paying = True
    stage.slack.settings.ack_seconds = 1.0
    stage.prepare(ahead=DAYS)
    with stage.memory() as store, store.write() as tx:
        mentor = tx.mentors.get(stage.people["mentor1"].id)
        assert mentor is not None
        tx.mentors.save(replace(mentor, rate=RATE, currency="INR"))
    for _ in range(processes):
        await stage.bot(die=die)
    await stage.settle()
    ben = stage.person("mentee0")
    await ben.command("book", "Mentor1 tomorrow 15:00")
    await ben.press("Go to payment")
    if die is None or die[0] not in BEFORE_THE_LINK:
        await stage.settle()


async def _live_on(stage: Stage) -> None:
    """Whoever was to die has died, and another process goes on."""
    await stage.bots[-1].dies()
    await stage.bot()
    await stage.settle()


async def _pay(stage: Stage) -> None:
    stage.razorpay.pay(_link(stage).id)
    await stage.razorpay.webhook.settled()
    await stage.settle()


def _link(stage: Stage) -> Link:
    links = list(stage.razorpay.links.values())
    assert links, "there is no link to pay by"
    return links[-1]


def _expect_one_booking(stage: Stage) -> None:
    stage.expect(len(stage.razorpay.links) == 1, f"{len(stage.razorpay.links)} links instead of one")
    with stage.memory() as store, store.work(read_only=True) as work:
        paid = work.connection.execute(select(payments.c.handle)).scalars().all()
        booked = work.connection.execute(
            select(sessions.c.id).where(sessions.c.status == Status.SCHEDULED, sessions.c.rate > 0)
        ).all()
    stage.expect(len(paid) == 1, f"{len(paid)} payments instead of one")
    stage.expect(len(booked) == 1, f"{len(booked)} paid sessions instead of one")


def _expect_one_refund(stage: Stage) -> None:
    kept, doubled = list(stage.razorpay.payments.values())[:2]
    stage.expect(not kept.refunds, "what pays for the session went back")
    stage.expect(len(doubled.refunds) == 1, f"the second payment went back {len(doubled.refunds)} times")
    with stage.memory() as store, store.work(read_only=True) as work:
        states = work.connection.execute(select(refunds.c.status)).scalars().all()
    stage.expect(states == [RefundStatus.PROCESSED], f"the ledger says {states}")
