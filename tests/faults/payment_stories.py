"""What happens to somebody's money in each fault, at each provider: it books one session, or goes back, once.

A process is killed at each step from Pay to the confirmation, and from a refund to its answer.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from core.clock import Clock
from core.refunds import RefundStatus
from core.sessions import Status
from playground.razorpay.service import RazorpayService
from playground.stripe.service import StripeService
from playground.wire import Wire
from storage.intervention_tables import refunds
from storage.payment_tables import payments
from storage.tables import sessions
from tests.faults.stage import LOOK, PATIENCE, Stage
from tests.gateways.providers import providing
from tests.postgres import PostgresServer

DAYS = timedelta(days=3)
OPENS, GIVES_BACK = "{gateway}.open_link", "{gateway}.refund"
KEEPS = "bot.reception:Reception.tell"
TAKES = "core.usecases.payments.facts:take"
SAVES_ATTEMPT = "storage.payments:SqlPaymentBook.add"
SAVES_PAYMENT = "storage.payments:SqlPaymentBook.record"
SAVES_REFUND = "storage.payments:SqlPaymentBook.change_refund"
BEFORE_THE_LINK = {SAVES_ATTEMPT, OPENS}
SLOWER_THAN_WE_WAIT = 8.0
RATE = 150_000
Service = RazorpayService | StripeService


@dataclass(frozen=True)
class Provider:
    """A provider: what it serves, how it is switched on, and in which currency a price is paid there.

    `unwanted` are the amounts that somebody pays by one link so that the last of them pays for nothing: Razorpay's is
    paid twice from a page left open, Stripe's with less than was asked for. `finds_links`: one that was made unheard is
    found again; of Stripe's nobody knows the address, so that nobody pays by it.
    """

    serve: Callable[[Clock, Wire], Service]
    settings: Callable[[Any], dict[str, str]]
    currency: str
    gateway: str
    unwanted: tuple[int, ...]
    finds_links: bool
    links: Callable[[Any], list[str]]
    went_back: Callable[[Any], list[int]]
    """How often each payment went back, in the order in which they were made."""


PROVIDERS = {
    "razorpay": Provider(
        RazorpayService,
        lambda service: {
            "RAZORPAY_KEY_ID": service.key_id,
            "RAZORPAY_KEY_SECRET": service.key_secret,
            "RAZORPAY_WEBHOOK_SECRET": service.webhook_secret,
            "PARLEY_RAZORPAY_API_URL": service.api_url,
        },
        "INR",
        "gateways.payments.razorpay:RazorpayGateway",
        (RATE, RATE),
        finds_links=True,
        links=lambda service: list(service.links),
        went_back=lambda service: [len(each.refunds) for each in service.payments.values()],
    ),
    "stripe": Provider(
        StripeService,
        lambda service: {
            "STRIPE_API_KEY": service.key,
            "STRIPE_WEBHOOK_SECRET": service.webhook_secret,
            "PARLEY_STRIPE_API_URL": service.api_url,
        },
        "EUR",
        "gateways.payments.stripe:StripeGateway",
        (RATE - 100,),
        finds_links=False,
        links=lambda service: list(service.sessions),
        went_back=lambda service: [
            len(each.refunds) for each in service.sessions.values() if each.received
        ],
    ),
}


async def killed_in_the_transaction_of_pay(stage: Stage, *, provider: str) -> None:
    await _killed_before_paying(stage, provider, SAVES_ATTEMPT, "after")


async def killed_before_a_link_is_asked_for(stage: Stage, *, provider: str) -> None:
    await _killed_before_paying(stage, provider, OPENS, "before")


async def killed_between_making_a_link_and_writing_it_down(stage: Stage, *, provider: str) -> None:
    await _killed_before_paying(stage, provider, OPENS, "after")


async def killed_before_a_payment_is_written_down(stage: Stage, *, provider: str) -> None:
    """The provider has no answer, and tells it again."""
    await _killed_over_the_payment(stage, provider, KEEPS, "before")


async def killed_before_a_payment_is_taken(stage: Stage, *, provider: str) -> None:
    await _killed_over_the_payment(stage, provider, TAKES, "before")


async def killed_in_the_transaction_of_a_payment(stage: Stage, *, provider: str) -> None:
    await _killed_over_the_payment(stage, provider, SAVES_PAYMENT, "after")


async def killed_after_a_payment_is_taken(stage: Stage, *, provider: str) -> None:
    await _killed_over_the_payment(stage, provider, TAKES, "after")


async def killed_before_a_refund_is_asked_for(stage: Stage, *, provider: str) -> None:
    await _killed_over_the_refund(stage, provider, GIVES_BACK, "before")


async def killed_between_a_refund_and_writing_it_down(stage: Stage, *, provider: str) -> None:
    await _killed_over_the_refund(stage, provider, GIVES_BACK, "after")


async def killed_in_the_transaction_that_writes_a_refund_down(stage: Stage, *, provider: str) -> None:
    await _killed_over_the_refund(stage, provider, SAVES_REFUND, "after")


async def the_database_is_away_while_a_payment_is_told(
    stage: Stage, server: PostgresServer, *, provider: str
) -> None:
    """What cannot be kept is not acknowledged, so the provider tells it again."""
    async with till_at(stage, provider) as till:
        await till.begin()
        link = till.link
        await asyncio.to_thread(server.stop)
        till.service.pay(link)
        async with asyncio.timeout(PATIENCE):
            while not any(event.answers for event in till.service.webhook.told):  # noqa: ASYNC110 (as `again`)
                await asyncio.sleep(LOOK)
        await asyncio.to_thread(server.start)
        await till.rest()
        till.expect_one_booking()


async def told_ten_times_by_two_processes(stage: Stage, *, provider: str) -> None:
    async with till_at(stage, provider) as till:
        till.service.webhook.copies = 10
        await till.begin(processes=2)
        await till.pay()
        till.expect_one_booking()


async def the_provider_acts_and_does_not_say_so(stage: Stage, *, provider: str) -> None:
    """Of the link, of how it stands, and of a refund."""
    async with till_at(stage, provider) as till:
        till.service.troubles.plan("create", "reset", after=True)
        till.service.troubles.plan("fetch", "500", times=3)
        till.service.troubles.plan("refund", "500", after=True)
        await till.begin()
        await till.pay_for_nothing()
        await till.rest()
        till.expect_one_refund()


async def the_provider_is_limited_broken_and_silent(stage: Stage, *, provider: str) -> None:
    """Of the link and of a refund: too many requests, then a fault, then no answer in time."""
    async with till_at(stage, provider) as till:
        troubles = till.service.troubles
        troubles.stalls = SLOWER_THAN_WE_WAIT
        for operation in ("create", "refund"):
            troubles.plan(operation, "429")
            troubles.plan(operation, "500")
            troubles.plan(operation, "timeout", after=True)
        await till.begin()
        await till.pay_for_nothing()
        await till.rest()
        till.expect_one_refund()
        if till.provider.finds_links:
            till.expect_one_link()


async def _killed_before_paying(stage: Stage, provider: str, where: str, when: str) -> None:
    async with till_at(stage, provider) as till:
        await till.begin(die=(where, when))
        await till.live_on()
        await till.pay()
        till.expect_one_booking()


async def _killed_over_the_payment(stage: Stage, provider: str, where: str, when: str) -> None:
    async with till_at(stage, provider) as till:
        await till.begin(die=(where, when))
        till.service.pay(till.link)
        await till.live_on()
        await till.rest()
        till.expect_one_booking()


async def _killed_over_the_refund(stage: Stage, provider: str, where: str, when: str) -> None:
    async with till_at(stage, provider) as till:
        await till.begin(die=(where, when))
        await till.pay_for_nothing()
        await till.live_on()
        till.expect_one_refund()


@asynccontextmanager
async def till_at(stage: Stage, name: str) -> AsyncIterator["Till"]:
    """The provider is reached by the bots, and they by it."""
    provider = PROVIDERS[name]
    till = Till(stage, provider, provider.serve(stage.clock, Wire()))
    async with providing(till.service, f"/{name}"):
        stage.paying = True
        stage.settings |= {**provider.settings(till.service), "PARLEY_HTTP_PORT": "0"}
        till.service.webhook.url = f"http://127.0.0.1:{stage.balancer.port}/payments/{name}"
        yield till


@dataclass(frozen=True)
class Till:
    """Somebody pays at a provider."""

    stage: Stage
    provider: Provider
    service: Any

    @property
    def link(self) -> str:
        links = self.provider.links(self.service)
        assert links, "there is no link to pay by"
        return links[-1]

    async def begin(self, *, die: tuple[str, str] | None = None, processes: int = 1) -> None:
        """A mentee has pressed Pay."""
        stage = self.stage
        stage.slack.settings.ack_seconds = 1.0
        stage.prepare(ahead=DAYS)
        with stage.memory() as store, store.write() as tx:
            mentor = tx.mentors.get(stage.people["mentor1"].id)
            assert mentor is not None
            tx.mentors.save(replace(mentor, rate=RATE, currency=self.provider.currency))
        where = die and (die[0].format(gateway=self.provider.gateway), die[1], 1)
        for _ in range(processes):
            await stage.bot(die=where)
        await stage.settle()
        ben = stage.person("mentee0")
        await ben.command("book", "Mentor1 tomorrow 15:00")
        await ben.press("Go to payment")
        if die is None or die[0] not in BEFORE_THE_LINK:
            await stage.settle()

    async def live_on(self) -> None:
        """Whoever was to die has died, and another process goes on."""
        await self.stage.bots[-1].dies()
        await self.stage.bot()
        await self.stage.settle()

    async def pay(self) -> None:
        self.service.pay(self.link)
        await self.rest()

    async def pay_for_nothing(self) -> None:
        """The last of what is paid by one link goes back; what comes of it is not awaited."""
        link = self.link
        *earlier, last = self.provider.unwanted
        for amount in earlier:
            self.service.pay(link, amount)
            await self.rest()
        self.service.pay(link, last)

    async def rest(self) -> None:
        """What the provider tells has been taken, and everything has followed."""
        await self.service.webhook.settled()
        await self.stage.settle()

    def expect_one_link(self) -> None:
        links = len(self.provider.links(self.service))
        self.stage.expect(links == 1, f"{links} links instead of one")

    def expect_one_booking(self) -> None:
        self.expect_one_link()
        with self.stage.memory() as store, store.work(read_only=True) as work:
            paid = work.connection.execute(select(payments.c.handle)).scalars().all()
            booked = work.connection.execute(
                select(sessions.c.id).where(sessions.c.status == Status.SCHEDULED, sessions.c.rate > 0)
            ).all()
        self.stage.expect(len(paid) == 1, f"{len(paid)} payments instead of one")
        self.stage.expect(len(booked) == 1, f"{len(booked)} paid sessions instead of one")

    def expect_one_refund(self) -> None:
        *earlier, last = self.provider.went_back(self.service)
        self.stage.expect(not any(earlier), "what pays for the session went back")
        self.stage.expect(last == 1, f"what pays for nothing went back {last} times")
        with self.stage.memory() as store, store.work(read_only=True) as work:
            states = work.connection.execute(select(refunds.c.status)).scalars().all()
        self.stage.expect(states == [RefundStatus.PROCESSED], f"the ledger says {states}")
