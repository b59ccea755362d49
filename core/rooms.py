"""Meeting rooms that a provider makes over the network."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who is let into a room, from `since` to `until` (aware UTC): `id` and `name` are what others there see.

    Who `leads` it may have others leave.
    """

    id: str
    name: str
    leads: bool
    since: datetime
    until: datetime


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
