"""Looking at what went back: returned money, refunds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.desk import Desk
from core.errors.common import NotFound
from core.payments import PaymentRecord, Use
from core.people import Person
from core.ports.store import Transaction
from core.refunds import RefundEntry
from core.usecases.diaries import diary_of
from core.usecases.members import check_admin
from core.usecases.session_views import SessionView, own_session
from core.weeks import nearest


@dataclass(frozen=True, slots=True)
class Returned:
    """Money that pays for nothing and goes back by an `entry`; `nearest` free times where theirs was gone."""

    view: SessionView
    payment: PaymentRecord
    entry: RefundEntry
    nearest: tuple[datetime, ...]


@dataclass(frozen=True, slots=True)
class RefundOf:
    """A refund, of whose session, as an admin `reader` sees it."""

    entry: RefundEntry
    mentee: Person
    reader: Person


def returned(desk: Desk, actor: Person, session_id: int, payment_id: int) -> Returned:
    """Money of the actor's that goes back; raises NotFound."""
    with desk.store.read() as tx:
        view = own_session(tx, actor, session_id)
        payment = tx.payments.payment(payment_id)
        entry = next((each for each in tx.ledger.of(session_id) if each.payment == payment_id), None)
        if payment is None or entry is None:
            raise NotFound("session")
        near = _nearest(tx, view, actor) if payment.use is Use.LATE else ()
        return Returned(view, payment, entry, near)


def entry_of(desk: Desk, refund: int) -> RefundEntry:
    """A line of the ledger; raises NotFound."""
    with desk.store.read() as tx:
        entry = tx.ledger.get(refund)
        if entry is None:
            raise NotFound("session")
        return entry


def refund_of(desk: Desk, actor: Person, refund: int) -> RefundOf:
    """A refund with whose it is, for admins; raises NotAdmin, NotFound."""
    with desk.store.read() as tx:
        check_admin(tx, actor)
        entry = tx.ledger.get(refund)
        if entry is None:
            raise NotFound("session")
        return _of_mentee(tx, actor, entry)


def failed_refunds(tx: Transaction, actor: Person, limit: int) -> Sequence[RefundOf]:
    """Refunds that have failed, latest first."""
    return [_of_mentee(tx, actor, each) for each in tx.payments.failed_refunds(limit)]


def _of_mentee(tx: Transaction, actor: Person, entry: RefundEntry) -> RefundOf:
    session = tx.sessions.get(entry.session)
    assert session is not None
    mentee = tx.people.get(session.mentee)
    assert mentee is not None
    return RefundOf(entry, mentee, actor)


def _nearest(tx: Transaction, view: SessionView, actor: Person) -> tuple[datetime, ...]:
    """Free times near the one that was gone; none where the mentor is not to be booked."""
    mentor, session = tx.mentors.get(view.session.mentor), view.session
    if mentor is None or mentor.hindrance is not None:
        return ()
    diary = diary_of(tx, mentor, actor, tx.policies())
    return tuple(nearest(diary, max(session.starts_at, tx.now), 4, session.minutes))
