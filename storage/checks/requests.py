"""The invariants of requests to move sessions, asked of the tables themselves."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select

from core.invariants import Invariant, Violation
from core.reschedule_rules import MOVABLE
from core.reschedules import RescheduleRequest
from core.session_claims import covered_until
from core.sessions import Session
from storage.checks.moments import LATE
from storage.checks.terms import Query
from storage.claims import SqlClaims
from storage.reschedules import SqlReschedules
from storage.session_tables import IS_OPEN_REQUEST, reschedules
from storage.sessions import SqlSessions
from storage.tables import audit, claims, sessions
from storage.transaction import UnitOfWork

_PROPOSING = ("SESSION_RESCHEDULE_REQUESTED", "SESSION_RESCHEDULE_COUNTERED")
_STANDING = [*(status.value for status in MOVABLE), "in_progress"]


def request_queries() -> Iterator[Query]:
    """Open requests wait for an answer in time, about a session that can still move."""
    which = (reschedules.c.id.label("request"),)
    yield (
        Invariant.OPEN_REQUEST,
        select(*which, reschedules.c.expires_at.label("until")).where(
            IS_OPEN_REQUEST, reschedules.c.expires_at <= LATE
        ),
    )
    yield (
        Invariant.IDLE_REQUEST,
        select(*which, reschedules.c.session, sessions.c.status)
        .join_from(reschedules, sessions, sessions.c.id == reschedules.c.session)
        # The index's condition names no table, and sessions have a status too.
        .where(reschedules.c.id.in_(select(reschedules.c.id).where(IS_OPEN_REQUEST)))
        .where(sessions.c.status.not_in(_STANDING)),
    )


def is_kept() -> ColumnElement[bool]:
    """That a claim keeps the time which an open request proposes to this person."""
    return exists().where(
        reschedules.c.id == claims.c.owner,
        reschedules.c.id.in_(select(reschedules.c.id).where(IS_OPEN_REQUEST)),
        reschedules.c.session == sessions.c.id,
        claims.c.person.in_([sessions.c.mentor, sessions.c.mentee]),
    )


def unkept(work: UnitOfWork) -> Iterator[Violation]:
    """Proposed times that were to be kept for both, and are not."""
    latest = (
        select(func.max(audit.c.seq))
        .where(audit.c.action.in_(_PROPOSING), audit.c.session.in_(_with_open_request()))
        .group_by(audit.c.session)
    )
    found = work.connection.execute(select(audit).where(audit.c.seq.in_(latest))).all()
    held = [row.session for row in found if row.after["held"]]
    by_id = {session.id: session for session in SqlSessions(work).of(held)}
    for number, all_of_it in SqlReschedules(work).of(held).items():
        for request in all_of_it:
            if request.is_live(work.now):
                yield from _unkept(work, by_id[number], request)


def _with_open_request() -> Select[Any]:
    return select(reschedules.c.session).where(IS_OPEN_REQUEST)


def _unkept(work: UnitOfWork, session: Session, request: RescheduleRequest) -> Iterator[Violation]:
    start, end = request.last.starts_at, request.last.ends_at
    if start is None or end is None:
        return
    for person in (session.mentor, session.mentee):
        taken = SqlClaims(work).of([person], start, end, work.now)
        ours = [claim for claim in taken if claim.owner in (session.id, request.id)]
        if covered_until(start, ours) < end:
            yield Violation(Invariant.UNKEPT, {"request": request.id, "person": person})
