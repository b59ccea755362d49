"""Meeting rooms that a provider makes over the network."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class MadeRoom:
    """What the provider calls the room, and its address for both parties; never an address that makes one its host."""

    handle: str
    url: str


@dataclass(frozen=True, slots=True)
class Room:
    """A room for one session or council, asked for at `asked_at` (aware UTC).

    Without `made` it is pending. `closed_at` is when it was not wanted any more: then what `made` says is to be
    removed, also where the provider answers later.
    """

    id: int
    channel: str
    person: int
    asked_at: datetime
    session: int | None = None
    council: int | None = None
    made: MadeRoom | None = None
    closed_at: datetime | None = None


class RoomProvider(Protocol):
    """Makes rooms. Every call raises core.outbox.Unreachable, TryLater or Unsure."""

    async def find(self, name: str) -> MadeRoom | None:
        """The room of this name, however it was made."""

    async def make(self, name: str, starts_at: datetime, minutes: int) -> MadeRoom:
        """A new room for this time."""

    async def close(self, handle: str) -> None:
        """Remove the room; that it is gone already is no fault."""


class RoomBook(Protocol):
    """The rooms that providers were asked for."""

    def add(self, room: Room) -> None:
        """A pending room."""

    def get(self, room: int, *, hold: bool) -> Room | None:
        """The room; with `hold` nobody else changes it until the transaction ends."""

    def open_of(self, owner: int) -> Room | None:
        """The room of this session or council that is not closed; its row is held."""

    def save(self, room: Room) -> None:
        """What was made, and when it was closed."""

    def overdue(self, asked_before: datetime, limit: int) -> Sequence[Room]:
        """Pending rooms that were asked for before then, oldest first."""

    def give_link(self, room: Room, url: str) -> None:
        """Let the room's session or council have this link."""

    def made_for(self, sessions: Iterable[int]) -> frozenset[int]:
        """Which of these sessions have a room that a provider made, or should have made."""
