"""Refunds that admins give: in full, in part, beyond what was paid; above a limit two admins decide (ADM-9)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from core.desk import Desk
from core.errors.common import NotFound
from core.errors.interventions import (
    NothingToRefund,
    OwnRefund,
    OwnSession,
    RefundSettled,
    RefundTooMuch,
)
from core.ids import new_id
from core.interventions import Act, RefundWish
from core.notices import Kind
from core.payloads import OfRefund, Supported
from core.people import Person
from core.ports.store import Transaction
from core.refunds import (
    APPROVAL_WITHIN,
    MANUAL,
    RefundEntry,
    RefundKind,
    RefundStatus,
    needs_second_admin,
    summed,
)
from core.sessions import Session
from core.usecases.interventions.cases import Case, look, record
from core.usecases.members import check_admin
from core.usecases.payments.giving_back import paid_back_from, send_back
from core.usecases.rounds import one_by_one
from core.usecases.telling import refresh_homes, settle, tell, tell_admins

LOOKED_AT = 200
"""Refunds among which those are sought that an admin can let go."""


@dataclass(frozen=True, slots=True)
class Giving:
    """What is to be given back: an `amount` in minor units; whether it `waits` for another admin, and how many can."""

    amount: int
    kind: RefundKind
    waits: bool
    others: int


@dataclass(frozen=True, slots=True)
class Decision:
    """A refund that waits for another admin, or has waited; `by` asked for it."""

    case: Case
    entry: RefundEntry
    by: Person


def giving(tx: Transaction, case: Case, kind: RefundKind, amount: int) -> Giving:
    """What giving this back means; `amount` is allowed."""
    waits = needs_second_admin(case.entries, amount, case.session.currency, case.policies)
    return Giving(amount, kind, waits, len(_others(tx, case.session, case.reader.id)))


def wished(tx: Transaction, case: Case, wish: RefundWish) -> Giving:
    """What the wish comes to; raises NothingToRefund, RefundTooMuch."""
    session = case.session
    amount = session.refundable if wish.amount is None else wish.amount
    if wish.kind is not RefundKind.BONUS:
        if not session.refundable:
            raise NothingToRefund(session.id)
        if amount > session.refundable:
            raise RefundTooMuch(session.id, session.refundable, session.currency)
    return giving(tx, case, wish.kind, amount)


def give(desk: Desk, tx: Transaction, case: Case, wish: RefundWish) -> Session:
    """Give back what the wish says; the mentee is told, once it needs nobody's approval any more."""
    what = wished(tx, case, wish)
    entry = given_entry(tx, case, what.kind, what.amount, wish.reason)
    tx.ledger.add(entry)
    send_back(tx, case.session, entry)
    after = resummed(tx, case.session)
    tx.sessions.save(after, was=case.session.revision)
    details: dict[str, str | int] = {
        "refund": entry.id,
        "refund_amount": entry.amount,
        "refund_kind": entry.kind.value,
        "refund_status": entry.status.value,
        "original_rate": after.rate,
    }
    record(desk, tx, case, Act.MANUAL_REFUND, wish.reason, after, details)
    ask_others(tx, after, entry)
    if entry.status is RefundStatus.PENDING:
        about = f"{entry.id}:{entry.status}"
        tell(tx, after, Kind.SUPPORT, [after.mentee], about=about, payload=Supported(refund=entry.id))
    refresh_homes(tx, after, [after.mentee], str(entry.id))
    return after


def given_entry(tx: Transaction, case: Case, kind: RefundKind, amount: int, words: str) -> RefundEntry:
    """A line for the ledger, which waits for another admin where it has to."""
    session = case.session
    waits = needs_second_admin(case.entries, amount, session.currency, case.policies)
    return RefundEntry(
        new_id(tx.now),
        session.id,
        amount,
        session.currency,
        kind,
        RefundStatus.PENDING_APPROVAL if waits else RefundStatus.PENDING,
        tx.now,
        case.reader.id,
        words,
        expires_at=tx.now + APPROVAL_WITHIN if waits else None,
        payment=paid_back_from(session, kind),
    )


