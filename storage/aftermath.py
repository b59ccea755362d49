"""What is said about sessions when they are over."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, case, delete, exists, func, literal, select, true, union_all
from sqlalchemy.dialects import postgresql

from core.attendance import Absent, Feedback
from core.figures import LOOKED_AT
from core.people import Role
from core.ports.aftermath import MarkTotals, TrackRecord
from core.reschedules import RequestStatus
from core.sessions import ENDED, Reassignment, Status
from storage.session_tables import departures, feedback, private_notes, reschedules
from storage.tables import WAS_NOT_UNPAID, people, sessions
from storage.transaction import UnitOfWork

_FIELDS = tuple(Feedback.__dataclass_fields__)
_FEEDBACK = select(*(feedback.c[name] for name in _FIELDS)).where(
    feedback.c.session.in_(bindparam("sessions", expanding=True))
)
_ADD_FEEDBACK = (
    postgresql.insert(feedback)
    .values(
        {name: bindparam(name) for name in _FIELDS}
        | {
            "starts_at": select(sessions.c.starts_at)
            .where(sessions.c.id == bindparam("session"))
            .scalar_subquery()
        }
    )
    .on_conflict_do_nothing(index_elements=[feedback.c.session])
).returning(feedback.c.session)
_MARKS = (
    select(
        feedback.c.mentor,
        func.sum(feedback.c.overall).label("overall"),
        func.sum(feedback.c.usefulness).label("usefulness"),
        func.count().label("count"),
    )
    .where(feedback.c.mentor.in_(bindparam("mentors", expanding=True)))
    .group_by(feedback.c.mentor)
)
_OF_NOTE = (
    private_notes.c.session == bindparam("of_session"),
    private_notes.c.mentor == bindparam("of_mentor"),
)
_NOTE = select(private_notes.c.text).where(*_OF_NOTE)
_DROP_NOTE = delete(private_notes).where(*_OF_NOTE)
_NEW_NOTE = postgresql.insert(private_notes)
_PUT_NOTE = _NEW_NOTE.on_conflict_do_update(
    index_elements=[private_notes.c.session, private_notes.c.mentor],
    set_={"text": _NEW_NOTE.excluded.text, "at": _NEW_NOTE.excluded.at},
)


class SqlAftermath:
    """Meets core.ports.aftermath.Aftermath."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def feedback(self, sessions: Iterable[int]) -> Mapping[int, Feedback]:
        """What the mentees of these sessions said, where they did."""
        found = self._work.connection.execute(_FEEDBACK, {"sessions": sorted({*sessions})})
        return {row.session: Feedback(**row._mapping) for row in found}  # noqa: SLF001 (the documented way to a dict)

    def add_feedback(self, feedback: Feedback) -> bool:
        """Keep it; False when there is some already."""
        values = {name: getattr(feedback, name) for name in _FIELDS}
        return self._work.connection.execute(_ADD_FEEDBACK, values).one_or_none() is not None

    def marks(self, mentors: Iterable[int]) -> Mapping[int, MarkTotals]:
        """The marks of each of these mentors who has any."""
        found = self._work.connection.execute(_MARKS, {"mentors": sorted({*mentors})})
        return {row.mentor: MarkTotals(row.overall, row.usefulness, row[3]) for row in found}

    def note(self, session: int, mentor: int) -> str:
        """The mentor's private note about the session; "" when there is none."""
        wanted = {"of_session": session, "of_mentor": mentor}
        found: str | None = self._work.connection.execute(_NOTE, wanted).scalar_one_or_none()
        return found or ""

    def put_note(self, session: int, mentor: int, text: str, now: datetime) -> None:
        """Keep the mentor's private note; "" forgets it."""
        if text:
            values = {"session": session, "mentor": mentor, "text": text, "at": now}
            self._work.connection.execute(_PUT_NOTE, values)
        else:
            self._work.connection.execute(_DROP_NOTE, {"of_session": session, "of_mentor": mentor})

    def track_records(self, people: Iterable[int], role: Role) -> Mapping[int, TrackRecord]:
        """What each of these people did about their last sessions that are over or were cancelled."""
        found = self._work.connection.execute(
            _TRACK_RECORDS[role, self._work.on_postgresql], {"people": sorted({*people})}
        )
        return {
            row.person: TrackRecord(row.sessions, row.cancelled or 0, row.rescheduled or 0, row.missed or 0)
            for row in found
        }


