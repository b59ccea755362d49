"""`parley demo`: the bot as it is, talking to a simulated Slack and Telegram on loopback."""

import asyncio
import signal
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from bot.commands import COMMANDS
from bot.config import Settings
from bot.service import Parley
from core.clock import Clock
from core.people import Address
from core.usecases import attending
from core.usecases.councils import rounds
from playground import stories
from playground.cast import TEAM
from playground.server import Playground
from playground.stories.scene import prologue
from playground.telegram.service import ADMIN as TELEGRAM_ADMIN

SLACK_ADMIN = "U1OLGA"


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
        PARLEY_ADMINS=admins,
    )


async def demo(script: str | None, wire: Path | None, port: int) -> int:
    """Play a story and return 0 or 1, or serve the page until interrupted."""
    if script is not None and script not in stories.STORIES:
        print(f"parley: no story {script!r}; there are: {', '.join(stories.STORIES)}", file=sys.stderr)  # noqa: T201
        return 2
    clock = Clock()
    playground = Playground(clock, wire, 0 if script else port)
    playground.slack.commands = [
        {"name": f"/{command.name}", "hint": command.usage, "description": command.summary}
        for command in COMMANDS
        if command.slack
    ]
    await playground.start()
    with tempfile.TemporaryDirectory(prefix="parley-") as folder:
        parley = Parley(settings_for(playground, f"sqlite:///{folder}/parley.db"), clock)
        try:
            await parley.start()
            playground.landmarks = lambda: parley.seam.run(landmarks_of, parley)
            if script is not None:
                return await stories.play(script, playground, sys.stdout)
            await prologue(playground)
            print(f"Parley's playground: {playground.url}  (Ctrl-C ends it)", flush=True)  # noqa: T201
            await _interrupted()
            return 0
        finally:
            await parley.stop()
            await playground.stop()


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
