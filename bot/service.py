"""The running bot: everything built once and introduced to each other."""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Protocol

from aiohttp import web
from pydantic import SecretStr

from bot import commands, provider_events
from bot.config import Settings
from bot.conversation import Conversation
from bot.courier import MessengerCourier
from bot.entrance.door import EntranceDoor
from bot.evidence import EvidenceSender, FileKeeper
from bot.jobs.agent import JobAgent
from bot.jobs.export import SessionExporter
from bot.language import untranslated
from bot.mail.agent import MailAgent, Writer
from bot.mail.invitations import Organizer
from bot.mail.letters import Brand
from bot.mail.routes import UnsubscribeRoutes
from bot.meet.door import MeetDoor
from bot.messenger import Messenger
from bot.metrics import Figures, Stored, exposition
from bot.own_data.sender import OwnDataSender
from bot.payment_routes import PaymentRoutes
from bot.providers.mail import mail_events_of, post_of
from bot.providers.payments import Till, till_of
from bot.providers.rooms import Venue, venue_of
from bot.reception import Reception
from bot.recordings.door import RecordingDoor
from bot.room_routes import RoomRoutes
from bot.subscriptions.door import SubscriptionDoor
from bot.subscriptions.files import CalendarFileSender
from bot.web import WebServer
from core import ids
from core.clock import Clock
from core.desk import Desk
from core.entropy import Entropy
from core.errors.policies import PolicyRefused
from core.installations import InstallTickets
from core.mail import MAIL
from core.notices import Notice
from core.outbox import Agent
from core.passes import Passes
from core.people import Address
from core.ports.calendars import CalendarReader
from core.ports.mail import MailTransport
from core.recordings import Tickets
from core.usecases import (
    booking_steps,
    closing,
    confirming,
    dispute_rounds,
    giving_up,
    health,
    homes,
    joining,
    linking,
    mailing,
    policies,
    recording,
    replacing,
    replanning,
    rescheduling,
    seen,
)
from core.usecases.calendar_files import CALENDAR_FILES
from core.usecases.connecting import WORKSPACES
from core.usecases.councils import inviting, rounds
from core.usecases.evidence import EVIDENCE
from core.usecases.interventions import refunds
from core.usecases.jobs.exporting import EXPORTS
from core.usecases.jobs.running import JOBS
from core.usecases.own_data import OWN_DATA
from core.usecases.payments import facts, links
from gateways.calendars.invitations import invitation
from gateways.calendars.reader import SafeCalendarReader
from gateways.calendars.safety import Guard
from gateways.calendars.wire import CalendarWire
from gateways.calendars.writing import entry_file, parts, written
from scheduler.calendars import CalendarRefresher
from scheduler.checks import NightlyCheck
from scheduler.delivery import OutboxDelivery
from scheduler.erasures import ErasureRound
from scheduler.payments import EVERY as ASKED_EVERY
from scheduler.payments import PaymentAgent, PaymentRound
from scheduler.rooms import RoomAgent
from scheduler.wakeups import Round, Wakeups
from storage.check import SqlCheck
from storage.executor import Executor
from storage.files import SqlFiles
from storage.housekeeping import SqlHousekeeping
from storage.inbox import SqlInbox
from storage.leases import SqlLeases
from storage.outbox import SqlOutbox
from storage.own_data import SqlOwnData
from storage.session_export import SqlSessionExport
from storage.store import SqlStore, open_store
from storage.wakeups import Listener

if TYPE_CHECKING:
    from bot.slack.installed import Installed

DEFAULT_PORT = 8080
POSTGRESQL_THREADS = 8
POLLING = "telegram polling"
POLLING_LEASE = timedelta(seconds=60)
LONGEST_SILENCE = 60.0
LONGEST_WAIT = timedelta(minutes=5)
LOOK_WITHIN = 3.0
"""Seconds after which the database counts as away: who probes us waits for as long as we do."""
log = logging.getLogger(__name__)


class App(Protocol):
    """A platform's way in."""

    async def start(self) -> None:
        """Begin to receive."""

    async def stop(self) -> None:
        """Receive no more."""

    async def connected(self) -> bool:
        """Whether deliveries reach us."""

    def routes(self) -> list[web.RouteDef]:
        """What it needs the web server to serve."""


