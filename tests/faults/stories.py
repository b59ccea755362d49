"""What happens to the bot in each fault; `verdict` says afterwards whether anything is lost or came twice."""

import asyncio
import random
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from resource import RLIMIT_FSIZE, prlimit
from time import monotonic
from zoneinfo import ZoneInfo

import psycopg
from sqlalchemy import select, update

from core.sessions import Meeting, Status
from playground.slack.person import SlackPerson
from playground.telegram.person import TelegramPerson
from storage.chat_tables import chat_texts
from storage.inbox import ATTEMPTS
from storage.tables import sessions
from tests.faults.seeds import BOTH, HOUR, ZONE
from tests.faults.stage import LOOK, PATIENCE, SECOND, Bot, Stage
from tests.postgres import PostgresServer

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
TOMORROW = 26 * HOUR
SLACK_SENDS = "bot.slack.sender:SlackPlatform.send"
TELEGRAM_SENDS = "bot.telegram.sender:TelegramPlatform.send"
SETTLES_JOB = "storage.jobs:SqlJobs.settle"
PASSES_ON = "core.usecases.chats:pass_on"
CARRIES_JOB_ON = "core.usecases.jobs.running:carry_on"
LEASE = timedelta(seconds=61)
SAVES_SESSION = "storage.sessions:SqlSessions.add"
KEEPS = "bot.reception:Reception.receive"
POISON = ("bot.requests.dispatch:help_card", "before", 1)
ANSWERS = "bot.conversation:Conversation._answer"
MARKS_ANSWER = "storage.inbox:record"
AT_ONCE_ON_TELEGRAM = 5
SHUT = "cannot reach its memory"
RETRY_SECONDS = 3.0
TIME_TO_ERR = 3.0
"""Seconds for what must not happen."""
PAGES_LEFT = 12
UNKNOWABLE = frozenset({"unsure"})
"""Confirmations on Telegram that were on their way."""


async def reminded(stage: Stage, before: timedelta = DAY) -> None:
    """The reminders of all sessions are due."""
    await stage.until(stage.sessions[0].starts_at - before + SECOND)


async def again(stage: Stage, act: Callable[[], Awaitable[object]], done: Callable[[], object]) -> None:
    """Somebody tries again every few seconds until it is done."""
    end = monotonic() + stage.patience
    while not done() and monotonic() < end:
        with suppress(AssertionError):
            await act()
        look_again = monotonic() + RETRY_SECONDS
        while not done() and monotonic() < look_again:  # noqa: ASYNC110 (eyes poll)
            await asyncio.sleep(LOOK)


async def confirmed(stage: Stage, mentee: str, mentor: str) -> None:
    """Somebody confirms a booking, again where nothing comes of it; it is booked once."""
    person = stage.person(mentee)
    await again(
        stage, lambda: person.press("Confirm booking"), lambda: _count_sessions(stage, mentee, mentor)
    )
    await stage.settle()
    _expect_sessions(stage, mentee, mentor, 1)


async def killed_between_sending_and_marking_on_slack(stage: Stage) -> None:
    stage.prepare(ahead=TOMORROW)
    stage.given_up = UNKNOWABLE
    await (await stage.spawn(die=(SLACK_SENDS, "after", 2))).dies()
    await stage.bot()
    await stage.settle()
    await reminded(stage)
    await stage.settle()


async def killed_between_sending_and_marking_on_telegram(stage: Stage) -> None:
    """Telegram cannot be asked: confirmations stay unsure, reminders may come again."""
    stage.prepare(ahead=TOMORROW)
    await stage.bot()
    await stage.settle()
    first, *_ = stage.bots
    await first.kill()
    dying = await stage.bot(die=(TELEGRAM_SENDS, "after", 2))
    await reminded(stage)
    await dying.dies()
    await stage.bot()
    await stage.settle()
    stage.doubled = AT_ONCE_ON_TELEGRAM


async def killed_before_sending(stage: Stage) -> None:
    stage.prepare(ahead=TOMORROW)
    await (await stage.spawn(die=(SLACK_SENDS, "before", 2))).dies()
    stage.given_up = UNKNOWABLE
    await stage.bot()
    await stage.settle()