def ask_others(tx: Transaction, session: Session, entry: RefundEntry) -> None:
    """Have the other admins asked to approve a refund that waits; the session is as it is saved."""
    if entry.status is RefundStatus.PENDING_APPROVAL:
        assert entry.by is not None
        payload = OfRefund(refund=entry.id)
        others = _others(tx, session, entry.by)
        tell_admins(
            tx,
            session,
            Kind.REFUND_WAITS,
            others,
            about=str(entry.id),
            expires=entry.expires_at,
            payload=payload,
        )
        refresh_homes(tx, session, others, str(entry.id))


def decision(desk: Desk, actor: Person, entry_id: int) -> Decision:
    """A refund of an admin's, decided or not; raises NotAdmin, NotFound."""
    with desk.store.read() as tx:
        check_admin(tx, actor)
        found = tx.ledger.get(entry_id)
        if found is None or found.by is None:
            raise NotFound("session")
        return _decision(tx, look(tx, actor, found.session), found)


def approve(desk: Desk, actor: Person, entry_id: int) -> Decision:
    """Let a refund of another admin's go; raises NotAdmin, NotFound, OwnSession, OwnRefund, RefundSettled."""
    return _decide(desk, actor, entry_id, RefundStatus.PENDING)


def decline(desk: Desk, actor: Person, entry_id: int) -> Decision:
    """Refuse a refund of another admin's; raises as `approve`."""
    return _decide(desk, actor, entry_id, RefundStatus.DECLINED)


def withdraw(desk: Desk, actor: Person, entry_id: int) -> Decision:
    """Take one's own refund back while it waits; raises NotAdmin, NotFound, OwnSession, OwnRefund, RefundSettled."""
    return _decide(desk, actor, entry_id, RefundStatus.WITHDRAWN)


def to_approve(tx: Transaction, actor: int, limit: int) -> tuple[RefundEntry, ...]:
    """Refunds that this admin can let go, being no party, those first whose time is over first."""
    found = [
        entry
        for entry in tx.ledger.waiting(LOOKED_AT)
        if entry.by not in {None, actor} and not _is_over(tx.now, entry)
    ]
    if not found:
        return ()
    sessions = {session.id: session for session in tx.sessions.of(entry.session for entry in found)}
    return tuple(
        entry
        for entry in found
        if actor not in {sessions[entry.session].mentor, sessions[entry.session].mentee}
    )[:limit]


def waiting_of(case: Case, by: int) -> RefundEntry | None:
    """What this admin gives back with the cancellation of a session, where another one can still let it go."""
    return next(
        (
            entry
            for entry in case.entries
            if (entry.by, entry.kind, entry.status)
            == (by, RefundKind.FORCE_CANCEL, RefundStatus.PENDING_APPROVAL)
            and not _is_over(case.now, entry)
        ),
        None,
    )


def approve_all(
    desk: Desk, tx: Transaction, actor: int, waiting: Sequence[tuple[Case, RefundEntry]]
) -> None:
    """Let refunds of another admin's go; their sessions are held. Who asked for them is not told of each."""
    for case, entry in waiting:
        _settle(desk, tx, case.session, entry, RefundStatus.PENDING, actor, answers=False)


def expire_waiting(desk: Desk) -> int:
    """Withdraw refunds that no second admin has approved in time; returns how many. Safe to run twice at once."""
    with desk.store.read() as tx:
        overdue = tx.ledger.overdue(tx.now)
    return one_by_one(desk, "refunds", overdue, partial(_expire, desk))


def _is_over(now: datetime, entry: RefundEntry) -> bool:
    return entry.expires_at is not None and entry.expires_at <= now


