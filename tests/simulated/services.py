"""The outside, in memory: chat, payments, rooms, mail, calendars and the database, as the weather lets them be."""

import asyncio
import re
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from zlib import crc32

from bot.formats import plain
from bot.inbound import Inbound, Origin, Profile
from bot.messenger import Sink
from bot.ui import Card, Form, Message, Toast
from core.admin_channels import AdminChannel
from core.calendars import CalendarKind, CalendarQuestion, Reading
from core.clock import Clock
from core.errors.calendars import CalendarUnreadable
from core.evidence import FileQuestion
from core.mail import Mail
from core.notices import Receipt
from core.outbox import AddressRefused, SetUpWrongly
from core.people import Address
from core.providers import Fact, RefundChanged, Told
from core.recordings import Recorded
from core.refunds import RefundStatus
from core.rooms import Guest, MadeRoom, Wanted
from storage.store import SqlStore
from tests.payments import Provider
from tests.recorder import Recorder
from tests.simulated.loop import PROCESS, Process
from tests.simulated.weather import Weather

_CODE = re.compile(r"\b\d{6}\b")


OLD = 20
"""So many messages are remembered as they read before they were edited: somebody may be looking at that still."""


AWAY_BETWEEN = (3.5 * 3600, 10.5 * 3600)
"""Seconds after the beginning between which some calendars cannot be read."""


class Door(Recorder):
    """A platform whose chats the people of a world read."""

    def __init__(
        self,
        name: str,
        weather: Weather,
        told: Callable[[str, Card, bool], None],
        now: Callable[[], datetime],
        **more: bool,
    ) -> None:
        super().__init__(name, **more)
        self._weather = weather
        self._told = told
        self._now = now
        self.begun: list[tuple[str, datetime]] = []
        self.numbers = count(1)
        self.closed: set[str] = set()
        self.answered: Counter[str] = Counter()
        self.homes: set[Address] = set()
        self.replies: Counter[str] = Counter()
        self.sends: Counter[tuple[Address, str]] = Counter()
        self.sending: dict[tuple[Address, str], Process | None] = {}
        self.sent_by_two: list[str] = []
        self.replaced: dict[str, deque[tuple[str, Card]]] = {}
        self.forms: dict[int, Inbound] = {}
        self.asked: dict[str, int | None] = {}

    async def answer(self, inbound: Inbound, place: Origin, message: Message) -> Receipt | None:
        self.answered[inbound.key] += 1

        def replies() -> Receipt:
            self.replies[inbound.key] += 1
            self.asked[channel] = message.asks
            return self._write(channel, message.card, settled)

        channel = place.channel if place.direct or not message.private else inbound.sender.user
        settled = place.message if channel == place.channel and not message.fresh else None
        return await self._through(channel, replies)

    async def open_form(self, inbound: Inbound, form: Form) -> bool:
        self.answered[inbound.key] += 1
        self.forms[form.id] = inbound

        def opens() -> bool:
            self.chat(inbound.sender.user).form = form
            return True

        return await self._through(inbound.sender.user, opens)

    async def toast(self, inbound: Inbound, toast: Toast) -> None:
        self.answered[inbound.key] += 1
        said = plain(toast.text)
        await self._through(inbound.sender.user, lambda: self.chat(inbound.sender.user).words.append(said))

    async def acknowledge(self, inbound: Inbound) -> None:
        self.answered[inbound.key] += 1

    async def send(self, to: Address, card: Card, *, key: str) -> Receipt:
        self.begun.append((key, self._now()))
        other, me = self.sending.get((to, key)), PROCESS.get()
        if other is not None and other.alive:
            self.sent_by_two.append(f"two are sending {key} to {to}")
        self.sending[to, key] = me

        def posts() -> Receipt:
            self.sends[to, key] += 1
            self.sent[to, key] = receipt = self._write(to.user, card)
            return receipt

        try:
            return await self._through(to.user, posts)
        finally:
            if self.sending.get((to, key)) is me:
                del self.sending[to, key]

    async def post(self, channel: AdminChannel, card: Card) -> Receipt:
        return await self._through(channel.chat, lambda: self._write(channel.chat, card))

    async def find(self, to: Address, key: str) -> Receipt | None:
        return await self._through(to.user, lambda: self.sent.get((to, key)))

    async def edit(self, receipt: Receipt, card: Card) -> None:
        await self._through(receipt.channel, lambda: self._write(receipt.channel, card, receipt.message))

    async def send_file(self, to: Address | AdminChannel, _file: Path, name: str) -> None:
        chat = to.chat if isinstance(to, AdminChannel) else to.user
        await self._through(chat, lambda: self.files.append((chat, name, b"")))

    async def fetch(self, file: FileQuestion, into: Sink) -> None:
        await asyncio.sleep(self._weather.between(0.1, 2.0))
        await super().fetch(file, into)

    async def profile(self, who: Address) -> Profile:
        await asyncio.sleep(self._weather.between(0.01, 0.1))
        return await super().profile(who)

    async def publish_home(self, to: Address, card: Card) -> None:
        self.homes.add(to)

        def publishes() -> None:
            self.chat(to.user).home = card

        await self._through(to.user, publishes)

    def menu_digest(self, menu: Sequence[tuple[str, str]]) -> str | None:
        return " ".join(name for name, _ in menu)

    async def show_menu(self, to: Address, _menu: Sequence[tuple[str, str]]) -> None:
        await self._through(to.user, lambda: None)

    async def _through(self, chat: str, act: Callable[[], Any]) -> Any:
        return await self._weather.over_the_network(act, closed=chat in self.closed)

    def _write(self, channel: str, card: Card, message: str | None = None) -> Receipt:
        before = self.chat(channel).messages.get(message or "")
        if message is not None and before is not None:
            self.replaced.setdefault(channel, deque(maxlen=OLD)).append((message, before))
        receipt = super()._write(channel, card, message)
        self._told(channel, card, message is not None)
        return receipt


