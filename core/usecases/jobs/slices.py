"""One slice of a job: what is done to some of its items, in the transaction that is under way."""

from collections.abc import Sequence
from dataclasses import replace

from core.desk import Desk
from core.errors.booking import SlotTaken
from core.errors.interventions import NotAhead, NotBothFree
from core.ids import new_id
from core.interventions import Act, CancelWish, RescheduleWish, is_possible
from core.jobs import ApproveWish, Job, JobItem, MessageWish, MoveDayWish, Outcome, Why
from core.notices import Kind, Notice
from core.payloads import OfJob
from core.people import Person, Role
from core.ports.store import Transaction
from core.refunds import RefundStatus
from core.sessions import Session
from core.usecases.interventions.cases import cases_of
from core.usecases.interventions.changing import reschedule
from core.usecases.interventions.endings import cancel_all
from core.usecases.interventions.refunds import approve_all, waiting_of


def carry_out(
    desk: Desk, tx: Transaction, by: Person, job: Job, items: Sequence[JobItem]
) -> Sequence[JobItem]:
    """Do what the job is for to these; returns them with what became of each."""
    match job.wish:
        case CancelWish() as wish:
            return _cancel(desk, tx, by, wish, items)
        case MoveDayWish() as wish:
            return [_move(desk, tx, by, wish, item) for item in items]
        case MessageWish():
            return _write(tx, job, items)
        case ApproveWish() as wish:
            return _approve(desk, tx, by, wish, items)
    raise KeyError(job.work)


def _cancel(
    desk: Desk, tx: Transaction, by: Person, wish: CancelWish, items: Sequence[JobItem]
) -> Sequence[JobItem]:
    held = {session.id: session for session in tx.sessions.lock_all(_sessions_of(items))}
    fit = [
        session
        for item in items
        if (session := _as_shown(item, held)) is not None
        and by.id not in {session.mentor, session.mentee}
        and is_possible(Act.FORCE_CANCEL, session, tx.now)
    ]
    deeds = cancel_all(desk, tx, cases_of(tx, by, fit), wish) if fit else ()
    waits = {
        deed.session.id: deed.entry is not None and deed.entry.status is RefundStatus.PENDING_APPROVAL
        for deed in deeds
    }
    return [
        replace(item, outcome=Outcome.DONE, why=Why.APPROVAL if waits[item.session] else Why.NOTHING)
        if item.session in waits
        else _skipped(item, Why.CHANGED)
        for item in items
    ]


def _move(desk: Desk, tx: Transaction, by: Person, wish: MoveDayWish, item: JobItem) -> JobItem:
    held = {session.id: session for session in tx.sessions.lock_all(_sessions_of([item]))}
    session = _as_shown(item, held)
    if session is None or by.id in {session.mentor, session.mentee} or item.starts_at is None:
        return _skipped(item, Why.CHANGED)
    if not is_possible(Act.RESCHEDULE, session, tx.now):
        return _skipped(item, Why.CHANGED)
    [case] = cases_of(tx, by, [session])
    try:
        with tx.attempt():
            reschedule(desk, tx, case, RescheduleWish(wish.reason, item.starts_at, Role.MENTOR))
    except NotAhead:
        return _skipped(item, Why.PAST)
    except (NotBothFree, SlotTaken):
        return _skipped(item, Why.BUSY)
    return replace(item, outcome=Outcome.DONE)


def _approve(
    desk: Desk, tx: Transaction, by: Person, wish: ApproveWish, items: Sequence[JobItem]
) -> Sequence[JobItem]:
    asked = tx.jobs.get(wish.job)
    held = {session.id: session for session in tx.sessions.lock_all(_sessions_of(items))}
    shown = [session for item in items if (session := _as_shown(item, held)) is not None]
    waiting = {
        case.session.id: (case, entry)
        for case in (cases_of(tx, by, shown) if shown else ())
        if asked is not None and by.id != asked.by and not case.is_own
        if (entry := waiting_of(case, asked.by)) is not None
    }
    approve_all(desk, tx, by.id, list(waiting.values()))
    return [
        replace(item, outcome=Outcome.DONE) if item.session in waiting else _skipped(item, Why.CHANGED)
        for item in items
    ]


def _write(tx: Transaction, job: Job, items: Sequence[JobItem]) -> Sequence[JobItem]:
    asked = [item.person for item in items if item.person is not None]
    tx.notices.add(
        Notice(
            new_id(tx.now),
            Kind.ANNOUNCEMENT,
            person,
            tx.now,
            f"{Kind.ANNOUNCEMENT}:{job.id}:{person}",
            payload=OfJob(job=job.id),
        )
        for person in asked
    )
    return [replace(item, outcome=Outcome.DONE) for item in items]


def _sessions_of(items: Sequence[JobItem]) -> list[int]:
    return [item.session for item in items if item.session is not None]


def _as_shown(item: JobItem, held: dict[int, Session]) -> Session | None:
    """The session as it was shown; None where it has changed since."""
    session = None if item.session is None else held.get(item.session)
    return session if session is not None and session.revision == item.revision else None


def _skipped(item: JobItem, why: Why) -> JobItem:
    return replace(item, outcome=Outcome.SKIPPED, why=why)
