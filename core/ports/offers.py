"""What people were let choose from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Offered:
    """Tokens by the digests of their names (core.inbox.Ending), newest first.

    `now` is of the last answer, and of notices since and before; `before` is of the answers before it.
    """

    now: Sequence[dict[str, str]]
    before: Sequence[dict[str, str]]


class Offers(Protocol):
    """What can be chosen by name."""

    def lately(self, delivery: str, person: int) -> Offered:
        """What was offered to the person in answers of this delivery's lane and in notices."""
