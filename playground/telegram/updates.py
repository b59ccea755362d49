"""Updates on their way to the bot: numbered, and kept until it confirms them."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from playground.telegram.errors import ApiError
from playground.telegram.model import Json

MAX_WAIT = 50.0
GLANCE = 0.01
TERMINATED = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
ON_REQUEST_ONLY = {"chat_member", "message_reaction", "message_reaction_count"}


@dataclass(eq=False, slots=True)
class Pending:
    """An update not yet confirmed. One that comes `again` goes out once more, whatever the offset."""

    update: Json
    lane: int
    again: bool = False

    @property
    def number(self) -> int:
        """The `update_id`."""
        return int(self.update["update_id"])


class Updates:
    """The queue. `on_sent` hears each update as it leaves; a `lane` is a chat, whose order is kept."""

    def __init__(self, on_sent: Callable[[Json], None], first: int = 410_000_001) -> None:
        self.pending: list[Pending] = []
        self.allowed: list[str] = []
        self.webhook_active = False
        self.last: Pending | None = None
        self.arrived = asyncio.Event()
        self._on_sent = on_sent
        self._numbers = count(first)
        self._poller: asyncio.Future[None] | None = None
        self._twice = 0
        self._reversed: list[Pending] = []
        self._to_reverse = 0

    def push(self, kind: str, body: Json, lane: int) -> None:
        """Queue an update of that kind, if the bot wants the kind."""
        wanted = kind in self.allowed if self.allowed else kind not in ON_REQUEST_ONLY
        if not wanted:
            return
        self.last = Pending({"update_id": next(self._numbers), kind: body}, lane)
        if self._to_reverse:
            self._reversed.insert(0, self.last)
            if len(self._reversed) < self._to_reverse:
                return
            batch, self._reversed, self._to_reverse = self._reversed, [], 0
        else:
            batch = [self.last]
        for entry in batch:
            self._queue(entry)
            if self._twice:
                self._twice -= 1
                self._queue(Pending(entry.update, entry.lane, again=True))

    def redeliver(self) -> None:
        """Deliver the last update once more, under its old number."""
        if self.last is None:
            raise LookupError("no update has been made yet")
        self._queue(Pending(self.last.update, self.last.lane, again=True))

    def deliver_twice(self, times: int = 1) -> None:
        """Deliver each of the next `times` updates twice."""
        self._twice += times

    def deliver_reversed(self, amount: int = 2) -> None:
        """Hold the next `amount` updates and deliver them last first."""
        self._to_reverse = amount

    def sent(self, entry: Pending) -> None:
        """An update left for the bot."""
        self._on_sent(entry.update)

    def drop(self, entry: Pending) -> None:
        """The bot has confirmed an update."""
        if entry in self.pending:
            self.pending.remove(entry)

    def clear(self) -> None:
        """Delete the pending updates."""
        self.pending.clear()

    def stop_polling(self) -> None:
        """Send a waiting poller home, as a new one or a webhook does."""
        if self._poller and self.is_polled:
            self._poller.set_exception(ApiError(409, TERMINATED))

    async def settled(self) -> None:
        """Wait until the bot has confirmed every update, and asks for more where it polls."""
        while self.pending or not (self.webhook_active or self.is_polled):  # noqa: ASYNC110 (it looks from outside)
            await asyncio.sleep(GLANCE)

    @property
    def is_polled(self) -> bool:
        """Whether a poller waits."""
        return self._poller is not None and not self._poller.done()

    def close(self) -> None:
        """Let a waiting poller go with nothing: the service ends."""
        if self._poller and self.is_polled:
            self._poller.set_result(None)

    async def take(self, offset: int = 0, limit: int = 100, timeout: float = 0) -> list[Json]:  # noqa: ASYNC109
        """`getUpdates`: confirm the updates before `offset`, then wait up to `timeout` seconds for more."""
        if self.webhook_active:
            raise ApiError(409, WEBHOOK_ACTIVE)
        self.stop_polling()
        self._confirm(offset)
        poller = self._poller = asyncio.get_running_loop().create_future()
        deadline = asyncio.get_running_loop().time() + min(timeout, MAX_WAIT)
        try:
            while not self.pending and (left := deadline - asyncio.get_running_loop().time()) > 0:
                self.arrived.clear()
                waiter = asyncio.ensure_future(self.arrived.wait())
                await asyncio.wait({waiter, poller}, timeout=left, return_when=asyncio.FIRST_COMPLETED)
                waiter.cancel()
                if poller.done():
                    break
            if poller.done():
                poller.result()
        finally:
            poller.cancel()
        batch = self.pending[: limit if 1 <= limit <= 100 else 100]
        for entry in batch:
            self.sent(entry)
            if entry.again:
                self.drop(entry)
        return [entry.update for entry in batch]

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self.pending = self.pending[offset:]
        self.pending = [entry for entry in self.pending if entry.again or entry.number >= offset]

    def _queue(self, entry: Pending) -> None:
        self.pending.append(entry)
        self.arrived.set()
