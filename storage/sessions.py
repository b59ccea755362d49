"""Sessions and holds."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Row,
    Select,
    bindparam,
    case,
    delete,
    func,
    insert,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.dialects import postgresql

from core.attendance import Absent
from core.errors.sessions import Stale
from core.ids import CODE_BITS, bits_of
from core.people import Role
from core.refunds import Refund, RefundStatus, RefundTerms
from core.sessions import (
    Cancellation,
    CancelReason,
    Hold,
    Meeting,
    Reassignment,
    Session,
    Status,
    Topic,
)
from storage.constraints import verdicts
from storage.folding import in_words
from storage.session_lists import (
    BETWEEN,
    BY_CHAT,
    CODED,
    HAS_MENTOR,
    IS_OVER,
    MET,
    PAST,
    PAST_BETWEEN,
    PAST_WITH,
    UPCOMING,
)
from storage.tables import (
    IS_ANSWERED,
    IS_ASKED,
    IS_LIVE,
    IS_REQUESTED,
    IS_SUSPENDED,
    IS_UNANSWERED,
    holds,
    people,
    session_words,
    sessions,
)
from storage.transaction import UnitOfWork

_GET = select(sessions).where(sessions.c.id == bindparam("session"))
_OF = select(sessions).where(sessions.c.id.in_(bindparam("sessions", expanding=True)))
_ADD = insert(sessions)
_ADD_WORDS = insert(session_words)
_SAVE = update(sessions).where(
    sessions.c.id == bindparam("session"), sessions.c.revision == bindparam("was")
)
_TOUCH = (
    update(sessions)
    .where(sessions.c.id == bindparam("session"))
    .values(
        {
            joined: func.coalesce(bindparam(f"{joined.name}_now", type_=joined.type), joined)
            for joined in (sessions.c.mentor_joined_at, sessions.c.mentee_joined_at)
        }
        | {
            sessions.c.status: case(
                (sessions.c.status == Status.SCHEDULED.value, Status.IN_PROGRESS.value),
                else_=sessions.c.status,
            )
        }
    )
)
_LOCK = _GET.with_for_update()
_LOCK_ALL = _OF.order_by(sessions.c.id).with_for_update()
_TAKE_FREE = _OF.with_for_update(skip_locked=True)
_COMING = (
    select(sessions)
    .where(sessions.c.starts_at > bindparam("now"), ~IS_OVER)
    .order_by(sessions.c.starts_at)
    .limit(bindparam("limit"))
)
_COUNTED = select(func.count()).where(
    sessions.c.mentee == bindparam("mentee"), sessions.c.month == bindparam("month"), sessions.c.counted
)
_WEEKS = union_all(
    select(sessions.c.mentor, sessions.c.starts_at).where(
        sessions.c.mentor.in_(bindparam("mentors", expanding=True)),
        sessions.c.ends_at > bindparam("start"),
        sessions.c.starts_at >= bindparam("start"),
        sessions.c.starts_at < bindparam("end"),
        sessions.c.status != Status.CANCELLED.value,
        HAS_MENTOR,
    ),
    select(holds.c.mentor, holds.c.starts_at).where(
        holds.c.mentor.in_(bindparam("mentors", expanding=True)),
        holds.c.starts_at >= bindparam("start"),
        holds.c.starts_at < bindparam("end"),
        holds.c.expires_at > bindparam("now"),
    ),
)
_ENDED = (
    select(sessions.c.id)
    .where(
        IS_LIVE,
        IS_ANSWERED,
        sessions.c.attendance_asked_at.is_(None),
        sessions.c.ends_at <= bindparam("until"),
    )
    .order_by(sessions.c.ends_at, sessions.c.id)
)
_UNATTESTED = (
    select(sessions.c.id)
    .where(IS_ASKED, sessions.c.attendance_asked_at < bindparam("until"))
    .order_by(sessions.c.attendance_asked_at, sessions.c.id)
)
_UNCONFIRMED = (
    select(sessions.c.id)
    .where(IS_REQUESTED, sessions.c.confirm_by <= bindparam("now"))
    .order_by(sessions.c.confirm_by, sessions.c.id)
)
_ABANDONED = (
    select(sessions.c.id)
    .where(IS_UNANSWERED, sessions.c.starts_at <= bindparam("now"))
    .order_by(sessions.c.starts_at, sessions.c.id)
)
_AGREED_AFTER = (
    select(sessions.c.id)
    .where(sessions.c.status == Status.SCHEDULED.value, sessions.c.starts_at >= bindparam("start"))
    .order_by(sessions.c.starts_at, sessions.c.id)
)
_LOADS = (
    select(sessions.c.mentor, func.count().label("load"))
    .where(
        sessions.c.mentor.in_(bindparam("mentors", expanding=True)),
        sessions.c.ends_at > bindparam("now"),
        ~IS_OVER,
        HAS_MENTOR,
    )
    .group_by(sessions.c.mentor)
)
_DROP_WORDS = delete(session_words).where(
    session_words.c.word.in_(bindparam("words", expanding=True)),
    session_words.c.session == bindparam("session"),
)
_HOLD_OF = select(holds).where(holds.c.mentee == bindparam("mentee"))
_HOLDS_WITH = select(holds).where(
    or_(holds.c.mentee == bindparam("person"), holds.c.mentor == bindparam("person"))
)
_LED_BY_SUSPENDED = (
    select(sessions.c.id)
    .join(people, people.c.id == sessions.c.mentor)
    .where(
        IS_SUSPENDED,
        sessions.c.status == Status.SCHEDULED.value,
        sessions.c.starts_at > bindparam("now"),
        sessions.c.reassignment.is_distinct_from(Reassignment.AWAITING_CHOICE.value),
    )
    .order_by(sessions.c.starts_at, sessions.c.id)
)
_GET_HOLD = select(holds).where(holds.c.id == bindparam("hold"))
_DROP_HOLD = delete(holds).where(holds.c.id == bindparam("hold")).returning(*holds.c)
_NEW_HOLD = postgresql.insert(holds)
_PUT_HOLD = _NEW_HOLD.on_conflict_do_update(
    index_elements=[holds.c.id],
    set_={column.name: _NEW_HOLD.excluded[column.name] for column in holds.c if not column.primary_key},
)


class SqlSessions:
    """Meets core.ports.sessions.Sessions."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._seen: dict[int, Session | None] = {}
        self._titles: dict[int, str] = {}

    def get(self, session: int) -> Session | None:
        """The session."""
        if session not in self._seen or not self._work.one_moment:
            row = self._work.connection.execute(_GET, {"session": session}).one_or_none()
            self._seen[session] = None if row is None else self._loaded(row)
        return self._seen[session]

    def lock(self, session: int) -> Session | None:
        """The session as it is now; nobody else changes it until the transaction ends."""
        row = self._work.connection.execute(_LOCK, {"session": session}).one_or_none()
        return None if row is None else self._loaded(row)

    def lock_all(self, sessions: Iterable[int]) -> Sequence[Session]:
        """As `lock`, in the order of their ids; what is none is left out."""
        rows = self._work.connection.execute(_LOCK_ALL, {"sessions": sorted({*sessions})})
        return [self._loaded(row) for row in rows]

    def take_free(self, sessions: Sequence[int]) -> Sequence[Session]:
        """These, in their order, their rows held; whoever is at work on one keeps it."""
        rows = {row.id: row for row in self._work.connection.execute(_TAKE_FREE, {"sessions": sessions})}
        return [self._loaded(rows[session]) for session in sessions if session in rows]

    def of(self, sessions: Iterable[int]) -> Sequence[Session]:
        """These sessions, in any order; what is none is left out."""
        rows = self._work.connection.execute(_OF, {"sessions": sorted({*sessions})})
        found = [self._loaded(row) for row in rows]
        self._seen |= {session.id: session for session in found}
        return found

    def add(self, session: Session) -> None:
        """A new session."""
        values = {"id": session.id, "code": session.id & CODE_BITS, **_values(session)}
        self._work.connection.execute(_ADD, values)
        self._index(session.id, _words(session.topic.title))

    def save(self, session: Session, was: int) -> None:
        """Everything, provided the stored revision is still `was`; raises core.errors.sessions.Stale."""
        self.save_all([(session, was)])

    def save_all(self, sessions: Sequence[tuple[Session, int]]) -> None:
        """As `save`, each with what its stored revision is."""
        if not sessions:
            return
        values = [{"session": session.id, "was": was, **_values(session)} for session, was in sessions]
        for session, _ in sessions:
            if session.id not in self._titles:
                self.get(session.id)
        if self._work.connection.execute(_SAVE, values).rowcount < len(values):
            raise Stale(sessions[0][0].id)
        for session, _ in sessions:
            self._reindex(session)

    def touch(self, session: Session) -> None:
        """Only what is not agreed between the two: who joined; a scheduled session is in progress from then on."""
        self._work.connection.execute(
            _TOUCH,
            {
                "session": session.id,
                "mentor_joined_at_now": session.mentor_joined_at,
                "mentee_joined_at_now": session.mentee_joined_at,
            },
        )

    def upcoming(self, person: int, now: datetime, limit: int, offset: int = 0) -> Sequence[Session]:
        """Not ended at `now` and not cancelled, either role, soonest first."""
        wanted = {"person": person, "now": now, "limit": limit, "offset": offset}
        return [self._loaded(row) for row in self._work.connection.execute(UPCOMING, wanted)]

    def agreed_after(self, start: datetime) -> Sequence[int]:
        """Scheduled ones that begin then or later, in their order."""
        return self._ids(_AGREED_AFTER, start=start)

    def coming(self, now: datetime, limit: int) -> Sequence[Session]:
        """Everybody's, not begun at `now`, soonest first."""
        found = self._work.connection.execute(_COMING, {"now": now, "limit": limit})
        return [self._loaded(row) for row in found]

    def past(self, person: int, now: datetime, limit: int, offset: int = 0) -> Sequence[Session]:
        """Ended or cancelled, either role, latest first."""
        wanted = {"person": person, "now": now, "limit": limit, "offset": offset}
        return [self._loaded(row) for row in self._work.connection.execute(PAST, wanted)]

    def past_of(
        self,
        person: int,
        other: int | None,
        span: tuple[datetime, datetime],
        now: datetime,
        limit: int,
        offset: int,
    ) -> Sequence[Session]:
        """Those of them that begin within the span, with the other (None: with anybody)."""
        since, until = span
        wanted = {
            "person": person,
            "now": now,
            "limit": limit,
            "offset": offset,
            "since": since,
            "until": until,
        }
        query, named = (PAST_BETWEEN, {}) if other is None else (PAST_WITH, {"other": other})
        return [self._loaded(row) for row in self._work.connection.execute(query, wanted | named)]

    def met(self, person: int) -> Sequence[int]:
        """Whom the person has had or will have a session with, either role, each once."""
        return self._work.connection.execute(MET, {"person": person}).scalars().all()

    def coded(self, person: int, code: str, now: datetime) -> Sequence[Session]:
        """Those with this short name, either role, first what is ahead."""
        if (bits := bits_of(code)) is None:
            return ()
        wanted = {"person": person, "bits": bits, "now": now}
        return [self._loaded(row) for row in self._work.connection.execute(CODED, wanted)]

    def by_chat(self, person: int, since: datetime, until: datetime, limit: int) -> Sequence[Session]:
        """Those by chat that end after `since` and start by `until`, not cancelled, either role, soonest first."""
        wanted = {"person": person, "since": since, "until": until, "limit": limit}
        return [self._loaded(row) for row in self._work.connection.execute(BY_CHAT, wanted)]

    def counted(self, mentee: int, month: str) -> int:
        """How many sessions count against the mentee's month."""
        return self._work.connection.execute(_COUNTED, {"mentee": mentee, "month": month}).scalar_one()

    def weeks(
        self, mentors: Iterable[int], start: datetime, end: datetime
    ) -> Sequence[tuple[int, datetime]]:
        """(mentor, start) of sessions (cancelled ones aside) and live holds that start within [start, end)."""
        wanted = {"mentors": list(mentors), "start": start, "end": end, "now": self._work.now}
        return [(row.mentor, row.starts_at) for row in self._work.connection.execute(_WEEKS, wanted)]

    def ended(self, now: datetime, grace_minutes: int) -> Sequence[int]:
        """Live sessions that ended at least `grace_minutes` before `now`, earliest first.

        Those whose parties are being asked are not among them.
        """
        return self._ids(_ENDED, until=now - timedelta(minutes=grace_minutes))

    def unattested(self, until: datetime) -> Sequence[int]:
        """Live sessions whose parties were asked before `until` if they took place, those asked longest ago first."""
        return self._ids(_UNATTESTED, until=until)

    def between(self, person: int, start: datetime, end: datetime) -> Sequence[Session]:
        """The person's sessions in either role that touch [start, end) and are not cancelled, soonest first."""
        wanted = {"person": person, "start": start, "end": end}
        return [self._loaded(row) for row in self._work.connection.execute(BETWEEN, wanted)]

    def loads(self, mentors: Iterable[int], now: datetime) -> Mapping[int, int]:
        """How many sessions are ahead of each of these mentors who has any."""
        wanted = {"mentors": sorted({*mentors}), "now": now}
        return {row.mentor: row.load for row in self._work.connection.execute(_LOADS, wanted)}

    def unconfirmed(self, now: datetime) -> Sequence[int]:
        """Requested sessions whose mentor has not accepted in time, the longest overdue first."""
        return self._ids(_UNCONFIRMED, now=now)

    def abandoned(self, now: datetime) -> Sequence[int]:
        """Sessions that should have begun while their mentee had still to answer, earliest first."""
        return self._ids(_ABANDONED, now=now)

    def hold_of(self, mentee: int) -> Hold | None:
        """The mentee's one hold, expired or not."""
        row = self._work.connection.execute(_HOLD_OF, {"mentee": mentee}).one_or_none()
        return None if row is None else _hold_of(row)

    def get_hold(self, hold: int) -> Hold | None:
        """The hold, expired or not."""
        row = self._work.connection.execute(_GET_HOLD, {"hold": hold}).one_or_none()
        return None if row is None else _hold_of(row)

    def holds_with(self, person: int) -> Sequence[Hold]:
        """All holds that keep the person's time, in either role, expired or not."""
        return [_hold_of(row) for row in self._work.connection.execute(_HOLDS_WITH, {"person": person})]

    def led_by_suspended(self, now: datetime) -> Sequence[int]:
        """Agreed sessions that have not begun at `now` and whose mentor is suspended, soonest first."""
        return self._ids(_LED_BY_SUSPENDED, now=now)

    def put_hold(self, hold: Hold) -> None:
        """Insert or replace the hold with this id; raises SlotTaken when the mentee has another by now."""
        with verdicts():
            self._work.connection.execute(
                _PUT_HOLD,
                {
                    "id": hold.id,
                    "mentor": hold.mentor,
                    "mentee": hold.mentee,
                    "starts_at": hold.starts_at,
                    "minutes": hold.minutes,
                    "expires_at": hold.expires_at,
                    **_topic_values(hold.topic),
                    "rate": hold.rate,
                    "currency": hold.currency,
                },
            )

    def drop_hold(self, hold: int) -> Hold | None:
        """Remove the hold's row (its claims are released apart), and return it; None when it has gone already."""
        row = self._work.connection.execute(_DROP_HOLD, {"hold": hold}).one_or_none()
        return None if row is None else _hold_of(row)

    def _reindex(self, session: Session) -> None:
        """Let the session be found by the words of its title as it is now."""
        title, was = session.topic.title, self._titles.get(session.id, "")
        if title == was:
            return
        before, after = _words(was), _words(title)
        if gone := before - after:
            self._work.connection.execute(_DROP_WORDS, {"session": session.id, "words": sorted(gone)})
        self._index(session.id, after - before)
        self._titles[session.id] = title

    def _index(self, session: int, words: set[str]) -> None:
        """Let the session be found by these words of its title."""
        if words:
            rows = [{"word": word, "session": session} for word in sorted(words)]
            self._work.connection.execute(_ADD_WORDS, rows)

    def _ids(self, statement: Select[int], **values: object) -> Sequence[int]:
        return self._work.connection.execute(statement, values).scalars().all()

    def _loaded(self, row: Row[Any]) -> Session:
        self._titles[row.id] = row.title
        return session_of(row)


