"""The platforms' limits, kept in the claim, whoever claims."""

from dataclasses import asdict
from datetime import timedelta

import pytest

from core.clock import Clock
from core.notices import Kind, Notice, Receipt
from core.outbox import Again, Scope, Sent
from core.payloads import Settling
from core.people import Address
from playground.telegram.errors import ApiError
from playground.telegram.flood import Flood
from storage.outbox import SqlOutbox
from storage.store import SqlStore
from tests.conftest import MORNING
from tests.storage.samples import MINUTE, a_notice, a_person, at_once
from tests.storage.stopped import clock, store

__all__ = ["clock", "store"]

LEASE = timedelta(seconds=60)
SECOND = timedelta(seconds=1)


@pytest.fixture
def outbox(store: SqlStore) -> SqlOutbox:
    return SqlOutbox(store)


def people_at(store: SqlStore, platform: str, count: int, workspace: str = "") -> list[int]:
    people = [
        a_person(f"{platform} {n}", addresses=(Address(platform, workspace, f"{n}"),)) for n in range(count)
    ]
    with store.write() as tx:
        for person in people:
            tx.people.add(person)
    return [person.id for person in people]


def write(store: SqlStore, *written: Notice) -> None:
    with store.write() as tx:
        tx.notices.add(written)


def in_telegram(notice: Notice, chat: str = "42") -> Sent:
    return Sent(notice, Receipt("telegram", "", chat, f"{notice.id}"))


@pytest.mark.spec("NTF-3")
def test_a_telegram_bot_never_begins_more_than_thirty_messages_in_a_second(
    store: SqlStore, outbox: SqlOutbox, clock: Clock
) -> None:
    write(store, *(a_notice(person) for person in people_at(store, "telegram", 120)))
    begun = []
    for _ in range(1000):
        claimed = outbox.claim("me", 100, LEASE)
        begun += [clock.now()] * len(claimed)
        if len(begun) == 120:
            break
        due = outbox.next_due()
        assert due is not None
        assert due - clock.now() < SECOND
        clock.move(max(due - clock.now(), timedelta(milliseconds=1)))
    assert len(begun) == 120
    for first in begun:
        assert sum(first <= each < first + SECOND for each in begun) <= 30
    assert begun[-1] - begun[0] < 6 * SECOND, "and it is not much slower than that"


@pytest.mark.spec("NTF-3", "OPS-2")
def test_processes_share_the_pace_of_a_bot(store: SqlStore, outbox: SqlOutbox) -> None:
    write(store, *(a_notice(person) for person in people_at(store, "telegram", 60)))
    claimed = [n for batch in at_once(6, lambda n: outbox.claim(f"{n}", 20, LEASE)) for n in batch]
    assert len(claimed) == 5


@pytest.mark.spec("NTF-3")
def test_a_bot_that_rests_holds_back_no_other(store: SqlStore, outbox: SqlOutbox) -> None:
    write(store, *(a_notice(person, MORNING - MINUTE) for person in people_at(store, "telegram", 500)))
    others = people_at(store, "slack", 40, "T1")
    write(store, *(a_notice(person) for person in others))
    claimed = [*outbox.claim("me", 80, LEASE), *outbox.claim("me", 80, LEASE)]
    assert sorted(notice.person for notice in claimed if notice.person in others) == others


@pytest.mark.spec("NTF-3")
def test_a_request_to_wait_that_names_no_chat_rests_the_bot_in_its_workspace(
    store: SqlStore, outbox: SqlOutbox, clock: Clock
) -> None:
    first, second = people_at(store, "slack", 2, "T1")
    (elsewhere,) = people_at(store, "slack", 1, "T2")
    write(store, a_notice(first))
    [asked] = outbox.claim("me", 10, LEASE)
    write(store, a_notice(second), a_notice(elsewhere))
    outbox.record("me", [Again(asked, MINUTE, "slow down", counted=False, scope=Scope.BOT)])
    assert [notice.person for notice in outbox.claim("me", 10, LEASE)] == [elsewhere]
    due = outbox.next_due()
    assert due is not None
    assert 50 * SECOND < due - clock.now() <= MINUTE
    clock.move(MINUTE)
    assert {first, second} <= {notice.person for notice in outbox.claim("me", 10, LEASE)}


