"""Inbound deliveries: kept, handed out in order, once."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from core.clock import Clock
from core.inbox import Delivery
from core.notices import Kind
from core.people import Role
from storage.check import SqlCheck
from storage.housekeeping import A_WEEK, SqlHousekeeping
from storage.mailroom import ATTEMPTS, SqlMailroom
from storage.message_tables import inbox
from storage.outbox import SqlOutbox
from storage.store import SqlStore
from tests.storage.samples import MINUTE, at_once, people_in

LEASE = timedelta(seconds=30)


@pytest.fixture
def mailroom(store: SqlStore) -> SqlMailroom:
    return SqlMailroom(store)


def a_delivery(key: str, lane: str = "ada", nth: int = 1) -> Delivery:
    return Delivery(key, lane, f"body of {key}", nth)


@pytest.mark.spec("NTF-6")
def test_a_delivery_is_kept_once_and_given_to_its_receiver(mailroom: SqlMailroom) -> None:
    first = a_delivery("1")
    assert mailroom.accept_and_claim(first, "me", LEASE) == (True, first)
    assert mailroom.accept_and_claim(first, "me", LEASE) == (False, None)
    assert mailroom.done_and_claim("1", "ada", "me", LEASE) is None
    assert mailroom.accept_and_claim(first, "me", LEASE) == (False, None)


@pytest.mark.spec("NTF-6")
def test_one_lane_is_handled_in_order_of_arrival_one_at_a_time(mailroom: SqlMailroom) -> None:
    one, two, three = (a_delivery(key, nth=nth) for nth, key in enumerate(("b", "a", "c"), 1))
    other = a_delivery("d", "ben")
    assert mailroom.accept_and_claim(one, "me", LEASE) == (True, one)
    assert mailroom.accept_and_claim(two, "you", LEASE) == (True, None)
    assert mailroom.accept_and_claim(three, "me", LEASE) == (True, None)
    assert mailroom.accept_and_claim(other, "me", LEASE) == (True, other)
    assert mailroom.claim("ada", "me", LEASE) is None
    assert mailroom.done_and_claim("b", "ada", "me", LEASE) == two
    assert mailroom.done_and_claim("a", "ada", "me", LEASE) == three
    assert mailroom.done_and_claim("c", "ada", "me", LEASE) is None
    assert mailroom.stranded() == []


@pytest.mark.spec("NTF-6")
def test_what_a_dead_process_left_is_stranded_and_taken_over_in_order(
    mailroom: SqlMailroom, clock: Clock
) -> None:
    one, two = a_delivery("1"), a_delivery("2", nth=2)
    mailroom.accept_and_claim(one, "dead", LEASE)
    mailroom.accept_and_claim(two, "dead", LEASE)
    mailroom.accept_and_claim(a_delivery("3", "ben"), "alive", LEASE + 5 * MINUTE)
    assert mailroom.stranded() == []
    clock.move(LEASE)
    assert mailroom.stranded() == ["ada"]
    assert mailroom.claim("ada", "alive", LEASE) == one
    assert mailroom.stranded() == []
    assert mailroom.done_and_claim("1", "ada", "dead", LEASE) is None, "it belongs to another now"
    assert mailroom.done_and_claim("1", "ada", "alive", LEASE) == two


@pytest.mark.spec("SAF-4")
def test_each_delivery_knows_how_many_of_its_lane_came_in_this_minute(
    mailroom: SqlMailroom, clock: Clock
) -> None:
    def nth(key: str, lane: str = "ada") -> int:
        _, given = mailroom.accept_and_claim(a_delivery(key, lane), "me", LEASE)
        assert given is not None
        mailroom.done_and_claim(key, lane, "me", LEASE)
        return given.nth

    assert [nth("1"), nth("2"), nth("3")] == [1, 2, 3]
    assert mailroom.accept_and_claim(a_delivery("3"), "me", LEASE) == (False, None)
    assert nth("4") == 4, "repetitions do not count"
    assert nth("5", "ben") == 1
    clock.move(MINUTE)
    assert [nth("6"), nth("7")] == [1, 2]
    assert nth("8", "ben") == 1


@pytest.mark.spec("NTF-6")
def test_a_repetition_sets_a_stranded_lane_going(mailroom: SqlMailroom, clock: Clock) -> None:
    one = a_delivery("1")
    mailroom.accept_and_claim(one, "dead", LEASE)
    clock.move(LEASE)
    assert mailroom.accept_and_claim(one, "alive", LEASE) == (False, one)


@pytest.mark.spec("NTF-6")
def test_a_lease_that_is_renewed_does_not_strand(mailroom: SqlMailroom, clock: Clock) -> None:
    mailroom.accept_and_claim(a_delivery("1"), "me", LEASE)
    mailroom.accept_and_claim(a_delivery("2", "ben"), "me", LEASE)
    clock.move(LEASE / 2)
    mailroom.renew(["1"], "me", LEASE)
    mailroom.renew(["2"], "you", LEASE)
    mailroom.renew([], "me", LEASE)
    clock.move(LEASE / 2)
    assert mailroom.stranded() == ["ben"]


@pytest.mark.spec("NTF-6", "BOK-6")
def test_a_delivery_takes_effect_once_even_when_it_is_handled_twice(
    store: SqlStore, mailroom: SqlMailroom
) -> None:
    mailroom.accept_and_claim(a_delivery("1"), "me", LEASE)

    def answer(_: int) -> bool:
        with store.write() as tx:
            return tx.inbox.stamp("1")

    assert sum(at_once(4, answer)) == 1
    assert not answer(0)


@pytest.mark.spec("NTF-6", "SAF-7")
def test_a_transaction_that_fails_leaves_the_delivery_without_effect(
    store: SqlStore, mailroom: SqlMailroom
) -> None:
    mailroom.accept_and_claim(a_delivery("1"), "me", LEASE)

    def fail() -> None:
        with store.write() as tx:
            assert tx.inbox.stamp("1")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with store.write() as tx:
        assert tx.inbox.stamp("1")


@pytest.mark.spec("SAF-6")
def test_what_is_done_is_blanked_and_its_key_forgotten_after_a_week(
    store: SqlStore, mailroom: SqlMailroom, clock: Clock
) -> None:
    mailroom.accept_and_claim(a_delivery("1"), "me", LEASE)
    mailroom.accept_and_claim(a_delivery("2", "ben"), "me", LEASE)
    mailroom.done_and_claim("1", "ada", "me", LEASE)
    with store.work() as work:
        bodies = work.connection.execute(select(inbox.c.key, inbox.c.body).order_by(inbox.c.key)).all()
    assert bodies == [("1", ""), ("2", "body of 2")]
    clock.move(A_WEEK - MINUTE)
    assert SqlHousekeeping(store).sweep() == 0
    clock.move(MINUTE)
    assert SqlHousekeeping(store).sweep() == 1
    assert mailroom.accept_and_claim(a_delivery("1"), "me", LEASE)[0]
    assert not mailroom.accept_and_claim(a_delivery("2", "ben"), "me", LEASE)[0]


@pytest.mark.spec("NTF-6", "SAF-7")
def test_what_was_taken_over_too_often_is_set_aside_kept_and_told_and_the_lane_goes_on(
    store: SqlStore, mailroom: SqlMailroom, clock: Clock
) -> None:
    (olga,) = people_in(store, "Olga", roles=frozenset({Role.ADMIN}))
    people_in(store, "Ada")
    poison, after = a_delivery("1"), a_delivery("2", nth=2)
    assert mailroom.accept_and_claim(poison, "process 0", LEASE) == (True, poison)
    assert mailroom.accept_and_claim(after, "process 0", LEASE) == (True, None)
    for number in range(1, ATTEMPTS):
        clock.move(LEASE)
        assert mailroom.claim("ada", f"process {number}", LEASE) == poison
    assert mailroom.set_aside() == 0
    clock.move(LEASE)
    assert mailroom.stranded() == ["ada"]
    assert mailroom.claim("ada", "the last process", LEASE) == after
    assert mailroom.done_and_claim("1", "ada", f"process {ATTEMPTS - 1}", LEASE) is None
    assert mailroom.done_and_claim("2", "ada", "the last process", LEASE) is None
    assert mailroom.set_aside() == 1
    assert mailroom.backlog().due == 0
    assert mailroom.accept_and_claim(poison, "me", LEASE) == (False, None), "its key is known"
    with store.work(read_only=True) as work:
        bodies = work.connection.execute(select(inbox.c.key, inbox.c.body).order_by(inbox.c.key)).all()
    assert bodies == [("1", "body of 1"), ("2", "")]
    [told] = SqlOutbox(store).claim("me", 10, LEASE)
    assert (told.person, told.kind) == (olga, Kind.ALARM)
    assert list(SqlCheck(store).violations(timedelta())) == []
    clock.move(A_WEEK)
    assert SqlHousekeeping(store).sweep() == 2


@pytest.mark.spec("NTF-6", "SAF-7")
def test_when_much_is_set_aside_each_admin_hears_of_it_once_a_day(
    store: SqlStore, mailroom: SqlMailroom, clock: Clock
) -> None:
    (olga,) = people_in(store, "Olga", roles=frozenset({Role.ADMIN}))
    for lane in ("ada", "ben"):
        mailroom.accept_and_claim(a_delivery(lane, lane), "process 0", LEASE)
    for _ in range(ATTEMPTS):
        clock.move(LEASE)
        for lane in ("ada", "ben"):
            mailroom.claim(lane, "process", LEASE)
    assert mailroom.set_aside() == 2
    assert [told.person for told in SqlOutbox(store).claim("me", 10, LEASE)] == [olga]
    clock.move(LEASE)
    assert len(SqlOutbox(store).claim("me", 10, LEASE)) == 1, "the same once more"


@pytest.mark.spec("NTF-6", "SAF-4")
def test_many_processes_handle_every_delivery_once_in_order_and_strand_none(mailroom: SqlMailroom) -> None:
    lanes, each = ("ada", "ben", "cleo"), 8
    handled: dict[str, list[str]] = {lane: [] for lane in lanes}
    numbers: dict[str, list[int]] = {lane: [] for lane in lanes}
    busy = Counter[str]()

    def process(number: int) -> None:
        owner = f"process {number}"
        for turn in range(each):
            for lane in lanes:
                _, given = mailroom.accept_and_claim(
                    a_delivery(f"{number}-{turn}-{lane}", lane), owner, LEASE
                )
                while given is not None:
                    busy[lane] += 1
                    assert busy[lane] == 1
                    handled[lane].append(given.key)
                    numbers[lane].append(given.nth)
                    busy[lane] -= 1
                    given = mailroom.done_and_claim(given.key, lane, owner, LEASE)

    at_once(4, process)
    for lane in lanes:
        assert len(set(handled[lane])) == len(handled[lane]) == 4 * each
        assert numbers[lane] == [*range(1, 4 * each + 1)], "all of them in one minute"
        for number in range(4):
            mine = [key for key in handled[lane] if key.startswith(f"{number}-")]
            assert mine == sorted(mine)
    assert mailroom.stranded() == []
