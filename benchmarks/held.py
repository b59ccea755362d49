"""How many notices leave (claimed and recorded, without a wire) while an old snapshot of PostgreSQL is held.

As a dump or a forgotten session holds one: nothing that has left since is cleared away. By turns with a database of
the same server in which nobody holds one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import psycopg

from benchmarks.backlog import cast_of, remind, settle
from benchmarks.notices import make_database
from benchmarks.spent import Spent
from benchmarks.table import Row
from core.clock import Clock
from core.notices import Notice, Receipt
from core.outbox import Sent
from scheduler.delivery import LEASE
from storage.outbox import SqlOutbox
from storage.store import open_store
from tests.postgres import durable_server

PEOPLE, BATCH = 2_000, 100
WARM, ROUNDS, SHOWN = 3, 20, 5
REST = timedelta(seconds=1.1)
AIM = 0.8


def rows() -> Iterator[Row]:
    """After each quarter of what leaves while one is held."""
    with durable_server() as server:
        free, held = (_Programme(make_database(server.url(), name)) for name in ("free", "held"))
        for round_ in range(WARM):
            free.milliseconds(round_)
            held.milliseconds(round_)
        with _snapshot(held.url):
            for first in range(WARM, WARM + ROUNDS, SHOWN):
                pairs = [
                    (free.milliseconds(round_), held.milliseconds(round_))
                    for round_ in range(first, first + SHOWN)
                ]
                usual, slowed = (PEOPLE * SHOWN / sum(each) * 1000 for each in zip(*pairs, strict=True))
                yield Row(
                    f"notices a second of processor time, {(first - WARM) * PEOPLE:,} gone since a snapshot is held",
                    f"{slowed:.0f}",
                    f"none held: {usual:.0f}",
                    f"{slowed / usual:.0%}",
                    f">= {AIM:.0%}",
                    slowed >= AIM * usual,
                )
        free.store.close()
        held.store.close()


class _Programme:
    def __init__(self, url: str) -> None:
        settle(url, cast_of(PEOPLE))
        self.url = url
        self._clock = Clock()
        self.store = open_store(url, self._clock)
        self._outbox = SqlOutbox(self.store)

    def milliseconds(self, round_: int) -> float:
        """Processor time, the server's included, until everybody has got a reminder; their chats have rested."""
        self._clock.move(REST)
        remind(self.store, range(1, PEOPLE + 1), round_, self._clock.now())
        spent, left = Spent(self.store), PEOPLE
        while left:
            items = self._outbox.claim("me", BATCH, LEASE)
            self._outbox.record(
                "me", [Sent(each, _receipt(each)) for each in items if isinstance(each, Notice)]
            )
            left -= len(items)
        return spent.milliseconds()


def _receipt(notice: Notice) -> Receipt:
    return Receipt("slack", "T1", f"D{notice.person}", f"{notice.id}")


@contextmanager
def _snapshot(url: str) -> Iterator[None]:
    with psycopg.connect(url) as held:
        held.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        held.execute("SELECT count(*) FROM people")
        yield