async def killed_while_passing_texts_on(stage: Stage) -> None:
    """With a text taken; with it sent to Slack; with another sent to Telegram: each time before that is marked."""
    stage.prepare(ahead=TOMORROW)
    stage.given_up = frozenset({"dropped"})
    with stage.memory() as store, store.work() as work:
        work.connection.execute(update(sessions).values(meeting=Meeting.CHAT.value))
    first = await _settled_bot(stage)
    await stage.until(stage.sessions[0].starts_at - 10 * MINUTE)
    await stage.settle()
    await first.kill()
    on_telegram, on_slack = stage.person("mentor0"), stage.person("mentee0")
    dying = await stage.bot(die=(PASSES_ON, "after", 1))
    await on_telegram.say("Flour")
    await dying.dies()
    dying = await stage.bot(die=(SLACK_SENDS, "after", 1))
    await stage.move(LEASE)
    await dying.dies()
    dying = await stage.bot(die=(TELEGRAM_SENDS, "after", 1))
    await stage.settle()
    await on_slack.say("Butter")
    await dying.dies()
    await stage.bot()
    await stage.settle()
    await stage.expect_sight("mentee0", "I do not know whether what you wrote")
    for someone, word in ((on_slack, "Mentor0\nFlour"), (on_telegram, "Mentee0\nButter")):
        times = someone.screen().count(word)
        stage.expect(times == 1, f"{word!r} came {'twice' if times else 'never'}:\n{someone.screen()}")
    with stage.memory() as store, store.work() as work:
        left = work.connection.execute(select(chat_texts)).all()
    stage.expect(not left, f"texts are kept: {left}")


async def killed_in_a_job_and_after_it(stage: Stage) -> None:
    """In the transaction that cancels the sessions, and once more before anybody hears what came of it."""
    stage.prepare(ahead=TOMORROW)
    stage.given_up = UNKNOWABLE
    stage.doubled = AT_ONCE_ON_TELEGRAM
    first = await _settled_bot(stage)
    admin = stage.person("admin0")
    await admin.command("admin", "sessions status:scheduled cancel a storm")
    button = f"Cancel {stage.pairs} sessions"
    await stage.expect_sight("admin0", f"[{button}]")
    await stage.settle()
    await first.kill()
    dying = await stage.bot(die=(SETTLES_JOB, "after", 1))
    await admin.press(button)
    await dying.dies()
    dying = await stage.bot(die=(CARRIES_JOB_ON, "after", 1))
    await stage.move(LEASE)
    with suppress(TimeoutError):  # of nobody who takes it over
        async with asyncio.timeout(stage.patience):
            await dying.dies()
    await stage.bot()
    await stage.settle()
    await stage.expect_sight("admin0", f"{stage.pairs} sessions are cancelled.")
    with stage.memory() as store, store.read() as tx:
        for booked in stage.sessions:
            session, acts = tx.sessions.get(booked.id), tx.interventions.of(booked.id)
            cancelled = session is not None and session.status is Status.CANCELLED
            stage.expect(cancelled, f"session {booked.id} is not cancelled")
            stage.expect(len(acts) == 1, f"session {booked.id} was cancelled {len(acts)} times")


async def killed_again_and_again(stage: Stage) -> None:
    """All processes, in the middle of every storm."""
    stage.prepare(ahead=TOMORROW)
    await stage.bot()
    await stage.settle()
    await stage.bot()
    storms = (DAY, HOUR, timedelta(minutes=15))
    for before in storms:
        async with stage.storm(before):
            for bot in stage.bots:
                await bot.kill()
        for _ in range(2):
            await stage.bot()
        await stage.settle()
    stage.doubled = len(storms) * stage.pairs


async def killed_in_the_transaction_of_a_booking(stage: Stage) -> None:
    await _books_through_a_death(stage, (SAVES_SESSION, "after", 1))


async def killed_after_a_booking_before_the_answer(stage: Stage) -> None:
    await _books_through_a_death(stage, (ANSWERS, "before", 2))


async def killed_between_answering_and_marking(stage: Stage) -> None:
    """The answer is the confirmation: whoever takes over says it in the same message."""
    await _books_through_a_death(stage, (MARKS_ANSWER, "before", 1))


async def _books_through_a_death(stage: Stage, die: tuple[str, str, int]) -> None:
    stage.prepare(ahead=3 * DAY)
    stage.slack.settings.ack_seconds = 1.0
    dying = await stage.bot(die=die)
    await stage.settle()
    ben = stage.person("mentee0")
    await ben.command("book", "Mentor1 tomorrow 15:00")
    await ben.press("Confirm booking")
    await dying.dies()
    await stage.bot()
    await stage.settle()
    _expect_sessions(stage, "mentee0", "mentor1", 1)


