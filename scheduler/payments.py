"""Payment providers: the errands that are done by them, and asking them how things stand."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from functools import partial

from core.desk import Desk
from core.errands import Errand, Task
from core.outbox import TryLater, Unreachable, Unsure, Untrue
from core.payments import Attempt
from core.ports.payments import PaymentGateway
from core.ports.store import Run, Transaction
from core.provider_refusals import Refused
from core.providers import (
    LinkClosed,
    LinkState,
    LinkStatus,
    NoLink,
    Paid,
    PaymentLink,
    RefundChanged,
    RefundState,
    Told,
)
from core.refunds import RefundStatus
from core.usecases.payments import facts, giving_back, links, paying
from core.usecases.rounds import asking_outside

EVERY = timedelta(seconds=10)
MOST_SECONDS = 30.0
AT_ONCE = 10
log = logging.getLogger(__name__)


class PaymentAgent:
    """Meets core.outbox.Agent: has one provider open and close links, tell of them, and give money back."""

    patience = MOST_SECONDS

    def __init__(self, desk: Desk, gateway: PaymentGateway, run: Run) -> None:
        self._desk = desk
        self._gateway = gateway
        self._run = run

    async def run(self, errand: Errand, now: datetime) -> PaymentLink | NoLink | RefundState | None:
        """The link that was opened, or how the refund stands. A provider does each once, however often it is asked."""
        asked = errand.details
        match errand.kind:
            case Task.OPEN_LINK:
                if errand.expires_at is not None and now >= errand.expires_at:
                    raise Untrue("nobody can pay in time any more")
                return await self._open_link(errand)
            case Task.REFUND:
                return await self._refund(errand)
            case Task.CLOSE_LINK:
                state = await self._gateway.close_link(asked["link"])
            case _:
                state = await self._gateway.look(asked["link"])
        for told in told_of(self._gateway.name, asked["link"], state):
            await self._run(facts.take, self._desk.unasked(), told)
        return None

    async def _open_link(self, errand: Errand) -> PaymentLink | NoLink:
        """A refusal is an answer too: whoever wants to pay reads why."""
        try:
            return await self._gateway.open_link(links.order_of(errand))
        except Refused as refused:
            return NoLink(refused.reason, str(refused))

    async def _refund(self, errand: Errand) -> RefundState:
        """A refusal is the end of it, as if the provider had taken it on and failed."""
        try:
            return await self._gateway.refund(giving_back.order_of(errand))
        except Refused as refused:
            return RefundState("", RefundStatus.FAILED, str(refused))

    def conclude(self, tx: Transaction, errand: Errand, answer: object | None) -> None:
        """The mentee sees the link, or the ledger how the refund stands."""
        if errand.kind is Task.OPEN_LINK:
            assert answer is None or isinstance(answer, PaymentLink | NoLink)
            links.opened(tx, errand, answer)
        elif errand.kind is Task.REFUND:
            assert answer is None or isinstance(answer, RefundState)
            giving_back.answered(self._desk, tx, errand, answer)


class PaymentRound:
    """Ends what was not paid in time, counts down what may be, and asks providers what they have not told.

    Safe to run in several processes: each asks about what another does not.
    """

    def __init__(self, desk: Desk, run: Run) -> None:
        self._desk = desk
        self._run = run
        self._gateways: Mapping[str, PaymentGateway] = {each.name: each for each in desk.gateways}

    async def go(self) -> None:
        """One round."""
        await self._run(paying.expire_unpaid, self._desk)
        await self._run(links.count_down, self._desk)
        due = await self._run(links.due_to_look, self._desk)
        await self._each(
            "asking about payments", {each.reference: partial(self._look, each) for each in due}
        )
        refunds = await self._run(giving_back.due_to_look, self._desk)
        looks = {each.order.key: partial(self._look_at_refund, each) for each in refunds}
        await self._each("asking about refunds", looks)

    async def _each(self, name: str, looks: Mapping[str, Callable[[], Awaitable[None]]]) -> None:
        """A few at a time, by what they are about."""

        async def ask(about: str) -> None:
            try:
                async with asyncio.timeout(MOST_SECONDS):
                    await looks[about]()
            except (TryLater, Unsure, Unreachable, TimeoutError) as closed:
                log.info("a payment provider was asked in vain: %s", type(closed).__name__)

        await asking_outside(self._desk, self._run, name, list(looks), ask, at_once=AT_ONCE)

    async def _look(self, attempt: Attempt) -> None:
        if gateway := self._gateways.get(attempt.provider):
            for told in told_of(gateway.name, attempt.link, await gateway.look(attempt.link)):
                await self._run(facts.take, self._desk, told)

    async def _look_at_refund(self, due: giving_back.RefundAtProvider) -> None:
        if gateway := self._gateways.get(due.provider):
            state = await gateway.look_at_refund(due.order)
            if state is not None:
                await self._run(facts.take, self._desk, _refund_told(gateway.name, due, state))


def told_of(provider: str, link: str, state: LinkState) -> list[Told]:
    """What the state of a link comes to, as if the provider had told it."""
    told = [
        Told(provider, f"look:{each.id}", Paid(each.id, each.amount, each.currency, link=link))
        for each in state.payments
    ]
    if state.status is LinkStatus.CLOSED:
        told.append(Told(provider, f"look:{link}", LinkClosed(link)))
    return told


def _refund_told(provider: str, due: giving_back.RefundAtProvider, state: RefundState) -> Told:
    order = due.order
    fact = RefundChanged(
        state.id, order.payment, order.amount, order.currency, state.status, order.key, state.words
    )
    return Told(provider, f"look:{order.key}", fact)
