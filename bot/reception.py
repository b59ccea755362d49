"""Where deliveries come in: written down before they are acknowledged, handled once, in order for each person."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from pydantic import ValidationError

from bot.answering import Handled
from bot.conversation import Conversation
from bot.inbound import (
    ChannelClosed,
    ChannelMoved,
    Command,
    Inbound,
    ProfileChanged,
    Reachable,
    Said,
    Submitted,
    WorkspaceClosed,
    WorkspaceOpened,
)
from bot.metrics import Durations
from bot.provider_events import teller_of
from core.batching import Batcher
from core.clock import steady
from core.desk import Desk
from core.faults import trace_of
from core.inbox import NOTHING, Delivery, Ending, Inbox
from core.limits import SENT
from core.ports.store import Ahead, Run
from core.spans import Tell, span
from core.usecases.rounds import asking_outside, in_batches

VERDICT_WITHIN = 2.0
LEASE = timedelta(seconds=60)
TRIES, PAUSE = 30, 1.0
"""How often, and after how many seconds, the end of a delivery is written down while the store is away."""
TOGETHER = 50
"""Deliveries of providers that are written down in one transaction at most."""
TAKEN_AT_ONCE = 16
"""Of these, so many are carried out at once: what comes in is written down before the others, and acknowledged."""
ALONE = 2.0
"""Seconds for which the next one waits."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FormClosed:
    """The form was taken, or is of no use any more: close it. The answer comes as a message."""


@dataclass(frozen=True, slots=True)
class FormErrors:
    """Field name to what is wrong; the form stays open with what was typed."""

    errors: dict[str, str]


@dataclass(frozen=True, slots=True)
class FormWorking:
    """It takes longer than a form may wait; the answer is certain to follow as a message in the chat."""


FormAnswer = FormClosed | FormErrors | FormWorking


class Door(Protocol):
    """What an adapter hands its deliveries to."""

    async def receive(self, inbound: Inbound) -> None:
        """Keep the delivery; returns once it is written down. It is handled meanwhile. Repetitions are harmless."""

    async def submit(self, inbound: Inbound) -> FormAnswer:
        """Keep a form's submission and wait for the verdict, two seconds at most."""


