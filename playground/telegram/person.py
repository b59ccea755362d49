"""A person at a Telegram client, played by stories and tests over the wire."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn, TypeVar

from playground.actor import PATIENCE
from playground.telegram.inline_queries import Answer
from playground.telegram.model import Chat, File, Message
from playground.telegram.page import command_text
from playground.telegram.questions import Question, button_for, open_question, skip_label
from playground.telegram.screen import keyboard, message_text, pieces
from playground.telegram.service import TelegramService

GLANCE = 0.02
CALM = 0.06
MURMUR = 1.0

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Spot:
    """A button on the screen; `message` is None for one of the reply keyboard."""

    label: str
    message: Message | None = None
    row: int = 0
    column: int = 0


class TelegramPerson:
    """An `Actor` in one chat: the private one with the bot, or the one given.

    Before a press it waits, like a person, until the button pressed before has stopped spinning.
    """

    def __init__(
        self, service: TelegramService, user_id: int, chat: int | None = None, topic: int | None = None
    ) -> None:
        self.service = service
        self.user_id = user_id
        self.opened: list[str] = []
        self._place = chat if chat is not None else user_id
        self._topic = topic
        self._world = service.world
        self._person = service.world.people[user_id]

    def in_chat(self, chat: int) -> "TelegramPerson":
        """The same person, looking at another chat."""
        return TelegramPerson(self.service, self.user_id, chat)

    def in_topic(self, topic: int) -> "TelegramPerson":
        """The same person, looking at a topic of the forum."""
        return TelegramPerson(self.service, self.user_id, self._place, topic)

    async def start(self, payload: str = "") -> None:
        """Press Start, or follow a deep link."""
        self.service.client.start(self.user_id, payload)

    async def block(self) -> None:
        """Block the bot."""
        self.service.client.block(self.user_id)

    async def unblock(self) -> None:
        """Lift the block."""
        self.service.client.unblock(self.user_id)

    async def command(self, name: str, text: str = "", chat: int | None = None) -> None:
        """Send `/name text`; in a group `/name@bot text`."""
        await self._settle()
        place = self._place if chat is None else chat
        words = command_text(self._world, name, text, place)
        self.service.client.say(self.user_id, words, place, topic=self._topic)

    async def say(self, text: str, reply_to: str | None = None) -> None:
        """Send a text, as a reply to the newest message that contains `reply_to` where given."""
        await self._settle()
        replied = (
            await self._wait(lambda: self._find(reply_to), f"a message with {reply_to!r}")
            if reply_to
            else None
        )
        answered = replied.id if replied else None
        self.service.client.say(self.user_id, text, self._place, answered, self._topic)

    async def edit(self, old: str, new: str) -> None:
        """Change one's own newest message that contains `old`."""
        message = await self._wait(lambda: self._find(old, mine=True), f"a message of mine with {old!r}")
        self.service.client.edit(self.user_id, message.id, new, self._place)

    async def send_file(
        self, name: str, content: bytes, mime_type: str = "application/octet-stream"
    ) -> None:
        """Send a document."""
        await self._settle()
        self.service.client.send_file(self.user_id, name, content, mime_type, self._place)

    async def press(self, label: str) -> None:
        """Press a button so labelled, of the newest message that shows one."""
        await self._settle()
        self._push(await self._wait(lambda: self._spot(label), f"a button {label!r}"))

    async def asks_inline(self, text: str, offset: str = "", chat: int | None = None) -> Answer:
        """Type `@bot text` in a chat, and wait for what it offers."""
        await self._settle()
        self.service.client.ask_inline(self.user_id, text, offset, self._place if chat is None else chat)
        query = self._world.inline.latest[self.user_id]
        return await self._wait(lambda: query.answer, f"results for {text!r}")

    async def drops(self, title: str) -> None:
        """Choose a result so called."""
        answer = self._world.inline.latest[self.user_id].answer
        assert answer is not None
        found = next(result for result in answer.results if result.title == title)
        self.service.client.drop(self.user_id, found.id)

    async def choose(self, label: str) -> None:
        """Choose an option: the same as pressing its button."""
        await self.press(label)

    async def press_twice(self, label: str) -> None:
        """Press a button twice before the bot can answer."""
        spot = await self._wait(lambda: self._spot(label), f"a button {label!r}")
        self._push(spot)
        self._push(spot)

    async def press_data(self, raw: str, containing: str = "") -> None:
        """Send callback data of one's own making for the bot's newest message (that contains a text)."""
        shown = [m for m in self._chat.messages.values() if m.sender.is_bot and containing in self._text(m)]
        if not shown:
            self._fail("there is no message to forge a press on")
        self.service.client.press_data(self.user_id, shown[-1].id, raw, self._place)

    async def fill(self, values: dict[str, str]) -> None:
        """Answer the bot's questions by field label until none is open; the rest is skipped."""
        left = dict(values)
        question: Question | None = await self._wait(self._question, "an open question")
        while question is not None:
            await self._answer(question, left)
            question = await self._next(question)
        if left:
            self._fail(f"the form did not ask for {', '.join(left)}")

    async def sees(self, text: str, timeout: float = PATIENCE) -> str:  # noqa: ASYNC109
        """Wait until something in the chat contains `text`; return the newest that does."""

        def found() -> str | None:
            return next((piece for piece in reversed(self._pieces()) if text in piece), None)

        return await self._wait(found, repr(text), timeout)

    async def receives(self, name: str, timeout: float = PATIENCE) -> File:  # noqa: ASYNC109
        """Wait for a file whose name contains `name`; the newest."""

        def found() -> File | None:
            files = [m.file for m in reversed(self._shown) if m.file and m.sender is not self._person]
            return next((file for file in files if name in file.name), None)

        return await self._wait(found, f"a file {name!r}", timeout)

    def screen(self) -> str:
        """All that the chat shows, oldest first, buttons as [label]."""
        return "\n\n".join(self._pieces())

    def screen_in(self, chat: int) -> str:
        """All that another chat of the person shows."""
        return self.in_chat(chat).screen()

    def buttons(self) -> list[str]:
        """The labels of all buttons on the screen, newest message first."""
        return [spot.label for spots in self._spots() for spot in spots]

    @property
    def _chat(self) -> Chat:
        return self._world.chats[self._place]

    @property
    def _shown(self) -> list[Message]:
        """What the chat shows, of a forum only the topic that is looked at."""
        opened = self._topic
        seen = self._chat.seen_by(self._person)
        return [m for m in seen if opened is None or (m.topic and m.topic.id == opened)]

    def _pieces(self) -> list[str]:
        return pieces(self._world, self._chat, self._person, self._shown)

    def _text(self, message: Message) -> str:
        return message_text(self._world, message, self._person)

    def _find(self, text: str, *, mine: bool = False) -> Message | None:
        shown = [m for m in reversed(self._shown) if text in self._text(m)]
        return next((m for m in shown if not mine or m.sender is self._person), None)

    def _spots(self) -> list[list[Spot]]:
        spots = [
            [
                Spot(button["text"], message, row, column)
                for row, buttons in enumerate(message.rows)
                for column, button in enumerate(buttons)
            ]
            for message in reversed(self._shown)
        ]
        if self._chat.keyboard:
            spots.append([Spot(text) for row in keyboard(self._chat.keyboard) for text in row])
        return spots

    def _spot(self, label: str) -> Spot | None:
        wanted = label.strip()
        for spots in self._spots():
            for spot in spots:
                if spot.label.strip() == wanted:
                    return spot
            for spot in spots:
                if wanted.casefold() in spot.label.casefold():
                    return spot
        return None

    def _push(self, spot: Spot) -> None:
        if spot.message is None:
            self.service.client.say(self.user_id, spot.label, self._place)
            return
        done = self.service.client.press(self.user_id, spot.message.id, spot.row, spot.column, self._place)
        self.opened += [done["open"]] if "open" in done else []

    def _question(self) -> Question | None:
        return open_question([(m, self._text(m)) for m in self._shown if m.sender.is_bot])

    async def _next(self, asked: Question) -> Question | None:
        await self._wait(lambda: self._question() != asked, f"an answer taken for {asked.text!r}")
        await self._calm()
        return self._question()

    async def _answer(self, question: Question, left: dict[str, str]) -> None:
        field = question.field(left)
        if field is None:
            skip = skip_label(question)
            if skip is None:
                self._fail(f"no answer for {question.text!r}, which cannot be skipped")
            await self.press(skip)
            return
        value = left.pop(field)
        if label := button_for(question, value):
            await self.press(label)
        else:
            await self.say(value)

    async def _settle(self) -> None:
        """Wait until no button of ours spins and the bot has finished speaking; at most some seconds."""
        deadline = time.monotonic() + PATIENCE
        while self._world.waiting(self.user_id) and time.monotonic() < deadline:  # noqa: ASYNC110 (eyes poll)
            await asyncio.sleep(GLANCE)
        await self._calm()

    async def _calm(self) -> None:
        deadline = time.monotonic() + MURMUR
        seen = -1
        while self.service.calls != seen and time.monotonic() < deadline:
            seen = self.service.calls
            await asyncio.sleep(CALM)

    async def _wait(self, found: Callable[[], T | None], what: str, seconds: float = PATIENCE) -> T:
        deadline = time.monotonic() + seconds
        while not (thing := found()):
            if time.monotonic() > deadline:
                self._fail(f"{self._person.name} waited in vain for {what}")
            await asyncio.sleep(GLANCE)
        return thing

    def _fail(self, why: str) -> NoReturn:
        msg = f"{why}; on the screen:\n{self.screen()}"
        raise AssertionError(msg)
