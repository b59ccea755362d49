"""Stamps of deliveries that have taken effect."""

from typing import Protocol


class Stamps(Protocol):
    """Stamps the delivery that a transaction answers (see Desk)."""

    def add(self, key: str) -> bool:
        """Mark the delivery as having taken effect; False when it had before."""