class PollingTurn:
    """The lease that lets one process at a time ask Telegram for updates."""

    def __init__(self, executor: Executor, leases: SqlLeases, owner: str) -> None:
        self._executor = executor
        self._leases = leases
        self._owner = owner

    async def hold(self) -> bool:
        """Take or keep it; False while another process has it."""
        return await self._executor.run(self._leases.hold, POLLING, self._owner, POLLING_LEASE)

    async def release(self) -> None:
        """Leave it to the next process at once; without the database, when the lease ends."""
        try:
            await self._executor.run(self._leases.release, POLLING, self._owner)
        except Exception as fault:  # noqa: BLE001 (whatever is wrong with the database, there is more to stop)
            log.warning("the turn to ask Telegram is not given back: %s", type(fault).__name__)


@dataclass(frozen=True)
class Outside:
    """What the bot works with that is not itself: its memory, and services other than chat."""

    store: SqlStore
    venue: Venue
    till: Till
    post: MailTransport | None
    calendars: CalendarReader


def outside_of(settings: Settings, clock: Clock, entropy: Entropy) -> Outside:
    """What the settings switch on."""
    store = open_store(settings.database_url, clock, keys=settings.keys, mails=settings.sender is not None)
    return Outside(
        store,
        venue_of(settings, clock, entropy),
        till_of(settings, clock),
        post_of(settings, clock),
        SafeCalendarReader(CalendarWire(Guard(settings.calendar_hosts))),
    )


CORE_ROUNDS: Mapping[str, Callable[[Desk], object]] = {
    "complete": closing.complete_ended,
    "unattested": closing.close_unattested,
    "reschedules": rescheduling.expire_overdue,
    "confirmations": confirming.expire_unconfirmed,
    "replacements": giving_up.expire_unanswered,
    "suspensions": replacing.relieve_suspended,
    "refunds": refunds.expire_waiting,
    "disputes": dispute_rounds.alarm_again,
    "overdue disputes": dispute_rounds.settle_overdue,
    "weekly summaries": health.send_summaries,
    "councils": rounds.close_polls,
    "complete councils": rounds.complete_ended,
    "invitations": inviting.invite_further,
    "reminders": replanning.replan,
    "homes": homes.follow,
    "booking attempts": booking_steps.fold,
    "recordings": recording.expire,
}
"""Sweeps that need nothing but the desk, by name."""


