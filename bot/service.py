"""The running bot: everything built once and introduced to each other."""

import asyncio
import logging
import os
import secrets
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Protocol

from aiohttp import web
from pydantic import SecretStr

from bot import commands, payment_events
from bot.config import Settings
from bot.conversation import Conversation
from bot.courier import MessengerCourier
from bot.entrance.door import EntranceDoor
from bot.evidence import EvidenceSender, FileKeeper
from bot.jobs.agent import JobAgent
from bot.jobs.export import SessionExporter
from bot.mail.agent import MailAgent, Writer
from bot.mail.events import MailEventRoutes
from bot.mail.invitations import Organizer
from bot.mail.letters import Brand
from bot.mail.routes import UnsubscribeRoutes
from bot.meet.door import MeetDoor
from bot.messenger import Messenger
from bot.metrics import Figures, Stored, exposition
from bot.payment_routes import PaymentRoutes
from bot.reception import Reception
from bot.room_routes import RoomRoutes
from bot.subscriptions.door import SubscriptionDoor
from bot.subscriptions.files import CalendarFileSender
from bot.web import WebServer
from core.clock import Clock
from core.desk import Desk
from core.errors.policies import PolicyRefused
from core.mail import MAIL, MailEvent
from core.mail_servers import Security, SmtpServer
from core.outbox import Agent
from core.passes import Passes
from core.ports.calendars import CalendarReader
from core.ports.mail import MailTransport
from core.ports.payments import PaymentEvents, PaymentGateway
from core.ports.rooms import RoomEvents
from core.usecases import (
    booking_steps,
    closing,
    confirming,
    dispute_rounds,
    giving_up,
    health,
    joining,
    linking,
    mailing,
    policies,
    replacing,
    replanning,
    rescheduling,
    seen,
)
from core.usecases.calendar_files import CALENDAR_FILES
from core.usecases.councils import inviting, rounds
from core.usecases.evidence import EVIDENCE
from core.usecases.interventions import refunds
from core.usecases.jobs.exporting import EXPORTS
from core.usecases.jobs.running import JOBS
from core.usecases.payments import facts, links
from gateways.calendars.invitations import invitation
from gateways.calendars.reader import SafeCalendarReader
from gateways.calendars.safety import Guard
from gateways.calendars.wire import CalendarWire
from gateways.calendars.writing import entry_file, written
from gateways.calendly import CalendlyRooms
from gateways.jitsi import JAAS, JitsiRooms, key_of_jaas, key_of_server
from gateways.livekit import OWN_PAGE, LiveKitRooms
from gateways.payments.signatures import Returns
from gateways.room_events import LiveKitEvents, ZoomEvents
from gateways.rooms import CALENDLY, LIVEKIT, ZOOM, ProvidedRooms
from gateways.zoom import ZoomRooms
from scheduler.calendars import CalendarRefresher
from scheduler.checks import NightlyCheck
from scheduler.delivery import OutboxDelivery
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
from storage.session_export import SqlSessionExport
from storage.store import open_store
from storage.wakeups import Listener

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