async def stopped_by_the_operator_in_a_storm(stage: Stage) -> None:
    """What is leased is finished or given back: nobody has to wait for a lease to end."""
    stage.prepare(ahead=TOMORROW)
    first = await _settled_bot(stage)
    second = await stage.spawn(wait=True)
    async with stage.storm(DAY):
        stopping = asyncio.create_task(first.stop())
        await asyncio.sleep(0.3)
    await stopping
    await stage.go(second)
    await stage.ready(second)
    await stage.settle(skipping=False)


async def joined_by_a_second_process_in_a_storm(stage: Stage) -> None:
    stage.prepare(ahead=TOMORROW)
    await stage.bot()
    await stage.settle()
    second = await stage.spawn(wait=True)
    async with stage.storm(DAY):
        await stage.go(second)
        await stage.ready(second)
        await asyncio.sleep(1)
    await stage.settle()


async def two_started_at_once_on_an_empty_database(stage: Stage) -> None:
    both = [await stage.spawn(wait=True) for _ in range(2)]
    for bot in both:
        await stage.go(bot)
    for bot in both:
        await stage.ready(bot)
    stage.prepare(ahead=TOMORROW)
    await stage.settle()
    await reminded(stage)
    await stage.settle()


async def the_database_goes_away_and_comes_back(stage: Stage, server: PostgresServer) -> None:
    """It stops, starts, crashes twice more, and for a while takes nothing in, as one whose disk is full."""
    stage.prepare(ahead=TOMORROW)
    for _ in range(2):
        await stage.bot()
    await stage.settle()
    ben = stage.person("mentee0")
    async with stage.storm(DAY):
        await asyncio.to_thread(server.stop)
    await ben.command("book", "Mentor1 in 3 days 15:00")
    await stage.expect_sight("mentee0", SHUT)
    await stage.move(SECOND)  # delivery wakes up
    await asyncio.sleep(1)
    await asyncio.to_thread(server.start)
    for _ in range(2):
        await asyncio.sleep(0.3)
        await asyncio.to_thread(server.stop)
        await asyncio.to_thread(server.start)
    await stage.settle()
    _set_read_only(server, "on")
    await ben.command("sessions")
    refused = ben.screen().count(SHUT)
    await again(stage, lambda: ben.command("help"), lambda: ben.screen().count(SHUT) > refused)
    stage.expect(ben.screen().count(SHUT) > refused, "what could not be written down was taken")
    _set_read_only(server, "off")
    await stage.settle()
    await again(
        stage, lambda: ben.command("book", "Mentor1 in 3 days 15:00"), lambda: "[Confirm" in ben.screen()
    )
    await confirmed(stage, "mentee0", "mentor1")
    await reminded(stage, before=HOUR)
    await stage.settle()


async def the_chat_services_are_in_trouble(stage: Stage) -> None:
    stage.prepare(ahead=TOMORROW)
    slack, telegram = stage.slack.plan_fault, stage.telegram.plan_fault
    slack("chat.postMessage", "429", times=2)
    slack("chat.postMessage", "500", times=2)
    slack("chat.postMessage", "reset")
    slack("chat.postMessage", "garbage")
    telegram("sendMessage", "429", times=2)
    telegram("sendMessage", "500", times=2)
    await stage.bot()
    await stage.settle()
    slack("chat.postMessage", "reset", after=True, times=2)
    slack("chat.postMessage", "timeout", after=True, seconds=0.3)
    telegram("sendMessage", "reset", done=True, times=2)
    telegram("sendMessage", "timeout", seconds=0.3)
    await reminded(stage)
    await stage.settle()
    stage.doubled = 2


async def everything_is_delivered_again_and_out_of_order(stage: Stage) -> None:
    """Slack thrice, Telegram twice; and all of Slack's once more to a process that has just begun."""
    stage.prepare(ahead=3 * DAY)
    bots = [await stage.bot() for _ in range(2)]
    await stage.settle()
    ben, mia = stage.person("mentee0"), stage.person("mentee1")
    assert isinstance(ben, SlackPerson)
    assert isinstance(mia, TelegramPerson)
    stage.telegram.updates.deliver_twice(100)
    await ben.say("help")
    await ben.command("book", "Mentor1 tomorrow 15:00")
    await confirmed(stage, "mentee0", "mentor1")
    await mia.command("book", "Mentor0 tomorrow 15:00")
    await confirmed(stage, "mentee1", "mentor0")
    stage.telegram.updates.deliver_reversed(2)
    for words in ("help", "sessions"):
        stage.telegram.client.say(mia.user_id, f"/{words}")
    await mia.sees("Upcoming sessions", PATIENCE)
    await mia.sees("/timezone", PATIENCE)
    await stage.settle()
    for bot in bots[:1]:
        await bot.kill()
    await stage.bot()
    shown = len(stage.shown())
    for attempt in (1, 2):
        deliveries = list(stage.slack.deliveries.sent)
        random.Random(attempt).shuffle(deliveries)
        for one in deliveries:
            await stage.slack.deliveries.send(one.kind, one.payload, attempt, "operation_timeout")
    await stage.settle()
    await asyncio.sleep(0.5)
    more = len(stage.shown()) - shown
    stage.expect(more == 0, f"{more} answers came twice")
    _expect_one_help(stage, mia)


