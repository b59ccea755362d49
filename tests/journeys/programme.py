"""A whole programme on the recorder, and the people who act in it: journeys read as stories."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from typing import ParamSpec, TypeVar

from sqlalchemy import Connection, event, select

from bot import provider_events
from bot.actions import Action
from bot.actions.forms import KeepAnswer, LeaveForm
from bot.conversation import Conversation
from bot.courier import MessengerCourier
from bot.evidence import EvidenceSender, FileKeeper
from bot.form_flow import form_of
from bot.formats import card_text
from bot.home.cards import home_card
from bot.inbound import Body, Command, Inbound, OpenedHome, Origin, Press, Profile, Said, Submitted
from bot.jobs.agent import JobAgent
from bot.jobs.export import SessionExporter
from bot.labels import ROOM_PROVIDERS
from bot.language import reading_as
from bot.mail.agent import MailAgent, Writer
from bot.mail.invitations import Organizer
from bot.mail.letters import Brand
from bot.messenger import Messenger
from bot.own_data.sender import OwnDataSender
from bot.policies.words import PRESET_WORDS
from bot.reception import FormErrors, Reception
from bot.subscriptions.files import CalendarFileSender
from bot.tokens import to_token
from bot.turn import Turn
from bot.ui import Button, Card, Field, Link, Option, SelectField
from core.clock import Clock
from core.desk import Desk
from core.errors.common import Refusal
from core.inbox import Ending
from core.installations import InstallTickets
from core.mail import MAIL
from core.notices import kinds_that
from core.outbox import Agent
from core.passes import Passes
from core.people import Address, Person
from core.policies import PRESETS, Policies
from core.ports import recordings as recording_ports
from core.ports.mail import MailTransport
from core.ports.payments import PaymentGateway
from core.ports.rooms import RoomProvider, Rooms
from core.recordings import Tickets
from core.refunds import RefundStatus
from core.sessions import Meeting, Session, Status
from core.usecases import members
from core.usecases.calendar_files import CALENDAR_FILES
from core.usecases.evidence import EVIDENCE
from core.usecases.forms import current_draft
from core.usecases.jobs.exporting import EXPORTS
from core.usecases.jobs.running import JOBS
from core.usecases.own_data import OWN_DATA
from gateways.calendars.invitations import invitation
from gateways.calendars.reader import SafeCalendarReader
from gateways.calendars.safety import Guard
from gateways.calendars.wire import CalendarWire
from gateways.calendars.writing import entry_file, parts
from gateways.jitsi import JitsiRooms
from scheduler.calendars import CalendarRefresher
from scheduler.delivery import OutboxDelivery
from scheduler.erasures import ErasureRound
from scheduler.payments import PaymentAgent, PaymentRound
from scheduler.rooms import RoomAgent
from storage.executor import Executor
from storage.files import SqlFiles
from storage.inbox import SqlInbox
from storage.message_tables import notices
from storage.outbox import SqlOutbox
from storage.own_data import SqlOwnData
from storage.session_export import SqlSessionExport
from storage.store import SqlStore, open_store
from storage.tables import mentors
from tests import pseudo
from tests.databases import synced_at_once
from tests.recorder import Recorder, controls, shown

_MESSAGES = (
    select(notices.c.receipt_platform, notices.c.receipt_channel, notices.c.receipt_message)
    .where(notices.c.receipt_message.is_not(None), notices.c.session.is_not(None))
    .distinct()
)
ADMIN = Address("paper", "", "olga")
SUPPORT = "help@meridian.example"
PAUSES = timedelta(seconds=10)
NEVER: tuple[int, datetime | None] = (-1, None)
CUT = 20
TYPED = [
    *pseudo.words(SUPPORT),
    *("paper", "slate"),
    *ROOM_PROVIDERS.values(),
    *Policies.model_fields,
    *PRESETS,
    *(value.value for values in (Status, Meeting, RefundStatus) for value in values),
    *(word for name, _ in PRESET_WORDS.values() for word in pseudo.words(name)),
]
"""What is the same in every language: names of rules, too, which are typed in commands."""
_keys = count(1)
_Result = TypeVar("_Result")
_Arguments = ParamSpec("_Arguments")


class Faults(logging.Handler):
    """What the error boundaries logged."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(record.getMessage())


