"""What providers tell us, and what follows from it."""

import re
from contextlib import suppress
from dataclasses import replace
from typing import Literal

from core.desk import AlreadyDone, Desk
from core.ids import new_id
from core.notices import Kind
from core.payloads import PaymentTrouble
from core.payments import Attempt, AttemptStatus
from core.ports.store import Transaction
from core.providers import Disputed, LinkClosed, Paid, PaymentFailed, RefundChanged, RefundState, Told
from core.refunds import RefundEntry, RefundKind, RefundStatus, summed
from core.sessions import Session, Status
from core.usecases.payments.alerting import Money, alert
from core.usecases.payments.arriving import arrive
from core.usecases.payments.giving_back import become
from core.usecases.payments.links import show
from core.usecases.telling import tell

KEY = re.compile(r"refund-(?P<entry>\d{1,19})-\d{1,9}")
"""Our name for a refund, see `core.refunds.RefundEntry.key`."""
Standing = Literal["paid", "waiting", "closed"]


def take(desk: Desk, told: Told) -> None:
    """Do what follows from what a provider tells, once however often it does.

    Whatever is raised, nothing has changed, and whoever has paid has been told that their money is safe.
    """
    try:
        if isinstance(told.fact, Paid) and _is_known(desk, told.provider, told.fact):
            return
        with desk.begin() as tx:
            _follow(desk, tx, told)
    except AlreadyDone:
        return
    except Exception:
        if isinstance(told.fact, Paid):
            with suppress(Exception):  # of two faults, the first is the one to tell
                _say_it_is_safe(desk.unasked(), told, told.fact)
        raise


def standing(desk: Desk, reference: str) -> Standing | None:
    """What somebody who comes back from paying reads; None where nothing is of this reference."""
    with desk.store.read() as tx:
        attempt = tx.payments.referred(reference)
        if attempt is None:
            return None
        if any(each.attempt == attempt.id for each in tx.payments.of(attempt.session)):
            return "paid"
        return "closed" if attempt.status is AttemptStatus.CLOSED else "waiting"


def _is_known(desk: Desk, provider: str, fact: Paid) -> bool:
    """Whether the money has been put to its use: providers tell of it by several events, and each of them again."""
    with desk.store.read() as tx:
        return tx.payments.with_handle(provider, fact.payment) is not None


def _say_it_is_safe(desk: Desk, told: Told, fact: Paid) -> None:
    with desk.begin() as tx:
        attempt = tx.payments.named(told.provider, link=fact.link, reference=fact.reference)
        session = None if attempt is None else tx.sessions.get(attempt.session)
        if session is not None:
            tell(tx, session, Kind.PAYMENT_SAFE, [session.mentee], key=fact.payment)
        trouble, money = PaymentTrouble.UNSAVED, Money(fact.amount, fact.currency)
        alert(tx, trouble, told.provider, fact.payment, money, session)


def _follow(desk: Desk, tx: Transaction, told: Told) -> None:
    match told.fact:
        case Paid() as fact:
            _paid(desk, tx, told.provider, fact)
        case PaymentFailed() as fact:
            _failed(tx, told.provider, fact)
        case LinkClosed() as fact:
            _closed(tx, told.provider, fact)
        case RefundChanged() as fact:
            _refund(desk, tx, told.provider, fact)
        case Disputed() as fact:
            _disputed(desk, tx, told.provider, fact)


def _paid(desk: Desk, tx: Transaction, provider: str, fact: Paid) -> None:
    attempt = tx.payments.named(provider, link=fact.link, reference=fact.reference)
    if attempt is not None:
        arrive(desk, tx, attempt, fact.payment, fact.amount, fact.currency)
        return
    alert(
        tx,
        PaymentTrouble.UNKNOWN,
        provider,
        fact.payment,
        Money(fact.amount, fact.currency),
        words=fact.reference or fact.link,
    )


