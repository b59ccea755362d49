"""Meeting rooms on a Jitsi server: a room exists as soon as somebody opens its address.

The public server asks the first person to log in as moderator (since August 2023); to avoid that, set
`PARLEY_JITSI_URL` to a server of your own, or use JaaS.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from core.entropy import Entropy
from core.mentors import Mentor
from core.rooms import Guest

JAAS = "https://8x8.vc"
_PREFIX = "Parley-"
_SKEW = timedelta(minutes=5)
"""By how much the other server's clock may differ from ours."""


@dataclass(frozen=True, slots=True)
class JitsiKey:
    """What a server lets people in by: it knows `claims` and `headers`, and the `secret` or its public half.

    `leading` is what it is told of who may lead, besides their name.
    """

    secret: str = field(repr=False)
    algorithm: str
    claims: Mapping[str, Any]
    headers: Mapping[str, str]
    leading: Mapping[str, Mapping[str, str]]

    def token(self, room: str, guest: Guest) -> str:
        """What lets one person into one room."""
        import jwt  # only a server with a key has a use for it

        user = {"id": guest.id, "name": guest.name, **self.leading["yes" if guest.leads else "no"]}
        claims = {
            **self.claims,
            "room": room,
            "nbf": guest.since - _SKEW,
            "exp": guest.until + _SKEW,
            "context": {**self.claims.get("context", {}), "user": user},
        }
        return jwt.encode(claims, self.secret, self.algorithm, headers=dict(self.headers))


def key_of_server(base_url: str, app: str, secret: str, audience: str | None = None) -> JitsiKey:
    """That of a server of one's own (HS256), or of its tenant where the address has a path."""
    parts = urlsplit(base_url)
    tenant = parts.path.strip("/") or parts.hostname or "*"
    return JitsiKey(
        secret,
        "HS256",
        {"iss": app, "aud": audience or app, "sub": tenant.lower()},
        {},
        {"yes": {"affiliation": "owner"}, "no": {"affiliation": "member"}},
    )


_NOTHING_MORE = dict.fromkeys(("recording", "livestreaming", "transcription", "outbound-call"), "false")


def key_of_jaas(key_id: str, private_key: str) -> JitsiKey:
    """That of a tenant at 8x8 (RS256); `key_id` is `vpaas-magic-cookie-…/…`, `private_key` in PEM."""
    return JitsiKey(
        private_key,
        "RS256",
        {
            "iss": "chat",
            "aud": "jitsi",
            "sub": key_id.partition("/")[0],
            "context": {"features": _NOTHING_MORE},
        },
        {"kid": key_id},
        {"yes": {"moderator": "true"}, "no": {"moderator": "false"}},
    )


class JitsiRooms:
    """Meets core.ports.rooms.Rooms. With a `key` nobody is let in by the room's address alone."""

    fallen_back = 0
    moves: frozenset[str] = frozenset()

    def __init__(self, base_url: str, key: JitsiKey | None = None, entropy: Entropy | None = None) -> None:
        self._base_url = base_url.rstrip("/")
        self._key = key
        self._entropy = entropy or Entropy()

    def channel(self, mentor: Mentor | None) -> str:  # noqa: ARG002 (whoever it is, nobody has to be asked)
        """Nothing."""
        return ""

    def link(self, mentor: Mentor | None = None) -> str:
        """The mentor's own address, or a new room with a random name of 128 bits; Jitsi tells no capitals apart."""
        own = "" if mentor is None else mentor.meeting_link
        return own or f"{self._base_url}/{_PREFIX}{self._entropy.hexadecimal(16)}"

    def records(self, url: str) -> bool:  # noqa: ARG002 (wherever it is)
        """Nothing."""
        return False

    def instead(self, owner: int) -> str:  # noqa: ARG002 (the name must not be guessable from the session)
        """As good as any."""
        return self.link()

    def made(self, url: str) -> bool:
        """Whether it is one of these rooms."""
        return url.startswith(f"{self._base_url}/{_PREFIX}")

    def admit(self, url: str, guest: Guest) -> str:
        """The room's address, with what lets this person in."""
        if self._key is None or not self.made(url):
            return url
        return f"{url}?jwt={self._key.token(url.rpartition('/')[2], guest)}"
