"""Any order of claiming, keeping, letting go and waiting agrees with a list that is searched by hand."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from sqlalchemy import text

from core.clock import Clock
from core.errors.booking import SlotTaken
from core.ports.claims import Claim
from storage.store import SqlStore
from tests.conftest import MORNING
from tests.storage.samples import MINUTE, TEN, people_in, without_guard

PEOPLE = 3
some_people = st.sets(st.integers(0, PEOPLE - 1), min_size=1)
starts = st.integers(0, 12)
lengths = st.integers(1, 6)
owners = st.integers(1, 6)


@pytest.mark.spec("BOK-5", "BOK-4")
def test_claims_agree_with_a_list(store: SqlStore, clock: Clock) -> None:
    try_any_order(store, clock)


def test_the_list_notices_when_the_guard_is_gone(store: SqlStore, clock: Clock) -> None:
    without_guard(store)
    with pytest.raises(AssertionError):
        try_any_order(store, clock, phases=[Phase.generate])


def try_any_order(store: SqlStore, clock: Clock, phases: Iterable[Phase] = tuple(Phase)) -> None:
    people = people_in(store, *(f"Person {n}" for n in range(PEOPLE)))

    class Machine(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            clock.move_to(MORNING)
            with store.engines.writer.begin() as connection:
                connection.execute(text("DELETE FROM claims"))
            self.live: list[Claim] = []

        @contextmanager
        def at(self) -> Iterator[datetime]:
            with store.read() as tx:
                self.live = [c for c in self.live if c.expires_at is None or c.expires_at > tx.now]
                yield tx.now

        @rule(who=some_people, start=starts, length=lengths, owner=owners, held=st.booleans())
        def take(self, who: set[int], start: int, length: int, owner: int, held: bool) -> None:
            begins = TEN + start * 15 * MINUTE
            ends = begins + length * 15 * MINUTE
            with self.at() as now:
                wanted = [
                    Claim(people[n], begins, ends, owner, now + 20 * MINUTE if held else None) for n in who
                ]
            busy = {c.person for c in self.live if c.starts_at < ends and c.ends_at > begins}
            free = not any(claim.person in busy for claim in wanted)
            try:
                with store.write() as tx:
                    tx.claims.take(wanted)
            except SlotTaken:
                assert not free
            else:
                assert free
                self.live += wanted

        @rule(owner=owners)
        def keep(self, owner: int) -> None:
            with self.at() as now, store.write() as tx:
                kept = tx.claims.keep(owner, now)
            assert bool(kept) == any(c.owner == owner and c.expires_at for c in self.live)
            self.live = [
                Claim(c.person, c.starts_at, c.ends_at, c.owner) if c.owner == owner else c
                for c in self.live
            ]

        @rule(owner=owners)
        def release(self, owner: int) -> None:
            with store.write() as tx:
                tx.claims.release(owner)
            self.live = [c for c in self.live if c.owner != owner]

        @rule(minutes=st.integers(1, 25))
        def wait(self, minutes: int) -> None:
            clock.move(minutes * MINUTE)

        def teardown(self) -> None:
            with self.at() as now, store.read() as tx:
                found = tx.claims.of(people, TEN - 600 * MINUTE, TEN + 600 * MINUTE, now)
            assert set(found) == set(self.live)

    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Machine,
        settings=settings(
            max_examples=15,
            stateful_step_count=20,
            deadline=None,
            database=None,
            print_blob=False,
            phases=phases,
            suppress_health_check=list(HealthCheck),
        ),
    )
