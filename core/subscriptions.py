"""Addresses at which people's calendars read what Parley has booked."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Subscription:
    """Somebody's address; whoever knows its `token` reads when and with whom they meet. Aware UTC."""

    person: int
    token: str
    opened_at: datetime
    closed_at: datetime | None = None

    @property
    def mark(self) -> str:
        """Tells it from others without giving it away."""
        return digest_of(self.token)[:16]


def digest_of(token: str) -> str:
    """By which a token is looked up: the hexadecimal SHA-256."""
    return sha256(token.encode()).hexdigest()
