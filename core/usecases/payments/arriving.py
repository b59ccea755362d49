"""Money that arrives: it books the session, or goes back in full (PAY-3)."""

from dataclasses import replace

from core.desk import Desk
from core.errors.booking import SlotTaken
from core.ids import new_id
from core.notices import Kind
from core.payloads import OfPayment, PaymentTrouble
from core.payments import Attempt, AttemptStatus, PaymentRecord, Use, next_look, use_of
from core.ports.store import Transaction
from core.session_claims import claims_of
from core.sessions import Session, Status, moved
from core.slots import Reason
from core.usecases.diaries import diary_of
from core.usecases.mailing import mail_receipt
from core.usecases.payments.alerting import Money, alert
from core.usecases.payments.giving_back import return_whole
from core.usecases.payments.links import close_all, show
from core.usecases.rooms import ask_for_session
from core.usecases.telling import refresh_homes, remind_both, settle, tell, tell_both

_STILL_FREE = {None, Reason.NOTICE, Reason.OFF_GRID, Reason.HORIZON}
"""What stands against booking anew, and not against a time that was chosen when it could be."""


def arrive(desk: Desk, tx: Transaction, attempt: Attempt, handle: str, amount: int, currency: str) -> None:
    """Put money that has arrived by an attempt to its use; what is known already changes nothing."""
    session = tx.sessions.lock(attempt.session)
    attempt = tx.payments.attempt(attempt.id) or attempt
    if session is None or tx.payments.with_handle(attempt.provider, handle) is not None:
        return
    payment = PaymentRecord(
        new_id(tx.now),
        session.id,
        attempt.id,
        attempt.provider,
        handle,
        amount,
        currency,
        tx.now,
        Use.KEPT,
    )
    use = use_of(session, attempt, amount, currency, tx.payments.of(session.id))
    after = _booked(tx, session, payment) if use is None else None
    payment = replace(payment, use=Use.KEPT if after else use or Use.LATE)
    tx.payments.record(payment)
    closed = replace(attempt, status=AttemptStatus.CLOSED)
    tx.payments.save(replace(closed, look_at=next_look(closed, tx.now)))
    if after is not None:
        _confirm(desk, tx, session, after, payment)
    else:
        _return(desk, tx, session, payment)


def _booked(tx: Transaction, before: Session, payment: PaymentRecord) -> Session | None:
    """The session with its time claimed for good; None where that is gone."""
    after = moved(
        before,
        status=Status.SCHEDULED,
        confirm_by=None,
        cancellation=None,
        counted=True,
        payment=payment.id,
    )
    if before.status is Status.AWAITING_PAYMENT and tx.claims.keep(before.id, tx.now):
        return after
    return after if _is_free(tx, before) and _claimed(tx, after) else None


def _is_free(tx: Transaction, session: Session) -> bool:
    """Whether a time whose hold has ended could be had all the same."""
    mentor, mentee = tx.mentors.get(session.mentor), tx.people.get(session.mentee)
    if mentor is None or mentee is None or session.starts_at <= tx.now:
        return False
    tx.people.lock([mentor.id, mentee.id])
    if mentor.hindrance is not None or mentee.suspended:
        return False
    diary = diary_of(tx, mentor, mentee, tx.policies(), ignoring=session)
    return diary.judge(session.starts_at, session.minutes) in _STILL_FREE


def _claimed(tx: Transaction, session: Session) -> bool:
    try:
        with tx.attempt():
            tx.claims.release(session.id)
            tx.claims.take(claims_of(session))
    except SlotTaken:
        return False
    return True


def _confirm(desk: Desk, tx: Transaction, before: Session, after: Session, payment: PaymentRecord) -> None:
    tx.sessions.save(after, was=before.revision)
    close_all(tx, after)
    tell_both(tx, after, Kind.BOOKED)
    remind_both(tx, after)
    ask_for_session(desk, tx, after)
    settle(tx, after, {Kind.PAYMENT_DUE, Kind.PAYMENT_ENDED, Kind.PAYMENT_SAFE}, about="paid")
    mail_receipt(tx, after, str(payment.id))
    desk.note(
        tx,
        "SESSION_BOOKED",
        None,
        session=after.id,
        before={"status": before.status, "revision": before.revision},
        after={
            "status": after.status,
            "mentor": after.mentor,
            "starts_at": after.starts_at.isoformat(),
            "payment": payment.id,
            "amount": payment.amount,
        },
    )


def _return(desk: Desk, tx: Transaction, session: Session, payment: PaymentRecord) -> None:
    entry = return_whole(tx, session, payment)
    tell(
        tx,
        session,
        Kind.PAYMENT_RETURNED,
        [session.mentee],
        key=str(payment.id),
        payload=OfPayment(payment=payment.id),
    )
    if payment.use is Use.DIFFERS:
        money = Money(payment.amount, payment.currency)
        alert(tx, PaymentTrouble.DIFFERS, payment.provider, payment.handle, money, session)
    if session.status is Status.AWAITING_PAYMENT:
        show(tx, session, f"returned{payment.id}")
    refresh_homes(tx, session, [session.mentee], f"returned{payment.id}")
    desk.note(
        tx,
        "PAYMENT_RETURNED",
        None,
        session=session.id,
        after={
            "payment": payment.id,
            "use": payment.use,
            "amount": payment.amount,
            "currency": payment.currency,
            "refund": entry.id,
        },
    )
