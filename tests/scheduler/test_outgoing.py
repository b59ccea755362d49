"""What a transaction writes to the outbox leaves without a heartbeat; what writes nothing there wakes nobody."""

import asyncio
import math
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta

import pytest

from core.clock import Clock
from core.desk import Desk
from core.errands import Errand, Task
from core.ids import new_id
from core.mail import MAIL
from core.notices import Kind, Notice
from core.outbox import NOTHING_IN_HAND, Again, Ended
from gateways.jitsi import JitsiRooms
from scheduler.delivery import LEASE, OutboxDelivery
from scheduler.wakeups import Wakeups
from storage.engines import engines_for
from storage.executor import Executor
from storage.outbox import SqlOutbox
from storage.store import SqlStore
from storage.wakeups import Listener
from tests.conftest import MORNING
from tests.scheduler.conftest import Scripted
from tests.scheduler.test_wakeups import until
from tests.storage.samples import HOUR, MINUTE, a_notice, a_session, people_in

NOW = timedelta()


@pytest.fixture
def waits(store: SqlStore) -> list[timedelta]:
    """How long until something can leave, as the store tells whoever listens."""
    told: list[timedelta] = []
    store.on_outgoing(told.append)
    return told


def an_errand(person: int, due: datetime = MORNING) -> Errand:
    number = new_id(MORNING)
    return Errand(number, Task.MAIL, MAIL, person, due, f"mail:{number}", details={"kind": "welcome"})


def a_reminder(store: SqlStore, due: datetime) -> Notice:
    """Of a session, one that waits."""
    mentor, mentee = people_in(store, "Ana", "Ben")
    session = a_session(mentor, mentee)
    notice = a_notice(mentee, due, Kind.REMINDER, session=session.id)
    with store.write() as tx:
        tx.sessions.add(session)
        tx.notices.add([notice])
    return notice


def in_hand(store: SqlStore, *notices: Notice) -> SqlOutbox:
    with store.write() as tx:
        tx.notices.add(notices)
    outbox = SqlOutbox(store)
    assert outbox.claim("me", 10, LEASE)
    return outbox


def test_a_transaction_that_writes_nothing_there_wakes_nobody(
    store: SqlStore, waits: list[timedelta]
) -> None:
    desk = Desk(store, JitsiRooms("https://rooms.example"))
    with desk.begin() as tx:
        tx.people.admins()
    outbox = SqlOutbox(store)
    assert outbox.claim("me", 10, LEASE) == []
    outbox.next_due()
    assert waits == []


@pytest.mark.spec("NTF-1", "NTF-2")
def test_what_is_written_is_told_of_with_when_it_can_leave(store: SqlStore, waits: list[timedelta]) -> None:
    (ada,) = people_in(store, "Ada")
    now = store.now()
    with store.write() as tx:
        tx.notices.add([a_notice(ada, now + HOUR), a_notice(ada, now - HOUR)])
    with store.write() as tx:
        tx.errands.add([an_errand(ada, now - HOUR)])
    assert waits == [NOW, NOW]
    with store.write() as tx:
        tx.notices.add([a_notice(ada, now + 2 * HOUR), a_notice(ada, now + HOUR)])
    with store.write() as tx:
        tx.errands.add([an_errand(ada, now + HOUR)])
    assert all(HOUR - MINUTE < wait <= HOUR for wait in waits[2:])
    assert len(waits) == 4


def test_what_is_rolled_back_wakes_nobody(store: SqlStore, waits: list[timedelta]) -> None:
    (ada,) = people_in(store, "Ada")
    with suppress(ZeroDivisionError), store.write() as tx:
        tx.notices.add([a_notice(ada)])
        tx.errands.add([an_errand(ada)])
        raise ZeroDivisionError
    assert waits == []


@pytest.mark.spec("NTF-3")
def test_what_is_given_back_or_sent_again_is_told_of(store: SqlStore, waits: list[timedelta]) -> None:
    ada, ben = people_in(store, "Ada", "Ben")
    lost, returned = a_notice(ada), a_notice(ben)
    outbox = in_hand(store, lost, returned)
    waits.clear()
    outbox.record("me", [Again(returned, NOW, "the answer does not tell it", counted=False)])
    assert waits == [NOW]
    outbox.record("me", [Ended(lost, "dropped", "pointless")])
    assert waits == [NOW]
    outbox = in_hand(store, again := a_notice(ada))
    waits.clear()
    outbox.record("me", [Ended(again, "dead", "blocked")])
    with store.write() as tx:
        assert tx.notices.retry(again.id)
    assert waits[-1] == NOW