class Written:
    """Counts what is written to a store, but for that a delivery has come or is done: that makes nothing due."""

    def __init__(self, store: SqlStore) -> None:
        self.count = 0
        event.listen(store.engines.writer, "commit", self._one_more)

    def _one_more(self, _connection: Connection) -> None:
        self.count += 1

    def during(
        self, function: Callable[_Arguments, _Result], *args: _Arguments.args, **kwargs: _Arguments.kwargs
    ) -> _Result:
        before = self.count
        done = function(*args, **kwargs)
        tells = any(isinstance(each, Ending) and each.told is not None for each in args)
        if getattr(function, "__func__", None) in _BOOKS and not tells:
            self.count = before
        return done


_BOOKS = {SqlInbox.accept_and_claim, SqlInbox.done_and_claim}


class InTurn(Executor):
    """One transaction at a time, as on SQLite, without a thread: handing over took a quarter of a journey."""

    def __init__(self, written: Written) -> None:
        super().__init__(1)
        self._written = written

    async def run(
        self, function: Callable[_Arguments, _Result], *args: _Arguments.args, **kwargs: _Arguments.kwargs
    ) -> _Result:
        return (await self.ahead(function, *args, **kwargs))[0]

    async def ahead(
        self, function: Callable[_Arguments, _Result], *args: _Arguments.args, **kwargs: _Arguments.kwargs
    ) -> tuple[_Result, Callable[[], Awaitable[None]]]:
        await asyncio.sleep(0)  # others have their turn between two transactions
        return copy_context().run(self._written.during, function, *args, **kwargs), partial(
            asyncio.sleep, 0
        )


def _is_typed(word: str, typed: Collection[str]) -> bool:
    """Whether somebody typed the word, or one that it is the beginning of, where it was too long."""
    return word in typed or (len(word) > CUT and any(each.startswith(word) for each in typed))


