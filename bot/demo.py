"""`parley demo`: the bot as it is, talking to a simulated Slack and Telegram and a mail server on loopback."""

import asyncio
import math
import signal
import sys
import tempfile
from bisect import bisect_left
from datetime import datetime, timedelta
from pathlib import Path

from bot.config import Settings
from bot.service import Parley
from bot.slack.manifest import manifest
from core.aftermath import ANSWER_WITHIN
from core.clock import Clock
from core.people import Address
from core.ports.store import Transaction
from core.starting import CannotStart
from core.usecases import attending
from core.usecases.councils import rounds
from playground import stories
from playground.cast import TEAM
from playground.meetings import calendly, livekit, meet, zoom
from playground.server import Playground
from playground.stories.scene import prologue
from playground.telegram.service import ADMIN as TELEGRAM_ADMIN

SLACK_ADMIN = "U1OLGA"
SECRET_KEY = "cGxheWdyb3VuZC1vbmx5LW5vdC1hLXJlYWwtc2VjcmU="  # noqa: S105
"""The playground's databases hold nothing that is worth a secret."""
MINUTE = timedelta(minutes=1)


def settings_for(playground: Playground, database_url: str) -> Settings:
    """Settings like an operator's, with the playground's tokens and addresses; its admins are the first ones."""
    admins = (
        f"{Address('slack', TEAM, SLACK_ADMIN)},{Address('telegram', '', str(TELEGRAM_ADMIN.telegram))}"
    )
    return Settings(
        _env_file=None,
        SLACK_BOT_TOKEN=playground.slack.bot_token,
        SLACK_APP_TOKEN=playground.slack.app_token,
        PARLEY_SLACK_API_URL=playground.slack_api_url,
        TELEGRAM_BOT_TOKEN=playground.telegram.token,
        PARLEY_TELEGRAM_API_URL=playground.telegram_api_url,
        PARLEY_DATABASE_URL=database_url,
        PARLEY_SECRET_KEYS=SECRET_KEY,
        PARLEY_ADMINS=admins,
        PARLEY_OPERATIONS_PORT=0,
        PARLEY_HTTP_PORT=0,
        RAZORPAY_KEY_ID=playground.razorpay.key_id,
        RAZORPAY_KEY_SECRET=playground.razorpay.key_secret,
        RAZORPAY_WEBHOOK_SECRET=playground.razorpay.webhook_secret,
        PARLEY_RAZORPAY_API_URL=playground.razorpay.api_url,
        SMTP_URL=playground.smtp_url,
        EMAIL_FROM="Parley <parley@meridian.example>",
        STRIPE_API_KEY=playground.stripe.key,
        STRIPE_WEBHOOK_SECRET=playground.stripe.webhook_secret,
        PARLEY_STRIPE_API_URL=playground.stripe.api_url,
        LIVEKIT_URL=playground.meetings.livekit.url,
        LIVEKIT_API_KEY=livekit.KEY,
        LIVEKIT_API_SECRET=livekit.SECRET,
        PARLEY_LIVEKIT_PAGE=f"{playground.meetings.livekit.url}/livekit/page?url={{url}}&token={{token}}",
        PARLEY_ZOOM_ACCOUNT=zoom.ACCOUNT,
        PARLEY_ZOOM_CLIENT=zoom.CLIENT,
        PARLEY_ZOOM_SECRET=zoom.SECRET,
        PARLEY_ZOOM_HOSTS=",".join(playground.meetings.zoom.hosts),
        PARLEY_ZOOM_OAUTH_URL=playground.meetings.zoom.url,
        PARLEY_ZOOM_API_URL=playground.meetings.zoom.url,
        PARLEY_ZOOM_WEBHOOK_SECRET=zoom.WEBHOOK_SECRET,
        PARLEY_MEET_CLIENT=meet.CLIENT,
        PARLEY_MEET_SECRET=meet.SECRET,
        PARLEY_MEET_REFRESH_TOKEN=meet.REFRESH_TOKEN,
        PARLEY_MEET_OAUTH_URL=playground.meetings.meet.oauth_url,
        PARLEY_MEET_API_URL=playground.meetings.meet.url,
        CALENDLY_API_KEY=calendly.TOKEN,
        CALENDLY_WEBHOOK_KEY=calendly.WEBHOOK_KEY,
        PARLEY_CALENDLY_API_URL=playground.meetings.calendly.url,
        PARLEY_TELEGRAM_INLINE=True,
        PARLEY_MEETINGS="jitsi",
    )