class Reception:
    """Keeps deliveries in the inbox and has the conversation answer them, one at a time for each person.

    What a person sends over `most` in a minute is not carried out (SAF-4). `take` does what follows from what a
    provider of payments or rooms tells.
    """

    def __init__(
        self,
        desk: Desk,
        inbox: Inbox,
        conversation: Conversation,
        run: Run,
        ahead: Ahead,
        owner: str,
        most: int = SENT,
        take: Callable[[Delivery], None] | None = None,
    ) -> None:
        self._desk = desk
        self._inbox = inbox
        self._conversation = conversation
        self._take = take
        self._run = run
        self._ahead = ahead
        self._owner = owner
        self._most = most
        self.kept = Durations()
        # What providers tell comes in swarms, and nobody waits for an answer in words.
        self._told = Batcher(self._accept_all, TOGETHER)
        self._ended = Batcher(self._end_all, TOGETHER)
        self._taking = asyncio.Semaphore(TAKEN_AT_ONCE)
        self._tasks: set[asyncio.Task[None]] = set()
        self._at_work: set[str] = set()
        self._verdicts: dict[str, asyncio.Future[Handled]] = {}

    async def receive(self, inbound: Inbound) -> None:
        """Keep the delivery, and begin to handle it unless an earlier one of the person is being handled."""
        typed = isinstance(inbound.body, Said | Command | Submitted)
        body = inbound.model_dump_json(exclude_none=True)
        await self._keep(Delivery(inbound.key, inbound.lane, body, typed=typed))

    async def tell(self, told: Delivery) -> None:
        """Keep what a provider tells, and begin to do what follows from it."""
        began = steady()
        following = await self._told(told)
        self.kept.add(steady() - began)
        if following is not None:
            self._begin(following)

    async def _keep(self, delivery: Delivery) -> None:
        began = steady()
        (_, following), lasting = await self._ahead(
            self._inbox.accept_and_claim, delivery, self._owner, LEASE
        )
        if following is not None:
            self._begin(following)
            await asyncio.sleep(0)  # the store is at it meanwhile
        await lasting()
        self.kept.add(steady() - began)

    async def _accept_all(self, deliveries: list[Delivery]) -> Sequence[Delivery | None]:
        return await self._run(self._inbox.accept_all, deliveries, self._owner, LEASE)

    async def _end_all(self, ended: list[tuple[str, str]]) -> Sequence[Delivery | None]:
        return await self._run(self._inbox.end_all, ended, self._owner, LEASE)

    async def submit(self, inbound: Inbound) -> FormAnswer:
        """Keep a submission and wait for what becomes of it."""
        assert isinstance(inbound.body, Submitted)
        loop = asyncio.get_running_loop()
        verdict, until = loop.create_future(), loop.time() + VERDICT_WITHIN
        self._verdicts[inbound.key] = verdict
        try:
            await self.receive(inbound)
            async with asyncio.timeout_at(until):
                handled = await verdict
        except TimeoutError:
            return FormWorking()
        finally:
            self._verdicts.pop(inbound.key, None)
        return FormErrors(handled.errors) if handled.errors else FormClosed()

    async def take_over(self) -> None:
        """Handle what a receiver that died has left behind, one after the other.

        Where one of them was the reason, it takes no other with it.
        """
        stranded = await self._run(self._inbox.stranded)
        await asking_outside(self._desk, self._run, "take over", stranded, self._take_up)

    async def _take_up(self, lane: str) -> None:
        if following := await self._run(self._inbox.claim, lane, self._owner, LEASE):
            await asyncio.wait({self._begin(following)}, timeout=ALONE)

    async def renew(self) -> None:
        """Keep what is being handled ours."""
        at_work = [*self._at_work]
        await self._run(in_batches, self._desk, "renew", at_work, self._renew, most=len(at_work))

    def _renew(self, keys: Sequence[str]) -> int:
        self._inbox.renew(keys, self._owner, LEASE)
        return len(keys)

    async def finish(self) -> None:
        """Wait until what has begun is done."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    def _begin(self, delivery: Delivery) -> asyncio.Task[None]:
        task = asyncio.create_task(self._work_through(delivery))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _work_through(self, delivery: Delivery) -> None:
        """Handle this delivery and then the person's next ones."""
        at_hand: Delivery | None = delivery
        while at_hand is not None:
            key = at_hand.key
            self._at_work.add(key)
            try:
                with span("delivery", of=at_hand.lane.partition(":")[0]) as tell:
                    ending = await self._handle(at_hand, tell)
                at_hand = await self._finish(at_hand, ending)
            except Exception as fault:  # noqa: BLE001 (it is handled again when its lease ends)
                log.error("a delivery stays open: %s", trace_of(fault))
                return
            finally:
                self._at_work.discard(key)

    async def _finish(self, delivery: Delivery, ending: Ending) -> Delivery | None:
        """Mark it as handled; while the store is away, try again, or it would be answered a second time."""
        tries = 0
        while True:
            try:
                if teller_of(delivery.lane) is not None:
                    return await self._ended((delivery.key, delivery.lane))
                return await self._run(
                    self._inbox.done_and_claim, delivery.key, delivery.lane, self._owner, LEASE, ending
                )
            except Exception as fault:
                tries += 1
                if tries == TRIES:
                    raise
                log.error("a delivery is not marked as handled yet: %s", type(fault).__name__)
                await asyncio.sleep(PAUSE)

    async def _handle(self, delivery: Delivery, tell: Tell) -> Ending:
        def decided(handled: Handled) -> bool:
            verdict = self._verdicts.get(delivery.key)
            if verdict is None or verdict.done():
                return False
            verdict.set_result(handled)
            return True

        if self._take is not None and teller_of(delivery.lane) is not None:
            async with self._taking:
                await self._run(self._take, delivery)
            return NOTHING
        try:
            inbound = Inbound.model_validate_json(delivery.body)
        except ValidationError:
            log.error("a delivery of another version cannot be read: %s", delivery.key)
            return NOTHING
        tell(kind=inbound.body.kind)
        # What becomes of somebody must not be lost: nobody would say it again.
        if delivery.nth <= self._most or isinstance(
            inbound.body,
            Reachable | ProfileChanged | ChannelClosed | ChannelMoved | WorkspaceClosed | WorkspaceOpened,
        ):
            return await self._conversation.handle(inbound, decided, again=delivery.again)
        first = delivery.nth == self._most + 1
        if first:
            log.warning("somebody has sent more than %d deliveries in a minute", self._most)
        await self._conversation.turn_away(inbound, decided, self._most, told=first)
        return NOTHING
