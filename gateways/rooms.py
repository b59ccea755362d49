"""Which rooms sessions take place in, with Jitsi for what cannot wait for a provider."""

import logging
from collections.abc import Sequence
from typing import Protocol

from core.mentors import Mentor
from core.rooms import Guest
from gateways.jitsi import JitsiRooms

ZOOM, LIVEKIT, MEET, CALENDLY = "zoom", "livekit", "meet", "calendly"
log = logging.getLogger(__name__)


class Entry(Protocol):
    """Rooms that let people in one by one."""

    def made(self, url: str) -> bool:
        """Whether the address is of one of these rooms."""

    def admit(self, url: str, guest: Guest) -> str:
        """The address by which this person comes in."""


class ProvidedRooms:
    """Meets core.ports.rooms.Rooms: `provider` makes rooms over the network, of some people let in by `entries`."""

    moves = frozenset({ZOOM, MEET})

    def __init__(
        self,
        provider: str,
        jitsi: JitsiRooms,
        entries: Sequence[Entry] = (),
        *,
        calendly: bool = False,
        recorded: Entry | None = None,
    ) -> None:
        """`provider` is "" where nobody has to be asked. With `calendly`, mentors with an event type there have it.

        Rooms of `recorded` can be recorded.
        """
        self._recorded = recorded
        self.fallen_back = 0
        self._calendly = calendly
        self.provider = provider
        self._jitsi = jitsi
        self._entries = (jitsi, *entries)

    def channel(self, mentor: Mentor | None) -> str:
        """Calendly for mentors who have an event type there, else the provider."""
        at_calendly = self._calendly and mentor is not None and mentor.calendly_link
        return CALENDLY if at_calendly else self.provider

    def link(self, mentor: Mentor | None = None) -> str:
        """Pending, if it is Calendly's; else the mentor's own address, or pending, or a room on Jitsi."""
        if self.channel(mentor) == CALENDLY:
            return ""
        if mentor is not None and mentor.meeting_link:
            return mentor.meeting_link
        return "" if self.provider else self._jitsi.link()

    def instead(self, owner: int) -> str:
        """A room on Jitsi."""
        self.fallen_back += 1
        log.warning("no room in time for %s: it takes place on Jitsi", owner)
        return self._jitsi.link()

    def made(self, url: str) -> bool:
        """Whether it was made for one session; of rooms without a way in of their own the store knows it."""
        return any(entry.made(url) for entry in self._entries)

    def records(self, url: str) -> bool:
        """Whether it is one of the rooms that can be recorded."""
        return self._recorded is not None and self._recorded.made(url)

    def admit(self, url: str, guest: Guest) -> str:
        """By the way in of the room, where it has one."""
        entry = next((entry for entry in self._entries if entry.made(url)), None)
        return url if entry is None else entry.admit(url, guest)