def _words(title: str) -> set[str]:
    return set(in_words(title).split())


def _topic_values(topic: Topic) -> dict[str, object]:
    return {
        "title": topic.title,
        "description": topic.description,
        "meeting": topic.meeting.value,
        "location": topic.location,
    }


def _values(session: Session) -> dict[str, object]:
    cancellation = session.cancellation
    reason = cancellation and cancellation.reason
    refund = session.refund
    return {
        "mentor": session.mentor,
        "mentee": session.mentee,
        "starts_at": session.starts_at,
        "ends_at": session.ends_at,
        "minutes": session.minutes,
        "buffer_minutes": session.buffer_minutes,
        "month": session.month,
        "booked_at": session.booked_at,
        **_topic_values(session.topic),
        "meeting_url": session.meeting_url,
        "status": session.status.value,
        "revision": session.revision,
        "counted": session.counted,
        "rate": session.rate,
        "currency": session.currency,
        "cancelled_by": cancellation and cancellation.by and cancellation.by.value,
        "cancelled_at": cancellation and cancellation.at,
        "cancel_reason": reason and reason.value,
        "cancel_note": cancellation and cancellation.note,
        "mentor_joined_at": session.mentor_joined_at,
        "mentee_joined_at": session.mentee_joined_at,
        "free_hours": session.terms.free_hours,
        "partial_pct": session.terms.partial_pct,
        "late_pct": session.terms.late_pct,
        "refund_pct": refund and refund.pct,
        "refund_amount": refund and refund.amount,
        "refund_status": refund and refund.status.value,
        "reassignment": session.reassignment.value,
        "mentee_reschedules": session.mentee_reschedules,
        "mentor_reschedules": session.mentor_reschedules,
        "absent": session.absent and session.absent.value,
        "attendance_asked_at": session.attendance_asked_at,
        "confirm_by": session.confirm_by,
        "payment": session.payment,
        "title_words": in_words(session.topic.title),
        "reschedules": session.mentee_reschedules + session.mentor_reschedules,
    }


