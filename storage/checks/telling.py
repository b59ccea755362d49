"""The invariants of what people are told of their sessions, asked of the tables themselves."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, literal, or_, select, type_coerce

from core.interventions import Act
from core.invariants import AGREEMENTS, TOLD, Invariant
from core.notices import AHEAD, Kind
from core.policies import Policies, Replanning
from core.sessions import Status
from storage.checks.terms import CANCELLED, REMEMBERED, Query, after, is_party, setting
from storage.intervention_tables import interventions
from storage.message_tables import IS_WAITING, notices
from storage.store import POLICIES, REPLANNING
from storage.tables import IS_ANSWERED, IS_UNANSWERED, audit, sessions
from storage.transaction import UnitOfWork
from storage.types import Instant

_EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)

Plan = tuple[Sequence[tuple[Kind, int]], ColumnElement[Any], ColumnElement[bool]]


def told_queries(work: UnitOfWork) -> Iterator[Query]:
    """Both parties have been written what became of a session, unless an admin has cancelled it in silence."""
    in_silence = exists().where(
        interventions.c.session == sessions.c.id,
        interventions.c.act == Act.FORCE_CANCEL.value,
        ~interventions.c.told,
    )
    for status, kinds in TOLD.items():
        for role in ("mentor", "mentee"):
            told = exists().where(
                notices.c.session == sessions.c.id,
                notices.c.person == sessions.c[role],
                notices.c.kind.in_([kind.value for kind in kinds]),
            )
            yield (
                Invariant.UNTOLD,
                select(
                    sessions.c.id.label("session"), sessions.c[role].label("person"), sessions.c.status
                ).where(
                    sessions.c.status == status.value,
                    sessions.c.ends_at > work.now - REMEMBERED,
                    is_party(role),
                    ~told,
                    *([~in_silence] if status is Status.CANCELLED else []),
                ),
            )


def reminder_queries(work: UnitOfWork) -> Iterator[Query]:
    """Scheduled sessions have the reminders that follow from the policies."""
    latest = (
        select(audit.c.session, func.max(audit.c.seq).label("seq"))
        .where(audit.c.action.in_(AGREEMENTS))
        .group_by(audit.c.session)
        .subquery()
    )
    agreed = sessions.join(latest, latest.c.session == sessions.c.id).join(
        audit, audit.c.seq == latest.c.seq
    )
    for planned, since, are_theirs in _plans(work):
        for kind, minutes in planned:
            due = after(work, sessions.c.starts_at, literal(-minutes))
            for role in ("mentor", "mentee"):
                waits = exists().where(
                    notices.c.session == sessions.c.id,
                    notices.c.person == sessions.c[role],
                    notices.c.kind == kind.value,
                    notices.c.revision == sessions.c.revision,
                    notices.c.state != "cancelled",
                    *([notices.c.due_at == due] if kind is Kind.REMINDER else []),
                )
                yield (
                    Invariant.NO_REMINDER,
                    select(
                        sessions.c.id.label("session"),
                        sessions.c[role].label("person"),
                        literal(kind.value).label("kind"),
                        type_coerce(due, Instant).label("due"),
                    )
                    .select_from(agreed)
                    .where(
                        sessions.c.status == Status.SCHEDULED.value,
                        IS_ANSWERED,
                        sessions.c.ends_at > work.now - REMEMBERED,
                        are_theirs,
                        *([due > since] if kind is Kind.REMINDER else []),
                        ~waits,
                    ),
                )
    stale = and_(notices.c.revision != sessions.c.revision, notices.c.due_at > work.now)
    yield (
        Invariant.UNTRUE_REMINDER,
        select(notices.c.id.label("notice"), notices.c.kind, notices.c.session)
        .outerjoin_from(notices, sessions, sessions.c.id == notices.c.session)
        .where(
            IS_WAITING,
            notices.c.kind.in_([kind.value for kind in AHEAD]),
            notices.c.council.is_(None),
            or_(sessions.c.id.is_(None), sessions.c.status == CANCELLED, IS_UNANSWERED, stale),
        ),
    )


def _plans(work: UnitOfWork) -> Iterator[Plan]:
    """What is planned for sessions: kinds with their minutes, due after when, and of which agreements.

    By the rules of when the time was agreed, or by those in force where these were planned by since. While that is
    being done, there is a join link in any case.
    """
    text = setting(work, REPLANNING)
    done = literal(_EARLIEST, Instant)
    if text is not None:
        known = Replanning.model_validate_json(text).done
        done, in_force = literal(known or work.now, Instant), setting(work, POLICIES)
        yield _planned(in_force)[0 if known else -1 :], done, audit.c.at < done
    snapshots = (
        select(audit.c.policies).where(audit.c.action.in_(AGREEMENTS), audit.c.at >= done).distinct()
    )
    for then in work.connection.execute(snapshots).scalars().all():
        yield _planned(then), audit.c.at, and_(audit.c.at >= done, audit.c.policies == then)


def _planned(text: str | None) -> Sequence[tuple[Kind, int]]:
    policies = Policies.model_validate_json(text or "{}")
    reminders = [(Kind.REMINDER, minutes) for minutes in policies.reminder_offsets_minutes]
    return [*reminders, (Kind.JOIN, policies.join_window_minutes)]
