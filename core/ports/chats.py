"""Chats in the store: who has come to them, and texts on their way."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from core.chats import ChatParty


class Chats(Protocol):
    """Who has come to the chats of sessions, and what is being passed on."""

    def of(self, session: int, starts_at: datetime) -> Mapping[int, ChatParty]:
        """Those who have come to the chat of the session that starts then, by person."""

    def put(self, party: ChatParty) -> None:
        """Keep a party's part."""

    def add_text(self, notice: int, body: str) -> None:
        """Keep a text until the notice that passes it on has ended."""

    def text(self, notice: int) -> str | None:
        """The text that the notice passes on; None where it has ended."""
