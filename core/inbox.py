"""What arrives: inbound deliveries as a queue."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from core.backlog import Backlog
from core.booking_steps import StepTaken
from core.outbox import Sent


@dataclass(frozen=True, slots=True)
class Delivery:
    """An inbound delivery as it is kept: `lane` orders, `body` is the neutral JSON.

    Once it is kept, `nth` says how many of its lane came in within the minute of the clock, up to it. What is `typed`
    may hold a secret, such as a password, and is kept encrypted where there is a key. It is at hand `again` where a
    process has died, or failed, over it before.
    """

    key: str
    lane: str
    body: str
    nth: int = 1
    typed: bool = field(default=False, compare=False)
    again: bool = False


@dataclass(frozen=True, slots=True)
class Ending:
    """What is kept with the end of a delivery.

    That is the step on the way to a booking that was `taken`, what the answer `offered` to choose from (tokens by
    the digests of their names), and the notice that it `told`, which the delivery has leased.
    """

    taken: StepTaken | None = None
    offered: dict[str, str] = field(default_factory=dict)
    told: Sent | None = None


NOTHING = Ending()


class Inbox(Protocol):
    """Inbound deliveries, kept before they are acknowledged. Every call is its own transaction."""

    def accept_and_claim(
        self, delivery: Delivery, owner: str, lease: timedelta
    ) -> tuple[bool, Delivery | None]:
        """Keep it (False when one of this key was kept before), and what `claim` gives for its lane.

        That may be an older delivery: whoever is given one handles it, then calls `done_and_claim`.
        """

    def claim(self, lane: str, owner: str, lease: timedelta) -> Delivery | None:
        """Lease the lane's oldest open delivery; None when there is none or somebody (also `owner`) is at it.

        One that was leased too often, and is still open, is set aside and kept; admins are told.
        """

    def done_and_claim(
        self, key: str, lane: str, owner: str, lease: timedelta, ending: Ending = NOTHING
    ) -> Delivery | None:
        """It has been handled: blank it, keep the key and what belongs to its `ending`.

        Returns what `claim` gives for its lane, to go on with.
        """

    def accept_all(
        self, deliveries: Sequence[Delivery], owner: str, lease: timedelta
    ) -> Sequence[Delivery | None]:
        """The same of several in one transaction: what to begin with after each, in their order."""

    def end_all(
        self, ended: Sequence[tuple[str, str]], owner: str, lease: timedelta
    ) -> Sequence[Delivery | None]:
        """`done_and_claim` of several (key, lane) in one transaction."""

    def renew(self, keys: Sequence[str], owner: str, lease: timedelta) -> None:
        """Still at work on these."""

    def stranded(self, limit: int = 100) -> Sequence[str]:
        """Lanes with open deliveries that nobody has a live lease on: `claim` them."""

    def backlog(self) -> Backlog:
        """What has come in and is not handled."""

    def set_aside(self) -> int:
        """How many are kept that nobody could handle."""
