"""A third platform: it meets `bot.messenger.Platform` and remembers what each chat was shown."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TypeVar

from bot.formats import card_text, plain
from bot.inbound import Inbound, Origin, Profile
from bot.messenger import Sink
from bot.ui import Button, Calendar, Card, Choice, Form, Link, Message, Option, Row, Toast
from core.admin_channels import AdminChannel
from core.evidence import FileQuestion, Trouble, Unfetched
from core.notices import Receipt
from core.outbox import Unreachable
from core.people import Address
from tests import pseudo

T = TypeVar("T")
_numbers = count(1)


@dataclass
class Chat:
    """What one chat shows: messages by id, oldest first; `written` are their ids as they were posted or edited."""

    messages: dict[str, Card] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    form: Form | None = None
    home: Card | None = None
    menu: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)

    def copy(self) -> "Chat":
        """One that goes on by itself; cards and forms do not change."""
        return Chat(dict(self.messages), [*self.words], self.form, self.home, [*self.menu], [*self.written])


class Recorder:
    """A chat service in memory. `trouble` is raised instead of writing to the chat it is for.

    Where the pseudo-language is spoken, it remembers the English of what it was told, and in `forgotten` which words
    were English already, except those that somebody `typed`.
    """

    whispers = False
    numbers = _numbers

    def __init__(self, name: str = "recorder", *, has_modals: bool = False, finds: bool = True) -> None:
        self.name = name
        self.has_modals = has_modals
        self.finds = finds
        self.sent: dict[tuple[Address, str], Receipt] = {}
        self.chats: dict[str, Chat] = {}
        self.profiles: dict[Address, Profile] = {}
        self.trouble: dict[str, Exception] = {}
        self.acknowledged: list[str] = []
        self.erased: list[str] = []
        self.menus = 0
        self.files: list[tuple[str, str, bytes]] = []
        self.largest_file = 50 * 2**20
        self.shared: dict[str, bytes] = {}
        self.typed: set[str] = set()
        self.forgotten: list[str] = []

    def chat(self, channel: str) -> Chat:
        return self.chats.setdefault(channel, Chat())

    def blocks(self, user: str) -> None:
        self.trouble[user] = Unreachable("blocked")

    async def answer(self, inbound: Inbound, place: Origin, message: Message) -> Receipt | None:
        channel = place.channel if place.direct or not message.private else inbound.sender.user
        settled = place.message if channel == place.channel and not message.fresh else None
        return self._write(channel, message.card, settled)

    async def open_form(self, inbound: Inbound, form: Form) -> bool:
        if inbound.place.trigger is None:
            return False
        self.chat(inbound.sender.user).form = self.read(form)
        return True

    async def toast(self, inbound: Inbound, toast: Toast) -> None:
        self.chat(inbound.sender.user).words.append(plain(self.read(toast.text)))

    async def acknowledge(self, inbound: Inbound) -> None:
        self.acknowledged.append(inbound.key)

    async def send(self, to: Address, card: Card, *, key: str) -> Receipt:
        self.sent[to, key] = receipt = self._write(to.user, card)
        return receipt

    async def post(self, channel: AdminChannel, card: Card) -> Receipt:
        return self._write(channel.chat, card)

    async def find(self, to: Address, key: str) -> Receipt | None:
        return self.sent.get((to, key))

    async def edit(self, receipt: Receipt, card: Card) -> None:
        self._write(receipt.channel, card, receipt.message)

    async def send_file(self, to: Address | AdminChannel, file: Path, name: str) -> None:
        content = await asyncio.to_thread(file.read_bytes)
        assert len(content) <= self.largest_file
        self.files.append((to.chat if isinstance(to, AdminChannel) else to.user, name, content))

    async def fetch(self, file: FileQuestion, into: Sink) -> None:
        if file.ref not in self.shared:
            raise Unfetched(Trouble.GONE)
        into.write(self.shared[file.ref])

    async def erase(self, inbound: Inbound) -> bool:
        if self.has_modals:
            return False
        assert inbound.place.typed is not None
        self.erased.append(inbound.place.typed)
        return True

    async def profile(self, who: Address) -> Profile:
        return self.profiles.get(who, Profile())

    async def reaches(self, who: Address) -> bool:
        return who.user not in self.trouble

    def chat_link(self, to: Address, about: str) -> str | None:
        return f"https://{self.name}.example/{to.user}/{about}"

    async def publish_home(self, to: Address, card: Card) -> None:
        self.chat(to.user).home = self.read(card)

    def menu_digest(self, menu: Sequence[tuple[str, str]]) -> str | None:
        return " ".join(name for name, _ in menu)

    async def show_menu(self, to: Address, menu: Sequence[tuple[str, str]]) -> None:
        self.chat(to.user).menu = [name for name, _ in menu]
        self.menus += 1
        self.read(tuple(description for _, description in menu))

    async def close(self) -> None:
        """Nothing is open."""

    def read(self, shown: T) -> T:
        """What somebody reads, in English."""
        if not pseudo.is_spoken():
            return shown
        self.forgotten += pseudo.forgotten(shown, self.typed)
        return pseudo.in_english(shown)

    def _write(self, channel: str, card: Card, message: str | None = None) -> Receipt:
        if trouble := self.trouble.get(channel):
            raise trouble
        chat = self.chat(channel)
        message = message or str(next(self.numbers))
        chat.messages[message] = self.read(card)
        chat.written.append(message)
        return Receipt(self.name, "", channel, message)


def controls(card: Card) -> list[Button | Link | Option]:
    """All that can be pressed on a card, in order."""
    found: list[Button | Link | Option] = []
    for part in card.listed:
        match part:
            case Row(buttons=buttons):
                found += buttons
            case Choice(options=options):
                found += options
            case Calendar() as calendar:
                found += calendar.choice.options
    return found


def shown(card: Card) -> str:
    """A card as text, its controls as [label]."""
    labels = " ".join(f"[{control.label}]" for control in controls(card))
    return pseudo.in_english(f"{card_text(card)}\n{labels}".rstrip())
