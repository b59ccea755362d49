"""Deliveries that nobody could handle, in the store."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class DeliveryAside:
    """A delivery that was set aside after `attempts`; `lane` is the address of its sender."""

    seq: int
    lane: str
    received_at: datetime
    attempts: int


class SetAside(Protocol):
    """Deliveries that nobody could handle; they are kept for a week."""

    def listed(self, limit: int) -> Sequence[DeliveryAside]:
        """The latest ones."""

    def retry(self, delivery: int) -> bool:
        """Have it handled as if it had just come in; False when it is not set aside."""

    def dismiss(self, delivery: int) -> bool:
        """Blank it; False when it is not set aside."""