class Programme:
    """Two doors, one with modals (`slate`) and one without (`paper`), into one memory under a movable clock.

    Nothing runs by itself: `settle` handles what came in and delivers what is due; `running` False is downtime
    of the scheduler. `restart` is a new process on the same database.
    """

    def __init__(
        self,
        url: str,
        clock: Clock,
        rooms: Rooms | None = None,
        *,
        opening: Callable[[str, Clock], SqlStore] = open_store,
    ) -> None:
        self.url = url
        self.clock = clock
        self.running = True
        self._most = 10**6
        self.doors = {"paper": Recorder("paper"), "slate": Recorder("slate", has_modals=True)}
        self.typed = set(TYPED)
        for door in self.doors.values():
            door.typed = self.typed
        self._rooms = rooms or JitsiRooms("https://rooms.example")
        self._provider: RoomProvider | None = None
        self._recorder: recording_ports.Recorder | None = None
        self._post: MailTransport | None = None
        self.gateways: tuple[PaymentGateway, ...] = ()
        self._pays_elsewhere: frozenset[str] = frozenset()
        self._installing: InstallTickets | None = None
        self._faults = Faults()
        self._loggers = [logging.getLogger(name) for name in ("bot", "scheduler")]
        for logger in self._loggers:
            logger.addHandler(self._faults)
        self._begin_on(opening(url, clock))

    @property
    def faults(self) -> list[str]:
        return self._faults.told

    @property
    def forgotten(self) -> list[str]:
        """What somebody read in English though they read the pseudo-language, and nobody had written."""
        found = [forgotten for door in self.doors.values() for forgotten in door.forgotten]
        if not found:
            return []
        with self.store.work(read_only=True) as work:
            written = work.connection.execute(
                select(mentors.c.headline, mentors.c.bio, mentors.c.tags)
            ).all()
        theirs = (*pseudo.words(str(written)), *self.typed)
        return [forgotten for forgotten in found if not _is_typed(forgotten.split()[0], theirs)]

    def connects_workspaces(self) -> None:
        """Slack is served in several workspaces, by OAuth."""
        self._installing = InstallTickets((b"k" * 32,))
        self.restart()

    def knows(self, *texts: str) -> None:
        """Somebody's own texts, which stay in the language in which they were typed."""
        for text in texts:
            self.typed.update(word[0] for word in pseudo.words(text))  # "Ben W."
            self.typed.update(pseudo.words(text), pseudo.words(text.replace("_", " ")))

    def close(self) -> None:
        self.executor.close()
        self.store.close()
        for logger in self._loggers:
            logger.removeHandler(self._faults)

    def told_twice(self) -> list[str]:
        """Messages about sessions that read like an earlier one in the same chat; there are none."""
        found: list[str] = []
        with self.store.work(read_only=True) as work:
            rows = work.connection.execute(_MESSAGES).all()
        seen: set[tuple[str, str, str]] = set()
        for platform, channel, message in rows:
            card = self.doors[platform].chat(channel).messages.get(message)
            text = "" if card is None else card_text(card)
            if text and (platform, channel, text) in seen:
                found.append(f"{channel}: {text}")
            seen.add((platform, channel, text))
        return found

    def stale_homes(self) -> list[str]:
        """Homes that show something else than they would if they were opened now, how the programme does aside."""
        found: list[str] = []
        for name, door in self.doors.items():
            for user, chat in door.chats.items():
                person = members.find(self.desk, Address(name, "", user))
                if chat.home is None or person is None:
                    continue
                with reading_as(person.locale):
                    now = door.read(home_card(self.desk, person))
                shown_now, shown_then = (
                    shown(card).partition("The programme")[0] for card in (now, chat.home)
                )
                if shown_now != shown_then:
                    found.append(f"{user} should see:\n{shown_now}\nand sees:\n{shown_then}")
        return found

    def restart(self) -> None:
        self.executor.close()
        self.store.close()
        self._open()

    def provide(
        self,
        rooms: Rooms,
        provider: RoomProvider,
        channel: str = "",
        recorder: recording_ports.Recorder | None = None,
    ) -> None:
        """Begin anew with rooms that a provider makes, for the `channel` or for all."""
        self._rooms, self._provider, self._channel = rooms, provider, channel or rooms.channel(None)
        self._recorder = recorder
        self.restart()

    def charge(self, *gateways: PaymentGateway) -> None:
        """Begin anew with providers through whom people pay."""
        self.gateways = gateways
        self.restart()

    def mails_by(self, post: MailTransport) -> None:
        """Begin anew, with mail."""
        self._post = post
        self.restart()

    def pays_elsewhere(self, *platforms: str) -> None:
        """Begin anew; on these platforms no link to pay by may stand."""
        self._pays_elsewhere = frozenset(platforms)
        self.restart()

    async def die(self) -> None:
        """End in the middle of whatever is being done, as a killed process does."""
        tasks = list(self.reception._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    @contextmanager
    def broken(self, table: str) -> Iterator[None]:
        """A database in which nothing can be written to one table (SQLite)."""
        with self.store.engines.writer.begin() as connection:
            connection.exec_driver_sql(
                f"CREATE TRIGGER broken BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'broken'); END"
            )
        yield
        with self.store.engines.writer.begin() as connection:
            connection.exec_driver_sql("DROP TRIGGER broken")

    def _open(self) -> None:
        self._begin_on(synced_at_once(open_store(self.url, self.clock, mails=self._post is not None)))

    def _begin_on(self, store: SqlStore) -> None:
        self.store = store
        self._written, self._rests = Written(store), NEVER
        self.executor = Executor(4) if self.store.engines.on_postgresql else InTurn(self._written)
        self.desk = Desk(
            self.store,
            self._rooms,
            frozenset({ADMIN}),
            support=SUPPORT,
            gateways=self.gateways,
            pays_elsewhere=self._pays_elsewhere,
            public_url="https://parley.example",
            passes=Passes("https://parley.example", self.store.vault.derived("passes")),
            tickets=Tickets("https://parley.example", self.store.vault.derived("recordings")),
            telegram_link="https://t.me/parley_bot?start={}".format,
            installing=self._installing,
        )
        self.owner = f"process {next(_keys)}"
        self.messenger = messenger = Messenger(self.doors)
        calendars = SafeCalendarReader(CalendarWire(Guard(frozenset({"127.0.0.1"}))))
        outbox = SqlOutbox(self.store)
        files = SqlFiles(self.store)
        keeper = FileKeeper(messenger, self.executor.run, files)
        self.conversation = Conversation(
            self.desk,
            messenger,
            self.executor.run,
            calendars,
            outbox,
            keeper,
            lambda notice, delivery: self.delivery.send_left(notice, delivery),
        )
        self.refresher = CalendarRefresher(self.desk, calendars, self.executor.run)
        self.inbox = SqlInbox(self.store)
        self.allow(self._most)
        courier = MessengerCourier(self.desk, messenger, self.executor.run)
        exporter = SessionExporter(self.desk, messenger, self.executor.run, SqlSessionExport(self.store))
        sender = EvidenceSender(self.desk, messenger, self.executor.run, files)
        worker = JobAgent(self.desk, messenger, self.executor.run)
        filer = CalendarFileSender(self.desk, messenger, self.executor.run, entry_file)
        agents: dict[str, Agent] = {
            EXPORTS: exporter,
            EVIDENCE: sender,
            JOBS: worker,
            CALENDAR_FILES: filer,
            OWN_DATA: OwnDataSender(
                self.desk, messenger, self.executor.run, SqlOwnData(self.store), files, parts
            ),
        }
        if self._post:
            organizer = Organizer("mentors@parley.example", "Mentoring", invitation)
            brand = Brand("Mentoring", SUPPORT)
            writer = Writer(brand, "parley.example", organizer, messenger.chat_link)
            agents[MAIL] = MailAgent(self.desk, self._post, self.executor.run, writer)
        if self._provider:
            agents[self._channel] = RoomAgent(self.desk, self._provider, self.executor.run, self._recorder)
        for gateway in self.gateways:
            agents[gateway.name] = PaymentAgent(self.desk, gateway, self.executor.run)
        self.payments = PaymentRound(self.desk, self.executor.run)
        self.erasures = ErasureRound(self.desk, self.executor.run)
        self.delivery = OutboxDelivery(outbox, courier, self.executor.run, self.owner, agents)

    def allow(self, most: int) -> None:
        """Have each send no more than this in a minute; as long as nothing is said, whatever their story needs.

        The clock stands still, so that one minute may hold all of it.
        """
        self._most = most
        self.reception = Reception(
            self.desk,
            self.inbox,
            self.conversation,
            self.executor.run,
            self.executor.ahead,
            self.owner,
            most,
            take=partial(provider_events.take, self.desk),
        )

    async def settle(self) -> None:
        """Until nothing is open and nothing is due; the pause between two messages to one chat is skipped."""
        await self.reception.finish()
        while self.running and self._may_be_due():
            written = self._written.count
            upcoming = await self.delivery.next_due()
            wait = upcoming[1] - upcoming[0] if upcoming else timedelta.max
            if wait > PAUSES:
                self._rests = written, upcoming and upcoming[1]
                return
            if wait > timedelta():
                self.clock.move(wait)
            await self.delivery.send_due()

    def _may_be_due(self) -> bool:
        """Whether anything was written since nothing was due, or its time has come."""
        written, until = self._rests
        return written != self._written.count or (until is not None and until - self.clock.now() <= PAUSES)

    async def later(self, **by: float) -> None:
        """Let time pass."""
        self.clock.move(timedelta(**by))
        await self.settle()

    async def until(self, instant: datetime) -> None:
        """Let time pass until `instant` (aware)."""
        self.clock.move_to(instant)
        await self.settle()

    def meets(self, name: str, zone: str | None = None, door: str = "paper", handle: str = "") -> "Someone":
        """Somebody at one of the doors, where their zone is known or not."""
        address = Address(door, "", handle or name.split(maxsplit=1)[0].lower())
        profile = Profile(name=name, handle=address.user, zone=zone, locale=pseudo.LOCALE)
        self.doors[door].profiles[address] = profile
        self.knows(name, address.user)
        return Someone(self, address, profile)

    def change(self, someone: "Someone", **fields: object) -> None:
        """Change a member, as an intention will that is not built yet."""
        with self.store.write() as tx:
            tx.people.save(replace(someone.person, **fields))  # type: ignore[arg-type]

    def change_mentor(self, someone: "Someone", **fields: object) -> None:
        """Change a mentor's profile, as an intention will that is not built yet."""
        with self.store.write() as tx:
            mentor = tx.mentors.get(someone.id)
            assert mentor is not None
            tx.mentors.save(replace(mentor, **fields))  # type: ignore[arg-type]

    def set_policies(self, **fields: object) -> None:
        """Change some of the policies."""
        with self.store.write() as tx:
            tx.set_policies(Policies.model_validate({**tx.policies().model_dump(), **fields}))

    def sessions_of(self, someone: "Someone") -> list[Session]:
        """Their sessions, cancelled ones included, soonest first."""
        with self.store.read() as tx:
            mine = [
                *tx.sessions.upcoming(someone.id, tx.now, 100),
                *tx.sessions.past(someone.id, tx.now, 100),
            ]
        return sorted(mine, key=lambda session: session.starts_at)

    def audited(self) -> list[str]:
        """The audit log's actions, oldest first."""
        with self.store.engines.reader.begin() as connection:
            return list(connection.exec_driver_sql("SELECT action FROM audit ORDER BY seq").scalars())


@dataclass(repr=False)
class Someone:
    """A person at a chat window on the recorder. `sees` looks at what is there; nothing has to be waited for."""

    programme: Programme
    address: Address
    profile: Profile

    @property
    def person(self) -> Person:
        found = members.find(self.programme.desk, self.address)
        assert found is not None
        return found

    @property
    def id(self) -> int:
        return self.person.id

    @property
    def door(self) -> Recorder:
        return self.programme.doors[self.address.platform]

    @property
    def _chat(self) -> dict[str, Card]:
        return self.door.chat(self.address.user).messages

    @property
    def _last(self) -> Card:
        chat = self.door.chat(self.address.user)
        return chat.messages[chat.written[-1]]

    def inbound(self, body: Body, message: str | None = None) -> Inbound:
        """A delivery of theirs, not yet delivered."""
        key = f"{self.address}#{next(_keys)}"
        typed = key if isinstance(body, Said) else None
        self.programme.knows(self.profile.name or "")
        match body:
            case Said(text=text) | Command(text=text):
                self.programme.knows(text)
            case Submitted(values=values):
                self.programme.knows(*values.values())
            case _:
                pass
        place = Origin(channel=self.address.user, message=message, typed=typed, trigger=key)
        return Inbound(key=key, sender=self.address, profile=self.profile, place=place, body=body)

    def inbound_press(self, action: Action, message: str | None = None) -> Inbound:
        """A press of theirs, not yet delivered; on their newest message where none is given."""
        return self.inbound(Press(token=to_token(action)), message or next(reversed(self._chat), None))

    async def deliver(self, body: Body, message: str | None = None) -> Inbound:
        """Have it delivered and wait until everything has happened that follows from it."""
        inbound = self.inbound(body, message)
        await self.programme.reception.receive(inbound)
        await self.programme.settle()
        return inbound

    async def command(self, name: str, text: str = "") -> None:
        await self.deliver(Command(name=name, text=text))

    async def sets_hours(self, text: str) -> None:
        """Type hours or days off, look at the preview, and save."""
        await self.command("availability", text)
        await self.press("Save")

    async def confirms_hours(self) -> None:
        """A new mentor offers the usual hours."""
        await self.command("availability", "confirm")

    async def say(self, text: str) -> None:
        await self.deliver(Said(text=self._as_shown(text)))

    async def open_home(self) -> str:
        await self.deliver(OpenedHome())
        home = self.door.chat(self.address.user).home
        assert home is not None
        return shown(home)

    async def press(self, label: str) -> Inbound:
        """The newest control whose label is, else contains, `label`."""
        message, control = self.control(label)
        return await self.push(control.action, message)

    async def push(self, action: Action, message: str | None = None) -> Inbound:
        """Press a button that means `action`, wherever it came from."""
        return await self.deliver(
            Press(token=to_token(action)), message or next(reversed(self._chat), None)
        )

    async def forge(self, token: str) -> None:
        await self.deliver(Press(token=token), next(reversed(self._chat), None))

    async def fill(self, values: dict[str, str]) -> dict[str, str]:
        """Answer the open form by label and send it in; returns what is wrong, by label."""
        return await (self._submit(values) if self.door.has_modals else self._answer(values))

    async def joins(self) -> "Someone":
        """Say hello, and where one lives if that is not known."""
        await self.command("start")
        return self

    def messages(self) -> list[str]:
        """All that the chat shows, oldest first."""
        return [shown(card) for card in self._chat.values()]

    def screen(self) -> str:
        form = self.door.chat(self.address.user).form
        words = self.door.chat(self.address.user).words
        return "\n\n".join([*self.messages(), *words, *([f"FORM {form.title}"] if form else [])])

    def sees(self, text: str) -> str:
        """The newest message (or word) that contains `text`."""
        words = self.door.chat(self.address.user).words
        found = [seen for seen in (*self.messages(), *words) if text in seen]
        assert found, f"{self.address.user} does not see {text!r}; the screen shows:\n{self.screen()}"
        return found[-1]

    def sees_not(self, text: str) -> None:
        assert text not in self.screen(), self.screen()

    def last(self) -> str:
        """The message that was written last, posted or edited."""
        return shown(self._last)

    def message(self, message: str) -> str:
        """What a message says now."""
        return shown(self._chat[message])

    def links(self) -> list[Link]:
        """The last written message's links."""
        return [control for control in controls(self._last) if isinstance(control, Link)]

    def notices(self) -> list[str]:
        """The messages that are notices about a session, oldest first."""
        with self.programme.store.read() as tx:
            sent = [
                sent
                for s in self.programme.sessions_of(self)
                for sent in tx.notices.receipts([s.id], kinds_that(lambda told: not told.silent))
            ]
        return [each.receipt.message for each in sent if each.person == self.id]

    def buttons(self) -> list[str]:
        """The labels of that message's controls."""
        return [control.label for control in controls(self._last)]

    def control(self, label: str) -> tuple[str, Button | Option]:
        """(message, control) that `press` would press."""
        for fits in (lambda known: known == label, lambda known: label.casefold() in known.casefold()):
            for message, card in reversed(self._chat.items()):
                for control in controls(card):
                    if isinstance(control, Button | Option) and fits(control.label):
                        return message, control
        raise AssertionError(f"no button {label!r}; the screen shows:\n{self.screen()}")

    async def _submit(self, values: dict[str, str]) -> dict[str, str]:
        chat = self.door.chat(self.address.user)
        form = chat.form
        assert form is not None, f"no form is open:\n{self.screen()}"
        given = {field.name: field.initial for field in form.fields}
        for label, value in values.items():
            asked = _named(form.fields, label)
            given[asked.name] = _raw(asked, value)
        verdict = await self.programme.reception.submit(
            self.inbound(Submitted(draft=form.id, values=given))
        )
        await self.programme.settle()
        if isinstance(verdict, FormErrors):
            return {
                field.label: self.door.read(verdict.errors[field.name])
                for field in form.fields
                if field.name in verdict.errors
            }
        chat.form = None
        return {}

    async def _answer(self, values: dict[str, str]) -> dict[str, str]:
        left, before = dict(values), set[str]()
        while (asked := self._question()) is not None:
            if asked.label in before:
                return {asked.label: self.last()}
            before.add(asked.label)
            if asked.label not in left:
                await self._keep()
                continue
            value = left.pop(asked.label)
            await (self.press(value) if isinstance(asked, SelectField) else self.say(value))
        assert not left, f"not asked for: {left}"
        return {}

    def _as_shown(self, text: str) -> str:
        """The words of an option are typed as the person reads them."""
        if not pseudo.is_spoken() or members.find(self.programme.desk, self.address) is None:
            return text
        try:
            asked = self._question()
        except Refusal:
            return text
        options = dict(asked.options).values() if isinstance(asked, SelectField) else ()
        return pseudo.wide(text) if any(o.casefold().startswith(text.casefold()) for o in options) else text

    def _question(self) -> Field | None:
        desk, person = self.programme.desk, self.person
        draft = current_draft(desk, person)
        turn = Turn(desk, person, Origin(channel="", message=None), modals=False)
        return None if draft is None else pseudo.in_english(form_of(turn, draft).fields[draft.asked])

    async def _keep(self) -> None:
        for message, card in reversed(self._chat.items()):
            if any(isinstance(c, Button) and isinstance(c.action, LeaveForm) for c in controls(card)):
                kept = [
                    c for c in controls(card) if isinstance(c, Button) and isinstance(c.action, KeepAnswer)
                ]
                assert kept, f"cannot be skipped:\n{shown(card)}"
                await self.push(kept[0].action, message)
                return
        raise AssertionError(f"no question is open:\n{self.screen()}")


def _named(fields: tuple[Field, ...], label: str) -> Field:
    return next(field for field in fields if field.label == label)


def _raw(field: Field, value: str) -> str:
    if isinstance(field, SelectField):
        return next(raw for raw, label in field.options if label == value)
    return value


async def at_once(*deeds: Callable[[], Awaitable[object]]) -> None:
    """Do several things before anything is answered."""
    await asyncio.gather(*(deed() for deed in deeds))
