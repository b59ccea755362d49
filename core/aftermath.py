"""What the parties may say about a session that has begun: who came, and how it was. Instants are aware UTC."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from core.attendance import UNDECIDED, Absent, Category, Dispute
from core.errors.aftermath import (
    Decided,
    FeedbackGiven,
    NotCompleted,
    NotSayable,
    TooEarlyToReport,
    TooLateToReport,
    UnderReview,
)
from core.errors.common import Missing, Refusal
from core.errors.sessions import OnlyFor
from core.people import Role
from core.refunds import refund
from core.sessions import Meeting, Session, Status, moved

REPORT_AFTER = timedelta(minutes=15)
ANSWER_WITHIN = timedelta(hours=24)
MARKS = range(1, 6)
LIVE = frozenset({Status.SCHEDULED, Status.IN_PROGRESS})
PARTIES = frozenset({Role.MENTOR, Role.MENTEE})


class AttendanceStatement(StrEnum):
    """What a party can say about who came."""

    TOOK_PLACE = "took_place"
    ABSENT = "absent"  # the other one did not come
    NEITHER = "neither"
    OBJECT = "object"  # they did come, whatever the other says


def came(session: Session) -> frozenset[Role]:
    """Who pressed Join."""
    joined = {Role.MENTOR: session.mentor_joined_at, Role.MENTEE: session.mentee_joined_at}
    return frozenset(role for role, at in joined.items() if at is not None)


def is_questionable(session: Session, *, room_is_ours: bool) -> bool:
    """Whether the parties have to be asked if it took place (MTG-3): it is known who came, and it was not both.

    Nobody knows who came to a place, to a chat, or to a link that works without the Join button.
    """
    known = room_is_ours and session.topic.meeting in {Meeting.VIDEO, Meeting.AUDIO}
    return known and came(session) != PARTIES


def asked(session: Session) -> frozenset[Role]:
    """Whom the question goes to: who came, or both where nobody did. Nobody where it is not open."""
    if session.status not in LIVE or session.attendance_asked_at is None:
        return frozenset()
    return came(session) or PARTIES


def report_from(session: Session) -> datetime:
    """From when on one who did not come can be reported."""
    return session.starts_at + REPORT_AFTER


def answer_until(session: Session) -> datetime:
    """Until when, this instant included, the parties can say whether it took place.

    Who is asked late, after a downtime, has as long.
    """
    return (session.attendance_asked_at or session.ends_at) + ANSWER_WITHIN


def said_until(session: Session, role: Role) -> datetime:
    """Until when, this instant included, `role` can say something else about it than is on record."""
    reported = session.absent is Absent.MENTEE and role is Role.MENTEE
    # Who is reported absent at the last moment has as long as the other had.
    return answer_until(session) + (ANSWER_WITHIN if reported else timedelta())


def review_of(disputes: Iterable[Dispute]) -> Dispute | None:
    """The dispute about who came that an admin has still to decide."""
    return next((each for each in _about_coming(disputes) if each.status in UNDECIDED), None)


def is_decided(session: Session, disputes: Iterable[Dispute]) -> bool:
    """Whether somebody who is no party has decided who came."""
    outside = {None, session.mentor, session.mentee}
    return any(dispute.closed_by not in outside for dispute in _about_coming(disputes))


def check_statement(
    statement: AttendanceStatement,
    session: Session,
    role: Role,
    now: datetime,
    disputes: Iterable[Dispute],
    *,
    ruled: bool = False,
) -> None:
    """Raise what stands against `role` saying so now; `ruled` where an admin has taken a no-show back.

    UnderReview, Decided, NotSayable, TooEarlyToReport or TooLateToReport.
    """
    disputes = tuple(disputes)
    review = review_of(disputes)
    if review is not None:
        if statement is AttendanceStatement.TOOK_PLACE and gives_in(session, role, review):
            return
        raise UnderReview(session.id)
    if not _fits(statement, session, role):
        raise NotSayable(session.id, session.status.value)
    if ruled or is_decided(session, disputes):
        raise Decided(session.id)
    if statement is AttendanceStatement.ABSENT and now < (since := report_from(session)):
        raise TooEarlyToReport(session.id, since)
    if now > (until := said_until(session, role)):
        raise TooLateToReport(session.id, until)


def statements(
    session: Session, role: Role, now: datetime, disputes: Iterable[Dispute], *, ruled: bool = False
) -> tuple[AttendanceStatement, ...]:
    """All that `role` can say now."""
    disputes = tuple(disputes)
    legal: list[AttendanceStatement] = []
    for statement in AttendanceStatement:
        try:
            check_statement(statement, session, role, now, disputes, ruled=ruled)
        except Refusal:
            continue
        legal.append(statement)
    return tuple(legal)


def gives_in(session: Session, role: Role, review: Dispute) -> bool:
    """Whether `role` ends the dispute by saying that it took place: the mentee's report, the mentor's objected one."""
    if review.absent is None:
        return role is Role.MENTOR and session.absent is Absent.MENTEE
    return role is Role.MENTEE and session.absent is None


def completed(session: Session) -> Session:
    """The session as one that took place."""
    return moved(session, status=Status.COMPLETED, absent=None)


def missed(session: Session, absent: Absent) -> Session:
    """The session as one to which somebody did not come.

    Where it was the mentor alone, all is given back: the price and the month's place.
    """
    if absent is Absent.MENTOR:
        back = refund(session.rate, 100, session.refund)
        return moved(session, status=Status.NO_SHOW, absent=absent, counted=False, refund=back)
    return moved(session, status=Status.NO_SHOW, absent=absent)


def upheld(session: Session, dispute: Dispute) -> Session:
    """The session as the dispute says that it was."""
    return completed(session) if dispute.absent is None else missed(session, dispute.absent)


def check_feedback(session: Session, role: Role, disputes: Iterable[Dispute], *, given: bool) -> None:
    """Raise what stands against `role` saying how it was: OnlyFor, NotCompleted, UnderReview or FeedbackGiven."""
    if role is not Role.MENTEE:
        raise OnlyFor(Role.MENTEE.value, session.id)
    if given:
        raise FeedbackGiven(session.id)
    if session.status is not Status.COMPLETED:
        raise NotCompleted(session.id, session.status.value)
    if review_of(disputes) is not None:
        raise UnderReview(session.id)


def check_marks(overall: int, usefulness: int) -> None:
    """Raise Missing for a mark that is none."""
    for field, mark in (("overall", overall), ("usefulness", usefulness)):
        if mark not in MARKS:
            raise Missing(field)


def _fits(statement: AttendanceStatement, session: Session, role: Role) -> bool:
    """Whether what is on record leaves room for it, whatever the time."""
    absent = session.absent
    match statement:
        case AttendanceStatement.TOOK_PLACE:
            mine = absent is Absent.MENTEE and role is Role.MENTOR
            return role in asked(session) or absent is Absent.BOTH or mine
        case AttendanceStatement.ABSENT:
            if session.status in LIVE:
                # Also for who was not seen to come and is not asked: the Join button is not all there is.
                return not session.is_unanswered
            theirs = absent is Absent.MENTEE and role is Role.MENTEE
            return session.status is Status.COMPLETED or absent is Absent.BOTH or theirs
        case AttendanceStatement.NEITHER:
            return role in asked(session) and not came(session)
        case AttendanceStatement.OBJECT:
            return absent is Absent.MENTEE and role is Role.MENTEE


def _about_coming(disputes: Iterable[Dispute]) -> Iterable[Dispute]:
    return (
        dispute for dispute in disputes if dispute.category is Category.NO_SHOW and not dispute.is_report
    )