def _expire(desk: Desk, number: int) -> bool:
    with desk.store.write() as tx:
        found = tx.ledger.get(number)
        session = None if found is None else tx.sessions.lock(found.session)
        entry = tx.ledger.get(number)
        if session is None or entry is None or entry.status is not RefundStatus.PENDING_APPROVAL:
            return False
        _settle(desk, tx, session, entry, RefundStatus.WITHDRAWN, None)
        return True


def _decide(desk: Desk, actor: Person, entry_id: int, status: RefundStatus) -> Decision:
    with desk.begin() as tx:
        check_admin(tx, actor)
        found = tx.ledger.get(entry_id)
        if found is None or found.by is None:
            raise NotFound("session")
        case = look(tx, actor, found.session, lock=True)
        if case.is_own:
            raise OwnSession(case.session.id)
        entry = tx.ledger.get(entry_id)
        assert entry is not None
        if (entry.by == actor.id) is not (status is RefundStatus.WITHDRAWN):
            raise OwnRefund(case.session.id)
        if entry.status is not RefundStatus.PENDING_APPROVAL or _is_over(tx.now, entry):
            over = RefundStatus.WITHDRAWN if entry.status is RefundStatus.PENDING_APPROVAL else entry.status
            raise RefundSettled(case.session.id, over.value)
        session, entry = _settle(desk, tx, case.session, entry, status, actor.id)
        return _decision(tx, replace(case, session=session, entries=tx.ledger.of(session.id)), entry)


def _settle(
    desk: Desk,
    tx: Transaction,
    before: Session,
    entry: RefundEntry,
    status: RefundStatus,
    actor: int | None,
    *,
    answers: bool = True,
) -> tuple[Session, RefundEntry]:
    """End the waiting; whoever was told that it waits, or asked for it and is to have an answer, hears how."""
    approved = actor if status is RefundStatus.PENDING else None
    decided = replace(entry, status=status, approved_by=approved, settled_at=tx.now)
    if not tx.ledger.settle(decided, was=entry.status):
        raise RefundSettled(before.id, entry.status.value)
    send_back(tx, before, decided)
    after = resummed(tx, before)
    tx.sessions.save(after, was=before.revision)
    about = f"{entry.id}:{status}"
    settle(tx, after, {Kind.REFUND_WAITS}, about=about, refund=entry.id)
    if status is RefundStatus.PENDING or entry.kind not in MANUAL:
        # A mentee whose session was cancelled knows that it is being looked at.
        tell(tx, after, Kind.SUPPORT, [after.mentee], about=about, payload=Supported(refund=entry.id))
    assert entry.by is not None
    if answers and actor != entry.by:
        payload = OfRefund(refund=entry.id)
        tell(tx, after, Kind.REFUND_DECIDED, [entry.by], about=about, payload=payload)
    refresh_homes(tx, after, [after.mentee, *_others(tx, after, entry.by)], about)
    desk.note(
        tx,
        f"ADMIN_REFUND_{_DECIDED[status]}",
        actor,
        session=after.id,
        before={"refund": entry.id, "status": entry.status},
        after={"refund": entry.id, "status": status, "amount": entry.amount},
    )
    return after, decided


_DECIDED = {
    RefundStatus.PENDING: "APPROVED",
    RefundStatus.DECLINED: "DECLINED",
    RefundStatus.WITHDRAWN: "WITHDRAWN",
}


def resummed(tx: Transaction, session: Session) -> Session:
    """The session with what the ledger says comes back, as a share of what was paid."""
    return replace(session, refund=summed(session.rate, tx.ledger.of(session.id)))


def _others(tx: Transaction, session: Session, admin: int) -> Sequence[int]:
    """The admins who can approve what this one gives: no party to the session."""
    barred = {admin, session.mentor, session.mentee}
    return [each for each in tx.people.admins() if each not in barred]


def _decision(tx: Transaction, case: Case, entry: RefundEntry) -> Decision:
    assert entry.by is not None
    by = tx.people.get(entry.by)
    assert by is not None
    return Decision(case, entry, by)
