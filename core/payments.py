"""Paying for a session: attempts, the money that arrives, and what it is good for.

Providers tell late, twice and in any order, so nothing here goes back: an attempt only closes, a payment keeps the
use that it was put to first, and a refund goes from pending to processed and from either to failed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from core.ids import code_of
from core.providers import Reason
from core.refunds import RefundEntry, RefundKind, RefundStatus
from core.sessions import Session, Status

LOOKED_AT_FOR: Final = timedelta(minutes=3)
"""How long after somebody looked their provider is asked often."""
OFTEN, SELDOM, LATER = timedelta(seconds=10), timedelta(minutes=1), timedelta(hours=1)
FOLLOWED_FOR: Final = timedelta(days=3)
"""How long after its end an attempt is asked about: banks take as long to grant what was begun before."""
WITHIN: Final = timedelta(minutes=5)
"""How long money may have arrived and be put to no use yet."""


class AttemptStatus(StrEnum):
    """How far an attempt has come."""

    OPENING = "opening"  # the provider has been asked for a link
    OPEN = "open"
    CLOSED = "closed"  # what was begun before may arrive all the same


class Use(StrEnum):
    """What money that arrived is good for. All but KEPT goes back in full."""

    KEPT = "kept"  # it pays for the session
    LATE = "late"  # the time was gone, or the mentee had left
    TWICE = "twice"  # the session was paid before
    DIFFERS = "differs"  # another amount or currency than was asked for


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to pay for a session, by one link of a provider; instants are aware UTC.

    `reference` names it at the provider for good. Nobody can pay by it after `closes_at`. `look_at` is when the
    provider is asked next how it stands, `looked_at` when somebody last waited for that; `failed_at` when a try to pay
    by it last failed. `refused` is why the provider has made no link.
    """

    id: int
    session: int
    nth: int
    provider: str
    amount: int
    currency: str
    status: AttemptStatus
    opened_at: datetime
    closes_at: datetime
    look_at: datetime | None
    looked_at: datetime
    link: str = ""
    url: str = ""
    failed_at: datetime | None = None
    refused: Reason | None = None

    @property
    def reference(self) -> str:
        """`S-7F3K.2-5kq8…`: the code of a session alone may come back after years."""
        return f"{code_of(self.session)}.{self.nth}-{_in_36(self.id)}"


@dataclass(frozen=True, slots=True)
class PaymentRecord:
    """Money that arrived by an attempt; `handle` is the provider's name for it."""

    id: int
    session: int
    attempt: int
    provider: str
    handle: str
    amount: int
    currency: str
    at: datetime
    use: Use


def use_of(
    session: Session, attempt: Attempt, amount: int, currency: str, kept: Iterable[PaymentRecord]
) -> Use | None:
    """What money that has just arrived is good for; None where it pays for the session if its time can be had."""
    if (amount, currency) != (attempt.amount, attempt.currency):
        return Use.DIFFERS
    if any(each.use is Use.KEPT for each in kept):
        return Use.TWICE
    return None if may_still_be_paid(session) else Use.LATE


def may_still_be_paid(session: Session) -> bool:
    """Whether it waits for its payment, or its time ended unpaid: nobody has left or cancelled it."""
    if session.status is Status.AWAITING_PAYMENT:
        return True
    ended = session.cancellation
    return session.was_never_paid and ended is not None and ended.by is None


def next_look(attempt: Attempt, now: datetime) -> datetime | None:
    """When to ask the provider again after `now`; None for never.

    Often while somebody waits for it, seldom until it closes, and then for as long as money may arrive.
    """
    if attempt.status is AttemptStatus.OPENING:
        return now + OFTEN
    if now < attempt.closes_at:
        return now + (OFTEN if now < attempt.looked_at + LOOKED_AT_FOR else SELDOM)
    last = attempt.closes_at + FOLLOWED_FOR
    return min(now + LATER, last) if now < last else None


def minutes_left(until: datetime, now: datetime) -> int:
    """How many minutes a countdown shows: those begun."""
    return max(0, -((now - until) // timedelta(minutes=1)))


def moves_on(was: RefundEntry, becomes: RefundStatus) -> bool:
    """Whether a refund goes on to what a provider says: it may fail after all, and nothing else is taken back.

    One that was given up for want of an answer may have been made all the same.
    """
    if was.status is RefundStatus.FAILED:
        return becomes is not RefundStatus.FAILED and not was.handle and not was.trouble
    return becomes in {
        RefundStatus.PENDING: {RefundStatus.PROCESSED, RefundStatus.FAILED},
        RefundStatus.PROCESSED: {RefundStatus.FAILED},
    }.get(was.status, set())


def goes_through_provider(entry: RefundEntry) -> bool:
    """Whether a provider gives it back; a bonus is paid out by hand."""
    return entry.payment is not None and entry.kind is not RefundKind.BONUS


def _in_36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits
