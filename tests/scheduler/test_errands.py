"""Errands: what others do for us leaves as notices do, and what follows from it is written with its end."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import pytest
from sqlalchemy import select

from core.clock import Clock
from core.errands import Errand, Task
from core.ids import new_id
from core.outbox import Done, Ended, Scope, TryLater, Unknowable, Unreachable, Unsure, Untrue
from core.paces import Pace
from core.ports.store import Transaction
from scheduler import delivery
from scheduler.delivery import ATTEMPTS, LEASE, LONGEST_PAUSE, OutboxDelivery
from storage import outbox as leaving
from storage.check import SqlCheck
from storage.executor import Executor
from storage.message_tables import notices, rates
from storage.outbox import SqlOutbox
from storage.store import SqlStore
from tests.conftest import MORNING
from tests.scheduler.conftest import Scripted
from tests.storage.samples import HOUR, MINUTE, a_notice, people_in

Make = Callable[[str], OutboxDelivery]


@dataclass
class Provider:
    """Somebody else's system: `made` are the errands it carried out, `meets` its first answers.

    Where the trouble comes `afterwards` it has carried them out all the same.
    """

    meets: list[Exception] = field(default_factory=list)
    afterwards: bool = False
    made: list[str] = field(default_factory=list)
    concluded: list[tuple[str, object]] = field(default_factory=list)
    breaks: int = 0
    looks: bool = True
    patience: float = 5.0

    async def run(self, errand: Errand, now: datetime) -> object:  # noqa: ARG002 (it needs no clock)
        if self.looks and errand.ambiguous and errand.dedupe in self.made:
            return "found"
        if self.meets and not self.afterwards:
            raise self.meets.pop(0)
        self.made.append(errand.dedupe)
        if self.meets:
            raise self.meets.pop(0)
        return "made"

    def conclude(self, tx: Transaction, errand: Errand, answer: object) -> None:
        tx.notices.add([a_notice(errand.person, dedupe=f"answer:{errand.dedupe}")])
        if self.breaks:
            self.breaks -= 1
            raise RuntimeError("a fault of ours")
        self.concluded.append((errand.dedupe, answer))


@pytest.fixture
def provider() -> Provider:
    return Provider()


@pytest.fixture
def make(outbox: SqlOutbox, courier: Scripted, executor: Executor, provider: Provider) -> Make:
    return lambda owner: OutboxDelivery(outbox, courier, executor.run, owner, {"zoom": provider})


def an_errand(person: int, due: datetime = MORNING, channel: str = "zoom", **more: object) -> Errand:
    errand = new_id(MORNING)
    values = {"dedupe": f"errand:{errand}", **more}
    return Errand(errand, Task.MAKE_ROOM, channel, person, due, **values)  # type: ignore[arg-type]


def write(store: SqlStore, *errands: Errand) -> None:
    with store.write() as tx:
        tx.errands.add(errands)


def state(store: SqlStore, dedupe: str) -> str | None:
    with store.work() as work:
        found: str | None = work.connection.execute(
            select(notices.c.state).where(notices.c.dedupe == dedupe)
        ).scalar_one_or_none()
        return found


@pytest.fixture
def person(store: SqlStore) -> int:
    return people_in(store, "Mia")[0]


@pytest.mark.spec("NTF-1")
async def test_an_errand_is_run_once_and_what_follows_stands_with_its_end(
    store: SqlStore, make: Make, provider: Provider, person: int
) -> None:
    write(store, an_errand(person, dedupe="it"), an_errand(person, dedupe="it"))
    await asyncio.gather(make("me").send_due(), make("other").send_due())
    assert provider.made == ["it"]
    assert provider.concluded == [("it", "made")]
    assert state(store, "it") == "done"
    assert state(store, "answer:it") is not None


@pytest.mark.spec("NTF-1")
@pytest.mark.parametrize("trouble", [Unsure("reset"), TimeoutError()])
async def test_what_may_have_been_done_is_looked_for_before_it_is_asked_again(
    store: SqlStore, make: Make, provider: Provider, clock: Clock, person: int, trouble: Exception
) -> None:
    provider.meets, provider.afterwards = [trouble], True
    write(store, an_errand(person, dedupe="it"))
    await make("me").send_due()
    clock.move(LONGEST_PAUSE)
    await make("me").send_due()
    assert provider.made == ["it"]
    assert provider.concluded == [("it", "found")]


@pytest.mark.spec("NTF-1")
async def test_a_death_between_asking_and_writing_down_asks_once(
    store: SqlStore, outbox: SqlOutbox, make: Make, provider: Provider, clock: Clock, person: int
) -> None:
    write(store, an_errand(person, dedupe="it"))
    [claimed] = outbox.claim("dead", 10, LEASE)
    assert isinstance(claimed, Errand)
    await provider.run(claimed, MORNING)
    await make("me").send_due()
    assert provider.concluded == []
    clock.move(LEASE)
    await make("me").send_due()
    assert provider.made == ["it"]
    assert provider.concluded == [("it", "found")]


@pytest.mark.spec("NTF-1")
async def test_whoever_has_lost_the_lease_writes_nothing(
    store: SqlStore, outbox: SqlOutbox, clock: Clock, person: int
) -> None:
    write(store, an_errand(person, dedupe="it"))
    [late] = outbox.claim("late", 10, LEASE)
    clock.move(LEASE)
    [now] = outbox.claim("now", 10, LEASE)
    assert isinstance(late, Errand)
    assert isinstance(now, Errand)
    written: list[str] = []
    outbox.conclude("late", Done(late, "made"), lambda _tx: written.append("late"))
    assert (written, state(store, "it")) == ([], "waiting")
    outbox.conclude("now", Done(now, "made"), lambda _tx: written.append("now"))
    assert (written, state(store, "it")) == (["now"], "done")


@pytest.mark.spec("NTF-1")
async def test_a_fault_in_what_follows_undoes_the_end_and_is_tried_again(
    store: SqlStore, make: Make, provider: Provider, clock: Clock, person: int
) -> None:
    provider.breaks = 1
    write(store, an_errand(person, dedupe="it"))
    mine = make("me")
    await mine.send_due()
    assert (mine.faults, state(store, "it"), state(store, "answer:it")) == (1, "waiting", None)
    clock.move(LONGEST_PAUSE)
    await make("me").send_due()
    assert provider.made == ["it"]
    assert provider.concluded == [("it", "found")]


@pytest.mark.spec("NTF-1")
@pytest.mark.parametrize(
    ("trouble", "ends"),
    [
        (Unreachable("closed"), "dead"),
        (Unknowable("who knows"), "unsure"),
        (Untrue("not wanted"), "dropped"),
    ],
)
async def test_an_errand_that_ends_badly_is_concluded_without_an_answer(
    store: SqlStore, make: Make, provider: Provider, person: int, trouble: Exception, ends: str
) -> None:
    provider.meets = [trouble]
    write(store, an_errand(person, dedupe="it"))
    await make("me").send_due()
    assert state(store, "it") == ends
    assert provider.concluded == [("it", None)]


@pytest.mark.spec("NTF-1")
@pytest.mark.parametrize("answer", [Unsure("reset"), ValueError("cannot be parsed")], ids=["none", "odd"])
async def test_an_errand_whose_answer_never_comes_or_cannot_be_read_has_an_end(
    store: SqlStore, make: Make, provider: Provider, clock: Clock, person: int, answer: Exception
) -> None:
    provider.meets = [answer] * ATTEMPTS
    write(store, an_errand(person, dedupe="it"))
    for _ in range(ATTEMPTS):
        await make("me").send_due()
        clock.move(LONGEST_PAUSE)
    assert state(store, "it") == "unsure"
    assert provider.concluded == [("it", None)]


@pytest.mark.spec("NTF-3")
async def test_errands_neither_wait_for_a_chat_nor_use_up_its_pace(
    store: SqlStore, outbox: SqlOutbox, person: int
) -> None:
    def free_at() -> object:
        with store.work() as work:
            return work.connection.execute(select(rates.c.free_at)).scalar_one()

    untouched = free_at()
    write(store, an_errand(person), an_errand(person))
    claimed = outbox.claim("me", 100, LEASE)
    assert len(claimed) == 2
    for item in claimed:
        assert isinstance(item, Errand)
        outbox.conclude("me", Done(item, ""), lambda _tx: None)
    assert free_at() == untouched


@pytest.mark.spec("NTF-3")
async def test_a_channel_that_asks_for_a_rest_holds_up_no_notice(
    store: SqlStore, make: Make, provider: Provider, courier: Scripted, person: int
) -> None:
    provider.meets = [TryLater("429", HOUR, Scope.BOT)] * 2
    write(store, *(an_errand(person) for _ in range(5)))
    with store.write() as tx:
        tx.notices.add([a_notice(person)])
    await make("me").send_due()
    await make("me").send_due()
    assert len(courier.sent) == 1
    assert provider.made == []


@pytest.mark.spec("OPS-5")
async def test_the_check_and_the_backlog_know_an_overdue_errand(
    store: SqlStore, outbox: SqlOutbox, clock: Clock, person: int
) -> None:
    write(store, an_errand(person))
    assert outbox.backlog().due == 1
    clock.move(HOUR)
    assert len(list(SqlCheck(store).violations(MINUTE))) == 1
    assert outbox.backlog().age >= HOUR


@pytest.mark.spec("NTF-6")
async def test_admins_have_an_errand_that_failed_tried_again_or_dismiss_it(
    store: SqlStore, make: Make, provider: Provider, clock: Clock, person: int
) -> None:
    provider.meets = [Unreachable("closed"), Unreachable("closed")]
    write(store, an_errand(person, dedupe="one"), an_errand(person, dedupe="two"))
    await make("me").send_due()
    with store.write() as tx:
        one, two = sorted(tx.notices.failed(10), key=lambda failed: failed.item.dedupe)
        assert isinstance(one.item, Errand)
        assert tx.notices.retry(one.item.id)
        assert tx.notices.dismiss(two.item.id)
    clock.move(MINUTE)
    await make("me").send_due()
    assert (state(store, "one"), state(store, "two")) == ("done", "dismissed")


# --- each protection is needed: without it something goes wrong


@pytest.mark.spec("NTF-1")
async def test_without_the_look_up_an_answer_that_was_lost_means_two(
    store: SqlStore, make: Make, provider: Provider, clock: Clock, person: int
) -> None:
    provider.meets, provider.afterwards, provider.looks = [Unsure("reset")], True, False
    write(store, an_errand(person, dedupe="it"))
    await make("me").send_due()
    clock.move(LONGEST_PAUSE)
    await make("me").send_due()
    assert provider.made == ["it", "it"]


@pytest.mark.spec("NTF-1")
async def test_without_leases_two_processes_have_it_done(
    store: SqlStore, outbox: SqlOutbox, person: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leaving, "_LEASE", leaving._LEASE.values(ready_at=notices.c.ready_at))
    monkeypatch.setattr(leaving, "pace_at", lambda _channel: Pace(by_person=False))
    write(store, an_errand(person))
    assert outbox.claim("one", 10, LEASE)
    assert outbox.claim("two", 10, LEASE)


@pytest.mark.spec("NTF-1")
async def test_without_an_owner_of_the_lease_its_end_is_written_twice(
    store: SqlStore, outbox: SqlOutbox, clock: Clock, person: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    anybody = leaving.update(notices).where(notices.c.id == leaving.bindparam("notice"))
    monkeypatch.setattr(leaving, "_RECORD", anybody.values(state=leaving.bindparam("becomes")))
    write(store, an_errand(person))
    written: list[str] = []
    for owner in ("late", "now"):
        [item] = outbox.claim(owner, 10, LEASE)
        assert isinstance(item, Errand)
        clock.move(LEASE)
    outbox.conclude("now", Done(item, ""), lambda _tx: written.append("now"))
    outbox.conclude("late", Done(item, ""), lambda _tx: written.append("late"))
    assert written == ["now", "late"]


@pytest.mark.spec("NTF-1")
async def test_without_retries_one_lost_answer_is_the_end(
    store: SqlStore,
    make: Make,
    provider: Provider,
    clock: Clock,
    person: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(delivery, "_again", lambda item, error, *_, **__: Ended(item, "dead", error))
    provider.meets = [TryLater("busy", MINUTE)]
    write(store, an_errand(person, dedupe="it"))
    await make("me").send_due()
    clock.move(LONGEST_PAUSE)
    await make("me").send_due()
    assert (state(store, "it"), provider.made) == ("dead", [])


@pytest.mark.spec("NTF-6")
@pytest.mark.parametrize("patience", [LEASE.total_seconds() * 10, LEASE.total_seconds() / 2])
async def test_an_errand_that_may_take_longer_than_its_lease_stays_leased_meanwhile(
    make: Make,
    provider: Provider,
    store: SqlStore,
    outbox: SqlOutbox,
    person: int,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    patience: float,
) -> None:
    """Without a renewal another process begins it too."""
    renewed, ends = asyncio.Event(), asyncio.Event()
    run, renew = provider.run, outbox.renew

    async def slowly(errand: Errand, now: datetime) -> object:
        await ends.wait()
        return await run(errand, now)

    def renewing(*arguments: object) -> None:
        renew(*arguments)  # type: ignore[arg-type]
        loop.call_soon_threadsafe(renewed.set)

    loop = asyncio.get_running_loop()
    monkeypatch.setattr(delivery, "RENEWED", 0.01)
    monkeypatch.setattr(provider, "run", slowly)
    monkeypatch.setattr(provider, "patience", patience)
    monkeypatch.setattr(outbox, "renew", renewing)
    is_long = patience > LEASE.total_seconds()
    write(store, an_errand(person))
    mine = make("me")
    await mine.start_due()
    for _ in range(3):
        clock.move(LEASE * 0.9)
        if is_long:
            renewed.clear()
            await renewed.wait()
    assert bool(outbox.claim("other", 10, LEASE)) is not is_long
    ends.set()
    await mine.stop()
    assert len(provider.made) == 1
