"""Many callers who want the same times at the same instant; `main` is the callers of one process."""

import json
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

from bot.service import POSTGRESQL_THREADS
from core.clock import Clock
from core.desk import Desk
from core.errors.booking import TimeNotFree
from core.errors.common import Refusal
from core.people import Person
from core.usecases import booking
from gateways.jitsi import JitsiRooms
from storage.store import SqlStore, open_store
from tests.faults.without import switch_off

HELD = "held"
LENGTHS = (30, 60)  # sessions of two lengths overlap and yet differ in every column


@dataclass(frozen=True, slots=True)
class Field:
    """Callers who want times of the same mentor."""

    mentor: int
    callers: Sequence[int]


@dataclass(frozen=True, slots=True)
class Try:
    """What became of one caller: `outcome` is HELD, how many fresh times were offered, or a fault's name."""

    slot: int
    outcome: str | int


class Race:
    """Callers on `threads`: who want the same time want it at the same instant.

    The callers of a field are numbered from `first`.
    """

    def __init__(self, store: SqlStore, fields: Sequence[Field], threads: int, first: int = 0) -> None:
        self._desk = Desk(store, JitsiRooms("https://rooms.example"))
        with store.read() as tx:
            known = {
                each.id: each
                for each in tx.people.of([caller for field in fields for caller in field.callers])
            }
        self._wants = [
            (first + place, number, field.mentor, known[caller])
            for number, field in enumerate(fields)
            for place, caller in enumerate(field.callers)
        ]
        self._fields = len(fields)
        self._pool = ThreadPoolExecutor(threads)

    def run(self, number: int, slots: Sequence[datetime]) -> list[list[Try]]:
        """A round in each field, from this number; caller and round decide who wants which slot."""
        wanted = [
            (place + number + field, field, mentor, person) for place, field, mentor, person in self._wants
        ]
        wanted.sort(key=lambda want: (want[0] % len(slots), want[1]))
        tries = self._pool.map(lambda want: self._try(want[0], want[2], want[3], slots), wanted)
        found: list[list[Try]] = [[] for _ in range(self._fields)]
        for (_, field, _, _), one in zip(wanted, tries, strict=True):
            found[field].append(one)
        return found

    def close(self) -> None:
        self._pool.shutdown()

    def _try(self, number: int, mentor: int, person: Person, slots: Sequence[datetime]) -> Try:
        slot, minutes = number % len(slots), LENGTHS[number // len(slots) % len(LENGTHS)]
        try:
            booking.hold_time(self._desk, person, mentor, slots[slot], minutes)
        except TimeNotFree as refusal:
            return Try(slot, len(refusal.nearest))
        except Refusal as other:
            return Try(slot, type(other).__name__)
        return Try(slot, HELD)


def main() -> None:
    """Read the race from the first line, then run a round for each number; answer in JSON lines."""
    told = json.loads(sys.stdin.readline())
    switch_off(told["without"])
    store = open_store(told["url"], Clock())
    slots = [datetime.fromisoformat(slot) for slot in told["slots"]]
    race = Race(store, [Field(*field) for field in told["fields"]], POSTGRESQL_THREADS, told["first"])
    for line in sys.stdin:
        fields = race.run(int(line), slots)
        sys.stdout.write(
            json.dumps([[[each.slot, each.outcome] for each in tries] for tries in fields]) + "\n"
        )
        sys.stdout.flush()
    race.close()
    store.close()
