"""A story as a transcript: each act, and each message that people then see."""

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain
from typing import Any, TextIO

from core.clock import Clock
from playground.actor import PATIENCE
from playground.slack.mrkdwn import MrkdwnReader
from playground.slack.person import SlackPerson
from playground.slack.screen import message_text as slack_text
from playground.slack.screen import reader_of, view_text
from playground.slack.state import Json
from playground.telegram.model import Account, Message
from playground.telegram.person import TelegramPerson
from playground.telegram.screen import message_text as telegram_text
from playground.telegram.world import World

Person = SlackPerson | TelegramPerson
SETTLING = 2.0
GLANCE = 0.02
INDENT = " " * 7


@dataclass(frozen=True, slots=True)
class Sight:
    """Something from the bot on a person's screen: `state` changes with an edit, `text` says how it reads."""

    key: object
    state: str
    text: Callable[[], str]
    what: str = ""


class Transcript:
    """Collects the lines and, if `out` is given, writes each at once. Times are the clock's, in UTC."""

    def __init__(self, clock: Clock, out: TextIO | None = None) -> None:
        self.lines: list[str] = []
        self._clock = clock
        self._out = out
        self._day: date | None = None

    def __str__(self) -> str:
        return "\n".join(self.lines)

    def heading(self, text: str) -> None:
        """Begin a part of the story."""
        self._write("", text, "=" * len(text))

    def note(self, line: str, text: str = "") -> None:
        """Write down something that happens elsewhere than in a chat."""
        self._event(line, text)

    def record(self, actor: Person, *, name: str, place: str) -> "RecordedActor":
        """The same actor; from now on its acts and newly seen messages are written down."""
        who = f"{name} ({place})"
        known = {sight.key: sight.state for sight in sights(actor)}

        def look() -> None:
            for sight in sights(actor):
                before = known.get(sight.key)
                if before != sight.state:
                    known[sight.key] = sight.state
                    notes = [note for note in (sight.what, "edited" if before else "") if note]
                    self._event(
                        f"Parley → {who}" + (f" ({', '.join(notes)})" if notes else ""), sight.text()
                    )

        actor.service.on_change(look)
        return RecordedActor(actor, lambda deed, text="": self._event(f"{who} ▸ {deed}", text))

    def _event(self, line: str, text: str = "") -> None:
        now = self._clock.now()
        if now.date() != self._day:
            self._day = now.date()
            self._write("", f"{now:%A}, {now.day} {now:%B %Y} (UTC)")
        self._write(f"{now:%H:%M}  {line}", *(f"{INDENT}{part}".rstrip() for part in text.splitlines()))

    def _write(self, *lines: str) -> None:
        self.lines += lines
        if self._out is not None:
            self._out.write("".join(f"{line}\n" for line in lines))
            self._out.flush()


class RecordedActor:
    """An `Actor` whose acts are written down; its other methods are passed through."""

    def __init__(self, actor: Person, tell: Callable[..., None]) -> None:
        self.actor = actor
        self._tell = tell

    def __getattr__(self, name: str) -> Any:
        return getattr(self.actor, name)

    def notes(self, deed: str) -> None:
        """Write down what they do elsewhere."""
        self._tell(deed)

    async def command(self, name: str, text: str = "", **where: Any) -> None:
        """See `Actor.command`."""
        self._tell(f"/{name.lstrip('/')} {text}".rstrip())
        await self.actor.command(name, text, **where)

    async def say(self, text: str, **where: Any) -> None:
        """See `Actor.say`."""
        self._tell(text)
        await self.actor.say(text, **where)

    async def press(self, label: str) -> None:
        """See `Actor.press`."""
        await self._offered(label)
        self._tell(f"[{label}]")
        await self.actor.press(label)

    async def choose(self, label: str) -> None:
        """See `Actor.choose`."""
        await self._offered(label)
        self._tell(f"chooses {label}")
        await self.actor.choose(label)

    async def fill(self, values: dict[str, str]) -> None:
        """See `Actor.fill`."""
        await self._offered(next(iter(values), ""))
        self._tell("fills in", "\n".join(f"{label}: {value}" for label, value in values.items()))
        await self.actor.fill(values)

    async def sees(self, text: str, timeout: float = PATIENCE) -> str:  # noqa: ASYNC109 (bounded by the actor's own poll)
        """See `Actor.sees`."""
        return await self.actor.sees(text, timeout)

    def screen(self) -> str:
        """See `Actor.screen`."""
        return self.actor.screen()

    async def _offered(self, label: str) -> None:
        """Wait a little for the control, so that the act is written down after the message with that control."""
        deadline = time.monotonic() + SETTLING
        while time.monotonic() < deadline:
            texts = (sight.text() for sight in sights(self.actor))
            if any(
                label.strip().casefold() in text.casefold() for text in chain([self.actor.screen()], texts)
            ):
                return
            await asyncio.sleep(GLANCE)


def sights(person: Person) -> Iterator[Sight]:
    """All that the bot has put on the person's screen, messages oldest first."""
    return on_slack(person) if isinstance(person, SlackPerson) else on_telegram(person)


def on_slack(person: SlackPerson) -> Iterator[Sight]:
    """Messages of all channels, open modals, errors of the client; the home tab is left out."""
    shown = person.service.snapshot(person.user_id)
    eyes = reader_of(shown, person.service.workspace.clock.now())
    for channel in shown["channels"]:
        for message in channel["messages"]:
            if not message["bot"]:
                continue
            room = f"in #{channel['name']}" if channel["kind"] == "channel" else ""
            what = "only visible to them" if message["ephemeral"] else room
            state = repr((message["text"], message["blocks"], message["files"]))
            text = partial(_on_slack, message, eyes, shown["bot"]["name"])
            yield Sight((channel["id"], message["ts"]), state, text, what)
    for view in shown["views"]:
        state = repr((view["title"], view["blocks"], view["errors"], view["trouble"]))
        yield Sight(view["id"], state, partial(view_text, view, eyes), "form")
    for toast in shown["toasts"]:
        yield Sight(
            ("toast", toast["id"]), toast["text"], partial(str, toast["text"]), "notice of the client"
        )


def on_telegram(person: TelegramPerson) -> Iterator[Sight]:
    """Messages of all chats with their keyboards, and the answers to presses."""
    world = person.service.world
    reader = world.people[person.user_id]
    for chat in world.chats_of(person.user_id):
        for message in chat.shown:
            if message.sender is not world.bot:
                continue
            state = repr((message.text, message.entities, message.markup))
            text = partial(_on_telegram, world, message, reader)
            yield Sight((chat.id, message.id), state, text, "" if chat.private else f"in {chat.title}")
    for notice in world.notices:
        if notice.user is reader:
            what = "alert" if notice.alert else "toast"
            yield Sight(("notice", notice.id), notice.text, partial(str, notice.text), what)


def _on_slack(message: Json, eyes: MrkdwnReader, bot: str) -> str:
    plain = {**message, "edited": False, "ephemeral": False}
    return slack_text(plain, eyes).removeprefix(f"{bot}: ")


def _on_telegram(world: World, message: Message, reader: Account) -> str:
    rows = (" ".join(f"[{button['text']}]" for button in row) for row in message.rows)
    return "\n".join([telegram_text(world, message, reader), *rows])
