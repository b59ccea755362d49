"""Meeting rooms that a provider makes over the network."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.people import Role


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who is let into a room, from `since` to `until` (aware UTC): `id` and `name` are what others there see.

    Who `leads` it may have others leave. `ticket` names their pass on our own pages, empty where there are none.
    """

    id: str
    name: str
    leads: bool
    since: datetime
    until: datetime
    ticket: str = ""


@dataclass(frozen=True, slots=True)
class Invitee:
    """Whom a provider invites by itself; `email` is empty where they have none, `zone` an IANA name."""

    name: str
    email: str
    zone: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A room to be made; `name` names it for good, at the provider too. `starts_at` is aware UTC.

    Providers that invite people are told the link of the mentor's `event_type` and the `guest`, the mentee.
    """

    name: str
    starts_at: datetime
    minutes: int
    event_type: str = ""
    guest: Invitee | None = None

    @property
    def ends_at(self) -> datetime:
        """The end, aware UTC."""
        return self.starts_at + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class Came:
    """A provider tells that somebody is in its room `handle`, or was until `at` (aware UTC).

    `person` is the id that we gave them; else they are `name` and `email`, as far as they said.
    """

    channel: str
    handle: str
    at: datetime
    person: int | None = None
    name: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class MadeRoom:
    """What the provider calls the room, and its address for both parties; never an address that makes one its host.

    One that `stays_open` has to be ended once its time is over.
    """

    handle: str
    url: str
    stays_open: bool = False


@dataclass(frozen=True, slots=True)
class CalledOffThere:
    """A provider tells that a party has called off what its room `handle` is for; `words` are why, if they said."""

    channel: str
    handle: str
    by: Role
    words: str = ""


@dataclass(frozen=True, slots=True)
class MovedThere:
    """A provider tells that the mentee has moved what its room `handle` is for to `starts_at` (aware UTC).

    The room is `made` now: it may be called otherwise, and have another link, or none yet.
    """

    channel: str
    handle: str
    made: MadeRoom
    starts_at: datetime


ChangedThere = CalledOffThere | MovedThere


@dataclass(frozen=True, slots=True)
class Reply:
    """What a provider wants to hear back, as JSON: it makes sure that the address is ours."""

    said: dict[str, str]


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

    @property
    def owner(self) -> int:
        """The session or council that meets in it."""
        owner = self.council if self.session is None else self.session
        assert owner is not None
        return owner