class Parley:
    """The running bot: everything built once and introduced to each other."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self.owner = f"{os.getpid()}-{secrets.token_hex(4)}"
        self.store = open_store(
            settings.database_url, clock, keys=settings.keys, mails=settings.sender is not None
        )
        on_postgresql = self.store.engines.on_postgresql
        self.executor = Executor(POSTGRESQL_THREADS if on_postgresql else 1)
        self.venue = venue_of(settings, clock)
        self.rooms = self.venue.rooms
        public_url = (settings.public_url or "").rstrip("/")
        self.till = till_of(settings, clock)
        self.desk = Desk(
            self.store,
            self.rooms,
            first_admins=frozenset(settings.admins),
            wake=self._wake,
            support=settings.support,
            gateways=tuple(self.till.gateways),
            pays_elsewhere=frozenset({"telegram"} if settings.telegram_payment == "elsewhere" else ()),
            public_url=public_url,
            passes=Passes(public_url, self.store.vault.derived("passes")) if public_url else None,
        )
        self.messenger = Messenger({})
        reader = SafeCalendarReader(CalendarWire(Guard(settings.calendar_hosts)))
        self.outbox = SqlOutbox(self.store)
        files = SqlFiles(self.store)
        self.conversation = Conversation(
            self.desk,
            self.messenger,
            self.executor.run,
            reader,
            self.outbox,
            FileKeeper(self.messenger, self.executor.run, files),
        )
        self.inbox = SqlInbox(self.store)
        self.reception = Reception(
            self.inbox,
            self.conversation,
            self.executor.run,
            self.owner,
            take=partial(payment_events.take, self.desk),
        )
        self.payments = PaymentRoutes(
            self.till.events, self.reception.tell, clock.now, self._come_back if self.till.returns else None
        )
        # Nobody else runs on our SQLite file: there are no turns to take.
        self.turn = PollingTurn(self.executor, SqlLeases(self.store), self.owner) if on_postgresql else None
        self.apps = list(self._platforms(settings))
        courier = MessengerCourier(self.desk, self.messenger, self.executor.run)
        self.housekeeping = SqlHousekeeping(self.store)
        exporter = SessionExporter(
            self.desk, self.messenger, self.executor.run, SqlSessionExport(self.store)
        )
        sender = EvidenceSender(self.desk, self.messenger, self.executor.run, files)
        worker = JobAgent(self.desk, self.messenger, self.executor.run)
        filer = CalendarFileSender(self.desk, self.messenger, self.executor.run, entry_file)
        agents: dict[str, Agent] = {
            EXPORTS: exporter,
            EVIDENCE: sender,
            JOBS: worker,
            CALENDAR_FILES: filer,
        }
        self.post = post_of(settings, clock)
        if self.post is not None and settings.sender is not None:
            writer = Writer(
                Brand(settings.brand, settings.support, settings.mail_subjects),
                settings.sender.domain,
                Organizer(settings.sender.address, settings.brand, invitation),
                self.messenger.chat_link,
            )
            agents[MAIL] = MailAgent(self.desk, self.post, self.executor.run, writer)
        for channel, provider in self.venue.providers.items():
            agents[channel] = RoomAgent(self.desk, provider, self.executor.run)
        for gateway in self.desk.gateways:
            agents[gateway.name] = PaymentAgent(self.desk, gateway, self.executor.run)
        self.delivery = OutboxDelivery(self.outbox, courier, self.executor.run, self.owner, agents)
        self.check = NightlyCheck(self.desk, SqlCheck(self.store))
        self.wakeups = Wakeups(self.delivery, clock, self._rounds(reader))
        routes = [route for app in self.apps for route in app.routes()] + self.payments.routes()
        self.told = RoomRoutes(
            self.venue.events, lambda came: self.executor.run(seen.take, self.desk, came), clock.now
        )
        routes += self.told.routes()
        if self.desk.public_url and self.venue.livekit is not None:
            routes += MeetDoor(self.desk, self.executor.run, self.venue.livekit).routes()
        if self.desk.public_url:
            routes += SubscriptionDoor(self.desk, self.executor.run, written).routes()
            routes += EntranceDoor(self.desk, self.executor.run, self.messenger).routes()
        if self.desk.public_url and self.post is not None:
            routes += UnsubscribeRoutes(self.desk, self.executor.run).routes()
        self.mail_events = _mail_events(
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

    def _wake(self) -> None:
        self.wakeups.wake()

    def _rounds(self, reader: CalendarReader) -> dict[str, tuple[timedelta, Round]]:
        """The periodic sweeps by name, and how often each is made."""
        minute, hour = timedelta(minutes=1), timedelta(hours=1)
        of_core: dict[str, Callable[[Desk], object]] = {
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
            "booking attempts": booking_steps.fold,
        }
        paid = (
            {"payments": (ASKED_EVERY, PaymentRound(self.desk, self.executor.run).go)}
            if self.desk.gateways
            else {}
        )
        return {
            **paid,
            "take over": (timedelta(seconds=20), self.reception.take_over),
            "renew": (timedelta(seconds=15), self.reception.renew),
            "housekeeping": (hour, self._keep_house),
            "calendars": (minute, CalendarRefresher(self.desk, reader, self.executor.run).refresh_due),
            "check": (hour, self.check.check),
            "links": (linking.EVERY, partial(self.executor.run, linking.fall_back_overdue, self.desk)),
            **{
                name: (minute, partial(self.executor.run, sweep, self.desk))
                for name, sweep in of_core.items()
            },
        }

    def _platforms(self, settings: Settings) -> Sequence[App]:
        apps: list[App] = []
        if settings.slack_bot_token is not None:
            from bot.slack.app import SlackApp
            from bot.slack.sender import SlackPlatform

            slack = SlackPlatform(
                settings.slack_bot_token.get_secret_value(),
                api_url=settings.slack_api_url,
                prefix=settings.slack_prefix,
            )
            self.messenger.platforms["slack"] = slack
            apps.append(
                SlackApp(
                    self.reception,
                    slack,
                    app_token=_secret(settings.slack_app_token),
                    signing_secret=_secret(settings.slack_signing_secret),
                    prefix=settings.slack_prefix,
                )
            )
        if settings.telegram_bot_token is not None:
            from bot.telegram.app import TelegramApp
            from bot.telegram.sender import TelegramPlatform

            telegram = TelegramPlatform(
                settings.telegram_bot_token.get_secret_value(), api_url=settings.telegram_api_url
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
                )
            )
        return apps

    async def start(self) -> None:
        """Begin to work; returns when the platforms are connected."""
        await self.executor.run(joining.appoint_first_admins, self.desk)
        await self._check_links()
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
                faults={"conversation": self.conversation.faults, "delivery": self.delivery.faults},
                kept=self.reception.kept,
                pools=self.store.pools(),
                heartbeat_age=self.wakeups.heartbeat_age,
                fallen_back=self.rooms.fallen_back,
                unsigned=self.payments.refused
                + (self.mail_events.refused if self.mail_events else Counter()),
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
        return Stored(self.outbox.backlog(), self.inbox.backlog(), self.inbox.set_aside())


@dataclass
class Till:
    """The payment providers that are switched on, those first that are asked first; what proves their events."""

    gateways: list[PaymentGateway] = field(default_factory=list)
    events: list[PaymentEvents] = field(default_factory=list)
    returns: Returns | None = None

    async def aclose(self) -> None:
        """Close the connections."""
        for gateway in self.gateways:
            await gateway.aclose()


def till_of(settings: Settings, clock: Clock) -> Till:
    """What people can pay by. The SDKs are imported only where they are used: nobody else pays for that."""
    till = Till()
    key = settings.razorpay_secret or settings.stripe_key
    if key is not None and settings.public_url is not None:
        till.returns = Returns(key.get_secret_value(), settings.public_url.rstrip("/"))
    if settings.razorpay_key is not None and settings.razorpay_secret is not None:
        from gateways.payments.razorpay import RazorpayGateway
        from gateways.payments.razorpay_events import RazorpayEvents
        from gateways.payments.razorpay_wire import RazorpayWire

        login = settings.razorpay_key.get_secret_value(), settings.razorpay_secret.get_secret_value()
        razorpay = RazorpayWire(*login, settings.razorpay_api_url.rstrip("/"))
        till.gateways.append(RazorpayGateway(razorpay, clock, settings.razorpay_currencies, till.returns))
        if settings.razorpay_webhook_secrets:
            till.events.append(RazorpayEvents(_secrets(settings.razorpay_webhook_secrets)))
    if settings.stripe_key is not None:
        from gateways.payments.stripe import StripeGateway
        from gateways.payments.stripe_events import StripeEvents
        from gateways.payments.stripe_wire import StripeWire

        stripe_key = settings.stripe_key.get_secret_value()
        stripe = StripeWire(stripe_key, settings.stripe_api_url.rstrip("/"))
        elsewhere = "https://app.slack.com/client" if settings.slack_bot_token else "https://t.me"
        till.gateways.append(
            StripeGateway(stripe, clock, settings.stripe_currencies, till.returns, elsewhere)
        )
        if settings.stripe_webhook_secrets:
            live = "_live_" in stripe_key
            till.events.append(StripeEvents(_secrets(settings.stripe_webhook_secrets), live=live))
    return till


@dataclass
class Venue:
    """Where sessions take place: those who make rooms by their channel, and what proves what they tell."""

    rooms: JitsiRooms | ProvidedRooms
    providers: dict[str, ZoomRooms | LiveKitRooms | CalendlyRooms]
    events: list[RoomEvents]
    livekit: LiveKitRooms | None

    async def aclose(self) -> None:
        """Close the connections."""
        for provider in self.providers.values():
            await provider.aclose()


def venue_of(settings: Settings, clock: Clock) -> Venue:
    """All that is switched on, so that rooms of before can be closed; new ones are made by one of them."""
    jitsi, zoom, livekit = _jitsi(settings), zoom_of(settings), livekit_of(settings, clock)
    providers: dict[str, ZoomRooms | LiveKitRooms | CalendlyRooms] = {}
    events: list[RoomEvents] = []
    if zoom is not None:
        providers[ZOOM] = zoom
        if settings.zoom_webhook_secret is not None:
            events.append(ZoomEvents(settings.zoom_webhook_secret.get_secret_value()))
    if livekit is not None and settings.livekit_key is not None and settings.livekit_secret is not None:
        providers[LIVEKIT] = livekit
        events.append(LiveKitEvents(settings.livekit_key, settings.livekit_secret.get_secret_value()))
    provider = settings.meetings if settings.meetings in providers else ""
    if (calendly := calendly_of(settings)) is not None:
        providers[CALENDLY] = calendly
    if not providers:
        return Venue(jitsi, providers, events, livekit)
    entries = [] if livekit is None else [livekit]
    rooms = ProvidedRooms(provider or "", jitsi, entries, calendly=calendly is not None)
    return Venue(rooms, providers, events, livekit)


def calendly_of(settings: Settings) -> CalendlyRooms | None:
    """Calendly, where it is switched on."""
    if settings.calendly_token is None:
        return None
    return CalendlyRooms(settings.calendly_token.get_secret_value(), api_url=settings.calendly_api_url)


def livekit_of(settings: Settings, clock: Clock) -> LiveKitRooms | None:
    """LiveKit, where it is switched on."""
    if settings.livekit_url is None or settings.livekit_key is None or settings.livekit_secret is None:
        return None
    page = settings.livekit_page or f"{(settings.public_url or '').rstrip('/')}{OWN_PAGE}"
    secret = settings.livekit_secret.get_secret_value()
    return LiveKitRooms(settings.livekit_url, settings.livekit_key, secret, page, clock)


def _jitsi(settings: Settings) -> JitsiRooms:
    """Rooms on Jitsi: at 8x8, on a server that asks for a key, or on one that is open."""
    if settings.jaas_key_id is not None and settings.jaas_key is not None:
        key = key_of_jaas(settings.jaas_key_id, settings.jaas_key.get_secret_value())
        return JitsiRooms(f"{JAAS}/{settings.jaas_key_id.partition('/')[0]}", key)
    if settings.jitsi_app is not None and settings.jitsi_secret is not None:
        secret = settings.jitsi_secret.get_secret_value()
        return JitsiRooms(
            settings.jitsi_url,
            key_of_server(settings.jitsi_url, settings.jitsi_app, secret, settings.jitsi_audience),
        )
    return JitsiRooms(settings.jitsi_url)


def post_of(settings: Settings, clock: Clock) -> MailTransport | None:
    """How mail leaves, where it is switched on. Resend takes it by SMTP too, where invitations keep their form."""
    sender = settings.sender
    if sender is None:
        return None
    from gateways.mail.smtp import SmtpTransport

    if settings.resend_key is None:
        assert settings.smtp_url is not None
        return SmtpTransport(SmtpServer.parse(settings.smtp_url.get_secret_value()), sender, clock.now)
    key = settings.resend_key.get_secret_value()
    if settings.resend_by == "http":
        from gateways.mail.resend import ResendTransport

        return ResendTransport(key, sender, settings.resend_api_url.rstrip("/"))
    server = SmtpServer("smtp.resend.com", 465, Security.TLS, "resend", key)
    return SmtpTransport(server, sender, clock.now, name="resend")


def _mail_events(
    settings: Settings, take: Callable[[MailEvent], Awaitable[None]], clock: Clock
) -> MailEventRoutes | None:
    """What Resend tells of mails, where its secret is set."""
    if not settings.resend_webhook_secrets:
        return None
    from gateways.mail.resend import ResendEvents

    events = ResendEvents(_secrets(settings.resend_webhook_secrets))
    return MailEventRoutes("resend", events.read, take, clock.now)


def zoom_of(settings: Settings) -> ZoomRooms | None:
    """Zoom, where it is switched on."""
    if settings.zoom_account is None or settings.zoom_client is None or settings.zoom_secret is None:
        return None
    return ZoomRooms(
        settings.zoom_account,
        settings.zoom_client,
        settings.zoom_secret.get_secret_value(),
        settings.zoom_hosts,
        oauth_url=settings.zoom_oauth_url,
        api_url=settings.zoom_api_url,
    )


def _secrets(values: Iterable[SecretStr]) -> tuple[str, ...]:
    return tuple(value.get_secret_value() for value in values)


def _secret(value: SecretStr | None) -> str | None:
    return None if value is None else value.get_secret_value()
