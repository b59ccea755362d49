"""A programme with many sessions, filled by the database itself."""

from datetime import datetime

from sqlalchemy import text

from core.people import Person
from core.policies import Policies
from storage.policy_states import KEEP, state_of
from storage.store import SqlStore
from tests.storage.samples import DAY, HOUR, MINUTE

EACH = 200

# Session n is of mentor n % mentors with the mentee of the same place; each has one an hour, half of them to come.
NUMBERS = "WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < {last})"
FILLING = (
    """
    INSERT INTO sessions (id, mentor, mentee, starts_at, minutes, title, description, meeting, location, ends_at,
        buffer_minutes, month, booked_at, meeting_url, status, revision, counted, rate, currency)
    {numbers} SELECT n + 10000, n % {mentors}, {mentors} + n % {mentors}, {start}, 30, 'Talk', '', 'video', '', {end},
        10, '2026-03-01', {booked}, 'https://rooms.example/one',
        CASE WHEN n < {half} THEN 'completed' ELSE 'scheduled' END,
        CASE WHEN n < {half} THEN 2 ELSE 1 END, {true}, 0, 'USD' FROM numbers
    """,
    """
    INSERT INTO claims (person, starts_at, ends_at, owner, buffer_minutes)
    SELECT mentor, starts_at, ends_at + {ten}, id, 10 FROM sessions
    UNION ALL SELECT mentee, starts_at, ends_at, id, 0 FROM sessions
    """,
    """
    INSERT INTO audit (at, action, platform, workspace, session, policies)
    SELECT booked_at, 'SESSION_BOOKED', 'slack', 'T1', id, {policies} FROM sessions
    UNION ALL
    SELECT ends_at, 'SESSION_COMPLETED', '', '', id, {policies} FROM sessions WHERE status = 'completed'
    """,
    """
    INSERT INTO notices (id, kind, person, session, revision, due_at, dedupe, details, state, attempts, ready_at,
        ended_at, receipt_platform, receipt_workspace, receipt_channel, receipt_message)
    SELECT row_number() over () + 5000000, kind, person, id, 1, due,
        kind || before || '-' || id || '-' || person, '{{}}',
        CASE WHEN due > {now} THEN 'waiting' ELSE 'sent' END, 0, due, CASE WHEN due > {now} THEN NULL ELSE due END,
        CASE WHEN due > {now} THEN NULL ELSE 'slack' END, 'T1', 'D1',
        CASE WHEN due > {now} THEN NULL ELSE kind || before || '-' || id || '-' || person END
    FROM (
        SELECT kind, before, sessions.id, CASE WHEN half = 0 THEN mentor ELSE mentee END AS person,
            CASE WHEN before = 0 THEN booked_at ELSE starts_at - before * {minute} END AS due
        FROM sessions
        CROSS JOIN (SELECT 'booked' AS kind, 0 AS before UNION ALL SELECT 'join', 15
            UNION ALL SELECT 'reminder', 1440 UNION ALL SELECT 'reminder', 60) kinds
        CROSS JOIN (SELECT 0 AS half UNION ALL SELECT 1) halves
    ) drafted
    """,
)


def fill(store: SqlStore, sessions: int) -> None:
    """Book so many sessions, a multiple of EACH, with their claims, notices and audit entries."""
    mentors = sessions // EACH
    on_postgresql, state = store.engines.on_postgresql, state_of(Policies())
    with store.write() as tx:
        now = tx.now
        for number in range(2 * mentors):
            tx.people.add(Person(number, "Somebody", now))

    def literal(at: datetime) -> str:
        return f"timestamptz '{at.isoformat()}'" if on_postgresql else f"{at.timestamp() * 1_000_000:.0f}"

    begin = now.replace(minute=0, second=0, microsecond=0) - EACH // 2 * HOUR
    hour, minute = (
        ("interval '1 hour'", "interval '1 minute'") if on_postgresql else ("3600000000", "60000000")
    )
    words = {
        "mentors": mentors,
        "numbers": NUMBERS.format(last=sessions - 1),
        "start": f"{literal(begin)} + (n / {mentors}) * {hour}",
        "end": f"{literal(begin)} + (n / {mentors}) * {hour} + 30 * {minute}",
        "booked": literal(begin - 30 * DAY),
        "half": sessions // 2,
        "true": "true" if on_postgresql else "1",
        "ten": f"10 * {minute}",
        "minute": minute,
        "now": literal(now + MINUTE),
        "policies": state.id,
    }
    with store.engines.writer.begin() as connection:
        connection.execute(KEEP, [state._asdict()])
        for statement in FILLING:
            connection.execute(text(statement.format(**words)))
