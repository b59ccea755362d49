"""What each party may say about who came, in every state and at every moment, and what it makes of the session."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product

import pytest

from core.aftermath import (
    PARTIES,
    AttendanceStatement,
    asked,
    came,
    check_feedback,
    check_marks,
    check_statement,
    completed,
    is_questionable,
    missed,
    statements,
    upheld,
)
from core.attendance import Absent, Category, Dispute, DisputeStatus
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
from core.refunds import Refund, RefundStatus
from core.sessions import Meeting, Reassignment, Session, Status, Topic
from tests.conftest import MORNING

MENTOR, MENTEE, ADMIN = 1, 2, 3
MINUTE, SECOND, DAY = timedelta(minutes=1), timedelta(seconds=1), timedelta(days=1)
START, END = MORNING, MORNING + 30 * MINUTE
JOINS: dict[frozenset[Role], dict[str, datetime]] = {
    frozenset(): {},
    frozenset({Role.MENTOR}): {"mentor_joined_at": START},
    frozenset({Role.MENTEE}): {"mentee_joined_at": START},
    PARTIES: {"mentor_joined_at": START, "mentee_joined_at": START},
}
FROM, ANSWER, OBJECT = START + 15 * MINUTE, END + DAY, END + 2 * DAY


def a_session(status: Status = Status.SCHEDULED, **more: object) -> Session:
    values: dict[str, object] = {
        "minutes": 30,
        "buffer_minutes": 0,
        "month": "2026-03-01",
        "booked_at": START - DAY,
        "topic": Topic("Talk"),
        "meeting_url": "https://rooms.example/1",
        "rate": 8000,
        **more,
    }
    return Session(9, MENTOR, MENTEE, START, status=status, **values)  # type: ignore[arg-type]


def a_dispute(absent: Absent | None, by: int = MENTEE, **more: object) -> Dispute:
    return Dispute(7, 9, by, Category.NO_SHOW, "words", END, absent=absent, **more)  # type: ignore[arg-type]


def may(
    statement: AttendanceStatement, session: Session, role: Role, now: datetime, *disputes: Dispute
) -> bool:
    return statement in statements(session, role, now, disputes)


def refused(
    statement: AttendanceStatement, session: Session, role: Role, now: datetime, *disputes: Dispute
) -> type[Refusal]:
    with pytest.raises(Refusal) as refusal:
        check_statement(statement, session, role, now, disputes)
    return refusal.type


STATES: dict[str, Session] = {
    "awaiting payment": a_session(Status.AWAITING_PAYMENT),
    "requested": a_session(Status.REQUESTED),
    "cancelled": a_session(Status.CANCELLED),
    "without an answer": a_session(reassignment=Reassignment.PENDING_ACCEPTANCE),
    "scheduled": a_session(),
    "in progress": a_session(Status.IN_PROGRESS, mentor_joined_at=START),
    "asked both": a_session(attendance_asked_at=END),
    "asked the mentor": a_session(Status.IN_PROGRESS, mentor_joined_at=START, attendance_asked_at=END),
    "asked the mentee": a_session(Status.IN_PROGRESS, mentee_joined_at=START, attendance_asked_at=END),
    "completed": a_session(Status.COMPLETED),
    "completed after asking": a_session(Status.COMPLETED, attendance_asked_at=END),
    "no mentee": a_session(Status.NO_SHOW, absent=Absent.MENTEE),
    "no mentor": a_session(Status.NO_SHOW, absent=Absent.MENTOR),
    "nobody": a_session(Status.NO_SHOW, absent=Absent.BOTH),
}
BOTH = (Role.MENTOR, Role.MENTEE)
_SAYABLE: dict[tuple[str, AttendanceStatement], tuple[Role, ...]] = {
    ("scheduled", AttendanceStatement.ABSENT): BOTH,
    ("in progress", AttendanceStatement.ABSENT): BOTH,
    ("asked both", AttendanceStatement.TOOK_PLACE): BOTH,
    ("asked both", AttendanceStatement.ABSENT): BOTH,
    ("asked both", AttendanceStatement.NEITHER): BOTH,
    ("asked the mentor", AttendanceStatement.TOOK_PLACE): (Role.MENTOR,),
    ("asked the mentor", AttendanceStatement.ABSENT): BOTH,
    ("asked the mentee", AttendanceStatement.TOOK_PLACE): (Role.MENTEE,),
    ("asked the mentee", AttendanceStatement.ABSENT): BOTH,
    ("completed", AttendanceStatement.ABSENT): BOTH,
    ("completed after asking", AttendanceStatement.ABSENT): BOTH,
    ("no mentee", AttendanceStatement.TOOK_PLACE): (Role.MENTOR,),
    ("no mentee", AttendanceStatement.ABSENT): (Role.MENTEE,),
    ("no mentee", AttendanceStatement.OBJECT): (Role.MENTEE,),
    ("nobody", AttendanceStatement.TOOK_PLACE): BOTH,
    ("nobody", AttendanceStatement.ABSENT): BOTH,
}


def window(state: str, statement: AttendanceStatement, role: Role) -> tuple[datetime, datetime]:
    """When it can be said, both instants included."""
    since = FROM if statement is AttendanceStatement.ABSENT else START - DAY
    return since, OBJECT if state == "no mentee" and role is Role.MENTEE else ANSWER


@pytest.mark.spec("AFT-3", "MTG-3", "SES-4", "SAF-1")
@pytest.mark.parametrize(("state", "statement", "role"), list(product(STATES, AttendanceStatement, BOTH)))
def test_what_each_may_say_in_each_state_and_when_to_the_second(
    state: str, statement: AttendanceStatement, role: Role
) -> None:
    session = STATES[state]
    if role not in _SAYABLE.get((state, statement), ()):
        for now in (START - DAY, START, FROM, END, ANSWER, OBJECT + SECOND):
            assert refused(statement, session, role, now) is NotSayable
        return
    since, until = window(state, statement, role)
    assert may(statement, session, role, since)
    assert may(statement, session, role, until)
    if statement is AttendanceStatement.ABSENT:
        assert refused(statement, session, role, since - SECOND) is TooEarlyToReport
    assert refused(statement, session, role, until + SECOND) is TooLateToReport


@pytest.mark.spec("AFT-3")
@pytest.mark.parametrize(("state", "statement", "role"), list(product(STATES, AttendanceStatement, BOTH)))
@pytest.mark.parametrize("absent", [Absent.MENTOR, None])
def test_while_an_admin_decides_nobody_says_anything_but_who_gives_in(
    state: str, statement: AttendanceStatement, role: Role, absent: Absent | None
) -> None:
    session, dispute = STATES[state], a_dispute(absent)
    withdraws = absent is Absent.MENTOR and role is Role.MENTEE and session.absent is None
    relents = absent is None and role is Role.MENTOR and session.absent is Absent.MENTEE
    for now in (FROM, ANSWER, OBJECT + DAY):
        if statement is AttendanceStatement.TOOK_PLACE and (withdraws or relents):
            assert may(statement, session, role, now, dispute)
        else:
            assert refused(statement, session, role, now, dispute) is UnderReview


@pytest.mark.spec("AFT-3")
@pytest.mark.parametrize("status", [DisputeStatus.RESOLVED, DisputeStatus.DISMISSED])
@pytest.mark.parametrize(("state", "statement", "role"), list(product(STATES, AttendanceStatement, BOTH)))
def test_what_an_admin_has_decided_stands_and_what_was_taken_back_binds_nobody(
    state: str, statement: AttendanceStatement, role: Role, status: DisputeStatus
) -> None:
    session = STATES[state]
    decided, dropped = (a_dispute(Absent.MENTOR, status=status, closed_by=by) for by in (ADMIN, MENTEE))
    other = replace(decided, category=Category.QUALITY)
    for now in (START, FROM, ANSWER, OBJECT + SECOND):
        expected = may(statement, session, role, now)
        assert may(statement, session, role, now, dropped, other) is expected
        if expected:
            assert refused(statement, session, role, now, decided) is Decided
        else:
            assert not may(statement, session, role, now, decided)


@pytest.mark.spec("MTG-2", "MTG-3")
@pytest.mark.parametrize(("joined", "meeting", "ours"), list(product(JOINS, Meeting, [True, False])))
def test_only_where_it_is_known_who_came_the_parties_are_asked(
    joined: frozenset[Role], meeting: Meeting, ours: bool
) -> None:
    session = a_session(topic=Topic("Talk", meeting=meeting), **JOINS[joined])
    known = ours and meeting in {Meeting.VIDEO, Meeting.AUDIO}
    assert came(session) == joined
    assert is_questionable(session, room_is_ours=ours) is (known and joined != PARTIES)


@pytest.mark.spec("MTG-3")
@pytest.mark.parametrize(("status", "joined"), list(product(Status, JOINS)))
def test_who_came_is_asked_and_where_nobody_did_both(status: Status, joined: frozenset[Role]) -> None:
    session = a_session(status, **JOINS[joined])
    assert asked(session) == frozenset()
    is_open = status in {Status.SCHEDULED, Status.IN_PROGRESS}
    expected = (joined or PARTIES) if is_open else frozenset()
    assert asked(replace(session, attendance_asked_at=END)) == expected


@pytest.mark.spec("AFT-3", "BOK-2", "CAN-3")
def test_an_absent_mentee_pays_and_an_absent_mentor_costs_the_mentee_nothing() -> None:
    for state in ("scheduled", "in progress", "completed", "nobody"):
        before = STATES[state]
        mentee, mentor = missed(before, Absent.MENTEE), missed(before, Absent.MENTOR)
        assert (mentee.status, mentee.counted, mentee.refund) == (Status.NO_SHOW, True, None)
        assert (mentor.status, mentor.counted) == (Status.NO_SHOW, False)
        assert mentor.refund == Refund(100, 8000, RefundStatus.PENDING)
        assert mentee.revision == mentor.revision == before.revision + 1
    nobody = missed(STATES["asked both"], Absent.BOTH)
    assert (nobody.counted, nobody.refund) == (True, None)
    free = missed(a_session(rate=0), Absent.MENTOR)
    assert free.refund == Refund(100, 0, RefundStatus.NONE)


@pytest.mark.spec("AFT-3")
def test_a_dispute_that_is_upheld_makes_the_session_what_it_says() -> None:
    for state in ("scheduled", "in progress", "completed", "no mentee", "nobody"):
        assert upheld(STATES[state], a_dispute(Absent.MENTOR)).absent is Absent.MENTOR
    cleared = upheld(STATES["no mentee"], a_dispute(None))
    assert (cleared.status, cleared.absent, cleared.counted) == (Status.COMPLETED, None, True)
    assert completed(STATES["nobody"]).absent is None


@pytest.mark.spec("AFT-1", "SAF-1")
@pytest.mark.parametrize(("state", "role", "given"), list(product(STATES, BOTH, [True, False])))
def test_feedback_is_the_mentees_once_about_what_took_place(state: str, role: Role, given: bool) -> None:
    session = STATES[state]
    if role is Role.MENTEE and session.status is Status.COMPLETED and not given:
        check_feedback(session, role, (), given=given)
        with pytest.raises(UnderReview):
            check_feedback(session, role, (a_dispute(Absent.MENTOR),), given=given)
        return
    with pytest.raises(Refusal) as refusal:
        check_feedback(session, role, (), given=given)
    if role is Role.MENTOR:
        assert refusal.type is OnlyFor
    else:
        assert refusal.type is (FeedbackGiven if given else NotCompleted)


@pytest.mark.spec("AFT-1")
def test_marks_go_from_one_to_five() -> None:
    for mark in range(1, 6):
        check_marks(mark, 6 - mark)
    for overall, usefulness, field in (
        (0, 3, "overall"),
        (6, 3, "overall"),
        (3, 0, "usefulness"),
        (3, -1, "usefulness"),
    ):
        with pytest.raises(Missing) as missing:
            check_marks(overall, usefulness)
        assert missing.value.field == field
