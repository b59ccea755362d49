"""What core asks of the store about paying."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from core.payments import Attempt, PaymentRecord
from core.refunds import RefundEntry
from core.sessions import Session


class PaymentBook(Protocol):
    """Attempts to pay, and the money that arrived."""

    def add(self, attempt: Attempt) -> None:
        """One more attempt; a session has one that is open at most."""

    def save(self, attempt: Attempt) -> None:
        """How it stands; its session's row is held."""

    def postpone(self, attempt: Attempt, until: datetime | None) -> bool:
        """Have its provider asked then and not before; False where it stands otherwise meanwhile."""

    def attempt(self, attempt: int) -> Attempt | None:
        """The attempt."""

    def attempts(self, session: int) -> Sequence[Attempt]:
        """All about the session, the latest first."""

    def named(self, provider: str, *, link: str = "", reference: str = "") -> Attempt | None:
        """The attempt that the provider calls so."""

    def referred(self, reference: str) -> Attempt | None:
        """The attempt of this reference."""

    def to_look_at(self, now: datetime) -> Sequence[int]:
        """The attempts whose provider is to be asked by now, those that wait longest first."""

    def record(self, payment: PaymentRecord) -> bool:
        """Money that arrived; False where it is known."""

    def payment(self, payment: int) -> PaymentRecord | None:
        """The money."""

    def of(self, session: int) -> Sequence[PaymentRecord]:
        """All money about the session, oldest first."""

    def with_handle(self, provider: str, handle: str) -> PaymentRecord | None:
        """The money that the provider calls so."""

    def awaiting(self, mentee: int) -> Session | None:
        """The mentee's session that waits for its payment."""

    def unpaid(self, now: datetime) -> Sequence[int]:
        """Sessions whose payment has not come in time, the longest overdue first."""

    def begun(self) -> Sequence[int]:
        """All sessions that wait for their payment, first whose time is over first."""

    def refunds_to_look_at(self, before: datetime) -> Sequence[int]:
        """Refunds that a provider has taken on and not settled, last heard of before then."""

    def failed_refunds(self, limit: int) -> Sequence[RefundEntry]:
        """Refunds that have failed, latest first."""

    def refund_with_handle(self, handle: str) -> RefundEntry | None:
        """The refund that its provider calls so."""

    def change_refund(self, entry: RefundEntry, was: RefundEntry) -> bool:
        """Keep how a refund stands at its provider; False where it is not as it `was` any more."""
