"""Inbound deliveries: kept, handed out in order, once."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from core.clock import Clock
from core.inbox import Delivery
from core.notices import Kind
from core.people import Role
from storage.check import SqlCheck
from storage.housekeeping import A_WEEK, SqlHousekeeping
from storage.inbox import ATTEMPTS, SqlInbox
from storage.message_tables import inbox as kept
from storage.outbox import SqlOutbox
from storage.store import SqlStore
from tests.clocks import Stopped, stop_time
from tests.databases import opened
from tests.storage.samples import MINUTE, at_once, people_in

LEASE = timedelta(seconds=30)


@pytest.fixture
def inbox(store: SqlStore) -> SqlInbox:
    return SqlInbox(store)


def a_delivery(key: str, lane: str = "ada", nth: int = 1) -> Delivery:
    return Delivery(key, lane, f"body of {key}", nth)


@pytest.mark.spec("NTF-6")
def test_a_delivery_is_kept_once_and_given_to_its_receiver(inbox: SqlInbox) -> None:
    first = a_delivery("1")
    assert inbox.accept_and_claim(first, "me", LEASE) == (True, first)
    assert inbox.accept_and_claim(first, "me", LEASE) == (False, None)
    assert inbox.done_and_claim("1", "ada", "me", LEASE) is None
    assert inbox.accept_and_claim(first, "me", LEASE) == (False, None)


@pytest.mark.spec("NTF-6")
def test_one_lane_is_handled_in_order_of_arrival_one_at_a_time(inbox: SqlInbox) -> None:
    one, two, three = (a_delivery(key, nth=nth) for nth, key in enumerate(("b", "a", "c"), 1))
    other = a_delivery("d", "ben")
    assert inbox.accept_and_claim(one, "me", LEASE) == (True, one)
    assert inbox.accept_and_claim(two, "you", LEASE) == (True, None)
    assert inbox.accept_and_claim(three, "me", LEASE) == (True, None)
    assert inbox.accept_and_claim(other, "me", LEASE) == (True, other)
    assert inbox.claim("ada", "me", LEASE) is None
    assert inbox.done_and_claim("b", "ada", "me", LEASE) == two
    assert inbox.done_and_claim("a", "ada", "me", LEASE) == three
    assert inbox.done_and_claim("c", "ada", "me", LEASE) is None
    assert inbox.stranded() == []


@pytest.mark.spec("NTF-6")
def test_what_a_dead_process_left_is_stranded_and_taken_over_in_order(
    inbox: SqlInbox, clock: Clock
) -> None:
    one, two = a_delivery("1"), a_delivery("2", nth=2)
    inbox.accept_and_claim(one, "dead", LEASE)
    inbox.accept_and_claim(two, "dead", LEASE)
    inbox.accept_and_claim(a_delivery("3", "ben"), "alive", LEASE + 5 * MINUTE)
    assert inbox.stranded() == []
    clock.move(LEASE)
    assert inbox.stranded() == ["ada"]
    assert inbox.claim("ada", "alive", LEASE) == replace(one, again=True)
    assert inbox.stranded() == []
    assert inbox.done_and_claim("1", "ada", "dead", LEASE) is None, "it belongs to another now"
    assert inbox.done_and_claim("1", "ada", "alive", LEASE) == two


@pytest.mark.spec("SAF-4")
def test_each_delivery_knows_how_many_of_its_lane_came_in_this_minute(
    inbox: SqlInbox, clock: Clock
) -> None:
    def nth(key: str, lane: str = "ada") -> int:
        _, given = inbox.accept_and_claim(a_delivery(key, lane), "me", LEASE)
        assert given is not None
        inbox.done_and_claim(key, lane, "me", LEASE)
        return given.nth

    assert [nth("1"), nth("2"), nth("3")] == [1, 2, 3]
    assert inbox.accept_and_claim(a_delivery("3"), "me", LEASE) == (False, None)
    assert nth("4") == 4, "repetitions do not count"
    assert nth("5", "ben") == 1
    clock.move(MINUTE)
    assert [nth("6"), nth("7")] == [1, 2]
    assert nth("8", "ben") == 1


@pytest.mark.spec("NTF-6")
def test_a_repetition_sets_a_stranded_lane_going(inbox: SqlInbox, clock: Clock) -> None:
    one = a_delivery("1")
    inbox.accept_and_claim(one, "dead", LEASE)
    clock.move(LEASE)
    assert inbox.accept_and_claim(one, "alive", LEASE) == (False, replace(one, again=True))


@pytest.mark.spec("NTF-6")
def test_a_lease_that_is_renewed_does_not_strand(inbox: SqlInbox, clock: Clock) -> None:
    inbox.accept_and_claim(a_delivery("1"), "me", LEASE)
    inbox.accept_and_claim(a_delivery("2", "ben"), "me", LEASE)
    clock.move(LEASE / 2)
    inbox.renew(["1"], "me", LEASE)
    inbox.renew(["2"], "you", LEASE)
    inbox.renew([], "me", LEASE)
    clock.move(LEASE / 2)
    assert inbox.stranded() == ["ben"]


@pytest.mark.spec("NTF-6", "BOK-6")
def test_a_delivery_takes_effect_once_even_when_it_is_handled_twice(
    store: SqlStore, inbox: SqlInbox
) -> None:
    inbox.accept_and_claim(a_delivery("1"), "me", LEASE)

    def answer(_: int) -> bool:
        with store.write() as tx:
            return tx.stamps.add("1")

    assert sum(at_once(4, answer)) == 1
    assert not answer(0)


@pytest.mark.spec("NTF-6", "SAF-7")
def test_a_transaction_that_fails_leaves_the_delivery_without_effect(
    store: SqlStore, inbox: SqlInbox
) -> None:
    inbox.accept_and_claim(a_delivery("1"), "me", LEASE)

    def fail() -> None:
        with store.write() as tx:
            assert tx.stamps.add("1")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with store.write() as tx:
        assert tx.stamps.add("1")


@pytest.mark.spec("SAF-6")
def test_what_is_done_is_blanked_and_its_key_forgotten_after_a_week(
    store: SqlStore, inbox: SqlInbox, clock: Clock
) -> None:
    inbox.accept_and_claim(a_delivery("1"), "me", LEASE)
    inbox.accept_and_claim(a_delivery("2", "ben"), "me", LEASE)
    inbox.done_and_claim("1", "ada", "me", LEASE)
    with store.work() as work:
        bodies = work.connection.execute(select(kept.c.key, kept.c.body).order_by(kept.c.key)).all()
    assert bodies == [("1", ""), ("2", "body of 2")]
    clock.move(A_WEEK - MINUTE)
    assert SqlHousekeeping(store).sweep() == 0
    clock.move(MINUTE)
    assert SqlHousekeeping(store).sweep() == 1
    assert inbox.accept_and_claim(a_delivery("1"), "me", LEASE)[0]
    assert not inbox.accept_and_claim(a_delivery("2", "ben"), "me", LEASE)[0]


@pytest.mark.spec("NTF-6", "SAF-7")
def test_what_was_taken_over_too_often_is_set_aside_kept_and_told_and_the_lane_goes_on(
    store: SqlStore, inbox: SqlInbox, clock: Clock
) -> None:
    (olga,) = people_in(store, "Olga", roles=frozenset({Role.ADMIN}))
    people_in(store, "Ada")
    poison, after = a_delivery("1"), a_delivery("2", nth=2)
    assert inbox.accept_and_claim(poison, "process 0", LEASE) == (True, poison)
    assert inbox.accept_and_claim(after, "process 0", LEASE) == (True, None)
    for number in range(1, ATTEMPTS):
        clock.move(LEASE)
        assert inbox.claim("ada", f"process {number}", LEASE) == replace(poison, again=True)
    assert inbox.set_aside() == 0
    clock.move(LEASE)
    assert inbox.stranded() == ["ada"]
    assert inbox.claim("ada", "the last process", LEASE) == after
    assert inbox.done_and_claim("1", "ada", f"process {ATTEMPTS - 1}", LEASE) is None
    assert inbox.done_and_claim("2", "ada", "the last process", LEASE) is None
    assert inbox.set_aside() == 1
    assert inbox.backlog().due == 0
    assert inbox.accept_and_claim(poison, "me", LEASE) == (False, None), "its key is known"
    with store.work(read_only=True) as work:
        bodies = work.connection.execute(select(kept.c.key, kept.c.body).order_by(kept.c.key)).all()
    assert bodies == [("1", "body of 1"), ("2", "")]
    [told] = SqlOutbox(store).claim("me", 10, LEASE)
    assert (told.person, told.kind) == (olga, Kind.ALARM)
    assert list(SqlCheck(store).violations(timedelta())) == []
    clock.move(A_WEEK)
    assert SqlHousekeeping(store).sweep() == 2


@pytest.mark.spec("NTF-6", "SAF-7")
def test_when_much_is_set_aside_each_admin_hears_of_it_once_a_day(
    store: SqlStore, inbox: SqlInbox, clock: Clock
) -> None:
    (olga,) = people_in(store, "Olga", roles=frozenset({Role.ADMIN}))
    for lane in ("ada", "ben"):
        inbox.accept_and_claim(a_delivery(lane, lane), "process 0", LEASE)
    for _ in range(ATTEMPTS):
        clock.move(LEASE)
        for lane in ("ada", "ben"):
            inbox.claim(lane, "process", LEASE)
    assert inbox.set_aside() == 2
    assert [told.person for told in SqlOutbox(store).claim("me", 10, LEASE)] == [olga]
    clock.move(LEASE)
    assert len(SqlOutbox(store).claim("me", 10, LEASE)) == 1, "the same once more"


@pytest.mark.spec("SAF-4")
def test_what_comes_in_at_the_very_same_instant_is_counted_on(database_url: str) -> None:
    if database_url.startswith("postgresql"):
        stop_time(database_url)
    store = opened(database_url, Stopped())
    inbox = SqlInbox(store)
    inbox.accept_and_claim(a_delivery("1"), "me", LEASE)
    inbox.accept_and_claim(a_delivery("2"), "me", LEASE)
    inbox.done_and_claim("1", "ada", "me", LEASE)
    inbox.accept_and_claim(a_delivery("3"), "me", LEASE)
    with store.work() as work:
        counted = work.connection.execute(select(kept.c.nth).order_by(kept.c.seq)).scalars().all()
    store.close()
    assert counted == [1, 2, 3]


@pytest.mark.spec("NTF-6", "SAF-4")
def test_many_processes_handle_every_delivery_once_in_order_and_strand_none(inbox: SqlInbox) -> None:
    lanes, each = ("ada", "ben", "cleo"), 8
    handled: dict[str, list[str]] = {lane: [] for lane in lanes}
    numbers: dict[str, list[int]] = {lane: [] for lane in lanes}
    busy = Counter[str]()

    def process(number: int) -> None:
        owner = f"process {number}"
        for turn in range(each):
            for lane in lanes:
                _, given = inbox.accept_and_claim(a_delivery(f"{number}-{turn}-{lane}", lane), owner, LEASE)
                while given is not None:
                    busy[lane] += 1
                    assert busy[lane] == 1
                    handled[lane].append(given.key)
                    numbers[lane].append(given.nth)
                    busy[lane] -= 1
                    given = inbox.done_and_claim(given.key, lane, owner, LEASE)

    at_once(4, process)
    for lane in lanes:
        assert len(set(handled[lane])) == len(handled[lane]) == 4 * each
        assert numbers[lane] == [*range(1, 4 * each + 1)], "all of them in one minute"
        for number in range(4):
            mine = [key for key in handled[lane] if key.startswith(f"{number}-")]
            assert mine == sorted(mine)
    assert inbox.stranded() == []


@pytest.mark.spec("NTF-6")
def test_several_at_once_are_kept_and_ended_as_each_alone(inbox: SqlInbox) -> None:
    one, two = a_delivery("1"), a_delivery("2", nth=2)
    other = a_delivery("3", "ben")
    assert inbox.accept_all([other, one, two, one], "me", LEASE) == [other, one, None, None]
    assert inbox.end_all([("3", "ben"), ("1", "ada")], "me", LEASE) == [None, two]
    assert inbox.end_all([("2", "ada")], "me", LEASE) == [None]
    assert inbox.backlog().due == 0


@pytest.mark.spec("NTF-6", "PAY-2")
def test_processes_that_take_in_several_at_once_wait_for_each_other_in_no_circle(inbox: SqlInbox) -> None:
    lanes, each = ["ada", "ben", "cleo", "dan"], 6
    handled: dict[str, list[str]] = {lane: [] for lane in lanes}

    def process(number: int) -> None:
        owner = f"process {number}"
        mine = lanes if number % 2 else lanes[::-1]
        for turn in range(each):
            wanted = [a_delivery(f"{number}-{turn}-{lane}", lane) for lane in mine]
            given = [each for each in inbox.accept_all(wanted, owner, LEASE) if each]
            while given:
                for delivery in given:
                    handled[delivery.lane].append(delivery.key)
                ended = [(delivery.key, delivery.lane) for delivery in given]
                given = [each for each in inbox.end_all(ended, owner, LEASE) if each]

    at_once(4, process)
    for lane in lanes:
        assert len(set(handled[lane])) == len(handled[lane]) == 4 * each
    assert inbox.stranded() == []