def _topic_of(row: Row[Any]) -> Topic:
    return Topic(row.title, row.description, Meeting(row.meeting), row.location)


def session_of(row: Row[Any]) -> Session:
    """The session that a row of the table keeps."""
    cancellation = None
    if row.cancelled_at is not None:
        reason = None if row.cancel_reason is None else CancelReason(row.cancel_reason)
        by = None if row.cancelled_by is None else Role(row.cancelled_by)
        cancellation = Cancellation(by, row.cancelled_at, reason, row.cancel_note)
    refund = None
    if row.refund_pct is not None:
        refund = Refund(row.refund_pct, row.refund_amount, RefundStatus(row.refund_status))
    return Session(
        id=row.id,
        mentor=row.mentor,
        mentee=row.mentee,
        starts_at=row.starts_at,
        minutes=row.minutes,
        buffer_minutes=row.buffer_minutes,
        month=row.month,
        booked_at=row.booked_at,
        topic=_topic_of(row),
        meeting_url=row.meeting_url,
        status=Status(row.status),
        revision=row.revision,
        counted=row.counted,
        rate=row.rate,
        currency=row.currency,
        cancellation=cancellation,
        mentor_joined_at=row.mentor_joined_at,
        mentee_joined_at=row.mentee_joined_at,
        terms=RefundTerms(row.free_hours, row.partial_pct, row.late_pct),
        refund=refund,
        reassignment=Reassignment(row.reassignment),
        mentee_reschedules=row.mentee_reschedules,
        mentor_reschedules=row.mentor_reschedules,
        absent=None if row.absent is None else Absent(row.absent),
        attendance_asked_at=row.attendance_asked_at,
        confirm_by=row.confirm_by,
        payment=row.payment,
    )


def _hold_of(row: Row[Any]) -> Hold:
    return Hold(
        row.id,
        row.mentor,
        row.mentee,
        row.starts_at,
        row.minutes,
        row.expires_at,
        _topic_of(row),
        row.rate,
        row.currency,
    )
