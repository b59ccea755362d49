"""Attempts to pay, and the money that arrived, in the store."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, update
from sqlalchemy.dialects import postgresql

from core.payments import Attempt, AttemptStatus, PaymentRecord, Use
from core.providers import Reason
from core.refunds import RefundEntry
from core.sessions import Session
from storage.intervention_tables import GOES_BACK, HAS_FAILED, refunds
from storage.ledger import entry_of
from storage.payment_tables import (
    IS_LOOKED_AT,
    payment_attempts,
    payments,
)
from storage.sessions import session_of
from storage.tables import IS_AWAITING, sessions
from storage.transaction import UnitOfWork

_ATTEMPT = select(payment_attempts).where(payment_attempts.c.id == bindparam("attempt"))
_ADD = insert(payment_attempts)
_SAVE = update(payment_attempts).where(payment_attempts.c.id == bindparam("its_id"))
_POSTPONE = (
    update(payment_attempts)
    .where(payment_attempts.c.id == bindparam("its_id"), payment_attempts.c.look_at == bindparam("was_at"))
    .values(look_at=bindparam("next_at"))
)
_ATTEMPTS = (
    select(payment_attempts)
    .where(payment_attempts.c.session == bindparam("session"))
    .order_by(payment_attempts.c.nth.desc())
)
_BY_REFERENCE = select(payment_attempts).where(
    payment_attempts.c.provider == bindparam("provider"),
    payment_attempts.c.reference == bindparam("reference"),
)
_BY_LINK = select(payment_attempts).where(
    payment_attempts.c.provider == bindparam("provider"), payment_attempts.c.link == bindparam("link")
)
_REFERRED = select(payment_attempts).where(payment_attempts.c.reference == bindparam("reference"))
_TO_LOOK_AT = (
    select(payment_attempts.c.id)
    .where(IS_LOOKED_AT, payment_attempts.c.look_at <= bindparam("now"))
    .order_by(payment_attempts.c.look_at, payment_attempts.c.id)
)
_RECORD = postgresql.insert(payments).on_conflict_do_nothing(
    index_elements=[payments.c.provider, payments.c.handle]
)
_PAYMENT = select(payments).where(payments.c.id == bindparam("payment"))
_OF = select(payments).where(payments.c.session == bindparam("session")).order_by(payments.c.id)
_WITH_HANDLE = select(payments).where(
    payments.c.provider == bindparam("provider"), payments.c.handle == bindparam("handle")
)
_AWAITING = select(sessions).where(IS_AWAITING, sessions.c.mentee == bindparam("mentee"))
_UNPAID = (
    select(sessions.c.id)
    .where(IS_AWAITING, sessions.c.confirm_by <= bindparam("now"))
    .order_by(sessions.c.confirm_by, sessions.c.id)
)
_BEGUN = select(sessions.c.id).where(IS_AWAITING).order_by(sessions.c.confirm_by, sessions.c.id)
_REFUNDS_TO_LOOK_AT = (
    select(refunds.c.id)
    .where(GOES_BACK, refunds.c.handle != "", refunds.c.settled_at <= bindparam("before"))
    .order_by(refunds.c.settled_at, refunds.c.id)
)
_FAILED = select(refunds).where(HAS_FAILED).order_by(refunds.c.settled_at.desc(), refunds.c.id)
_REFUND_WITH_HANDLE = select(refunds).where(refunds.c.handle == bindparam("handle"))
_CHANGE_REFUND = update(refunds).where(
    refunds.c.id == bindparam("entry"),
    refunds.c.status == bindparam("was"),
    refunds.c.tries == bindparam("were_tries"),
)


class SqlPaymentBook:
    """Meets core.ports.payment_book.PaymentBook."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def add(self, attempt: Attempt) -> None:
        """One more attempt; a session has one that is open at most."""
        values = {
            "id": attempt.id,
            "session": attempt.session,
            "nth": attempt.nth,
            "provider": attempt.provider,
            "reference": attempt.reference,
            "amount": attempt.amount,
            "currency": attempt.currency,
            "opened_at": attempt.opened_at,
            "closes_at": attempt.closes_at,
            **_changing(attempt),
        }
        self._work.connection.execute(_ADD, values)

    def save(self, attempt: Attempt) -> None:
        """How it stands."""
        self._work.connection.execute(_SAVE, {"its_id": attempt.id, **_changing(attempt)})

    def postpone(self, attempt: Attempt, until: datetime | None) -> bool:
        """Have its provider asked then and not before; False where it stands otherwise meanwhile."""
        values = {"its_id": attempt.id, "was_at": attempt.look_at, "next_at": until}
        return self._work.connection.execute(_POSTPONE, values).rowcount == 1

    def attempt(self, attempt: int) -> Attempt | None:
        """The attempt."""
        return self._attempt(_ATTEMPT, attempt=attempt)

    def attempts(self, session: int) -> Sequence[Attempt]:
        """All about the session, the latest first."""
        return [_attempt_of(row) for row in self._work.connection.execute(_ATTEMPTS, {"session": session})]

    def named(self, provider: str, *, link: str = "", reference: str = "") -> Attempt | None:
        """The attempt that the provider calls so."""
        if reference and (found := self._attempt(_BY_REFERENCE, provider=provider, reference=reference)):
            return found
        return self._attempt(_BY_LINK, provider=provider, link=link) if link else None

    def referred(self, reference: str) -> Attempt | None:
        """The attempt of this reference."""
        return self._attempt(_REFERRED, reference=reference)

    def to_look_at(self, now: datetime) -> Sequence[int]:
        """The attempts whose provider is to be asked by now, those that wait longest first."""
        return self._work.connection.execute(_TO_LOOK_AT, {"now": now}).scalars().all()

    def record(self, payment: PaymentRecord) -> bool:
        """Money that arrived; False where it is known."""
        values = {
            "id": payment.id,
            "session": payment.session,
            "attempt": payment.attempt,
            "provider": payment.provider,
            "handle": payment.handle,
            "amount": payment.amount,
            "currency": payment.currency,
            "at": payment.at,
            "use": payment.use.value,
        }
        return self._work.connection.execute(_RECORD, values).rowcount > 0

    def payment(self, payment: int) -> PaymentRecord | None:
        """The money."""
        row = self._work.connection.execute(_PAYMENT, {"payment": payment}).one_or_none()
        return None if row is None else _payment_of(row)

    def of(self, session: int) -> Sequence[PaymentRecord]:
        """All money about the session, oldest first."""
        return [_payment_of(row) for row in self._work.connection.execute(_OF, {"session": session})]

    def with_handle(self, provider: str, handle: str) -> PaymentRecord | None:
        """The money that the provider calls so."""
        wanted = {"provider": provider, "handle": handle}
        row = self._work.connection.execute(_WITH_HANDLE, wanted).one_or_none()
        return None if row is None else _payment_of(row)

    def awaiting(self, mentee: int) -> Session | None:
        """The mentee's session that waits for its payment."""
        row = self._work.connection.execute(_AWAITING, {"mentee": mentee}).first()
        return None if row is None else session_of(row)

    def unpaid(self, now: datetime) -> Sequence[int]:
        """Sessions whose payment has not come in time, the longest overdue first."""
        return self._work.connection.execute(_UNPAID, {"now": now}).scalars().all()

    def begun(self) -> Sequence[int]:
        """All sessions that wait for their payment, first whose time is over first."""
        return self._work.connection.execute(_BEGUN).scalars().all()

    def refunds_to_look_at(self, before: datetime) -> Sequence[int]:
        """Refunds that a provider has taken on and not settled, last heard of before then."""
        return self._work.connection.execute(_REFUNDS_TO_LOOK_AT, {"before": before}).scalars().all()

    def failed_refunds(self, limit: int) -> Sequence[RefundEntry]:
        """Refunds that have failed, latest first."""
        return [entry_of(row) for row in self._work.connection.execute(_FAILED.limit(limit))]

    def refund_with_handle(self, handle: str) -> RefundEntry | None:
        """The refund that its provider calls so."""
        row = self._work.connection.execute(_REFUND_WITH_HANDLE, {"handle": handle}).first()
        return None if row is None else entry_of(row)

    def change_refund(self, entry: RefundEntry, was: RefundEntry) -> bool:
        """Keep how a refund stands at its provider; False where it is not as it `was` any more."""
        values = {
            "status": entry.status.value,
            "handle": entry.handle,
            "tries": entry.tries,
            "trouble": entry.trouble,
            "settled_at": entry.settled_at,
        }
        wanted = {"entry": was.id, "was": was.status.value, "were_tries": was.tries}
        return self._work.connection.execute(_CHANGE_REFUND.values(values), wanted).rowcount > 0

    def _attempt(self, statement: Any, **wanted: object) -> Attempt | None:
        row = self._work.connection.execute(statement, wanted).one_or_none()
        return None if row is None else _attempt_of(row)


def _changing(attempt: Attempt) -> dict[str, object]:
    return {
        "status": attempt.status.value,
        "look_at": attempt.look_at,
        "looked_at": attempt.looked_at,
        "link": attempt.link,
        "url": attempt.url,
        "failed_at": attempt.failed_at,
        "refused": attempt.refused,
    }


def _attempt_of(row: Row[Any]) -> Attempt:
    return Attempt(
        id=row.id,
        session=row.session,
        nth=row.nth,
        provider=row.provider,
        amount=row.amount,
        currency=row.currency,
        status=AttemptStatus(row.status),
        opened_at=row.opened_at,
        closes_at=row.closes_at,
        look_at=row.look_at,
        looked_at=row.looked_at,
        link=row.link,
        url=row.url,
        failed_at=row.failed_at,
        refused=row.refused and Reason(row.refused),
    )


def _payment_of(row: Row[Any]) -> PaymentRecord:
    return PaymentRecord(
        row.id,
        row.session,
        row.attempt,
        row.provider,
        row.handle,
        row.amount,
        row.currency,
        row.at,
        Use(row.use),
    )
