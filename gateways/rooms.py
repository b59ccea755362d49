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

    moves = frozenset({ZOOM})

    def __init__(self, provider: str, jitsi: JitsiRooms, entries: Sequence[Entry] = ()) -> None:
        self.fallen_back = 0
        self._provider = provider
        self._jitsi = jitsi
        self._entries = (jitsi, *entries)

    def channel(self, mentor: Mentor | None) -> str:  # noqa: ARG002 (it is everybody's)
        """The provider."""
        return self._provider

    def link(self, mentor: Mentor | None = None) -> str:
        """The mentor's own address; else pending."""
        return "" if mentor is None else mentor.meeting_link

    def instead(self, owner: int) -> str:
        """A room on Jitsi."""
        self.fallen_back += 1
        log.warning("no room by %s in time for %s: it takes place on Jitsi", self._provider, owner)
        return self._jitsi.link()

    def made(self, url: str) -> bool:
        """Whether it was made for one session; of rooms without a way in of their own the store knows it."""
        return any(entry.made(url) for entry in self._entries)

    def admit(self, url: str, guest: Guest) -> str:
        """By the way in of the room, where it has one."""
        entry = next((entry for entry in self._entries if entry.made(url)), None)
        return url if entry is None else entry.admit(url, guest)