def test_what_is_called_off_lets_what_waited_behind_it_go_on(
    store: SqlStore, waits: list[timedelta]
) -> None:
    reminder = a_reminder(store, store.now() + HOUR)
    errand = an_errand(reminder.person, store.now() + HOUR)
    with store.write() as tx:
        tx.errands.add([errand])
    waits.clear()
    assert reminder.session is not None
    with store.write() as tx:
        tx.notices.drop(reminder.session)
    with store.write() as tx:
        assert tx.errands.drop(errand.dedupe)
    assert waits == [NOW, NOW]
    with store.write() as tx:
        tx.notices.drop(reminder.session)
    assert waits == [NOW, NOW], "there was nothing more to drop"


@pytest.fixture
def only_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """No heartbeat looks whether something is due."""
    monkeypatch.setattr(Wakeups, "_every", lambda *_: None)


@asynccontextmanager
async def awake_on(
    store: SqlStore, courier: Scripted, outbox: SqlOutbox | None = None
) -> AsyncIterator[Wakeups]:
    """A process's delivery."""
    executor = Executor(2)
    delivery = OutboxDelivery(outbox or SqlOutbox(store), courier, executor.run, str(new_id(MORNING)))
    awake = Wakeups(delivery, store.clock, {})
    store.on_outgoing(awake.wake)
    awake.start()
    try:
        await until(lambda: awake.heartbeat_age < math.inf)
        yield awake
    finally:
        await awake.stop()
        executor.close()


def by_a_use_case(store: SqlStore, notice: Notice) -> None:
    with Desk(store, JitsiRooms("https://rooms.example")).begin() as tx:
        tx.notices.add([notice])


def by_the_store(store: SqlStore, notice: Notice) -> None:
    with store.write() as tx:
        tx.notices.add([notice])


def soon(store: SqlStore, notice: Notice) -> None:
    with store.write() as tx:
        later = a_notice(notice.person, tx.now + timedelta(seconds=0.3), dedupe=notice.dedupe)
        tx.notices.add([later])


def called_off_and_again(store: SqlStore, notice: Notice) -> None:
    with store.write() as tx:
        with suppress(ZeroDivisionError), tx.attempt():
            tx.notices.add([a_notice(notice.person)])
            raise ZeroDivisionError
        tx.notices.add([notice])


WAYS = [by_a_use_case, by_the_store, soon, called_off_and_again]


@pytest.mark.spec("NTF-1", "NTF-2")
@pytest.mark.usefixtures("only_told")
@pytest.mark.parametrize("write", WAYS)
async def test_a_notice_written_in_any_transaction_leaves_without_a_heartbeat(
    store: SqlStore, courier: Scripted, write: Callable[[SqlStore, Notice], None]
) -> None:
    (ada,) = people_in(store, "Ada")
    async with awake_on(store, courier):
        await asyncio.to_thread(write, store, notice := a_notice(ada))
        await until(lambda: [each.dedupe for each in courier.sent] == [notice.dedupe])


class Slow(SqlOutbox):
    """While it says when the next one is due, somebody writes another."""

    meanwhile: Callable[[], None] | None = None

    def next_due(self, in_hand: Mapping[str, int] = NOTHING_IN_HAND) -> datetime | None:
        found = super().next_due(in_hand)
        if (write := self.meanwhile) is not None:
            self.meanwhile = None
            write()
        return found


@pytest.mark.spec("NTF-2")
@pytest.mark.usefixtures("only_told")
@pytest.mark.parametrize("write", WAYS)
async def test_what_is_written_while_delivery_asks_when_the_next_is_due_is_not_overlooked(
    store: SqlStore, courier: Scripted, write: Callable[[SqlStore, Notice], None]
) -> None:
    (ada,) = people_in(store, "Ada")
    with store.write() as tx:
        tx.notices.add([a_notice(ada, store.now() + 2 * HOUR)])
    outbox = Slow(store)
    async with awake_on(store, courier, outbox) as awake:
        notice = a_notice(ada)
        outbox.meanwhile = lambda: write(store, notice)
        awake.wake()
        await until(lambda: [each.dedupe for each in courier.sent] == [notice.dedupe])


@pytest.mark.spec("NTF-1", "OPS-1")
@pytest.mark.usefixtures("only_told")
@pytest.mark.parametrize("write", WAYS[:2])
async def test_another_process_sends_what_one_without_delivery_has_written(
    postgresql_url: str, clock: Clock, courier: Scripted, write: Callable[[SqlStore, Notice], None]
) -> None:
    ours, theirs = (SqlStore(engines_for(postgresql_url), clock) for _ in range(2))
    (ada,) = people_in(ours, "Ada")
    async with awake_on(theirs, courier) as awake:
        listening = asyncio.Event()

        def heard() -> None:
            listening.set()
            awake.wake()

        listener = asyncio.create_task(Listener(postgresql_url, heard).run())
        await listening.wait()
        await asyncio.to_thread(write, ours, notice := a_notice(ada))
        await until(lambda: [each.dedupe for each in courier.sent] == [notice.dedupe])
        listener.cancel()
        await asyncio.gather(listener, return_exceptions=True)
    ours.close()
    theirs.close()
