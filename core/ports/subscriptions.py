"""Calendar subscriptions in the store."""

from datetime import datetime
from typing import Protocol

from core.subscriptions import Subscription


class Subscriptions(Protocol):
    """Each person has one that is open at most."""

    def of(self, person: int) -> Subscription | None:
        """The person's open one; None also where no key opens its token any more."""

    def find(self, token: str) -> Subscription | None:
        """The one with this token, open or closed."""

    def add(self, subscription: Subscription) -> bool:
        """Open it; False where the person has an open one."""

    def close(self, person: int, now: datetime) -> bool:
        """Close the person's open one; False where there is none."""
