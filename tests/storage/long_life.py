"""A mentor with a long history: whatever is done with all of it at once is measured on them."""

from datetime import datetime

from core.attendance import Feedback
from core.availability import Block, DayPattern, Schedule, WeeklyPattern
from core.mentors import Mentor
from core.notices import Kind
from core.people import Plan, Role
from core.ports.claims import Claim
from core.sessions import Status
from storage.session_tables import private_notes, reschedules
from storage.store import SqlStore
from tests.storage.samples import DAY, HOUR, a_notice, a_person, a_session

EACH_DAY = 8
MENTEES = 20
DAY_AND_NIGHT = WeeklyPattern((DayPattern(True, (Block(0, 24 * 60),)),) * 7)


def a_proposal(start: datetime) -> dict[str, object]:
    at = start.isoformat()
    return {"by": "mentor", "at": at, "starts_at": at, "minutes": 30, "note": "a clash"}


def a_long_life(store: SqlStore, *, ahead: int, past: int) -> int:
    """A mentor with so many sessions ahead (after eight days) and behind them, moved, noted and rated; their id."""
    mentor = a_person("Ana", roles=frozenset({Role.MENTEE, Role.MENTOR}))
    mentees = [a_person(f"Mentee {n}", plan=Plan.INDIVIDUAL) for n in range(MENTEES)]
    moved, noted = [], []
    with store.write() as tx:
        for person in (mentor, *mentees):
            tx.people.add(person)
        tx.mentors.save(Mentor(mentor, Schedule("Europe/Berlin", DAY_AND_NIGHT)))
        begin = tx.now.replace(minute=0, second=0, microsecond=0)
        for n in range(-past, ahead):
            days, hours = divmod(n, EACH_DAY)
            start = begin + (days + (8 if n >= 0 else 0)) * DAY + hours * HOUR
            is_over = n < 0
            status = Status.COMPLETED if is_over else Status.SCHEDULED
            mentee = mentees[n % MENTEES].id
            session = a_session(mentor.id, mentee, start, status=status, booked_at=begin - past * DAY)
            tx.sessions.add(session)
            both = (mentor.id, mentee)
            tx.claims.take([Claim(each, start, session.ends_at, session.id) for each in both])
            due = start - DAY
            tx.notices.add(
                [
                    a_notice(each, due, Kind.REMINDER, session=session.id, revision=session.revision)
                    for each in both
                ]
            )
            moved.append({
                "id": session.id, "session": session.id, "mentor": mentor.id, "asked_by": "mentor",
                "status": "accepted", "proposals": [a_proposal(start)], "turn": 1,
                "original_start": start, "original_minutes": 30, "expires_at": start, "ended_at": start,
            })  # fmt: skip
            if is_over:
                noted.append({"session": session.id, "mentor": mentor.id, "text": "my own", "at": start})
                tx.aftermath.add_feedback(Feedback(session.id, mentor.id, mentee, 5, 5, "good", start))
    with store.work() as work:
        work.connection.execute(reschedules.insert(), moved)
        work.connection.execute(private_notes.insert(), noted)
    return mentor.id
