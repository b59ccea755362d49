"""What is due leaves here: claimed with a lease, sent, marked; retried with back-off; given up visibly."""

import asyncio
import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from core.errands import Errand, Task
from core.faults import trace_of
from core.notices import HOMES, Kind, Notice
from core.outbox import (
    Again,
    Agent,
    ChatsClosed,
    Courier,
    Done,
    Ended,
    Item,
    Outbox,
    Outcome,
    Scope,
    Sent,
    TryLater,
    Unknowable,
    Unreachable,
    Unsure,
    Untrue,
)
from core.ports.store import Run, Transaction
from core.spans import span
from scheduler.marks import Marks

LEASE = timedelta(seconds=60)
RENEWED = LEASE.total_seconds() / 3
"""Seconds between two renewals of the lease of an errand that takes longer."""
SEND_TIMEOUT = 30.0
AT_ONCE = 100
ROOM = 25
"""It is not worth claiming for fewer: each claim is a transaction."""
ATTEMPTS = 24
"""With pauses of an hour at most, more than half a day."""
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(hours=1)
LONGEST_IN_A_CHAT = timedelta(seconds=30)
PATIENCE = 20.0
log = logging.getLogger(__name__)


class OutboxDelivery:
    """Sends due notices. Any number of these may run on one database.

    `outcomes` counts what became of notices and errands, by kind and outcome. `agents` have errands done, by
    channel.
    """

    def __init__(
        self,
        outbox: Outbox,
        courier: Courier,
        run: Run,
        owner: str,
        agents: Mapping[str, Agent] | None = None,
    ) -> None:
        self.outcomes: Counter[tuple[Kind | Task, str]] = Counter()
        self.faults = 0
        self._outbox = outbox
        self._courier = courier
        self._agents = agents or {}
        self._run = run
        self._owner = owner
        self.marks = Marks(outbox, run, owner)
        self._claiming = asyncio.Lock()
        self._sending: set[asyncio.Task[None]] = set()
        self._in_hand: Counter[str] = Counter()
        self._at_hand: set[int] = set()
        self._stopping = False

    async def send_due(self) -> int:
        """Send all that is due now, wait until it is written down, also what is under way; returns how many left."""
        before = self._sent
        while await self.start_due() or self._sending:
            await asyncio.gather(*self._sending)
        return self._sent - before

    async def start_due(self) -> int:
        """Begin to send the notices due now; returns how many. One person's notices are sent one after the other."""
        begun = 0
        async with self._claiming:
            while batch := await self._claim():
                now = await self._run(self._outbox.now)
                for item in batch:
                    # Its lease may have ended under our hands; what becomes of it counts all the same.
                    if item.id not in self._at_hand:
                        self._begin(item, now)
                begun += len(batch)
                if len(batch) < ROOM:
                    break  # what is due besides waits for one of these: that it has ended wakes us
            await asyncio.sleep(0)  # they have begun
        return begun

    async def send_left(self, notice: Notice, delivery: str) -> None:
        """Send what was left to the answer to a delivery; returns once that has left, or is to be tried again."""
        if await self._run(self._outbox.take_left, self._owner, notice, delivery, LEASE):
            await self._begin(notice, await self._run(self._outbox.now))

    async def stop(self) -> None:
        """Stop claiming, give back notices not begun, and finish the rest; those that hang are left to their leases."""
        self._stopping = True
        async with self._claiming:
            pass  # what is being claimed at this moment is ours to give back
        if self._sending:
            _, hanging = await asyncio.wait(self._sending, timeout=PATIENCE)
            for task in hanging:
                task.cancel()
            await asyncio.gather(*hanging, return_exceptions=True)
        await self.marks.stop()

    async def next_due(self) -> tuple[datetime, datetime] | None:
        """The present and when the next notice is due; None when none waits."""
        due = await self._run(self._outbox.next_due, dict(self._in_hand))
        return None if due is None else (await self._run(self._outbox.now), due)

    def _begin(self, item: Item, now: datetime) -> asyncio.Task[None]:
        self._at_hand.add(item.id)
        self._in_hand[_channel_of(item)] += 1
        sending = asyncio.create_task(self._send(item, now))
        self._sending.add(sending)
        sending.add_done_callback(self._sending.discard)
        return sending

    async def _claim(self) -> Sequence[Item]:
        """As many as there is room for, once it is worth while."""
        while len(self._sending) > AT_ONCE - ROOM:
            await asyncio.wait(self._sending, return_when=asyncio.FIRST_COMPLETED)
        if self._stopping:
            return ()
        room, in_hand = AT_ONCE - len(self._sending), dict(self._in_hand)
        return await self._run(self._outbox.claim, self._owner, room, LEASE, in_hand)

    @property
    def busy(self) -> bool:
        """Whether something is being claimed or sent."""
        return self._claiming.locked() or bool(self._sending)

    @property
    def _sent(self) -> int:
        return sum(count for (_, state), count in self.outcomes.items() if state == "sent")

    async def _send(self, item: Item, now: datetime) -> None:
        try:
            await self._see_to(item, now)
        finally:
            self._in_hand[_channel_of(item)] -= 1
            if isinstance(item, Errand):
                self.marks.tell()

    async def _see_to(self, item: Item, now: datetime) -> None:
        with span(_noun(item), kind=item.kind) as tell:
            tell(outcome=await self._carry_out(item, now))

    async def _carry_out(self, item: Item, now: datetime) -> str:
        """What became of it, as `outcomes` counts it, once that is written down."""
        outcome = await self._attempt(item, now)
        if isinstance(item, Errand) and isinstance(outcome, Done | Ended):
            outcome = await self._conclude(item, outcome)
        match outcome:
            case Sent():
                state = "sent"
            case Done():
                state = "done"
            case Again():
                state = "retried"
            case Ended(_, state, error, _):
                level = logging.INFO if state == "dropped" else logging.WARNING
                log.log(level, "%s %s (%s) %s: %s", _noun(item), item.id, item.kind, state, error)
        self.outcomes[item.kind, state] += 1
        try:
            if not (isinstance(item, Errand) and isinstance(outcome, Done | Ended)):
                await self.marks.write(outcome)
        finally:
            self._at_hand.discard(item.id)
        return state

    async def _conclude(self, errand: Errand, outcome: Done | Ended) -> Outcome:
        """Write down that it ended, with what follows from it; where that fails, it is asked for again later."""
        answer = outcome.answer if isinstance(outcome, Done) else None
        agent = self._agents.get(errand.channel)

        def follow(tx: Transaction) -> None:
            if agent is not None:
                agent.conclude(tx, errand, answer)

        try:
            await self._run(self._outbox.conclude, self._owner, outcome, follow)
        except Exception as fault:  # noqa: BLE001 (told without its words)
            self.faults += 1
            log.error("errand %s (%s): %s", errand.id, errand.kind, trace_of(fault))
            unclear = errand.ambiguous or isinstance(outcome, Done)
            return _again(errand, type(fault).__name__, ambiguous=unclear)
        return outcome

    async def _attempt(self, item: Item, now: datetime) -> Outcome:
        """What becomes of it now."""
        if self._stopping:
            return Again(item, timedelta(), "given back", counted=False, ambiguous=item.ambiguous)
        begun = isinstance(item, Errand) and item.ambiguous  # it may have been carried out
        if item.expires_at is not None and now >= item.expires_at and not begun:
            return Ended(item, "dropped", "too late to be of use")
        try:
            if isinstance(item, Errand):
                return await self._run_errand(item, now)
            async with asyncio.timeout(SEND_TIMEOUT):
                left = await self._courier.deliver(item, now)
                return Sent(item, left.receipt, left.shown, left.offered)
        except Untrue as untrue:
            return Ended(item, "dropped", str(untrue))
        except ChatsClosed as closed:
            return Ended(item, "dead", str(closed), closed.chats)
        except Unreachable as closed:
            return Ended(item, "dead", str(closed))
        except Unknowable as lost:
            return Ended(item, "unsure", str(lost))
        except TryLater as later:
            return _again(item, str(later), later.after, later.scope)
        except (Unsure, TimeoutError) as unsure:
            return _again(item, f"unsure: {unsure}", ambiguous=True)
        except Exception as fault:  # noqa: BLE001 (told without its words)
            self.faults += 1
            log.error("%s %s (%s): %s", _noun(item), item.id, item.kind, trace_of(fault))
            # Of an errand nobody knows where it went wrong; what is sent to chats says so itself.
            return _again(item, type(fault).__name__, ambiguous=isinstance(item, Errand))

    async def _run_errand(self, errand: Errand, now: datetime) -> Outcome:
        agent = self._agents.get(errand.channel)
        if agent is None:
            raise Unreachable(f"{errand.channel} is not switched on")
        keeping = (
            asyncio.create_task(self._keep(errand)) if agent.patience > LEASE.total_seconds() else None
        )
        try:
            async with asyncio.timeout(agent.patience):
                return Done(errand, await agent.run(errand, now))
        finally:
            if keeping is not None:
                keeping.cancel()
                await asyncio.gather(keeping, return_exceptions=True)

    async def _keep(self, errand: Errand) -> None:
        """While an errand takes longer than its lease, nobody else is to begin it."""
        while True:
            await asyncio.sleep(RENEWED)
            try:
                await self._run(self._outbox.renew, self._owner, errand.id, LEASE)
            except Exception as fault:  # noqa: BLE001 (the lease outlasts two that fail)
                log.warning("the lease of errand %s was not renewed: %s", errand.id, type(fault).__name__)


def _channel_of(item: Item) -> str:
    """Where it leaves; empty for messages, of which any number is in hand."""
    if isinstance(item, Errand):
        return item.channel
    return HOMES if item.kind is Kind.HOME else ""


def _noun(item: Item) -> str:
    return "errand" if isinstance(item, Errand) else "notice"


def _again(
    item: Item,
    error: str,
    after: timedelta | None = None,
    scope: Scope = Scope.NOTICE,
    *,
    ambiguous: bool = False,
) -> Outcome:
    """Another attempt after the requested pause, else after a growing one; or none."""
    unclear = ambiguous or item.ambiguous
    if after is not None:
        return Again(item, after, error, counted=False, scope=scope, ambiguous=unclear)
    if item.attempts >= ATTEMPTS:
        state = "unsure" if unclear else "dead"
        return Ended(item, state, f"given up after {item.attempts} attempts: {error}")
    longest = LONGEST_IN_A_CHAT if item.kind is Kind.CHAT_TEXT else LONGEST_PAUSE
    pause = min(FIRST_PAUSE * 2 ** min(item.attempts, 10), longest)
    return Again(item, pause, error, ambiguous=unclear)