@pytest.mark.spec("NTF-3")
@pytest.mark.parametrize("limit", [30, 20, 8])
def test_a_bot_learns_from_refusals_what_it_may_write(
    store: SqlStore, outbox: SqlOutbox, clock: Clock, limit: int
) -> None:
    """Whatever the service takes, it is used well, and refusals come one by one."""
    people = people_at(store, "telegram", 40 * limit)
    write(store, *(a_notice(person) for person in people))
    flood = Flood(overall=limit, now=lambda: clock.now().timestamp())
    began, refused, left = clock.now(), 0, 0
    while left < len(people):
        outcomes: list[Sent | Again] = []
        for notice in outbox.claim("me", 100, LEASE):
            try:
                flood.check(notice.person, edit=False)
                flood.spend(notice.person, edit=False)
                outcomes.append(in_telegram(notice, f"{notice.person}"))
            except ApiError as no:
                after = timedelta(seconds=no.parameters["retry_after"])
                outcomes.append(Again(notice, after, "429", counted=False, scope=Scope.BOT))
        outbox.record("me", outcomes)
        left += sum(isinstance(each, Sent) for each in outcomes)
        refused += any(isinstance(each, Again) for each in outcomes)
        due = outbox.next_due()
        clock.move(max((due or clock.now()) - clock.now(), timedelta(milliseconds=1)))
    seconds = (clock.now() - began).total_seconds()
    assert seconds < 40 * (1.1 if limit == 30 else 1.4)
    assert refused <= seconds / 3
    assert refused == 0 or limit < 30


@pytest.mark.spec("NTF-3")
def test_a_shorter_request_to_wait_does_not_end_a_longer_one(
    store: SqlStore, outbox: SqlOutbox, clock: Clock
) -> None:
    first, second, third = people_at(store, "slack", 3, "T1")
    write(store, a_notice(first), a_notice(second))
    one, two = outbox.claim("me", 10, LEASE)
    outbox.record(
        "me",
        [
            Again(one, 10 * MINUTE, "slow down", counted=False, scope=Scope.BOT),
            Again(two, SECOND, "slow down", counted=False, scope=Scope.BOT),
        ],
    )
    write(store, a_notice(third))
    clock.move(MINUTE)
    assert outbox.claim("me", 10, LEASE) == []
    clock.move(10 * MINUTE)
    assert len(outbox.claim("me", 10, LEASE)) == 3


@pytest.mark.spec("NTF-3")
@pytest.mark.parametrize(("chat", "rest"), [("42", SECOND), ("-100200", 3 * SECOND)])
def test_a_group_is_written_to_twenty_times_a_minute(
    store: SqlStore, outbox: SqlOutbox, clock: Clock, chat: str, rest: timedelta
) -> None:
    (ada,) = people_at(store, "telegram", 1)
    write(store, a_notice(ada), a_notice(ada))
    [first] = outbox.claim("me", 10, LEASE)
    outbox.record("me", [in_telegram(first, chat)])
    due = outbox.next_due()
    assert due is not None
    assert rest - SECOND / 2 < due - clock.now() <= rest


@pytest.mark.spec("NTF-3")
def test_a_home_that_is_refreshed_costs_no_pace(store: SqlStore, outbox: SqlOutbox) -> None:
    ada, *others = people_at(store, "telegram", 6)
    write(store, a_notice(ada, kind=Kind.HOME))
    [home] = outbox.claim("me", 10, LEASE)
    outbox.record("me", [Sent(home, None)])
    write(store, *(a_notice(person) for person in (ada, *others[:4])))
    assert len(outbox.claim("me", 10, LEASE)) == 5, "she is written to at once, and the bot has not rested"


@pytest.mark.spec("NTF-3", "NTF-5")
def test_an_edit_goes_through_the_bot_that_wrote_the_message(store: SqlStore, outbox: SqlOutbox) -> None:
    (ada,) = people_at(store, "slack", 1, "T1")
    others = people_at(store, "telegram", 5)
    there = Settling(**asdict(Receipt("telegram", "", "42", "7")))
    write(store, *(a_notice(person) for person in others), a_notice(ada, kind=Kind.SETTLE, payload=there))
    assert ada not in {notice.person for notice in outbox.claim("me", 100, LEASE)}


@pytest.mark.spec("NTF-3", "NTF-4")
def test_what_waits_alone_holds_back_nothing_else(store: SqlStore, outbox: SqlOutbox, clock: Clock) -> None:
    (ada,) = people_at(store, "telegram", 1)
    write(store, a_notice(ada, MORNING - MINUTE), a_notice(ada, kind=Kind.JOIN))
    [welcome] = outbox.claim("me", 10, LEASE)
    outbox.record("me", [Again(welcome, 60 * MINUTE, "quiet hours", counted=False)])
    clock.move(SECOND)
    [join] = outbox.claim("me", 10, LEASE)
    assert join.kind is Kind.JOIN


@pytest.mark.spec("NTF-2")
def test_a_message_goes_before_the_refreshing_of_a_home(store: SqlStore, outbox: SqlOutbox) -> None:
    (ada,) = people_at(store, "telegram", 1)
    write(store, a_notice(ada, MORNING - MINUTE, kind=Kind.HOME), a_notice(ada, kind=Kind.JOIN))
    assert [notice.kind for notice in outbox.claim("me", 10, LEASE)] == [Kind.JOIN]
