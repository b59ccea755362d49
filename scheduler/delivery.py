"""Notices that are due leave here: claimed with a lease, sent, marked; retried with back-off; given up visibly."""

import asyncio
import logging
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from core.notices import Kind, Notice
from core.outbox import (
    Again,
    Courier,
    Ended,
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
from core.ports import Run
from scheduler.marks import Marks

LEASE = timedelta(seconds=60)
SEND_TIMEOUT = 30.0
AT_ONCE = 100
ROOM = 25
"""It is not worth claiming for fewer: each claim is a transaction."""
ATTEMPTS = 24
"""With pauses of an hour at most, more than half a day."""
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(hours=1)
PATIENCE = 20.0
log = logging.getLogger(__name__)


class Delivery:
    """Sends due notices. Any number of these may run on one database.

    `outcomes` counts what became of notices, by kind and outcome.
    """

    def __init__(self, outbox: Outbox, courier: Courier, run: Run, owner: str) -> None:
        self.outcomes: Counter[tuple[Kind, str]] = Counter()
        self.faults = 0
        self._outbox = outbox
        self._courier = courier
        self._run = run
        self._owner = owner
        self.marks = Marks(outbox, run, owner)
        self._claiming = asyncio.Lock()
        self._sending: set[asyncio.Task[None]] = set()
        self._at_hand: set[int] = set()
        self._stopping = False

    async def send_due(self) -> int:
        """Send all that is due now, wait until it is written down; returns how many left."""
        before = self._sent
        while await self.start_due():
            await asyncio.gather(*self._sending)
        return self._sent - before

    async def start_due(self) -> int:
        """Begin to send the notices due now; returns how many. One person's notices are sent one after the other."""
        begun = 0
        async with self._claiming:
            while batch := await self._claim():
                now = await self._run(self._outbox.now)
                for notice in batch:
                    if notice.id in self._at_hand:
                        continue  # its lease ended under our hands; what becomes of it counts all the same
                    self._at_hand.add(notice.id)
                    task = asyncio.create_task(self._send(notice, now))
                    self._sending.add(task)
                    task.add_done_callback(self._sending.discard)
                begun += len(batch)
        return begun

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
        due = await self._run(self._outbox.next_due)
        return None if due is None else (await self._run(self._outbox.now), due)

    async def _claim(self) -> Sequence[Notice]:
        """As many as there is room for, once it is worth while."""
        while len(self._sending) > AT_ONCE - ROOM:
            await asyncio.wait(self._sending, return_when=asyncio.FIRST_COMPLETED)
        if self._stopping:
            return ()
        return await self._run(self._outbox.claim, self._owner, AT_ONCE - len(self._sending), LEASE)

    @property
    def busy(self) -> bool:
        """Whether something is being claimed or sent."""
        return self._claiming.locked() or bool(self._sending)

    @property
    def _sent(self) -> int:
        return sum(count for (_, state), count in self.outcomes.items() if state == "sent")

    async def _send(self, notice: Notice, now: datetime) -> None:
        outcome = await self._attempt(notice, now)
        match outcome:
            case Sent():
                state = "sent"
            case Again():
                state = "retried"
            case Ended(_, state, error):
                level = logging.INFO if state == "dropped" else logging.WARNING
                log.log(level, "notice %s (%s) %s: %s", notice.id, notice.kind, state, error)
        self.outcomes[notice.kind, state] += 1
        try:
            await self.marks.write(outcome)
        finally:
            self._at_hand.discard(notice.id)

    async def _attempt(self, notice: Notice, now: datetime) -> Outcome:
        """What becomes of the notice now."""
        if self._stopping:
            return Again(notice, timedelta(), "given back", counted=False, ambiguous=notice.ambiguous)
        if notice.expires_at is not None and now >= notice.expires_at:
            return Ended(notice, "dropped", "too late to be of use")
        try:
            async with asyncio.timeout(SEND_TIMEOUT):
                return Sent(notice, await self._courier.deliver(notice, now))
        except Untrue as untrue:
            return Ended(notice, "dropped", str(untrue))
        except Unreachable as closed:
            return Ended(notice, "dead", str(closed))
        except Unknowable as lost:
            return Ended(notice, "unsure", str(lost))
        except TryLater as later:
            return _again(notice, str(later), later.after, later.scope)
        except (Unsure, TimeoutError) as unsure:
            return _again(notice, f"unsure: {unsure}", ambiguous=True)
        except Exception as fault:
            self.faults += 1
            log.error("notice %s (%s): %s", notice.id, notice.kind, type(fault).__name__, exc_info=fault)
            return _again(notice, type(fault).__name__)


def _again(
    notice: Notice,
    error: str,
    after: timedelta | None = None,
    scope: Scope = Scope.NOTICE,
    *,
    ambiguous: bool = False,
) -> Outcome:
    """Another attempt after the requested pause, else after a growing one; or none."""
    unclear = ambiguous or notice.ambiguous
    if after is not None:
        return Again(notice, after, error, counted=False, scope=scope, ambiguous=unclear)
    if notice.attempts >= ATTEMPTS:
        state = "unsure" if unclear else "dead"
        return Ended(notice, state, f"given up after {notice.attempts} attempts: {error}")
    pause = min(FIRST_PAUSE * 2 ** min(notice.attempts, 10), LONGEST_PAUSE)
    return Again(notice, pause, error, ambiguous=unclear)
