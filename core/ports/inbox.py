"""Stamps of deliveries that have taken effect."""

from typing import Protocol


class Inbox(Protocol):
    """Stamps the delivery that a transaction answers (see Desk)."""

    def stamp(self, key: str) -> bool:
        """Mark the delivery as having taken effect; False when it had before."""
