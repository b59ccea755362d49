"""Disputes, and what happened to them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, case, exists, func, insert, or_, select, text
from sqlalchemy.dialects import postgresql

from core.attendance import (
    Absent,
    Category,
    Dispute,
    DisputeEvent,
    DisputeStatus,
    Priority,
    Resolution,
    Step,
)
from core.disputes import DisputeFigures, DisputeQuery, Whose
from core.ids import CODE_BITS, bits_of
from core.ports.statistics import Span
from core.sessions import ENDED
from storage.session_tables import IS_UNDECIDED, dispute_events, disputes
from storage.tables import sessions
from storage.transaction import UnitOfWork

IS_UNDECIDED_OF_ALL = text("disputes.status IN ('open', 'in_progress')")
"""Beside sessions, which have a status too."""
_URGENCY = case(
    {priority.value: place for place, priority in enumerate(Priority)}, value=disputes.c.priority
)
_GET = select(disputes).where(disputes.c.id == bindparam("dispute"))
_OF = (
    select(disputes)
    .where(disputes.c.session.in_(bindparam("sessions", expanding=True)))
    .order_by(disputes.c.id)
)
_CODED = (
    select(disputes)
    .where(disputes.c.code == bindparam("bits"))
    .order_by(case((IS_UNDECIDED, 0), else_=1), disputes.c.id.desc())
    .limit(1)
)
_OF_PARTY = (
    select(disputes)
    .join(sessions, sessions.c.id == disputes.c.session)
    .where(
        IS_UNDECIDED_OF_ALL,
        or_(
            func.coalesce(disputes.c.mentor, sessions.c.mentor) == bindparam("party"),
            sessions.c.mentee == bindparam("party"),
        ),
    )
    .order_by(disputes.c.id.desc())
)
_ANSWER = dispute_events.alias("answer")
_QUESTIONS = (
    select(dispute_events)
    .join(disputes, disputes.c.id == dispute_events.c.dispute)
    .where(
        IS_UNDECIDED,
        dispute_events.c.step == Step.ASKED.value,
        dispute_events.c.person == bindparam("party"),
        ~exists().where(
            _ANSWER.c.dispute == dispute_events.c.dispute,
            _ANSWER.c.id > dispute_events.c.id,
            _ANSWER.c.by == bindparam("party"),
            _ANSWER.c.step == Step.ANSWERED.value,
        ),
    )
    .order_by(dispute_events.c.id)
)
_UNATTENDED = (
    select(disputes.c.id)
    .where(IS_UNDECIDED, disputes.c.alarm_at <= bindparam("present"))
    .order_by(disputes.c.alarm_at, disputes.c.id)
)
_OVERDUE = (
    select(disputes.c.id)
    .join(sessions, sessions.c.id == disputes.c.session)
    .where(
        IS_UNDECIDED_OF_ALL,
        disputes.c.opened_at <= bindparam("before"),
        or_(sessions.c.ends_at <= bindparam("before"), sessions.c.status.in_([s.value for s in ENDED])),
    )
    .order_by(disputes.c.opened_at, disputes.c.id)
)
_DECIDED = (
    disputes.c.closed_at >= bindparam("start"),
    disputes.c.closed_at < bindparam("end"),
    or_(disputes.c.closed_by.is_(None), disputes.c.closed_by != disputes.c.person),
)
_FIGURES = select(
    select(func.count())
    .where(disputes.c.opened_at >= bindparam("start"), disputes.c.opened_at < bindparam("end"))
    .scalar_subquery()
    .label("opened"),
    select(func.count()).where(*_DECIDED).scalar_subquery().label("decided"),
    select(func.count()).select_from(disputes).where(IS_UNDECIDED).scalar_subquery().label("undecided"),
)
_MIDDLE = (
    select(disputes.c.opened_at, disputes.c.closed_at)
    .where(*_DECIDED)
    .order_by(disputes.c.closed_at - disputes.c.opened_at)
    .limit(bindparam("most"))
    .offset(bindparam("before"))
)
_NEW = postgresql.insert(disputes)
_PUT = _NEW.on_conflict_do_update(
    index_elements=[disputes.c.id],
    set_={
        name: _NEW.excluded[name]
        for name in (
            "priority",
            "status",
            "closed_at",
            "closed_by",
            "assigned_to",
            "resolution",
            "notes",
            "words",
            "alarm_at",
        )
    },
)
_EVENTS = (
    select(dispute_events)
    .where(dispute_events.c.dispute == bindparam("dispute"))
    .order_by(dispute_events.c.id)
)


class SqlDisputes:
    """Meets core.ports.disputes.Disputes."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def get(self, dispute: int) -> Dispute | None:
        """The dispute."""
        row = self._work.connection.execute(_GET, {"dispute": dispute}).one_or_none()
        return None if row is None else _dispute_of(row)

    def of(self, sessions: Iterable[int]) -> Mapping[int, Sequence[Dispute]]:
        """The disputes about each of these sessions that has any, oldest first."""
        found: dict[int, list[Dispute]] = {}
        for row in self._work.connection.execute(_OF, {"sessions": sorted({*sessions})}):
            found.setdefault(row.session, []).append(_dispute_of(row))
        return found

    def coded(self, code: str) -> Dispute | None:
        """The dispute with this short name; of several an undecided one, and the latest."""
        bits = bits_of(code, "D")
        if bits is None:
            return None
        row = self._work.connection.execute(_CODED, {"bits": bits}).one_or_none()
        return None if row is None else _dispute_of(row)

    def find(self, query: DisputeQuery, limit: int, offset: int = 0) -> Sequence[Dispute]:
        """What the query lets through: undecided ones most urgent first, then oldest; all of them latest first."""
        order = (
            (disputes.c.id.desc(),)
            if query.whose is Whose.ALL
            else (_URGENCY.desc(), disputes.c.opened_at, disputes.c.id)
        )
        found = select(disputes).where(*_where(query)).order_by(*order).limit(limit).offset(offset)
        return self._all(found)

    def count(self, query: DisputeQuery) -> int:
        """How many these are."""
        counted = select(func.count()).select_from(disputes).where(*_where(query))
        return int(self._work.connection.execute(counted).scalar_one())

    def figures(self, span: Span) -> DisputeFigures:
        """What was opened and decided within the span."""
        within = dict(zip(("start", "end"), span, strict=True))
        row = self._work.connection.execute(_FIGURES, within).one()
        middle = {"before": max(0, row.decided - 1) // 2, "most": 2 - row.decided % 2}
        found = self._work.connection.execute(_MIDDLE, {**within, **middle}).all()
        lasted = [each.closed_at - each.opened_at for each in found]
        median = sum(lasted, timedelta()) / len(lasted) if lasted else None
        return DisputeFigures(row.opened, row.decided, row.undecided, median)

    def of_party(self, person: int) -> Sequence[Dispute]:
        """Undecided disputes in which the person takes part, latest first."""
        return self._all(_OF_PARTY, party=person)

    def questions(self, person: int) -> Sequence[DisputeEvent]:
        """What admins have asked the person about undecided disputes and waits for an answer, oldest first."""
        return [_event_of(row) for row in self._work.connection.execute(_QUESTIONS, {"party": person})]

    def unattended(self, now: datetime) -> Sequence[int]:
        """Undecided disputes about which admins are to be alarmed again by now."""
        return self._work.connection.execute(_UNATTENDED, {"present": now}).scalars().all()

    def overdue(self, before: datetime) -> Sequence[int]:
        """Disputes opened until then, about sessions over by then, that nobody has decided, oldest first."""
        return self._work.connection.execute(_OVERDUE, {"before": before}).scalars().all()

    def put(self, dispute: Dispute) -> None:
        """Insert or replace the dispute with this id."""
        self._work.connection.execute(
            _PUT,
            {
                "id": dispute.id,
                "code": dispute.id & CODE_BITS,
                "session": dispute.session,
                "person": dispute.by,
                "category": dispute.category.value,
                "description": dispute.description,
                "priority": dispute.priority.value,
                "status": dispute.status.value,
                "opened_at": dispute.opened_at,
                "closed_at": dispute.closed_at,
                "closed_by": dispute.closed_by,
                "absent": dispute.absent and dispute.absent.value,
                "is_report": dispute.is_report,
                "mentor": dispute.mentor,
                "reason": dispute.reason,
                "links": "\n".join(dispute.links),
                "assigned_to": dispute.assigned_to,
                "resolution": dispute.resolution and dispute.resolution.value,
                "notes": dispute.notes,
                "words": dispute.words,
                "alarm_at": dispute.alarm_at,
            },
        )

    def add_event(self, event: DisputeEvent) -> None:
        """Keep what happened to a dispute."""
        self._work.connection.execute(
            insert(dispute_events),
            {
                "id": event.id,
                "dispute": event.dispute,
                "step": event.step.value,
                "at": event.at,
                "by": event.by,
                "words": event.words,
                "person": event.person,
                "code": event.code,
            },
        )

    def events(self, dispute: int) -> Sequence[DisputeEvent]:
        """What happened to the dispute, oldest first."""
        return [_event_of(row) for row in self._work.connection.execute(_EVENTS, {"dispute": dispute})]

    def _all(self, query: Select[Any], **values: object) -> list[Dispute]:
        return [_dispute_of(row) for row in self._work.connection.execute(query, values)]


def _where(query: DisputeQuery) -> list[ColumnElement[bool]]:
    """What the query lets through; an admin's own are those assigned to them."""
    wanted: list[ColumnElement[bool]] = []
    if query.whose is not Whose.ALL:
        wanted.append(IS_UNDECIDED)  # type: ignore[arg-type]  # a condition as text
    for column, value in (
        (disputes.c.status, query.status),
        (disputes.c.priority, query.priority),
        (disputes.c.category, query.category),
    ):
        if value is not None:
            wanted.append(column == value.value)
    if query.assignee is not None:
        wanted.append(disputes.c.assigned_to == query.assignee)
    return wanted


def _event_of(row: Row[Any]) -> DisputeEvent:
    return DisputeEvent(
        row.id, row.dispute, Step(row.step), row.at, row.by, row.words, row.person, row.code
    )


def _dispute_of(row: Row[Any]) -> Dispute:
    return Dispute(
        id=row.id,
        session=row.session,
        by=row.person,
        category=Category(row.category),
        description=row.description,
        opened_at=row.opened_at,
        priority=Priority(row.priority),
        status=DisputeStatus(row.status),
        closed_at=row.closed_at,
        closed_by=row.closed_by,
        absent=None if row.absent is None else Absent(row.absent),
        is_report=row.is_report,
        mentor=row.mentor,
        reason=row.reason,
        links=tuple(row.links.split()),
        assigned_to=row.assigned_to,
        resolution=None if row.resolution is None else Resolution(row.resolution),
        notes=row.notes,
        words=row.words,
        alarm_at=row.alarm_at,
    )
