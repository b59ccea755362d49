"""The doors: what a platform must be able to do, and the way to the right one."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from bot.inbound import Inbound, Origin, Profile
from bot.ui import Card, Form, Message, Toast
from core.admin_channels import AdminChannel
from core.evidence import FileQuestion
from core.notices import Receipt
from core.outbox import Unreachable
from core.people import Address, Person


class Sink(Protocol):
    """Where the bytes of a file go; raises core.evidence.Unfetched once they are too many."""

    def write(self, part: bytes, /) -> int:
        """Append."""


class Platform(Protocol):
    """One chat service, as the conversation sees it.

    Sending raises `core.outbox.Unreachable`, `core.outbox.TryLater` or `core.outbox.Unsure`; nothing else
    that a chat service can answer escapes.
    """

    name: str
    has_modals: bool
    finds: bool
    """Whether `find` can tell what has left."""
    whispers: bool
    """Whether a private answer stays in the channel, unseen by others; else it goes to the direct chat."""
    largest_file: int
    """In bytes."""

    async def answer(self, inbound: Inbound, place: Origin, message: Message) -> Receipt | None:
        """Answer where `place` says: settle the pressed message, or post a new one. None where it leaves no receipt."""

    async def open_form(self, inbound: Inbound, form: Form) -> bool:
        """Open `form` as a modal; False when the trigger has expired. Only called where `has_modals`."""

    async def toast(self, inbound: Inbound, toast: Toast) -> None:
        """Say a word to the presser alone."""

    async def acknowledge(self, inbound: Inbound) -> None:
        """Stop the presser's button from spinning where that is ours to do; harmless when done before."""

    async def send(self, to: Address, card: Card, *, key: str) -> Receipt:
        """Write to the person's direct chat; `key` names this message for good, so that it can be found again."""

    async def post(self, channel: AdminChannel, card: Card) -> Receipt:
        """Write to an admin channel, for all who read there."""

    async def find(self, to: Address, key: str) -> Receipt | None:
        """The message that was sent to the person under `key`, None when there is none. Only called where `finds`."""

    async def edit(self, receipt: Receipt, card: Card) -> None:
        """Replace a message sent before; harmless when nothing changes or when it is gone."""

    async def send_file(self, to: Address | AdminChannel, file: Path, name: str) -> None:
        """Send a file of at most `largest_file` bytes to a direct chat or an admin channel, under this name."""

    async def fetch(self, file: FileQuestion, into: Sink) -> None:
        """Fetch a file that somebody sent, as it comes; raises core.evidence.Unfetched, and nothing else."""

    async def erase(self, inbound: Inbound) -> bool:
        """Delete the message that the person typed (`Origin.typed`); False where it cannot be deleted."""

    async def profile(self, who: Address) -> Profile:
        """What the platform knows about a person; may ask over the network."""

    async def reaches(self, who: Address) -> bool:
        """Whether the person's direct chat is known to be closed (False), or may be open; may ask over the network."""

    def chat_link(self, to: Address, about: str) -> str | None:
        """The https address that opens the person's chat with us, None as long as that is not known.

        `about` is the short name of a session or council, shown there at once where the platform can; behind a
        session's may stand what to do about it, `S-7F3K-cancel`.
        """

    async def publish_home(self, to: Address, card: Card) -> None:
        """Refresh the person's home where the platform has one."""

    def menu_digest(self, menu: Sequence[tuple[str, str]]) -> str | None:
        """What tells this menu from any other that a chat of ours shows; None where the platform has no menus."""

    async def show_menu(self, to: Address, menu: Sequence[tuple[str, str]]) -> None:
        """Offer these commands, (name, description) each, in the person's chat where the platform has a menu."""

    async def close(self) -> None:
        """Close all connections; nothing can be sent afterwards."""


class Messenger:
    """All platforms that are switched on, by name."""

    def __init__(self, platforms: Mapping[str, Platform]) -> None:
        self.platforms = dict(platforms)

    async def send_file(self, person: Person, file: Path, name: str) -> None:
        """Send a file into the first chat of the person's that is open; raises Unreachable where there is none."""
        reasons: list[str] = []
        for address in person.addresses:
            platform = self.of(address)
            if platform is not None and address not in person.shut:
                try:
                    return await platform.send_file(address, file, name)
                except Unreachable as closed:
                    reasons.append(str(closed))
        raise Unreachable("; ".join(reasons) or "no chat is known")

    def chat_link(self, person: Person, about: str = "") -> str | None:
        """What opens the first chat of the person's that is open, as `Platform.chat_link` says."""
        for address in person.addresses:
            platform = self.of(address)
            if platform is not None and address not in person.shut:
                return platform.chat_link(address, about)
        return None

    def of(self, address: Address) -> Platform | None:
        """The platform of an address; None where it is not switched on."""
        return self.platforms.get(address.platform)
