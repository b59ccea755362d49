"""Notices that are due leave here: claimed with a lease, sent, marked; retried with back-off; given up visibly."""

import asyncio
import logging
from collections import Counter
from datetime import datetime, timedelta

from core.notices import Kind, Notice
from core.ports import Courier, Outbox, Run, TryLater, Unreachable, Unsure, Untrue

LEASE = timedelta(seconds=60)
BATCH = 20
ATTEMPTS = 8
SEND_TIMEOUT = 30.0
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(hours=1)
AGAIN_WHEN_UNSURE = frozenset({Kind.REMINDER, Kind.JOIN, Kind.SETTLE, Kind.HOME})
log = logging.getLogger(__name__)


class Delivery:
    """Sends what is due. Any number of these may run on one database; `outcomes` counts what became of notices."""

    def __init__(self, outbox: Outbox, courier: Courier, run: Run, owner: str) -> None:
        self.outcomes: Counter[str] = Counter()
        self._outbox = outbox
        self._courier = courier
        self._run = run
        self._owner = owner

    async def send_due(self) -> int:
        """Send all that is due now; returns how many left. A person's notices leave one after the other."""
        sent = 0
        while batch := await self._run(self._outbox.claim, self._owner, BATCH, LEASE):
            now = await self._run(self._outbox.now)
            sent += sum(await asyncio.gather(*(self._send(notice, now) for notice in batch)))
        return sent

    async def next_due(self) -> tuple[datetime, datetime] | None:
        """The present and when the next notice is due; None when none waits."""
        due = await self._run(self._outbox.next_due)
        return None if due is None else (await self._run(self._outbox.now), due)

    async def _send(self, notice: Notice, now: datetime) -> bool:
        if notice.expires_at is not None and now >= notice.expires_at:
            await self._end(notice, "dropped", "too late to be of use")
            return False
        try:
            async with asyncio.timeout(SEND_TIMEOUT):
                receipt = await self._courier.deliver(notice, now)
        except Untrue as untrue:
            await self._end(notice, "dropped", str(untrue))
        except Unreachable as closed:
            await self._end(notice, "dead", str(closed))
        except TryLater as later:
            await self._again(notice, now, str(later), later.after)
        except (Unsure, TimeoutError) as unsure:
            if notice.kind in AGAIN_WHEN_UNSURE:
                await self._again(notice, now, f"unsure: {unsure}", None)
            else:
                await self._end(notice, "unsure", str(unsure))
        except Exception as fault:
            log.error("notice %s (%s): %s", notice.id, notice.kind, type(fault).__name__, exc_info=fault)
            await self._again(notice, now, type(fault).__name__, None)
        else:
            await self._run(self._outbox.sent, notice.id, self._owner, receipt)
            self.outcomes["sent"] += 1
            return True
        return False

    async def _again(self, notice: Notice, now: datetime, error: str, after: timedelta | None) -> None:
        if after is None and notice.attempts >= ATTEMPTS:
            await self._end(notice, "dead", f"given up after {notice.attempts} attempts: {error}")
            return
        pause = after or min(FIRST_PAUSE * 2**notice.attempts, LONGEST_PAUSE)
        self.outcomes["retried"] += 1
        await self._run(
            self._outbox.retry, notice.id, self._owner, now + pause, error, counted=after is None
        )

    async def _end(self, notice: Notice, state: str, error: str) -> None:
        self.outcomes[state] += 1
        level = logging.INFO if state == "dropped" else logging.WARNING
        log.log(level, "notice %s (%s) %s: %s", notice.id, notice.kind, state, error)
        await self._run(self._outbox.give_up, notice.id, self._owner, state, error)
