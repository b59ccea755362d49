"""The invariants of `core.invariants`, asked of the tables themselves.

Everything is judged afresh: no query trusts a constraint, or the code that wrote the rows. A violation's
facts are the columns of the row that shows it.
"""

import threading
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Interval,
    Select,
    Table,
    and_,
    exists,
    func,
    literal,
    or_,
    select,
    true,
    type_coerce,
    union_all,
)
from sqlalchemy.dialects import postgresql

from core.aftermath import ANSWER_WITHIN
from core.errands import Task
from core.interventions import Act
from core.invariants import AGREEMENTS, AUDITED, TOLD, Invariant, Violation
from core.notices import AHEAD, SILENT, Kind
from core.policies import Policies, Replanning
from core.sessions import Reassignment, Status
from storage.check_refunds import refund_queries
from storage.check_requests import is_kept, requests, unkept
from storage.council_check import council_queries, is_claimed_for_council
from storage.engines import interrupt
from storage.intervention_tables import interventions
from storage.message_tables import IS_OPEN, IS_WAITING, drafts, inbox, notices, rates, rests
from storage.room_check import room_queries
from storage.session_tables import departures
from storage.store import POLICIES, REPLANNING, SqlStore
from storage.tables import (
    IS_ANSWERED,
    IS_LIVE,
    IS_REQUESTED,
    IS_UNANSWERED,
    audit,
    claims,
    holds,
    people,
    sessions,
    settings,
)
from storage.transaction import UnitOfWork
from storage.types import Instant

_REMEMBERED = timedelta(days=7)  # longer ago there is nothing left to tell
_MINUTE = timedelta(minutes=1)
_EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
_CANCELLED = Status.CANCELLED.value
_NIGHT = "last check"

Query = tuple[Invariant, Select[Any]]

_TASKS = [task.value for task in Task]


class SqlCheck:
    """Meets core.ports.checks.Check."""

    def __init__(self, store: SqlStore) -> None:
        self._store = store
        self._reading: Connection | None = None
        self._lock = threading.Lock()

    def violations(self, patience: timedelta) -> Iterator[Violation]:
        """Yield all that is wrong in one consistent view; what is due or open may be late by `patience`."""
        with self._store.work(read_only=True) as work:
            self._reading = work.connection
            try:
                yield from self._violations(work, patience)
            finally:
                with self._lock:  # nobody interrupts who uses the connection next
                    self._reading = None

    def interrupt(self) -> None:
        """Make the query that `violations` waits for fail; may be called from any thread."""
        with self._lock:
            if self._reading is not None:
                interrupt(self._reading)

    @staticmethod
    def _violations(work: UnitOfWork, patience: timedelta) -> Iterator[Violation]:
        yield from _dangling(work)
        yield from unkept(work)
        for invariant, query in _queries(work, patience):
            for row in work.connection.execute(query):
                yield Violation(invariant, dict(row._mapping))  # noqa: SLF001 (the documented way to a dict)

    def last_night(self) -> str | None:
        """The night of the last check, in any process."""
        last = select(settings.c.value).where(settings.c.name == _NIGHT)
        with self._store.work(read_only=True) as work:
            found: str | None = work.connection.execute(last).scalar_one_or_none()
            return found

    def remember(self, night: str) -> None:
        """Note that the check of this night has been."""
        new = postgresql.insert(settings).values(name=_NIGHT, value=night)
        with self._store.work() as work:
            work.connection.execute(
                new.on_conflict_do_update(index_elements=[settings.c.name], set_={"value": night})
            )


def _queries(work: UnitOfWork, patience: timedelta) -> Iterator[Query]:
    late = work.now - patience
    yield from _times(work)
    yield from _holds(work)
    yield from _told(work)
    yield from _reminders(work)
    yield from _notices(late)
    yield from _deliveries(late)
    grace = _grace(work)
    yield from _records(late, late - grace)
    yield from requests(late)
    yield from refund_queries(late)
    yield from council_queries(late, late - grace)
    yield from room_queries(work.now, late)


