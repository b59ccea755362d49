"""A payment provider does not do what it is asked."""

from core.outbox import Unreachable
from core.providers import Reason


class Refused(Unreachable):
    """The provider refuses; asking again in the same words is pointless. The text is the provider's, for admins."""

    def __init__(self, reason: Reason, words: str) -> None:
        super().__init__(words)
        self.reason = reason