async def the_clock_jumps_an_hour_each_way(stage: Stage) -> None:
    """Back while one reminder waits for its next attempt.

    Nothing is on its way then: it would arrive before its time, and rightly.
    """
    stage.prepare(ahead=TOMORROW)
    for _ in range(2):
        await stage.bot()
    await stage.settle()
    await stage.move(HOUR)
    stage.slack.plan_fault("chat.postMessage", "429", retry_after=600)
    await reminded(stage)
    await stage.land()
    stage.expect(
        {"waiting", "sent"} <= _states_of_reminders(stage)[1440], "all or none had left at the jump"
    )
    await stage.move(-HOUR)
    await asyncio.sleep(0.5)
    await stage.move(HOUR + SECOND)
    await stage.settle()


async def one_machines_clock_is_an_hour_fast(stage: Stage) -> None:
    stage.prepare(ahead=TOMORROW)
    await stage.bot(skew=HOUR.total_seconds())
    await stage.settle()
    await stage.until(stage.sessions[0].starts_at - DAY - HOUR / 2)
    await asyncio.sleep(TIME_TO_ERR)
    await stage.settle()
    await reminded(stage)
    await stage.settle()


async def a_day_of_downtime(stage: Stage) -> None:
    """The 24 h reminder is of no use any more; the 1 h reminder is late and useful."""
    stage.prepare(ahead=TOMORROW)
    await (await _settled_bot(stage)).kill()
    await reminded(stage, before=HOUR - timedelta(minutes=5))
    await stage.bot()
    await stage.settle()
    stage.given_up = frozenset({"dropped"})
    states = _states_of_reminders(stage)
    stage.expect(states == {1440: {"dropped"}, 60: {"sent"}}, f"the reminders ended as {states}")


async def the_clocks_change_between_booking_and_reminder(stage: Stage, sunday: date) -> None:
    """24 hours are 24 hours, and the hour on the wall is the one that was booked."""
    at_ten = datetime.combine(sunday, time(10), ZoneInfo(ZONE)).astimezone(UTC)
    stage.clock.move_to(at_ten - 2 * DAY)
    stage.prepare(ahead=None)
    await stage.bot()
    await stage.person("mentee0").command("book", f"Mentor2 {sunday:%d %b} 10:00")
    await confirmed(stage, "mentee0", "mentor2")
    for before in (DAY, HOUR, timedelta(minutes=15)):
        await stage.until(at_ten - before + SECOND)
        await stage.settle()
    shown = f"{sunday:%a %-d %b %Y}, 10:00 ({ZONE})"
    stage.expect(any(shown in seen.text for seen in stage.shown()), f"nobody reads {shown}")


async def the_clocks_go_forward_between_booking_and_reminder(stage: Stage) -> None:
    await the_clocks_change_between_booking_and_reminder(stage, date(2027, 3, 28))


async def the_clocks_go_back_between_booking_and_reminder(stage: Stage) -> None:
    await the_clocks_change_between_booking_and_reminder(stage, date(2027, 10, 31))


async def a_person_blocks_the_bot(stage: Stage) -> None:
    """Who has no other chat goes without, which admins hear of; who has one is written to there."""
    stage.prepare(ahead=TOMORROW)
    await stage.bot()
    await stage.settle()
    blocked = "mentor0"
    stage.given_up = frozenset({"dead"})
    for key in (blocked, BOTH):
        account = stage.cast[key].telegram
        assert account is not None
        stage.telegram.world.chats[account].blocked = True  # the bot has not heard of it yet
    await reminded(stage)
    await stage.settle()
    await stage.move(timedelta(minutes=6))
    await stage.settle()
    await stage.expect_sight("admin0", "could not be delivered")
    dead = [row.person for row in stage.notices() if row.state == "dead"]
    stage.expect(
        dead == [stage.people[blocked].id], f"given up for {dead}, not for the one without another chat"
    )