def _track_record(role: Role, *, on_postgresql: bool) -> Any:
    """One row for each person: counts over their latest sessions in the role, found along its index."""
    person = sessions.c[role.value]
    asked = people.c.id.in_(bindparam("people", expanding=True))
    latest = (
        select(sessions.c.id)
        .where(person == people.c.id, sessions.c.status.in_(_OVER), WAS_NOT_UNPAID)
        .order_by(sessions.c.ends_at.desc(), sessions.c.id.desc())
        .limit(LOOKED_AT)
        .correlate(people)
    )
    left = departures.c.session == sessions.c.id
    if role is Role.MENTOR:
        latest = latest.where(~exists().where(left, departures.c.mentor == person))
    if on_postgresql:
        theirs_latest = latest.lateral()
        theirs = people.join(theirs_latest, true()).join(sessions, sessions.c.id == theirs_latest.c.id)
    else:
        theirs = people.join(sessions, sessions.c.id.in_(latest))
    over = (
        select(
            people.c.id.label("person"),
            sessions.c.ends_at.label("at"),
            case((_CALLED_OFF[role], 1), else_=0).label("cancelled"),
            _moves(role, sessions.c.mentor).label("rescheduled"),
            case(
                (
                    and_(
                        sessions.c.status == Status.NO_SHOW.value,
                        sessions.c.absent.in_([role.value, Absent.BOTH.value]),
                    ),
                    1,
                ),
                else_=0,
            ).label("missed"),
        )
        .select_from(theirs)
        .where(asked)
    )
    all_of_them = [over]
    if role is Role.MENTOR:
        all_of_them.append(
            select(
                departures.c.mentor,
                sessions.c.ends_at,
                literal(1),
                _moves(role, departures.c.mentor),
                literal(0),
            ).where(departures.c.mentor.in_(bindparam("people", expanding=True)), left)
        )
    each = union_all(*all_of_them).subquery()
    place = func.row_number().over(partition_by=each.c.person, order_by=each.c.at.desc()).label("place")
    ranked = select(each, place).subquery()
    return (
        select(
            ranked.c.person,
            func.count().label("sessions"),
            func.sum(ranked.c.cancelled).label("cancelled"),
            func.sum(ranked.c.rescheduled).label("rescheduled"),
            func.sum(ranked.c.missed).label("missed"),
        )
        .where(ranked.c.place <= LOOKED_AT)
        .group_by(ranked.c.person)
    )


def _moves(role: Role, mentor: Any) -> Any:
    """How often the role moved the session; of a mentor, only what they moved themselves (RSC-8)."""
    accepted = (
        reschedules.c.session == sessions.c.id,
        reschedules.c.asked_by == role.value,
        reschedules.c.status == RequestStatus.ACCEPTED.value,
    )
    whose = (reschedules.c.mentor == mentor,) if role is Role.MENTOR else ()
    return select(func.count()).where(*accepted, *whose).scalar_subquery()


_OVER = [status.value for status in ENDED]
_CANCELLED = sessions.c.status == Status.CANCELLED.value
# A mentee who answers a mentor's leaving or wish for another time by cancelling has cancelled nothing of their own.
_CALLED_OFF = {
    Role.MENTOR: and_(_CANCELLED, sessions.c.cancelled_by == Role.MENTOR.value),
    Role.MENTEE: and_(
        _CANCELLED,
        sessions.c.cancelled_by == Role.MENTEE.value,
        sessions.c.reassignment.in_([Reassignment.NONE.value, Reassignment.ACCEPTED.value]),
        ~exists().where(
            reschedules.c.session == sessions.c.id,
            reschedules.c.asked_by == Role.MENTOR.value,
            reschedules.c.status == RequestStatus.CANCELLED.value,
        ),
    ),
}
_TRACK_RECORDS = {
    (role, on_postgresql): _track_record(role, on_postgresql=on_postgresql)
    for role in (Role.MENTOR, Role.MENTEE)
    for on_postgresql in (True, False)
}
