"""Somebody who reads nothing but the text of messages, and types nothing but what it says."""

import asyncio
import re
from abc import ABC, abstractmethod
from collections.abc import Callable

from tests.wire.whole import Whole, on_slack, on_telegram

PATIENCE = 60.0
_LINE = re.compile(r"^• (?P<said>.*)$", re.MULTILINE)


class Typist(ABC):
    """Nobody's buttons are looked at: `texts` are the plain texts of what the bot has written, oldest first.

    Nobody types sooner than some moments after a message is there: what it lets choose is written down by then.
    """

    one: Whole

    @abstractmethod
    def texts(self) -> list[str]:
        """What the bot has written."""

    @abstractmethod
    async def write(self, text: str) -> None:
        """Send a line."""

    async def sees(self, words: str) -> str:
        """Wait until a message says this; return the newest that does."""
        return await self._until(
            lambda: next((t for t in reversed(self.texts()) if words in t), None), words
        )

    async def types(self, line: str, then: str) -> str:
        """Send a line that begins as a text says, and wait for a message that is new or changed and says `then`."""
        word = line.split(maxsplit=1)[0].removeprefix("/")
        assert any(word in text for text in self.texts()), f"no text says anything about {word!r}"
        return await self._send(line, then)

    async def answers(self, words: str, then: str) -> str:
        """Send words of one's own, which a text asks for; it no longer does once they are there."""
        assert any("Type your answer" in text for text in self.texts()), self.texts()[-1]
        return await self._send(words, then)

    async def writes(self, words: str, then: str) -> str:
        """Send words that no text speaks of; what comes of it says `then`."""
        return await self._send(words, then)

    async def chooses(self, name: str, then: str) -> str:
        """Type what the newest text that knows `name` says is to be typed for it; what comes of it says `then`."""
        for text in reversed(self.texts()):
            for found in _LINE.finditer(text):
                said = found["said"]
                if said.startswith(f"{name}: "):
                    return await self._send(said.removeprefix(f"{name}: "), then)
                if name in said.split(" · "):
                    return await self._send(name, then)
        raise AssertionError(
            f"no text says what to type for {name!r}:\n" + "\n---\n".join(self.texts()[-3:])
        )

    def names(self, like: str) -> list[str]:
        """What the newest text that lets choose any lets choose by name, of those like a pattern."""
        for text in reversed(self.texts()):
            found = [name for line in _LINE.finditer(text) for name in line["said"].split(" · ")]
            if alike := [name for name in found if re.fullmatch(like, name)]:
                return alike
        raise AssertionError(f"no text lets choose anything like {like!r}:\n{self.texts()[-1]}")

    async def _send(self, line: str, then: str) -> str:
        before = self.texts()
        await self.write(line)
        return await self._until(lambda: self._news(before, then), then)

    def _news(self, before: list[str], then: str) -> str | None:
        now = self.texts()
        return next((t for t in reversed(now) if then in t and now.count(t) > before.count(t)), None)

    async def _until(self, found: Callable[[], str | None], words: str) -> str:
        end = asyncio.get_running_loop().time() + PATIENCE
        while (text := found()) is None:
            if asyncio.get_running_loop().time() > end:
                raise AssertionError(f"no message says {words!r}:\n" + "\n---\n".join(self.texts()[-3:]))
            await asyncio.sleep(0.02)
        while self.one.parley.delivery.busy:  # noqa: ASYNC110 (the service is watched from outside)
            await asyncio.sleep(0.02)
        return text


class SlackTypist(Typist):
    """On Slack: the `text` beside the blocks, which notifications and screen readers say."""

    def __init__(self, one: Whole, user: str) -> None:
        self.one, self._person = one, on_slack(one, user)
        workspace = one.playground.slack.workspace
        self._chat = workspace.channels[workspace.dm(user)]

    def texts(self) -> list[str]:
        return [message.text for message in self._chat.messages if message.by_bot]

    async def write(self, text: str) -> None:
        name, _, rest = text.partition(" ")
        if text.startswith("/"):
            await self._person.command(name, rest)
        else:
            await self._person.say(text)


class TelegramTypist(Typist):
    """On Telegram: the messages without what is below them."""

    def __init__(self, one: Whole, user: int) -> None:
        self.one, self._person = one, on_telegram(one, user)
        self._chat = one.playground.telegram.world.chats[user]

    def texts(self) -> list[str]:
        return [m.text or "" for m in self._chat.shown if m.sender.is_bot]

    async def write(self, text: str) -> None:
        await self._person.say(text)
