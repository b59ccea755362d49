"""Many callers who want the same times at the same instant; as a program, the callers of one process."""

import json
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from threading import Barrier

from core.clock import Clock
from core.desk import Desk
from core.errors import Refusal, TimeNotFree
from core.people import Person
from core.usecases import booking
from gateways.jitsi import JitsiRooms
from storage.store import SqlStore, open_store
from tests.faults.without import switch_off

HELD = "held"
LENGTHS = (30, 60)  # sessions of two lengths overlap and yet differ in every column


@dataclass(frozen=True, slots=True)
class Try:
    """What became of one caller: `outcome` is HELD, how many fresh times were offered, or a fault's name."""

    slot: int
    outcome: str | int


class Race:
    """Callers with a thread each, who start together every round."""

    def __init__(self, store: SqlStore, mentor: int, callers: Sequence[int], first: int = 0) -> None:
        self._desk = Desk(store, JitsiRooms("https://rooms.example"))
        self._mentor = mentor
        self._first = first
        with store.read() as tx:
            found = [tx.people.get(caller) for caller in callers]
        self._callers = [person for person in found if person is not None]
        self._start = Barrier(len(callers))
        self._pool = ThreadPoolExecutor(len(callers))

    def run(self, number: int, slots: Sequence[datetime]) -> list[Try]:
        """One round; caller and round decide who wants which slot."""
        wanted = [(self._first + place + number, person) for place, person in enumerate(self._callers)]
        return list(self._pool.map(lambda want: self._try(*want, slots), wanted))

    def close(self) -> None:
        self._pool.shutdown()

    def _try(self, number: int, person: Person, slots: Sequence[datetime]) -> Try:
        slot, minutes = number % len(slots), LENGTHS[number // len(slots) % len(LENGTHS)]
        self._start.wait()
        try:
            booking.hold_time(self._desk, person, self._mentor, slots[slot], minutes)
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
    race = Race(store, told["mentor"], told["callers"], told["first"])
    for line in sys.stdin:
        tries = race.run(int(line), slots)
        sys.stdout.write(json.dumps([[each.slot, each.outcome] for each in tries]) + "\n")
        sys.stdout.flush()
    race.close()
    store.close()


if __name__ == "__main__":
    main()
