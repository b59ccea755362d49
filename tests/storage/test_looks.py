"""Looks into the outbox that begin where earlier ones ended find everything in time."""

from datetime import timedelta

import pytest

from core.clock import Clock
from core.notices import Receipt
from core.outbox import Again, Scope, Sent
from storage.channels import WHOLE_LOOK
from storage.outbox import SqlOutbox
from storage.store import SqlStore
from tests.storage.samples import HOUR, MINUTE, a_notice
from tests.storage.test_pace import LEASE, SECOND, people_at, write


@pytest.fixture
def outbox(store: SqlStore) -> SqlOutbox:
    return SqlOutbox(store)


def claimed(outbox: SqlOutbox) -> list[int]:
    return [item.person for item in outbox.claim("me", 10, LEASE)]


@pytest.mark.spec("NTF-1", "NTF-3")
def test_what_waits_for_the_chat_to_rest_is_found_when_it_has(
    store: SqlStore, outbox: SqlOutbox, clock: Clock
) -> None:
    """However long it takes: the first send, and each pause."""
    (ada,) = people_at(store, "slack", 1, "T1")
    write(store, *(a_notice(ada, store.now()) for _ in range(3)))
    for pause in (SECOND, 20 * SECOND, MINUTE):
        [notice] = outbox.claim("me", 10, LEASE)
        clock.move(pause / 2)
        assert claimed(outbox) == []
        outbox.record("me", [Sent(notice, Receipt("slack", "T1", "D1", f"{notice.id}"))])
        clock.move(SECOND)


@pytest.mark.spec("NTF-1", "NTF-3")
def test_when_a_chat_that_rests_for_long_has_rested_is_known(
    store: SqlStore, outbox: SqlOutbox, clock: Clock
) -> None:
    ada, ben = people_at(store, "slack", 2, "T1")
    write(store, a_notice(ada, store.now()), a_notice(ada, store.now()))
    [first] = outbox.claim("me", 10, LEASE)
    outbox.record("me", [Again(first, HOUR, "slow down", counted=False, scope=Scope.CHAT)])
    for _ in range(5):
        clock.move(20 * SECOND)
        write(store, a_notice(ben, store.now()))
        [other] = outbox.claim("me", 10, LEASE)
        outbox.record("me", [Sent(other, Receipt("slack", "T1", "D2", f"{other.id}"))])
        clock.move(SECOND)
        assert claimed(outbox) == []
        due = outbox.next_due()
        assert due is not None
        assert MINUTE < due - store.now() <= HOUR
    clock.move(due - store.now())
    assert claimed(outbox) == [ada]


@pytest.mark.spec("NTF-1")
def test_what_a_long_transaction_wrote_leaves_with_the_next_whole_look(
    store: SqlStore, outbox: SqlOutbox, clock: Clock
) -> None:
    ada, ben = people_at(store, "slack", 2, "T1")
    write(store, a_notice(ada, store.now()))
    assert claimed(outbox) == [ada]
    write(store, a_notice(ben, store.now() - MINUTE))
    clock.move(WHOLE_LOOK)
    assert claimed(outbox) == [ben]


@pytest.mark.spec("NTF-1")
def test_channels_in_which_nothing_ever_left_are_found_at_once(
    store: SqlStore, outbox: SqlOutbox, clock: Clock
) -> None:
    workspaces = ("T1", "T2", "T3", "T4")
    people = [person for workspace in workspaces for person in people_at(store, "slack", 1, workspace)]
    for some in (people[1:2], [people[0], *people[2:]]):
        write(store, *(a_notice(person, store.now()) for person in some))
        assert sorted(claimed(outbox)) == some
        clock.move(timedelta(milliseconds=10))


@pytest.mark.spec("OPS-2")
def test_how_old_the_oldest_snapshot_is_can_be_asked(store: SqlStore) -> None:
    with store.read() as tx:
        tx.policies()
        age = store.oldest_snapshot()
    if store.engines.on_postgresql:
        assert timedelta() < age
    else:
        assert age == timedelta()
