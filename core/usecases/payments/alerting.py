"""Telling admins of money that needs them."""

from dataclasses import dataclass

from core.notices import Alert, Kind
from core.payloads import PaymentAlert, PaymentTrouble
from core.payments import Attempt
from core.ports.store import Transaction
from core.providers import OF_PRICE, NoLink
from core.sessions import Session


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units."""

    amount: int
    currency: str


def alert(
    tx: Transaction,
    trouble: PaymentTrouble,
    provider: str,
    handle: str,
    money: Money,
    session: Session | None = None,
    *,
    words: str = "",
) -> None:
    """Tell admins of money that needs them."""
    _alert(
        tx,
        f"{provider}:{handle}",
        PaymentAlert(
            trouble=trouble,
            provider=provider,
            handle=handle,
            amount=money.amount,
            currency=money.currency,
            words=words,
            session=None if session is None else session.id,
        ),
    )


def alert_no_link(tx: Transaction, session: Session, attempt: Attempt, refusal: NoLink) -> None:
    """Tell admins that nobody can pay, once a day for each reason, and of what lies with the price for each price."""
    price = f"{attempt.amount}{attempt.currency}" if refusal.reason in OF_PRICE else ""
    _alert(
        tx,
        f"{attempt.provider}:{refusal.reason}{price}:{tx.now:%Y-%m-%d}",
        PaymentAlert(
            trouble=PaymentTrouble.NO_LINK,
            provider=attempt.provider,
            amount=attempt.amount,
            currency=attempt.currency,
            words=refusal.words,
            session=session.id,
            reason=refusal.reason,
        ),
    )


def _alert(tx: Transaction, key: str, payload: PaymentAlert) -> None:
    key = f"{payload.trouble}:{key}"
    tx.notices.alert(Alert(Kind.PAYMENT_ALERT, tx.people.admins(), key, tx.now, payload=payload))