def _dangling(work: UnitOfWork) -> Iterator[Violation]:
    """References to nothing. PostgreSQL refuses them; on an SQLite file whoever opens it by hand may not."""
    if work.on_postgresql:
        return
    for row in work.connection.exec_driver_sql(
        'SELECT DISTINCT "table", parent FROM pragma_foreign_key_check'
    ):
        yield Violation(Invariant.DANGLING, {"table": row.table, "other": row.parent})


def _times(work: UnitOfWork) -> Iterator[Query]:
    """Nobody is in two places; sessions and lasting claims belong to each other."""
    overlap = _neighbours(
        select(claims.c.person, claims.c.starts_at, claims.c.ends_at, claims.c.owner).where(
            or_(claims.c.expires_at.is_(None), claims.c.expires_at > work.now)
        ),
        ("owner", "other"),
    )
    yield Invariant.TWO_PLACES, overlap
    unanswered = and_(IS_REQUESTED, sessions.c.confirm_by <= work.now)
    stand = and_(sessions.c.status != _CANCELLED, ~unanswered)
    both = union_all(
        *(
            select(
                sessions.c[role].label("person"),
                sessions.c.starts_at,
                _end_of(work, role).label("ends_at"),
                sessions.c.id.label("owner"),
            ).where(stand, _is_party(role))
            for role in ("mentor", "mentee")
        )
    ).subquery()
    yield Invariant.TWO_SESSIONS, _neighbours(select(both), ("session", "other"))
    for role in ("mentor", "mentee"):
        lasting = exists().where(
            *_covers(sessions, role), claims.c.ends_at >= _end_of(work, role), claims.c.expires_at.is_(None)
        )
        yield (
            Invariant.UNCLAIMED,
            select(sessions.c.id.label("session"), sessions.c[role].label("person")).where(
                IS_LIVE, _is_party(role), ~lasting
            ),
        )
        kept = exists().where(
            *_covers(sessions, role),
            claims.c.ends_at >= _end_of(work, role),
            claims.c.expires_at == sessions.c.confirm_by,
        )
        yield (
            Invariant.UNCLAIMED,
            select(sessions.c.id.label("session"), sessions.c[role].label("person")).where(
                IS_REQUESTED, sessions.c.confirm_by > work.now, ~kept
            ),
        )
    party = or_(
        *(and_(claims.c.person == sessions.c[role], _is_party(role)) for role in ("mentor", "mentee"))
    )
    theirs = exists().where(sessions.c.id == claims.c.owner, stand, party)
    yield (
        Invariant.ORPHAN_CLAIM,
        select(claims.c.person, claims.c.owner).where(
            claims.c.expires_at.is_(None), ~theirs, ~is_claimed_for_council()
        ),
    )


def _holds(work: UnitOfWork) -> Iterator[Query]:
    """Holds and passing claims belong to each other while they last."""
    for role in ("mentor", "mentee"):
        claimed = exists().where(
            *_covers(holds, role),
            claims.c.ends_at >= _after(work, holds.c.starts_at, holds.c.minutes),
            claims.c.expires_at == holds.c.expires_at,
        )
        yield (
            Invariant.HALF_HOLD,
            select(holds.c.id.label("hold"), holds.c[role].label("person")).where(
                holds.c.expires_at > work.now, ~claimed
            ),
        )
    theirs = exists().where(
        holds.c.id == claims.c.owner, claims.c.person.in_([holds.c.mentor, holds.c.mentee])
    )
    requested = exists().where(
        sessions.c.id == claims.c.owner,
        IS_REQUESTED,
        claims.c.person.in_([sessions.c.mentor, sessions.c.mentee]),
    )
    yield (
        Invariant.ORPHAN_HOLD,
        select(claims.c.person, claims.c.owner, claims.c.expires_at.label("until")).where(
            claims.c.expires_at > work.now, ~theirs, ~requested, ~is_kept()
        ),
    )
    yield (
        Invariant.BOOKED_HOLD,
        select(holds.c.id.label("hold")).where(exists().where(sessions.c.id == holds.c.id)),
    )


def _told(work: UnitOfWork) -> Iterator[Query]:
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
                    sessions.c.ends_at > work.now - _REMEMBERED,
                    _is_party(role),
                    ~told,
                    *([~in_silence] if status is Status.CANCELLED else []),
                ),
            )


