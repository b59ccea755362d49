"""Where sessions take place online: links, providers, and their rooms in the store."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from core.mentors import Mentor
from core.recordings import Recorded
from core.rooms import Came, ChangedThere, Guest, MadeRoom, Reply, Room, Wanted


class Rooms(Protocol):
    """Where sessions take place online. `fallen_back` counts those that are on Jitsi for want of a room in time."""

    fallen_back: int
    moves: frozenset[str]
    """The channels whose rooms go along when a session is moved."""

    def channel(self, mentor: Mentor | None) -> str:
        """What makes the room over the network, of a session with the mentor or of a council; "" for nothing."""

    def link(self, mentor: Mentor | None = None) -> str:
        """Their own address, or a unique, unguessable one; "" where it is pending until `channel` has made one."""

    def instead(self, owner: int) -> str:
        """Such an address at once, for what cannot wait for its room."""

    def made(self, url: str) -> bool:
        """Whether the address is of a room made for one session: nobody has it but by the Join button."""

    def records(self, url: str) -> bool:
        """Whether what goes on there can be recorded."""

    def admit(self, url: str, guest: Guest) -> str:
        """The address by which they come in: the room's own, or one that lets nobody else in."""


class RoomProvider(Protocol):
    """Makes rooms. Every call raises core.outbox.Unreachable, TryLater or Unsure."""

    invites: bool
    """Whether it has to know who meets."""

    async def find(self, wanted: Wanted) -> MadeRoom | None:
        """The room of this name, however it was made."""

    async def make(self, wanted: Wanted) -> MadeRoom:
        """A new room."""

    async def move(self, handle: str, wanted: Wanted) -> MadeRoom:
        """Give the room another time; raises Unreachable where it cannot have it."""

    async def close(self, handle: str) -> None:
        """Remove the room; that it is gone already is no fault."""


class RoomEvents(Protocol):
    """What a provider tells by itself, over HTTP."""

    channel: str

    def read(
        self, headers: Mapping[str, str], body: bytes, now: datetime
    ) -> Came | ChangedThere | Recorded | Reply | None:
        """What it tells, None for what is not for us; raises core.ports.payments.Forged. `headers` know no case."""


class RoomBook(Protocol):
    """The rooms that providers were asked for."""

    def add(self, room: Room) -> None:
        """A pending room."""

    def get(self, room: int, *, hold: bool) -> Room | None:
        """The room; with `hold` nobody else changes it until the transaction ends."""

    def named(self, channel: str, handle: str) -> Room | None:
        """The room that the channel's provider calls so."""

    def open_of(self, owner: int) -> Room | None:
        """The room of this session or council that is not closed; its row is held."""

    def save(self, room: Room) -> None:
        """What was made, and when it was closed."""

    def overdue(self, asked_before: datetime) -> Sequence[int]:
        """Pending rooms that were asked for before then, oldest first."""

    def give_link(self, room: Room, url: str) -> None:
        """Let the room's session or council have this link."""

    def made_for(self, sessions: Iterable[int]) -> frozenset[int]:
        """Which of these sessions have a room that a provider made, or should have made."""
