"""Payments: from the webhook to both chats, how many webhooks a second, and the round that asks providers."""

import asyncio
import socket
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from functools import partial
from os import urandom
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import aiohttp
import psycopg
from psycopg import sql
from sqlalchemy import func, make_url, select, text

from benchmarks.programme import LENGTH, MENTORS, Programme, characters, found, slot
from benchmarks.simulator import Simulator
from benchmarks.table import Row, percentile
from core.clock import Clock
from core.desk import Desk
from core.ids import new_id
from core.payments import Attempt, AttemptStatus
from core.providers import LinkState, LinkStatus
from core.session_claims import claims_of
from core.sessions import Session, Status, Topic
from gateways.jitsi import JitsiRooms
from playground.payments.webhook import Event
from playground.razorpay.model import Link
from scheduler.payments import PaymentRound
from storage.check import SqlCheck
from storage.executor import Executor
from storage.payment_tables import payments
from storage.store import SqlStore, open_store
from tests.payments import Provider
from tests.postgres import shared_server
from tests.storage.filling import fill

WARM, PAID = 5, 60
TOLD, CALLERS = 1_000, 32
KEPT, DUE = 100_000, 200
RATE = 150_000
LATENCY_AIM, SPEED_AIM, ROUND_AIM = 300, 200, 5
MINUTE = timedelta(minutes=1)


def rows() -> Iterator[Row]:
    """On both databases."""
    with TemporaryDirectory(prefix="parley-bench-") as folder:
        for where, databases in (("SQLite", _files(folder)), ("PostgreSQL", _server(folder))):
            with databases as new:
                yield from asyncio.run(_collected(_to_both_chats(where, next(new))))
                yield from asyncio.run(_collected(_many_at_once(where, next(new))))
                yield from asyncio.run(_collected(_round(where, next(new))))


@contextmanager
def _files(folder: str) -> Iterator[Iterator[str]]:
    yield (f"sqlite:///{Path(folder) / f'payments{n}.db'}" for n in range(9))


@contextmanager
def _server(folder: str) -> Iterator[Iterator[str]]:
    with shared_server(Path(folder) / "postgresql") as server:

        def new() -> Iterator[str]:
            for n in range(9):
                name = f"bench_payments_{n}"
                with psycopg.connect(server.url(), autocommit=True) as admin:
                    admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
                yield make_url(server.url()).set(database=name).render_as_string(hide_password=False)

        yield new()


async def _collected(rows: AsyncIterator[Row]) -> list[Row]:
    return [row async for row in rows]


# From the webhook to both chats


async def _to_both_chats(where: str, database: str) -> AsyncIterator[Row]:
    """A mentor on Slack and a mentee on Telegram; everybody has pressed Pay before the first one pays."""
    cast = characters(WARM + PAID)
    for platform in ("slack", "telegram"):
        programme = found(database, platform, cast)
        _charge(database, programme)
    port = _free_port()
    async with Simulator(cast).serve() as ours:
        ours.razorpay.webhook.url = f"http://127.0.0.1:{port}/payments/razorpay"
        async with ours.bot("bot", "run", database=database, more=_settings(ours, port)):
            for number in range(WARM + PAID):
                mentor, start = slot(number)
                mentee = ours.person(f"mentee-telegram-{number}")
                await mentee.command("book", f"@mentor-slack-{mentor} {start:%Y-%m-%d %H:%M}")
                await mentee.sees("Review and pay")
                await mentee.press("Go to payment")
                await mentee.sees("Pay now")
            took = [
                await ours.told(
                    partial(ours.razorpay.pay, link.id), link.asked["notes"]["parley_session"], 2
                )
                for link in list(ours.razorpay.links.values())
            ]
    middle, worst = median(took[WARM:]), percentile(took[WARM:], 99)
    yield Row(f"from the webhook to both chats, {where}, median", f"{middle:.0f} ms")
    yield Row(
        f"from the webhook to both chats, {where}, p99",
        f"{worst:.0f} ms",
        aim=f"< {LATENCY_AIM} ms",
        met=worst < LATENCY_AIM,
    )


