"""Stories over the wire: people act, the bot answers, the clock moves, each step waits for the expected message."""

import traceback
from collections.abc import Awaitable, Callable
from typing import TextIO

from playground.server import Playground
from playground.stories.administration import administration
from playground.stories.booking import booking
from playground.stories.chat import chat
from playground.stories.council import council
from playground.stories.hours import hours
from playground.stories.linking import linking
from playground.stories.mail import mail
from playground.stories.paid import paid
from playground.stories.replacement import replacement
from playground.stories.reschedule import reschedule
from playground.stories.scene import Scene

STORIES: dict[str, Callable[[Scene], Awaitable[None]]] = {
    "booking": booking,
    "hours": hours,
    "chat": chat,
    "reschedule": reschedule,
    "replacement": replacement,
    "council": council,
    "paid": paid,
    "admin": administration,
    "mail": mail,
    "linking": linking,
}


async def play(name: str, playground: Playground, out: TextIO) -> int:
    """Play a story and print it; 0 when everything was seen and nobody broke a service's rule, else 1."""
    scene = Scene(playground, out)
    try:
        await STORIES[name](scene)
    except AssertionError:
        out.write(f"\n{traceback.format_exc()}")
        return 1
    faults = [*playground.slack.faults, *playground.telegram.faults, *playground.mailboxes.faults]
    out.writelines(f"FAULT: {fault}\n" for fault in faults)
    scene.transcript.heading("The end" if not faults else "The services complained")
    return 1 if faults else 0
