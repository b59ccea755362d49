"""Rooms that a provider makes over the network, with Jitsi for what cannot wait for it."""

import logging

from gateways.jitsi import JitsiRooms

log = logging.getLogger(__name__)


class ProvidedRooms:
    """Meets core.ports.rooms.Rooms. `fallen_back` counts the links that were Jitsi's for want of a room in time."""

    def __init__(self, channel: str, jitsi: JitsiRooms) -> None:
        self.channel = channel
        self.fallen_back = 0
        self._jitsi = jitsi

    def link(self, session: int) -> str:  # noqa: ARG002 (whichever it is, it has to wait)
        """Pending."""
        return ""

    def instead(self, owner: int) -> str:
        """A room on Jitsi."""
        self.fallen_back += 1
        log.warning("no room by %s in time for %s: it takes place on Jitsi", self.channel, owner)
        return self._jitsi.link(owner)

    def made(self, url: str) -> bool:
        """Whether it is one of Jitsi's; the store knows the provider's."""
        return self._jitsi.made(url)
