"""Which rooms sessions take place in, with Jitsi for what cannot wait for a provider."""

import logging

from core.mentors import Mentor
from core.rooms import Guest
from gateways.jitsi import JitsiRooms

log = logging.getLogger(__name__)


class ProvidedRooms:
    """Meets core.ports.rooms.Rooms: `provider` makes rooms over the network."""

    def __init__(self, provider: str, jitsi: JitsiRooms) -> None:
        self.fallen_back = 0
        self._provider = provider
        self._jitsi = jitsi

    def channel(self, mentor: Mentor | None) -> str:  # noqa: ARG002 (it is everybody's)
        """The provider."""
        return self._provider

    def link(self, mentor: Mentor | None = None) -> str:
        """The mentor's own address; else pending."""
        return "" if mentor is None else mentor.meeting_link

    def instead(self, owner: int) -> str:
        """A room on Jitsi."""
        self.fallen_back += 1
        log.warning("no room in time for %s: it takes place on Jitsi", owner)
        return self._jitsi.link()

    def made(self, url: str) -> bool:
        """Whether it is one of Jitsi's; the store knows the provider's."""
        return self._jitsi.made(url)

    def admit(self, url: str, guest: Guest) -> str:
        """By Jitsi's way in, where it is there."""
        return self._jitsi.admit(url, guest)
