"""Ending a session for its parties: cancelled, completed, or a no-show taken back."""

from collections.abc import Sequence
from dataclasses import replace

from core.aftermath import review_of
from core.attendance import DisputeStatus
from core.desk import Desk
from core.interventions import Act, CancelWish, ClearWish, CompleteWish, Intervention
from core.notices import Kind
from core.payloads import Supported
from core.people import Role
from core.ports.store import Transaction
from core.refunds import Refund, RefundKind, RefundStatus, refund, summed
from core.sessions import Cancellation, CancelReason, Reassignment, Session, Status, moved
from core.usecases.disputes import close_dispute
from core.usecases.interventions.cases import Case, Deed, record, record_all
from core.usecases.interventions.refunds import Giving, ask_others, given_entry, giving, resummed
from core.usecases.mailing import mail_calendar
from core.usecases.payments.giving_back import send_back, take_back
from core.usecases.payments.links import close_all
from core.usecases.reschedule_steps import close_request
from core.usecases.rooms import close as close_room
from core.usecases.telling import refresh_homes, settle, settle_all, tell


def given_by(tx: Transaction, case: Case, wish: CancelWish) -> Giving | None:
    """What a cancellation gives back, beside what has been given back before; None for nothing."""
    more = amount_of(case.session, wish)
    return giving(tx, case, RefundKind.FORCE_CANCEL, more) if more else None


def amount_of(session: Session, wish: CancelWish) -> int:
    """How much that is, in minor units."""
    before = session.refund
    return max(0, _due(session, wish).amount - (before.amount if before else 0))


def _due(session: Session, wish: CancelWish) -> Refund:
    return refund(session.paid, wish.pct, session.refund, currency=session.currency)


def cancel(desk: Desk, tx: Transaction, case: Case, wish: CancelWish) -> Session:
    """Cancel, free the time, give back what the wish says and the month's place, tell both (ADM-4)."""
    [deed] = _cancelled(tx, [case], wish)
    record(desk, tx, case, Act.FORCE_CANCEL, wish.reason, deed.session, deed.details, told=wish.tell)
    if deed.entry is not None:
        ask_others(tx, deed.session, deed.entry)
    return deed.session


def cancel_all(desk: Desk, tx: Transaction, cases: Sequence[Case], wish: CancelWish) -> Sequence[Deed]:
    """The same of many sessions, of which nobody is asked to approve the refunds."""
    deeds = _cancelled(tx, cases, wish)
    record_all(desk, tx, Act.FORCE_CANCEL, wish.reason, deeds, told=wish.tell)
    return deeds


def _cancelled(tx: Transaction, cases: Sequence[Case], wish: CancelWish) -> Sequence[Deed]:
    deeds = [_as_cancelled(tx, case, wish) for case in cases]
    for case in cases:
        if any(request.is_open for request in case.requests):
            close_request(tx, case.session)
    sessions = [deed.session for deed in deeds]
    ids = [session.id for session in sessions]
    tx.ledger.add(*(deed.entry for deed in deeds if deed.entry is not None))
    tx.sessions.save_all([(deed.session, deed.case.session.revision) for deed in deeds])
    for deed in deeds:
        if deed.entry is not None:
            send_back(tx, deed.session, deed.entry)
        if deed.case.session.status is Status.AWAITING_PAYMENT:
            close_all(tx, deed.session)
    tx.claims.release(*ids)
    for made_for in sorted(tx.rooms.made_for(ids)):
        close_room(tx, made_for)
    tx.notices.drop(*ids)
    settle_all(tx, sessions)
    for deed in deeds:
        if wish.tell:
            _tell_cancelled(tx, deed)
        else:
            for each in deed.case.concerned:
                mail_calendar(tx, each.id, session=deed.session.id)
    homes = {person.id: deed.session for deed in deeds for person in deed.case.concerned}
    for person, about in homes.items():
        refresh_homes(tx, about, [person])
    return deeds


def _tell_cancelled(tx: Transaction, deed: Deed) -> None:
    tell(tx, deed.session, Kind.CANCELLED, [person.id for person in deed.case.concerned])
    if deed.case.session.is_unanswered:
        left = [departure.mentor for departure in tx.departures.of(deed.session.id)]
        tell(tx, deed.session, Kind.REASSIGNMENT_SETTLED, left)


