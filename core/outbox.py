"""Everything that leaves: the queue of it, and how a send can end."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from core.backlog import Backlog
from core.errands import Errand
from core.notices import Notice, Receipt
from core.people import Address
from core.ports.store import Transaction


class Unreachable(Exception):  # noqa: N818
    """The chat is blocked, deleted or closed to us: trying again is pointless. The text is the platform's reason."""


class ChatsClosed(Unreachable):
    """None of the person's chats takes it; `chats` are those that were tried."""

    def __init__(self, reason: str, chats: Sequence[Address]) -> None:
        super().__init__(reason)
        self.chats = tuple(chats)


class Scope(StrEnum):
    """What has to wait: one notice, all to its chat, or all that the bot sends in its workspace."""

    NOTICE = "notice"
    CHAT = "chat"
    BOT = "bot"


class TryLater(Exception):  # noqa: N818
    """Not now; `after` is what was asked for (None: not said), `scope` of what."""

    def __init__(self, reason: str, after: timedelta | None = None, scope: Scope = Scope.CHAT) -> None:
        super().__init__(reason)
        self.after = after
        self.scope = scope


class AddressRefused(Unreachable):
    """The mail address takes no mail, this one or any other."""


class SetUpWrongly(TryLater):
    """The system takes nothing from us until an operator changes something: all that is for it waits."""

    def __init__(self, reason: str, after: timedelta) -> None:
        super().__init__(reason, after, Scope.BOT)


class Unsure(Exception):  # noqa: N818
    """The message may or may not have left: the connection ended before the answer came."""


class Unknowable(Exception):  # noqa: N818
    """An earlier attempt may have left; nobody can find out, and a second message would be wrong."""


class Untrue(Exception):  # noqa: N818
    """The notice is no longer true and must not be sent."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """What a notice left behind: its message, where that can be edited, and a digest of the card that is shown.

    `offered` is what can be chosen in it by name, as in `core.inbox.Ending`.
    """

    receipt: Receipt | None = None
    shown: str | None = None
    offered: dict[str, str] | None = None


class Courier(Protocol):
    """Sends one notice to its person; raises Unreachable, TryLater, Unsure or Untrue."""

    async def deliver(self, notice: Notice, now: datetime) -> Delivered:
        """Send it, as it reads at `now`."""


class Agent(Protocol):
    """Has errands of one channel done."""

    patience: float
    """Seconds for one attempt."""

    async def run(self, errand: Errand, now: datetime) -> object:
        """Have it done and return the answer; raises Unreachable, TryLater, Unsure, Unknowable or Untrue.

        An ambiguous one is looked for first.
        """

    def conclude(self, tx: Transaction, errand: Errand, answer: object | None) -> None:
        """Write what follows from the answer; None where it was given up."""


Item = Notice | Errand


@dataclass(frozen=True, slots=True)
class Sent:
    """The notice has left. `shown` is a digest of the card that stands there now, None where that is not known.

    `offered` is what can be chosen in it by name, as in `core.inbox.Ending`.
    """

    item: Notice
    receipt: Receipt | None
    shown: str | None = None
    offered: dict[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """The errand was done."""

    item: Errand
    answer: object


@dataclass(frozen=True, slots=True)
class Again:
    """It is to be tried again after a while; `counted` is False where we were only asked to wait.

    What `scope` names rests as long. `ambiguous`: it may have left all the same.
    """

    item: Item
    after: timedelta
    error: str
    counted: bool = True
    scope: Scope = Scope.NOTICE
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Ended:
    """It is given up: `state` is dead, dropped (no longer true or pointless) or unsure.

    Where one of the chats in `closed` is open by the time that this is written down, it is tried again instead.
    """

    item: Item
    state: str
    error: str
    closed: tuple[Address, ...] = ()


Outcome = Sent | Done | Again | Ended


NOTHING_IN_HAND: Mapping[str, int] = {}


class Outbox(Protocol):
    """Notices and errands, as delivery takes them. Every call is its own transaction; `owner` is the process."""

    def claim(
        self, owner: str, limit: int, lease: timedelta, in_hand: Mapping[str, int] = NOTHING_IN_HAND
    ) -> Sequence[Item]:
        """Lease about `limit` that are due at most, oldest first; expired leases are taken over.

        A person has one notice at a time, and the platforms' limits are kept, whoever claims. `in_hand` are the errands
        that the process is at, by channel. `attempts` of what is returned includes the one that begins.
        """

    def take_left(self, owner: str, notice: Notice, delivery: str, lease: timedelta) -> bool:
        """Lease a notice that was left to the answer to a delivery; False where it is not any more."""

    def renew(self, owner: str, errand: int, lease: timedelta) -> None:
        """Go on leasing an errand that takes long."""

    def record(self, owner: str, outcomes: Sequence[Outcome]) -> None:
        """Write down what became of those that `owner` still leases, and let the chats rest.

        Admins are told of what is given up.
        """

    def conclude(self, owner: str, outcome: Done | Ended, write: Callable[[Transaction], None]) -> None:
        """Write down that an errand ended, and what follows from it, in one transaction.

        Nothing is written where `owner` no longer leases it. Admins are told of what is given up.
        """

    def next_due(self, in_hand: Mapping[str, int] = NOTHING_IN_HAND) -> datetime | None:
        """When `claim` can next give something: the due time, the end of a lease or of a chat's or bot's rest."""

    def now(self) -> datetime:
        """The present of the store's clock."""

    def backlog(self) -> Backlog:
        """What is due and has not left."""