async def the_disk_is_full(stage: Stage) -> None:
    stage.prepare(ahead=TOMORROW)
    bot = await _settled_bot(stage)
    ben = stage.person("mentee0")
    await ben.command("book", "Mentor1 in 3 days 15:00")
    await ben.sees("Review and confirm", PATIENCE)
    _fill_disk(stage, bot)
    with suppress(AssertionError):
        await ben.press("Confirm booking")
    await asyncio.sleep(1)
    _free_disk(bot)
    await confirmed(stage, "mentee0", "mentor1")
    _fill_disk(stage, bot)
    await reminded(stage)
    await asyncio.sleep(1)
    _free_disk(bot)
    await stage.settle()


async def another_program_locks_the_database(stage: Stage) -> None:
    stage.prepare(ahead=TOMORROW)
    await _settled_bot(stage)
    ben, mia = stage.person("mentee0"), stage.person("mentee1")
    other = sqlite3.connect(stage.url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    await mia.command("book", "Mentor0 in 3 days 15:00")
    await ben.command("book", "Mentor1 in 3 days 15:00")
    await stage.expect_sight("mentee0", SHUT)
    await reminded(stage)
    await asyncio.sleep(1)
    other.execute("ROLLBACK")
    other.close()
    await confirmed(stage, "mentee1", "mentor0")


async def the_process_that_polls_telegram_dies(stage: Stage) -> None:
    """It has written an update down and not yet told Telegram so: the next one gets it again."""
    stage.prepare(ahead=3 * DAY)
    first = await stage.bot(die=(KEEPS, "after", 1))
    await stage.bot()
    await stage.settle()
    mia = stage.person("mentee1")
    await mia.command("help")
    await first.dies()
    await stage.settle()
    await stage.move(timedelta(seconds=61))
    await again(stage, stage.settle, lambda: not stage.telegram.updates.pending)
    stage.expect(not stage.telegram.updates.pending, "updates are left with Telegram")
    await stage.settle()
    _expect_one_help(stage, mia)


async def what_kills_whoever_handles_it_comes_in(stage: Stage) -> None:
    """Process after process dies of it; then it is set aside, and its person is answered again."""
    stage.prepare(ahead=3 * DAY)
    dying = await stage.bot(die=POISON)
    await stage.settle()
    mia = stage.person("mentee1")
    await mia.command("help")
    await mia.command("sessions")
    for _ in range(ATTEMPTS - 1):
        await dying.dies()
        await stage.move(timedelta(seconds=61))
        dying = await stage.spawn(die=POISON)
    await dying.dies()
    await stage.move(timedelta(seconds=61))
    await stage.bot(die=POISON)
    await stage.expect_sight("mentee1", "Upcoming sessions")
    await stage.expect_sight("admin0", "could not be handled")
    await stage.settle()


async def _settled_bot(stage: Stage) -> Bot:
    bot = await stage.bot()
    await stage.settle()
    return bot


def _set_read_only(server: PostgresServer, value: str) -> None:
    with psycopg.connect(server.url(), autocommit=True) as admin:
        admin.execute("SET default_transaction_read_only = off")
        admin.execute(f"ALTER SYSTEM SET default_transaction_read_only = {value}")
        admin.execute("SELECT pg_reload_conf()")


def _fill_disk(stage: Stage, bot: Bot) -> None:
    """A few more pages, and the log of the database cannot grow any more."""
    log = Path(f"{stage.url.removeprefix('sqlite:///')}-wal")
    prlimit(bot.process.pid, RLIMIT_FSIZE, (log.stat().st_size + PAGES_LEFT * 4120, -1))


def _free_disk(bot: Bot) -> None:
    prlimit(bot.process.pid, RLIMIT_FSIZE, (-1, -1))


def _expect_one_help(stage: Stage, person: SlackPerson | TelegramPerson) -> None:
    helped = person.screen().count("What Parley can do\n")
    stage.expect(helped == 1, f"what was asked once was answered {helped} times")


def _count_sessions(stage: Stage, mentee: str, mentor: str) -> int:
    with stage.memory() as store, store.work(read_only=True) as work:
        rows = work.connection.execute(
            sessions.select().where(sessions.c.mentee == stage.people[mentee].id)
        ).all()
    return sum(row.mentor == stage.people[mentor].id for row in rows)


def _expect_sessions(stage: Stage, mentee: str, mentor: str, count: int) -> None:
    found = _count_sessions(stage, mentee, mentor)
    stage.expect(found == count, f"{found} sessions instead of {count} were booked")


def _states_of_reminders(stage: Stage) -> dict[int, set[str]]:
    states: dict[int, set[str]] = {}
    for row in stage.notices():
        if row.kind == "reminder":
            states.setdefault(int(row.details["minutes"]), set()).add(row.state)
    return states
