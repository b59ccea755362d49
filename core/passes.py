"""Addresses by which one person comes to one session or council: only we can make them, and nothing is stored."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Sequence
from dataclasses import dataclass, field

PATH = "/join/{token}"
_PROOF = 16
"""Bytes: 128 bits to guess."""
_ID = 8


@dataclass(frozen=True, slots=True)
class Passes:
    """Makes them with the first of the `keys` and reads those of any; `base` is our public address."""

    base: str
    keys: Sequence[bytes] = field(repr=False)

    def address(self, owner: int, person: int) -> str:
        """Where the person comes to the session or council `owner`."""
        named = _named(owner, person)
        token = _written(named + _proof(self.keys[0], named))
        return f"{self.base}{PATH.format(token=token)}"

    def read(self, token: str) -> tuple[int, int] | None:
        """The session or council, and the person; None for what somebody made up, or writes otherwise than we do.

        How long it takes tells nothing of how near a guess has come.
        """
        try:
            shown = urlsafe_b64decode(f"{token}=")
        except (Error, ValueError):
            return None
        named, proof = shown[: 2 * _ID], shown[2 * _ID :]
        fits = [hmac.compare_digest(proof, _proof(key, named)) for key in self.keys]
        if len(shown) != 2 * _ID + _PROOF or not any(fits) or _written(shown) != token:
            return None
        return int.from_bytes(named[:_ID]), int.from_bytes(named[_ID:])


def _written(shown: bytes) -> str:
    return urlsafe_b64encode(shown).decode().rstrip("=")


def _named(owner: int, person: int) -> bytes:
    return owner.to_bytes(_ID) + person.to_bytes(_ID)


def _proof(key: bytes, named: bytes) -> bytes:
    return hmac.digest(key, b"join:" + named, "sha256")[:_PROOF]
