"""Notices that were given up: admins are told, see them, and can have them sent again."""

from datetime import timedelta

import pytest

from core.alarms import GATHERED
from core.clock import Clock
from core.desk import Desk
from core.notices import Kind, Notice
from core.outbox import Again, Ended, Sent
from core.people import Role
from core.usecases.reachability import note_reachability
from gateways.jitsi import JitsiRooms
from storage.outbox import SqlOutbox
from storage.store import SqlStore
from tests.conftest import MORNING
from tests.storage.samples import DAY, HOUR, MINUTE, a_notice, a_person, at_once, people_in

LEASE = timedelta(seconds=60)


@pytest.fixture
def outbox(store: SqlStore) -> SqlOutbox:
    return SqlOutbox(store)


def write(store: SqlStore, *written: Notice) -> None:
    with store.write() as tx:
        tx.notices.add(written)


def give_up(store: SqlStore, outbox: SqlOutbox, notice: Notice, state: str = "dead") -> None:
    write(store, notice)
    [claimed] = [each for each in outbox.claim("me", 10, LEASE) if each.id == notice.id]
    outbox.record("me", [Ended(claimed, state, "chat is blocked")])


def told(outbox: SqlOutbox, clock: Clock) -> list[int]:
    """The admins who hear of it now."""
    clock.move(GATHERED)
    claimed = outbox.claim("me", 10, LEASE)
    outbox.record("me", [Sent(notice, None) for notice in claimed])
    return sorted(notice.person for notice in claimed if notice.kind is Kind.UNDELIVERABLE)


@pytest.mark.spec("ADM-10", "NTF-3")
def test_each_admin_is_told_once_a_day(store: SqlStore, outbox: SqlOutbox, clock: Clock) -> None:
    ada, ben = people_in(store, "Ada", "Ben")
    admins = people_in(store, "Olga", "Otto", roles=frozenset({Role.ADMIN}))
    give_up(store, outbox, a_notice(ada))
    give_up(store, outbox, a_notice(ben), "unsure")
    assert told(outbox, clock) == admins
    give_up(store, outbox, a_notice(ada, store.now()))
    assert told(outbox, clock) == []
    clock.move(DAY)
    give_up(store, outbox, a_notice(ada, store.now()))
    assert told(outbox, clock) == admins


@pytest.mark.spec("ADM-10", "NTF-1")
def test_who_has_lost_the_lease_gives_nothing_up(store: SqlStore, outbox: SqlOutbox, clock: Clock) -> None:
    (ada,) = people_in(store, "Ada")
    people_in(store, "Olga", roles=frozenset({Role.ADMIN}))
    write(store, a_notice(ada))
    [claimed] = outbox.claim("slow", 10, LEASE)
    clock.move(LEASE)
    [again] = outbox.claim("me", 10, LEASE)
    outbox.record("me", [Sent(again, None)])
    outbox.record("slow", [Ended(claimed, "dead", "chat is blocked")])
    assert told(outbox, clock) == []


@pytest.mark.spec("NTF-3")
@pytest.mark.parametrize("order", ["back first", "given up first", "at once"])
def test_who_lets_us_in_while_a_notice_is_being_given_up_gets_it(
    store: SqlStore, outbox: SqlOutbox, clock: Clock, order: str
) -> None:
    ada = a_person("Ada")
    with store.write() as tx:
        tx.people.add(ada)
    desk, chat = Desk(store, JitsiRooms("https://rooms.example")), ada.addresses[0]
    write(store, a_notice(ada.id))
    [claimed] = outbox.claim("me", 10, LEASE)
    note_reachability(desk, chat, reachable=False)

    def gives_up() -> None:
        outbox.record("me", [Ended(claimed, "dead", "blocked", closed=(chat,))])

    def comes_back() -> None:
        note_reachability(desk, chat, reachable=True)

    if order == "at once":
        at_once(2, lambda number: (gives_up, comes_back)[number]())
    else:
        for act in (comes_back, gives_up) if order == "back first" else (gives_up, comes_back):
            act()
    clock.move(MINUTE)
    assert [each.id for each in outbox.claim("me", 10, LEASE)] == [claimed.id]