class Store(SqlStore):
    """One database for all bots: its present is its own, as PostgreSQL's is."""

    def __init__(self, shared: SqlStore, clock: Clock, weather: Weather) -> None:
        super().__init__(shared.engines, clock, None, shared.vault, mails=shared.mails)
        self._weather = weather

    @contextmanager
    def write(self) -> Iterator[Any]:
        with self._in_the_weather(writes=True), super().write() as tx:
            yield tx

    @contextmanager
    def read(self) -> Iterator[Any]:
        with self._in_the_weather(writes=False), super().read() as tx:
            yield tx

    @contextmanager
    def work(self, *, read_only: bool = False) -> Iterator[Any]:
        with self._in_the_weather(writes=not read_only), super().work(read_only=read_only) as work:
            yield work

    @contextmanager
    def _in_the_weather(self, *, writes: bool) -> Iterator[None]:
        self._weather.before_transaction(writes=writes)
        yield
        if writes:
            self._weather.after_commit()


class Payments(Provider):
    """Takes some time, and sometimes fails."""

    weather: Weather
    endings: tuple[RefundStatus, ...] = (RefundStatus.PROCESSED,)

    async def open_link(self, order: Any) -> Any:
        return await self._asked(super().open_link, order)

    async def look(self, link: str) -> Any:
        return await self._asked(super().look, link)

    async def close_link(self, link: str) -> Any:
        return await self._asked(super().close_link, link)

    async def refund(self, order: Any) -> Any:
        return await self._asked(super().refund, order)

    def told_of(self, fact: Fact) -> Told:
        """Something else than money."""
        return Told(self.name, f"evt_{next(self.numbers)}", fact)

    def settle(self) -> list[Told]:
        """What was begun and has ended by now; returns what is told of it."""
        told = []
        for key, (order, state) in self.refunded.items():
            if state.status is RefundStatus.PENDING:
                ending = self.endings[next(self.numbers) % len(self.endings)]
                ended = replace(state, status=ending, words="the account is closed")
                self.refunded[key] = (order, ended)
                fact = RefundChanged(
                    state.id, order.payment, order.amount, order.currency, ending, key, ended.words
                )
                told.append(Told(self.name, f"evt_{state.id}_{ending}", fact))
        return told

    async def look_at_refund(self, order: Any) -> Any:
        return await self._asked(super().look_at_refund, order)

    async def _asked(self, call: Callable[[Any], Any], about: Any) -> Any:
        if self.weather.strikes("payments_failing"):
            return await self.weather.fail(lambda: _now(call(about)))
        await asyncio.sleep(self.weather.between(0.05, 0.5))
        return _now(call(about))