Plan = tuple[Sequence[tuple[Kind, int]], ColumnElement[Any], ColumnElement[bool]]


def _plans(work: UnitOfWork) -> Iterator[Plan]:
    """What is planned for sessions: kinds with their minutes, due after when, and of which agreements.

    By the rules of when the time was agreed, or by those in force where these were planned by since. While that is
    being done, there is a join link in any case.
    """
    text = _setting(work, REPLANNING)
    done = literal(_EARLIEST, Instant)
    if text is not None:
        known = Replanning.model_validate_json(text).done
        done, in_force = literal(known or work.now, Instant), _setting(work, POLICIES)
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


def _setting(work: UnitOfWork, name: str) -> str | None:
    return work.connection.execute(
        select(settings.c.value).where(settings.c.name == name)
    ).scalar_one_or_none()


def _reminders(work: UnitOfWork) -> Iterator[Query]:
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
            due = _after(work, sessions.c.starts_at, literal(-minutes))
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
                        sessions.c.ends_at > work.now - _REMEMBERED,
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
            or_(sessions.c.id.is_(None), sessions.c.status == _CANCELLED, IS_UNANSWERED, stale),
        ),
    )


def _notices(late: datetime) -> Iterator[Query]:
    """What is due leaves, and what has left is known."""
    which = (notices.c.id.label("notice"), notices.c.kind)
    yield (
        Invariant.OVERDUE,
        select(*which, notices.c.ready_at.label("ready"))
        .outerjoin_from(notices, rates, rates.c.person == notices.c.person)
        .outerjoin(rests, rests.c.channel == notices.c.channel)
        .where(
            IS_WAITING,
            notices.c.ready_at <= late,
            or_(notices.c.kind.in_(_TASKS), rates.c.free_at.is_(None), rates.c.free_at <= late),
            or_(rests.c.free_at.is_(None), rests.c.free_at <= late),
        ),
    )
    yield (
        Invariant.NO_RECEIPT,
        select(*which).where(
            notices.c.state == "sent",
            notices.c.kind.not_in([kind.value for kind in SILENT]),
            notices.c.receipt_message.is_(None),
        ),
    )
    yield (
        Invariant.ONE_RECEIPT,
        select(func.min(notices.c.id).label("notice"), func.max(notices.c.id).label("other"))
        .where(notices.c.receipt_message.is_not(None))
        .group_by(
            notices.c.receipt_message,
            notices.c.receipt_channel,
            notices.c.receipt_workspace,
            notices.c.receipt_platform,
        )
        .having(func.count() > 1),
    )
    waits = notices.c.state == "waiting"
    yield (
        Invariant.HALF_ENDED,
        select(*which, notices.c.state).where(
            or_(and_(waits, notices.c.ended_at.is_not(None)), and_(~waits, notices.c.ended_at.is_(None)))
        ),
    )
    yield (
        Invariant.FUTURE_NOTICE,
        select(notices.c.id.label("notice"), notices.c.session, notices.c.revision)
        .join_from(notices, sessions, sessions.c.id == notices.c.session)
        .where(notices.c.revision > sessions.c.revision),
    )
    yield (
        Invariant.UNPACED,
        select(people.c.id.label("person")).where(~exists().where(rates.c.person == people.c.id)),
    )


def _deliveries(late: datetime) -> Iterator[Query]:
    """What came in is handled, and forgotten."""
    yield (
        Invariant.OPEN_DELIVERY,
        select(inbox.c.seq, inbox.c.received_at.label("received")).where(
            IS_OPEN, inbox.c.received_at <= late
        ),
    )
    yield Invariant.UNBLANKED, select(inbox.c.seq).where(~IS_OPEN, ~inbox.c.set_aside, inbox.c.body != "")
    yield (
        Invariant.ORPHAN_DRAFT,
        select(drafts.c.id.label("draft")).where(~exists().where(people.c.id == drafts.c.person)),
    )


def _grace(work: UnitOfWork) -> timedelta:
    """How long after its end a session or council is closed."""
    in_force = Policies.model_validate_json(_setting(work, POLICIES) or "{}")
    return in_force.completion_grace_minutes * _MINUTE