class Parley:
    """The running bot: everything built once and introduced to each other."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        entropy: Entropy | None = None,
        outside: Outside | None = None,
    ) -> None:
        entropy = entropy or Entropy()
        ids.begin(entropy)
        outside = outside or outside_of(settings, clock, entropy)
        self.owner = entropy.hexadecimal(8)
        self.store = outside.store
        on_postgresql = self.store.engines.on_postgresql
        self.executor = Executor(POSTGRESQL_THREADS if on_postgresql else 1)
        self.venue = outside.venue
        self.rooms = self.venue.rooms
        public_url = (settings.public_url or "").rstrip("/")
        self.till = outside.till
        self.desk = Desk(
            self.store,
            self.rooms,
            first_admins=frozenset(settings.admins),
            support=settings.support,
            gateways=tuple(self.till.gateways),
            pays_elsewhere=frozenset({"telegram"} if settings.telegram_payment == "elsewhere" else ()),
            public_url=public_url,
            passes=Passes(public_url, self.store.vault.derived("passes")) if public_url else None,
            tickets=Tickets(public_url, self.store.vault.derived("recordings")) if public_url else None,
            entropy=entropy,
            telegram_link=self._telegram_link,
            installing=InstallTickets(self.store.vault.derived("install"))
            if settings.slack_client_id
            else None,
        )
        self.messenger = Messenger({})
        reader = outside.calendars
        self.outbox = SqlOutbox(self.store, self.desk.setbacks)
        files = SqlFiles(self.store)
        self.conversation = Conversation(
            self.desk,
            self.messenger,
            self.executor.run,
            reader,
            self.outbox,
            FileKeeper(self.messenger, self.executor.run, files),
            self._send_left,
        )
        self.inbox = SqlInbox(self.store)
        self.reception = Reception(
            self.desk,
            self.inbox,
            self.conversation,
            self.executor.run,
            self.executor.ahead,
            self.owner,
            take=partial(provider_events.take, self.desk),
        )
        self.payments = PaymentRoutes(
            self.till.events, self.reception.tell, clock.now, self._come_back if self.till.returns else None
        )
        # Nobody else runs on our SQLite file: there are no turns to take.
        self.turn = PollingTurn(self.executor, SqlLeases(self.store), self.owner) if on_postgresql else None
        self.extra_routes: list[web.RouteDef] = []
        self.extra_rounds: dict[str, tuple[timedelta, Round]] = {}
        self.extra_agents: dict[str, Agent] = {}
        self.preparations: list[Round] = []
        """What has to be known before anything leaves."""
        self.apps = list(self._platforms(settings))
        courier = MessengerCourier(self.desk, self.messenger, self.executor.run)
        self.housekeeping = SqlHousekeeping(self.store, self.desk.setbacks)
        exporter = SessionExporter(
            self.desk, self.messenger, self.executor.run, SqlSessionExport(self.store)
        )
        sender = EvidenceSender(self.desk, self.messenger, self.executor.run, files)
        worker = JobAgent(self.desk, self.messenger, self.executor.run)
        filer = CalendarFileSender(self.desk, self.messenger, self.executor.run, entry_file)
        agents: dict[str, Agent] = {
            **self.extra_agents,
            EXPORTS: exporter,
            EVIDENCE: sender,
            JOBS: worker,
            CALENDAR_FILES: filer,
            OWN_DATA: OwnDataSender(
                self.desk, self.messenger, self.executor.run, SqlOwnData(self.store), files, parts
            ),
        }
        self.post = outside.post
        if self.post is not None and settings.sender is not None:
            writer = Writer(
                Brand(settings.brand, settings.support, settings.mail_subjects),
                settings.sender.domain,
                Organizer(settings.sender.address, settings.brand, invitation),
                self.messenger.chat_link,
            )
            agents[MAIL] = MailAgent(self.desk, self.post, self.executor.run, writer)
        for channel, provider in self.venue.providers.items():
            recorder = self.venue.recorders.get(channel)
            agents[channel] = RoomAgent(self.desk, provider, self.executor.run, recorder)
        for gateway in self.desk.gateways:
            agents[gateway.name] = PaymentAgent(self.desk, gateway, self.executor.run)
        self.delivery = OutboxDelivery(self.outbox, courier, self.executor.run, self.owner, agents)
        self.check = NightlyCheck(self.desk, SqlCheck(self.store))
        self.wakeups = Wakeups(self.delivery, clock, self._rounds(reader))
        self.store.on_outgoing(self.wakeups.wake)
        routes = [route for app in self.apps for route in app.routes()] + self.payments.routes()
        self.told = RoomRoutes(
            self.venue.events,
            lambda came: self.executor.run(seen.take, self.desk, came),
            self.reception.tell,
            clock.now,
        )
        routes += self.told.routes() + self.extra_routes
        if self.desk.public_url and self.venue.livekit is not None:
            routes += MeetDoor(self.desk, self.executor.run, self.venue.livekit).routes()
        if self.desk.public_url:
            routes += SubscriptionDoor(self.desk, self.executor.run, written).routes()
            routes += EntranceDoor(self.desk, self.executor.run, self.messenger).routes()
        if self.desk.public_url and settings.recordings is not None:
            routes += RecordingDoor(self.desk, self.executor.run, settings.recordings).routes()
        if self.desk.public_url and self.post is not None:
            routes += UnsubscribeRoutes(self.desk, self.executor.run).routes()
        self.mail_events = mail_events_of(
            settings, lambda event: self.executor.run(mailing.take_event, self.desk, event), clock
        )
        routes += [] if self.mail_events is None else self.mail_events.routes()
        port = settings.http_port if settings.http_port is not None or not routes else DEFAULT_PORT
        self.web = None if port is None else WebServer(settings.http_host, port, routes)
        self.operations = WebServer(
            settings.operations_host,
            settings.operations_port,
            (),
            self._probe,
            self._scrape,
            named="PARLEY_OPERATIONS",
        )
        self.listener = Listener(settings.database_url, self.wakeups.wake) if on_postgresql else None
        self._listening: asyncio.Task[None] | None = None
        self._looking: asyncio.Future[Stored] | None = None

    async def _keep_house(self) -> None:
        while await self.executor.run(self.housekeeping.sweep):
            pass  # others have their turn between two batches

    async def _send_left(self, notice: Notice, delivery: str) -> None:
        await self.delivery.send_left(notice, delivery)

    def _telegram_link(self, about: str) -> str | None:
        telegram = self.messenger.platforms.get("telegram")
        return None if telegram is None else telegram.chat_link(Address("telegram", "", ""), about)

    def _rounds(self, reader: CalendarReader) -> dict[str, tuple[timedelta, Round]]:
        """The periodic sweeps by name, and how often each is made."""
        minute, hour = timedelta(minutes=1), timedelta(hours=1)
        paid = (
            {"payments": (ASKED_EVERY, PaymentRound(self.desk, self.executor.run).go)}
            if self.desk.gateways
            else {}
        )
        return {
            **paid,
            **self.extra_rounds,
            "take over": (timedelta(seconds=20), self.reception.take_over),
            "renew": (timedelta(seconds=15), self.reception.renew),
            "housekeeping": (hour, self._keep_house),
            "calendars": (minute, CalendarRefresher(self.desk, reader, self.executor.run).refresh_due),
            "erasures": (minute, ErasureRound(self.desk, self.executor.run).go),
            "check": (hour, self.check.check),
            "links": (linking.EVERY, partial(self.executor.run, linking.fall_back_overdue, self.desk)),
            **{
                name: (minute, partial(self.executor.run, sweep, self.desk))
                for name, sweep in CORE_ROUNDS.items()
            },
        }

    def _platforms(self, settings: Settings) -> Sequence[App]:
        apps: list[App] = []
        if settings.has_slack:
            from bot.slack.app import SlackApp
            from bot.slack.sender import SlackPlatform

            installed = self._installed(settings)
            slack = SlackPlatform(
                _secret(settings.slack_bot_token) or "",
                token_of=None if installed is None else installed.token_of,
                api_url=settings.slack_api_url,
                prefix=settings.slack_prefix,
            )
            self.messenger.platforms["slack"] = slack
            if installed is not None:
                installed.refused = slack.calls.refused
            apps.append(
                SlackApp(
                    self.reception,
                    slack,
                    app_token=_secret(settings.slack_app_token),
                    signing_secret=_secret(settings.slack_signing_secret),
                    prefix=settings.slack_prefix,
                    installed=installed,
                )
            )
        if settings.telegram_bot_token is not None:
            from bot.mentors.introducing import Introductions
            from bot.telegram.app import TelegramApp
            from bot.telegram.inline import InlineQueries
            from bot.telegram.sender import TelegramPlatform

            telegram = TelegramPlatform(
                settings.telegram_bot_token.get_secret_value(),
                api_url=settings.telegram_api_url,
                tables=settings.telegram_tables,
            )
            self.messenger.platforms["telegram"] = telegram
            secret = _secret(settings.telegram_webhook_secret)
            apps.append(
                TelegramApp(
                    telegram,
                    self.reception,
                    webhook_secret=secret,
                    public_url=settings.public_url if secret else None,
                    lease=self.turn,
                    menu=commands.menu(),
                    inline=InlineQueries(telegram, Introductions(self.desk, self.executor.run))
                    if settings.telegram_inline
                    else None,
                )
            )
        return apps

    def _installed(self, settings: Settings) -> "Installed | None":
        """Where the Slack app is installed by whoever has a ticket; None where it serves one workspace by its token."""
        secret = _secret(settings.slack_client_secret)
        tickets = self.desk.installing
        if settings.slack_client_id is None or secret is None or tickets is None:
            return None
        from bot.slack.install_door import InstallDoor
        from bot.slack.installed import Installed
        from bot.slack.leaving import Leaver
        from bot.slack.oauth import SlackOAuth

        oauth = SlackOAuth(settings.slack_client_id, secret, self.desk.public_url, settings.slack_api_url)
        run, clock = self.executor.run, self.store.clock
        installed = Installed(self.desk, run, oauth, clock)
        self.extra_agents[WORKSPACES] = Leaver(installed)
        self.extra_routes += InstallDoor(self.desk, run, installed, oauth, tickets, clock).routes()
        self.extra_rounds["installations"] = (timedelta(seconds=20), installed.round)
        self.preparations.append(installed.load)
        return installed

    async def start(self) -> None:
        """Begin to work; returns when the platforms are connected."""
        await self.executor.run(joining.appoint_first_admins, self.desk)
        await self._check_links()
        for prepare in self.preparations:
            await prepare()
        self.wakeups.start()
        if self.listener is not None:
            self._listening = asyncio.create_task(self.listener.run(), name="listener")
        await self.operations.start()
        if self.web is not None:
            await self.web.start()
        await asyncio.gather(*(app.start() for app in self.apps))

    async def _check_links(self) -> None:
        """Say it where a rule of before does not fit the payment providers that are set now."""
        try:
            await self.executor.run(policies.check_links_now, self.desk)
        except PolicyRefused as refused:
            log.warning(
                "the rule payment_minutes does not fit the payment provider, whose links need %s minutes (%s); "
                "an admin changes it with /admin policies set payment minutes",
                refused.bound,
                refused.problem,
            )

    async def stop(self) -> None:
        """Receive no more, finish what has begun, close."""
        await asyncio.gather(*(app.stop() for app in self.apps))
        if self.turn is not None:
            await self.turn.release()
        if self.web is not None:
            await self.web.stop()
        await self.operations.stop()
        await self.reception.finish()
        await self.wakeups.stop()
        await self.check.stop()
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)
        if self._looking is not None:
            await asyncio.gather(self._looking, return_exceptions=True)
        for platform in self.messenger.platforms.values():
            await platform.close()
        if self.post is not None:
            await self.post.aclose()
        await self.venue.aclose()
        await self.till.aclose()
        self.executor.close()
        self.store.close()

    async def _probe(self) -> dict[str, bool]:
        state = {type(app).__name__.removesuffix("App").lower(): await app.connected() for app in self.apps}
        stored = await self._stored()
        if stored is None:
            return {**state, "database": False}
        alive = self.wakeups.heartbeat_age < LONGEST_SILENCE
        return {
            **state,
            "database": True,
            "heartbeat": alive,
            "delivery": stored.notices.age < LONGEST_WAIT,
        }

    async def _scrape(self) -> bytes:
        return exposition(
            Figures(
                stored=await self._stored(),
                outcomes=self.delivery.outcomes,
                faults={
                    "conversation": self.conversation.faults,
                    "delivery": self.delivery.faults,
                    "rounds": self.desk.setbacks.faults.total(),
                },
                kept=self.reception.kept,
                pools=self.store.pools(),
                heartbeat_age=self.wakeups.heartbeat_age,
                fallen_back=self.rooms.fallen_back,
                unsigned=self.payments.refused
                + (self.mail_events.refused if self.mail_events else Counter()),
                untranslated=untranslated,
                set_back=self.desk.setbacks.counts(),
            )
        )

    async def _come_back(self, token: str) -> str | None:
        """How what somebody has paid for stands; where it is not known yet, the provider is asked."""
        assert self.till.returns is not None
        reference = self.till.returns.reference(token)
        if reference is None:
            return None
        standing = await self.executor.run(facts.standing, self.desk, reference)
        if standing == "waiting":
            await self.executor.run(links.look_soon, self.desk, reference)
        return standing

    async def _stored(self) -> Stored | None:
        """What waits in the database; None where it does not answer in time.

        Who asks meanwhile waits for the same answer: a database that hangs does not get a thread for each probe.
        """
        if self._looking is None or self._looking.done():
            self._looking = asyncio.ensure_future(self.executor.run(self._look))
        try:
            async with asyncio.timeout(LOOK_WITHIN):
                return await asyncio.shield(self._looking)
        except Exception as fault:  # noqa: BLE001 (whatever is wrong with the database, it is not ready)
            log.warning("the database does not answer a probe: %s", type(fault).__name__)
            return None

    def _look(self) -> Stored:
        return Stored(
            self.outbox.backlog(),
            self.inbox.backlog(),
            self.inbox.set_aside(),
            self.store.oldest_snapshot(),
        )


def _secret(value: SecretStr | None) -> str | None:
    return None if value is None else value.get_secret_value()