@pytest.mark.spec("ADM-10")
@pytest.mark.parametrize("kind", [Kind.HOME, Kind.UNDELIVERABLE])
def test_nobody_is_told_of_what_nobody_would_have_heard_or_of_the_telling_itself(
    store: SqlStore, outbox: SqlOutbox, clock: Clock, kind: Kind
) -> None:
    (olga,) = people_in(store, "Olga", roles=frozenset({Role.ADMIN}))
    give_up(store, outbox, a_notice(olga, kind=kind))
    assert told(outbox, clock) == []


@pytest.mark.spec("ADM-10")
def test_what_is_dropped_because_it_is_pointless_is_not_given_up(
    store: SqlStore, outbox: SqlOutbox, clock: Clock
) -> None:
    (olga,) = people_in(store, "Olga", roles=frozenset({Role.ADMIN}))
    give_up(store, outbox, a_notice(olga), "dropped")
    assert told(outbox, clock) == []
    with store.read() as tx:
        assert tx.notices.failed(10) == []


@pytest.mark.spec("ADM-10")
def test_what_was_given_up_is_listed_latest_first_until_it_is_dealt_with(
    store: SqlStore, outbox: SqlOutbox, clock: Clock
) -> None:
    ada, ben = people_in(store, "Ada", "Ben")
    first, second, silent = a_notice(ada), a_notice(ben), a_notice(ada, kind=Kind.HOME)
    for notice, state in ((first, "dead"), (second, "unsure"), (silent, "dead")):
        give_up(store, outbox, notice, state)
        clock.move(MINUTE)
    with store.write() as tx:
        listed = tx.notices.failed(10)
        assert [(each.item.id, each.state) for each in listed] == [
            (second.id, "unsure"),
            (first.id, "dead"),
        ]
        assert listed[1].reason == "chat is blocked"
        assert abs(listed[1].ended_at - MORNING) < MINUTE
        assert [each.item.id for each in tx.notices.failed(1, 1)] == [first.id]
        assert tx.notices.dismiss(second.id)
        assert not tx.notices.dismiss(second.id)
        assert not tx.notices.retry(second.id)
        assert [each.item.id for each in tx.notices.failed(10)] == [first.id]


@pytest.mark.spec("ADM-10")
def test_what_was_given_up_can_be_sent_again_as_if_for_the_first_time(
    store: SqlStore, outbox: SqlOutbox, clock: Clock
) -> None:
    (ada,) = people_in(store, "Ada")
    notice = a_notice(ada)
    write(store, notice)
    for _ in range(3):
        [claimed] = outbox.claim("me", 10, LEASE)
        outbox.record("me", [Again(claimed, HOUR, "no answer", ambiguous=True)])
        clock.move(HOUR)
    [claimed] = outbox.claim("me", 10, LEASE)
    outbox.record("me", [Ended(claimed, "unsure", "no answer")])
    with store.write() as tx:
        assert tx.notices.retry(notice.id)
        assert not tx.notices.retry(notice.id)
    [again] = outbox.claim("me", 10, LEASE)
    assert (again.id, again.attempts, again.ambiguous) == (notice.id, 1, False)
    outbox.record("me", [Sent(again, None)])
    with store.write() as tx:
        assert not tx.notices.retry(notice.id), "what has left is not given up"


@pytest.mark.spec("NTF-1")
def test_what_may_have_left_stays_so_until_somebody_knows(
    store: SqlStore, outbox: SqlOutbox, clock: Clock
) -> None:
    (ada,) = people_in(store, "Ada")
    write(store, a_notice(ada))
    expected = ((True, False), (False, True), (False, False))  # (said to be unclear, found to be so before)
    for unclear, before in expected:
        [claimed] = outbox.claim("me", 10, LEASE)
        assert claimed.ambiguous is before
        outbox.record("me", [Again(claimed, MINUTE, "no answer", ambiguous=unclear)])
        clock.move(MINUTE)


@pytest.mark.spec("OPS-2")
def test_the_backlog_counts_what_is_due_and_not_what_rests(
    store: SqlStore, outbox: SqlOutbox, clock: Clock
) -> None:
    ada, ben = people_in(store, "Ada", "Ben")
    assert outbox.backlog().due == 0
    assert outbox.backlog().age == timedelta()
    write(store, a_notice(ada), a_notice(ben), a_notice(ben, MORNING + HOUR))
    clock.move(10 * MINUTE)
    backlog = outbox.backlog()
    assert backlog.due == 2
    assert 9 * MINUTE < backlog.age < 11 * MINUTE
    outbox.claim("me", 10, LEASE)
    assert outbox.backlog().due == 0
