"""OutboxDelivery: what becomes of a notice, whatever the courier meets and whoever dies."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from threading import get_ident

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from core.clock import Clock
from core.notices import HOMES, Kind, Notice
from core.outbox import (
    NOTHING_IN_HAND,
    Delivered,
    Item,
    Outcome,
    Scope,
    TryLater,
    Unknowable,
    Unreachable,
    Unsure,
    Untrue,
)
from core.paces import PACES
from scheduler import delivery, marks
from scheduler.delivery import AT_ONCE, ATTEMPTS, LEASE, LONGEST_PAUSE, OutboxDelivery
from storage.executor import Executor
from storage.message_tables import notices
from storage.outbox import SqlOutbox
from storage.store import SqlStore
from tests.conftest import MORNING
from tests.depth import examples
from tests.scheduler.conftest import Scripted
from tests.storage.samples import DAY, HOUR, MINUTE, a_notice, people_in

SECOND = timedelta(seconds=1)
Make = Callable[[str], OutboxDelivery]


@pytest.fixture
def make(outbox: SqlOutbox, courier: Scripted, executor: Executor) -> Make:
    return lambda owner: OutboxDelivery(outbox, courier, executor.run, owner)


def write(store: SqlStore, *written: Notice) -> None:
    with store.write() as tx:
        tx.notices.add(written)


def rows(store: SqlStore) -> dict[str, tuple[str, int, bool, str | None]]:
    """State, attempts, whether it may have left, and the last error, by dedupe key."""
    with store.work() as work:
        found = work.connection.execute(select(notices).order_by(notices.c.id))
        return {row.dedupe: (row.state, row.attempts, row.ambiguous, row.last_error) for row in found}


def state(store: SqlStore, dedupe: str = "it") -> str:
    return rows(store)[dedupe][0]


@pytest.mark.spec("NTF-1")
async def test_what_is_due_is_sent_once_and_written_down(
    store: SqlStore, make: Make, courier: Scripted
) -> None:
    people = people_in(store, *(f"Person {n}" for n in range(130)))
    write(store, *(a_notice(person) for person in people), a_notice(people[0], MORNING + HOUR))
    assert await make("me").send_due() == 130
    assert await make("other").send_due() == 0
    assert sorted(notice.person for notice in courier.sent) == people
    assert [state for state, *_ in rows(store).values()].count("sent") == 130


class Threads(SqlOutbox):
    """An outbox that remembers in which threads it worked."""

    def __init__(self, store: SqlStore) -> None:
        super().__init__(store)
        self.threads: set[int] = set()

    def claim(
        self, owner: str, limit: int, lease: timedelta, in_hand: Mapping[str, int] = NOTHING_IN_HAND
    ) -> Sequence[Item]:
        self.threads.add(get_ident())
        return super().claim(owner, limit, lease, in_hand)

    def record(self, owner: str, outcomes: Sequence[Outcome]) -> None:
        self.threads.add(get_ident())
        super().record(owner, outcomes)


@pytest.mark.deep
@pytest.mark.spec("NTF-1", "OPS-2")
async def test_a_storm_keeps_nobody_waiting_for_an_answer(
    store: SqlStore, executor: Executor, courier: Scripted
) -> None:
    storm = examples(1000, 5000)
    people = people_in(store, *(f"Person {n}" for n in range(storm)))
    write(store, *(a_notice(person) for person in people))
    outbox = Threads(store)
    mine = OutboxDelivery(outbox, courier, executor.run, "me")
    in_one_piece = 0

    async def look_on() -> None:
        """Whoever wants an answer gets a turn each time."""
        nonlocal in_one_piece
        while True:
            sent, marked = len(courier.sent), mine.outcomes.total()
            await asyncio.sleep(0)
            piece = len(courier.sent) - sent + mine.outcomes.total() - marked
            in_one_piece = max(in_one_piece, piece)

    looking_on = asyncio.create_task(look_on())
    assert await mine.send_due() == storm
    looking_on.cancel()
    assert in_one_piece <= 2 * AT_ONCE, "the event loop sends and counts no more in one piece"
    assert get_ident() not in outbox.threads, "nobody waits for the store"


@pytest.mark.spec("NTF-1", "OPS-2")
async def test_two_processes_send_nothing_twice(store: SqlStore, make: Make, courier: Scripted) -> None:
    people = people_in(store, *(f"Person {n}" for n in range(150)))
    write(store, *(a_notice(person) for person in people))
    counts = await asyncio.gather(*(make(owner).send_due() for owner in ("one", "two", "three")))
    assert sum(counts) == 150
    assert sorted(notice.person for notice in courier.sent) == people


@pytest.mark.spec("NTF-1", "NTF-3")
@pytest.mark.parametrize(
    ("trouble", "becomes"),
    [
        (Unreachable("blocked"), ("dead", False, "blocked")),
        (Untrue("cancelled"), ("dropped", False, "cancelled")),
        (Unknowable("who knows"), ("unsure", False, "who knows")),
        (TryLater("busy"), ("waiting", False, "busy")),
        (TryLater("slow down", MINUTE), ("waiting", False, "slow down")),
        (TryLater("quiet hours", MINUTE, Scope.NOTICE), ("waiting", False, "quiet hours")),
        (Unsure("reset"), ("waiting", True, "unsure: reset")),
        (TimeoutError(), ("waiting", True, "unsure: ")),
    ],
)
async def test_what_the_courier_meets_decides_what_becomes_of_a_notice(
    store: SqlStore, make: Make, courier: Scripted, trouble: Exception, becomes: tuple[str, bool, str]
) -> None:
    (ada,) = people_in(store, "Ada")
    write(store, a_notice(ada, dedupe="it"))
    courier.meets["it"] = [trouble]
    await make("me").send_due()
    found, _, ambiguous, error = rows(store)["it"]
    assert (found, ambiguous, error) == becomes


@pytest.mark.spec("NTF-3", "SAF-7")
async def test_a_bug_with_one_notice_is_logged_tried_again_and_hinders_no_other(
    store: SqlStore, make: Make, courier: Scripted, caplog: pytest.LogCaptureFixture
) -> None:
    ada, ben = people_in(store, "Ada", "Ben")
    write(store, a_notice(ada, dedupe="it"), a_notice(ben))
    courier.meets["it"] = [ZeroDivisionError()]
    mine = make("me")
    with caplog.at_level(logging.ERROR):
        assert await mine.send_due() == 1
    assert rows(store)["it"] == ("waiting", 1, False, "ZeroDivisionError")
    assert mine.faults == 1
    assert mine.outcomes == {(Kind.WELCOME, "sent"): 1, (Kind.WELCOME, "retried"): 1}


@pytest.mark.spec("NTF-3")
async def test_pauses_grow_and_an_outage_of_half_a_day_loses_nothing(
    store: SqlStore, make: Make, courier: Scripted, outbox: SqlOutbox, clock: Clock
) -> None:
    (ada,) = people_in(store, "Ada")
    write(store, a_notice(ada, dedupe="it"))
    courier.meets["it"] = [TryLater("HTTP 500") for _ in range(ATTEMPTS)]
    mine, began, pauses = make("me"), clock.now(), []
    while state(store) == "waiting":
        await mine.send_due()
        if (due := outbox.next_due()) and state(store) == "waiting":
            pauses.append(due - clock.now())
            clock.move(due - clock.now())
    assert state(store) == "dead"
    assert rows(store)["it"][1] == ATTEMPTS
    assert pauses == sorted(pauses) or max(pauses) <= LONGEST_PAUSE
    assert clock.now() - began > DAY / 2


@pytest.mark.spec("NTF-3")
async def test_being_asked_to_wait_is_no_attempt(
    store: SqlStore, make: Make, courier: Scripted, clock: Clock
) -> None:
    (ada,) = people_in(store, "Ada")
    write(store, a_notice(ada, dedupe="it"))
    courier.meets["it"] = [TryLater("slow down", HOUR) for _ in range(3 * ATTEMPTS)]
    mine = make("me")
    for _ in range(3 * ATTEMPTS):
        await mine.send_due()
        clock.move(HOUR)
    assert rows(store)["it"][:2] == ("waiting", 0)
    assert await mine.send_due() == 1


@pytest.mark.spec("NTF-2")
async def test_what_came_too_late_is_dropped_and_says_why(
    store: SqlStore, make: Make, courier: Scripted, clock: Clock
) -> None:
    (ada,) = people_in(store, "Ada")
    write(store, a_notice(ada, dedupe="it", expires_at=MORNING + HOUR))
    clock.move(HOUR)
    assert await make("me").send_due() == 0
    assert rows(store)["it"][::3] == ("dropped", "too late to be of use")
    assert courier.sent == []


@pytest.mark.spec("NTF-1")
async def test_what_died_with_its_process_is_known_to_be_in_doubt(
    store: SqlStore, make: Make, courier: Scripted, outbox: SqlOutbox, clock: Clock
) -> None:
    (ada,) = people_in(store, "Ada")
    write(store, a_notice(ada))
    outbox.claim("dead", 10, LEASE)
    clock.move(LEASE)
    assert await make("alive").send_due() == 1
    assert [notice.ambiguous for notice in courier.sent] == [True]


@pytest.mark.spec("NTF-1")
async def test_what_stays_in_doubt_for_ever_is_given_up_as_unsure(
    store: SqlStore, make: Make, courier: Scripted, outbox: SqlOutbox, clock: Clock
) -> None:
    (ada,) = people_in(store, "Ada")
    write(store, a_notice(ada, dedupe="it"))
    courier.meets["it"] = [Unsure("reset"), *(TryLater("HTTP 500") for _ in range(ATTEMPTS))]
    mine = make("me")
    for _ in range(ATTEMPTS):
        await mine.send_due()
        clock.move(LONGEST_PAUSE)
    assert state(store) == "unsure"


class Hanging(Scripted):
    """A courier whose every send hangs until it is told to go on."""

    def __init__(self) -> None:
        super().__init__()
        self.go_on = asyncio.Event()
        self.begun = 0

    async def deliver(self, notice: Notice, now: datetime) -> Delivered:
        self.begun += 1
        if notice.kind is Kind.WELCOME:
            await self.go_on.wait()
        return await super().deliver(notice, now)


async def begun(courier: Hanging, count: int) -> None:
    async with asyncio.timeout(60):
        while courier.begun < count:  # noqa: ASYNC110 (a look now and then is all it takes)
            await asyncio.sleep(0.005)


@pytest.mark.spec("NTF-3")
async def test_one_that_hangs_holds_back_no_other(
    store: SqlStore, outbox: SqlOutbox, executor: Executor
) -> None:
    ada, ben = people_in(store, "Ada", "Ben")
    write(store, a_notice(ada, dedupe="it"))
    courier = Hanging()
    mine = OutboxDelivery(outbox, courier, executor.run, "me")
    assert await mine.start_due() == 1
    await begun(courier, 1)
    write(store, a_notice(ben, dedupe="other", kind=Kind.JOIN))
    assert await mine.start_due() == 1
    await begun(courier, 2)
    async with asyncio.timeout(60):
        while state(store, "other") != "sent":  # noqa: ASYNC110
            await asyncio.sleep(0.005)
    assert state(store) == "waiting"
    courier.go_on.set()
    await mine.stop()
    assert state(store) == "sent"


@pytest.mark.spec("NTF-1")
async def test_whoever_sends_what_is_due_waits_for_what_was_under_way_already(
    store: SqlStore, outbox: SqlOutbox, executor: Executor
) -> None:
    (ada,) = people_in(store, "Ada")
    write(store, a_notice(ada, dedupe="it"))
    courier = Hanging()
    mine = OutboxDelivery(outbox, courier, executor.run, "me")
    await mine.start_due()
    await begun(courier, 1)
    sending = asyncio.create_task(mine.send_due())
    asyncio.get_running_loop().call_later(0.1, courier.go_on.set)
    assert await sending == 1
    assert state(store) == "sent"


@pytest.mark.spec("NTF-3", "CHT-2")
async def test_few_homes_are_drawn_at_once_so_that_they_hold_up_no_message(
    store: SqlStore, outbox: SqlOutbox, executor: Executor
) -> None:
    most = PACES[HOMES].in_hand
    assert most is not None
    people = people_in(store, *(f"Person {n}" for n in range(3 * most)))
    write(store, *(a_notice(person, kind=Kind.HOME) for person in people))
    courier = Hanging()
    mine = OutboxDelivery(outbox, courier, executor.run, "me")
    await mine.start_due()
    await begun(courier, most)
    write(store, *(a_notice(person) for person in people_in(store, "Ada", "Ben")))
    assert await mine.start_due() == 2
    await begun(courier, most + 2)
    courier.go_on.set()
    await mine.send_due()
    assert {state for state, *_ in rows(store).values()} == {"sent"}
    await mine.stop()


@pytest.mark.spec("NTF-3")
async def test_a_send_that_never_answers_is_in_doubt_after_a_while(
    store: SqlStore, outbox: SqlOutbox, executor: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "SEND_TIMEOUT", 0.05)
    (ada,) = people_in(store, "Ada")
    write(store, a_notice(ada, dedupe="it"))
    await OutboxDelivery(outbox, Hanging(), executor.run, "me").send_due()
    assert rows(store)["it"] == ("waiting", 1, True, "unsure: ")


@pytest.mark.spec("OPS-2", "NTF-1")
async def test_a_graceful_stop_finishes_what_is_being_sent_and_gives_back_the_rest(
    store: SqlStore, outbox: SqlOutbox, executor: Executor
) -> None:
    people = people_in(store, *(f"Person {n}" for n in range(5)))
    write(store, *(a_notice(person) for person in people))
    courier = Hanging()
    mine = OutboxDelivery(outbox, courier, executor.run, "me")
    await mine.start_due()
    await begun(courier, 5)
    write(store, a_notice(people_in(store, "Late")[0], dedupe="late"))
    stopping = asyncio.create_task(mine.stop())
    await asyncio.sleep(0)  # it has begun
    assert await mine.start_due() == 0, "nothing new is claimed"
    courier.go_on.set()
    await stopping
    assert sorted(notice.person for notice in courier.sent) == people
    assert rows(store)["late"] == ("waiting", 0, False, None)


@pytest.mark.spec("OPS-2", "NTF-1")
async def test_what_was_claimed_and_not_begun_at_the_stop_is_free_at_once(
    store: SqlStore, outbox: SqlOutbox, executor: Executor, courier: Scripted
) -> None:
    (ada,) = people_in(store, "Ada")
    write(store, a_notice(ada, dedupe="it"))
    mine = OutboxDelivery(outbox, courier, executor.run, "me")
    starting = asyncio.create_task(mine.start_due())
    await asyncio.sleep(0)  # it is claiming
    await mine.stop()
    await starting
    assert rows(store)["it"][1:3] == (0, False)
    assert [notice.ambiguous for notice in outbox.claim("other", 10, LEASE)] == [False]
    assert courier.sent == []


class Flaky(SqlOutbox):
    """An outbox whose database is away when outcomes are to be written down."""

    away = 3

    def record(self, owner: str, outcomes: Sequence[Outcome]) -> None:
        if self.away:
            self.away -= 1
            raise OperationalError("UPDATE", {}, ConnectionError())
        super().record(owner, outcomes)


@pytest.mark.spec("NTF-1")
async def test_what_has_left_while_the_database_was_away_is_written_down_when_it_is_back(
    store: SqlStore,
    executor: Executor,
    courier: Scripted,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(marks, "PAUSE", timedelta(milliseconds=5))
    people = people_in(store, *(f"Person {n}" for n in range(3)))
    write(store, *(a_notice(person) for person in people))
    assert await OutboxDelivery(Flaky(store), courier, executor.run, "me").send_due() == 3
    assert {state for state, *_ in rows(store).values()} == {"sent"}
    assert len(courier.sent) == 3


@pytest.mark.spec("NTF-1")
async def test_who_was_too_slow_to_keep_the_lease_writes_nothing_down(
    store: SqlStore, outbox: SqlOutbox, executor: Executor, clock: Clock
) -> None:
    (ada,) = people_in(store, "Ada")
    write(store, a_notice(ada, dedupe="it"))
    courier = Hanging()
    mine = OutboxDelivery(outbox, courier, executor.run, "me")
    await mine.start_due()
    await begun(courier, 1)
    clock.move(LEASE)
    [taken] = outbox.claim("other", 10, LEASE)
    courier.go_on.set()
    await mine.stop()
    assert rows(store)["it"] == ("waiting", taken.attempts, True, None)


@pytest.mark.spec("NTF-1")
async def test_what_is_still_being_sent_is_not_sent_a_second_time_when_its_lease_ends(
    store: SqlStore, outbox: SqlOutbox, executor: Executor, clock: Clock
) -> None:
    ada, ben = people_in(store, "Ada", "Ben")
    write(store, a_notice(ada, dedupe="it"))
    courier = Hanging()
    mine = OutboxDelivery(outbox, courier, executor.run, "me")
    await mine.start_due()
    await begun(courier, 1)
    clock.move(LEASE)
    write(store, a_notice(ben, clock.now(), dedupe="next"))
    assert await mine.start_due() == 2, "both are claimed, hers first"
    await begun(courier, 2)
    assert courier.begun == 2, "only his is sent"
    courier.go_on.set()
    await mine.stop()
    assert [notice.dedupe for notice in courier.sent] == ["it", "next"]
    assert {state for state, *_ in rows(store).values()} == {"sent"}


@pytest.mark.spec("NTF-6")
async def test_a_send_whose_answer_can_never_be_read_has_an_end_and_counts_as_unknown(
    store: SqlStore, make: Make, courier: Scripted, clock: Clock
) -> None:
    person = people_in(store, "Mia")[0]
    courier.meets["it"] = [Unsure("an answer that cannot be read") for _ in range(2 * ATTEMPTS)]
    write(store, a_notice(person, dedupe="it"))
    for _ in range(2 * ATTEMPTS):
        await make("me").send_due()
        clock.move(LONGEST_PAUSE)
    assert (state(store), len(courier.meets["it"])) == ("unsure", ATTEMPTS)
