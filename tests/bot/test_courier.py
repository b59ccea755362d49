"""The courier: the door that opens, and what may have left before."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.backoff import Floods
from bot.courier import HOMES_AT_ONCE, MessengerCourier
from bot.messenger import Messenger
from core.clock import Clock
from core.desk import Desk
from core.notices import Kind, Notice
from core.outbox import Scope, TryLater, Unknowable, Unreachable, Unsure
from core.people import Address
from core.ports.store import Run
from core.quiet import Quiet
from gateways.jitsi import JitsiRooms
from storage.executor import Executor
from storage.store import SqlStore, open_store
from tests.conftest import MORNING
from tests.recorder import Recorder
from tests.storage.samples import a_notice, a_person

HERE, THERE = Address("slack", "T1", "ada"), Address("telegram", "", "77")


@pytest.fixture
async def executor() -> AsyncIterator[Executor]:
    executor = Executor(1)
    yield executor
    executor.close()


class Stage:
    """Ada has an account on each of two platforms; only the first can be asked what has left."""

    def __init__(self, store: SqlStore, run: Run, first: Address = HERE) -> None:
        self.slack, self.telegram = Recorder("slack"), Recorder("telegram", finds=False)
        self.store = store
        desk = Desk(store, JitsiRooms("https://rooms.example"))
        messenger = Messenger({"slack": self.slack, "telegram": self.telegram})
        self.courier = MessengerCourier(desk, messenger, run)
        self.ada = a_person("Ada", addresses=(first, THERE if first is HERE else HERE), zone="UTC")
        with store.write() as tx:
            tx.people.add(self.ada)

    def notice(self, kind: Kind = Kind.WELCOME, **more: object) -> Notice:
        return a_notice(self.ada.id, kind=kind, **more)

    def addresses(self) -> tuple[Address, ...]:
        with self.store.read() as tx:
            found = tx.people.get(self.ada.id)
            assert found is not None
            return found.addresses


@pytest.fixture
def store(sqlite_url: str, clock: Clock) -> Iterator[SqlStore]:
    store = open_store(sqlite_url, clock)
    yield store
    store.close()


@pytest.mark.spec("NTF-3")
async def test_a_blocked_chat_falls_back_to_the_other_identity_and_is_tried_last_from_then_on(
    store: SqlStore, executor: Executor
) -> None:
    stage = Stage(store, executor.run)
    stage.slack.blocks("ada")
    sent = await stage.courier.deliver(stage.notice(), MORNING)
    assert sent.receipt is not None
    assert sent.receipt.platform == "telegram"
    assert stage.addresses() == (THERE, HERE)
    stage.slack.trouble.clear()
    again = await stage.courier.deliver(stage.notice(), MORNING)
    assert again.receipt is not None
    assert again.receipt.platform == "telegram", (
        "whoever blocked us is not written to while another door is open"
    )


@pytest.mark.spec("NTF-3")
async def test_somebody_whose_every_chat_is_closed_cannot_be_reached_and_all_reasons_are_known(
    store: SqlStore, executor: Executor
) -> None:
    stage = Stage(store, executor.run)
    stage.slack.blocks("ada")
    stage.telegram.trouble["77"] = Unreachable("deactivated")
    with pytest.raises(Unreachable, match="blocked; deactivated"):
        await stage.courier.deliver(stage.notice(), MORNING)
    stage.slack.trouble.clear()
    assert (await stage.courier.deliver(stage.notice(), MORNING)).receipt, (
        "a closed door is tried when there is no other"
    )


@pytest.mark.spec("NTF-3")
async def test_a_busy_service_is_no_reason_to_try_the_other_door(
    store: SqlStore, executor: Executor
) -> None:
    stage = Stage(store, executor.run)
    stage.slack.trouble["ada"] = TryLater("slow down", timedelta(seconds=7))
    with pytest.raises(TryLater):
        await stage.courier.deliver(stage.notice(), MORNING)
    assert stage.telegram.chats == {}


@pytest.mark.spec("NTF-3", "CHT-2")
async def test_a_home_that_is_being_drawn_holds_up_no_message(store: SqlStore, executor: Executor) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def run(work: Callable[..., Any], *given: Any) -> Any:
        if not begun.is_set():
            begun.set()
            await go_on.wait()
        return await executor.run(work, *given)

    stage = Stage(store, run)
    homes = [
        asyncio.create_task(stage.courier.deliver(stage.notice(Kind.HOME), MORNING))
        for _ in range(HOMES_AT_ONCE + 1)
    ]
    await begun.wait()
    async with asyncio.timeout(60):
        assert (await stage.courier.deliver(stage.notice(), MORNING)).receipt
    go_on.set()
    await asyncio.gather(*homes)


@pytest.mark.spec("NTF-1")
async def test_what_has_left_before_is_found_and_not_sent_twice(
    store: SqlStore, executor: Executor
) -> None:
    stage = Stage(store, executor.run)
    notice = stage.notice()
    left = await stage.courier.deliver(notice, MORNING)
    found = await stage.courier.deliver(replace(notice, ambiguous=True), MORNING)
    assert found.receipt is not None
    assert found.receipt == left.receipt
    assert len(stage.slack.chat("ada").messages) == 1


@pytest.mark.spec("NTF-1")
async def test_what_has_not_left_before_is_sent(store: SqlStore, executor: Executor) -> None:
    stage = Stage(store, executor.run)
    assert (await stage.courier.deliver(stage.notice(ambiguous=True), MORNING)).receipt is not None
    assert len(stage.slack.chat("ada").messages) == 1


@pytest.mark.spec("NTF-1")
async def test_where_nobody_can_be_asked_a_confirmation_is_not_risked_twice(
    store: SqlStore, executor: Executor
) -> None:
    stage = Stage(store, executor.run, first=THERE)
    with pytest.raises(Unknowable):
        await stage.courier.deliver(stage.notice(ambiguous=True), MORNING)
    assert stage.telegram.chats == {}
    assert stage.slack.chats == {}


@pytest.mark.spec("NTF-1")
async def test_where_nobody_can_be_asked_homes_are_refreshed_again(
    store: SqlStore, executor: Executor
) -> None:
    stage = Stage(store, executor.run, first=THERE)
    await stage.courier.deliver(stage.notice(Kind.HOME, ambiguous=True), MORNING)
    assert stage.slack.chat("ada").home is not None


@pytest.mark.spec("NTF-1")
async def test_a_message_that_went_to_the_other_door_is_found_there(
    store: SqlStore, executor: Executor
) -> None:
    stage = Stage(store, executor.run)
    notice = stage.notice()
    left = await stage.courier.deliver(notice, MORNING)
    with store.write() as tx:
        tx.people.set_handle(HERE, None, reachable=False)
    found = await stage.courier.deliver(replace(notice, ambiguous=True), MORNING)
    assert found.receipt is not None
    assert found.receipt == left.receipt


@pytest.mark.spec("NTF-3")
async def test_a_home_that_has_to_wait_holds_back_nothing_else(store: SqlStore, executor: Executor) -> None:
    stage = Stage(store, executor.run)

    async def slow(to: Address, card: object) -> None:
        raise TryLater("slow down", timedelta(seconds=30))

    stage.slack.publish_home = slow  # type: ignore[method-assign]
    with pytest.raises(TryLater) as later:
        await stage.courier.deliver(stage.notice(Kind.HOME), MORNING)
    assert later.value.scope is Scope.NOTICE


@pytest.mark.spec("NTF-4")
async def test_quiet_hours_delay_the_notice_alone(store: SqlStore, executor: Executor) -> None:
    stage = Stage(store, executor.run)
    with store.write() as tx:
        tx.people.save(replace(stage.ada, quiet=Quiet(7 * 60, 9 * 60)))
    with pytest.raises(TryLater) as later:
        await stage.courier.deliver(stage.notice(), MORNING)
    assert (later.value.after, later.value.scope) == (timedelta(hours=1), Scope.NOTICE)
    assert await stage.courier.deliver(stage.notice(), MORNING + timedelta(hours=1))


async def test_one_that_cannot_be_drawn_spoils_no_other(store: SqlStore, executor: Executor) -> None:
    stage = Stage(store, executor.run)
    broken = stage.notice(Kind.ROLE_CHANGED)
    results = await asyncio.gather(
        *(stage.courier.deliver(notice, MORNING) for notice in (stage.notice(), broken, stage.notice())),
        return_exceptions=True,
    )
    assert [isinstance(result, Exception) for result in results] == [False, True, False]
    assert isinstance(results[1], KeyError)


@pytest.mark.spec("NTF-3")
async def test_two_chats_that_are_asked_to_wait_at_once_are_the_whole_bot() -> None:
    floods = Floods()

    def told(chat: str, problem: Exception) -> Scope | None:
        try:
            with floods.watch(chat):
                raise problem
        except TryLater as later:
            return later.scope
        except Unsure:
            return None

    wait = timedelta(minutes=1)
    assert told("one", TryLater("busy")) is Scope.CHAT
    assert told("one", TryLater("slow down", wait)) is Scope.CHAT
    assert told("one", TryLater("slow down", wait)) is Scope.CHAT
    assert told("two", TryLater("slow down", wait)) is Scope.BOT
    assert told("three", Unsure("reset")) is None
