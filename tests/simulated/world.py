"""A programme for some hours: its people, two or three bots on one database, and the weather."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import Any
from unittest.mock import patch

from pydantic import SecretStr
from sqlalchemy import func, select

from bot import form_flow, refusals
from bot.actions import Action, forms
from bot.config import Settings
from bot.formats import card_text
from bot.forms import questions
from bot.inbound import Inbound, Profile, Submitted
from bot.provider_events import delivery_of
from bot.providers.payments import Till
from bot.providers.rooms import venue_of
from bot.routing import SUBJECTS
from bot.service import Outside, Parley
from bot.turn import Turn
from bot.ui import Card, Field, Form, Message, Outcome, Phrase
from core.availability import Schedule
from core.desk import Desk
from core.drafts import Draft
from core.entropy import Entropy
from core.erasing import GRACE
from core.errors.common import Refusal
from core.ids import code_of
from core.mail import MailSettings
from core.mentors import Mentor
from core.people import Address, Plan, Role
from core.policies import PRESETS, Policies
from core.ports.store import Transaction
from core.providers import Disputed, LinkClosed, PaymentFailed, Told
from core.refunds import RefundStatus
from core.rooms import Came
from core.sessions import Topic
from core.usecases import booking, joining, seen
from core.usecases.erasing import asking
from core.usecases.joining import Introduction
from gateways.jitsi import JitsiRooms
from gateways.rooms import LIVEKIT, ZOOM, ProvidedRooms
from storage.council_tables import councils
from storage.session_tables import disputes
from storage.store import SqlStore
from storage.tables import sessions
from tests.simulated.errands import ERRANDS, Errand
from tests.simulated.loop import SLOWEST, Loop, Process, VirtualClock, utc
from tests.simulated.people import COMMON, FAVOURITES, HABITS, Person
from tests.simulated.scenes import run
from tests.simulated.services import CalendarServer, Door, Meetings, Payments, Post, Store
from tests.simulated.weather import Weather

ADMIN = Address("paper", "", "olga")
CAST = {2: {Role.MENTOR}, 3: {Role.ADMIN}, 4: {Role.MENTOR}, 9: {Role.MENTOR}}
"""Who has to be there for errands, besides an admin and a mentor: two admins, and mentors whose names are alike."""
TABLES = {"S": sessions, "C": councils, "D": disputes}
"""What has short names, by their letter."""
KEY = "c2ltdWxhdGVkc2ltdWxhdGVkc2ltdWxhdGVkc2ltdWw="
NAMES = [
    first + last
    for last in ("na", "no", "ria", "lis", "x")
    for first in ("Al", "Be", "Ca", "Di", "El", "Fa", "Gi", "Ho")
]
STARTS = (
    utc(2026, 3, 2, 8),  # a Monday
    utc(2026, 3, 8, 6),  # clocks go forward in New York
    utc(2026, 3, 28, 23),  # and in Berlin
    utc(2026, 4, 4, 14),  # back in Lord Howe, by half an hour
    utc(2026, 10, 25, 0),  # and in Berlin
    utc(2026, 12, 31, 22),
    utc(2028, 2, 29, 9),
)
ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "America/Sao_Paulo",
    "Pacific/Auckland",
)
ERRANDS_AN_HOUR = 8
LED = 4
"""In each so many-th seed people do nothing but errands."""
HANDS = 8
"""In so many of those all errands are dealt out."""
ERRANDS_BEGIN_WITHIN = 2400.0
RETRIED = (3.0, 60.0, 300.0)
"""Seconds after which a platform delivers again what was not acknowledged."""
WAITS = 3.0


class Seeded(Entropy):
    """The same chance again."""

    def __init__(self, seed: int) -> None:
        self._chance = Random(f"{seed} entropy")

    def draw(self, size: int) -> bytes:
        return self._chance.randbytes(size)


class Faults(logging.Handler):
    """What the error boundaries logged, and when."""

    def __init__(self, world: "World") -> None:
        super().__init__(logging.ERROR)
        self._world = world

    def emit(self, record: logging.LogRecord) -> None:
        said = record.getMessage()
        if record.exc_info and record.exc_info[1] is not None:
            said = f"{said}: {record.exc_info[1]!r}"
        weather = self._world.weather
        if "OperationalError" in said and weather.faults_of_database:
            return
        if said.endswith("TimeoutError") and (weather.faults.sluggish or weather.faults_of_database):
            return  # a platform was not answered in time, and sends it again
        self._world.wrong.append(f"{self._world.clock.now():%H:%M:%S} logged: {said}")


class Bot:
    """A machine on which Parley runs, dies and is started again."""

    def __init__(self, world: "World", number: int) -> None:
        self.world = world
        self.name = f"bot {number}"
        self.past: list[Process] = []
        self.acknowledged = 0
        skewed = world.weather.faults.skewed and world.chance.random() < world.weather.faults.skewed
        self.skew = timedelta(minutes=world.chance.uniform(-10, 10)) if skewed else timedelta()

    @property
    def alive(self) -> bool:
        return bool(self.past) and self.past[-1].alive

    @property
    def is_busy(self) -> bool:
        return bool(self.parley.reception._at_work or self.parley.delivery.busy)

    def start(self) -> None:
        world = self.world
        process = Process(self.name, VirtualClock(world.loop, self.skew))
        self.past.append(process)
        self.parley: Parley = process.context.run(
            Parley, world.settings, process.clock, world.entropy, world.outside()
        )
        self.parley.messenger.platforms.update(world.doors)
        process.context.run(self.parley.wakeups.start)

    def die(self) -> None:
        self.world.tell(f"{self.name} dies")
        self.past[-1].alive = False

    async def stop(self) -> None:
        """As an operator stops it."""
        self.world.tell(f"{self.name} is stopped")
        await self.do(self.parley.reception.finish())
        await self.do(self.parley.wakeups.stop())
        self.past[-1].alive = False

    def do(self, work: Any) -> "asyncio.Task[Any]":
        """Have the process do it; who waits for it may wait for ever."""
        return self.world.loop.create_task(work, context=self.past[-1].context)


class Network:
    """Between the platforms and the bots: late, twice, in another order, and again where nobody acknowledges."""

    def __init__(self, world: "World") -> None:
        self._world = world
        self.acknowledged: dict[str, Inbound] = {}

    async def bring(self, inbound: Inbound) -> object:
        """What becomes of it; None where nobody says so, or where nobody waits."""
        weather = self._world.weather
        if weather.strikes("twice"):
            self._world.later(self._deliver(inbound, weather.between(0.0, 30.0)))
        if isinstance(inbound.body, Submitted):
            return await self._deliver(inbound, weather.between(0.01, 0.1))
        wait = weather.between(0.0, 20.0 if weather.strikes("disordered") else 0.1)
        self._world.later(self._deliver(inbound, wait))
        return None

    async def _deliver(self, inbound: Inbound, wait: float) -> object:
        for again in (wait, *RETRIED):
            await asyncio.sleep(again)
            said = await self.hand_over(lambda bot: self._take(bot, inbound))
            if said is not None:
                self.acknowledged[inbound.key] = inbound
                return said[0]
        return None

    @staticmethod
    def _take(bot: Bot, inbound: Inbound) -> Awaitable[object]:
        door = bot.parley.reception
        return door.submit(inbound) if isinstance(inbound.body, Submitted) else door.receive(inbound)

    async def hand_over(self, to: Callable[[Bot], Any]) -> tuple[object] | None:
        """To one of the bots: what it answers, None where it does not in time or refuses."""
        bots = [bot for bot in self._world.bots if bot.alive]
        if not bots:
            return None
        bot = self._world.chance.choice(bots)
        task = bot.do(to(bot))
        await asyncio.wait([task], timeout=WAITS)
        if not task.done():
            task.add_done_callback(lambda done: done.cancelled() or done.exception())
            return None
        if (problem := task.exception()) is not None:
            if not self._world.weather.faults_of_database:
                self._world.wrong.append(f"not received: {problem!r}")
            return None
        bot.acknowledged += 1
        bot.past[-1].stirred.set()
        return (task.result(),)


class World:
    """All of it, begun from a seed."""

    def __init__(self, seed: int, loop: Loop, shared: SqlStore) -> None:
        self.seed = seed
        self.loop = loop
        self.chance = Random(f"{seed} world")
        self.clock = VirtualClock(loop)
        self.story: list[str] = []
        self.wrong: list[str] = []
        self.did: set[str] = set()
        self.done: set[str] = set()
        self.refused: set[str] = set()
        self.noted: list[tuple[str | None, int | None, object]] = []
        self.typed: set[str] = set()
        self.questions: dict[int, Field] = {}
        self.favourites = {example for _, example in self.chance.sample(COMMON, FAVOURITES)}
        self.habit = self.chance.choice(HABITS)
        self.is_led = seed % LED == 0
        self.entropy = Seeded(seed)
        self.weather = Weather(seed)
        loop.turn = self.weather.before_turn
        self.shared = SqlStore(shared.engines, self.clock, None, shared.vault, mails=True)
        self.doors = {
            "paper": Door("paper", self.weather, self._shown("paper"), self.clock.now, finds=False),
            "slate": Door("slate", self.weather, self._shown("slate"), self.clock.now, has_modals=True),
        }
        self.payments = Payments(generous=True)
        self.payments.weather = self.weather
        self.payments.becomes = self.chance.choice([RefundStatus.PROCESSED, RefundStatus.PENDING])
        self.payments.endings = self.chance.choice(
            [(RefundStatus.PROCESSED,), (RefundStatus.PROCESSED, RefundStatus.FAILED)]
        )
        if self.is_led:  # much is about refunds that fail
            self.payments.becomes = RefundStatus.PENDING
            self.payments.endings = (RefundStatus.PROCESSED, RefundStatus.FAILED)
        self.post = Post(self.weather)
        rooms = [ZOOM, LIVEKIT, LIVEKIT] if self.is_led else ["", "", "", ZOOM, LIVEKIT, LIVEKIT]
        self.meetings = Meetings(self.weather, self.chance.choice(rooms))
        self.settings = Settings.model_construct(
            admins=(ADMIN,),
            database_url="sqlite:///simulated",
            public_url="https://parley.example",
            smtp_url=SecretStr("smtp://localhost?tls=off"),
            email_from="mentors@parley.example",
            http_port=0,
            support="help@meridian.example",
        )
        jitsi = JitsiRooms("https://rooms.example", entropy=self.entropy)
        channel, meetings = self.meetings.channel, self.meetings
        entry = meetings if channel == LIVEKIT else None
        self.venue = replace(
            venue_of(self.settings, self.clock, self.entropy),
            rooms=ProvidedRooms(channel, jitsi, [entry] if entry else [], recorded=entry),
            providers={channel: meetings} if channel else {},
            recorders={channel: entry} if entry else {},
        )
        self.till = Till([self.payments])
        self.calendars = CalendarServer(self.weather, loop.time)
        self.network = Network(self)
        self.bots: list[Bot] = []
        self.people: list[Person] = []
        self._doing: set[asyncio.Task[Any]] = set()
        self._codes: dict[str, list[str]] = {}
        self._codes_until = -1.0

    def outside(self) -> Outside:
        """What a bot works with: all have the same, but nobody hears of what another has committed."""
        store = Store(self.shared, self.clock, self.weather)
        return Outside(store, self.venue, self.till, self.post, self.calendars)

    @property
    def mentors(self) -> list[Person]:
        return [person for person in self.people if Role.MENTOR in person.roles]

    def codes(self) -> dict[str, list[str]]:
        """The short names of all that there is, by their letter; as they were a minute ago at most."""
        if self.loop.time() > self._codes_until:
            self._codes_until = self.loop.time() + 60.0
            with self.shared.work(read_only=True) as work:
                for letter, table in TABLES.items():
                    newest = select(table.c.id).order_by(table.c.id.desc()).limit(12)
                    ids = work.connection.execute(newest).scalars()
                    self._codes[letter] = [code_of(each, letter) for each in ids]
        return {letter: codes for letter, codes in self._codes.items() if codes}

    def newest(self, letter: str) -> str:
        """The short name of what was made last of this kind."""
        with self.shared.work(read_only=True) as work:
            newest = work.connection.execute(select(func.max(TABLES[letter].c.id))).scalar()
        return code_of(newest or 0, letter)

    def tell(self, words: str) -> None:
        self.story.append(f"{self.clock.now():%a %H:%M:%S} {words}")

    def later(self, work: Any) -> None:
        """Let it happen meanwhile."""
        task = self.loop.create_task(work)
        self._doing.add(task)
        task.add_done_callback(self._doing.discard)

    def _shown(self, platform: str) -> Callable[[str, Card, bool], None]:
        """What happens when something is written in a chat there: who reads something new looks at what it offers."""

        def shown(channel: str, card: Card, edited: bool) -> None:
            text = " ".join(card_text(card).split())
            self.tell(f"  {channel} {'reads again' if edited else 'reads'}: {text[:160]}")
            for person in () if edited else self.people:
                if person.place == channel and person.address.platform == platform:
                    person.goes_on = True

        return shown

    @asynccontextmanager
    async def services(self) -> AsyncIterator[None]:
        """What has to run besides: nothing, where chat is the recorder's."""
        yield

    async def begin(self) -> None:
        """Everybody is there, and the bots run."""
        self._found()
        self.tell(f"{len(self.people)} people; weather: {self.weather}")
        for number in range(self.chance.choice([1, 2, 2, 3])):
            self.bots.append(Bot(self, number + 1))
            self.bots[-1].start()
        self.weather.is_calm = False
        pause = self.chance.choice([6.0, 12.0, 24.0, 60.0]) * len(self.people)
        for person in () if self.is_led else self.people:
            self.later(person.live(pause))
        for bot in self.bots:
            self.later(self._endanger(bot))
        self.later(self._errands())
        self.later(self._close_chats())
        self.later(self._outages("away_an_hour", "is_away", "the database is away"))
        self.later(self._outages("full_an_hour", "is_full", "the disk is full"))
        self.later(self._pay())
        self.later(self._settle_refunds())
        self.later(self._meet())

    async def end(self) -> None:
        """People go home, what is broken is mended; payments that are on their way arrive."""
        if self.weather.faults.deaths_an_hour:
            for bot in self.bots:
                await self._at_work(bot)
                bot.die()
        self.weather.calm()
        self.tell("calm")
        for task in list(self._doing):
            if not task.done() and task.get_coro().__name__ in _ENDLESS:
                task.cancel()
        for bot in self.bots:
            if not bot.alive:
                self.tell(f"{bot.name} is back")
                bot.start()
        for person in self.people:
            await person.come_back()

    def _found(self) -> None:
        chance = self.chance
        number = min((10 if self.is_led else 3) + int(chance.expovariate(1 / 5)), len(NAMES))
        policies = PRESETS[chance.choice(sorted(PRESETS))]
        policies = Policies.model_validate({**policies.model_dump(), **self._rules()})
        began = VirtualClock(self.loop, -timedelta(minutes=chance.choice([0, 20, 60])))
        store = SqlStore(self.shared.engines, began, None, self.shared.vault, mails=True)
        rooms = JitsiRooms("https://rooms.example", entropy=self.entropy)
        desk = Desk(store, rooms, first_admins=frozenset({ADMIN}), entropy=self.entropy)
        with store.write() as tx:
            tx.set_policies(policies)
        for place in range(number):
            name = "Olga" if place == 0 else NAMES[place - 1]
            address = ADMIN if place == 0 else Address(chance.choice(["paper", "slate"]), "", name.lower())
            roles = {Role.MENTEE} | ({Role.ADMIN} if place == 0 else set())
            if place == 1 or (place > 1 and chance.random() < 0.3):
                roles = {Role.MENTOR, *({Role.MENTEE} if chance.random() < 0.3 else ())}
            if place > 1 and chance.random() < 0.1:
                roles.add(Role.ADMIN)
            if self.is_led:
                roles |= CAST.get(place, set())
            zone = (
                None
                if place > 1 and chance.random() < (0.02 if self.is_led else 0.08)
                else chance.choice(ZONES)
            )
            profile = Profile(name=name, handle=address.user, zone=zone, locale="en")
            person = Person(self, address, profile, frozenset(roles), self.seed)
            self.doors[address.platform].profiles[address] = profile
            self.people.append(person)
            if place < 2 or chance.random() < 0.85:  # the others join by themselves
                self._join(desk, person)
        self._book(desk)
        self._give_notice(rooms)
        for person in list(self.people):
            if chance.random() < (0.5 if self.is_led else 0.2):
                self._double(person)

    def _double(self, person: Person) -> None:
        """Somebody with an account on the other platform, too."""
        other = next(name for name in self.doors if name != person.address.platform)
        address = Address(other, "", person.address.user)
        twin = Person(self, address, person.profile, person.roles, self.seed, twin=person)
        person.twin = twin
        self.doors[other].profiles[address] = person.profile
        self.people.append(twin)

    def _book(self, desk: Desk) -> None:
        """Some have sessions already: ahead, on, or just over."""
        with desk.store.read() as tx:
            members = [tx.people.find(person.address) for person in self.people]
        known = [member for member in members if member is not None]
        mentors = [member for member in known if Role.MENTOR in member.roles]
        for mentee in known:
            for _ in range(self.chance.choice([0, 1, 2])):
                with suppress(Refusal):
                    held = booking.hold_next(desk, mentee, self.chance.choice(mentors).id, Topic("Growth"))
                    booking.book(desk, mentee, held.hold.id)

    def _give_notice(self, rooms: JitsiRooms) -> None:
        """In some seeds somebody has asked almost long enough ago to be erased."""
        member = self.chance.choice(self.people)
        if Role.ADMIN in member.roles or self.chance.random() < 0.6:
            return
        long_ago = VirtualClock(self.loop, timedelta(minutes=self.chance.uniform(5, 40)) - GRACE)
        store = SqlStore(self.shared.engines, long_ago, None, self.shared.vault, mails=True)
        desk = Desk(store, rooms, first_admins=frozenset({ADMIN}), entropy=self.entropy)
        with store.read() as tx:
            known = tx.people.find(member.address)
        if known is not None:
            asking.ask(desk, known)

    def _join(self, desk: Desk, person: Person) -> None:
        chance = self.chance
        person.is_member = True
        introduction = Introduction(person.name, person.address.user, zone=person.profile.zone, locale="en")
        met = joining.meet(desk, person.address, introduction, greet=False)
        with desk.store.write() as tx:
            plans = [Plan.INDIVIDUAL, Plan.INDIVIDUAL, Plan.COUNCIL, Plan.COUNCIL]
            plan = chance.choice(plans if self.habit.charges else [*plans, Plan.NONE])
            member = replace(met.person, roles=met.person.roles | person.roles, plan=plan)
            tx.people.save(member)
            if chance.random() < 0.5:
                tx.mail.save(MailSettings(member.id, address=f"{person.address.user}@example.org", on=True))
            if Role.MENTOR in person.roles:
                self._make_mentor(tx, member.id)

    def _make_mentor(self, tx: Transaction, number: int) -> None:
        chance = self.chance
        member = tx.people.get(number)
        assert member is not None
        schedule = Schedule(
            zone=member.clock_zone,
            min_notice_minutes=None if self.is_led else chance.choice([0, None]),
            buffer_minutes=chance.choice([0, 5, None]),
            instant_booking=chance.random() < 0.6,
        )
        rate = chance.choice([2500, 20000] if self.habit.charges else [0, 0, 2500, 20000])
        tx.mentors.save(Mentor(member, schedule, headline="Words", tags=("python",), rate=rate))

    def _rules(self) -> dict[str, object]:
        """Rules by which much happens within an hour."""
        chance = self.chance
        drawn: dict[str, object] = {
            "durations": (5, 10, 15, 30),
            "default_duration": chance.choice([5, 15]),
            "slot_interval": 5,
            "default_hours": (0, 1440),
            "min_notice_minutes": chance.choice([0, 0, 5]),
            "reminder_offsets_minutes": chance.choice([(20, 5), (1440, 60), (3,), (30, 10, 1)]),
            "join_window_minutes": chance.choice([2, 5, 15]),
            "completion_grace_minutes": chance.choice([0, 5, 15]),
            "monthly_sessions": dict.fromkeys(Plan, chance.choice([None, 1, 3])),
            "confirmation_expiry_hours": chance.choice([1, 24]),
            "reschedule_expiry_hours": chance.choice([1, 48]),
            "mentee_cancellation_cutoff_hours": chance.choice([0, 0, 2]),
            "mentee_reschedule_cutoff_hours": chance.choice([0, 0, 4]),
            "mentor_reschedule_cutoff_hours": chance.choice([0, 0, 2]),
            "mentor_may_cancel": True,
            "mentor_may_reschedule": chance.random() < 0.8,
            "mentee_may_reschedule": chance.random() < 0.9,
            "mentee_may_decline_reschedule": chance.random() < 0.5,
            "mentor_cancellation_cutoff_hours": 0,
            "hold_minutes": chance.choice([1, 10]),
            "payment_minutes": chance.choice([5, 20]),
            "late_cancellation": chance.random() < 0.5,
            "late_refund_pct": chance.choice([0, 50]),
            "reassign_on_mentor_cancel": chance.random() < 0.7,
            "max_counter_proposals": chance.choice([0, 1, 3]),
            "max_reschedule_requests": chance.choice([1, 5]),
            "mentee_max_reschedules": chance.choice([0, 1, None]),
            "refund_second_admin": chance.choice([0, 10, 100]),
            "dispute_days": chance.choice([1, 3, None]),
            "council_min_mentors": 1,
            "council_capacity": chance.choice([1, 12]),
            "council_deadline_hours": 1,
        }
        kept = {key: value for key, value in drawn.items() if chance.random() < 0.85 or key in _ALWAYS}
        if self.is_led:
            kept |= {key: value for key, value in _LENIENT.items() if chance.random() < 0.8}
        return kept | ({"take_payment": True} if self.habit.charges else {})

    async def _errands(self) -> None:
        for hand in count(self.seed // LED):
            dealt = ERRANDS[hand % HANDS :: HANDS]
            for errand in dealt if self.is_led else self.chance.sample(ERRANDS, ERRANDS_AN_HOUR):
                self.later(self._run(errand))
            await asyncio.sleep(3600)

    async def _run(self, errand: Errand) -> None:
        chance = Random(f"{self.seed} {errand}")
        await asyncio.sleep(chance.uniform(0, ERRANDS_BEGIN_WITHIN))
        await run(self, errand, chance)

    async def _endanger(self, bot: Bot) -> None:
        while True:
            await self.weather.until_next("deaths_an_hour")
            await self._at_work(bot)
            if self.chance.random() < 0.2:
                with suppress(TimeoutError):
                    async with asyncio.timeout(60):
                        await bot.stop()
            if bot.alive:
                bot.die()
            await asyncio.sleep(self.chance.choice([1.0, 5.0, 30.0, 90.0, 300.0, 1200.0]))
            self.tell(f"{bot.name} is back")
            bot.start()

    async def _at_work(self, bot: Bot) -> None:
        """Wait until it is in the middle of something or has just acknowledged something, for a minute at most."""
        just_acknowledged, before = self.chance.random() < 0.5, bot.acknowledged
        stirred = bot.past[-1].stirred
        with suppress(TimeoutError):
            async with asyncio.timeout(60):
                while not (bot.acknowledged > before if just_acknowledged else bot.is_busy):
                    stirred.clear()
                    await stirred.wait()
                    await asyncio.sleep(self.chance.random() * SLOWEST)

    async def _close_chats(self) -> None:
        while True:
            await self.weather.until_next("closed_an_hour")
            self.later(self.chance.choice(self.people).turn_away())

    async def _outages(self, fault: str, flag: str, words: str) -> None:
        while True:
            await self.weather.until_next(fault)
            self.tell(words)
            setattr(self.weather, flag, True)
            await asyncio.sleep(self.chance.choice([0.1, 2.0, 40.0, 200.0]))
            setattr(self.weather, flag, False)
            self.tell(f"no longer: {words}")

    async def _pay(self) -> None:
        """Whoever got a link pays by it, or not, or twice; the provider tells late and twice."""
        seen = 0
        while True:
            await asyncio.sleep(5.0)
            while seen < len(self.payments.sold):
                for _ in range(self.chance.choice([0, 1, 1, 1, 1, 2])):
                    self.later(self._pays(seen))
                seen += 1

    async def _pays(self, nth: int) -> None:
        await asyncio.sleep(self.chance.choice([5.0, 15.0, 60.0, 600.0]))
        sold = list(self.payments.sold.values())[nth]
        if not sold.is_open:
            return
        order = sold.order
        if self.chance.random() < 0.1:
            vain = PaymentFailed(f"pay_vain_{nth}", sold.link.id, order.reference)
            await self._tell_of(self.payments.told_of(vain), 1.0)
        if self.chance.random() < 0.1:
            sold.is_open = False
            await self._tell_of(self.payments.told_of(LinkClosed(sold.link.id, order.reference)), 1.0)
            return
        amount = order.amount + self.chance.choice([-1, 1, 500]) if self.chance.random() < 0.05 else None
        told = self.payments.pay(nth=nth, amount=amount)
        self.tell(f"money arrives for {order.reference}")
        if self.chance.random() < 0.05:
            paid = sold.payments[-1]
            back = Disputed(f"dp_{paid.id}", paid.id, paid.amount, paid.currency, "unknown to the payer")
            self.later(self._tell_of(self.payments.told_of(back), 200.0))
        if self.weather.strikes("webhooks_lost"):
            return
        if self.weather.strikes("webhooks_twice"):
            self.later(self._tell_of(told, self.chance.uniform(0, 300)))
        await self._tell_of(
            told, self.chance.uniform(0, 900) if self.weather.strikes("webhooks_late") else 1.0
        )

    async def _settle_refunds(self) -> None:
        """What the provider has begun ends after a while."""
        while True:
            await asyncio.sleep(self.chance.choice([20.0, 400.0]))
            for told in self.payments.settle():
                self.tell(f"the provider is done: {told.event}")
                if not self.weather.strikes("webhooks_lost"):
                    self.later(self._tell_of(told, 1.0))

    async def _meet(self) -> None:
        """Somebody comes into one of the rooms."""
        while True:
            await asyncio.sleep(self.chance.choice([30.0, 90.0]))
            if self.meetings.rooms:
                room = self.chance.choice(list(self.meetings.rooms.values()))
                who = self.chance.choice(self.people)
                came = Came(self.meetings.channel, room.handle, self.clock.now(), name=who.name)
                self.later(self._tell_who_came(came))

    async def _tell_who_came(self, came: Came) -> None:
        bots = [bot for bot in self.bots if bot.alive]
        if bots:
            bot = self.chance.choice(bots)
            told = bot.do(bot.parley.executor.run(seen.take, bot.parley.desk, came))
            told.add_done_callback(lambda done: done.cancelled() or done.exception())

    async def _tell_of(self, told: Told, wait: float) -> None:
        for again in (wait, 10.0, 60.0, 600.0, 3600.0):
            await asyncio.sleep(again)
            if (
                await self.network.hand_over(lambda bot: bot.parley.reception.tell(delivery_of(told)))
                is not None
            ):
                return


_ENDLESS = {
    "live",
    "_errands",
    "_run",
    "_pay",
    "_settle_refunds",
    "_meet",
    "_endanger",
    "_close_chats",
    "_outages",
    "turn_away",
}
_LENIENT: dict[str, object] = {
    "min_notice_minutes": 0,
    "monthly_sessions": dict.fromkeys(Plan, None),
    "mentee_reschedule_cutoff_hours": 0,
    "mentor_reschedule_cutoff_hours": 0,
    "mentor_may_reschedule": True,
    "mentee_may_reschedule": True,
    "max_reschedule_requests": 5,
    "reassign_on_mentor_cancel": True,
    "refund_second_admin": 10,
}
"""Rules that forbid little of what errands are about."""
_ALWAYS = {"durations", "default_duration", "default_hours", "monthly_sessions", "council_min_mentors"}


@contextmanager
def listening(world: World) -> Iterator[None]:
    """What is logged is known to the world."""
    handler = Faults(world)
    loggers = [
        logging.getLogger(name)
        for name in ("bot", "scheduler", "core", "gateways", "storage", "apscheduler")
    ]
    for logger in loggers:
        logger.addHandler(handler)
        logger.propagate = False

    note = Desk.note

    def noted(desk: Desk, tx: Transaction, action: str, actor: int | None, **more: Any) -> None:
        session = more.get("session")
        revision = (more.get("before") or {}).get("revision")
        if action == "SESSION_EDITED":  # which leaves the revision as it is
            revision = tx.sessions.get(session).revision
        world.noted.append((desk.delivery, session, revision))
        note(desk, tx, action, actor, **more)

    word = refusals._refusal

    def worded(refusal: Refusal, *rest: Any) -> Phrase:
        world.refused.add(type(refusal).__name__)
        return word(refusal, *rest)

    go_on = form_flow.press

    def pressed(turn: Turn, action: forms.Presses) -> Outcome:
        outcome = go_on(turn, action)
        world.done.add(type(action).__name__)
        return outcome

    ask = questions.ask

    def asked(form: Form, draft: Draft, *rest: Any, **more: Any) -> Message:
        world.questions[draft.id] = form.fields[min(draft.asked, len(form.fields) - 1)]
        return ask(form, draft, *rest, **more)

    try:
        with (
            patch.object(refusals, "_refusal", worded),
            patch.object(form_flow, "press", pressed),
            carried_out(world.done.add),
            patch.object(Desk, "note", noted),
            patch.object(questions, "ask", asked),
        ):
            yield
    finally:
        for logger in loggers:
            logger.removeHandler(handler)
            logger.propagate = True


@contextmanager
def carried_out(heard: Callable[[str], None]) -> Iterator[None]:
    """The names of actions as they are carried out, pressed or typed; those that are refused are not."""
    before = [(subject, subject.press, subject.send) for subject in SUBJECTS]
    for subject, press, send in before:
        object.__setattr__(subject, "press", _heard(press, heard))
        object.__setattr__(subject, "send", _heard(send, heard))
    try:
        yield
    finally:
        for subject, press, send in before:
            object.__setattr__(subject, "press", press)
            object.__setattr__(subject, "send", send)


def _heard(function: Callable[..., Any], heard: Callable[[str], None]) -> Callable[..., Any]:
    def hears(turn: Turn, action: Action, *rest: Any) -> Any:
        outcome = function(turn, action, *rest)
        heard(type(action).__name__)
        return outcome

    return hears


def start_of(seed: int) -> datetime:
    return Random(f"{seed} start").choice(STARTS)