def _now(call: Any) -> Any:
    """What a coroutine returns that waits for nothing."""
    try:
        call.send(None)
    except StopIteration as ended:
        return ended.value
    raise AssertionError


class Meetings:
    """Meets core.ports.rooms.RoomProvider, and gateways.rooms.Entry; meets core.ports.recordings.Recorder, too."""

    invites = False

    def __init__(self, weather: Weather, channel: str) -> None:
        self._weather = weather
        self.channel = channel
        self.rooms: dict[str, MadeRoom] = {}
        self.closed: set[str] = set()
        self.recorded: dict[str, str] = {}
        self.deleted: set[str] = set()

    async def find(self, wanted: Wanted) -> MadeRoom | None:
        return await self._asked(lambda: self.rooms.get(wanted.name))

    async def make(self, wanted: Wanted) -> MadeRoom:
        def makes() -> MadeRoom:
            assert wanted.name not in self.rooms, "a second room of the same name"
            made = self.rooms[wanted.name] = MadeRoom(
                f"room {len(self.rooms)}", f"https://{self.channel}.example/{len(self.rooms)}"
            )
            return made

        return await self._asked(makes)

    async def move(self, handle: str, _wanted: Wanted) -> MadeRoom:
        return await self._asked(lambda: self._of(handle))

    async def close(self, handle: str) -> None:
        await self._asked(lambda: self.closed.add(handle))

    def made(self, url: str) -> bool:
        return url.startswith(f"https://{self.channel}.example/")

    def admit(self, url: str, guest: Guest) -> str:
        return f"{url}?as={guest.name}"

    async def start(self, room: str, name: str) -> str:
        return await self._asked(lambda: self.recorded.setdefault(room, f"film {name}"))

    async def stop(self, handle: str) -> Recorded:
        return await self._asked(lambda: Recorded(self.channel, handle, kept=hash_of(handle) % 3 > 0))

    async def delete(self, name: str) -> None:
        await self._asked(lambda: self.deleted.add(name))

    async def aclose(self) -> None:
        """Nothing is open."""

    def _of(self, handle: str) -> MadeRoom:
        return next(room for room in self.rooms.values() if room.handle == handle)

    async def _asked(self, act: Callable[[], Any]) -> Any:
        await asyncio.sleep(self._weather.between(0.05, 0.5))
        if self._weather.strikes("rooms_failing"):
            return await self._weather.fail(act)
        return act()


def hash_of(text: str) -> int:
    """The same on each machine."""
    return crc32(text.encode())


class Post:
    """Meets core.ports.mail.MailTransport."""

    name = "smtp"

    def __init__(self, weather: Weather) -> None:
        self._weather = weather
        self.mails: Counter[str] = Counter()
        self.codes: dict[str, list[str]] = {}

    async def send(self, mail: Mail) -> str:
        def takes() -> str:
            self.mails[mail.message_id] += 1
            self.codes.setdefault(mail.to.partition("@")[0], []).extend(_CODE.findall(mail.text))
            return ""

        await asyncio.sleep(self._weather.between(0.05, 0.5))
        if self._weather.strikes("mail_failing"):
            match hash_of(mail.to) % 4:
                case 0:
                    raise AddressRefused("550: no such mailbox")
                case 1 if hash_of(mail.message_id) % 4 == 0:
                    raise SetUpWrongly("535: the password has been changed", timedelta(minutes=5))
            return await self._weather.fail(takes)
        return takes()

    async def aclose(self) -> None:
        """Nothing is open."""


class CalendarServer:
    """Meets core.ports.calendars.CalendarReader: whoever has a calendar is busy for an hour at noon.

    Some of them are away for most of a night, and some have entries that make no sense.
    """

    def __init__(self, weather: Weather, time: Callable[[], float]) -> None:
        self._weather = weather
        self._time = time

    async def read(self, question: CalendarQuestion) -> Reading:
        await asyncio.sleep(self._weather.between(0.1, 2.0))
        which = hash_of(question.url) % 3
        is_away = which == 0 and AWAY_BETWEEN[0] < self._time() < AWAY_BETWEEN[1]
        if is_away or self._weather.strikes("calendars_failing"):
            raise CalendarUnreadable("unreachable", "calendar.example")
        noon = question.since.replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(days=1)
        return Reading(CalendarKind.FEED, ((noon, noon + timedelta(hours=1)),), unreadable=int(which == 1))
