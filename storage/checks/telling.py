"""The invariants of what people are told of their sessions, asked of the tables themselves."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache

from sqlalchemy import (
    ColumnElement,
    Integer,
    and_,
    bindparam,
    exists,
    func,
    literal,
    or_,
    select,
    type_coerce,
)

from core.interventions import Act
from core.invariants import AGREEMENTS, TOLD, Invariant
from core.notices import AHEAD, Kind
from core.policies import Replanning
from core.sessions import Status
from storage.checks.moments import NOW, REMEMBERED
from storage.checks.terms import CANCELLED, Query, after, is_party, is_to, setting
from storage.erasure_tables import erasures
from storage.intervention_tables import interventions
from storage.message_tables import IS_WAITING, notices
from storage.store import POLICIES, REPLANNING, in_force
from storage.tables import IS_ANSWERED, IS_UNANSWERED, WAS_NOT_UNPAID, audit, policy_states, sessions
from storage.transaction import UnitOfWork
from storage.types import Instant

_EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)


def told_queries() -> Iterator[Query]:
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
                is_to(sessions.c[role]),
                notices.c.kind.in_([kind.value for kind in kinds]),
            )
            yield (
                Invariant.UNTOLD,
                select(
                    sessions.c.id.label("session"), sessions.c[role].label("person"), sessions.c.status
                ).where(
                    sessions.c.status == status.value,
                    sessions.c.ends_at > REMEMBERED,
                    _has_heard(role),
                    ~_is_erased(role),
                    ~told,
                    *([~in_silence] if status is Status.CANCELLED else []),
                ),
            )


def _has_heard(role: str) -> ColumnElement[bool]:
    """Whether whoever stands there is to know of it: a mentor hears of what is paid."""
    if role == "mentee":
        return is_party(role)
    return and_(is_party(role), sessions.c.status != Status.AWAITING_PAYMENT.value, WAS_NOT_UNPAID)


def _is_erased(role: str) -> ColumnElement[bool]:
    """Whether what they were told is gone with their name."""
    return exists().where(erasures.c.person == sessions.c[role], erasures.c.erased_at.is_not(None))


def untrue_reminders() -> Iterator[Query]:
    """What waits to remind people of a session is true."""
    stale = and_(notices.c.revision != sessions.c.revision, notices.c.due_at > NOW)
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


def missing_reminders(work: UnitOfWork) -> Iterator[tuple[Query, Mapping[str, object]]]:
    """Scheduled sessions have the reminders that follow from the policies: queries, and values of their own parameters.

    By the rules of when the time was agreed, or by those in force where these were planned by since. While that is
    being done, there is a join link in any case.
    """
    text, done = setting(work, REPLANNING), _EARLIEST
    if text is not None:
        known = Replanning.model_validate_json(text).done
        done = known or work.now
        planned = _planned(setting(work, POLICIES))[0 if known else -1 :]
        yield from _missing(work, planned, {"done": done}, replanned=True)
    for state in work.connection.execute(select(policy_states)).all():
        rules = {"done": done, "policies": state.id}
        yield from _missing(work, _planned(state.rules), rules, replanned=False)


def _missing(
    work: UnitOfWork, planned: Sequence[tuple[Kind, int]], rules: Mapping[str, object], *, replanned: bool
) -> Iterator[tuple[Query, Mapping[str, object]]]:
    for kind, minutes in planned:
        for role in ("mentor", "mentee"):
            yield _unreminded(work.on_postgresql, kind, role, replanned), {**rules, "ahead": -minutes}


@cache
def _unreminded(on_postgresql: bool, kind: Kind, role: str, replanned: bool) -> Query:
    """Sessions whose party has no reminder: of those agreed before `done`, or of those agreed since by `policies`."""
    agreement = audit.alias("agreement")
    latest = (
        select(func.max(agreement.c.seq))
        .where(agreement.c.session == sessions.c.id, agreement.c.action.in_(AGREEMENTS))
        .scalar_subquery()
    )
    agreed = sessions.join(audit, audit.c.seq == latest)
    done = bindparam("done", type_=Instant)
    by_policies = and_(audit.c.at >= done, audit.c.policies == bindparam("policies"))
    due = after(on_postgresql, sessions.c.starts_at, bindparam("ahead", type_=Integer))
    waits = exists().where(
        notices.c.session == sessions.c.id,
        is_to(sessions.c[role]),
        notices.c.kind == kind.value,
        notices.c.revision == sessions.c.revision,
        notices.c.state != "cancelled",
        *([notices.c.due_at == due] if kind is Kind.REMINDER else []),
    )
    return (
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
            sessions.c.ends_at > REMEMBERED,
            audit.c.at < done if replanned else by_policies,
            *([due > (done if replanned else audit.c.at)] if kind is Kind.REMINDER else []),
            ~waits,
        ),
    )


def _planned(text: str | None) -> Sequence[tuple[Kind, int]]:
    policies = in_force(text).policies
    reminders = [(Kind.REMINDER, minutes) for minutes in policies.reminder_offsets_minutes]
    return [*reminders, (Kind.JOIN, policies.join_window_minutes)]
