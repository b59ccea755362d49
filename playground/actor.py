"""A person at a chat window, the same on both services: stories and tests are told with it."""

from typing import Protocol

PATIENCE = 60.0
"""Seconds to wait for an expected message: a chat takes a message a second, and a loaded machine is slow."""


class Actor(Protocol):
    """Plays one person over the wire, and sees only that person's client.

    Waiting is bounded (`timeout` seconds of real time); a wait that fails raises `AssertionError` with the person's
    screen. Labels match when equal after stripping, else when the control's label contains them
    (case-insensitive), preferring the newest message.
    """

    async def command(self, name: str, text: str = "") -> None:
        """Send `/name text` in the direct chat with the bot."""

    async def say(self, text: str) -> None:
        """Send plain text to the bot."""

    async def press(self, label: str) -> None:
        """Press a button of the newest message (or open form) that shows one so labelled; confirms a confirm dialog."""

    async def choose(self, label: str) -> None:
        """Choose an option so labelled: of a select on Slack, of a keyboard on Telegram."""

    async def fill(self, values: dict[str, str]) -> None:
        """Answer the open form by field label and submit it.

        Slack: sets the modal's inputs and submits. Telegram: answers each question in turn by pressing the
        option or typing the text; a question not in `values` is skipped by its Skip or Default button.
        """

    async def sees(self, text: str, timeout: float = PATIENCE) -> str:  # noqa: ASYNC109 (bounded by the actor's own poll)
        """Wait until something on the screen contains `text`; return that whole message, modal or toast."""

    def screen(self) -> str:
        """All that is visible in the person's chat with the bot as plain text, oldest first, buttons as [label]."""