# Webhooks a second


async def _many_at_once(where: str, database: str) -> AsyncIterator[Row]:
    """Two webhooks for each payment, as Razorpay sends them, from so many callers at once."""
    cast = characters(TOLD)
    programme = found(database, "slack", cast)
    port = _free_port()
    async with Simulator(cast).serve() as ours:
        ours.razorpay.webhook.held = True
        for attempt in _begun(database, programme):
            ours.razorpay.links[attempt.link] = _link(attempt)
            ours.razorpay.pay(attempt.link)
        told = ours.razorpay.webhook.told
        async with ours.bot("bot", "run", database=database, more=_settings(ours, port)) as parley:
            began, worked = perf_counter(), parley.processor_seconds
            await _post_all(f"http://127.0.0.1:{port}/payments/razorpay", told)
            acknowledged = perf_counter() - began
            while await asyncio.to_thread(_arrived, database) < TOLD:  # noqa: ASYNC110 (it is looked at, not waited for)
                await asyncio.sleep(0.1)
            done, worked = perf_counter() - began, parley.processor_seconds - worked
    yield Row(
        f"webhooks a second of the bot’s processor time, {where}",
        f"{len(told) / worked:.0f}",
        beside=f"with {TOLD * 2} messages",
    )
    for what, seconds in (("acknowledged", acknowledged), ("put to use", done)):
        speed = len(told) / seconds
        yield Row(
            f"webhooks a second, {where}, {what}",
            f"{speed:.0f}",
            aim=f">= {SPEED_AIM}",
            met=speed >= SPEED_AIM,
        )


async def _post_all(url: str, told: Sequence[Event]) -> None:
    waiting = iter(told)

    async def one() -> None:
        for event in waiting:
            async with web.post(url, data=event.body, headers=dict(event.headers)) as answer:
                assert answer.status == 200

    async with aiohttp.ClientSession() as web:
        await asyncio.gather(*(one() for _ in range(CALLERS)))


def _arrived(database: str) -> int:
    store = open_store(database, Clock(), exclusive=False)
    try:
        with store.work(read_only=True) as work:
            return work.connection.execute(select(func.count()).select_from(payments)).scalar_one()
    finally:
        store.close()


def _begun(database: str, programme: Programme) -> Sequence[Attempt]:
    """Each mentee has pressed Pay, and has a link."""
    store = open_store(database, Clock())
    first = datetime.combine(Clock().now().date() + timedelta(days=3), time(), UTC)
    attempts: list[Attempt] = []
    try:
        with store.write() as tx:
            for n, mentee in enumerate(programme.mentees):
                until = tx.now + timedelta(hours=1)
                session = Session(
                    new_id(tx.now),
                    programme.mentors[n % MENTORS].id,
                    mentee.id,
                    first + n // MENTORS * LENGTH,
                    30,
                    0,
                    "2026-01-01",
                    tx.now,
                    Topic("Talk", ""),
                    "https://meet.example.org/1",
                    rate=RATE,
                    currency="INR",
                    status=Status.AWAITING_PAYMENT,
                    confirm_by=until,
                )
                tx.sessions.add(session)
                tx.claims.take(claims_of(session))
                attempt = Attempt(
                    new_id(tx.now), session.id, 1, "razorpay", RATE, "INR", AttemptStatus.OPEN,
                    tx.now, until, until, tx.now, link=f"plink_{n:014}", url="https://pay.example.org",
                )  # fmt: skip
                tx.payments.add(attempt)
                attempts.append(attempt)
    finally:
        store.close()
    return attempts


