"""What proves that somebody knows a secret: hex HMAC-SHA256."""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Sequence

_TAIL = 22


def signed(secret: str, message: bytes) -> str:
    """The signature."""
    return hmac.digest(secret.encode(), message, "sha256").hex()


def proves(signature: str, secrets: Sequence[str], message: bytes) -> bool:
    """Whether it is the message's by one of the secrets; how long that takes tells nothing of where they differ."""
    shown = signature.encode("utf-8", "surrogateescape")
    matches = [hmac.compare_digest(shown, signed(secret, message).encode()) for secret in secrets]
    return any(matches)


class Returns:
    """Where people come back to after paying: an address that only we can make, and that names the attempt."""

    def __init__(self, secret: str, base: str) -> None:
        self._secret = secret
        self._base = base

    def address(self, reference: str) -> str:
        """The page's address."""
        return f"{self._base}/paid/{reference}~{self._proof(reference)}"

    def reference(self, token: str) -> str | None:
        """The attempt that an address of ours names; None for what somebody made up."""
        reference, _, proof = token.rpartition("~")
        shown = proof.encode("utf-8", "surrogateescape")
        return reference if hmac.compare_digest(shown, self._proof(reference).encode()) else None

    def _proof(self, reference: str) -> str:
        message = b"paid:" + reference.encode("utf-8", "surrogateescape")
        return urlsafe_b64encode(hmac.digest(self._secret.encode(), message, "sha256")).decode()[:_TAIL]
