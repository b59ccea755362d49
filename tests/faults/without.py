"""Protections of the product, each of which a test can switch off to see that something then goes wrong."""

import asyncio
import contextlib
import os
import random
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

SWITCHES: dict[str, Callable[[], None]] = {}


def switch(name: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Make the function the way to switch off the protection of this name."""

    def keep(function: Callable[[], None]) -> Callable[[], None]:
        SWITCHES[name] = function
        return function

    return keep


def switch_off(names: Iterable[str]) -> None:
    """In this process, from now on."""
    for name in names:
        SWITCHES[name]()


@switch("row locks")
def _no_row_locks() -> None:
    from storage.people import SqlPeople

    SqlPeople.lock = lambda _self, _people: None  # type: ignore[method-assign]


@switch("look-up")
def _no_look_up() -> None:
    """Nobody asks Slack whether a message is there."""
    from bot.slack.sender import SlackPlatform

    async def find(_self: object, _to: object, _key: str) -> None:
        return None

    SlackPlatform.find = find  # type: ignore[method-assign,assignment]


@switch("end of leases")
def _no_end_of_leases() -> None:
    """Who claims a notice has it for ever."""
    from scheduler import delivery

    delivery.LEASE = timedelta(days=365)


@switch("end of claims")
def _no_end_of_claims() -> None:
    """Who claims a delivery has it for ever."""
    from bot import reception

    reception.LEASE = timedelta(days=365)


@switch("end of answers")
def _no_end_of_answers() -> None:
    """What is left to an answer is left to it for ever, whether or not it is given."""
    from storage import notices

    notices.ANSWERED_WITHIN = timedelta(days=365)
    notices.SqlNotices.take_up = lambda *_, **__: None  # type: ignore[method-assign]


@switch("end of turns")
def _no_end_of_turns() -> None:
    """Who polls Telegram does so for ever."""
    from bot import service

    service.POLLING_LEASE = timedelta(days=365)


@switch("leases")
def _no_leases() -> None:
    """A notice that is being sent can be taken by another process, and by this one."""
    from storage import outbox

    unleased = outbox._LEASE.values(ready_at=outbox.notices.c.ready_at)
    outbox._LEASE = unleased
    outbox._OCCUPY = outbox._OCCUPY.values(free_at=outbox.rates.c.free_at)


@switch("marks")
def _no_marks() -> None:
    """What has left is not written down."""
    from storage.outbox import SqlOutbox

    SqlOutbox.record = lambda _self, _owner, _outcomes: None  # type: ignore[method-assign]


@switch("retries")
def _no_retries() -> None:
    """What does not leave at once is given up."""
    from core.outbox import Ended
    from scheduler import delivery

    delivery._again = lambda notice, error, *_args, **_more: Ended(notice, "dead", error)


@switch("giving back")
def _no_giving_back() -> None:
    """Who is told to stop goes at once."""
    from scheduler.wakeups import Wakeups

    async def stop(self: Any) -> None:
        os._exit(0)

    Wakeups.stop = stop  # type: ignore[method-assign]


@switch("second try of the loop")
def _no_second_try() -> None:
    """The first fault ends delivery, as an exception does that nobody catches."""
    from scheduler.delivery import OutboxDelivery

    original = OutboxDelivery.start_due

    async def start_due(self: Any) -> int:
        if getattr(self, "_ended", False):
            return 0
        try:
            return await original(self)
        except Exception:
            self._ended = True
            raise

    OutboxDelivery.start_due = start_due  # type: ignore[method-assign]


@switch("expiry")
def _no_expiry() -> None:
    """A notice is of use for ever."""
    from storage import outbox

    original = outbox.item_of
    outbox.item_of = lambda row: replace(original(row), expires_at=None)


@switch("elapsed time")
def _no_elapsed_time() -> None:
    """24 hours before is the same hour on the wall, the day before."""
    from core.usecases import telling

    original = telling.reminders_of

    def on_the_wall(session: Any, now: datetime, *rest: Any) -> Iterator[Any]:
        berlin = ZoneInfo("Europe/Berlin")
        there = session.starts_at.astimezone(berlin)
        for kind, minutes, _, expires in original(session, now, *rest):
            due = (there - timedelta(minutes=minutes)).astimezone(UTC)
            yield kind, minutes, due, expires

    telling.reminders_of = on_the_wall


@switch("refusals")
def _no_refusals() -> None:
    """That somebody has blocked the bot is a fault like any other."""
    from bot.telegram import sender
    from core.outbox import TryLater

    original = sender._translated

    def translated(error: Any, *, repeatable: bool) -> Exception:
        problem = original(error, repeatable=repeatable)
        return problem if isinstance(problem, TryLater) else TryLater(str(problem))

    sender._translated = translated


@switch("database's clock")
def _no_database_clock() -> None:
    """Each process believes its own clock."""
    from storage.transaction import UnitOfWork

    UnitOfWork.now = property(lambda self: self._clock.now())  # type: ignore[method-assign,assignment]


@switch("migration lock")
def _no_migration_lock() -> None:
    """Two processes make the tables at once; each takes a second, so that it is at once."""
    from alembic import command

    from storage import migrate

    migrate._LOCK = random.randrange(1 << 40)
    original = command.upgrade

    def upgrade(*args: Any, **more: Any) -> None:
        original(*args, **more)
        time.sleep(1)

    command.upgrade = upgrade


@switch("inbox")
def _no_inbox() -> None:
    """Deliveries are handled from memory: nothing is written down before it is acknowledged."""
    from bot.reception import Reception
    from core.inbox import Delivery
    from storage.stamps import SqlStamps

    async def receive(self: Any, inbound: Any) -> None:
        delivery = Delivery(inbound.key, inbound.lane, inbound.model_dump_json(exclude_none=True))
        task = asyncio.create_task(self._handle(delivery))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    Reception.receive = receive  # type: ignore[method-assign]
    SqlStamps.add = lambda _self, _key: True  # type: ignore[method-assign]


@switch("setting aside")
def _no_setting_aside() -> None:
    """What nobody can handle is tried for ever."""
    from storage import inbox

    inbox.ATTEMPTS = 10**6


@switch("inbox keys")
def _no_inbox_keys() -> None:
    """Nobody remembers what has been delivered before."""
    from storage.inbox import SqlInbox
    from storage.stamps import SqlStamps

    original = SqlInbox.accept_and_claim

    def accept(self: Any, delivery: Any, owner: str, lease: timedelta) -> Any:
        return original(self, replace(delivery, key=f"{delivery.key} {random.random()}"), owner, lease)

    SqlInbox.accept_and_claim = accept  # type: ignore[method-assign]
    SqlStamps.add = lambda _self, _key: True  # type: ignore[method-assign]


@switch("one transaction")
def _no_one_transaction() -> None:
    """Notices are written when the change that causes them has been committed, by somebody who may have died."""
    from storage.notices import SqlNotices

    SqlNotices.add = lambda _self, _notices: None  # type: ignore[method-assign]


@switch("transactions")
def _no_transactions() -> None:
    """SQLite without BEGIN: each statement stands for itself."""
    from storage import engines

    engines._statement = lambda _statement: lambda _connection: None


@switch("discretion")
def _no_discretion() -> None:
    """PostgreSQL's words about a fault are logged as they are."""
    from storage import engines

    engines._keep_rows_out = lambda _context: None


@switch("room look-up")
def _no_room_look_up() -> None:
    """Nobody asks Zoom whether a room was made."""
    from gateways.zoom import ZoomRooms

    async def find(_self: object, _wanted: object) -> None:
        return None

    ZoomRooms.find = find  # type: ignore[method-assign,assignment]


@switch("recording look-up")
def _no_recording_look_up() -> None:
    """Nobody asks LiveKit whether a room is being recorded."""
    from gateways.livekit_recorder import LiveKitRecorder

    async def known(_self: object, _asked: object) -> list[object]:
        return []

    LiveKitRecorder._known = known  # type: ignore[method-assign,assignment]


@switch("names of rooms")
def _no_names_of_rooms() -> None:
    """A room that is asked for again has another name."""
    from scheduler import rooms

    rooms.name_of = lambda room: f"Parley {room}{random.randrange(1 << 20)}"


@switch("other link")
def _no_other_link() -> None:
    """Without a room there is no link."""
    from core.usecases import linking

    linking.fall_back = lambda *_, **__: ""


@switch("link look-up")
def _no_link_look_up() -> None:
    """No provider is asked for the link that it has made already: another attempt makes another one."""
    for gateway in _gateways():

        async def open_link(self: Any, order: Any, original: Any = gateway.open_link) -> Any:
            return await original(
                self, replace(order, reference=f"{order.reference}x{random.randrange(1000)}")
            )

        gateway.open_link = open_link


def _gateways() -> list[Any]:
    from gateways.payments.razorpay import RazorpayGateway
    from gateways.payments.stripe import StripeGateway

    return [RazorpayGateway, StripeGateway]


@switch("inbox of payments")
def _no_inbox_of_payments() -> None:
    """What a provider tells is acknowledged and then handled from memory."""
    from bot.reception import Reception

    async def tell(self: Any, told: Any) -> None:
        self._begin(told)

    Reception.tell = tell  # type: ignore[method-assign]


@switch("refusing payments")
def _no_refusing_payments() -> None:
    """What a provider tells is acknowledged whether it could be kept or not."""
    from bot.reception import Reception

    original = Reception.tell

    async def tell(self: Any, told: Any) -> None:
        with contextlib.suppress(Exception):
            await original(self, told)

    Reception.tell = tell  # type: ignore[method-assign]


@switch("asking")
def _no_asking() -> None:
    """Nobody asks a provider how a link stands."""
    from scheduler.payments import PaymentRound

    async def look(_self: object, _attempt: object) -> None:
        return None

    PaymentRound._look = look  # type: ignore[method-assign]


@switch("names of payments")
def _no_names_of_payments() -> None:
    """Money is taken for other money each time that somebody tells of it."""
    from core.usecases.payments import facts
    from storage.stamps import SqlStamps

    original = facts.arrive

    def arrive(desk: Any, tx: Any, attempt: Any, handle: str, *rest: Any) -> None:
        original(desk, tx, attempt, f"{handle}{random.randrange(1 << 40)}", *rest)

    facts.arrive = arrive
    SqlStamps.add = lambda _self, _key: True  # type: ignore[method-assign]


@switch("names of refunds")
def _no_names_of_refunds() -> None:
    """A refund that is asked for again is another one."""
    for gateway in _gateways():

        async def refund(self: Any, order: Any, original: Any = gateway.refund) -> Any:
            return await original(self, replace(order, key=f"{order.key}-{random.randrange(1 << 20)}"))

        gateway.refund = refund


@switch("names of mails")
def _no_names_of_mails() -> None:
    """A mail that is sent again is another one."""
    from gateways.mail.smtp import SmtpTransport

    original = SmtpTransport.send

    async def send(self: Any, mail: Any) -> str:
        return await original(
            self, replace(mail, message_id=f"{random.randrange(1 << 40)}.{mail.message_id}")
        )

    SmtpTransport.send = send  # type: ignore[method-assign]
