"""Webhooks of a payment provider: signed, repeated until they are answered, and late, twice or reordered by switch."""

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp

PATIENCE = aiohttp.ClientTimeout(total=5)
TRIES = 8
Sign = Callable[[str, bytes], Mapping[str, str]]
"""The headers for an event's id and body."""


@dataclass
class Event:
    """Something told; `answers` are the statuses that came back."""

    id: str
    kind: str
    body: bytes
    headers: Mapping[str, str]
    answers: list[int] = field(default_factory=list)


class Webhook:
    """Tells `url`, where there is one.

    `held`: nothing leaves until `release`, which may turn the order round. `copies`: how often each event is sent.
    """

    def __init__(self, sign: Sign, record: Callable[[dict[str, Any]], None], retry: float = 0.3) -> None:
        self.url = ""
        self.held = False
        self.copies = 1
        self.retry = retry
        self.told: list[Event] = []
        self._sign = sign
        self._record = record
        self._waiting: list[Event] = []
        self._tasks: set[asyncio.Task[None]] = set()

    def tell(self, event_id: str, kind: str, event: dict[str, Any]) -> Event:
        """Have it told; it is signed as it is sent first."""
        body = json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()
        told = Event(event_id, kind, body, dict(self._sign(event_id, body)))
        self.told.append(told)
        if self.held:
            self._waiting.append(told)
        else:
            self._send(told)
        return told

    def release(self, *, reordered: bool = False) -> None:
        """Let what is held leave."""
        waiting, self._waiting, self.held = self._waiting, [], False
        for event in reversed(waiting) if reordered else waiting:
            self._send(event)

    def again(self, event: Event) -> None:
        """Tell it once more."""
        self._send(event)

    def forge(self, kind: str, event: dict[str, Any], headers: Mapping[str, str]) -> Event:
        """Have somebody else tell it, who signs as `headers` say."""
        body = json.dumps(event).encode()
        told = Event("forged", kind, body, headers)
        self._send(told, tries=1, copies=1)
        return told

    async def settled(self) -> None:
        """Wait until all that left is answered or given up."""
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    async def stop(self) -> None:
        """Tell no more."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _send(self, event: Event, tries: int = TRIES, copies: int | None = None) -> None:
        if not self.url:
            return
        for _ in range(copies or self.copies):
            task = asyncio.create_task(self._deliver(event, tries))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _deliver(self, event: Event, tries: int) -> None:
        headers = {"Content-Type": "application/json", **event.headers}
        pause = self.retry
        async with aiohttp.ClientSession(timeout=PATIENCE) as session:
            for _ in range(tries):
                try:
                    async with session.post(
                        self.url, data=event.body, headers=headers, allow_redirects=False
                    ) as answer:
                        status = answer.status
                except (aiohttp.ClientError, TimeoutError):
                    status = 0
                event.answers.append(status)
                self._record(
                    {"request": {"type": event.kind, "payload": json.loads(event.body)}, "status": status}
                )
                if 200 <= status < 300:
                    return
                await asyncio.sleep(pause)
                pause = min(pause * 2, 5.0)
