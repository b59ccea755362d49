"""Flood control in real time: a message a second to a chat, 20 a minute to a group, 30 a second in all."""

import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from playground.telegram.errors import too_many_requests


@dataclass(slots=True)
class _Bucket:
    """`rate` tokens a second, at most `size` of them saved up."""

    rate: float
    size: float
    left: float
    at: float

    def wait(self, now: float) -> float:
        """Seconds until there is a token."""
        self.left = min(self.size, self.left + (now - self.at) * self.rate)
        self.at = now
        return max(0.0, (1 - self.left) / self.rate)


@dataclass(slots=True)
class Flood:
    """The limits of sending. `burst` messages to a chat pass at once; `enabled=False` lets all pass."""

    enabled: bool = True
    chat_rate: float = 1.0
    burst: int = 5
    group_minute: int = 20
    overall: int = 30
    now: Callable[[], float] = time.monotonic
    _chats: dict[int, _Bucket] = field(default_factory=dict)
    _groups: dict[int, deque[float]] = field(default_factory=dict)
    _all: _Bucket | None = None

    def check(self, chat_id: int, *, edit: bool) -> None:
        """Raise `ApiError` 429 where a message may not go yet. An edit has no limit of its private chat."""
        if self.enabled and (wait := self._wait(chat_id, edit=edit)) > 0:
            raise too_many_requests(max(1, math.ceil(wait)))

    def spend(self, chat_id: int, *, edit: bool) -> None:
        """Count a message that went."""
        if not self.enabled:
            return
        self._overall().left -= 1
        if not edit:
            self._chat(chat_id).left -= 1
        if chat_id < 0:
            self._groups.setdefault(chat_id, deque()).append(self.now())

    def _wait(self, chat_id: int, *, edit: bool) -> float:
        now = self.now()
        waits = [self._overall().wait(now)]
        if not edit:
            waits.append(self._chat(chat_id).wait(now))
        if chat_id < 0:
            recent = self._groups.setdefault(chat_id, deque())
            while recent and recent[0] <= now - 60:
                recent.popleft()
            if len(recent) >= self.group_minute:
                waits.append(recent[-self.group_minute] + 60 - now)
        return max(waits)

    def _chat(self, chat_id: int) -> _Bucket:
        return self._chats.setdefault(chat_id, _Bucket(self.chat_rate, self.burst, self.burst, self.now()))

    def _overall(self) -> _Bucket:
        if self._all is None:
            self._all = _Bucket(self.overall, self.overall, self.overall, self.now())
        return self._all
