"""Refunds that go back through the provider: asked for, settled, failed, tried again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from core.desk import Desk
from core.errands import Errand, Task
from core.errors.common import NotFound
from core.errors.interventions import OwnSession
from core.errors.payments import RefundNotFailed
from core.ids import new_id
from core.notices import Alert, Kind
from core.payloads import OfRefund
from core.payments import PaymentRecord, goes_through_provider, moves_on
from core.people import Person
from core.ports.store import Transaction
from core.providers import RefundOrder, RefundState
from core.refunds import RefundEntry, RefundKind, RefundStatus, summed
from core.sessions import Session, parties
from core.usecases.members import check_admin
from core.usecases.rounds import in_batches
from core.usecases.telling import refresh_homes, tell

ASKED_AFTER = timedelta(hours=1)
"""How long a provider that has taken a refund on is left in peace."""


@dataclass(frozen=True, slots=True)
class RefundAtProvider:
    """A refund that its provider has taken on."""

    provider: str
    order: RefundOrder


def paid_back_from(session: Session, kind: RefundKind) -> int | None:
    """The payment that a refund of this kind goes back from; None where it is paid out by hand."""
    return None if kind is RefundKind.BONUS else session.payment


def send_back(tx: Transaction, session: Session, entry: RefundEntry, about: str = "") -> None:
    """Have the provider give back what an entry says, where it goes through one and waits for nobody.

    `about` tells apart errands with the same key.
    """
    if entry.status is not RefundStatus.PENDING or not goes_through_provider(entry):
        return
    assert entry.payment is not None
    payment = tx.payments.payment(entry.payment)
    assert payment is not None
    details = {
        "entry": str(entry.id),
        "tries": str(entry.tries),
        "key": entry.key,
        "payment": payment.handle,
        "amount": str(entry.amount),
        "currency": entry.currency,
    }
    errand = Errand(
        new_id(tx.now),
        Task.REFUND,
        payment.provider,
        session.mentee,
        tx.now,
        f"{Task.REFUND}:{entry.key}" + (f":{about}" if about else ""),
        session=session.id,
        details=details,
    )
    tx.errands.add([errand])


def take_back(tx: Transaction, entry: RefundEntry) -> bool:
    """Whether a pending entry can still be withdrawn: the provider has not been asked, and will not be."""
    return not goes_through_provider(entry) or tx.errands.drop(f"{Task.REFUND}:{entry.key}")


def order_of(errand: Errand) -> RefundOrder:
    """What an errand asks the provider for."""
    asked = errand.details
    return RefundOrder(asked["key"], asked["payment"], int(asked["amount"]), asked["currency"])


def answered(desk: Desk, tx: Transaction, errand: Errand, state: RefundState | None) -> None:
    """What the provider made of a refund; None where it was given up."""
    entry = tx.ledger.get(int(errand.details["entry"]))
    if entry is None or entry.tries != int(errand.details["tries"]):
        return
    become(desk, tx, entry, state or RefundState("", RefundStatus.FAILED))


def become(desk: Desk, tx: Transaction, known: RefundEntry, state: RefundState) -> None:
    """Write down how a refund stands at its provider; both parties and, of a failed one, admins hear of it."""
    session = tx.sessions.lock(known.session)
    was = tx.ledger.get(known.id)
    if session is None or was is None or was.tries != known.tries:
        return
    status = state.status if moves_on(was, state.status) else was.status
    entry = replace(
        was,
        status=status,
        handle=was.handle or state.id,
        trouble=state.words if status is RefundStatus.FAILED else was.trouble,
        settled_at=tx.now,
    )
    tx.payments.change_refund(entry, was)
    if status is was.status:
        return
    after = _summed(tx, session)
    about = f"{entry.key}:{status}"
    tell(tx, after, Kind.REFUND_CHANGED, [after.mentee], about=about, payload=OfRefund(refund=entry.id))
    if status is RefundStatus.FAILED:
        _alert(tx, after, entry)
    refresh_homes(tx, after, [person for person, _ in parties(after) if after.role_of(person)], about)
    _note(desk, tx, f"REFUND_{status.upper()}", None, was, entry)


def due_to_look(desk: Desk) -> Sequence[RefundAtProvider]:
    """Refunds about which providers have said nothing for a while; nobody else asks meanwhile."""
    due: list[RefundAtProvider] = []

    def ask(some: Sequence[int]) -> int:
        asked: list[RefundAtProvider] = []
        with desk.store.write() as tx:
            still = {*tx.payments.refunds_to_look_at(tx.now - ASKED_AFTER)}
            for entry in (tx.ledger.get(refund) for refund in some if refund in still):
                payment = (
                    None if entry is None or entry.payment is None else tx.payments.payment(entry.payment)
                )
                if entry is not None and payment is not None:
                    tx.payments.change_refund(replace(entry, settled_at=tx.now), entry)
                    order = RefundOrder(entry.key, payment.handle, entry.amount, entry.currency)
                    asked.append(RefundAtProvider(payment.provider, order))
        due.extend(asked)
        return len(asked)

    with desk.store.read() as tx:
        found = tx.payments.refunds_to_look_at(tx.now - ASKED_AFTER)
    in_batches(desk, "refunds to ask about", found, ask)
    return due


def retry(desk: Desk, actor: Person, entry_id: int) -> RefundEntry:
    """Have a refund that failed tried again; raises NotAdmin, NotFound, OwnSession, RefundNotFailed.

    Only where the provider has said that it failed is it another refund to it: else it may have been made.
    """
    with desk.begin() as tx:
        session, was = _failed(tx, actor, entry_id)
        tries = was.tries + 1 if was.handle or was.trouble else was.tries
        entry = replace(
            was, status=RefundStatus.PENDING, tries=tries, handle="", trouble="", settled_at=tx.now
        )
        if not tx.payments.change_refund(entry, was):
            raise RefundNotFailed(session.id)
        send_back(tx, _summed(tx, session), entry, f"{tx.now:%Y%m%dT%H%M%S%f}")
        _note(desk, tx, "REFUND_RETRIED", actor.id, was, entry)
        return entry


def settle_by_hand(desk: Desk, actor: Person, entry_id: int) -> RefundEntry:
    """A refund that failed has been given back outside Parley; raises as `retry`."""
    with desk.begin() as tx:
        session, was = _failed(tx, actor, entry_id)
        entry = replace(was, status=RefundStatus.PROCESSED, settled_at=tx.now)
        if not tx.payments.change_refund(entry, was):
            raise RefundNotFailed(session.id)
        after = _summed(tx, session)
        payload, about = OfRefund(refund=entry.id), f"{entry.key}:by hand"
        tell(tx, after, Kind.REFUND_CHANGED, [after.mentee], about=about, payload=payload)
        refresh_homes(tx, after, [after.mentee], about)
        _note(desk, tx, "REFUND_SETTLED_BY_HAND", actor.id, was, entry)
        return entry


def return_whole(tx: Transaction, session: Session, payment: PaymentRecord) -> RefundEntry:
    """Give back all of a payment that pays for nothing."""
    entry = RefundEntry(
        new_id(tx.now),
        session.id,
        payment.amount,
        payment.currency,
        RefundKind.RETURNED,
        RefundStatus.PENDING,
        tx.now,
        payment=payment.id,
    )
    tx.ledger.add(entry)
    send_back(tx, session, entry)
    return entry


def _failed(tx: Transaction, actor: Person, entry_id: int) -> tuple[Session, RefundEntry]:
    check_admin(tx, actor)
    found = tx.ledger.get(entry_id)
    session = None if found is None else tx.sessions.lock(found.session)
    entry = tx.ledger.get(entry_id)
    if session is None or entry is None:
        raise NotFound("session")
    if actor.id in {session.mentor, session.mentee}:
        raise OwnSession(session.id)
    if entry.status is not RefundStatus.FAILED:
        raise RefundNotFailed(session.id)
    return session, entry


def _summed(tx: Transaction, session: Session) -> Session:
    """The session with what the ledger says by now; it is saved where that is another state."""
    known = summed(session.rate, tx.ledger.of(session.id)) if session.rate else None
    if known is None or session.refund is None or known.status is session.refund.status:
        return session
    after = replace(session, refund=replace(session.refund, status=known.status))
    tx.sessions.save(after, was=session.revision)
    return after


def _alert(tx: Transaction, session: Session, entry: RefundEntry) -> None:
    tx.notices.alert(
        Alert(
            Kind.REFUND_FAILED,
            tx.people.admins(),
            entry.key,
            tx.now,
            session=session.id,
            revision=session.revision,
            payload=OfRefund(refund=entry.id, starts_at=session.starts_at),
        )
    )


def _note(
    desk: Desk, tx: Transaction, action: str, actor: int | None, was: RefundEntry, entry: RefundEntry
) -> None:
    desk.note(
        tx,
        action,
        actor,
        session=entry.session,
        before={"refund": was.id, "status": was.status},
        after={"refund": entry.id, "status": entry.status, "amount": entry.amount, "tries": entry.tries},
    )