def _as_cancelled(tx: Transaction, case: Case, wish: CancelWish) -> Deed:
    before, amount = case.session, amount_of(case.session, wish)
    entry = given_entry(tx, case, RefundKind.FORCE_CANCEL, amount, wish.reason) if amount else None
    known = summed(before.rate, [*case.entries, entry]) if entry else None
    after = moved(
        before,
        status=Status.CANCELLED,
        counted=False,
        cancellation=Cancellation(Role.ADMIN, tx.now, CancelReason.OTHER, wish.reason),
        refund=replace(known, pct=wish.pct) if known else _due(before, wish),
        reassignment=Reassignment.REJECTED
        if before.is_unanswered and before.has_mentor
        else before.reassignment,
    )
    details: dict[str, str | int] = {
        "refund_pct": wish.pct,
        "refund_amount": amount,
        "notified": int(wish.tell),
    }
    return Deed(case, after, details, entry)


def complete(desk: Desk, tx: Transaction, case: Case, wish: CompleteWish) -> Session:
    """Have it taken place; both are told, and the mentee is asked how it was."""
    before = case.session
    after = moved(before, status=Status.COMPLETED, absent=None)
    _keep(tx, before, after)
    details: dict[str, str | int] = {"original_minutes": before.minutes}
    if wish.minutes is not None:
        details["actual_minutes"] = wish.minutes
    made = record(desk, tx, case, Act.FORCE_COMPLETE, wish.reason, after, details)
    _tell_both(tx, case, after, made)
    if _may_be_asked(tx, after):
        tell(tx, after, Kind.FEEDBACK, [after.mentee])
    return after


def taken_back(case: Case, wish: ClearWish) -> int:
    """How much of the refund that followed from the no-show is taken back, since it has not been paid out."""
    if wish.restore is not Status.COMPLETED:
        return 0
    return sum(each.amount for each in case.entries if _follows_from_no_show(each.kind, each.status))


def clear(desk: Desk, tx: Transaction, case: Case, wish: ClearWish) -> Session:
    """Take a no-show back. Where the session took place after all, so is the refund that has not been paid out."""
    before = case.session
    if wish.restore is Status.COMPLETED:
        for each in case.entries:
            if _follows_from_no_show(each.kind, each.status) and take_back(tx, each):
                withdrawn = replace(each, status=RefundStatus.WITHDRAWN, settled_at=tx.now)
                tx.ledger.settle(withdrawn, was=each.status)
        after = moved(
            before,
            status=Status.COMPLETED,
            absent=None,
            counted=True,
            refund=resummed(tx, before).refund,
        )
    else:
        after = moved(
            before,
            status=Status.CANCELLED,
            absent=None,
            counted=False,
            cancellation=Cancellation(Role.ADMIN, tx.now, CancelReason.OTHER, wish.reason),
        )
        tx.claims.release(after.id)
        close_room(tx, after.id)
    review = review_of(tx.disputes.of([after.id]).get(after.id, ()))
    _keep(tx, before, after)
    made = record(desk, tx, case, Act.CLEAR_NO_SHOW, wish.reason, after, {"restored": wish.restore.value})
    _tell_both(tx, case, after, made)
    if review is not None:
        close_dispute(
            desk, tx, after, review, DisputeStatus.RESOLVED, case.reader.id, "ADMIN_DISPUTE_RESOLVED"
        )
    return after


def _follows_from_no_show(kind: RefundKind, status: RefundStatus) -> bool:
    return kind is RefundKind.NO_SHOW and status is RefundStatus.PENDING


def _keep(tx: Transaction, before: Session, after: Session) -> None:
    tx.sessions.save(after, was=before.revision)
    close_request(tx, after)
    tx.notices.drop(after.id)
    settle(tx, after)


def _tell_both(tx: Transaction, case: Case, after: Session, made: Intervention) -> None:
    concerned = [person.id for person in case.concerned]
    payload = Supported(intervention=made.id)
    tell(tx, after, Kind.SUPPORT, concerned, about=str(made.id), payload=payload)
    refresh_homes(tx, after, concerned)


def _may_be_asked(tx: Transaction, session: Session) -> bool:
    """Whether the mentee has not said how it was, and nobody is deciding who came."""
    given = tx.aftermath.feedback([session.id])
    disputes = tx.disputes.of([session.id]).get(session.id, ())
    return session.id not in given and review_of(disputes) is None
