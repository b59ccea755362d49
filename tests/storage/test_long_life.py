"""Joining and erasing a mentor with a long history asks the database for no more than with a short one."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from core.clock import Clock
from core.desk import Desk
from core.people import Person
from core.policies import Policies
from core.usecases.accounts import linking
from core.usecases.erasing import asking, leaving
from gateways.jitsi import JitsiRooms
from storage.store import SqlStore, open_store
from tests.counting import Work, counted
from tests.databases import SqliteFiles, lent
from tests.storage.long_life import a_long_life
from tests.storage.samples import people_in

SHORT, LONG = (10, 30), (30, 120)
"""Sessions ahead, and past ones."""


def who(store: SqlStore, person: int) -> Person:
    with store.read() as tx:
        found = tx.people.get(person)
    assert found is not None
    return found


def joined(store: SqlStore, mentor: int, *, goes: bool) -> list[Work]:
    """What it takes to enter the code, to look at what becomes of the two, and for each of them to agree."""
    desk = Desk(store, JitsiRooms("https://rooms.example"))
    [other] = people_in(store, "Ana on another platform")
    stays, leaves = (other, mentor) if goes else (mentor, other)
    code = linking.offer(desk, who(store, stays)).code
    one, two = who(store, stays), who(store, leaves)
    with counted(store) as entered:
        view = linking.enter(desk, two, code)
    with counted(store) as looked:
        linking.look(desk, one, view.link.id)
    with counted(store) as agreed:
        linking.agree(desk, two, view.link.id, view.version)
    with counted(store) as became:
        assert linking.agree(desk, one, view.link.id, view.version).joined is not None
    return [entered, looked, agreed, became]


def erased(store: SqlStore, mentor: int, clock: Clock) -> list[Work]:
    """What it takes to see what being erased means, to leave each session ahead, and to be erased."""
    desk = Desk(store, JitsiRooms("https://rooms.example"))
    with store.write() as tx:
        tx.set_policies(Policies(reassign_on_mentor_cancel=False))
    person = who(store, mentor)
    with counted(store) as meant:
        assert len(asking.meaning(desk, person).given) in {SHORT[0], LONG[0]}
    asking.ask(desk, person)
    clock.move(asking.GRACE)
    with counted(store) as left:
        while leaving.go_on(desk, mentor):
            pass
    clock.move(timedelta(days=60))
    with counted(store) as ended:
        leaving.go_on(desk, mentor)
    assert who(store, mentor).is_erased
    return [meant, left, ended]


def lives(databases: SqliteFiles, clock: Clock) -> Iterator[tuple[SqlStore, int]]:
    """A mentor with the shorter history, then one with the longer."""
    for ahead, past in (SHORT, LONG):
        with lent(databases) as url:
            store = open_store(url, clock)
            yield store, a_long_life(store, ahead=ahead, past=past)
            store.close()


@pytest.mark.spec("PPL-2")
@pytest.mark.parametrize("goes", [True, False])
def test_joining_takes_as_many_statements_as_with_a_short_history(
    sqlite_databases: SqliteFiles, clock: Clock, goes: bool
) -> None:
    short, long = (
        [len(work.statements) for work in joined(store, mentor, goes=goes)]
        for store, mentor in lives(sqlite_databases, clock)
    )
    assert short == long


@pytest.mark.spec("PPL-5")
def test_erasing_too_and_leaving_takes_as_many_for_each_session_ahead(
    sqlite_databases: SqliteFiles, clock: Clock
) -> None:
    [meant, left, ended], [meant_of_many, left_of_many, ended_of_many] = (
        erased(store, mentor, clock) for store, mentor in lives(sqlite_databases, clock)
    )
    assert len(meant.statements) == len(meant_of_many.statements)
    assert len(ended.statements) == len(ended_of_many.statements)
    assert len(left_of_many.statements) <= len(left.statements) * LONG[0] / SHORT[0]
    assert left_of_many.writes <= left.writes * LONG[0] / SHORT[0], "one transaction for each session"
