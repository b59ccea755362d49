"""Meeting rooms on a Jitsi server: a room exists as soon as somebody opens its address.

The public server asks the first person to log in as moderator (since August 2023); to avoid that, set
`PARLEY_JITSI_URL` to a server of your own.
"""

import secrets

_PREFIX = "Parley-"


class JitsiRooms:
    """Meets core.ports.rooms.Rooms."""

    channel = ""
    fallen_back = 0

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url.rstrip("/")

    def link(self, session: int) -> str:  # noqa: ARG002 (the name must not be guessable from the session)
        """A new room with a random name of 128 bits."""
        return f"{self._base_url}/{_PREFIX}{secrets.token_urlsafe(16)}"

    def instead(self, owner: int) -> str:
        """As good as any."""
        return self.link(owner)

    def made(self, url: str) -> bool:
        """Whether it is one of these rooms."""
        return url.startswith(f"{self._base_url}/{_PREFIX}")
