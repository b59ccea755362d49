"""Notices and errands in the store, as use cases write them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.errands import Errand
from core.notices import Alert, Kind, Notice, Receipt
from core.people import Person


@dataclass(frozen=True, slots=True)
class FailedItem:
    """A notice or an errand that was given up: `state` is dead or unsure, `reason` what was said at last.

    Its person hears of it all the same where it was `mailed`.
    """

    item: Notice | Errand
    state: str
    reason: str
    ended_at: datetime
    mailed: bool = False


@dataclass(frozen=True, slots=True)
class SessionMessage:
    """A message that was sent about a session, or to admins: of which notice, to whom, and where it went."""

    session: int | None
    notice: int
    person: int
    admin_channel: int | None
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class CouncilMessage:
    """A message that was sent about a council: of which notice, to whom, and where it went."""

    notice: int
    council: int
    person: int
    kind: Kind
    receipt: Receipt


class Notices(Protocol):
    """Notices, as a use case writes them."""

    left: Notice | None
    """What was written and left to the answer to a delivery."""

    def add(self, notices: Iterable[Notice]) -> None:
        """Have them written when the transaction ends, in one go; one whose `dedupe` exists already is left out.

        A reminder or join link that was cancelled and is planned anew waits again.
        """

    def alert(self, alert: Alert) -> None:
        """Tell admins, in their channels where there are any; what was told before is left out."""

    def leave_channel(self, channel: int, people: Sequence[int]) -> None:
        """Have what waits for an admin channel that is gone told elsewhere: in the others, or to these people."""

    def sign(self, admin: int, party: int) -> None:
        """Have those of this transaction that people hear of now say that an admin has done it for a party."""

    def get(self, notice: int) -> Notice | None:
        """The notice."""

    def leave(self, delivery: str, person: int) -> None:
        """Leave the first notice that answers this person, who acts, to the answer to the delivery.

        Delivery takes it over where the answer has not been noted within `core.notices.ANSWERED_WITHIN`.
        """

    def take_up(self, delivery: str, person: Person, *, welcome: bool = False) -> Notice | None:
        """What was left to the answer to the delivery and has not been told, for as long once more.

        That is either the `welcome`, which says nothing of what was done, or what does.
        """

    def handed_out(self, person: int, what: str, mark: str) -> Sequence[SessionMessage]:
        """The answers in which the person was shown this code or address (`core.payloads.HandedOut`)."""

    def drop(self, *sessions: int, due_after: datetime | None = None) -> None:
        """Cancel reminders and join links of the sessions that have not left; only those due after this instant."""

    def drop_of_councils(
        self, councils: Iterable[int], kinds: Iterable[Kind], *, due_after: datetime | None = None
    ) -> None:
        """Cancel those of these kinds about the councils that have not left; only those due after this instant."""

    def is_message(self, receipt: Receipt) -> bool:
        """Whether this message is a notice: it must last, and only notices change it."""

    def may_be_message(self, receipt: Receipt, reader: int, delivery: str) -> bool:
        """Whether it is, or may be one that is being sent by another than `delivery`, to the `reader` or to admins."""

    def is_shown(self, receipt: Receipt, digest: str) -> bool:
        """Whether this message shows the card of this digest already."""

    def forget_shown(self, receipt: Receipt) -> None:
        """An answer replaces what this message shows."""

    def receipts(
        self, sessions: Iterable[int], kinds: Iterable[Kind] | None = None, **about: int | None
    ) -> Sequence[SessionMessage]:
        """The messages sent about the sessions, of these kinds.

        Default are all of the parties' but SETTLE. With `request` or `dispute` only those whose details name it.
        """

    def alerted(self, kind: Kind, keys: Iterable[str]) -> Sequence[SessionMessage]:
        """The messages in which admin channels and those who are admins now were told of this, by `Alert.key`."""

    def told(self, keys: Iterable[str]) -> Sequence[SessionMessage]:
        """The messages that notices of these keys (`dedupe`) became."""

    def receipts_of_councils(
        self, councils: Iterable[int], kinds: Iterable[Kind] = ()
    ) -> Sequence[CouncilMessage]:
        """The messages sent about the councils, of these kinds where given."""

    def failed(self, limit: int, offset: int = 0) -> Sequence[FailedItem]:
        """What was given up, latest first; what nobody would have heard is left out."""

    def retry(self, notice: int) -> bool:
        """Have one that was given up sent again, as if for the first time; False when it is not given up."""

    def dismiss(self, notice: int) -> bool:
        """Leave one that was given up as it is, out of sight; False when it is not given up."""


class Errands(Protocol):
    """What others are to do for us; how an errand leaves is the outbox's."""

    def add(self, errands: Sequence[Errand]) -> None:
        """Write them; one whose `dedupe` exists already is left out."""

    def drop(self, dedupe: str) -> bool:
        """Cancel one that nobody has begun; False when it may have been carried out."""
