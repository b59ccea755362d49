"""Installations of the Slack app, and the tickets by which somebody may make one. Instants are aware UTC."""

import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

TICKET_LASTS = timedelta(minutes=10)
RENEWED_BEFORE = timedelta(hours=2)
"""A token that ends is renewed so long before."""
_TICKET = re.compile(r"([0-9]{10})\.([A-Za-z0-9_-]{22})\.([0-9a-f]{64})")


INSTALL_PATH = "/slack/install"


@dataclass(frozen=True, slots=True)
class Place:
    """A workspace, or with `whole` an organisation, that has taken us in.

    It is not `readable` where no key opens its token.
    """

    id: str
    name: str
    whole: bool
    readable: bool


@dataclass(frozen=True, slots=True)
class Installation:
    """The app in one workspace, or in a whole `enterprise`: `place` is the id of either, `name` what people call it.

    `token` is the bot's. Where tokens end, `refresh_token` is good for one renewal, at `renew_at`.
    """

    place: str
    token: str = field(repr=False)
    bot: str
    bot_user: str
    app: str
    enterprise: str | None = None
    refresh_token: str | None = field(default=None, repr=False)
    renew_at: datetime | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class InstallTickets:
    """Makes tickets with the first of the `keys` and knows those of any; nothing is stored until one is used."""

    keys: Sequence[bytes] = field(repr=False)

    def make(self, now: datetime, chance: str) -> str:
        """One that lasts TICKET_LASTS; `chance` is 128 random bits in URL-safe base64."""
        named = f"{int((now + TICKET_LASTS).timestamp())}.{chance}"
        return f"{named}.{_proof(self.keys[0], named)}"

    def address(self, public_url: str, ticket: str) -> str:
        """Where it is used."""
        return f"{public_url}{INSTALL_PATH}?ticket={ticket}"

    def ends(self, ticket: str, now: datetime) -> datetime | None:
        """Until when it is good; None for one that is not ours, or is not good any more."""
        found = _TICKET.fullmatch(ticket)
        if found is None:
            return None
        ends, chance, proof = found.groups()
        fits = [hmac.compare_digest(proof, _proof(key, f"{ends}.{chance}")) for key in self.keys]
        until = datetime.fromtimestamp(int(ends), now.tzinfo)
        return until if any(fits) and now < until else None


def digest_of(ticket: str) -> str:
    """What is kept of a ticket once it was used."""
    return sha256(ticket.encode()).hexdigest()


def _proof(key: bytes, named: str) -> str:
    return hmac.digest(key, b"install:" + named.encode(), "sha256").hex()
