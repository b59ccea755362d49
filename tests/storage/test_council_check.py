"""`parley check` knows councils: silent about those that are whole, and a sentence for each thing that is not."""

from collections.abc import Callable, Iterator, Sequence

import pytest
from sqlalchemy import Executable, delete, update

from core.clock import Clock
from core.invariants import Invariant
from core.notices import Kind
from core.usecases.councils import registering
from storage.check import SqlCheck
from storage.council_tables import councils
from storage.message_tables import notices
from storage.store import SqlStore, open_store
from storage.tables import claims
from tests.conftest import MORNING
from tests.core.council_stage import DAY, HOUR, NO, YES, Stage
from tests.databases import Databases, Prepared, lent
from tests.storage.samples import without_guard


@pytest.fixture(scope="module")
def made(databases: Databases) -> Prepared[Stage]:
    """A council whose mentors are asked, and one whose time is decided."""
    url, clock = databases.make(), Clock()
    clock.move_to(MORNING)
    store = open_store(url, clock)
    stage = Stage(store, clock)
    stage.poll("ada", "ben", "cleo")
    decided = stage.poll("dan", "eve", "fay").council.id
    registering.register(stage.desk, stage["mia"], decided)
    for name in ("dan", "eve", "fay"):
        stage.say(decided, name, YES, NO, NO)
    store.close()
    return Prepared(url, clock.now(), stage)


@pytest.fixture
def database_url(databases: Databases, made: Prepared[Stage]) -> Iterator[str]:
    """Their copy, to be broken."""
    with lent(databases, made.url) as url:
        yield url


@pytest.fixture
def stage(store: SqlStore, clock: Clock, made: Prepared[Stage]) -> Stage:
    clock.move_to(made.now)
    return made.found.on(store, clock)


def _decided(*kinds: Kind) -> list[Executable]:
    of_kind = notices.c.kind.in_([kind.value for kind in kinds])
    return [delete(notices).where(notices.c.council.is_not(None), of_kind)]


BREAKINGS: dict[Invariant, Callable[[], Sequence[Executable]]] = {
    Invariant.COUNCIL_UNCLAIMED: lambda: [delete(claims)],
    Invariant.COUNCIL_OVERDUE: lambda: [
        update(councils).where(councils.c.status == "collecting").values(deadline=MORNING - 3 * HOUR)
    ],
    Invariant.COUNCIL_UNCLOSED: lambda: [
        update(councils).where(councils.c.status == "confirmed").values(ends_at=MORNING - 3 * HOUR)
    ],
    Invariant.COUNCIL_UNTOLD: lambda: _decided(Kind.COUNCIL_CONFIRMED),
    Invariant.COUNCIL_NO_JOIN: lambda: _decided(Kind.JOIN),
    Invariant.COUNCIL_UNTRUE: lambda: [
        update(councils).where(councils.c.status == "confirmed").values(revision=9)
    ],
    Invariant.COUNCIL_UNAUDITED: lambda: [
        update(councils).where(councils.c.status == "confirmed").values(status="completed")
    ],
    Invariant.ORPHAN_CLAIM: lambda: [
        update(councils).where(councils.c.status == "confirmed").values(status="cancelled")
    ],
}


@pytest.mark.spec("OPS-5", "CNL-7")
def test_nothing_is_found_about_councils_that_are_whole(stage: Stage) -> None:
    assert stage.violations(HOUR) == []


@pytest.mark.spec("OPS-5", "CNL-7")
@pytest.mark.parametrize("invariant", BREAKINGS, ids=lambda invariant: invariant.name)
def test_what_is_broken_by_hand_is_found(stage: Stage, invariant: Invariant) -> None:
    without_guard(stage.store)
    with stage.store.engines.writer.begin() as connection:
        for statement in BREAKINGS[invariant]():
            assert connection.execute(statement).rowcount != 0
    found = list(SqlCheck(stage.store).violations(2 * HOUR))
    assert invariant in [violation.invariant for violation in found]
    assert all(str(violation) for violation in found), "each is a sentence with its facts"


def test_every_invariant_of_councils_is_broken_here() -> None:
    assert {each for each in Invariant if each.name.startswith("COUNCIL_")} <= BREAKINGS.keys()


@pytest.mark.spec("OPS-5", "CNL-9")
def test_an_undecided_deadline_is_found_by_itself(stage: Stage) -> None:
    stage.clock.move(4 * DAY)
    assert [each for each in stage.violations(HOUR) if "was to be decided" in each]
