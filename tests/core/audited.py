"""The programme in which use cases are acted, and what the audit log tells of each (see test_audit)."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy import select

from core.clock import Clock
from core.desk import Desk
from core.people import Address, Person
from core.usecases import (
    members,
)
from gateways.jitsi import JitsiRooms
from storage.store import SqlStore
from storage.tables import audit, policy_states

WORDS = "Words that nobody but the two may read"
NAMES = ("Olga Okafor", "Ana Lima", "Ben Wolff")
OLGA, ANA, BEN = (Address("slack", "T1", name.split()[0].upper()) for name in NAMES)


@dataclass
class Entry:
    action: str
    actor: int | None
    platform: str
    workspace: str
    session: int | None
    council: int | None
    before: dict[str, object] | None
    after: dict[str, object] | None
    policies: str | None


_OWN = (audit.c[name] for name in Entry.__dataclass_fields__ if name != "policies")
_LOG = (
    select(*_OWN, policy_states.c.rules.label("policies"))
    .join_from(audit, policy_states, policy_states.c.id == audit.c.policies, isouter=True)
    .order_by(audit.c.seq)
)


class Programme:
    """Olga runs it, Ana is a mentor, Ben may book; each acts from Slack."""

    def __init__(self, store: SqlStore, clock: Clock) -> None:
        self.store, self.clock = store, clock
        self.desk = Desk(store, JitsiRooms("https://rooms.example"), frozenset({OLGA}))
        self.log: dict[str, list[Entry]] = {}
        self._seen = 0

    def at(self, address: Address) -> Desk:
        return replace(self.desk, asker=address)

    def act(self, use_case: str, deed: Callable[[], object]) -> list[Entry]:
        """Do it, and what the log tells of it."""
        deed()
        with self.store.work() as work:
            rows = work.connection.execute(_LOG).all()
        fresh, self._seen = rows[self._seen :], len(rows)
        told = [Entry(**row._mapping) for row in fresh]
        self.log.setdefault(use_case, []).extend(told)
        return told

    def person(self, address: Address) -> Person:
        found = members.find(self.desk, address)
        assert found is not None
        return found
