"""The ledger of refunds, and what a session says of it."""

from dataclasses import replace

from core.ids import new_id
from core.ports.store import Transaction
from core.refunds import RefundEntry, RefundKind, RefundStatus, summed
from core.sessions import Session
from core.usecases.payments.giving_back import send_back


def enter(tx: Transaction, before: Session, after: Session, kind: RefundKind) -> Session:
    """Enter in the ledger what a change gives back by the rules; returns the session with the ledger's status.

    The session is held, and saved by whoever calls it.
    """
    was = before.refund.amount if before.refund else 0
    if after.refund is None or after.refund.amount <= was:
        return after
    entry = RefundEntry(
        new_id(tx.now),
        after.id,
        after.refund.amount - was,
        after.currency,
        kind,
        RefundStatus.PENDING,
        tx.now,
        payment=after.payment,
    )
    tx.ledger.add(entry)
    send_back(tx, after, entry)
    known = summed(after.rate, tx.ledger.of(after.id))
    assert known is not None
    return replace(after, refund=replace(after.refund, status=known.status))