async def demo(script: str | None, wire: Path | None, port: int) -> int:
    """Play a story and return 0 or 1, or serve the page until interrupted."""
    if script is not None and script not in stories.STORIES:
        print(f"parley: no story {script!r}; there are: {', '.join(stories.STORIES)}", file=sys.stderr)  # noqa: T201
        return 2
    clock = Clock()
    playground = Playground(clock, wire, 0 if script else port)
    try:
        await playground.start()
    except OSError as problem:
        raise CannotStart(
            f"port {port} is taken by another program ({problem.strerror}); choose another with --port"
        ) from None
    with tempfile.TemporaryDirectory(prefix="parley-") as folder:
        parley = Parley(settings_for(playground, f"sqlite:///{folder}/parley.db"), clock)
        introduce(parley, playground)
        try:
            await parley.start()
            assert parley.web is not None
            playground.tell_events(f"http://127.0.0.1:{parley.web.port}")
            if script is not None:
                return await stories.play(script, playground, sys.stdout)
            await prologue(playground)
            print(f"Parley's playground: {playground.url}  (Ctrl-C ends it)", flush=True)  # noqa: T201
            await _interrupted()
            return 0
        finally:
            await parley.stop()
            await playground.stop()


def introduce(parley: Parley, playground: Playground) -> None:
    """Give the playground what Slack has from the app's manifest, and what its clock asks of the bot."""
    asked = manifest()
    features, scopes = asked["features"], asked["oauth_config"]["scopes"]
    playground.slack.settings.scopes = frozenset(scopes["bot"] + scopes["bot_optional"])
    playground.slack.commands = [
        {
            "name": command["command"],
            "hint": command.get("usage_hint", ""),
            "description": command["description"],
        }
        for command in features["slash_commands"]
    ]
    playground.slack.shortcuts = [
        {"callback_id": shortcut["callback_id"], "title": shortcut["name"], "type": shortcut["type"]}
        for shortcut in features["shortcuts"]
    ]
    playground.meetings.choose = parley.venue.prefer
    playground.stage.landmarks = lambda: parley.executor.run(landmarks_of, parley)
    playground.stage.next_stop = lambda until: parley.executor.run(next_stop, parley, until)


def next_stop(parley: Parley, until: datetime) -> datetime | None:
    """The next instant before `until` at which the bot has something to do; the present while it is at it."""
    now = parley.desk.now()
    due = parley.outbox.next_due()
    if parley.delivery.busy or (due is not None and due <= now):
        return now
    until = until if due is None else min(due, until)
    minutes = range(math.ceil((until - now) / MINUTE))
    with parley.store.read() as tx:
        found = bisect_left(minutes, True, key=lambda minute: rounds_due(tx, now + minute * MINUTE))
    if found < len(minutes):
        return now + found * MINUTE
    return due if due == until else None


def rounds_due(tx: Transaction, at: datetime) -> bool:
    """Whether a round would find something at that instant."""
    grace = tx.policies().completion_grace_minutes
    return any(
        (
            tx.sessions.unconfirmed(at),
            tx.payments.unpaid(at),
            tx.sessions.abandoned(at),
            tx.sessions.ended(at, grace),
            tx.sessions.unattested(at - ANSWER_WITHIN),
            tx.reschedules.overdue(at),
            tx.councils.due(at),
            tx.councils.over(at - timedelta(minutes=grace)),
        )
    )


def landmarks_of(parley: Parley) -> list[tuple[str, datetime]]:
    """The next sessions' and councils' starts and the polls' deadlines, for the clock's buttons."""
    sessions = [
        (f"{view.mentor.name} with {view.mentee.name}", view.session.starts_at)
        for view in attending.next_up(parley.desk)
    ]
    councils = [
        (council.topic, council.starts_at)
        if council.starts_at
        else (f"Deadline: {council.topic}", council.deadline)
        for council in rounds.next_up(parley.desk)
    ]
    return [*sessions, *((label, at) for label, at in councils if at is not None)]


async def _interrupted() -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stopped.set)
    await stopped.wait()
