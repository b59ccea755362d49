"""Receipts: what a mentee has paid for a session, and what went back of it."""

from dataclasses import dataclass

from core.desk import Desk
from core.errors.common import NotFound
from core.errors.mail import MailOff, NoMailAddress
from core.errors.payments import NothingPaid
from core.ids import new_id
from core.payments import Attempt, PaymentRecord, Use
from core.people import Person, Role
from core.ports.store import Transaction
from core.refunds import UNCOUNTED, RefundEntry, RefundKind
from core.usecases import mailing
from core.usecases.session_views import SessionView, own_session


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a mentee paid for a session by an `attempt`, and what went back of it; `is_mailed`: it can be mailed."""

    view: SessionView
    attempt: Attempt
    payment: PaymentRecord
    refunds: tuple[RefundEntry, ...]
    is_mailed: bool

    @property
    def number(self) -> str:
        """Its number, unique for good."""
        return self.attempt.reference

    @property
    def kept(self) -> int:
        """What has not gone back of it."""
        return self.payment.amount - sum(e.amount for e in self.refunds if e.payment == self.payment.id)


def receipt(desk: Desk, actor: Person, session_id: int) -> Receipt:
    """What the actor has paid for a session of theirs; raises NotFound, NothingPaid."""
    with desk.store.read() as tx:
        return _receipt(tx, actor, session_id)


def mail_it(desk: Desk, actor: Person, session_id: int) -> str:
    """Mail the receipt to the actor; returns the address. Raises as `receipt` does, MailOff, NoMailAddress."""
    with desk.begin() as tx:
        found = _receipt(tx, actor, session_id)
        if not found.is_mailed:
            raise MailOff
        if (address := mailing.address_for(tx, found.view.mentee)) is None:
            raise NoMailAddress
        mailing.mail_receipt(tx, found.view.session, str(new_id(tx.now)))
        desk.note(
            tx, "PAYMENT_RECEIPT_MAILED", actor.id, session=session_id, after={"payment": found.payment.id}
        )
        return address


def _receipt(tx: Transaction, actor: Person, session_id: int) -> Receipt:
    view = own_session(tx, actor, session_id)
    if view.viewer is not Role.MENTEE:
        raise NotFound("session")
    paid = tx.payments.of(session_id)
    if not paid:
        raise NothingPaid(session_id)
    payment = next((each for each in paid if each.use is Use.KEPT), paid[-1])
    attempt = tx.payments.attempt(payment.attempt)
    assert attempt is not None
    went_back = [
        each
        for each in tx.ledger.of(session_id)
        if each.status not in UNCOUNTED and each.kind is not RefundKind.BONUS
    ]
    return Receipt(view, attempt, payment, tuple(went_back), tx.mail.is_on)