def _failed(tx: Transaction, provider: str, fact: PaymentFailed) -> None:
    found = _held(tx, provider, fact)
    if found is None or found[1].status is not Status.AWAITING_PAYMENT:
        return
    attempt, session = found
    tx.payments.save(replace(attempt, failed_at=tx.now))
    show(tx, session, f"failed{fact.payment}")


def _closed(tx: Transaction, provider: str, fact: LinkClosed) -> None:
    found = _held(tx, provider, fact)
    if found is None or found[0].status is AttemptStatus.CLOSED:
        return
    attempt, session = found
    tx.payments.save(replace(attempt, status=AttemptStatus.CLOSED))
    if session.status is Status.AWAITING_PAYMENT:
        show(tx, session, f"{attempt.nth}:closed")


def _held(
    tx: Transaction, provider: str, fact: PaymentFailed | LinkClosed
) -> tuple[Attempt, Session] | None:
    """The attempt that a provider tells of, and its session, whose row is held."""
    named = tx.payments.named(provider, link=fact.link, reference=fact.reference)
    session = None if named is None else tx.sessions.lock(named.session)
    attempt = None if named is None else tx.payments.attempt(named.id)
    return None if attempt is None or session is None else (attempt, session)


def _refund(desk: Desk, tx: Transaction, provider: str, fact: RefundChanged) -> None:
    state = RefundState(fact.refund, fact.status, fact.words)
    entry, is_present = _entry_of(tx, fact)
    if entry is not None and is_present:
        become(desk, tx, entry, state)
    if entry is not None and (is_present or fact.status is not RefundStatus.PROCESSED):
        return
    payment = tx.payments.with_handle(provider, fact.payment)
    session = None if payment is None else tx.sessions.lock(payment.session)
    if payment is None or session is None:
        return  # of somebody else's who uses the same account
    if entry is None and session.payment == payment.id:
        _enter_made_elsewhere(tx, session, payment.id, fact)
    money = Money(fact.amount, fact.currency)
    alert(tx, PaymentTrouble.REFUNDED_ELSEWHERE, provider, fact.refund, money, session)


def _entry_of(tx: Transaction, fact: RefundChanged) -> tuple[RefundEntry | None, bool]:
    """The line of the ledger that a provider tells of, and whether of its present try."""
    named = KEY.fullmatch(fact.key)
    entry = tx.ledger.get(int(named["entry"])) if named else tx.payments.refund_with_handle(fact.refund)
    if entry is None:
        return None, False
    return entry, fact.key in {"", entry.key} and entry.handle in {"", fact.refund}


def _enter_made_elsewhere(tx: Transaction, session: Session, payment: int, fact: RefundChanged) -> None:
    """Money that somebody gave back at the provider's own desk is in the ledger, as far as it was ours to give."""
    if fact.status is RefundStatus.FAILED or not 0 < fact.amount <= session.refundable:
        return
    kind = RefundKind.FULL if fact.amount == session.paid else RefundKind.PARTIAL
    entry = RefundEntry(
        new_id(tx.now), session.id, fact.amount, fact.currency, kind, fact.status, tx.now, settled_at=tx.now
    )
    entry = replace(entry, payment=payment, handle=fact.refund)
    tx.ledger.add(entry)
    after = replace(session, refund=summed(session.rate, tx.ledger.of(session.id)))
    tx.sessions.save(after, was=session.revision)


def _disputed(desk: Desk, tx: Transaction, provider: str, fact: Disputed) -> None:
    payment = tx.payments.with_handle(provider, fact.payment)
    session = None if payment is None else tx.sessions.get(payment.session)
    if payment is None or session is None:
        return  # of somebody else's who uses the same account
    money = Money(fact.amount, fact.currency)
    alert(tx, PaymentTrouble.DISPUTED, provider, fact.dispute, money, session, words=fact.words)
    desk.note(
        tx,
        "PAYMENT_DISPUTED",
        None,
        session=session.id,
        after={"payment": payment.id, "amount": fact.amount},
    )
