"""Admin channels in the store."""

from collections.abc import Sequence
from typing import Protocol

from core.admin_channels import AdminChannel


class AdminChannels(Protocol):
    """Chats in which admins run the programme."""

    def get(self, channel: int) -> AdminChannel | None:
        """The channel, confirmed or not."""

    def all(self) -> Sequence[AdminChannel]:
        """Those that are confirmed, oldest first."""

    def at(self, platform: str, chat: str) -> Sequence[AdminChannel]:
        """Those of a chat, its threads and topics included, confirmed or not."""

    def put(self, channel: AdminChannel) -> None:
        """Keep it, in place of one of the same chat and thread that is not confirmed."""

    def confirm(self, channel: int) -> None:
        """From now on it is one."""

    def remove(self, channel: int) -> bool:
        """Forget it; False when that was done before."""

    def move(self, platform: str, chat: str, to: str) -> None:
        """The chat has another id now; what the other chat has already is left out."""