def _link(attempt: Attempt) -> Link:
    asked = {
        "amount": attempt.amount,
        "currency": attempt.currency,
        "reference_id": attempt.reference,
        "notes": {"parley_reference": attempt.reference},
    }
    return Link(attempt.link, asked, attempt.url, int(attempt.opened_at.timestamp()), shape=0)


# The round that asks providers


class Quick(Provider):
    """A provider that answers at once."""

    async def look(self, link: str) -> LinkState:  # noqa: ARG002 (all links alike)
        """It is closed."""
        return LinkState(LinkStatus.CLOSED)


async def _round(where: str, database: str) -> AsyncIterator[Row]:
    """So many payments are kept, and as many attempts as one round takes are due."""
    store = open_store(database, Clock())
    executor = Executor(4)
    try:
        _fill(store)
        desk = Desk(store, JitsiRooms("https://meet.example.org"), gateways=(Quick(),))

        rounds = PaymentRound(desk, executor.run)
        for what in (f"{DUE} of them due", "none due"):
            began = perf_counter()
            await rounds.go()
            took = perf_counter() - began
            yield Row(
                f"a round over {KEPT:,} payments, {what}, {where}",
                f"{took:.2f} s",
                aim=f"< {ROUND_AIM} s",
                met=took < ROUND_AIM,
            )
        began = perf_counter()
        assert not list(SqlCheck(store).violations(timedelta(hours=1)))
        yield Row(f"parley check of {KEPT:,} payments, {where}", f"{perf_counter() - began:.1f} s")
    finally:
        executor.close()
        store.close()


_PAY = (
    """
    INSERT INTO payment_attempts (id, session, nth, provider, reference, amount, currency, status, opened_at,
        closes_at, look_at, looked_at, link, url)
    SELECT id, id, 1, 'razorpay', 'S-TALK.1-' || id, 2500, 'USD', 'closed', booked_at, booked_at,
        CASE WHEN n <= {due} THEN booked_at WHEN n % 3 = 0 THEN {later} END, booked_at, 'plink_' || id, ''
    FROM (SELECT id, booked_at, row_number() over (ORDER BY id) AS n FROM sessions) booked
    """,
    """
    INSERT INTO payments (id, session, attempt, provider, handle, amount, currency, at, use)
    SELECT id, id, id, 'razorpay', 'pay_' || id, 2500, 'USD', booked_at, 'kept' FROM sessions
    """,
    "UPDATE sessions SET payment = id, rate = 2500",
)


def _fill(store: SqlStore) -> None:
    """Everything is paid; a third of it so lately that the provider is still asked now and then."""
    fill(store, KEPT)
    with store.work() as work:
        later = work.now + timedelta(hours=2)
        written = (
            f"timestamptz '{later.isoformat()}'"
            if store.engines.on_postgresql
            else f"{later.timestamp() * 1_000_000:.0f}"
        )
        for statement in _PAY:
            work.connection.execute(text(statement.format(due=DUE, later=written)))


def _charge(database: str, programme: Programme) -> None:
    """All mentors take the same price."""
    store = open_store(database, Clock())
    try:
        with store.write() as tx:
            for person in programme.mentors:
                mentor = tx.mentors.get(person.id)
                assert mentor is not None
                tx.mentors.save(replace(mentor, rate=RATE, currency="INR"))
    finally:
        store.close()


def _settings(ours: Simulator, port: int) -> dict[str, str]:
    return {
        "RAZORPAY_KEY_ID": ours.razorpay.key_id,
        "RAZORPAY_KEY_SECRET": ours.razorpay.key_secret,
        "RAZORPAY_WEBHOOK_SECRET": ours.razorpay.webhook_secret,
        "PARLEY_RAZORPAY_API_URL": ours.razorpay.api_url,
        "PARLEY_HTTP_PORT": str(port),
        "PARLEY_OPERATIONS_PORT": "0",
        "PARLEY_SECRET_KEYS": urlsafe_b64encode(urandom(32)).decode(),
    }


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
