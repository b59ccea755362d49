"""Where mail is handed over, and who writes it, as an operator says it."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import parse_qs, unquote, urlsplit

_FROM = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>]+)>")


class Security(StrEnum):
    """How the connection is protected; it is ours to say, never the server's."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """A server that takes our mail. `ca` is a file with whom to trust besides those that everybody does."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = field(default="", repr=False)
    ca: str | None = None

    def __post_init__(self) -> None:
        """Raise ValueError for a password in the clear."""
        if self.user and self.security is Security.NONE:
            raise ValueError(
                "a name and a password are sent over an encrypted connection only: leave out ?tls=off"
            )

    @classmethod
    def parse(cls, url: str) -> "SmtpServer":
        """Read `smtps://name:password@host`, `smtp://…` (STARTTLS) or `smtp://host?tls=off`; raises ValueError."""
        parts = urlsplit(url)
        asked = {name: values[-1] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname or parts.path.strip("/"):
            raise ValueError("must be smtps://name:password@host:465 or smtp://name:password@host:587")
        if unknown := asked.keys() - {"tls", "ca"}:
            raise ValueError(f"does not know {', '.join(sorted(unknown))}: there are tls and ca")
        if asked.get("tls", "off") != "off" or (parts.scheme == "smtps" and "tls" in asked):
            raise ValueError(
                "smtps is encrypted from the start, smtp by STARTTLS; only smtp takes ?tls=off"
            )
        if (parts.username is None) != (parts.password is None):
            raise ValueError("a name needs a password, and the other way round")
        security = Security.TLS if parts.scheme == "smtps" else Security.STARTTLS
        security = Security.NONE if "tls" in asked else security
        usual = {Security.TLS: 465, Security.STARTTLS: 587, Security.NONE: 25}[security]
        return cls(
            parts.hostname,
            parts.port or usual,
            security,
            unquote(parts.username or ""),
            unquote(parts.password or ""),
            asked.get("ca"),
        )


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes: an ASCII `address`, the `name` that is shown with it, and where answers go if not there."""

    address: str
    name: str = ""
    reply_to: str = ""

    @property
    def domain(self) -> str:
        """What stands behind the @."""
        return self.address.rpartition("@")[2]

    @classmethod
    def parse(cls, text: str) -> "Sender":
        """Read `Mentoring <mentors@example.org>` or the address alone; it is not checked."""
        found = _FROM.fullmatch(text.strip())
        return (
            cls(text.strip()) if found is None else cls(found["address"].strip(), found["name"].strip(' "'))
        )
