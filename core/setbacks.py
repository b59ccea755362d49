"""What a round could not see to: it waits by itself, longer each time, and everything else of the round goes on."""

import logging
from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.faults import trace_of

FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(minutes=16)
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Setback:
    """How often it failed one after the other, with what, and until when it is left alone (aware UTC)."""

    times: int
    kind: type[Exception]
    until: datetime


class Setbacks:
    """The rows that are set back, by round, as one process knows them. Threads may share it: each round is in one.

    `faults` counts by round how often a row failed.
    """

    def __init__(self) -> None:
        self.faults: Counter[str] = Counter()
        self._waiting: dict[str, dict[Hashable, _Setback]] = {}

    def left(self, name: str) -> frozenset[Hashable]:
        """The rows of a round that could not be seen to yet."""
        return frozenset(self._waiting.get(name, ()))

    def counts(self) -> Mapping[str, int]:
        """How many rows each round has left, also where there are none any more."""
        return {name: len(rows) for name, rows in list(self._waiting.items())}

    def waiting(self, name: str, now: datetime) -> frozenset[Hashable]:
        """The rows that are not to be tried yet. What was not tried again for long is not due any more: forgotten."""
        rows = self._waiting.get(name, {})
        for row in [row for row, setback in rows.items() if now >= setback.until + LONGEST_PAUSE]:
            del rows[row]
        return frozenset(row for row, setback in rows.items() if now < setback.until)

    def note(self, name: str, row: Hashable, called: str, now: datetime, fault: Exception) -> None:
        """It failed. The log has it once for each kind of fault, by what it is `called`, without anybody's words."""
        rows = self._waiting.setdefault(name, {})
        before, kind = rows.get(row), type(fault)
        times = 1 if before is None else before.times + 1
        pause = min(FIRST_PAUSE * 2 ** min(times - 1, 10), LONGEST_PAUSE)
        if before is None or before.kind is not kind:
            others = any(each.kind is kind for each in rows.values())
            told = kind.__name__ if others else trace_of(fault)
            log.error("round %s: %s is left until later: %s", name, called, told)
        rows[row] = _Setback(times, kind, now + pause)
        self.faults[name] += 1

    def settle(self, name: str, row: Hashable, called: str) -> None:
        """It was seen to."""
        if self._waiting.get(name, {}).pop(row, None) is not None:
            log.info("round %s: %s is seen to", name, called)
