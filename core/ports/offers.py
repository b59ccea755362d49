"""What people were let choose from."""

from collections.abc import Sequence
from typing import Protocol


class Offers(Protocol):
    """What can be chosen by name (core.inbox.Ending): in the last answer, and in notices since and before."""

    def lately(self, delivery: str, person: int) -> Sequence[dict[str, str]]:
        """What was offered to the person, newest first, in answers of this delivery's lane and in notices."""