def _records(late: datetime, closed: datetime) -> Iterator[Query]:
    """Sessions are where they should be in their life, and the audit log tells how they came there.

    What ended before `closed` is to be over.
    """
    which = (sessions.c.id.label("session"), sessions.c.status)
    yield (
        Invariant.UNCLOSED,
        select(*which, sessions.c.ends_at.label("ended")).where(
            IS_LIVE,
            sessions.c.ends_at <= closed,
            or_(
                sessions.c.attendance_asked_at.is_(None),
                sessions.c.attendance_asked_at <= late - ANSWER_WITHIN,
            ),
        ),
    )
    yield (
        Invariant.UNSETTLED,
        select(*which, sessions.c.confirm_by.label("until")).where(
            IS_REQUESTED, sessions.c.confirm_by <= late
        ),
    )
    yield (
        Invariant.UNSETTLED,
        select(*which, sessions.c.starts_at.label("until")).where(
            IS_UNANSWERED, sessions.c.starts_at <= late
        ),
    )
    yield (
        Invariant.RETURNED,
        select(sessions.c.id.label("session"), departures.c.mentor.label("person"))
        .join_from(
            sessions,
            departures,
            and_(departures.c.session == sessions.c.id, departures.c.mentor == sessions.c.mentor),
        )
        .where(_is_party("mentor")),
    )
    begun = sessions.c.status == Status.SCHEDULED.value
    yield (
        Invariant.REVISION,
        select(*which, sessions.c.revision).where(
            or_(
                sessions.c.revision < 1,
                and_(sessions.c.status.in_(["completed", "no_show", _CANCELLED]), sessions.c.revision < 2),
                and_(begun, sessions.c.cancelled_at.is_not(None)),
                and_(sessions.c.status == _CANCELLED, sessions.c.cancelled_at.is_(None)),
            )
        ),
    )
    for status, actions in AUDITED.items():
        told = exists().where(audit.c.session == sessions.c.id, audit.c.action.in_(actions))
        yield Invariant.UNAUDITED, select(*which).where(sessions.c.status == status.value, ~told)


def _is_party(role: str) -> ColumnElement[bool]:
    """Whether who stands there is: a mentor who left stays until another one has been chosen."""
    if role == "mentee":
        return true()
    return sessions.c.reassignment != Reassignment.AWAITING_CHOICE.value


def _covers(table: Table, role: str) -> tuple[ColumnElement[bool], ...]:
    """Whether a claim has this owner and person and begins in time."""
    return (
        claims.c.owner == table.c.id,
        claims.c.person == table.c[role],
        claims.c.starts_at <= table.c.starts_at,
    )


def _neighbours(of: Select[Any], names: tuple[str, str]) -> Select[Any]:
    """One person's stretches that begin before the one before has ended; where any two overlap, neighbours do."""
    stretch = of.subquery()
    order = (stretch.c.starts_at, stretch.c.ends_at)

    def before(column: str) -> ColumnElement[Any]:
        return func.lag(stretch.c[column]).over(partition_by=stretch.c.person, order_by=order)

    pairs = select(stretch, before("owner").label("earlier"), before("ends_at").label("until")).subquery()
    return select(
        pairs.c.person,
        pairs.c.earlier.label(names[0]),
        pairs.c.owner.label(names[1]),
        type_coerce(pairs.c.until, Instant).label("until"),
        pairs.c.starts_at.label("since"),
    ).where(pairs.c.until > pairs.c.starts_at)


def _end_of(work: UnitOfWork, role: str) -> ColumnElement[Any]:
    """When a session's time is over for a party: a mentor's includes the buffer."""
    if role == "mentee":
        return sessions.c.ends_at
    return _after(work, sessions.c.ends_at, sessions.c.buffer_minutes)


def _after(
    work: UnitOfWork, instant: ColumnElement[Any], minutes: ColumnElement[int]
) -> ColumnElement[Any]:
    """An instant some minutes later, in the database's own arithmetic."""
    if work.on_postgresql:
        return type_coerce(instant + minutes * literal(_MINUTE, Interval), Instant)
    return type_coerce(
        type_coerce(instant, Integer) + minutes * (_MINUTE // timedelta(microseconds=1)), Instant
    )
